"""A plan of interviews before it is announced: what it would write, and the figures to judge it."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sanviec.apps.exchanges.enums import InterviewState
from sanviec.apps.exchanges.facts import SessionFacts, session_facts
from sanviec.apps.exchanges.models import ExchangeSession, Interview
from sanviec.engines.scheduling import Plan, schedule

# Beyond this somebody waits before a screen; the plan then says how far from the best it may be.
_SECONDS = 20.0


class Seat(NamedTuple):
    """Where and when a pair meets."""

    slot: int
    table: int


@dataclass(frozen=True, slots=True)
class ScheduleDraft:
    """What announcing would do.

    Args:
        added: (participant, stand) -> seat, for pairs that meet newly.
        moved: announced interviews with their new seat.
        kept: announced interviews that stay.
        ended: announced interviews that cannot be held any more.
        digest: names the plan; announcing refuses another one than was looked at.
    """

    facts: SessionFacts
    plan: Plan
    added: dict[tuple[UUID, UUID], Seat]
    moved: list[tuple[Interview, Seat]]
    kept: list[Interview]
    ended: list[Interview]
    digest: str

    @property
    def changes(self) -> int:
        return len(self.added) + len(self.moved) + len(self.ended)

    @property
    def free_seats(self) -> int:
        """Times of tables that nobody has."""
        everybody = self.facts.instance.slots
        rows = self.facts.instance.employers
        there = sum(row.tables * len(row.slots or range(everybody)) for row in rows)
        return there - len(self.plan.interviews)

    @property
    def by_stand(self) -> list[tuple[str, int]]:
        """How many people each stand meets, the fewest first."""
        counts = Counter(UUID(str(one.employer)) for one in self.plan.interviews)
        rows = [(row.name, counts[row.pk]) for row in self.facts.rows.stands.values()]
        return sorted(rows, key=lambda row: (row[1], row[0]))


def draft_schedule(
    session: ExchangeSession, *, now: datetime, skip_absent: bool = False
) -> ScheduleDraft:
    """The best plan of a session as it is now; nothing is written.

    Interviews that were announced stay where they can, and the fewest others move.

    Cost: see ``session_facts``; the plan itself takes 10 ms for 24 firms and 2,700 people.
    """
    facts = session_facts(session, now=now, skip_absent=skip_absent)
    plan = schedule(facts.instance, seconds=_SECONDS)
    wanted = {
        (UUID(str(one.jobseeker)), UUID(str(one.employer))): one.slot for one in plan.interviews
    }
    kept, shifted, ended = [], [], []
    for interview in facts.rows.standing:
        slot = wanted.get((interview.participant_id, interview.stand_id))
        if slot == interview.slot and _has_table(interview, facts):
            kept.append(interview)
        elif slot is not None:
            shifted.append(interview)
        elif interview.state == InterviewState.PLANNED:
            ended.append(interview)
    seats = _seats(wanted, kept, facts)
    announced = {(row.participant_id, row.stand_id) for row in facts.rows.standing}
    added = {pair: seat for pair, seat in seats.items() if pair not in announced}
    moved = [(row, seats[row.participant_id, row.stand_id]) for row in shifted]
    return ScheduleDraft(facts, plan, added, moved, kept, ended, _digest(added, moved, ended))


def _has_table(interview: Interview, facts: SessionFacts) -> bool:
    """Whether the table is still there; a firm may have brought fewer than it said."""
    stand = facts.rows.stands[interview.stand_id]
    is_planned = interview.state == InterviewState.PLANNED
    return not is_planned or (interview.table or 0) < stand.tables


def _seats(
    wanted: dict[tuple[UUID, UUID], int], kept: list[Interview], facts: SessionFacts
) -> dict[tuple[UUID, UUID], Seat]:
    """A table for everybody; who stays at the time stays at the table."""
    taken: dict[tuple[UUID, int], set[int]] = defaultdict(set)
    staying = set()
    for interview in kept:
        if interview.slot is not None and interview.table is not None:
            taken[interview.stand_id, interview.slot].add(interview.table)
            staying.add((interview.participant_id, interview.stand_id))
    # Tables of people who are met and not planned any more.
    for interview in facts.rows.standing:
        if interview.state != InterviewState.PLANNED and interview.table is not None:
            taken[interview.stand_id, interview.slot or 0].add(interview.table)
    seats = {}
    for pair in sorted(wanted):
        if pair not in staying:
            cell = taken[pair[1], wanted[pair]]
            table = next(number for number in range(len(cell) + 1) if number not in cell)
            cell.add(table)
            seats[pair] = Seat(wanted[pair], table)
    return seats


def _digest(
    added: dict[tuple[UUID, UUID], Seat],
    moved: list[tuple[Interview, Seat]],
    ended: list[Interview],
) -> str:
    lines = [f"+{pair[0]}{pair[1]}{seat.slot}" for pair, seat in added.items()]
    lines += [f">{row.pk}{seat.slot}" for row, seat in moved]
    lines += [f"-{row.pk}" for row in ended]
    return hashlib.sha256("\n".join(sorted(lines)).encode()).hexdigest()[:16]
