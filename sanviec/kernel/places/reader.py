"""Reading a text for places: mentions, their meaning, and one hit for each address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .choose import Choice, Chooser
from .cues import load_cues
from .evidence import Evidence
from .family import Family
from .lexicon import NOTHING, PROVINCE, Lexicon
from .mentions import WRONG, Finder, Mention
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
        evidence = Evidence(tokens, mentions, self._cues)
        around = frozenset({within, *self._family.around(within)}) if within else frozenset()
        choices = Chooser(mentions, evidence, self._lexicon, self._family, around).choices()
        hits = _one_for_each_address(choices, evidence, self._family)
        hits += self._misspelt(tokens, mentions)
        hits.sort(key=lambda hit: hit.start)
        flags = _flags(mentions, evidence, has_hits=bool(hits))
        return Reading(
            tuple(hits),
            is_nationwide="nationwide" in flags,
            is_remote="remote" in flags,
            is_abroad="abroad" in flags
            or any(len(hit.code) == 2 and hit.code.isalpha() for hit in hits),
        )

    def _misspelt(self, tokens: Tokens, mentions: list[Mention]) -> list[PlaceHit]:
        if len(tokens) > _LONGEST_FOR_TYPOS:
            return []
        free = [True] * len(tokens)
        for mention in mentions:
            free[mention.first : mention.last] = [False] * (mention.last - mention.first)
        return [
            _hit(tokens, slip.first, slip.last, (slip.code, self._family.today(slip.code)), _TYPO)
            for slip in self._typos.find(tokens, free)
        ]


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


def _hit(
    tokens: Tokens,
    first: int,
    last: int,
    codes: tuple[str, str],
    sure: tuple[int, bool],
    context: tuple[tuple[int, int], ...] = (),
) -> PlaceHit:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return PlaceHit(*codes, start, end, tokens.text[start:end], *sure, context)


def _one_for_each_address(
    choices: list[Choice], evidence: Evidence, family: Family
) -> list[PlaceHit]:
    """Spend the greater units of an address on its smallest one."""
    owners = _owners(choices, evidence, family)
    return [
        _address(at, choices, owners, evidence, family)
        for at in range(len(choices))
        if at not in owners
    ]


def _address(
    at: int,
    choices: list[Choice],
    owners: dict[int, int],
    evidence: Evidence,
    family: Family,
) -> PlaceHit:
    """Widen the smallest unit by what stands right beside it; the rest is its context."""
    choice = choices[at]
    first, last, context = choice.mention.first, choice.mention.last, []
    mine = [choices[other].mention for other, owner in owners.items() if owner == at]
    for mention in sorted(mine, key=lambda m: abs(m.first - choice.mention.first)):
        if evidence.is_next(first, last, mention):
            first, last = min(first, mention.first), max(last, mention.last)
        else:
            context.append(_span(evidence.tokens, mention))
    code = choice.entry.code
    sure = choice.score_0_100, choice.mention.agreement != WRONG
    codes = code, family.today(code)
    return _hit(evidence.tokens, first, last, codes, sure, tuple(sorted(context)))


def _span(tokens: Tokens, mention: Mention) -> tuple[int, int]:
    return tokens.starts[mention.first], tokens.ends[mention.last - 1]


def _owners(choices: list[Choice], evidence: Evidence, family: Family) -> dict[int, int]:
    """Give for each choice that only says where another lies the position of that other."""
    owners: dict[int, int] = {}
    around = [family.around(choice.entry.code) for choice in choices]
    for at, choice in enumerate(choices):
        code = choice.entry.code
        inside = [
            other
            for other, smaller in enumerate(choices)
            if code in around[other]
            and smaller.entry.rank != PROVINCE
            and _is_spent(code, around[other], choices)
        ]
        if inside:
            owners[at] = min(inside, key=lambda other: (abs(other - at), other > at))
        elif at and code == choices[at - 1].entry.code and _are_beside(choices, at, evidence):
            owners[at] = at - 1
    return {at: _last_owner(at, owners) for at in owners}


def _are_beside(choices: list[Choice], at: int, evidence: Evidence) -> bool:
    return evidence.are_beside(choices[at - 1].mention, choices[at].mention)


def _is_spent(code: str, around: frozenset[str], choices: list[Choice]) -> bool:
    """Today's province beside the former one is a place of its own: "HCM, Dĩ An, Bình Dương"."""
    if len(code) != len("79"):
        return True
    named = {other.entry.code for other in choices}
    return not any(len(c) == len("74@63") and c in named for c in around)


def _last_owner(at: int, owners: dict[int, int]) -> int:
    while at in owners:
        at = owners[at]
    return at
