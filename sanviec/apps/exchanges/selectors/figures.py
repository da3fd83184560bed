"""What a session added up to: each counter for the whole and for each centre's part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.counters import COUNTERS, FUNNEL, Counter, Source
from sanviec.apps.exchanges.enums import (
    HOLDING_STAND,
    PASSING,
    InterviewResult,
    InterviewState,
    ParticipantState,
    PartState,
)
from sanviec.apps.exchanges.models import (
    CounterOverride,
    ExchangeSession,
    Interview,
    Participant,
    Scan,
    SessionPart,
    Stand,
    StandVacancy,
)
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine

# Where the rows of a source say which session and which centre they belong to.
_SOURCES: dict[Source, tuple[Any, str, str]] = {
    Source.STANDS: (Stand, "session", "centre"),
    Source.OFFERS: (StandVacancy, "stand__session", "stand__centre"),
    Source.PEOPLE: (Participant, "session", "centre"),
    Source.SCANS: (Scan, "session", "participant__centre"),
    Source.INTERVIEWS: (Interview, "session", "participant__centre"),
}


@dataclass(frozen=True, slots=True)
class Value:
    """A figure as it was counted, and what stands in its place if somebody overrode it."""

    counted: int
    override: CounterOverride | None = None

    @property
    def shown(self) -> int:
        return self.override.value if self.override else self.counted


@dataclass(frozen=True, slots=True)
class Figure:
    """One counter: the whole session, and each centre's part by centre."""

    counter: Counter
    counted: int
    parts: dict[UUID, Value]

    @property
    def shown(self) -> int:
        """The whole with what was overridden in its parts."""
        return self.counted + sum(part.shown - part.counted for part in self.parts.values())

    @property
    def is_overridden(self) -> bool:
        return any(part.override for part in self.parts.values())


@dataclass(frozen=True, slots=True)
class Problem:
    """Figures that contradict each other, and the rows behind it.

    Args:
        rows: queue numbers or names of stands, at most 20.
        is_error: it must be put right before the figures are closed; else it is only shown.
    """

    code: str
    text_vi: str
    text_en: str
    rows: list[str]
    is_error: bool = True


def centres_of(session: ExchangeSession) -> list[Centre]:
    """The host first, then the centres that have joined, by name."""
    joined = SessionPart.objects.filter(session=session, state=PartState.JOINED)
    ids = joined.order_by("id").values_list("centre_id", flat=True)
    found = Centre.objects.filter(Q(pk__in=list(ids)) | Q(pk=session.centre_id))
    return sorted(found, key=lambda row: (row.pk != session.centre_id, row.name, str(row.pk)))


def figures_of(session: ExchangeSession) -> list[Figure]:
    """Every counter, counted from rows now.

    Cost: two queries a source, whatever the number of centres.
    """
    counted: dict[str, int] = {}
    parts: dict[str, dict[UUID, int]] = {}
    for source in Source:
        counters = [counter for counter in COUNTERS if counter.source == source]
        rows, centre = rows_of(source, session)
        # A name of its own: a counter may be called like a column.
        sums = {f"n_{counter.code}": _measure(counter) for counter in counters}
        whole = rows.aggregate(**sums)
        split = list(rows.order_by(centre).values(centre).annotate(**sums))
        for counter in counters:
            name = f"n_{counter.code}"
            counted[counter.code] = whole[name] or 0
            parts[counter.code] = {row[centre]: row[name] or 0 for row in split}
    overrides = _overrides(session)
    centres = centres_of(session)
    return [
        Figure(
            counter,
            counted[counter.code],
            {
                centre.pk: Value(
                    parts[counter.code].get(centre.pk, 0),
                    overrides.get((centre.pk, counter.code)),
                )
                for centre in centres
            },
        )
        for counter in COUNTERS
    ]


def rows_of(source: Source, session: ExchangeSession) -> tuple[Any, str]:
    """The rows of a source for one session, and the path to their centre."""
    if source == Source.COUNSELLING:
        return _counselling_of(session), "centre"
    model, session_path, centre = _SOURCES[source]
    return model.objects.filter(**{session_path: session}), centre


def _counselling_of(session: ExchangeSession) -> Any:
    people = Participant.objects.filter(
        session=session, state=ParticipantState.ATTENDED, jobseeker__isnull=False
    )
    return ServiceLine.objects.filter(
        kind=ServiceKind.COUNSELLING,
        delivered_on=session.held_on,
        centre__in=[centre.pk for centre in centres_of(session)],
        person_id__in=people.values("jobseeker_id"),
    )


def _measure(counter: Counter) -> Any:
    where = counter.where or None
    if counter.total:
        return Sum(counter.total, filter=where)
    if counter.distinct:
        return Count(counter.distinct, filter=where, distinct=True)
    return Count("pk", filter=where)


def _overrides(session: ExchangeSession) -> dict[tuple[UUID, str], CounterOverride]:
    standing = CounterOverride.objects.filter(session=session, withdrawn_at__isnull=True)
    return {(row.centre_id, row.counter): row for row in standing.order_by("id")}


