"""Where apps above take part in what happens to a jobseeker's file.

``on_registered``: the ledger counts registrations. ``on_merge``: whoever keeps rows of a file
(referrals, claims) moves them to the kept file and takes them back when the merge is undone.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, Protocol

from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.hooks import Hook

from .enums import Via
from .models import Jobseeker, Merge


class RegistrationListener(Protocol):
    """Called once with all files that one act registered, in its transaction."""

    def __call__(
        self, jobseekers: list[Jobseeker], via: Via, *, actor: Actor, now: datetime
    ) -> None: ...


class MergeListener(Protocol):
    """Called in the transaction of a merge, after the two files themselves were written."""

    def merge(self, merge: Merge, *, actor: Actor, now: datetime) -> Any:
        """Move what belongs to ``merge.merged`` to ``merge.kept``.

        Returns:
            What ``undo`` needs, as JSON: ids and codes only.
        """
        ...

    def undo(self, merge: Merge, memo: Any, *, actor: Actor, now: datetime) -> None:
        """Take it back; what was changed since by people stays as they left it."""
        ...


on_registered: Hook[RegistrationListener] = Hook("jobseekers.registered")
on_merge: Hook[MergeListener] = Hook("jobseekers.merge")
