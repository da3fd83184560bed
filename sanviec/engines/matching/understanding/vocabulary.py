"""Words that questions are made of, read once from the tables beside this module."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, get_args

from sanviec.kernel.text import folded_words, nfc, words

Stage = Literal["before_wage", "fixed", "after_places", "filler", "field"]
STAGES: tuple[Stage, ...] = get_args(Stage)
_STAGES: dict[str, Stage] = {
    "short_country": "after_places",
    "filler": "filler",
    "words": "before_wage",
    "field": "field",
}
_WIDE_DIGITS = 2
NUMBER = "NUMBER"
"""Stands for any number in the context columns of the tables."""


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """What a short form stands for, and beside which words it does."""

    meaning: tuple[str, ...]
    folded: tuple[str, ...]
    not_after: frozenset[str]
    only_after: frozenset[str]
    only_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words with one meaning: kind and value of a filter."""

    forms: tuple[str, ...]
    typed: tuple[str, ...]
    kind: str
    value: str
    after: frozenset[str]
    not_after: frozenset[str]
    not_before: frozenset[str] = frozenset()


def rows(name: str) -> list[dict[str, str]]:
    """Give the rows of a table of this package by column name."""
    text = (resources.files(__package__) / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _context(cell: str) -> frozenset[str]:
    return frozenset(cell.split())


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Give the short forms by their spelling, lower case, as in the table."""
    return {
        nfc(row["typed"]): Abbreviation(
            tuple(words(row["meaning"])),
            tuple(folded_words(row["meaning"])),
            _context(row["not_after"]),
            _context(row["only_after"]),
            _context(row["only_before"]),
        )
        for row in rows("teencode.csv")
    }


def _phrase(row: dict[str, str]) -> Phrase:
    spaced = row["phrase"]
    return Phrase(
        tuple(_pieces(folded_words(spaced))),
        tuple(_pieces(words(spaced))),
        row["kind"],
        row["value"],
        _context(row["after"]),
        _context(row["not_after"]),
        frozenset(words(row["not_before"] or "")),
    )


def _pieces(parts: list[str]) -> list[str]:
    """Split "n2" into "n" and "2", as the reading of a question does."""
    return [piece for part in parts for piece in split_at_digits(part)]


def split_at_digits(word: str) -> list[str]:
    """Give the runs of digits and of other characters in a word."""
    runs: list[str] = []
    for char in word:
        if runs and runs[-1][-1].isdecimal() == char.isdecimal():
            runs[-1] += char
        else:
            runs.append(char)
    return runs


@cache
def phrases(stage: Stage) -> dict[str, tuple[Phrase, ...]]:
    """Give the phrases of one turn by their first two words or their only one, longest first."""
    table: dict[str, list[Phrase]] = {}
    for phrase in map(_phrase, rows("phrases.csv")):
        if _stage(phrase) == stage:
            table.setdefault(" ".join(phrase.forms[:2]), []).append(phrase)
    return {key: tuple(sorted(found, key=_longest)) for key, found in table.items()}


@cache
def wide_fields() -> dict[tuple[str, ...], str]:
    """Give the fields that are no single trade, folded, each with its group of occupations."""
    found = [phrase for group in phrases("field").values() for phrase in group]
    return {phrase.forms: phrase.value for phrase in found if len(phrase.value) <= _WIDE_DIGITS}


def _stage(phrase: Phrase) -> Stage:
    """Phrases with numbers ("ca 3") come before wages, so that their numbers are taken."""
    if any(form.isdecimal() for form in phrase.forms):
        return "before_wage"
    return _STAGES.get(phrase.kind, "fixed")


def _longest(phrase: Phrase) -> int:
    return -len(phrase.forms)


@cache
def fillers() -> frozenset[str]:
    """Give the words that carry no wish, with diacritics and without."""
    text = (resources.files(__package__) / "data" / "fillers.txt").read_text(encoding="utf-8")
    return frozenset(words(text)) | frozenset(folded_words(text))


@cache
def regions() -> dict[str, tuple[str, ...]]:
    """Give today's provinces of each region."""
    return {row["region"]: tuple(row["provinces"].split()) for row in rows("regions.csv")}


@cache
def word_set(name: str) -> frozenset[str]:
    """Give a small set of words by its name in the table, with diacritics and without."""
    found = next(row["words"] for row in rows("word_sets.csv") if row["name"] == name)
    return frozenset(words(found)) | frozenset(folded_words(found))


@cache
def refusing_words() -> dict[str, str]:
    """Give the words that refuse, folded, each with its only right spelling."""
    found = next(row["words"] for row in rows("word_sets.csv") if row["name"] == "says_no")
    return dict(zip(folded_words(found), words(found), strict=True))


@cache
def spelling() -> tuple[Phrase, ...]:
    """Give groups of words that are often typed, to recognise a misspelt one among them."""
    text = (resources.files(__package__) / "data" / "spelling.txt").read_text(encoding="utf-8")
    return tuple(
        Phrase(tuple(folded_words(line)), tuple(words(line)), "words", "", frozenset(), frozenset())
        for line in text.splitlines()
    )
