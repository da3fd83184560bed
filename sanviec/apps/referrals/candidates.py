"""Whom a vacancy's list of people is made of: enough of the best, however many there are."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.querysets import JobseekerQuerySet
from sanviec.apps.jobseekers.selectors import shown_to_employers
from sanviec.apps.vacancies.facts import to_facts
from sanviec.apps.vacancies.models import Vacancy
from sanviec.engines.matching.fast_people import LEAST_JOBSEEKERS

from .candidate_generations import Candidates, of_its_centre
from .candidate_index import candidates_now
from .lists import light
from .models import Referral

# Up to here everybody is read and there is no generation.
MOST_READ = LEAST_JOBSEEKERS
_PART = 1_000


def people_to_rank(vacancy: Vacancy, *, on: date, limit: int) -> list[Jobseeker]:
    """People of the vacancy's centre whom its employer may see, the best `limit` among them.

    Who has been introduced to it already is left out. Whoever is given may be seen now: the
    database is asked again, whatever the generation says.

    Cost: a millisecond among a million, a query for each thousand who changed since the
    generation was made, and what the rows cost.
    """
    under_way = Referral.objects.live().filter(vacancy=vacancy).values("jobseeker")
    # Numbers and addresses are encrypted; the engine is not told them.
    allowed, now = light(shown_to_employers().exclude(pk__in=under_way)), candidates_now()
    if now is None:
        return _read(allowed.in_centre(vacancy.centre_id), vacancy)
    found, changed = now
    best = _best(found, changed, allowed, vacancy, on=on, limit=limit)
    return [*best, *_rows(allowed, sorted(changed), vacancy)]


def _best(
    found: Candidates,
    changed: frozenset[UUID],
    allowed: JobseekerQuerySet,
    vacancy: Vacancy,
    *,
    on: date,
    limit: int,
) -> list[Jobseeker]:
    """Twice as many as are wanted: words may have become rarer or commoner since."""
    wanted, more = of_its_centre(to_facts(vacancy), vacancy.centre_id), 2 * limit
    while True:
        ids = [UUID(found_id) for found_id in found.people.best(wanted, more, on)]
        rows = _rows(allowed, [pk for pk in ids if pk not in changed], vacancy)
        if len(rows) >= min(2 * limit, more) or len(ids) < more:
            return rows
        # Many of them are under way already, or may not be seen any more.
        more *= 2


def _rows(allowed: JobseekerQuerySet, ids: list[UUID], vacancy: Vacancy) -> list[Jobseeker]:
    """Those of these people who may be seen now, at the vacancy's centre.

    The centre is compared here: asked for it as well, SQLite goes through all of the centre's
    people (150 ms for 200,000) instead of to these.
    """
    rows: list[Jobseeker] = []
    for start in range(0, len(ids), _PART):
        rows += allowed.filter(pk__in=ids[start : start + _PART]).order_by("id")
    return [person for person in rows if person.centre_id == vacancy.centre_id]


def _read(allowed: JobseekerQuerySet, vacancy: Vacancy) -> list[Jobseeker]:
    """Everybody; of more than that, while there is no generation, who wants this group of work."""
    people = list(_newest(allowed, MOST_READ + 1))
    if len(people) <= MOST_READ:
        return people
    group = vacancy.occupation_code[:2]
    # JSON text holds the codes in quotes on both databases.
    same = allowed.filter(occupation_codes__icontains=f'"{group}') if group else allowed
    return list(_newest(same, MOST_READ)) or people[:MOST_READ]


def _newest(people: JobseekerQuerySet, count: int) -> Iterable[Jobseeker]:
    return people.order_by("-updated_at", "id")[:count]
