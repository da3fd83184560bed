"""``sanviec match``: two files in, the best pairs with their reasons out; no database."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
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
    rank_jobseekers,
)
from sanviec.engines.matching.index import sorted_by_id
from sanviec.engines.matching.mutual import mutual
from sanviec.engines.matching.spread import spread
from sanviec.kernel.errors import InputError

from .blocks import Ranking, blocks_of
from .chosen_vacancies import open_on_option, open_vacancies
from .cluster_address import check_cluster
from .facts import jobseeker_facts, vacancy_facts
from .fair_lists import checked_fair, fair_options, tell_spread
from .files import progressing, records_of, today
from .paths import check_output, refuse_input_twice
from .spreading import spread as spread_work
from .weights import weights_of
from .wording import say

# With how many blocks of people more processes pay.
_FEW_BLOCKS = 4


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
@click.option("--explain", is_flag=True, help="Thêm cột improvements: điều gì sẽ làm tăng điểm.")
@click.option("--cluster", help="Bộ điều phối Dask (tcp://máy:8786): xếp việc trên nhiều máy.")
@open_on_option
@fair_options
def match(jobseekers: str, vacancies: str, on: Any, out: str, **options: Any) -> None:
    """Ghép người tìm việc với việc làm, kèm lý do cộng thành điểm.

    Ví dụ: sanviec match --jobseekers nguoi.csv --vacancies viec.csv.gz --top 10 --out ghep.csv
    """
    refuse_input_twice(jobseekers, vacancies)
    check_output(out, jobseekers, vacancies)
    fair = checked_fair(options["direction"], (jobseekers, vacancies, out), options)
    cluster = _checked_cluster(options, is_exact=fair is None)
    _refuse_mutual_changes(options)
    weights = weights_of(options["weights"])
    day = on.date() if on else today()
    read, _ = records_of(vacancies, "vacancies", on=day)
    offers = open_vacancies(read, open_on=options["open_on"], day=day)
    people, _ = records_of(jobseekers, "jobseekers", on=day)
    facts = sorted_by_id(vacancy_facts(record) for record in offers)
    ranking = Ranking(facts, weights, options["top"], day, options["explain"])
    seekers = sorted((jobseeker_facts(record) for record in people), key=lambda s: s.id)
    if cluster is not None:
        rows = _cluster_rows(cluster, ranking, seekers)
    elif fair is None:
        rows = _exact_rows(ranking, seekers, options["direction"])
    else:
        rule = replace(fair.rule, first=fair.chosen_first(people))
        index = ranking.index()
        found = spread(index, seekers, ranking.top, on=day, rule=rule)
        tell_spread(found, fair)
        rows = ranking.rows_of(index, seekers, found.lists())
    target: Any = sys.stdout.buffer if out == "-" else out
    suffix = ".csv" if out == "-" else None
    written = write_table(ranking.columns, progressing(rows, "ghép"), target, suffix=suffix)
    say(
        f"{len(seekers)} người, {len(offers)} việc, {written.rows} cặp.",
        f"{len(seekers)} jobseekers, {len(offers)} vacancies, {written.rows} pairs.",
    )


def _checked_cluster(options: dict[str, Any], *, is_exact: bool) -> str | None:
    """The address of the cluster, if one was named; what it cannot do is refused."""
    address: str | None = options["cluster"]
    if address is None:
        return None
    if options["direction"] != "jobseekers" or not is_exact:
        raise InputError(
            "--cluster chỉ dùng khi xếp việc cho người. Hãy bỏ --cluster, hoặc bỏ --spread và dùng "
            "--direction jobseekers.",
            "--cluster ranks vacancies for jobseekers only; leave out --cluster, or leave out "
            "--spread and use --direction jobseekers",
            field="--cluster",
            code="cluster_direction",
        )
    check_cluster(address)
    return address


def _refuse_mutual_changes(options: dict[str, Any]) -> None:
    """A mutual score is no sum of one side's terms: what raises it is not what raises a pair's."""
    if options["explain"] and options["direction"] == "mutual":
        raise InputError(
            "--explain không dùng được với --direction mutual. Hãy bỏ một trong hai.",
            "--explain cannot be used with --direction mutual; leave out one of them",
            field="--explain",
            code="explain_mutual",
        )


def _exact_rows(
    ranking: Ranking, seekers: list[JobseekerFacts], direction: str
) -> Iterator[list[Any]]:
    """The rows of exact lists on this machine, in the direction that was asked for."""
    index = ranking.index()
    if direction == "jobseekers":
        return _ranked_rows(ranking, index, seekers)
    lists = _lists(index, seekers, ranking.top, direction, ranking.on)
    return ranking.rows_of(index, seekers, lists)


def _ranked_rows(
    ranking: Ranking, index: VacancyIndex, seekers: list[JobseekerFacts]
) -> Iterator[list[Any]]:
    """The rows of everybody's exact list, told on all cores when there are many people."""
    # What the first list makes the index prepare is then there for every process.
    ranking.rows(index, seekers[:1])

    def rows(block: Sequence[JobseekerFacts]) -> list[list[Any]]:
        return ranking.rows(index, block)

    return chain.from_iterable(spread_work(rows, blocks_of(seekers), few=_FEW_BLOCKS, chunk=1))


def _cluster_rows(
    address: str, ranking: Ranking, seekers: list[JobseekerFacts]
) -> Iterator[list[Any]]:
    """The same rows from the machines of a cluster."""
    from .cluster import rank_on_cluster

    return chain.from_iterable(rank_on_cluster(address, ranking, blocks_of(seekers)))


def _lists(
    index: VacancyIndex, seekers: list[JobseekerFacts], top: int, direction: str, day: date
) -> Iterator[list[Match]]:
    """The exact lists by vacancy, or of both sides."""
    if direction == "vacancies":
        return _by_vacancy(index, seekers, top, day)
    return mutual(index, seekers, top, on=day)


def _by_vacancy(
    index: VacancyIndex, seekers: list[JobseekerFacts], top: int, day: date
) -> Iterator[list[Match]]:
    """For each vacancy, in the order of the ids, its best people."""
    people = JobseekerIndex(seekers, index)
    return rank_jobseekers(index, people, index.ids, top, on=day)
