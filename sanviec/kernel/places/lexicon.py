"""Every phrase that may name a place, keyed without marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from sanviec.kernel.text import fold

from .build import split_kind
from .model import Place
from .source import read_csv
from .tokens import phrase_forms

PROVINCE, DISTRICT, COMMUNE, COUNTRY, NOTHING = range(5)

# How a phrase may be used; the tables in data/ name these.
NAME = "name"  # the name of a unit, without its kind
ANY = "any"  # anywhere
ALONE = "alone"  # by itself, after a place word, or beside another place
CAPITALS = "capitals"  # the same, and only in capitals
ZONE = "zone"  # only after "khu công nghiệp" and the like
NATION = "country"  # only by itself or after a word about going there
SHORT_NATION = "short country"  # a country in one syllable: by itself or right after such a word
BLOCK = "block"  # never a place, in exactly this spelling
CAREFUL = "careful"  # a place, but also an everyday word in this spelling

_RANKS = {"province": PROVINCE, "district": DISTRICT, "commune": COMMUNE, "country": COUNTRY}
_URBAN = frozenset({"Quận", "Thành phố", "Thị xã"})
_MIN_JOINED = 5


class Entry(NamedTuple):
    """One meaning of a phrase.

    Args:
        code: Code of the place; empty for phrases that are none.
        rank: PROVINCE, DISTRICT, COMMUNE, COUNTRY or NOTHING.
        kind: "Quận" and so on; for flags what they say.
        spelling: The phrase with its marks.
        rule: How it may be used.
    """

    code: str
    rank: int
    kind: str
    spelling: str
    rule: str

    @property
    def is_urban(self) -> bool:
        """Tell whether people name it without saying where it is."""
        return self.kind in _URBAN

    @property
    def is_former(self) -> bool:
        """Tell whether the unit has ended."""
        return self.code.endswith("@63")


class Lexicon:
    """Phrases to entries, with the longest phrase that starts with each syllable."""

    __slots__ = ("careful", "dashed", "longest", "phrases")

    def __init__(self, places: Mapping[str, Place]) -> None:
        self.phrases: dict[str, list[Entry]] = {}
        self.longest: dict[str, int] = {}
        self.dashed: set[str] = set()
        self.careful: set[tuple[str, str]] = set()
        self._add_units(places)
        self._add_tables(places)

    def find(self, key: str) -> list[Entry]:
        """Give the meanings of a phrase; empty when it has none."""
        return self.phrases.get(key, [])

    def is_careful(self, key: str, spelling: str) -> bool:
        """Tell whether the phrase is an everyday word when written like this."""
        return (key, spelling) in self.careful

    def _add(self, key: str, entry: Entry) -> None:
        first, _, rest = key.partition(" ")
        length = rest.count(" ") + 2 if rest else 1
        if self.longest.get(first, 0) < length:
            self.longest[first] = length
        self.phrases.setdefault(key, []).append(entry)

    def _add_units(self, places: Mapping[str, Place]) -> None:
        forms: dict[str, tuple[str, str]] = {}
        todays = {p.name for p in places.values() if p.level == "province" and not p.valid_to}
        for place in places.values():
            if place.level == "country" or (
                place.level == "province" and place.valid_to and place.name in todays
            ):
                continue
            kind, bare = split_kind(place.full_name)
            if bare not in forms:
                forms[bare] = phrase_forms(bare)
            key, spelling = forms[bare]
            entry = Entry(place.code, _RANKS[place.level], kind, spelling, NAME)
            self._add(key, entry)
            if "-" in bare:
                self.dashed.add(key)
            if entry.rank == PROVINCE or (entry.rank == DISTRICT and entry.is_urban):
                self._add_joined(bare, entry)

    def _add_joined(self, bare: str, entry: Entry) -> None:
        """Names of cities are also written in one word: "hanoi", "vungtau"."""
        joined = fold(bare).replace(" ", "").replace("-", "")
        if len(joined) >= _MIN_JOINED and " " in bare:
            key, spelling = phrase_forms(joined)
            self._add(key, entry._replace(spelling=spelling, rule=ANY))

    def _add_tables(self, places: Mapping[str, Place]) -> None:
        for phrase, entry in self._table_entries(places):
            key, spelling = phrase_forms(phrase)
            self._add(key, entry._replace(spelling=spelling))
            if "-" in phrase:
                self.dashed.add(key)
        for row in read_csv("everyday.csv"):
            key, spelling = phrase_forms(row["phrase"])
            if row["rule"] == CAREFUL:
                self.careful |= {(key, spelling), phrase_forms(fold(row["phrase"]))}
            else:
                self._add(key, Entry("", NOTHING, row["rule"], spelling, row["rule"]))

    def _table_entries(self, places: Mapping[str, Place]) -> Iterator[tuple[str, Entry]]:
        for row in read_csv("aliases.csv"):
            yield _alias(row, places)
        for row in read_csv("zones.csv"):
            rule = ANY if row["stands_alone"] == "yes" else ZONE
            yield row["name"], Entry(row["code"], _rank(places, row["code"]), "", "", rule)
        for row in read_csv("countries.csv"):
            for phrase in _split(row["phrases"]):
                yield phrase, Entry(row["code"], COUNTRY, "", "", NATION)
            for phrase in _split(row["short"]):
                yield phrase, Entry(row["code"], COUNTRY, "", "", SHORT_NATION)


def _alias(row: dict[str, str], places: Mapping[str, Place]) -> tuple[str, Entry]:
    rank = _rank(places, row["code"])
    if row["rule"] == "unit":
        kind, bare = split_kind(row["phrase"])
        return bare, Entry(row["code"], rank, kind, "", NAME)
    return row["phrase"], Entry(row["code"], rank, "", "", row["rule"])


def _rank(places: Mapping[str, Place], code: str) -> int:
    return _RANKS[places[code].level]


def _split(cell: str) -> Iterable[str]:
    return filter(None, cell.split(";"))
