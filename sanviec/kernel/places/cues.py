"""Words around a name that speak for or against a place."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from .lexicon import COMMUNE, DISTRICT, PROVINCE
from .source import read_csv
from .tokens import JOINED, Syllable, Tokens, phrase_forms

Levels = frozenset[int]

# The levels at which a word for a kind looks: kinds changed often, levels did not.
KIND_LEVELS: dict[str, Levels] = {
    "Tỉnh": frozenset({PROVINCE}),
    "Thành phố": frozenset({PROVINCE, DISTRICT}),
    "Quận": frozenset({DISTRICT}),
    "Huyện": frozenset({DISTRICT}),
    "Thị xã": frozenset({DISTRICT}),
    "Thị trấn": frozenset({DISTRICT, COMMUNE}),
    "Phường": frozenset({COMMUNE}),
    "Xã": frozenset({COMMUNE}),
    "Đặc khu": frozenset({COMMUNE}),
}


class CueWords:
    """Phrases of one role, found with their marks or wholly without."""

    __slots__ = ("_kinds", "_spellings", "firsts", "longest")

    def __init__(self, phrases: list[tuple[str, str]]) -> None:
        self._kinds: dict[str, str] = {}
        self._spellings: set[str] = set()
        self.longest = 0
        for phrase, kind in phrases:
            key, spelling = phrase_forms(phrase)
            self._kinds[key] = kind
            self._spellings.add(spelling)
            self.longest = max(self.longest, key.count(" ") + 1)
        self.firsts = frozenset(key.partition(" ")[0] for key in self._kinds)

    def kind_at(self, tokens: Tokens, first: int, last: int) -> str | None:
        """Give the kind that syllables first..last-1 stand for; None when they are no cue."""
        kind = self._kinds.get(" ".join(tokens.keys[first:last]))
        if kind is None or not tokens.is_marked(first, last):
            return kind
        return kind if tokens.spelling(first, last) in self._spellings else None

    def __contains__(self, item: Syllable) -> bool:
        return item.spelling in self._spellings

    def is_in(self, text: str) -> bool:
        """Tell whether one of the phrases is in a text of keys divided by spaces."""
        return any(f" {key} " in f" {text} " for key in self._kinds)

    def end_before(self, tokens: Tokens, last: int, covered: bytearray) -> bool:
        """Tell whether one of the phrases ends right before syllable `last`."""
        first = last
        while (
            first > 0
            and last - first < self.longest
            and tokens.gaps[first] == JOINED
            and not covered[first - 1]
        ):
            first -= 1
            if self.kind_at(tokens, first, last) is not None:
                return True
        return False


class Cues:
    """All cue words of `data/cues.csv` by role."""

    __slots__ = (
        "abroad",
        "abroad_text",
        "going",
        "kind_after",
        "kind_before",
        "owner",
        "person",
        "place",
        "street",
        "zone_after",
        "zone_before",
    )

    def __init__(self) -> None:
        roles: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in read_csv("cues.csv"):
            roles[row["role"]].append((row["phrase"], row["kind"]))
        for role in self.__slots__:
            setattr(self, role, CueWords(roles[role.replace("_", " ")]))

    abroad: CueWords
    abroad_text: CueWords
    going: CueWords
    kind_after: CueWords
    kind_before: CueWords
    owner: CueWords
    person: CueWords
    place: CueWords
    street: CueWords
    zone_after: CueWords
    zone_before: CueWords


@lru_cache(maxsize=1)
def load_cues() -> Cues:
    """Give the cue words, read once for each process."""
    return Cues()
