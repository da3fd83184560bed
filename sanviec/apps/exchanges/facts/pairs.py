"""Who may meet whom, about which vacancy, and how well the two suit each other.

A person is planned with a firm when they allow the search and that firms see their name, miss no
hard requirement of a vacancy that the firm brings, and share its trade or wish to meet it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

import numpy as np
from django.utils import timezone
from numpy.typing import NDArray

from sanviec.apps.exchanges.conflicts import strictness
from sanviec.apps.exchanges.enums import ConflictRule
from sanviec.apps.exchanges.models import Participant, StandVacancy
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.facts import to_facts as jobseeker_facts
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import for_matching
from sanviec.apps.reference.selectors import gazetteer, occupations, parameter
from sanviec.apps.vacancies.facts import to_facts as vacancy_facts
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.engines.matching import JobseekerIndex, build_index
from sanviec.engines.matching.pair_scores import PeopleScores, score_people

from .clashes import Clashes
from .reading import SessionRows

# Points that a wish adds by its rank; the matching score of a pair goes up to 100.
WISH_POINTS = (30, 25, 20, 15, 10)
_PART = 1_000

# Participant and stand.
PairKey = tuple[UUID, UUID]


@dataclass(frozen=True, slots=True)
class Offer:
    """The vacancy of a stand that suits a person best, and the points of the pair."""

    vacancy_id: UUID
    score: int


@dataclass(frozen=True, slots=True)
class Warned:
    """A pair that a rule speaks against; ``is_blocked`` says that it was not planned."""

    rule: str
    participant_id: UUID
    stand_id: UUID
    is_blocked: bool


@dataclass(frozen=True, slots=True)
class PairsFound:
    """The possible pairs, and what the rules say of pairs."""

    offers: dict[PairKey, Offer]
    warned: tuple[Warned, ...]


def willing(rows: SessionRows) -> dict[UUID, Jobseeker]:
    """Those who allow the search, and that firms see their name; by the id of their file."""
    ids = [row.jobseeker_id for row in rows.people.values() if row.jobseeker_id]
    allowed = for_matching().consenting_to(ConsentPurpose.SHARE_CONTACT)
    found: dict[UUID, Jobseeker] = {}
    for start in range(0, len(ids), _PART):
        part = allowed.filter(pk__in=ids[start : start + _PART])
        # Numbers and addresses are encrypted; the engine is not told them.
        light = part.defer("identity_no", "phone", "email").order_by("id")
        found |= {row.pk: row for row in light}
    return found


def find_pairs(
    rows: SessionRows, people: dict[UUID, Jobseeker], clashes: Clashes, *, now: datetime
) -> PairsFound:
    """The best vacancy of every pair that may meet.

    Cost: O(people * vacancies).
    """
    judge = _Judge(rows, clashes)
    for scores, facts in _scores(rows, people, timezone.localdate(now)):
        judge.hear(scores, facts)
    warned = [
        Warned(rule, *pair, is_blocked)
        for (rule, pair), is_blocked in sorted(judge.said.items(), key=str)
        # Another vacancy of the firm may do where one is blocked.
        if not (is_blocked and pair in judge.offers)
    ]
    offers, crowded = _within_openings(rows, judge.offers, now)
    return PairsFound(offers, (*warned, *crowded))


class _Judge:
    """Hears of one vacancy after the other and keeps the best of each pair."""

    def __init__(self, rows: SessionRows, clashes: Clashes) -> None:
        self.rows, self.clashes = rows, clashes
        self.rules = rows.session.conflict_rules
        self.without_trade = {row.pk for row in rows.people.values() if not _names_a_trade(row)}
        self.wishes = {
            (wish.participant_id, wish.stand_id): WISH_POINTS[min(wish.rank, len(WISH_POINTS)) - 1]
            for wish in rows.wishes
        }
        self.offers: dict[PairKey, Offer] = {}
        self.said: dict[tuple[str, PairKey], bool] = {}

    def hear(self, found: PeopleScores, people: list[Participant]) -> None:
        """Take the scores of one vacancy with some people, in their order."""
        brought = self.rows.brought[UUID(found.vacancy_id)]
        wished = np.array(
            [self.wishes.get((row.pk, brought.stand_id), 0) for row in people], dtype=np.int64
        )
        may_meet = found.is_feasible & (found.shares_trade | self._is_open(people) | (wished > 0))
        scores = found.scores + wished
        for place in np.flatnonzero(may_meet).tolist():
            self._weigh(people[place], brought, int(scores[place]))

    def _weigh(self, participant: Participant, brought: StandVacancy, score: int) -> None:
        pair = (participant.pk, brought.stand_id)
        if self._is_blocked(pair, participant, brought):
            return
        best = self.offers.get(pair)
        if best is None or (score, str(brought.vacancy_id)) > (best.score, str(best.vacancy_id)):
            self.offers[pair] = Offer(brought.vacancy_id, score)

    def _is_open(self, people: list[Participant]) -> NDArray[np.bool_]:
        """Who named no trade and so may meet anybody."""
        return np.array([row.pk in self.without_trade for row in people], dtype=np.bool_)

    def _is_blocked(self, pair: PairKey, participant: Participant, brought: StandVacancy) -> bool:
        file_id = participant.jobseeker_id
        assert file_id is not None, "only people with a file are matched"
        firm_id = self.rows.stands[brought.stand_id].employer_id
        if file_id not in self.clashes.named:
            return False
        spoken = self.clashes.vacancies.get((file_id, brought.vacancy_id), frozenset())
        if firm_id is not None:
            spoken |= self.clashes.employers.get((file_id, firm_id), frozenset())
        hows = {rule: strictness(self.rules, rule) for rule in spoken}
        is_blocked = ConflictRule.BLOCK in hows.values()
        for rule, how in hows.items():
            if how != ConflictRule.IGNORE:
                self.said[rule, pair] = is_blocked
        return is_blocked


def _names_a_trade(participant: Participant) -> bool:
    person = participant.jobseeker
    return person is not None and bool(person.wished_titles or person.occupation_codes)


def _scores(
    rows: SessionRows, people: dict[UUID, Jobseeker], on: date
) -> Iterator[tuple[PeopleScores, list[Participant]]]:
    """Each vacancy that is brought, with all people."""
    by_file = {row.jobseeker_id: row for row in rows.people.values()}
    facts = [jobseeker_facts(person) for person in people.values()]
    if not facts or not rows.brought:
        return
    index = vacancy_index(on)
    ids = {str(vacancy_id): vacancy_id for vacancy_id in rows.brought}
    known = [one for one in ids if one in index]
    # A vacancy that has closed since is scored by itself.
    closed = [vacancy_facts(rows.brought[ids[one]].vacancy) for one in ids if one not in index]
    parts = [(index, known)] if known else []
    if closed:
        apart = build_index(closed, gazetteer=gazetteer(), occupations=occupations())
        parts.append((apart, [fact.id for fact in closed]))
    for whole, vacancy_ids in parts:
        table = JobseekerIndex(facts, whole)
        ordered = [by_file[UUID(fact.id)] for fact in table.facts]
        for found in score_people(table, vacancy_ids, on=on):
            yield found, ordered


def _within_openings(
    rows: SessionRows, offers: dict[PairKey, Offer], now: datetime
) -> tuple[dict[PairKey, Offer], list[Warned]]:
    """No more pairs of a stand than its openings bear, where the session asks for that."""
    how = strictness(rows.session.conflict_rules, "few_openings")
    if how == ConflictRule.IGNORE:
        return offers, []
    each = parameter("session_meetings_per_opening", timezone.localdate(now))
    most: dict[UUID, int] = defaultdict(int)
    for brought in rows.brought.values():
        most[brought.stand_id] += brought.openings * each
    announced = {(row.participant_id, row.stand_id) for row in rows.standing}
    by_stand: dict[UUID, list[PairKey]] = defaultdict(list)
    for pair in sorted(offers, key=lambda one: (one not in announced, -offers[one].score, one)):
        by_stand[pair[1]].append(pair)
    over = {stand_id: pairs[most[stand_id] :] for stand_id, pairs in by_stand.items()}
    if how == ConflictRule.BLOCK:
        gone = {pair for pairs in over.values() for pair in pairs}
        offers = {pair: offer for pair, offer in offers.items() if pair not in gone}
    is_blocked = how == ConflictRule.BLOCK
    return offers, [Warned("few_openings", *ps[0], is_blocked) for ps in over.values() if ps]
