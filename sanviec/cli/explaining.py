"""``sanviec explain``: one pair of two files, its sum, and what would raise it; no database."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

import click

from sanviec.engines.intake import JobseekerRecord
from sanviec.engines.matching import Explanation, JobseekerFacts, explain
from sanviec.engines.matching.improving import Improvement, Improvements, what_would_raise
from sanviec.kernel.errors import InputError

from .blocks import Ranking, improvement_record
from .chosen_vacancies import checked_vacancy
from .facts import jobseeker_facts, vacancy_facts
from .files import records_of, today
from .paths import refuse_input_twice
from .weights import weights_of
from .wording import worded


@click.command("explain")
@click.option("--jobseekers", required=True, help="Tệp người tìm việc.")
@click.option("--vacancies", required=True, help="Tệp việc làm.")
@click.option("--jobseeker", required=True, help="Mã người tìm việc trong tệp.")
@click.option("--vacancy", required=True, help="Mã việc làm trong tệp.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày tính; mặc định hôm nay.")
@click.option("--weights", help="Bảng điểm (.json), như sanviec learn --propose ghi ra.")
@click.option("--json", "as_json", is_flag=True, help="In JSON thay vì chữ cho người đọc.")
def explain_pair(jobseekers: str, vacancies: str, on: Any, **options: Any) -> None:
    """Giải thích điểm của một người với một việc, và điều gì sẽ làm tăng điểm.

    Ví dụ: sanviec explain --jobseekers nguoi.csv --vacancies viec.csv --jobseeker S1 --vacancy V1
    """
    refuse_input_twice(jobseekers, vacancies)
    weights = weights_of(options["weights"])
    day: date = on.date() if on else today()
    offers, _ = records_of(vacancies, "vacancies", on=day)
    people, _ = records_of(jobseekers, "jobseekers", on=day)
    facts = tuple(vacancy_facts(record) for record in offers)
    index = Ranking(facts, weights, 1, day).index()
    person = _person(people, options["jobseeker"])
    checked_vacancy(index, options["vacancy"], "--vacancy")
    explanation = explain(index, person, options["vacancy"], on=day)
    improvements = what_would_raise(index, person, explanation)
    if options["as_json"]:
        click.echo(json.dumps(_record(explanation, improvements), ensure_ascii=False))
    else:
        _show(explanation, improvements)


def _person(people: Iterable[JobseekerRecord], jobseeker_id: str) -> JobseekerFacts:
    for record in people:
        if record.id == jobseeker_id:
            return jobseeker_facts(record)
    raise InputError(
        f"Không có người tìm việc mang mã “{jobseeker_id}” trong tệp.",
        f"no jobseeker {jobseeker_id!r} in the file",
        field="--jobseeker",
        code="unknown_jobseeker",
    )


def _record(explanation: Explanation, improvements: Improvements) -> dict[str, Any]:
    return {
        "jobseeker_id": explanation.jobseeker_id,
        "vacancy_id": explanation.vacancy_id,
        "score": explanation.score,
        "feasible": explanation.is_feasible,
        "reasons": [
            {"term": r.term, "points": r.points, "text_vi": r.text_vi, "text_en": r.text_en}
            for r in explanation.reasons
        ],
        "missing": [
            {"code": m.code, "source": m.source, "text_vi": m.text_vi, "text_en": m.text_en}
            for m in explanation.missing
        ],
        "improvements": [improvement_record(change) for change in improvements.changes],
        "fixed": [missing.code for missing in improvements.fixed],
    }


def _show(explanation: Explanation, improvements: Improvements) -> None:
    for reason in explanation.reasons:
        click.echo(f"{reason.points:>4}  {worded(reason.text_vi, reason.text_en)}")
    click.echo(f"{explanation.score:>4}  {worded('Cộng', 'Sum')}")
    for missing in explanation.missing:
        told = worded(missing.text_vi, missing.text_en)
        click.echo(worded(f"Còn thiếu: {told}", f"Missing: {told}"))
    if improvements.fixed:
        click.echo(worded("Không ai thay đổi được điều này.", "Nobody can change that."))
    if improvements.changes:
        click.echo(worded("Điều gì sẽ làm tăng điểm?", "What would raise the score?"))
    for change in improvements.changes:
        click.echo(f"{change.points:>+4}  {worded(change.text_vi, change.text_en)}{_opens(change)}")


def _opens(change: Improvement) -> str:
    if change.opens:
        return worded(" (đủ điều kiện)", " (all requirements met)")
    left = len(change.missing)
    return worded(f" (còn thiếu {left})", f" ({left} still missing)") if change.meets else ""
