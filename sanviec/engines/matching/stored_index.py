"""An index as named arrays, and an index that reads them where they lie."""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Callable, Hashable, Mapping
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sanviec import kernel as basis

from .coding import Coded, Codes
from .facts import VacancyFacts
from .fast_ranking import is_compilable
from .index import VacancyIndex
from .lexicon import Lexicon
from .living_index import LivingIndex
from .lookups import Gazetteer, Occupations
from .postings import FlatPostings
from .requirements import demand_of, encode_demands
from .search_columns import SearchColumns, restored_search_columns
from .sides import Column, Gather, Side
from .stored_facts import StoredFacts, StoredIds, content_of, fact_bytes
from .stored_parts import Parts, parts_of, record_of
from .terms import Terms
from .vacancy_words import VacancyWords
from .weights import Weights

if TYPE_CHECKING:
    from .kernel.index import CompiledArrays

Arrays = Mapping[str, NDArray[Any]]
About = Mapping[str, Any]

_PLACES_PACKAGE = "vietnamadminunits"
_SEARCHED = ("major", "wage_band", "published")


def stored(index: VacancyIndex) -> tuple[Parts, dict[str, Any]]:
    """Give everything that an index reads, as named arrays and a little JSON.

    Args:
        index: one that was built anew, not a living one.

    Raises:
        TypeError: it is a living one.

    Cost: O(n); the facts are written out, and the compiled path's arrays made.
    """
    if isinstance(index, LivingIndex):
        raise TypeError("a living index reads on in its base; build one anew to store it")
    arrays: Parts = {}
    about: dict[str, Any] = {"stamp": stamp(), "n_rows": len(index)}
    arrays["facts"], arrays["facts.starts"] = content_of(map(fact_bytes, index.facts))
    arrays["ids"], arrays["ids.starts"] = content_of(key.encode() for key in index.ids)
    arrays["openings"] = index.openings
    _store_words(index.words, arrays, about)
    _store_side(index.offers, arrays)
    for name in _SEARCHED:
        arrays[f"search.{name}"] = getattr(index.search_columns, name)
    for name, weights in index.search_columns.name_weights.items():
        arrays[f"search.names.{name}"] = weights
    if is_compilable(index) and (compiled := index.compiled.arrays) is not None:
        parts_of(compiled, "compiled", arrays, about)
    return arrays, about


class StoredIndex(VacancyIndex):
    """An index over arrays that lie in a file; what is not asked for is not read.

    Args:
        arrays, about: from `stored`.
        gazetteer, occupations, weights: as in `build_index`. No array depends on the weights, so
            an index may be opened with others than it was made with.
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
        self._arrays = arrays
        self._about = about
        self.terms = Terms(weights, gazetteer, occupations)
        self.facts = StoredFacts(arrays["facts"], arrays["facts.starts"])
        self.ids: StoredIds = StoredIds(arrays["ids"], arrays["ids.starts"])
        self.openings = arrays["openings"]
        self.words = _words(arrays, about)
        self.offers = _side(arrays, self.facts, self.terms)

    def find(self, vacancy_id: str) -> int | None:
        """Give the position of an id in `ids`, None when it is not there."""
        return self.ids.find(vacancy_id)

    @cached_property
    def search_columns(self) -> SearchColumns:
        """Give what a search looks up beside the words; made when first asked for."""
        found = {name: self._arrays[f"search.{name}"] for name in _SEARCHED}
        names = {
            name.rpartition(".")[2]: weights
            for name, weights in self._arrays.items()
            if name.startswith("search.names.")
        }
        return restored_search_columns(found, names, self.offers, self.words)

    def _made_before(self) -> CompiledArrays | None:
        from .kernel.index import CompiledArrays

        if "compiled.where" not in self._arrays:
            return None
        return record_of(CompiledArrays, "compiled", self._arrays, self._about)


def is_readable(about: About) -> bool:
    """True when arrays were made by this version of the engine and of its words."""
    return about.get("stamp") == stamp()


@cache
def stamp() -> str:
    """Give what the arrays of an index depend on beside its vacancies, as a digest.

    That is the engine's code, and the words and places that it reads; all of it: what a change
    of one file means for the arrays nobody can tell, and building anew after an upgrade costs
    little.
    """
    total = hashlib.sha256(version(_PLACES_PACKAGE).encode())
    for root in (Path(__file__).parent, *map(Path, basis.__path__)):
        for path in sorted(root.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                total.update(path.relative_to(root).as_posix().encode())
                total.update(path.read_bytes())
    return total.hexdigest()


def _store_words(words: VacancyWords, arrays: Parts, about: dict[str, Any]) -> None:
    lexicon = words.lexicon
    about["syllables"] = list(lexicon.marked)
    about["plain"] = list(lexicon.plain)
    about["skills"] = list(words.skill_numbers)
    about["n_described"] = words.n_described
    arrays["words.plain_of"] = np.array(lexicon.plain_of, dtype=np.int32)
    fields = {f"marked.{name}": found for name, found in words.marked.items()}
    fields |= {f"plain.{name}": found for name, found in words.plain.items()}
    for name, found in {**fields, "phrases": words.skill_phrases}.items():
        parts_of(found, f"words.{name}", arrays, about)
    about["fields"] = list(fields)


def _words(arrays: Arrays, about: About) -> VacancyWords:
    lexicon = Lexicon()
    lexicon.marked.update({text: number for number, text in enumerate(about["syllables"])})
    lexicon.plain.update({text: number for number, text in enumerate(about["plain"])})
    lexicon.plain_of = array("i", arrays["words.plain_of"].tobytes())
    found: dict[str, dict[str, FlatPostings]] = {"marked": {}, "plain": {}}
    for field in about["fields"]:
        kind, name = field.split(".")
        found[kind][name] = record_of(FlatPostings, f"words.{field}", arrays, about)
    return VacancyWords(
        lexicon,
        about["n_rows"],
        about["n_described"],
        found["marked"],
        found["plain"],
        {phrase: number for number, phrase in enumerate(about["skills"])},
        record_of(FlatPostings, "words.phrases", arrays, about),
    )


def _store_side(side: Side, arrays: Parts) -> None:
    for key, column in {**side.columns, "requirements": side.requirements}.items():
        codes = column.rows.codes
        arrays[f"side.{key}.codes"] = codes
        # A value is read again from the first vacancy that has it.
        arrays[f"side.{key}.firsts"] = np.unique(codes, return_index=True)[1]
    for group, gather in side.gathers.items():
        name = "gather." + "+".join(group)
        arrays[f"{name}.codes"] = gather.codes
        for key, member in gather.members.items():
            arrays[f"{name}.{key}"] = member


def _side(arrays: Arrays, facts: StoredFacts, terms: Terms) -> Side:
    def column(
        key: str, read: Callable[[VacancyFacts], Hashable], encode: Callable[[Any], Any]
    ) -> Column:
        firsts = arrays[f"side.{key}.firsts"]
        values = tuple(read(facts[row]) for row in firsts.tolist())
        return Column(Coded(values, arrays[f"side.{key}.codes"]), encode(values))

    gathers = {}
    for name in arrays:
        if name.startswith("gather.") and name.endswith(".codes"):
            group = tuple(name.split(".")[1].split("+"))
            whole = name.removesuffix(".codes")
            members: dict[str, Codes] = {key: arrays[f"{whole}.{key}"] for key in group}
            gathers[group] = Gather(arrays[name], members)
    return Side(
        len(facts),
        {
            key: column(key, term.offer_value, term.encode_offers)
            for key, term in terms.by_key.items()
        },
        column("requirements", demand_of, encode_demands),
        gathers,
    )
