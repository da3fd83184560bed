"""One hit for each address: the smallest unit, with the units around it spent on it."""

from __future__ import annotations

from .choose import Choice
from .evidence import Evidence
from .family import Family
from .lexicon import PROVINCE
from .mentions import WRONG, Mention
from .model import PlaceHit
from .tokens import Tokens

_TODAYS_PROVINCE, _FORMER_PROVINCE = len("79"), len("74@63")


class Addresses:
    """The accepted mentions of one text, grouped by address."""

    __slots__ = ("_around", "_choices", "_codes", "_evidence", "_family")

    def __init__(self, choices: list[Choice], evidence: Evidence, family: Family) -> None:
        self._choices = choices
        self._evidence = evidence
        self._family = family
        self._around = [family.around(choice.entry.code) for choice in choices]
        self._codes = {choice.entry.code for choice in choices}

    def hits(self) -> list[PlaceHit]:
        """Give one hit for each address, in the order of the text."""
        owners = self._owners()
        return [
            self._hit(at, [other for other, owner in owners.items() if owner == at])
            for at in range(len(self._choices))
            if at not in owners
        ]

    def _owners(self) -> dict[int, int]:
        """Give for each choice that only says where another lies the position of that other."""
        owners: dict[int, int] = {}
        for at in range(len(self._choices)):
            inside = [other for other in range(len(self._choices)) if self._holds(at, other)]
            if inside:
                owners[at] = min(inside, key=lambda other: (abs(other - at), other > at))
            elif at and self._repeats(at):
                owners[at] = at - 1
        return {at: _last_owner(at, owners) for at in owners}

    def _repeats(self, at: int) -> bool:
        """ "Hà Nội, Hà Nội" is one place."""
        same = self._choices[at - 1].entry.code == self._choices[at].entry.code
        return same and self._are_beside(at - 1, at)

    def _holds(self, at: int, other: int) -> bool:
        """Tell whether one choice only says where another lies.

        "HCM, Dĩ An, Bình Dương" names two places: Dĩ An has its own former province, so today's
        is a place of its own unless it stands at the end, as in "Dĩ An, Bình Dương, HCM".
        """
        code, around = self._choices[at].entry.code, self._around[other]
        if code not in around or self._choices[other].entry.rank == PROVINCE:
            return False
        if len(code) != _TODAYS_PROVINCE or (other < at and self._are_beside(other, at)):
            return True
        return not any(len(c) == _FORMER_PROVINCE and c in self._codes for c in around)

    def _are_beside(self, one: int, other: int) -> bool:
        return self._evidence.are_beside(self._choices[one].mention, self._choices[other].mention)

    def _hit(self, at: int, others: list[int]) -> PlaceHit:
        """Widen the smallest unit by what stands right beside it; the rest is its context."""
        choice, tokens = self._choices[at], self._evidence.tokens
        first, last, context = choice.mention.first, choice.mention.last, []
        for other in sorted(others, key=lambda other: abs(other - at)):
            mention = self._choices[other].mention
            if self._evidence.is_next(first, last, mention):
                first, last = min(first, mention.first), max(last, mention.last)
            else:
                context.append(_span(tokens, mention))
        sure = choice.score_0_100, choice.mention.agreement != WRONG
        codes = choice.entry.code, self._family.today(choice.entry.code)
        return place_hit(tokens, (first, last), codes, sure, tuple(sorted(context)))


def place_hit(
    tokens: Tokens,
    syllables: tuple[int, int],
    codes: tuple[str, str],
    sure: tuple[int, bool],
    context: tuple[tuple[int, int], ...] = (),
) -> PlaceHit:
    """Give the hit for a run of syllables.

    Args:
        tokens: The text.
        syllables: First one, and one past the last.
        codes: The place as named and the unit of today.
        sure: Score and whether the name was written right.
        context: Spans of units around it that stand elsewhere.
    """
    start, end = tokens.starts[syllables[0]], tokens.ends[syllables[1] - 1]
    return PlaceHit(*codes, start, end, tokens.text[start:end], *sure, context)


def _span(tokens: Tokens, mention: Mention) -> tuple[int, int]:
    return tokens.starts[mention.first], tokens.ends[mention.last - 1]


def _last_owner(at: int, owners: dict[int, int]) -> int:
    while at in owners:
        at = owners[at]
    return at
