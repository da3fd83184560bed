"""The groups of occupations and the search for them in job titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import process

from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations.forgiving import Forgiving
from sanviec.kernel.occupations.heads import Heads
from sanviec.kernel.occupations.model import Occupation, OccupationHit, Phrase
from sanviec.kernel.occupations.ranking import Candidate, Ranking, choose
from sanviec.kernel.occupations.title import Title, read_title
from sanviec.kernel.occupations.tokens import Token, folded_form
from sanviec.kernel.occupations.trie import Match, PhraseTrie
from sanviec.kernel.occupations.wording import abbreviations, head_words, words_with_role

_UNIT_LEVEL = 4
# What stands behind so much of a title are conditions, and forgiving errors costs more than
# linear time.
_MOST_CHARS = 300


class OccupationIndex:
    """Groups by code and unit groups by the words of a job title."""

    def __init__(self, occupations: Iterable[Occupation], phrases: Iterable[Phrase]) -> None:
        self._by_code = {occupation.code: occupation for occupation in occupations}
        self._heads = Heads(head_words(), words_with_role("filler"))
        self._trie = PhraseTrie(phrases, heads=self._heads)
        self._forgiving = Forgiving(self._trie, self._heads)
        self._ranking = Ranking(self._trie, self._heads)

    def get(self, code: str) -> Occupation:
        """Give the group with this code of one to four digits.

        Raises:
            InputError: No such group; the message names the nearest codes.
        """
        try:
            return self._by_code[code]
        except KeyError:
            raise _unknown(code, self._by_code) from None

    def all(self, level: int = _UNIT_LEVEL) -> tuple[Occupation, ...]:
        """Give every group of one level (number of digits), in the order of the codes."""
        return tuple(group for group in self._by_code.values() if group.level == level)

    def children(self, code: str) -> tuple[Occupation, ...]:
        """Give the groups one level below, in the order of the codes.

        Raises:
            InputError: No such group.
        """
        parent = self.get(code)
        return tuple(group for group in self._by_code.values() if group.parent == parent.code)

    def knows_word(self, word: str) -> bool:
        """Tell whether any phrase has a syllable, whatever its marks."""
        return self._trie.knows_form(folded_form(word))

    def find(self, text: str, limit: int = 3) -> list[OccupationHit]:
        """Give the unit groups that a job title names, best first.

        The longest and most telling phrase wins. Marks count when the text has any; a text
        without marks may mean any of them. Typing errors are forgiven only where nothing exact
        is found. Only the first 300 characters are read.

        Args:
            text: A title as advertisements write it, with wages, places and brackets.
            limit: The most hits to give.

        Cost: about 100 microseconds for a title; bounded for any text.
        """
        title = read_title(_shortened(text), self._heads, abbreviations())
        chosen = choose(self._exact(title))
        if chosen:
            return _hits(chosen[: max(0, limit)], title.tokens)
        for patient, found in self._forgiving.stages(title):
            chosen = choose(self._read(found, patient))
            if chosen:
                return _hits(chosen[: max(0, limit)], patient.tokens)
        return []

    def _exact(self, title: Title) -> Iterator[Candidate]:
        matches = self._trie.matches(title.tokens)
        return self._read(
            ((m, 1.0) for m in matches if not (title.has_marks and m.wrong_marks)), title
        )

    def _read(self, found: Iterable[tuple[Match, float]], title: Title) -> Iterator[Candidate]:
        weighed = self._ranking.weigh(title)
        for match, certainty in found:
            reading = self._ranking.read(match, weighed, certainty=certainty)
            if reading is not None:
                yield reading


def _shortened(text: str) -> str:
    """Give the first characters, without the word that would be cut in two."""
    if len(text) <= _MOST_CHARS:
        return text
    head = text[:_MOST_CHARS]
    return head if text[_MOST_CHARS].isspace() else head.rpartition(" ")[0] or head


def _hits(chosen: Sequence[Candidate], tokens: Sequence[Token]) -> list[OccupationHit]:
    hits: list[OccupationHit] = []
    for candidate in chosen:
        best = hits[-1].score_0_100 if hits else 100
        hits.append(_hit(candidate, tokens, min(best, candidate.score_0_100)))
    return hits


def _hit(candidate: Candidate, tokens: Sequence[Token], score: int) -> OccupationHit:
    return OccupationHit(
        code=candidate.code,
        phrase=candidate.phrase,
        start=tokens[candidate.indexes[0]].start,
        end=tokens[candidate.indexes[-1]].end,
        score_0_100=score,
        is_exact=candidate.is_exact,
    )


def _unknown(code: str, known: Iterable[str]) -> InputError:
    near = [str(found[0]) for found in process.extract(code, list(known), limit=3)]
    return InputError(
        f"Không có nhóm nghề mã “{code}”. Có thể bạn muốn tìm: {', '.join(near)}.",
        f"unknown occupation code {code!r}",
        field="occupation",
        code="unknown_occupation",
    )
