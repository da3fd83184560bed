"""The words of a population of vacancies, field by field, with and without marks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sanviec.kernel.text import fold

from .facts import VacancyFacts
from .lexicon import Keys, Lexicon, Numbers, Stream, keys_of, stream
from .postings import Postings, moved, postings, rarity

TITLE, EMPLOYER, SKILLS, TEXT = FIELDS = ("title", "employer", "skills", "text")
# Syllables read of each phrase of a field. Descriptions say what matters first.
LONGEST = {TITLE: 24, EMPLOYER: 16, SKILLS: 8, TEXT: 160}
# Fields that are also kept as written; pairs of marked syllables in a description add nothing
# that the pair without marks and the marked syllables do not say.
_MARKED_PAIRS = {TITLE: True, EMPLOYER: True, TEXT: False}
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
    marked: dict[str, Postings]
    plain: dict[str, Postings]
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
    lexicon, numbers = Lexicon(), dict[str, int]()
    rows = np.arange(len(vacancies), dtype=np.int32)
    pairs = _read(vacancies, rows, lexicon, numbers)
    return _vacancy_words(
        (lexicon, numbers),
        len(vacancies),
        {name: postings(*pair) for name, pair in pairs.marked.items()},
        {name: postings(*pair) for name, pair in pairs.plain.items()},
        postings(*pairs.phrases),
    )


def changed_words(
    old: VacancyWords, new_rows: Numbers, added: Sequence[VacancyFacts], rows: Numbers
) -> VacancyWords:
    """Give the words after vacancies left, moved and came; `old` stays as it is.

    Args:
        old: the words before.
        new_rows: int32[n before], each row's new place, -1 when it left.
        added: vacancies that came.
        rows: int32[n added], their rows.
    """
    lexicon, numbers = old.lexicon.copy(), dict(old.skill_numbers)
    pairs = _read(added, rows, lexicon, numbers)
    return _vacancy_words(
        (lexicon, numbers),
        int((new_rows >= 0).sum()) + len(added),
        {name: moved(old.marked[name], new_rows, pair) for name, pair in pairs.marked.items()},
        {name: moved(old.plain[name], new_rows, pair) for name, pair in pairs.plain.items()},
        moved(old.skill_phrases, new_rows, pairs.phrases),
    )


def _vacancy_words(
    known: tuple[Lexicon, dict[str, int]],
    n_rows: int,
    marked: dict[str, Postings],
    plain: dict[str, Postings],
    phrases: Postings,
) -> VacancyWords:
    n_described = len(np.unique(plain[TEXT].rows))
    return VacancyWords(known[0], n_rows, n_described, marked, plain, known[1], phrases)


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
        if name in _MARKED_PAIRS:
            marked[name] = keys_of(read, with_pairs=_MARKED_PAIRS[name])
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
    return {name: _lengths(found, words.n_rows) for name, found in words.plain.items()}


def _lengths(found: Postings, n_rows: int) -> NDArray[np.int64]:
    counts = np.diff(found.starts)
    table = {count: rarity(count, n_rows) ** 2 for count in np.unique(counts).tolist()}
    weights = np.repeat([table[count] for count in counts.tolist()], counts)
    sums = np.bincount(found.rows, weights=weights, minlength=n_rows)
    return np.sqrt(sums).astype(np.int64)
