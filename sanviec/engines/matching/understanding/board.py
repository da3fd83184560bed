"""Who owns which token: each word and number of a question is claimed by one thing only."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from .reading import Reading, Token

FILLER = "filler"
"""Kind of the claims that only introduce; they stand in nobody's way."""
WORDS = "words"
"""Kind of the claims on words that are searched as they are."""


@dataclass(slots=True)
class Claim:
    """Tokens `first` up to `last`, exclusive, understood as one thing.

    Args:
        is_soft: an occupation's name that contains the claim takes precedence
            ("gia sư tiếng Anh").
        terms: see `Filter.terms`.
    """

    kind: str
    value: str
    first: int
    last: int
    terms: tuple[str, ...] = ()
    is_soft: bool = False


@dataclass(slots=True)
class Board:
    """A reading and the claims on its tokens; claims never overlap.

    Args:
        owners: for each token its claim.
        kept: tokens of compound words, content even where a part of them is a filler.
        words: the tokens that are no signs.
        keys: for each of them its form with that of the next, and alone: keys of phrases.
    """

    reading: Reading
    claims: list[Claim] = field(default_factory=list)
    owners: list[Claim | None] = field(default_factory=list)
    kept: set[int] = field(default_factory=set)
    words: list[int] = field(default_factory=list)
    keys: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, reading: Reading) -> Board:
        """Give a board without claims."""
        words = [index for index, token in enumerate(reading.tokens) if not token.is_sign]
        forms = [reading.tokens[index].form for index in words]
        pairs = [f"{one} {two}" for one, two in pairwise(forms)] + forms[-1:]
        keys = list(zip(pairs, forms, strict=True))
        return cls(reading, [], [None] * len(reading.tokens), set(), words, keys)

    @property
    def tokens(self) -> list[Token]:
        """The tokens of the reading."""
        return self.reading.tokens

    def is_free(self, first: int, last: int) -> bool:
        """Tell whether nothing has claimed these tokens."""
        return not any(self.owners[first:last])

    def claim(self, claim: Claim) -> bool:
        """Enter a claim, widened to whole written words; False when a token is taken.

        Compound words (kind "words") give way to anything that is understood.
        """
        self._widen(claim)
        holders = {id(c): c for c in self.owners[claim.first : claim.last] if c is not None}
        if claim.first >= claim.last or any(c.kind != WORDS for c in holders.values()):
            return False
        if holders and claim.kind == WORDS:
            return False
        for holder in holders.values():
            self.drop(holder)
        self._enter(claim)
        return True

    def drop(self, claim: Claim) -> None:
        """Take a claim back; its tokens are free again."""
        self.claims.remove(claim)
        for index in range(claim.first, claim.last):
            self.owners[index] = None

    def extend(self, claim: Claim, first: int, last: int) -> None:
        """Give a claim the tokens from `first` to `last`, if only fillers hold any of them."""
        others = {id(c): c for c in self.owners[first:last] if c is not None and c is not claim}
        if all(other.kind == FILLER for other in others.values()):
            for other in others.values():
                self.drop(other)
            claim.first, claim.last = min(first, claim.first), max(last, claim.last)
            self._widen(claim)
            self.owners[claim.first : claim.last] = [claim] * (claim.last - claim.first)

    def of_kind(self, *kinds: str) -> list[Claim]:
        """Give the claims of these kinds in the order of the text."""
        return sorted((c for c in self.claims if c.kind in kinds), key=lambda c: c.first)

    def _enter(self, claim: Claim) -> None:
        self.claims.append(claim)
        self.owners[claim.first : claim.last] = [claim] * (claim.last - claim.first)

    def _widen(self, claim: Claim) -> None:
        tokens = self.tokens
        while claim.first > 0 and tokens[claim.first - 1].group == tokens[claim.first].group:
            claim.first -= 1
        while claim.last < len(tokens) and tokens[claim.last].group == tokens[claim.last - 1].group:
            claim.last += 1
