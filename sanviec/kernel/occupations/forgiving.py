"""What a title with typing errors, wrong marks, glued or swapped words may have meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from rapidfuzz.distance import OSA

from sanviec.kernel.occupations.heads import Heads
from sanviec.kernel.occupations.title import Title, part_ends
from sanviec.kernel.occupations.tokens import Token, folded_form, marked_form
from sanviec.kernel.occupations.trie import COMMON, Entry, Match, Node, PhraseTrie
from sanviec.kernel.occupations.wording import words_with_role

WRONG_MARKS = 0.85
WRONG_LETTERS = 0.75
SWAPPED = 0.7

_SHORTEST_REPAIRED = 3
_SHORTEST_PHRASE = 5
_SHORTEST_ALONE = 6
_LONG = 8
_LONGEST_WORD = 30
_MOST_PIECES = 4
_SURE = 3
_REMEMBERED = 1 << 14


class Forgiving:
    """Looks again, with more patience, at titles in which nothing exact was found."""

    def __init__(self, trie: PhraseTrie, heads: Heads) -> None:
        self._trie = trie
        self._heads = heads
        # Some thousand words may begin a phrase, and the words that begin none recur.
        self._first_words = lru_cache(_REMEMBERED)(lambda folded: tuple(_near(trie.root, folded)))

    def stages(self, title: Title) -> Iterator[tuple[Title, list[tuple[Match, float]]]]:
        """Give, from the mildest error to the gravest, what forgiving it brings to light.

        Returns:
            The title as it was read, and matches in it with how sure they are: first for wrong
            marks and glued words, then for wrong letters, then for words in another order.
        """
        whole, cut = self._without_marks(title), self._without_marks(self._unglued(title))
        for kind, patient, certainty in (
            (self._marks, cut, WRONG_MARKS),
            (self._letters, whole, WRONG_LETTERS),
            (self._letters, cut, WRONG_LETTERS),
            (self._swapped, cut, SWAPPED),
        ):
            found = (m for m in kind(patient, title) if _leaves_no_piece(m, patient.tokens))
            yield patient, [(match, certainty) for match in found]

    def _without_marks(self, title: Title) -> Title:
        runs = self._heads.before(title.tokens, has_marks=False)
        return replace(title, has_marks=False, runs=runs)

    def _unglued(self, title: Title) -> Title:
        """Give the title with words like "nhanvien" cut into known syllables."""
        pieces = [self._pieces(token) for token in title.tokens]
        if all(len(parts) == 1 for parts in pieces):
            return title
        origins = [index for index, parts in enumerate(pieces) for _ in parts]
        starts_part = [
            title.starts_part[origin] and (not place or origins[place - 1] != origin)
            for place, origin in enumerate(origins)
        ]
        return replace(
            title,
            tokens=[token for parts in pieces for token in parts],
            starts_part=starts_part,
            part_ends=part_ends(starts_part),
            standing=[title.standing[origin] for origin in origins],
        )

    def _pieces(self, token: Token) -> list[Token]:
        whole = [token]
        is_short = len(token.folded) < _SHORTEST_PHRASE
        if is_short or _is_no_word(token) or self._trie.knows(token, has_marks=False):
            return whole
        cut = _cut(token.surface, self._trie, _MOST_PIECES)
        if cut is None:
            return whole
        return [Token(folded_form(piece), piece, token.start, token.end) for piece in cut]

    def _marks(self, patient: Title, title: Title) -> Iterator[Match]:
        for match in self._trie.matches(patient.tokens):
            if self._are_marks_slips(match, patient, title):
                yield match

    def _are_marks_slips(self, match: Match, patient: Title, title: Title) -> bool:
        """Tell whether each wrong mark looks like a slip and not like another word.

        "ké toán" and "kê toán" are slips. "thợ máy" is not: "máy" is a word of other trades and
        nothing but the word for a rank would speak for the tailor. Nor is "Đà Nẵng", where
        every mark would have to be wrong, for "đa năng".
        """
        if not title.has_marks or not match.wrong_marks:
            return True
        letters = sum(len(patient.tokens[index].folded) for index in match.indexes)
        if letters < _shortest(match.indexes):
            return False
        wrong: list[Token] = []
        right: list[Token] = []
        for expected, token in _pairs(match.entry, match.indexes, patient.tokens):
            same = marked_form(token.surface) == marked_form(expected)
            (right if same else wrong).append(token)
        is_supported = any(self._trie.rarity(token.folded) > COMMON for token in right)
        changed = sum(not token.surface.isascii() for token in wrong)
        return 2 * changed <= len(match.indexes) and all(
            self._is_slip(token, is_supported=is_supported) for token in wrong
        )

    def _is_slip(self, token: Token, *, is_supported: bool) -> bool:
        if token.surface in words_with_role("other"):
            return False
        return is_supported or not self._trie.knows_marked(token)

    def _letters(self, patient: Title, title: Title) -> Iterator[Match]:
        for first, token in enumerate(patient.tokens):
            for child, slips in self._children(self._trie.root, token, title):
                for match in self._walk(child, patient, title, (first,), slips):
                    if self._are_marks_slips(match, patient, title):
                        yield match

    def _walk(
        self, node: Node, patient: Title, title: Title, path: tuple[int, ...], slips: int
    ) -> Iterator[Match]:
        letters = sum(len(patient.tokens[index].folded) for index in path)
        if slips and letters >= _shortest(path) and 2 * slips <= len(path) + 1:
            for entry in node.entries:
                if not entry.needs or len(path) > 1:
                    yield self._trie.match(entry, patient.tokens, path)
        following = path[-1] + 1
        if following < len(patient.tokens):
            is_sure = not slips and len(path) >= _SURE
            token = patient.tokens[following]
            for child, more in self._children(node, token, title, is_sure=is_sure):
                yield from self._walk(child, patient, title, (*path, following), slips + more)

    def _children(
        self, node: Node, token: Token, title: Title, *, is_sure: bool = False
    ) -> Iterator[tuple[Node, int]]:
        """Give the branches that a syllable may mean, with the slips that each one costs.

        A word of another trade is no slip, unless the syllables before leave little doubt.
        """
        exact = node.children.get(token.folded)
        if exact is not None:
            yield exact, 0
        length = len(token.folded)
        is_word = self._trie.knows(token, has_marks=title.has_marks)
        if length < _SHORTEST_REPAIRED or _is_no_word(token) or (is_word and not is_sure):
            return
        near = self._first_words(token.folded) if node is self._trie.root else None
        for child in _near(node, token.folded) if near is None else near:
            yield child, 1

    def _swapped(self, patient: Title, title: Title) -> Iterator[Match]:
        places = {token.folded: index for index, token in enumerate(patient.tokens)}
        for entry, folded in self._trie.sharing(places):
            indexes = tuple(sorted(places[word] for word in folded))
            is_close = indexes[-1] - indexes[0] < len(indexes)
            given = {patient.tokens[index].surface for index in indexes}
            marks_fit = not title.has_marks or _marks(given) == _marks(entry.surfaces)
            if is_close and marks_fit and len(set(folded)) == len(folded):
                yield Match(entry, indexes, 0)


def _near(node: Node, folded: str) -> Iterator[Node]:
    """Give the branches whose syllable differs from a typed one by a slip or two."""
    length = len(folded)
    most = 2 if length >= _LONG else 1
    for word, child in node.children.items():
        is_near = abs(len(word) - length) <= most and len(word) >= _SHORTEST_REPAIRED
        if is_near and 0 < OSA.distance(word, folded, score_cutoff=most) <= most:
            yield child


def _leaves_no_piece(match: Match, tokens: Sequence[Token]) -> bool:
    """Tell whether a match uses every piece of each word that was cut; "PR" is not in "Prông"."""
    spans = {tokens[index][2:] for index in match.indexes}
    pieces = sum(token[2:] in spans for token in tokens)
    return pieces == len(match.indexes)


def _is_no_word(token: Token) -> bool:
    """Tell whether so many letters stand together that no error in typing explains it."""
    return len(token.surface) > _LONGEST_WORD


def _shortest(path: Sequence[int]) -> int:
    """Give how many letters a phrase must have before an error in it is forgiven."""
    return _SHORTEST_ALONE if len(path) == 1 else _SHORTEST_PHRASE


def _marks(surfaces: Iterable[str]) -> set[str]:
    return {marked_form(surface) for surface in surfaces}


def _pairs(
    entry: Entry, indexes: Sequence[int], tokens: Sequence[Token]
) -> Iterator[tuple[str, Token]]:
    for expected, index in zip(entry.surfaces, indexes, strict=True):
        yield expected, tokens[index]


def _cut(surface: str, trie: PhraseTrie, most: int) -> list[str] | None:
    """Give the fewest known syllables that make up a glued word."""
    if most <= 0:
        return None
    for length in range(len(surface), 1, -1):
        piece, rest = surface[:length], surface[length:]
        if len(rest) == 1 or not trie.knows_form(folded_form(piece)):
            continue
        if not rest:
            return [piece]
        following = _cut(rest, trie, most - 1)
        if following is not None:
            return [piece, *following]
    return None
