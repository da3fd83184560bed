"""Occupations: groups of ISCO-08 and the words that job titles use for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache

from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations.index import OccupationIndex
from sanviec.kernel.occupations.model import Occupation, OccupationHit, Phrase
from sanviec.kernel.occupations.source import (
    alias_files,
    group_phrases,
    read_aliases,
    read_occupations,
)

__all__ = ["Occupation", "OccupationHit", "OccupationIndex", "load_occupations"]


@cache
def load_occupations() -> OccupationIndex:
    """Give the index of all groups and phrases of the package, read once.

    Raises:
        InputError: A table of the package is damaged.

    Cost: about 0.3 s the first time.
    """
    groups = read_occupations()
    aliases = [phrase for name in alias_files() for phrase in read_aliases(name)]
    _refuse_unknown_codes(aliases, {group.code for group in groups})
    named = {phrase.text.lower(): phrase for phrase in reversed(aliases)}
    titles = (p for p in _unambiguous(group_phrases(groups)) if p.text.lower() not in named)
    return OccupationIndex(groups, [*named.values(), *titles])


def _refuse_unknown_codes(phrases: Iterable[Phrase], codes: set[str]) -> None:
    for phrase in phrases:
        if phrase.code not in codes:
            raise InputError(
                f"Cụm từ “{phrase.text}” có mã nghề {phrase.code} không tồn tại.",
                f"phrase {phrase.text!r} leads to unknown code {phrase.code}",
                code="alias_row",
            )


def _unambiguous(phrases: Iterable[Phrase]) -> Iterator[Phrase]:
    """Give the phrases that stand for one group only; "giám đốc" alone stands for many."""
    by_text: dict[str, dict[str, Phrase]] = {}
    for phrase in phrases:
        by_text.setdefault(phrase.text.lower(), {})[phrase.code] = phrase
    for meanings in by_text.values():
        if len(meanings) == 1:
            yield from meanings.values()
