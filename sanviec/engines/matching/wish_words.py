"""The words of a jobseeker's wishes, each with the points that it can give.

The points of a wished title are shared out over its words and word pairs, the rare ones first, so
that a title with all of them gives exactly the whole.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from sanviec.kernel.text import fold

from .facts import JobseekerFacts
from .lexicon import pair_key, syllables
from .occupation import known_code, special_groups
from .postings import Postings, rarity
from .vacancy_words import LONGEST, TEXT, TITLE, VacancyWords
from .weights import Weights

Weighted = tuple[tuple[int, int], ...]

_MOST_TITLES = 10
_MOST_TEXT_TERMS = 12
_MOST_TEXT_WORDS = 60
# A phrase of every fourth description says nothing about a vacancy.
_LEAST_TEXT_RARITY = 3
# A word that nearly nobody writes says less about a trade than its neighbours, not more.
_RAREST = 8
_FILLER_WORDS = "nhân viên chuyên cán bộ việc làm vị trí gấp cần tìm"
_FILLERS = frozenset((*_FILLER_WORDS.split(), *fold(_FILLER_WORDS).split()))


@dataclass(frozen=True, slots=True)
class WishWords:
    """Keys of one jobseeker's words with points, in the numbers of one population of vacancies.

    Args:
        marked: keys of titles written with marks.
        plain: keys of titles written without marks.
        skills: numbers of whole skill phrases.
        text: plain keys looked for in descriptions.
        said: the words behind the keys of `text`, as the jobseeker wrote them.
        is_classified: the jobseeker has an occupation code.
        title_most: most of a title's points where both sides have a code.
    """

    marked: Weighted
    plain: Weighted
    skills: Weighted
    text: Weighted
    said: dict[int, str]
    is_classified: bool
    title_most: int


def wish_words(jobseeker: JobseekerFacts, words: VacancyWords, weights: Weights) -> WishWords:
    """Give the words of a jobseeker's wishes. Cost: O(words × log n)."""
    codes = tuple(filter(None, map(known_code, jobseeker.occupations)))
    budget = title_budget(weights, codes)
    shares: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for title in sorted(set(jobseeker.wished_titles))[:_MOST_TITLES]:
        tokens = syllables(title)[: LONGEST[TITLE]]
        is_marked = fold(title) != " ".join(title.lower().split())
        keys = _keys(tokens, words, is_marked)
        found = (words.marked if is_marked else words.plain)[TITLE]
        kept = shares[0] if is_marked else shares[1]
        for key, points in _shared_out(keys, found, budget, words.n_rows):
            kept[key] = kept.get(key, 0) + points
    said = _text(jobseeker, words)
    return WishWords(
        tuple(sorted(shares[0].items())),
        tuple(sorted(shares[1].items())),
        _skills(jobseeker, words, weights),
        tuple(sorted((key, weights.text) for key in said)),
        said,
        bool(codes),
        budget,
    )


def title_budget(weights: Weights, codes: Collection[str]) -> int:
    """Give what a wished title is worth: the whole trade when no occupation code says it.

    Codes that hold unlike jobs say a digit less, and the title says it in their place.
    """
    if not codes:
        return max(weights.title, weights.trade_most - weights.occupation_unknown)
    return weights.title_wide if special_groups("wide").issuperset(codes) else weights.title


def is_filler(token: str) -> bool:
    """Tell whether a syllable of a title says nothing about the trade."""
    return token in _FILLERS


def _keys(tokens: Sequence[str], words: VacancyWords, is_marked: bool) -> dict[int, str]:
    """Give the keys of known syllables and neighbours, with the words as written."""
    known = words.lexicon.marked if is_marked else words.lexicon.plain
    said = tokens if is_marked else [fold(token) for token in tokens]
    numbers = [known.get(token) for token in said]
    keys = {
        number: token
        for token, number in zip(tokens, numbers, strict=True)
        if number is not None and not is_filler(token)
    }
    for position in range(len(numbers) - 1):
        first, second = numbers[position], numbers[position + 1]
        if first is None or second is None:
            continue
        if not (is_filler(tokens[position]) and is_filler(tokens[position + 1])):
            keys[pair_key(first, second)] = f"{tokens[position]} {tokens[position + 1]}"
    return keys


def _rated(keys: dict[int, str], found: Postings, n_rows: int) -> list[tuple[int, str, int]]:
    """Give (rarity, text, key) of keys that stand in some vacancy, rarest first."""
    counts = found.counts(list(keys))
    rated = [
        (min(rarity(count, n_rows), _RAREST), text, key)
        for (key, text), count in zip(keys.items(), counts, strict=True)
    ]
    return sorted((r for r in rated if r[0]), key=lambda r: (-r[0], r[1]))


def _telling(rare: int, text: str) -> int:
    """Give half for a lone syllable: "thủ" of "thủ kho" stands in other words as well."""
    return rare if " " in text else -(-rare // 2)


def _shared_out(
    keys: dict[int, str], found: Postings, budget: int, n_rows: int
) -> Iterable[tuple[int, int]]:
    """Give each key whole points by rarity that sum to the budget (largest remainder)."""
    weighed = [(_telling(r, text), text, key) for r, text, key in _rated(keys, found, n_rows)]
    rated = sorted(weighed, key=lambda r: (-r[0], r[1]))
    if not rated:
        return []
    total = sum(rare for rare, _, _ in rated)
    points = [budget * rare // total for rare, _, _ in rated]
    left = budget - sum(points)
    remainders = [(-(budget * rare % total), place) for place, (rare, _, _) in enumerate(rated)]
    for _, place in sorted(remainders)[:left]:
        points[place] += 1
    return [(key, given) for (_, _, key), given in zip(rated, points, strict=True) if given]


def _skills(jobseeker: JobseekerFacts, words: VacancyWords, weights: Weights) -> Weighted:
    numbers = {words.skill_numbers.get(fold(skill)) for skill in jobseeker.skills}
    return tuple((number, weights.skill) for number in sorted(n for n in numbers if n is not None))


def _text(jobseeker: JobseekerFacts, words: VacancyWords) -> dict[int, str]:
    """Give the rarest phrases of the wishes that descriptions hold, by key."""
    written = (*jobseeker.wished_titles[:_MOST_TITLES], *jobseeker.skills, jobseeker.text)
    keys: dict[int, str] = {}
    for phrase in written:
        tokens = syllables(phrase)[:_MOST_TEXT_WORDS]
        found = _keys(tokens, words, False)
        kept = found if len(tokens) == 1 else _only_pairs(found)
        keys = {**kept, **keys}
    rated = _rated(keys, words.plain[TEXT], words.n_described)
    rare = [(text, key) for rare, text, key in rated if rare >= _LEAST_TEXT_RARITY]
    return {key: text for text, key in rare[:_MOST_TEXT_TERMS]}


def _only_pairs(keys: dict[int, str]) -> dict[int, str]:
    return {key: text for key, text in keys.items() if " " in text}
