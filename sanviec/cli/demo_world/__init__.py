"""The demo world: several centres with invented people, firms, vacancies and referrals.

Seeded: the same day gives the same world, ids included. It is built through the services, so
audit, ledger and outbox hold what they would hold in life.
"""

from .build import DEMO_PASSWORD, Login, build_world

__all__ = ["DEMO_PASSWORD", "Login", "build_world"]
