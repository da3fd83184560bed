"""Hypothesis without a stopwatch: a busy machine makes no example wrong.

Benches measure speed; an example that takes long under load would otherwise fail once in a while.
"""

from __future__ import annotations

from hypothesis import settings

_NAME = "house"


def install() -> None:
    """Leave the time limit out, and every other setting as it is here (in CI: as it is in CI)."""
    settings.register_profile(_NAME, settings(deadline=None))
    settings.load_profile(_NAME)
