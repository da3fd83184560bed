"""Which column of a table holds which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from sanviec.engines.intake.columns.mapping import SavedMapping
from sanviec.engines.intake.columns.vocabularies import (
    Field,
    Kind,
    Vocabulary,
    check_kind,
    common_words,
    is_ignored_heading,
    load_vocabulary,
    plain,
    spelled_out,
)
from sanviec.engines.intake.problems import Notice, notice, refusal
from sanviec.kernel.text import fold

How = Literal["mapping", "exact", "contained"]
WageUnit = Literal["vnd", "thousand", "million", "usd"]

_MIN_COVERAGE: Final = 0.5
_UNITS: Final[tuple[tuple[WageUnit, re.Pattern[str]], ...]] = (
    ("million", re.compile(r"\b(trieu|tr|trd)\b")),
    ("thousand", re.compile(r"\b(nghin|ngan|1\.?000 ?d\w*|k)\b")),
    ("usd", re.compile(r"\busd\b|\$")),
)


@dataclass(frozen=True, slots=True)
class ColumnMatch:
    """One field and the column that holds it."""

    field: str
    index: int
    column: str
    how: How


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """The fields found, the columns that are kept as they are, and what to tell the person.

    `wage_units` tells for a wage field in which unit its heading says the numbers are.
    """

    kind: Kind
    matches: tuple[ColumnMatch, ...]
    extra: tuple[tuple[int, str], ...]
    wage_units: tuple[tuple[str, WageUnit], ...] = ()
    notices: tuple[Notice, ...] = ()

    def column_of(self, field: str) -> str | None:
        """Give the heading of the column that holds the field."""
        return next((match.column for match in self.matches if match.field == field), None)

    def indexes(self) -> dict[str, int]:
        """Give the column index of each field found."""
        return {match.field: match.index for match in self.matches}


def recognise(
    headings: Sequence[str], kind: str, *, mapping: SavedMapping | None = None, file: str = ""
) -> ColumnMap:
    """Give which column holds which field of the kind.

    A saved mapping comes first, then headings that the vocabulary knows, then headings that
    contain a known name over half of their words. The first column wins a field; columns that
    hold none are kept as extra, counters (STT) are left out.

    Args:
        headings: The table's column names.
        kind: vacancies, jobseekers, employers or places.
        mapping: What the person has said about this layout before.
        file: Name for messages.

    Raises:
        InputError: Unknown kind, or the mapping names a column that is not there.
    """
    vocabulary = load_vocabulary(check_kind(kind))
    taken: dict[str, ColumnMatch] = {}
    notices: list[Notice] = []
    ignored = set(_mapped(headings, mapping, file, taken)) if mapping else set[int]()
    free = [i for i, h in enumerate(headings) if i not in ignored and not is_ignored_heading(h)]
    free = _match_exact(headings, free, vocabulary, taken, notices)
    free = _match_contained(headings, free, vocabulary, taken, notices)
    return ColumnMap(
        kind=vocabulary.kind,
        matches=tuple(sorted(taken.values(), key=lambda match: match.index)),
        extra=tuple((index, headings[index]) for index in free),
        wage_units=tuple(_wage_units(taken, mapping)),
        notices=tuple(notices),
    )


def missing_fields(columns: ColumnMap) -> list[Field]:
    """Give the required fields for which no column was found."""
    fields = load_vocabulary(columns.kind).fields.values()
    return [f for f in fields if f.is_required and columns.column_of(f.name) is None]


def _mapped(
    headings: Sequence[str], mapping: SavedMapping, file: str, taken: dict[str, ColumnMatch]
) -> Iterator[int]:
    places = {plain(heading): index for index, heading in reversed(list(enumerate(headings)))}
    exact = {heading: index for index, heading in enumerate(headings)}
    for field, column in mapping.columns:
        index = exact.get(column, places.get(plain(column)))
        if index is None:
            listed = ", ".join(headings)
            raise refusal("mapping_column", mapping.name or file, column=column, columns=listed)
        taken[field] = ColumnMatch(field, index, headings[index], "mapping")
        yield index
    for column in mapping.ignore:
        index = exact.get(column, places.get(plain(column)))
        if index is not None:
            yield index


def _match_exact(
    headings: Sequence[str],
    free: Sequence[int],
    vocabulary: Vocabulary,
    taken: dict[str, ColumnMatch],
    notices: list[Notice],
) -> list[int]:
    """Match known headings: first as they are spelled out, then without their brackets.

    So “Kinh nghiệm (tháng)” counts months, and “Số lượng” comes before “Số lượng (nữ)”.
    """
    left = list(free)
    for named in (spelled_out, plain):
        rest = []
        for index in left:
            name = vocabulary.by_heading.get(named(headings[index]))
            if name is None or name in taken:
                rest.append(index)
            else:
                taken[name] = ColumnMatch(name, index, headings[index], "exact")
        left = rest
    for index in left:
        if name := _known_field(headings[index], vocabulary):
            notices.append(_twice(vocabulary.fields[name], headings[index], taken[name].column))
    return left


def _known_field(heading: str, vocabulary: Vocabulary) -> str | None:
    known = vocabulary.by_heading
    return known.get(spelled_out(heading)) or known.get(plain(heading))


def _twice(field: Field, column: str, first: str) -> Notice:
    return notice(
        "column_twice", column=column, label_vi=field.label_vi, label_en=field.label_en, taken=first
    )


def _match_contained(
    headings: Sequence[str],
    free: Sequence[int],
    vocabulary: Vocabulary,
    taken: dict[str, ColumnMatch],
    notices: list[Notice],
) -> list[int]:
    left = []
    for index in free:
        name = _contained_field(plain(headings[index]), vocabulary)
        is_double = _known_field(headings[index], vocabulary) is not None
        if name is None or name in taken or is_double:
            left.append(index)
            continue
        taken[name] = ColumnMatch(name, index, headings[index], "contained")
        field = vocabulary.fields[name]
        notices.append(
            notice(
                "column_guessed",
                column=headings[index],
                label_vi=field.label_vi,
                label_en=field.label_en,
            )
        )
    return left


def _contained_field(heading: str, vocabulary: Vocabulary) -> str | None:
    """Give the field whose longest name stands in the heading as whole words."""
    padded = f" {heading} "
    if any(f" {word} " in padded for word in common_words("blockers")):
        return None
    count = len(heading.split())
    found = [
        (len(name), name)
        for name in vocabulary.by_heading
        if " " in name and f" {name} " in padded and len(name.split()) >= count * _MIN_COVERAGE
    ]
    return vocabulary.by_heading[max(found)[1]] if found else None


def _wage_units(
    taken: dict[str, ColumnMatch], mapping: SavedMapping | None
) -> Iterator[tuple[str, WageUnit]]:
    for name in ("salary", "wage_min_vnd_month", "wage_max_vnd_month"):
        match = taken.get(name)
        if match is None:
            continue
        if mapping and mapping.wage_unit:
            yield name, mapping.wage_unit
        elif unit := _unit_of(match.column):
            yield name, unit


def _unit_of(column: str) -> WageUnit | None:
    folded = fold(column)
    return next((unit for unit, pattern in _UNITS if pattern.search(folded)), None)