def problems_of(session: ExchangeSession, figures: list[Figure]) -> list[Problem]:
    """What contradicts itself; an empty list says that the figures hold together."""
    return [
        *_outside_of_the_funnel(session),
        *_funnel_of_shown(figures),
        *_strangers(session),
        *_do_not_add_up(figures),
    ]


def _outside_of_the_funnel(session: ExchangeSession) -> Iterator[Problem]:
    """People of a smaller step who are not among those of the larger one."""
    people = {
        code: _people_of(code, session) for step in FUNNEL for code in (step.part, *step.whole)
    }
    for step in FUNNEL:
        whole = set().union(*(people[code] for code in step.whole))
        outside = people[step.part] - whole
        if outside:
            yield Problem(
                f"funnel_{step.part}",
                f"“{_vi(step.part)}” có người không nằm trong “{_all_vi(step.whole)}”.",
                f"“{_en(step.part)}” holds people who are not among “{_all_en(step.whole)}”.",
                _numbers(outside),
            )


def _people_of(code: str, session: ExchangeSession) -> set[UUID]:
    counter = next(counter for counter in COUNTERS if counter.code == code)
    rows, _centre = rows_of(counter.source, session)
    column = counter.distinct or "pk"
    return set(rows.filter(counter.where).order_by("pk").values_list(column, flat=True))


def _funnel_of_shown(figures: list[Figure]) -> Iterator[Problem]:
    """An override may not make a part larger than its whole unseen."""
    shown = {figure.counter.code: figure.shown for figure in figures}
    overridden = {figure.counter.code for figure in figures if figure.is_overridden}
    for step in FUNNEL:
        whole = sum(shown[code] for code in step.whole)
        if overridden & {step.part, *step.whole} and shown[step.part] > whole:
            yield Problem(
                f"override_{step.part}",
                f"Sau khi sửa tay, “{_vi(step.part)}” lớn hơn “{_all_vi(step.whole)}”.",
                f"After an override “{_en(step.part)}” is larger than “{_all_en(step.whole)}”.",
                [f"{shown[step.part]} > {whole}"],
                is_error=False,
            )


def _strangers(session: ExchangeSession) -> Iterator[Problem]:
    """Rows of a centre that takes no part would be in the whole and in no part."""
    centres = [centre.pk for centre in centres_of(session)]
    people = Participant.objects.filter(session=session).exclude(centre__in=centres)
    stands = Stand.objects.filter(session=session).exclude(centre__in=centres)
    found = _numbers(set(people.order_by("pk").values_list("pk", flat=True)))
    found += list(stands.order_by("name", "id").values_list("name", flat=True)[:20])
    if found:
        yield Problem(
            "stranger",
            "Có người hoặc gian thuộc trung tâm không tham gia phiên.",
            "People or stands belong to a centre that takes no part in the session.",
            found,
        )


def _do_not_add_up(figures: list[Figure]) -> Iterator[Problem]:
    for figure in figures:
        parts = sum(part.counted for part in figure.parts.values())
        if parts != figure.counted:
            yield Problem(
                f"sum_{figure.counter.code}",
                f"“{figure.counter.title_vi}”: các trung tâm cộng lại không bằng toàn phiên.",
                f"“{figure.counter.title_en}”: the centres do not add up to the session.",
                [f"{parts} ≠ {figure.counted}"],
            )


def _numbers(ids: set[UUID]) -> list[str]:
    rows = Participant.objects.filter(pk__in=sorted(ids)[:500]).order_by("queue_no", "id")
    return [f"số {number}" for number in rows.values_list("queue_no", flat=True)[:20]]


def _vi(code: str) -> str:
    return next(counter.title_vi for counter in COUNTERS if counter.code == code)


def _en(code: str) -> str:
    return next(counter.title_en for counter in COUNTERS if counter.code == code)


def _all_vi(codes: tuple[str, ...]) -> str:
    return " + ".join(map(_vi, codes))


def _all_en(codes: tuple[str, ...]) -> str:
    return " + ".join(map(_en, codes))


@dataclass(frozen=True, slots=True)
class StandRow:
    """What one stand saw, for the table of a report."""

    stand: Stand
    openings: int
    held: int
    passed: int
    hired: int


def stand_rows(session: ExchangeSession) -> list[StandRow]:
    """Every stand that holds a number, with its interviews."""
    held = Q(interviews__state=InterviewState.HELD)
    stands = (
        Stand.objects.filter(session=session, state__in=HOLDING_STAND)
        .select_related("centre")
        .annotate(
            held=Count("interviews", filter=held),
            passed=Count("interviews", filter=held & Q(interviews__result__in=sorted(PASSING))),
            hired=Count("interviews", filter=held & Q(interviews__result=InterviewResult.HIRED)),
        )
        .order_by("stand_no", "name", "id")
    )
    offers = StandVacancy.objects.filter(stand__session=session).order_by("stand")
    openings = dict(offers.values_list("stand").annotate(n=Sum("openings")))
    return [
        StandRow(row, openings.get(row.pk, 0), row.held, row.passed, row.hired) for row in stands
    ]
