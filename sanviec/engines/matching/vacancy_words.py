"""The words of a population of vacancies, field by field, with and without marks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.text import fold

from .change import Change
from .facts import VacancyFacts
from .lexicon import Keys, Lexicon, Numbers, Stream, keys_of, stream
from .living_postings import LivingPostings
from .postings import FlatPostings, Postings, postings, rarity

TITLE, EMPLOYER, SKILLS, TEXT = FIELDS = ("title", "employer", "skills", "text")
# Syllables read of each phrase of a field. Descriptions say what matters first.
LONGEST = {TITLE: 24, EMPLOYER: 16, SKILLS: 8, TEXT: 160}
# Fields that are also kept as written; pairs of marked syllables in a description add nothing
# that the pair without marks and the marked syllables do not say.
_MARKED = {TITLE: True, EMPLOYER: True, TEXT: False}
_MOST_SKILLS = 40

_READ: dict[str, Callable[[VacancyFacts], Sequence[str]]] = {
    TITLE: lambda vacancy: (vacancy.title,),
    EMPLOYER: lambda vacancy: (vacancy.employer,),
    SKILLS: lambda vacancy: vacancy.skills[:_MOST_SKILLS],
    TEXT: lambda vacancy: (vacancy.text,),
}


@dataclass(frozen=True, slots=True)
class VacancyWords:
    """Postings of every field.

    Args:
        lexicon: the syllables of all fields.
        n_rows: number of vacancies.
        n_described: number of vacancies with a description.
        marked: by field, keys of syllables as written.
        plain: by field, keys of syllables without marks.
        skill_numbers: number of each whole skill phrase.
        skill_phrases: rows by number of a whole skill phrase.
    """

    lexicon: Lexicon
    n_rows: int
    n_described: int
    marked: Mapping[str, Postings]
    plain: Mapping[str, Postings]
    skill_numbers: dict[str, int]
    skill_phrases: Postings


@dataclass(frozen=True, slots=True)
class _Pairs:
    """Keys and rows of some vacancies, before they are sorted into postings."""

    marked: dict[str, tuple[Keys, Numbers]]
    plain: dict[str, tuple[Keys, Numbers]]
    phrases: tuple[Keys, Numbers]


def words_of(vacancies: Sequence[VacancyFacts]) -> VacancyWords:
    """Give the words of vacancies in row order. Cost: O(syllables × log)."""
    return _numbered(vacancies, Lexicon(), {})


def words_that_came(old: VacancyWords, change: Change) -> VacancyWords:
    """Give the words of what came alone, in the numbers of `old` and further ones.

    Args:
        old: the words before; it stays as it is.
        change: what left and came; the rows are the places in `change.added`.

    Cost: O(words of what came), and a copy of the syllables met.
    """
    known = (old.lexicon.copy(), dict(old.skill_numbers))
    return _numbered(change.added, *known)


def living_words(old: VacancyWords, came: VacancyWords, change: Change) -> VacancyWords:
    """Give the words after vacancies left, moved and came; `old` stays as it is and is read on.

    Args:
        old: the words before, with flat postings.
        came: from `words_that_came`.
        change: what left, moved and came.

    Cost: O(words of what left).
    """
    left = _numbered(change.gone, came.lexicon, came.skill_numbers)

    def lived(before: Postings, came: Postings, left: Postings) -> LivingPostings:
        now = FlatPostings(came.keys, came.starts, change.rows[came.rows])
        return LivingPostings(
            cast(FlatPostings, before),
            (change.new_rows, change.old_rows),
            now,
            cast(FlatPostings, left),
        )

    return VacancyWords(
        came.lexicon,
        change.size,
        old.n_described + came.n_described - left.n_described,
        {name: lived(old.marked[name], came.marked[name], left.marked[name]) for name in _MARKED},
        {name: lived(old.plain[name], came.plain[name], left.plain[name]) for name in FIELDS},
        came.skill_numbers,
        lived(old.skill_phrases, came.skill_phrases, left.skill_phrases),
    )


def _numbered(
    vacancies: Sequence[VacancyFacts], lexicon: Lexicon, numbers: dict[str, int]
) -> VacancyWords:
    """Give the words of vacancies in the numbers of a lexicon, which learns what it lacks."""
    rows = np.arange(len(vacancies), dtype=np.int32)
    pairs = _read(vacancies, rows, lexicon, numbers)
    plain = {name: postings(*pair) for name, pair in pairs.plain.items()}
    return VacancyWords(
        lexicon,
        len(vacancies),
        len(np.unique(plain[TEXT].rows)),
        {name: postings(*pair) for name, pair in pairs.marked.items()},
        plain,
        numbers,
        postings(*pairs.phrases),
    )


def _read(
    vacancies: Sequence[VacancyFacts], rows: Numbers, lexicon: Lexicon, numbers: dict[str, int]
) -> _Pairs:
    marked: dict[str, tuple[Keys, Numbers]] = {}
    plain: dict[str, tuple[Keys, Numbers]] = {}
    for name in FIELDS:
        texts = [_READ[name](vacancy) for vacancy in vacancies]
        read = stream(texts, lexicon, LONGEST[name])
        read = Stream(read.numbers, rows[read.rows], read.is_last)
        plain[name] = keys_of(read.plain(lexicon), with_pairs=True)
        if name in _MARKED:
            marked[name] = keys_of(read, with_pairs=_MARKED[name])
    return _Pairs(marked, plain, _phrase_pairs(vacancies, rows, numbers))


def _phrase_pairs(
    vacancies: Sequence[VacancyFacts], rows: Numbers, numbers: dict[str, int]
) -> tuple[Keys, Numbers]:
    found = [
        (numbers.setdefault(phrase, len(numbers)), row)
        for vacancy, row in zip(vacancies, rows.tolist(), strict=True)
        for phrase in map(fold, vacancy.skills)
        if phrase
    ]
    table = np.array(found, dtype=np.int64).reshape(-1, 2)
    return table[:, 0].copy(), table[:, 1].astype(np.int32)


@dataclass(frozen=True, slots=True)
class VacancyKeys:
    """Distinct keys of one vacancy in the fields that matching reads."""

    marked_title: tuple[int, ...]
    plain_title: tuple[int, ...]
    plain_text: tuple[int, ...]
    skills: tuple[int, ...]


def keys_of_vacancy(vacancy: VacancyFacts, words: VacancyWords) -> VacancyKeys:
    """Give the keys of one vacancy that `words` has learned. Cost: O(syllables)."""
    title = stream([(vacancy.title,)], words.lexicon, LONGEST[TITLE])
    text = stream([(vacancy.text,)], words.lexicon, LONGEST[TEXT])
    phrases = {words.skill_numbers.get(fold(skill), -1) for skill in vacancy.skills}
    return VacancyKeys(
        _distinct(title),
        _distinct(title.plain(words.lexicon)),
        _distinct(text.plain(words.lexicon)),
        tuple(sorted(phrases - {-1})),
    )


def _distinct(text: Stream) -> tuple[int, ...]:
    return tuple(np.unique(keys_of(text, with_pairs=True)[0]).tolist())


def word_lengths(words: VacancyWords) -> dict[str, NDArray[np.int64]]:
    """Give by field the length of every vacancy's vector of squared rarities, rounded down.

    Returns:
        int64[n_rows] by field: the root of the sum over words and pairs.

    Cost: O(all words).
    """
    n_rows = words.n_rows

    def squared(count: int) -> int:
        return rarity(count, n_rows) ** 2

    return {
        name: np.sqrt(found.sums(squared, n_rows)).astype(np.int64)
        for name, found in words.plain.items()
    }
