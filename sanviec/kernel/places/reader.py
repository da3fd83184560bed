"""Reading a text for places: mentions, their meaning, and one hit for each address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .addresses import Addresses, place_hit
from .choose import Chooser
from .cues import load_cues
from .evidence import Evidence
from .family import Family
from .lexicon import NOTHING, Lexicon
from .mentions import Finder, Mention
from .model import Place, PlaceHit, Reading
from .tokens import Tokens
from .typos import Typos

# Score of a name with a slip of the finger, and that it is not exact.
_TYPO = (55, False)
_LONGEST_FOR_TYPOS = 40


class Reader:
    """Reads texts against one set of places."""

    __slots__ = ("_cues", "_family", "_lexicon", "_places", "_typos")

    def __init__(self, places: Mapping[str, Place], family: Family) -> None:
        self._places = places
        self._family = family
        self._lexicon = Lexicon(places)
        self._cues = load_cues()
        self._typos = Typos(places)

    def read(self, text: str, within: str | None = None) -> Reading:
        """Give all that a text says about where; see `Gazetteer.read`."""
        tokens = Tokens(text)
        if not tokens.keys:
            return Reading(())
        mentions = Finder(tokens, self._lexicon, self._cues).find()
        if not mentions:
            return _of_slips(self._misspelt(tokens, mentions))
        evidence = Evidence(tokens, mentions, self._cues)
        around = frozenset({within, *self._family.around(within)}) if within else frozenset()
        choices = Chooser(mentions, evidence, self._lexicon, self._family, around).choices()
        hits = Addresses(choices, evidence, self._family).hits()
        hits += self._misspelt(tokens, mentions)
        hits.sort(key=lambda hit: hit.start)
        flags = _flags(mentions, evidence, has_hits=bool(hits))
        return Reading(
            tuple(hits),
            is_nationwide="nationwide" in flags,
            is_remote="remote" in flags,
            is_abroad="abroad" in flags or any(hit.code.isalpha() for hit in hits),
        )

    def _misspelt(self, tokens: Tokens, mentions: list[Mention]) -> list[PlaceHit]:
        if len(tokens) > _LONGEST_FOR_TYPOS:
            return []
        free = [True] * len(tokens)
        for mention in mentions:
            free[mention.first : mention.last] = [False] * (mention.last - mention.first)
        return [
            place_hit(
                tokens, (slip.first, slip.last), (slip.code, self._family.today(slip.code)), _TYPO
            )
            for slip in self._typos.find(tokens, free)
        ]


def _of_slips(hits: list[PlaceHit]) -> Reading:
    """Most titles name no place: then nothing is left to weigh."""
    return Reading(tuple(hits), is_abroad=any(hit.code.isalpha() for hit in hits))


def _flags(mentions: Iterable[Mention], evidence: Evidence, *, has_hits: bool) -> set[str]:
    """What phrases that name no place say.

    Those marked "alone" need a cell for themselves, "sole" the whole text, "led" a word about
    going there, and "end" no further syllable in their cell ("tại nhà", not "tại nhà máy").
    """
    found = set()
    for mention in mentions:
        for entry in mention.entries:
            flag, _, condition = entry.rule.partition(" ")
            if entry.rank == NOTHING and _holds(condition, mention, evidence, has_hits):
                found.add(flag)
    return found


def _holds(condition: str, mention: Mention, evidence: Evidence, has_hits: bool) -> bool:
    if condition == "sole":
        return evidence.is_all_places and not has_hits
    if condition == "end":
        return evidence.is_end_of_cell(mention)
    if condition == "led" and evidence.is_abroad(mention):
        return True
    return evidence.is_whole_cell(mention) or not (condition or evidence.is_long)
