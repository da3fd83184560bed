"""Who acts: every service takes an ``Actor``, never a request or a user row."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from .enums import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """One person (or the system itself) acting in one role.

    ``centre_id`` is the centre whose files the actor may open; None for jobseekers, employers,
    the ministry and the system. ``subject_id`` is the jobseeker or employer that a
    self-service actor stands for. ``link_sent_to`` says that nobody signed in: the act came by
    a signed link, sent to the one named there ("account:<contact>", "email:<employer>").
    """

    role: Role
    user_id: int | None = None
    centre_id: UUID | None = None
    subject_id: UUID | None = None
    link_sent_to: str = ""

    @property
    def is_staff(self) -> bool:
        return self.role in Role.staff()

    @property
    def is_oversight(self) -> bool:
        return self.role in {Role.MINISTRY, Role.ADMINISTRATOR}


SYSTEM = Actor(role=Role.SYSTEM)
ANONYMOUS = Actor(role=Role.ANONYMOUS)
