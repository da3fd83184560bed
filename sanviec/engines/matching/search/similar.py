"""Vacancies like one vacancy: by title, description, skills, employer and trade, with reasons."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from sanviec.engines.matching.coding import Codes
from sanviec.engines.matching.facts import VacancyFacts
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.lexicon import keys_of, stream
from sanviec.engines.matching.occupation import shared_table
from sanviec.engines.matching.postings import rarity
from sanviec.engines.matching.selection import best_rows, checked_count
from sanviec.engines.matching.vacancy_words import EMPLOYER, LONGEST, SKILLS, TEXT, TITLE
from sanviec.kernel.explanation import Reason

from .model import Hit

Sums = NDArray[np.int64]

# Most that each field gives: the same words and pairs of words, the rare ones counting more.
_POINTS = {TITLE: 300, TEXT: 900, SKILLS: 90, EMPLOYER: 150}
_OCCUPATION = (0, 9, 22, 54, 90)
_SENTENCES = {
    TITLE: ("Tên việc giống nhau", "Similar titles"),
    TEXT: ("Mô tả công việc giống nhau", "Similar descriptions"),
    SKILLS: ("Cần những kỹ năng giống nhau", "Similar skills asked"),
    EMPLOYER: ("Nơi tuyển giống nhau", "Similar employers"),
    "occupation": ("Nghề giống hoặc gần nhau", "The same occupation or one close to it"),
}


def similar_vacancies(index: VacancyIndex, vacancy_id: str, k: int) -> tuple[Hit, ...]:
    """Give the k vacancies most like one, without itself; descending, equal scores by id.

    Each field counts by the cosine of its words and pairs of words, weighted by squared rarity;
    what a vacancy does not say gives nothing.

    Args:
        index: the vacancies.
        vacancy_id: the one that the others are compared with.
        k: most hits.

    Raises:
        InputError: k is negative, or the index holds no such vacancy.

    Cost: O(rows that share a word); the first call on an index adds O(all words).
    """
    row, count = index.row(vacancy_id), checked_count(k)
    parts = {name: _field_points(index, row, name) for name in _POINTS}
    parts["occupation"] = _occupation_points(index, index.facts[row])
    scores = np.sum(list(parts.values()), axis=0).astype(np.int32)
    is_other = scores > 0
    is_other[row] = False
    return tuple(_hit(index, found, parts) for found in best_rows(scores, is_other, count).tolist())


def _hit(index: VacancyIndex, row: int, parts: dict[str, Sums]) -> Hit:
    reasons = tuple(
        Reason(name, int(points[row]), *_SENTENCES[name])
        for name, points in parts.items()
        if points[row]
    )
    return Hit(index.ids[row], sum(reason.points for reason in reasons), reasons)


def _field_points(index: VacancyIndex, row: int, name: str) -> Sums:
    """Give the cosine with one field of a vacancy, as points: int64[n]."""
    found = index.words.plain[name]
    lengths = index.word_lengths[name]
    sums = np.zeros(len(index), dtype=np.int64)
    for rows in found.find(_keys(index, index.facts[row], name)):
        if len(rows):
            sums[rows] += rarity(len(rows), len(index)) ** 2
    most = np.maximum(lengths * lengths[row], 1)
    points: Sums = np.minimum(sums * _POINTS[name] // most, _POINTS[name])
    return points


def _keys(index: VacancyIndex, vacancy: VacancyFacts, name: str) -> Sequence[int]:
    texts: dict[str, Sequence[str]] = {
        TITLE: (vacancy.title,),
        TEXT: (vacancy.text,),
        SKILLS: vacancy.skills,
        EMPLOYER: (vacancy.employer,),
    }
    read = stream([texts[name]], index.words.lexicon, LONGEST[name])
    keys: list[int] = np.unique(
        keys_of(read.plain(index.words.lexicon), with_pairs=True)[0]
    ).tolist()
    return keys


def _occupation_points(index: VacancyIndex, vacancy: VacancyFacts) -> Sums:
    if not vacancy.occupation:
        return np.zeros(len(index), dtype=np.int64)
    column = index.offers.columns["occupation"]
    wishes = index.terms.by_key["occupation"].encode_wishes([(vacancy.occupation,)])
    shared: Codes = shared_table(wishes, column.encoded).max(axis=0, initial=0)
    return np.array(_OCCUPATION, dtype=np.int64)[shared[column.rows.codes]]
