"""Skills under other names: the synonym sets of ViSki, looked for among its terms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from sanviec.engines.matching import VacancyFacts

from .asking import Question
from .texts import Text

_FILE = "viski_skill_synonyms_train.json"
_TERMS = "viski_skill_terms_freq.tsv"
_DISTRACTORS = 4000


def read_sets(folder: Path) -> list[list[str]]:
    """Sets of at least two terms that differ in more than signs."""
    found = json.loads((folder / _FILE).read_text(encoding="utf-8"))
    sets = [sorted({_plain(term) for term in terms} - {""}) for terms in found.values()]
    return [terms for terms in sets if len(terms) > 1]


def _plain(term: str) -> str:
    return " ".join("".join(c if c.isalnum() or c in "+#." else " " for c in term).split())


def terms_of(folder: Path, sets: list[list[str]]) -> list[str]:
    """The members of the sets, and the most frequent other terms."""
    lines = (folder / _TERMS).read_text(encoding="utf-8").splitlines()
    frequent = [_plain(line.split("\t")[0]) for line in lines[:_DISTRACTORS]]
    return sorted({*frequent, *(term for terms in sets for term in terms)} - {""})


def as_texts(terms: list[str]) -> list[Text]:
    """Each term as the title of an advertisement."""
    return [Text(f"T{number}", term, "", "", "") for number, term in enumerate(terms)]


def as_vacancies(terms: list[str]) -> list[VacancyFacts]:
    """Each term as a skill that an advertisement asks for."""
    return [VacancyFacts(id=f"T{n}", title=term, skills=(term,)) for n, term in enumerate(terms)]


def synonym_questions(terms: list[str], sets: list[list[str]]) -> Iterator[Question]:
    """Each set once or twice: a member asks for the others."""
    ids = {term: f"T{number}" for number, term in enumerate(terms)}
    for number, members in enumerate(sets):
        for asked in {members[0], members[len(members) // 2]}:
            gold = tuple(frozenset({ids[one]}) for one in members if one != asked)
            half = ("dev", "test")[number % 2]
            yield Question(f"Y{number}{asked}", half, half, asked, gold, ids[asked])
