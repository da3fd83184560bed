"""Phrases as a tree of folded syllables, walked along a text."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from sanviec.kernel.occupations.heads import Heads
from sanviec.kernel.occupations.model import Phrase
from sanviec.kernel.occupations.tokens import Token, folded_form, marked_form, tokenise_phrase
from sanviec.kernel.occupations.wording import abbreviations, words_with_role

COMMON = 0.15
"""How much a syllable says that very many phrases have."""

_COMMON_SHARE = 0.03
_MOST_SKIPPED = 2
# Other words for a rank follow "nhân viên X" rather than "chuyên viên X".
_PLAIN = 1.0
_OTHER = 0.98
_REPLACED_BY = {
    "staff": frozenset({"staff", "worker", "lead", "manager"}),
    "worker": frozenset({"worker", "staff", "lead"}),
    "technician": frozenset({"technician"}),
}


class Entry(NamedTuple):
    """One phrase ready to be compared.

    Args:
        phrase: Where it leads.
        surfaces: Its syllables in lower case with their marks.
        weight: How much it says: rare syllables count more than "nhân" and "viên".
        needs: Roles of which one must stand before or after; empty for a whole phrase. The
            entry "kho" with "staff" comes from "nhân viên kho" and reads "chuyên viên kho".
    """

    phrase: Phrase
    surfaces: tuple[str, ...]
    weight: float
    needs: frozenset[str]


@dataclass(slots=True)
class Node:
    """Where the phrases that begin with the same syllables part."""

    children: dict[str, Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


class Match(NamedTuple):
    """A phrase found in a text.

    Args:
        entry: The phrase.
        indexes: Which tokens of the text are its syllables, ascending.
        wrong_marks: How many syllables carry other marks than the phrase.
    """

    entry: Entry
    indexes: tuple[int, ...]
    wrong_marks: int


class PhraseTrie:
    """All phrases of the tables, found in a text in one pass."""

    def __init__(self, phrases: Iterable[Phrase], *, heads: Heads) -> None:
        short_forms = abbreviations()
        tokenised = [(phrase, tokenise_phrase(phrase.text, short_forms)) for phrase in phrases]
        self._fillers = words_with_role("filler")
        self._rarity = _rarity([[t.folded for t in tokens] for _, tokens in tokenised])
        self.root = Node()
        self._whole: list[Entry] = []
        for phrase, tokens in tokenised:
            self._whole.append(self._add(phrase, tokens, frozenset()))
            for rest, needs in _without_head(tokens, heads, phrase.kind):
                self._add(phrase, rest, needs, _PLAIN if tokens[0].surface == "nhân" else _OTHER)

    @cached_property
    def _marked_words(self) -> frozenset[str]:
        return frozenset(marked_form(word) for entry in self._whole for word in entry.surfaces)

    @cached_property
    def _by_rarest(self) -> dict[str, list[tuple[Entry, tuple[str, ...]]]]:
        """Whole phrases by the syllable that fewest others have, with all their syllables."""
        by_rarest: dict[str, list[tuple[Entry, tuple[str, ...]]]] = {}
        for entry in self._whole:
            folded = tuple(folded_form(word) for word in entry.surfaces)
            if len(folded) > 1:
                rarest = max(folded, key=lambda word: (self.rarity(word), word))
                by_rarest.setdefault(rarest, []).append((entry, folded))
        return by_rarest

    def _add(
        self,
        phrase: Phrase,
        tokens: Sequence[Token],
        needs: frozenset[str],
        factor: float = 1.0,
    ) -> Entry:
        node = self.root
        for token in tokens:
            child = node.children.get(token.folded)
            if child is None:
                child = node.children[token.folded] = Node()
            node = child
        surfaces = tuple([token.surface for token in tokens])
        weight = factor * sum([self._rarity[token.folded] for token in tokens])
        entry = Entry(phrase, surfaces, weight, needs)
        if not any(_says_more(known, entry) for known in node.entries):
            node.entries.append(entry)
        return entry

    def rarity(self, folded: str) -> float:
        """Give how much a syllable says; one that no phrase has counts as much as the rarest."""
        return self._rarity.get(folded, 1.0)

    def knows_form(self, folded: str) -> bool:
        """Tell whether any phrase has this folded syllable."""
        return folded in self._rarity

    def knows_marked(self, token: Token) -> bool:
        """Tell whether any phrase has this syllable with just these marks or just none."""
        return marked_form(token.surface) in self._marked_words

    def knows(self, token: Token, *, has_marks: bool) -> bool:
        """Tell whether any phrase has this syllable, with its marks where these count."""
        if has_marks:
            return self.knows_marked(token)
        return token.folded in self._rarity

    def match(self, entry: Entry, tokens: Sequence[Token], path: tuple[int, ...]) -> Match:
        """Give the match of a phrase with the tokens at the given places."""
        return Match(entry, path, _wrong_marks(entry, tokens, path))

    def sharing(self, folded: Collection[str]) -> Iterator[tuple[Entry, tuple[str, ...]]]:
        """Give the phrases of two or more syllables that are all among the given ones."""
        for word in sorted(folded):
            for entry, syllables in self._by_rarest.get(word, ()):
                if all(syllable in folded for syllable in syllables):
                    yield entry, syllables

    def matches(self, tokens: Sequence[Token]) -> Iterator[Match]:
        """Give every phrase whose syllables stand in the text in order.

        Up to two fillers, such as "senior" or "nữ", may stand between its syllables.
        """
        for first, token in enumerate(tokens):
            node = self.root.children.get(token.folded)
            if node is not None:
                yield from self._walk(node, tokens, (first,), _MOST_SKIPPED)

    def _walk(
        self, node: Node, tokens: Sequence[Token], path: tuple[int, ...], skips: int
    ) -> Iterator[Match]:
        for entry in node.entries:
            yield self.match(entry, tokens, path)
        following = path[-1] + 1
        while node.children and following < len(tokens):
            folded = tokens[following].folded
            child = node.children.get(folded)
            if child is not None:
                yield from self._walk(child, tokens, (*path, following), skips)
            if not skips or folded not in self._fillers:
                return
            skips -= 1
            following += 1


def _says_more(known: Entry, entry: Entry) -> bool:
    """Tell whether an entry adds nothing to one that stands at the same place."""
    return (
        known.phrase.code == entry.phrase.code
        and known.surfaces == entry.surfaces
        and known.weight >= entry.weight
        and (not known.needs or known.needs == entry.needs)
        and (known.phrase.kind == entry.phrase.kind or bool(known.needs))
    )


def _without_head(
    tokens: Sequence[Token], heads: Heads, kind: str
) -> Iterator[tuple[Sequence[Token], frozenset[str]]]:
    """Give what is left of a phrase without its word for a rank, and which ranks may replace it."""
    if kind == "overseas":
        # "Nhân viên phòng Nhật Bản" is no "thực tập sinh Nhật".
        return
    head = heads.at_start(tokens)
    if head is not None and head[1] in _REPLACED_BY and len(tokens) > head[0]:
        # "hàn" of "thợ hàn" is a trade after "thợ" but a country after "nhân viên".
        is_short = head[1] == "worker" and len(tokens) == head[0] + 1
        yield tokens[head[0] :], frozenset({"worker"}) if is_short else _REPLACED_BY[head[1]]
    last = heads.at(tokens, len(tokens) - 1)
    if kind == "english" and len(tokens) > 1 and last is not None and last[1] == "staff":
        yield tokens[:-1], _REPLACED_BY["staff"]


def _wrong_marks(entry: Entry, tokens: Sequence[Token], path: tuple[int, ...]) -> int:
    wrong = 0
    for expected, index in zip(entry.surfaces, path, strict=True):
        given = tokens[index].surface
        if given != expected and marked_form(given) != marked_form(expected):
            wrong += 1
    return wrong


def _rarity(phrases: Sequence[Sequence[str]]) -> dict[str, float]:
    """Give each syllable a value: COMMON for "nhân" and "viên", else 0.6 (often) to 1 (once)."""
    counts = Counter(folded for phrase in phrases for folded in set(phrase))
    many = max(2.0, len(phrases) * _COMMON_SHARE)
    return {
        folded: COMMON if count > many else 1.0 - 0.4 * math.log(count) / math.log(many)
        for folded, count in counts.items()
    }
