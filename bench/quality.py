"""Search on real vacancies: recall at ten and mean reciprocal rank beside plain BM25.

    python -m bench.quality

Needs the real files (see `bench.report.shared_data`); about two minutes, the most of it for the
37,261 vacancies of the known-item search.
"""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bench.match import join_ads
from bench.quality_bm25 import Bm25
from bench.quality_questions import HALVES, Question, named_questions, search_questions
from bench.quality_slips import mistyped_titles
from bench.report import Report, clock, sanviec, shared_data
from sanviec.kernel.text import fold, nfc

ON = "2026-11-22"
_TITLES = 300
_SYSTEMS = ("sanviec", "BM25 folded", "BM25 as typed", "BM25 folded, titles only")
_FIELDS = (
    "title", "company", "industry", "category", "locations", "location", "level", "experience",
    "salary", "employment_type", "skills", "description", "requirements", "benefits",
)  # fmt: skip

Rows = Sequence[Mapping[str, str]]
Found = dict[str, dict[str, list[str]]]


def main() -> None:
    """Ask every question of every system and keep the table."""
    data = shared_data()
    if data is None:
        sys.exit("the real files are not here; set SANVIEC_SHARED")
    report = Report("quality")
    report.add("recall@10 / MRR", " | ".join(_SYSTEMS))
    with tempfile.TemporaryDirectory() as folder:
        jobs_file = data / "matching" / "topcv300_jobs_vi.csv.gz"
        jobs = read_rows(jobs_file)
        asked = [*search_questions(jobs), *named_questions(jobs)]
        found = answers(jobs_file, jobs, "id", asked, Path(folder))
        for group in ("search", "details", "compare"):
            add(report, f"300 vacancies, {group}", _of(asked, group), found)
            for half in HALVES:
                add(report, f"    {half} half", _of(asked, group, half), found)
        slips = list(mistyped_titles({job["id"]: job["title"] for job in jobs}, _TITLES))
        add_slips(report, jobs_file, (jobs, "id"), slips, Path(folder))
        ads_file = Path(folder) / "ads.csv"
        join_ads(data / "jobs", ads_file)
        ads = read_rows(ads_file)
        slips = list(mistyped_titles({ad["ad_id"]: ad["title"] for ad in ads}, _TITLES))
        add_slips(report, ads_file, (ads, "ad_id"), slips, Path(folder))
    report.finish()


def read_rows(path: Path) -> list[dict[str, str]]:
    """Every row of a CSV file, packed or not."""
    csv.field_size_limit(sys.maxsize)
    packed = path.suffix == ".gz"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def answers(file: Path, rows: Rows, key: str, asked: Sequence[Question], folder: Path) -> Found:
    """Give for each system and question the ten ids found."""
    ids = [row[key] for row in rows]
    texts = [" ".join(row.get(name) or "" for name in _FIELDS) for row in rows]
    titles = [row["title"] for row in rows]
    folded, titled = Bm25(ids, texts, fold), Bm25(ids, titles, fold)
    typed = Bm25(ids, texts, lambda text: nfc(text).lower())
    return {
        _SYSTEMS[0]: ours(file, asked, folder),
        _SYSTEMS[1]: _asked_of(folded.best, asked),
        _SYSTEMS[2]: _asked_of(typed.best, asked),
        _SYSTEMS[3]: _asked_of(titled.best, asked),
    }


def _asked_of(best: Callable[[str], list[str]], asked: Sequence[Question]) -> dict[str, list[str]]:
    return {question.id: best(question.text) for question in asked}


def ours(file: Path, asked: Sequence[Question], folder: Path) -> dict[str, list[str]]:
    """Give what `sanviec search` finds, through its command line."""
    questions = folder / "questions.jsonl"
    lines = (json.dumps({"id": q.id, "question": q.text}, ensure_ascii=False) for q in asked)
    questions.write_text("\n".join(lines), encoding="utf-8")
    arguments = ("--vacancies", str(file), "--questions", str(questions), "--on", ON)
    done = subprocess.run(
        sanviec("search", *arguments), check=True, stdout=subprocess.PIPE, encoding="utf-8"
    )
    found = map(json.loads, done.stdout.splitlines())
    return {answer["id"]: [hit["vacancy_id"] for hit in answer["hits"]] for answer in found}


def add_slips(
    report: Report, file: Path, rows: tuple[Rows, str], slips: Sequence[Question], folder: Path
) -> None:
    """One line for each kind of slip."""
    with clock() as seconds:
        found = answers(file, *rows, slips, folder)
    size = f"{len(rows[0]):,} vacancies"
    for group in dict.fromkeys(question.group for question in slips):
        add(report, f"{size}, {group}", _of(slips, group), found)
    report.add(f"{size}: seconds for all of it", f"{seconds[0]:.0f}")


def _of(asked: Sequence[Question], group: str, half: str = "") -> list[Question]:
    return [q for q in asked if q.group == group and half in ("", q.half)]


def add(report: Report, what: str, asked: Sequence[Question], found: Found) -> None:
    """One line: recall and reciprocal rank of every system."""
    cells = []
    for system in _SYSTEMS:
        recall = sum(q.recall(found[system][q.id]) for q in asked) / len(asked)
        rank = sum(q.reciprocal_rank(found[system][q.id]) for q in asked) / len(asked)
        cells.append(f"{recall:.3f} / {rank:.3f}")
    report.add(f"{what} ({len(asked)})", " | ".join(cells))


if __name__ == "__main__":
    main()
