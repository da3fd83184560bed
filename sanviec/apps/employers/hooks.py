"""Where apps above take part in what happens to an employer.

``on_registered``: the ledger counts registrations.
"""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.hooks import Hook

from .models import Employer


class RegistrationListener(Protocol):
    """Called once with all employers that one act registered, in its transaction."""

    def __call__(
        self, employers: list[Employer], *, is_import: bool, actor: Actor, now: datetime
    ) -> None: ...


on_registered: Hook[RegistrationListener] = Hook("employers.registered")
