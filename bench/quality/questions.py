"""Our own questions about a file of vacancies, with the vacancies that answer each.

No text of the file is kept here: questions about named vacancies are templates, filled when the
bench runs. Questions of the half "dev" were looked at while rules were written; those of the half
"test" were written before the rules met them and were only counted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sanviec.kernel.text import fold

from .asking import Question
from .texts import Row

HALVES = ("dev", "test")

_QUESTIONS = Path(__file__).parents[1] / "questions"
_NAMED_OF_EACH_KIND = 30
# Which vacancies the halves name.
_OFFSETS = (0, 5)
_NOT_A_WORD = re.compile(r"[^a-z0-9+#]+")
_NAMES_EMPLOYER = re.compile(r"\{(employer|short)")
# What people leave out of a firm's name.
_LEGAL_FORM = re.compile(
    r"\b(chi nhánh|văn phòng đại diện|tổng công ty|công ty|tnhh|mtv|một thành viên|cổ phần|cp"
    r"|tập đoàn|hộ kinh doanh|địa điểm kinh doanh)\b",
    re.IGNORECASE,
)


def search_questions(jobs: Sequence[Row]) -> list[Question]:
    """The questions for work by trade, place, wage and experience, gold by their criteria."""
    found = []
    for asked in _lines("search.jsonl"):
        gold = tuple(frozenset({job["id"]}) for job in jobs if _fits(job, asked["gold"]))
        found.append(
            Question(
                asked["id"], f"search, {asked['half']}", asked["half"], asked["question"], gold
            )
        )
    return found


def _lines(name: str) -> list[dict[str, Any]]:
    text = (_QUESTIONS / name).read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def _fits(job: Row, asked: Mapping[str, Any]) -> bool:
    """Tell whether a vacancy meets every criterion; a wage that is not stated meets none."""
    in_title = _holds(job["title"], asked.get("title", ()))
    return (
        (in_title or _holds(job["industry"], asked.get("industry", ())))
        and not _holds(job["title"], asked.get("not_title", ()))
        and ("province" not in asked or fold(asked["province"]) in _provinces(job))
        and ("not_province" not in asked or fold(asked["not_province"]) not in _provinces(job))
        and _wage_reach(job) >= asked.get("wage_at_least_vnd", 0)
        and _number(job["experience_months"]) <= asked.get("experience_at_most_months", 10**6)
        and asked.get("employment_type", "").upper() in ("", job["job_type"])
    )


def _holds(text: str, phrases: Sequence[str]) -> bool:
    plain = f" {_NOT_A_WORD.sub(' ', fold(text))} "
    return any(f" {phrase} " in plain for phrase in phrases)


def _provinces(job: Row) -> set[str]:
    return {fold(place.partition(":")[0]) for place in job["locations"].split(";")}


def _wage_reach(job: Row) -> float:
    return _number(job["salary_max"]) or _number(job["salary_min"])


def _number(text: str) -> float:
    return float(text) if text else 0.0


def named_questions(jobs: Sequence[Row]) -> list[Question]:
    """Questions for details of one named vacancy and comparisons of two, from templates."""
    ordered = sorted(jobs, key=lambda job: job["id"])
    step = len(ordered) // _NAMED_OF_EACH_KIND
    found = []
    for kind, size in (("details", 1), ("compare", 2)):
        templates = [line["template"] for line in _lines("named.jsonl") if line["kind"] == kind]
        for number in range(2 * _NAMED_OF_EACH_KIND):
            half, place = divmod(number, _NAMED_OF_EACH_KIND)
            first = place * step + _OFFSETS[half]
            other = ordered[(first + 5 * step + 1) % len(ordered)]
            named = (ordered[first], other)[:size]
            template = templates[number % len(templates)]
            found.append(_named(f"{kind[0].upper()}{number + 1:02}", template, named, jobs))
    return found


def _named(name: str, template: str, named: Sequence[Row], jobs: Sequence[Row]) -> Question:
    group = "details" if len(named) == 1 else "compare"
    half = HALVES[int(name[1:]) > _NAMED_OF_EACH_KIND]
    gold = tuple(
        frozenset({job["id"]})
        if _NAMES_EMPLOYER.search(template)
        else frozenset(other["id"] for other in jobs if fold(other["title"]) == fold(job["title"]))
        for job in named
    )
    return Question(name, f"{group}, {half}", half, template.format(**_words(named)), gold)


def _words(named: Sequence[Row]) -> dict[str, str]:
    words: dict[str, str] = {}
    for suffix, job in zip(("", "_2"), named, strict=False):
        title, employer = job["title"], job["company"]
        short = short_name(employer)
        words |= {
            f"title{suffix}": title,
            f"title{suffix}_plain": fold(title),
            f"title{suffix}_lower": title.lower(),
            f"employer{suffix}": employer,
            f"employer{suffix}_lower": employer.lower(),
            f"short{suffix}": short,
            f"short{suffix}_plain": fold(short),
        }
    return words


def short_name(employer: str) -> str:
    """A firm's name as people say it, without its legal form."""
    return " ".join(_LEGAL_FORM.sub(" ", employer).split()) or employer
