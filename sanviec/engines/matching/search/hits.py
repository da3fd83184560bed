"""Hits in words: every point of a search with its reason."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

import numpy as np

from sanviec.engines.matching.conditions import (
    months_words,
    shift_mask,
    shift_words,
    type_mask,
    type_words,
)
from sanviec.engines.matching.facts import VacancyFacts
from sanviec.engines.matching.index import VacancyIndex
from sanviec.engines.matching.lexicon import syllables
from sanviec.engines.matching.postings import Rows
from sanviec.engines.matching.vacancy_words import EMPLOYER, SKILLS, TEXT, TITLE
from sanviec.engines.matching.wage import wage_of, wage_words
from sanviec.kernel.explanation import Reason
from sanviec.kernel.text import fold

from .conditions import Condition, Flags
from .model import Hit
from .points import POINTS
from .query import Term
from .relevance import Relevance

_Sentence = tuple[str, str]
_MOST_QUOTED_FROM = 2_000
_UNQUOTED = ("các chữ cần tìm", "the words looked for")
_FIELD_NAMES = {
    TITLE: ("tên việc", "title"),
    EMPLOYER: ("tên nơi tuyển", "employer"),
    SKILLS: ("kỹ năng", "skills"),
    TEXT: ("mô tả", "description"),
}


def hits(
    rows: Sequence[int],
    index: VacancyIndex,
    found: Relevance,
    conditions: Sequence[Condition],
    full: Flags,
    *,
    quotes_all: bool,
) -> tuple[Hit, ...]:
    """Give vacancies as hits.

    Args:
        rows: positions in the index, best first.
        index: the vacancies.
        found: how well they answer the words.
        conditions: the filters.
        full: bool[n], the vacancy fits and answers most of the words; others are loose.
        quotes_all: quote the words that a vacancy holds even where its trade says enough.
    """
    quoted = [row for row in rows if quotes_all or not found.occupation[row]]
    said = dict(zip(quoted, _where(quoted, found, index), strict=True))
    return tuple(
        _hit(row, index, found, conditions, (said.get(row, _UNQUOTED), not full[row]))
        for row in rows
    )


def _hit(
    row: int,
    index: VacancyIndex,
    found: Relevance,
    conditions: Sequence[Condition],
    told: tuple[_Sentence, bool],
) -> Hit:
    vacancy, (said, is_loose) = index.facts[row], told
    reasons = [*_words(row, found, said), *_occupation(row, vacancy, index, found)]
    unknown = []
    for condition in conditions:
        is_known = condition.is_known is None or bool(condition.is_known[row])
        unknown += [] if is_known else [condition.kind]
        points = condition.points_of(row, is_loose=is_loose or not found.is_direct[row])
        if points or not is_known:
            reasons.append(Reason(condition.kind, points, *_told(condition, row, vacancy)))
    if found.recent[row]:
        text = ("Tin mới đăng", "Published lately")
        reasons.append(Reason("recent", int(found.recent[row]), *text))
    score = sum(reason.points for reason in reasons)
    return Hit(vacancy.id, score, tuple(reasons), tuple(unknown), is_loose)


def _told(condition: Condition, row: int, vacancy: VacancyFacts) -> _Sentence:
    if condition.is_said is not None and condition.is_said[row]:
        return "Tên việc nói đúng điều cần tìm", "The title says what was asked for"
    if condition.kind == "place":
        return _PLACE[condition.is_known is None or bool(condition.is_known[row])]
    return _SAID[condition.kind](vacancy)


def _words(row: int, found: Relevance, said: _Sentence) -> list[Reason]:
    reasons = []
    points = int(found.words.points[row])
    if points:
        reasons.append(Reason("words", points, f"Có {said[0]}", f"Holds {said[1]}"))
    points = int(found.completeness[row])
    if points:
        told = ("Tên việc sát với câu tìm", "The title is close to the question")
        reasons.append(Reason("title", points, *told))
    if found.is_pasted[row]:
        told = ("Đúng tên việc đã gõ", "The title that was typed")
        reasons.append(Reason("pasted", POINTS.pasted, *told))
    points = int(found.recalled[row])
    if points:
        told = ("Tên việc và nơi tuyển có các chữ đã gõ", "Title and employer hold what was typed")
        reasons.append(Reason("recalled", points, *told))
    points = 0 if found.letters is None else int(found.letters[row])
    if points:
        told = ("Có chữ gần giống chữ đã gõ", "Holds words that look like those typed")
        reasons.append(Reason("letters", points, *told))
    if found.has_employer[row]:
        told = ("Đúng nơi tuyển đã nêu", "The named employer")
        reasons.append(Reason("employer", POINTS.employer, *told))
    if found.is_named[row]:
        told = ("Đúng tên việc đã nêu", "The named title")
        if found.has_employer[row]:
            told = ("Đúng tên việc và nơi tuyển đã nêu", "The named title and employer")
        reasons.append(Reason("named", POINTS.named, *told))
    return reasons


def _where(rows: Sequence[int], found: Relevance, index: VacancyIndex) -> list[_Sentence]:
    """Give for each row which words stand in which fields, pairs before single words."""
    said: list[_Sentence] = []
    held = {
        name: [
            (one.term, _held(one.plain[name], rows))
            for one in found.words.found
            if name in one.plain
        ]
        for name in _FIELD_NAMES
    }
    for place, row in enumerate(rows):
        parts = []
        for name, terms in held.items():
            held_here = {term.text: term for term, is_held in terms if is_held[place]}
            shown = [term for text, term in held_here.items() if " " in text]
            shown = shown or list(held_here.values())
            if shown:
                quoted = _as_written(shown, name, index.facts[row])
                parts.append((", ".join(quoted), *_FIELD_NAMES[name]))
        said.append(
            (
                "; ".join(f"“{quoted}” trong {name_vi}" for quoted, name_vi, _ in parts),
                "; ".join(f"“{quoted}” in the {name_en}" for quoted, _, name_en in parts),
            )
        )
    return said


def _as_written(said: Sequence[Term], name: str, vacancy: VacancyFacts) -> list[str]:
    """Give words as the vacancy spells them, and as looked for where its text has them apart."""
    texts = {
        TITLE: vacancy.title,
        EMPLOYER: vacancy.employer,
        SKILLS: " | ".join(vacancy.skills),
        TEXT: vacancy.text[:_MOST_QUOTED_FROM],
    }
    own = syllables(texts[name])
    plain = [_plain(word) for word in own]
    quoted = []
    for term in said:
        spans = (_span(plain, text) for text in (term.text, *(o.text for o in term.others)))
        span = next(filter(None, spans), None)
        quoted.append(" ".join(own[span[0] : span[1]]) if span else term.text)
    return list(dict.fromkeys(quoted))


@lru_cache(maxsize=1 << 15)
def _plain(word: str) -> str:
    """Give a word without marks; the words of titles and descriptions recur."""
    return fold(word)


def _span(plain: Sequence[str], text: str) -> tuple[int, int] | None:
    wanted = fold(text).split()
    starts = range(len(plain) - len(wanted) + 1)
    at = next((n for n in starts if plain[n : n + len(wanted)] == wanted), None)
    return None if at is None else (at, at + len(wanted))


def _held(found: Rows, rows: Sequence[int]) -> list[bool]:
    if not len(found) or not rows:
        return [False] * len(rows)
    wanted = np.array(rows, dtype=np.int32)
    places = np.minimum(found.searchsorted(wanted), len(found) - 1)
    held: list[bool] = (found[places] == wanted).tolist()
    return held


def _occupation(
    row: int, vacancy: VacancyFacts, index: VacancyIndex, found: Relevance
) -> list[Reason]:
    points = int(found.occupation[row])
    if not points:
        return []
    group = index.terms.occupations.get(vacancy.occupation or "")
    is_exact = points == POINTS.occupation[4]
    told_vi = "Đúng nghề" if is_exact else "Nghề gần với nghề cần tìm:"
    told_en = "The occupation asked for" if is_exact else "Close to the occupation asked for"
    title_vi = group.title_vi[:1].lower() + group.title_vi[1:]
    text_vi, text_en = f"{told_vi} {title_vi}", f"{told_en}: {group.title_en}"
    return [Reason("occupation", points, text_vi, text_en)]


def _wage(vacancy: VacancyFacts) -> _Sentence:
    return wage_words(wage_of(vacancy))


def _experience(vacancy: VacancyFacts) -> _Sentence:
    if vacancy.experience_months is None:
        return "Chưa rõ yêu cầu kinh nghiệm", "The experience asked is not known"
    if not vacancy.experience_months:
        return "Không yêu cầu kinh nghiệm", "No experience asked"
    asked_vi, asked_en = months_words(vacancy.experience_months)
    return f"Cần {asked_vi} kinh nghiệm", f"Experience asked: {asked_en}"


def _employment_type(vacancy: VacancyFacts) -> _Sentence:
    if not vacancy.employment_type:
        return "Chưa rõ hình thức làm việc", "The kind of work is not known"
    name_vi, name_en = type_words(type_mask([vacancy.employment_type]))
    return f"Việc {name_vi}", f"The work is {name_en}"


def _shift(vacancy: VacancyFacts) -> _Sentence:
    if not vacancy.shifts:
        return "Chưa rõ ca làm việc", "The shift is not known"
    name_vi, name_en = shift_words(shift_mask(vacancy.shifts))
    return f"Làm {name_vi}", f"Hours: {name_en}"


_PLACE = (
    ("Tin chỉ nêu tỉnh, chưa rõ nơi nào trong tỉnh", "Only the province of the workplace is known"),
    ("Đúng nơi cần tìm", "In the place asked for"),
)
_SAID: dict[str, Callable[[VacancyFacts], _Sentence]] = {
    "wage": _wage,
    "experience": _experience,
    "no_experience": _experience,
    "employment_type": _employment_type,
    "shift": _shift,
    "near_home": lambda _: ("Gần nhà", "Near home"),
    "papers": lambda _: (
        "Cần chứng chỉ hoặc ngoại ngữ đã nêu",
        "Asks for the named certificate or language",
    ),
    "remote": lambda _: ("Có nhắc đến làm việc từ xa", "Mentions work from home"),
}
