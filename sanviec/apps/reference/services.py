"""Writes of local place names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import BulkResult, RowOutcome
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold

from .models import PlaceAlias
from .selectors import gazetteer


class NamedPlace(Protocol):
    """A row that gives a local name to an administrative unit."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def preview_aliases(rows: Sequence[NamedPlace]) -> BulkResult:
    """What `upsert_aliases` would do, without writing anything."""
    known = _known(rows)
    return BulkResult(tuple(_outcome(row, known)[0] for row in rows))


@transaction.atomic
def upsert_aliases(
    rows: Sequence[NamedPlace], *, source: str, actor: Actor, now: datetime
) -> BulkResult:
    """Write local names; the same name is the same row, an unknown code is refused."""
    known = _known(rows)
    outcomes = []
    for row in rows:
        outcome, code = _outcome(row, known)
        if outcome.verdict in {"added", "changed"}:
            alias = known.get(fold(row.name)) or PlaceAlias(
                name_folded=fold(row.name)[:120], created_at=now
            )
            alias.name, alias.place_code = row.name[:120], code
            alias.source, alias.updated_at = source[:200], now
            alias.save(force_insert=outcome.verdict == "added")
            known[alias.name_folded] = alias
            audit.record(audit.Act(f"place_alias.{outcome.verdict}", alias), actor=actor, now=now)
            outcome = RowOutcome(outcome.verdict, alias.pk)
        outcomes.append(outcome)
    return BulkResult(tuple(outcomes))


def _known(rows: Sequence[NamedPlace]) -> dict[str, PlaceAlias]:
    names = [fold(row.name) for row in rows]
    found = PlaceAlias.objects.filter(name_folded__in=names).order_by("name_folded")
    return {alias.name_folded: alias for alias in found}


def _outcome(row: NamedPlace, known: dict[str, PlaceAlias]) -> tuple[RowOutcome, str]:
    try:
        code = gazetteer().today(gazetteer().get(row.id).code)
    except InputError as error:
        return RowOutcome("rejected", error=error), ""
    alias = known.get(fold(row.name))
    if alias is None:
        return RowOutcome("added"), code
    if alias.place_code == code:
        return RowOutcome("unchanged", alias.pk), code
    return RowOutcome("changed", alias.pk), code
