"""The index of open vacancies on disk: built from the database, shared by every process.

A generation is a snapshot at one line of the audit chain. Whoever opens it follows the chain from
there, so it may be of any age; the database is the truth and a generation can be built, or thrown
away, at any time. Its arrays hold no points: it is opened with the weights in force.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from sanviec.apps.platform.models import AuditEntry, AuditHead
from sanviec.apps.reference.selectors import gazetteer, occupations
from sanviec.apps.weights.selectors import weights_in_force
from sanviec.engines.matching import VacancyIndex, build_index
from sanviec.engines.matching.stored_index import StoredIndex, is_readable, stored
from sanviec.kernel.generations import (
    GenerationBusy,
    current_name,
    open_current,
    write_generation,
)

from .facts import to_facts
from .models import Vacancy

log = logging.getLogger("sanviec.index")


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An index and what it knows.

    Args:
        name: of its generation, "" for one that was built in memory.
        made_for: the day whose open vacancies it holds.
        seq: the last line of the audit chain that it knows.
        size_bytes: of the arrays on disk.
    """

    index: VacancyIndex
    name: str
    made_for: date
    seq: int
    size_bytes: int = 0


def index_home() -> Path:
    """Where the generations lie; on each machine its own."""
    return Path(settings.SANVIEC_HOME) / "index" / "vacancies"


def newest_name() -> str:
    """The name of the generation in force, "" when there is none. Cost: one small file."""
    return current_name(index_home())


def open_newest(*, is_thorough: bool = False) -> Snapshot | None:
    """The newest generation that is whole and of this version and this database.

    Args:
        is_thorough: also compare the fingerprint of all arrays.
    Cost: two tiny queries; a second for the words of 500,000 vacancies.
    """
    opened = open_current(index_home(), accepts=_is_ours, is_thorough=is_thorough)
    for problem in opened.problems:
        log.warning("index generation refused: %s", problem.text_en)
    if opened.generation is None:
        return None
    found = opened.generation
    index = StoredIndex(
        found.arrays,
        found.about,
        gazetteer=gazetteer(),
        occupations=occupations(),
        weights=weights_in_force().weights,
    )
    made_for, seq = date.fromisoformat(found.about["made_for"]), int(found.about["seq"])
    return Snapshot(index, found.name, made_for, seq, found.size_bytes)


def build_snapshot(on: date) -> Snapshot:
    """The index of a day, from the database into memory. Cost: 0.1 ms a vacancy."""
    # The end of the chain first: what is written meanwhile is looked at again.
    return _snapshot(on, chain_end()[0])


def build_generation(on: date) -> str:
    """Build the index of a day, put it on disk in force, and give its name.

    Raises:
        GenerationBusy: another process is doing so.
        OSError: the disk is full or closed; what was in force stays so.
    """
    seq, chain = chain_end()
    arrays, about = stored(_snapshot(on, seq).index)
    about |= {"made_for": on.isoformat(), "seq": seq, "chain": chain}
    name = write_generation(index_home(), arrays, about)
    log.info("index generation written: %s", name)
    return name


def ensure_generation(on: date) -> str:
    """See that a usable generation is in force, and give its name; "" when none can be written."""
    found = open_newest()
    if found is not None:
        return found.name
    try:
        return build_generation(on)
    except (GenerationBusy, OSError) as error:
        # Each process then has a copy of its own.
        log.warning("index generation not written: %s", type(error).__name__)
        return ""


def chain_end() -> tuple[int, str]:
    """Number and hash of the last line of the audit chain."""
    row = AuditHead.objects.filter(pk=1).values_list("last_seq", "last_hash").first()
    return row or (0, "")


def _snapshot(on: date, seq: int) -> Snapshot:
    rows = Vacancy.objects.open_on(on).select_related("employer").order_by("id")
    facts = [to_facts(row) for row in rows.iterator(chunk_size=2_000)]
    index = build_index(
        facts,
        gazetteer=gazetteer(),
        occupations=occupations(),
        weights=weights_in_force().weights,
    )
    return Snapshot(index, "", on, seq)


def _is_ours(about: Mapping[str, Any]) -> bool:
    """Whether a generation is of this version, and its line stands in this database's chain."""
    if not is_readable(about):
        return False
    line = (
        AuditEntry.objects.filter(seq=int(about.get("seq", 0)))
        .values_list("hash", flat=True)
        .first()
    )
    return (line or "") == about.get("chain")
