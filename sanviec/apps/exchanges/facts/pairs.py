"""Who may meet whom, about which vacancy, and how well the two suit each other.

A person is planned with a firm when they allow the search and that firms see their name, miss no
hard requirement of a vacancy that the firm brings, and share its trade or wish to meet it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils import timezone

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
from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    Match,
    VacancyIndex,
    build_index,
    rank_jobseekers,
)

from .clashes import Clashes
from .reading import SessionRows

_TRADE_TERMS = frozenset({"occupation", "title"})
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
    for brought, match in _matches(rows, people, timezone.localdate(now)):
        judge.hear(brought, match)
    warned = [
        Warned(rule, *pair, is_blocked)
        for (rule, pair), is_blocked in sorted(judge.said.items(), key=str)
        # Another vacancy of the firm may do where one is blocked.
        if not (is_blocked and pair in judge.offers)
    ]
    offers, crowded = _within_openings(rows, judge.offers, now)
    return PairsFound(offers, (*warned, *crowded))


class _Judge:
    """Hears of one feasible match after the other and keeps the best of each pair."""

    def __init__(self, rows: SessionRows, clashes: Clashes) -> None:
        self.rows, self.clashes = rows, clashes
        self.rules = rows.session.conflict_rules
        self.by_file = {row.jobseeker_id: row for row in rows.people.values()}
        self.wishes = {
            (wish.participant_id, wish.stand_id): WISH_POINTS[min(wish.rank, len(WISH_POINTS)) - 1]
            for wish in rows.wishes
        }
        self.offers: dict[PairKey, Offer] = {}
        self.said: dict[tuple[str, PairKey], bool] = {}

    def hear(self, brought: StandVacancy, match: Match) -> None:
        participant = self.by_file[UUID(match.jobseeker_id)]
        pair = (participant.pk, brought.stand_id)
        wish = self.wishes.get(pair, 0)
        if not wish and not _is_of_the_trade(match, participant):
            return
        if self._is_blocked(pair, participant, brought):
            return
        best, score = self.offers.get(pair), match.score + wish
        if best is None or (score, str(brought.vacancy_id)) > (best.score, str(best.vacancy_id)):
            self.offers[pair] = Offer(brought.vacancy_id, score)

    def _is_blocked(self, pair: PairKey, participant: Participant, brought: StandVacancy) -> bool:
        file_id = participant.jobseeker_id
        assert file_id is not None, "only people with a file are matched"
        firm_id = self.rows.stands[brought.stand_id].employer_id
        spoken = self.clashes.vacancies.get((file_id, brought.vacancy_id), frozenset())
        if firm_id is not None:
            spoken |= self.clashes.employers.get((file_id, firm_id), frozenset())
        hows = {rule: strictness(self.rules, rule) for rule in spoken}
        is_blocked = ConflictRule.BLOCK in hows.values()
        for rule, how in hows.items():
            if how != ConflictRule.IGNORE:
                self.said[rule, pair] = is_blocked
        return is_blocked


def _is_of_the_trade(match: Match, participant: Participant) -> bool:
    """Whether they share a trade; who named none may meet anybody."""
    person = participant.jobseeker
    if person is None or not (person.wished_titles or person.occupation_codes):
        return True
    return any(r.points > 0 and r.term in _TRADE_TERMS for r in match.reasons)


def _matches(
    rows: SessionRows, people: dict[UUID, Jobseeker], on: date
) -> Iterator[tuple[StandVacancy, Match]]:
    """Every feasible pair of a person and a vacancy that is brought."""
    facts = [jobseeker_facts(person) for person in people.values()]
    if not facts or not rows.brought:
        return
    index = vacancy_index(on)
    ids = {str(vacancy_id): vacancy_id for vacancy_id in rows.brought}
    known = [one for one in ids if one in index]
    # A vacancy that has closed since is scored by itself.
    closed = [vacancy_facts(rows.brought[ids[one]].vacancy) for one in ids if one not in index]
    found = _ranked(index, facts, known, on)
    if closed:
        apart = build_index(closed, gazetteer=gazetteer(), occupations=occupations())
        found = [*found, *_ranked(apart, facts, [fact.id for fact in closed], on)]
    for match in found:
        yield rows.brought[ids[match.vacancy_id]], match


def _ranked(
    index: VacancyIndex, people: list[JobseekerFacts], vacancy_ids: list[str], on: date
) -> Iterable[Match]:
    if not vacancy_ids:
        return ()
    table = JobseekerIndex(people, index)
    lists = rank_jobseekers(index, table, vacancy_ids, len(people), on=on)
    return (match for matches in lists for match in matches)


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
