"""Jobseekers as named arrays, and the best of them for a vacancy, read where the arrays lie.

What is stored stands alone: its keys of words are in numbers of its own, so that the vacancies may
be indexed anew beside it. Their points are those of the day on which it was made.
"""

from __future__ import annotations

import threading
from array import array
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import numpy as np

from .coding import Coded
from .facts import VacancyFacts
from .index import JobseekerIndex, VacancyIndex
from .kernel.encode_offers import STUDY, TIME
from .kernel.reverse.columns import Known
from .kernel.reverse.index import CompiledPeople, records_of
from .kernel.reverse.layout import People
from .kernel.reverse.offers import Asked, SharedDigits
from .lexicon import Lexicon
from .lookups import Gazetteer, Occupations
from .occupation import WishedOccupations
from .sides import Column, Gather, Side
from .stored_facts import StoredIds, content_of
from .stored_index import About, Arrays, stamp
from .stored_parts import Parts, parts_of, record_of
from .terms import Terms
from .vacancy_words import VacancyWords, words_of
from .weights import Weights
from .weights_data import fingerprint_of

# The columns whose tables a vacancy is read with; places lie in the arrays themselves.
_READ = ("occupation", "wage", *TIME, *STUDY)
_NO_CODES = np.empty(0, dtype=np.intp)


def stored_people(people: JobseekerIndex) -> tuple[Parts, dict[str, Any]]:
    """Give everything that the compiled reverse direction reads, as named arrays and a little JSON.

    Raises:
        OverflowError: more numbers than the arrays can hold.

    Cost: O(people), and the compiled arrays made.
    """
    compiled, words = people.compiled, people.index.words
    arrays: Parts = {}
    about: dict[str, Any] = {
        "stamp": stamp(),
        "weights": fingerprint_of(people.index.weights),
        "n_people": len(people),
        "syllables": list(words.lexicon.marked),
        "plain": list(words.lexicon.plain),
        "skills": list(words.skill_numbers),
        "wishes": {key: people.wishes.columns[key].rows.values for key in _READ},
    }
    arrays["plain_of"] = np.array(words.lexicon.plain_of, dtype=np.int32)
    ids = (fact.id.encode() for fact in people.facts)
    arrays["ids"], arrays["ids.starts"] = content_of(ids)
    parts_of(compiled.people, "people", arrays, about)
    parts_of(compiled.asked.known, "known", arrays, about)
    for group in (TIME, STUDY):
        for key, member in people.wishes.gathers[group].members.items():
            arrays[f"member.{key}"] = member
    return arrays, about


def is_readable(about: About, weights: Weights) -> bool:
    """True when arrays were made by this version of the engine and with these weights."""
    return about.get("stamp") == stamp() and about.get("weights") == fingerprint_of(weights)


class StoredPeople:
    """Jobseekers over arrays that lie in a file.

    Args:
        arrays, about: from `stored_people`.
        gazetteer, occupations, weights: as in `build_index`; the weights that they were made with.
    """

    def __init__(
        self,
        arrays: Arrays,
        about: About,
        *,
        gazetteer: Gazetteer,
        occupations: Occupations,
        weights: Weights,
    ) -> None:
        terms = Terms(weights, gazetteer, occupations)
        self.ids = StoredIds(arrays["ids"], arrays["ids.starts"])
        side = _side(arrays, about, terms)
        wished = cast(WishedOccupations, side.columns["occupation"].encoded)
        asked = Asked(side, record_of(Known, "known", arrays, about), SharedDigits(wished))
        people = record_of(People, "people", arrays, about)
        index = VacancyIndex((), _words(arrays, about), terms)
        self._compiled = CompiledPeople(index, asked, people, records_of(people.data))
        # A vacancy teaches the lexicon its new syllables.
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self.ids)

    def best(self, vacancy: VacancyFacts, k: int, on: date) -> list[str]:
        """Give the ids of a vacancy's k best feasible jobseekers, the best first.

        Args:
            vacancy: any, whether it was there when the arrays were made or not.
            k: how many, at least 1.
            on: the day of the match.

        Cost: about a millisecond among a million.
        """
        with self._lock:
            (found,) = self._compiled.best([vacancy], k, on)
        return [self.ids[row] for row in found.rows.tolist()]


def _side(arrays: Arrays, about: About, terms: Terms) -> Side:
    columns = {}
    for key in _READ:
        values = tuple(_hashable(value) for value in about["wishes"][key])
        columns[key] = Column(Coded(values, _NO_CODES), terms.by_key[key].encode_wishes(values))
    gathers: dict[tuple[str, ...], Gather] = {
        group: Gather(_NO_CODES, {key: arrays[f"member.{key}"] for key in group})
        for group in (TIME, STUDY)
    }
    return Side(0, columns, Column(Coded((), _NO_CODES), None), gathers)


def _hashable(value: Any) -> Any:
    """A value as it was before it was JSON."""
    return tuple(value) if isinstance(value, list) else value


def _words(arrays: Arrays, about: About) -> VacancyWords:
    """Words of no vacancy, in the numbers of those that the people's words were counted in."""
    lexicon = Lexicon()
    lexicon.marked.update(_numbered(about["syllables"]))
    lexicon.plain.update(_numbered(about["plain"]))
    lexicon.plain_of = array("i", arrays["plain_of"].tobytes())
    return replace(words_of(()), lexicon=lexicon, skill_numbers=_numbered(about["skills"]))


def _numbered(texts: Sequence[str]) -> dict[str, int]:
    return {text: number for number, text in enumerate(texts)}
