"""``sanviec search``: vacancies of a file found by questions as people type them; no database."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import click

from sanviec.engines.matching import Hit, VacancyIndex, build_index, similar_vacancies
from sanviec.engines.matching import search as search_vacancies
from sanviec.engines.matching.understanding import Understood, as_record, understand
from sanviec.kernel.errors import InputError
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.parameters import load_general_parameters
from sanviec.kernel.places import load_gazetteer

from .chosen_vacancies import checked_vacancy, open_on_option, open_vacancies
from .facts import vacancy_facts
from .files import records_of, today
from .paths import refuse_input_twice
from .questions import questions_of
from .wording import worded


@click.command("search")
@click.option("--vacancies", required=True, help="Tệp việc làm.")
@click.option("--query", help="Một câu hỏi.")
@click.option("--questions", help="Tệp câu hỏi JSONL; - là đầu vào chuẩn.")
@click.option("--similar", help="Mã một việc trong tệp: tìm việc tương tự.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 1_000))
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Ngày tính; mặc định hôm nay.")
@open_on_option
@click.option("--json", "as_json", is_flag=True, help="In JSON Lines thay vì chữ cho người đọc.")
def search(**options: Any) -> None:
    """Tìm việc bằng câu chữ thường ngày, không dấu hay viết tắt cũng được.

    Ví dụ: sanviec search --vacancies viec.csv.gz --query "ke toan ha noi luong tren 15tr"
    """
    asked = [options[name] for name in ("query", "questions", "similar")]
    if sum(one is not None for one in asked) != 1:
        raise InputError(
            "Cần đúng một trong ba: --query, --questions hoặc --similar.",
            "give exactly one of --query, --questions and --similar",
            code="question_options",
        )
    refuse_input_twice(options["vacancies"], options["questions"])
    day = options["on"].date() if options["on"] else today()
    read, _ = records_of(options["vacancies"], "vacancies", on=day)
    records = open_vacancies(read, open_on=options["open_on"], day=day)
    index = build_index(
        [vacancy_facts(record) for record in records],
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
    )
    if options["similar"] is not None:
        own = checked_vacancy(index, options["similar"], "--similar")
        found = {"id": own, "hits": like(index, own, options["top"])}
        click.echo(json.dumps(found, ensure_ascii=False))
        return
    as_json = options["as_json"] or options["questions"] is not None
    titles = {record.id: f"{record.title} – {record.employer}" for record in records}
    for number, text in _questions(options["query"], options["questions"]):
        found = answer(index, number, text, top=options["top"], on=day)
        if as_json:
            click.echo(json.dumps(found, ensure_ascii=False))
        else:
            _show(found, titles)


def _questions(query: str | None, path: str | None) -> Iterator[tuple[str, str]]:
    if query is not None:
        yield "1", query
    if path is not None:
        yield from questions_of(path)


def answer(index: VacancyIndex, number: str, text: str, *, top: int, on: date) -> dict[str, Any]:
    """What was understood and the best vacancies, as the contract's record."""
    asked: Understood = understand(
        text,
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        usd_vnd=load_general_parameters().integer("usd_vnd", on),
    )
    result = search_vacancies(index, asked, top, on=on)
    return {
        "id": number,
        "understood": as_record(asked),
        "total": result.total,
        "relaxations": [way.text_vi for way in result.relaxations],
        "hits": _records(result.hits),
    }


def like(index: VacancyIndex, vacancy_id: str, top: int) -> list[dict[str, Any]]:
    """Vacancies like one, as the hits of the contract's record."""
    return _records(similar_vacancies(index, vacancy_id, top))


def _records(hits: Iterable[Hit]) -> list[dict[str, Any]]:
    return [
        {
            "vacancy_id": hit.vacancy_id,
            "score": hit.score,
            "reasons": [
                {"term": r.term, "points": r.points, "text_vi": r.text_vi} for r in hit.reasons
            ],
        }
        for hit in hits
    ]


def _show(found: dict[str, Any], titles: dict[str, str]) -> None:
    filters = found["understood"]["filters"]
    chips = ", ".join(worded(row["label_vi"], row["label_en"]) for row in filters)
    if chips:
        click.echo(worded(f"Hiểu là: {chips}", f"Understood: {chips}"))
    else:
        click.echo(worded("Hiểu là: (không có điều kiện nào)", "Understood: (no condition)"))
    click.echo(worded(f"{found['total']} việc phù hợp.", f"{found['total']} vacancies fit."))
    for text in found["relaxations"][:3]:
        click.echo(worded(f"  Có thể nới: {text}", f"  Could be relaxed: {text}"))
    for rank, hit in enumerate(found["hits"], start=1):
        points = worded("điểm", "points")
        click.echo(f"{rank:>3}. {titles[hit['vacancy_id']]}  [{hit['score']} {points}]")
        for reason in sorted(hit["reasons"], key=lambda r: -r["points"])[:3]:
            click.echo(f"       {reason['text_vi']} ({reason['points']})")
