"""The index of people whom employers may see, on disk: made by the worker, shared by processes.

It holds ids and what people wish, in numbers; no names. It is a snapshot at one line of the audit
chain: who changed since is looked at anew by whoever reads it, and nobody is shown without the
database saying so now.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.conf import settings

from sanviec.apps.jobseekers.facts import to_facts
from sanviec.apps.jobseekers.selectors import shown_to_employers
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.reference.selectors import gazetteer, occupations
from sanviec.apps.vacancies.search_generations import chain_end
from sanviec.apps.vacancies.search_index import vacancy_index
from sanviec.apps.weights.selectors import weights_in_force
from sanviec.engines.matching import JobseekerFacts, JobseekerIndex, VacancyFacts
from sanviec.engines.matching.fast_people import LEAST_JOBSEEKERS, is_worth
from sanviec.kernel.generations import current_name, open_current, write_generation

from .lists import light

if TYPE_CHECKING:
    from sanviec.engines.matching.stored_people import StoredPeople

log = logging.getLogger("sanviec.index")
_CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Candidates:
    """People of one generation.

    Args:
        name: of the generation.
        made_for: the day that it was made on.
        seq: the last line of the audit chain that it knows.
    """

    people: StoredPeople
    name: str
    made_for: date
    seq: int


def candidates_home() -> Path:
    """Where the generations lie; on each machine its own."""
    return Path(settings.SANVIEC_HOME) / "index" / "candidates"


def newest_candidates() -> str:
    """The name of the generation in force, "" when there is none. Cost: one small file."""
    return current_name(candidates_home())


def open_candidates() -> Candidates | None:
    """The newest generation that is whole, of this version, these weights and this database.

    Cost: two tiny queries and a mapping.
    """
    # Here and below, because the compiler alone takes half a second to import.
    from sanviec.engines.matching.stored_people import StoredPeople, is_readable

    weights = weights_in_force().weights
    opened = open_current(
        candidates_home(), accepts=lambda about: is_readable(about, weights) and _is_ours(about)
    )
    for problem in opened.problems:
        log.warning("candidate generation refused: %s", problem.text_en)
    found = opened.generation
    if found is None:
        return None
    people = StoredPeople(
        found.arrays,
        found.about,
        gazetteer=gazetteer(),
        occupations=occupations(),
        weights=weights,
    )
    made_for = date.fromisoformat(found.about["made_for"])
    return Candidates(people, found.name, made_for, int(found.about["seq"]))


def build_candidates(on: date) -> str:
    """Make the index of everybody whom employers may see and put it in force.

    Returns:
        Its name; "" where so few people are looked at one by one.

    Raises:
        GenerationBusy: another process is doing so.
        OSError: the disk is full or closed; what was in force stays so.

    Cost: 0.3 ms a person.
    """
    from sanviec.engines.matching.stored_people import stored_people

    # The end of the chain first: what is written meanwhile is looked at again.
    seq, chain = chain_end()
    if shown_to_employers()[:LEAST_JOBSEEKERS].count() < LEAST_JOBSEEKERS:
        return ""
    people = JobseekerIndex(_everybody(), vacancy_index(on))
    if not is_worth(people, 1):
        return ""
    arrays, about = stored_people(people)
    about |= {"made_for": on.isoformat(), "seq": seq, "chain": chain}
    name = write_generation(candidates_home(), arrays, about)
    log.info("candidate generation written: %s", name)
    return name


def _everybody() -> Iterator[JobseekerFacts]:
    for person in light(shown_to_employers()).order_by("pk").iterator(chunk_size=_CHUNK):
        facts = to_facts(person)
        yield replace(facts, certificates=(*facts.certificates, file_of(person.centre_id)))


def file_of(centre_id: UUID) -> str:
    """What stands for “the file lies at this centre”: a paper that its people hold.

    A vacancy that asks for it finds them alone, through the engine's own way to who holds a rare
    paper. It is never in the facts that a reason or a score is told from.
    """
    return f"file-{centre_id}"


def of_its_centre(vacancy: VacancyFacts, centre_id: UUID) -> VacancyFacts:
    """A vacancy that asks for people of one centre."""
    return replace(vacancy, certificates=(*vacancy.certificates, file_of(centre_id)))


def _is_ours(about: Mapping[str, Any]) -> bool:
    """Whether its line stands in this database's chain."""
    line = AuditEntry.objects.filter(seq=int(about.get("seq", 0)))
    return (line.values_list("hash", flat=True).first() or "") == about.get("chain")
