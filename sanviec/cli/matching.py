"""``sanviec match``: two files in, the best pairs with their reasons out; no database."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain
from typing import Any

import click

from sanviec.engines.intake import write_table
from sanviec.engines.matching import (
    JobseekerFacts,
    JobseekerIndex,
    Match,
    VacancyIndex,
    build_index,
    rank_jobseekers,
    rank_many,
)
from sanviec.engines.matching.mutual import mutual
from sanviec.engines.matching.spread import spread
from sanviec.kernel.explanation import Reason
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

from .facts import jobseeker_facts, vacancy_facts
from .fair_lists import checked_fair, fair_options, tell_spread
from .files import progressing, records_of, today
from .paths import check_output, refuse_input_twice
from .spreading import spread as spread_work
from .weights import weights_of
from .wording import say

# Jobseekers that a process ranks together, and with how many groups more processes pay.
_GROUP = 128
_FEW_GROUPS = 4
COLUMNS = ("jobseeker_id", "vacancy_id", "rank", "score", "reasons")


@click.command()
@click.option("--jobseekers", required=True, help="Tệp người tìm việc.")
@click.option("--vacancies", required=True, help="Tệp việc làm.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1_000))
@click.option(
    "--direction",
    type=click.Choice(["jobseekers", "vacancies", "mutual"]),
    default="jobseekers",
    show_default=True,
    help="Xếp việc cho người, người cho việc, hay hợp cả hai phía.",
)
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày tính; mặc định hôm nay.")
@click.option("--weights", help="Bảng điểm (.json), như sanviec learn --propose ghi ra.")
@click.option("--out", required=True, help="Tệp kết quả (.csv, .csv.gz, .xlsx, .parquet, .jsonl).")
@fair_options
def match(jobseekers: str, vacancies: str, on: Any, out: str, **options: Any) -> None:
    """Ghép người tìm việc với việc làm, kèm lý do cộng thành điểm.

    Ví dụ: sanviec match --jobseekers nguoi.csv --vacancies viec.csv.gz --top 10 --out ghep.csv
    """
    refuse_input_twice(jobseekers, vacancies)
    check_output(out, jobseekers, vacancies)
    fair = checked_fair(options["direction"], (jobseekers, vacancies, out), options)
    weights = weights_of(options["weights"])
    day = on.date() if on else today()
    offers, _ = records_of(vacancies, "vacancies", on=day)
    people, _ = records_of(jobseekers, "jobseekers", on=day)
    index = build_index(
        [vacancy_facts(record) for record in offers],
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        weights=weights,
    )
    seekers = sorted((jobseeker_facts(record) for record in people), key=lambda s: s.id)
    top = options["top"]
    if fair is None and options["direction"] == "jobseekers":
        rows = _ranked_rows(index, seekers, top, day)
    elif fair is None:
        rows = _rows(_lists(index, seekers, top, options["direction"], day))
    else:
        rule = replace(fair.rule, first=fair.chosen_first(people))
        found = spread(index, seekers, top, on=day, rule=rule)
        tell_spread(found, fair)
        rows = _rows(found.lists())
    target: Any = sys.stdout.buffer if out == "-" else out
    suffix = ".csv" if out == "-" else None
    written = write_table(COLUMNS, progressing(rows, "ghép"), target, suffix=suffix)
    say(
        f"{len(seekers)} người, {len(offers)} việc, {written.rows} cặp.",
        f"{len(seekers)} jobseekers, {len(offers)} vacancies, {written.rows} pairs.",
    )


def _ranked_rows(
    index: VacancyIndex, seekers: list[JobseekerFacts], top: int, day: date
) -> Iterator[list[Any]]:
    """The rows of everybody's exact list, told on all cores when there are many people."""
    # What the first list makes the index prepare is then there for every process.
    list(rank_many(index, seekers[:1], top, on=day))

    def rows(start: int) -> list[list[Any]]:
        return list(_rows(rank_many(index, seekers[start : start + _GROUP], top, on=day)))

    starts = range(0, len(seekers), _GROUP)
    return chain.from_iterable(spread_work(rows, starts, few=_FEW_GROUPS, chunk=1))


def _lists(
    index: VacancyIndex, seekers: list[JobseekerFacts], top: int, direction: str, day: date
) -> Iterator[list[Match]]:
    """The exact lists in the direction that was asked for."""
    if direction == "vacancies":
        return _by_vacancy(index, seekers, top, day)
    if direction == "mutual":
        return mutual(index, seekers, top, on=day)
    return rank_many(index, seekers, top, on=day)


def _by_vacancy(
    index: VacancyIndex, seekers: list[JobseekerFacts], top: int, day: date
) -> Iterator[list[Match]]:
    """For each vacancy, in the order of the ids, its best people."""
    people = JobseekerIndex(seekers, index)
    return rank_jobseekers(index, people, index.ids, top, on=day)


def _rows(lists: Iterator[list[Match]]) -> Iterator[list[Any]]:
    for matches in lists:
        for found in matches:
            reasons = json.dumps([_reason(r) for r in found.reasons], ensure_ascii=False)
            yield [found.jobseeker_id, found.vacancy_id, found.rank, found.score, reasons]


def _reason(reason: Reason) -> dict[str, Any]:
    return {"term": reason.term, "points": reason.points, "text_vi": reason.text_vi}
