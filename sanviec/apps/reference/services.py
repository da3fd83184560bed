"""Writes of local place names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from django.db import transaction
from django.db.models import QuerySet

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.bulk import BulkResult, RowOutcome, Verdict
from sanviec.kernel.errors import InputError
from sanviec.kernel.text import fold, nfc

from .models import PlaceAlias
from .selectors import gazetteer

_LONGEST = 120


class NamedPlace(Protocol):
    """A row that gives a local name to an administrative unit."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> str: ...


def preview_aliases(rows: Sequence[NamedPlace]) -> BulkResult:
    """What `upsert_aliases` would do, without writing anything."""
    known = _known(rows, PlaceAlias.objects.all())
    return BulkResult(tuple(_planned(row, known)[0] for row in rows))


@transaction.atomic
def upsert_aliases(
    rows: Sequence[NamedPlace], *, source: str, actor: Actor, now: datetime
) -> BulkResult:
    """Write local names; the same name is the same row whatever its diacritics.

    A row without a name, with one that is too long, or with an unknown code is rejected and the
    others go on.
    """
    known = _known(rows, PlaceAlias.objects.select_for_update(of=("self",)))
    outcomes = []
    for row in rows:
        outcome, alias = _planned(row, known)
        if alias is not None:
            alias.source, alias.updated_at = source[:200], now
            alias.created_at = alias.created_at or now
            # By key: a new row is inserted, a known one updated.
            alias.save(force_insert=alias._state.adding)
            audit.record(audit.Act(f"place_alias.{outcome.verdict}", alias), actor=actor, now=now)
            outcome = RowOutcome(outcome.verdict, alias.pk)
        outcomes.append(outcome)
    return BulkResult(tuple(outcomes))


def _known(rows: Sequence[NamedPlace], aliases: QuerySet[PlaceAlias]) -> dict[str, PlaceAlias]:
    names = [fold(row.name)[:_LONGEST] for row in rows]
    found = aliases.filter(name_folded__in=names).order_by("name_folded")
    return {alias.name_folded: alias for alias in found}


def _planned(row: NamedPlace, known: dict[str, PlaceAlias]) -> tuple[RowOutcome, PlaceAlias | None]:
    """What becomes of a row, and the alias to write, which is known from then on."""
    try:
        name, code = _checked(row)
    except InputError as error:
        return RowOutcome("rejected", error=error), None
    folded = fold(name)
    alias = known.get(folded)
    if alias is not None and alias.place_code == code:
        return RowOutcome("unchanged", None if alias._state.adding else alias.pk), None
    verdict: Verdict = "added" if alias is None else "changed"
    alias = known.setdefault(folded, alias or PlaceAlias(name_folded=folded))
    alias.name, alias.place_code = name, code
    return RowOutcome(verdict, None if alias._state.adding else alias.pk), alias


def _checked(row: NamedPlace) -> tuple[str, str]:
    name = " ".join(nfc(row.name).split())
    if not name or not fold(name):
        raise _wrong("thiếu tên gọi. Hãy ghi tên.", "the name is missing; write it.")
    if len(name) > _LONGEST or len(fold(name)) > _LONGEST:
        raise _wrong(
            f"tên gọi dài quá {_LONGEST} ký tự. Hãy viết ngắn lại.",
            f"the name is longer than {_LONGEST} characters; shorten it.",
        )
    return name, gazetteer().today(gazetteer().get(row.id).code)


def _wrong(text_vi: str, text_en: str) -> InputError:
    return InputError(text_vi, text_en, field="name", code="alias_invalid")
