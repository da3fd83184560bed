"""What is asked of an import, and what it answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from sanviec.apps.centres.models import Centre
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import gazetteer, occupations, parameter
from sanviec.apps.vacancies.data import check_closing
from sanviec.engines.intake import Context, Limits, Notice, Row, RowError, SavedMapping, Table
from sanviec.kernel.errors import InputError

CURRENCIES = ("EUR", "JPY", "KRW", "TWD")

Rejected = Callable[[Table, Row], None]


@dataclass(frozen=True, slots=True)
class FileOptions:
    """What somebody decides about a file.

    Args:
        source: the partner's name; the same source and id is the same row, today and next month.
        is_vouched: the centre vouches for the employers named in the file.
        open_until: the closing day for vacancies that name none or one that has passed.
        consents: purposes for which the centre holds signed papers of everybody in the file.
        mapping: which column means what, where that was said before.
        limits: when the file is refused as a whole.
    """

    source: str = "tep"
    is_vouched: bool = False
    open_until: date | None = None
    consents: tuple[ConsentPurpose, ...] = ()
    mapping: SavedMapping | None = None
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True, slots=True)
class Job:
    """Whose file of which kind; ``name`` where the path's own does not fit."""

    kind: str
    centre: Centre
    options: FileOptions
    actor: Actor
    now: datetime
    name: str = ""
    is_applied: bool = False

    @property
    def today(self) -> date:
        """The day of the import in Vietnam."""
        return timezone.localdate(self.now)


@dataclass(slots=True)
class Brought:
    """What a file held and what became (or would become) of it.

    ``headings`` are the file's own; ``columns`` the fields found and their headings;
    ``unknown_columns`` headings that nothing uses;
    ``notices`` what should be known of the file and stopped nothing;
    ``errors`` the first reasons and ``samples`` the first rows of each verdict.
    """

    verdicts: Counter[str] = field(default_factory=Counter)
    rows_read: int = 0
    reasons: Counter[str] = field(default_factory=Counter)
    given: Counter[str] = field(default_factory=Counter)
    understood: Counter[str] = field(default_factory=Counter)
    headings: list[str] = field(default_factory=list)
    columns: dict[str, str] = field(default_factory=dict)
    unknown_columns: list[str] = field(default_factory=list)
    encoding: str = ""
    notices: list[Notice] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    samples: dict[str, list[str]] = field(default_factory=dict)


def context_on(on: date) -> Context:
    """What the meaning of a file depends on besides itself."""
    return Context(
        on=on,
        usd_vnd=parameter("usd_vnd", on),
        gazetteer=gazetteer(),
        occupations=occupations(),
        rates_vnd={name: parameter(f"{name.lower()}_vnd", on) for name in CURRENCIES},
    )


def check_open_until(day: date | None, today: date) -> None:
    """Hold the closing day for rows without one to what a form may say.

    Raises:
        InputError: it has passed, or lies more than a year ahead.
    """
    if day is not None and day < today:
        raise InputError(
            "Hạn cho tin đã quá hạn phải từ hôm nay trở đi.",
            "the closing day must not have passed",
            field="open_until",
            code="open_until_past",
        )
    check_closing(day, today)
