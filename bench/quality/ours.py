"""Our own search, as `sanviec search` does it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from dataclasses import replace
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import click

from sanviec.cli.facts import vacancy_facts
from sanviec.cli.files import records_of
from sanviec.cli.searching import answer
from sanviec.engines.matching import VacancyFacts, VacancyIndex, build_index
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

from .asking import Question

ON = date(2026, 11, 22)
_MOST = 11


def read_vacancies(path: Path, *, with_category: bool = True) -> list[VacancyFacts]:
    """Give the vacancies of a file as the engine sees them."""
    return [
        vacancy_facts(record if with_category else replace(record, category=None))
        for record in read_records(path, "vacancies")
    ]


def read_records(path: Path, kind: str) -> list[Any]:
    """Give the accepted rows of a file; the refused ones are not told here."""
    with redirect_stderr(StringIO()), click.Context(click.Command("bench"), obj={"lang": "vi"}):
        return records_of(str(path), kind, on=ON)[0]


def index_of(vacancies: Sequence[VacancyFacts]) -> VacancyIndex:
    """Give an index with the nation's tables."""
    return build_index(vacancies, gazetteer=load_gazetteer(), occupations=load_occupations())


class Search:
    """`sanviec search`."""

    name = "sanviec"
    setups = ("search",)

    def __init__(self, index: VacancyIndex) -> None:
        self._index = index

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best."""
        found = answer(self._index, asked.id, asked.text, top=_MOST, on=ON)
        hits: list[dict[str, Any]] = found["hits"]
        return [hit["vacancy_id"] for hit in hits]


class Engine:
    """Another function of the engine that gives ids for a question."""

    name = "sanviec"
    setups = ("engine",)

    def __init__(self, give: Callable[[Question], list[str]]) -> None:
        self._give = give

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best."""
        return self._give(asked)
