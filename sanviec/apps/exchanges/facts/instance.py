"""The instance that the scheduling engine plans, with the interviews that were announced."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from sanviec.apps.exchanges.conflicts import strictness
from sanviec.apps.exchanges.enums import ConflictRule, InterviewState
from sanviec.apps.exchanges.models import Interview, Stand
from sanviec.engines.scheduling import Appointment, Employer, Instance, Jobseeker, Objective, Pairs

from .clashes import Clashes
from .pairs import Offer, PairKey
from .reading import SessionRows


def make_instance(rows: SessionRows, offers: Mapping[PairKey, Offer], clashes: Clashes) -> Instance:
    """What is to be planned; what has begun stays, what was announced stays where it can."""
    standing = _Standing.of(rows, offers)
    scores = {pair: offer.score for pair, offer in offers.items()}
    for interview in standing.fixed:
        scores.setdefault(_pair(interview), interview.score or 0)
    person_ids = sorted({one for one, _other in scores} | set(rows.people))
    at = (
        {one: place for place, one in enumerate(person_ids)},
        {one: place for place, one in enumerate(rows.stands)},
    )
    return Instance(
        slots=rows.session.slots,
        employers=tuple(_employer(row, rows, standing) for row in rows.stands.values()),
        jobseekers=tuple(_person(one, rows, standing, clashes) for one in person_ids),
        pairs=_pairs(scores, at),
        objective=Objective(rows.session.objective),
        fixed=_appointments(standing.fixed, at),
        planned=_appointments(standing.movable, at),
    )


_Places = tuple[dict[UUID, int], dict[UUID, int]]


@dataclass
class _Standing:
    """Announced interviews, sorted.

    Args:
        fixed: stay as they are: they have begun, or somebody asked for it.
        movable: may move if they must; what is in neither list cannot be held any more.
        of_person, of_stand: times of the fixed ones.
        elsewhere: how many talks a person had with firms that have left.
    """

    fixed: list[Interview] = field(default_factory=list)
    movable: list[Interview] = field(default_factory=list)
    of_person: dict[UUID, set[int]] = field(default_factory=lambda: defaultdict(set))
    of_stand: dict[UUID, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    elsewhere: Counter[UUID] = field(default_factory=Counter)

    @classmethod
    def of(cls, rows: SessionRows, offers: Mapping[PairKey, Offer]) -> _Standing:
        found = cls()
        for interview in rows.standing:
            has_begun = interview.state != InterviewState.PLANNED
            if interview.stand_id not in rows.stands:
                found.elsewhere[interview.participant_id] += has_begun
            elif has_begun or _is_kept(interview, rows):
                found._fix(interview)
            elif _pair(interview) in offers:
                found.movable.append(interview)
        return found

    def _fix(self, interview: Interview) -> None:
        assert interview.slot is not None, "only interviews with a time are read"
        self.fixed.append(interview)
        self.of_person[interview.participant_id].add(interview.slot)
        self.of_stand[interview.stand_id][interview.slot] += 1


def _is_kept(interview: Interview, rows: SessionRows) -> bool:
    """Whether a planned interview may not move: asked for, or begun without being noted."""
    if interview.participant_id not in rows.people:
        return False
    is_past = interview.slot is not None and interview.slot < rows.first_slot
    return interview.is_fixed or (is_past and not _came_late(interview))


def _came_late(interview: Interview) -> bool:
    came, starts_at = interview.participant.first_in_at, interview.starts_at
    return starts_at is not None and (came is None or came > starts_at)


def _employer(stand: Stand, rows: SessionRows, standing: _Standing) -> Employer:
    own = standing.of_stand[stand.pk]
    tables = max(stand.tables, *own.values(), 1)
    return Employer(str(stand.pk), tables, frozenset(_there(stand.slots, rows) | set(own)))


def _person(person_id: UUID, rows: SessionRows, standing: _Standing, clashes: Clashes) -> Jobseeker:
    own = standing.of_person[person_id]
    participant = rows.people.get(person_id)
    if participant is None:
        # Met already, and not planned any more.
        return Jobseeker(str(person_id), len(own), slots=frozenset(own))
    slots = _there(participant.slots, rows)
    how = strictness(rows.session.conflict_rules, "other_interview")
    if how == ConflictRule.BLOCK and participant.jobseeker_id is not None:
        slots -= clashes.busy.get(participant.jobseeker_id, frozenset())
    most = max(participant.max_interviews - standing.elsewhere[person_id], len(own))
    return Jobseeker(str(person_id), most, participant.is_priority, frozenset(slots | own))


def _there(chosen: Sequence[int], rows: SessionRows) -> set[int]:
    return {slot for slot in chosen or range(rows.session.slots) if slot >= rows.first_slot}


def _pairs(scores: Mapping[PairKey, int], at: _Places) -> Pairs:
    triples = sorted((at[0][one], at[1][two], score) for (one, two), score in scores.items())
    table = np.array(triples, dtype=np.int64).reshape(-1, 3)
    return Pairs(*(np.ascontiguousarray(table[:, column]) for column in range(3)))


def _appointments(interviews: list[Interview], at: _Places) -> tuple[Appointment, ...]:
    found = (
        Appointment(at[0][row.participant_id], at[1][row.stand_id], row.slot)
        for row in interviews
        if row.slot is not None
    )
    return tuple(sorted(found))


def _pair(interview: Interview) -> PairKey:
    return interview.participant_id, interview.stand_id
