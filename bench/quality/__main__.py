"""Ask every set of every system; see the package for what the sets are."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from bench.match import join_ads
from bench.report import Report, shared_data
from sanviec.cli.facts import jobseeker_facts
from sanviec.engines.matching import VacancyIndex, rank_many, similar_vacancies

from . import neighbours, reading, seekers, slips, synonyms
from .asking import Question
from .ours import ON, Engine, Search, index_of, read_records, read_vacancies
from .postgres import PostgresServer
from .questions import HALVES, named_questions, search_questions
from .table import PRECISION, RANK, RECALL, Table, with_server
from .texts import read_rows, text_of, write_rows

_TITLES = 300
_READINGS = 300
_NEIGHBOURS = 400
_MOST = 11


class Files:
    """Where the files are, and one folder for what is made of them."""

    def __init__(self, data: Path, folder: Path) -> None:
        self.jobs = data / "matching" / "topcv300_jobs_vi.csv.gz"
        self.full = data / "jobs" / "vn_full_ads_dev.csv.gz"
        self.skills = data / "matching"
        self.jobseekers = data / "seekers" / "timviec365_seekers_anon_dev.csv.gz"
        self.folder = folder
        self._ads: Path | None = None
        self._jobs_folder = data / "jobs"

    @property
    def ads(self) -> Path:
        """The full advertisements and every tenth listing in one file."""
        if self._ads is None:
            self._ads = self.folder / "ads.csv"
            join_ads(self._jobs_folder, self._ads)
            write_rows(self._ads, _thinned(read_rows(self._ads)))
        return self._ads


def _thinned(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    listings = [row for row in rows if row["ad_id"].startswith("L")]
    return [row for row in rows if not row["ad_id"].startswith("L")] + listings[::10]


def add_neighbours(table: Table, files: Files) -> None:
    """Two boards with their own categories."""
    careerviet = files.folder / "careerviet.csv"
    rows = [r for r in read_rows(files.full) if r["source"] == "careerviet" and r["category"]]
    write_rows(careerviet, rows)
    boards = (("TopCV", files.jobs, "id", "industry"),
              ("CareerViet", careerviet, "ad_id", "category"))  # fmt: skip
    for name, path, key, column in boards:
        rows = read_rows(path)
        texts = [text_of({**row, column: ""}, key) for row in rows]
        asked = list(neighbours.neighbour_questions(rows, texts, key, column, _NEIGHBOURS))
        index = index_of(read_vacancies(path, with_category=False))
        ours = Engine(partial(_similar, index))
        table.add_set(f"neighbours, {name}", ours, texts, asked, (PRECISION,))


def _similar(index: VacancyIndex, asked: Question) -> list[str]:
    return [hit.vacancy_id for hit in similar_vacancies(index, asked.itself, _MOST)]


def add_known(table: Table, files: Files) -> None:
    """Advertisements as people recall them."""
    rows = read_rows(files.ads)
    texts = [text_of(row, "ad_id") for row in rows]
    asked = list(slips.mistyped(rows, "ad_id", _TITLES, table.half))
    ours = Search(index_of(read_vacancies(files.ads)))
    table.add_set("known", ours, texts, asked, (RECALL, RANK))


def add_reading(table: Table, files: Files) -> None:
    """Wage, experience and place in words."""
    rows = read_rows(files.jobs)
    texts = [text_of(row, "id") for row in rows]
    asked = list(reading.reading_questions(rows, _READINGS))
    table.add_set(
        "reading", Search(index_of(read_vacancies(files.jobs))), texts, asked, (PRECISION,)
    )


def add_questions(table: Table, files: Files) -> None:
    """Our own questions, by kind and half."""
    rows = read_rows(files.jobs)
    texts = [text_of(row, "id") for row in rows]
    own = [*search_questions(rows), *named_questions(rows)]
    asked = [q for half in HALVES for q in own if q.half == half]
    ours = Search(index_of(read_vacancies(files.jobs)))
    table.add_set("questions", ours, texts, asked, (RECALL, RANK))


def add_synonyms(table: Table, files: Files) -> None:
    """Skills under other names."""
    sets = synonyms.read_sets(files.skills)
    terms = synonyms.terms_of(files.skills, sets)
    ours = Search(index_of(synonyms.as_vacancies(terms)))
    asked = list(synonyms.synonym_questions(terms, sets))
    table.add_set("synonyms", ours, synonyms.as_texts(terms), asked, (RECALL,))


def add_jobseekers(table: Table, files: Files) -> None:
    """Jobseekers against advertisements."""
    rows = read_rows(files.ads)
    texts = [text_of(row, "ad_id") for row in rows]
    people = read_rows(files.jobseekers)
    asked = list(seekers.jobseeker_questions(people, rows, "ad_id", table.half))
    index = index_of(read_vacancies(files.ads))
    table.add_set("jobseekers", _matches(index, files, asked), texts, asked, (PRECISION,))


def _matches(index: VacancyIndex, files: Files, asked: list[Question]) -> Engine:
    records = read_records(files.jobseekers, "jobseekers")
    wanted = {question.id.split()[0] for question in asked}
    people = [jobseeker_facts(record) for record in records if record.id in wanted]
    lists = rank_many(index, people, _MOST, on=ON)
    found = {
        person.id: [match.vacancy_id for match in matches]
        for person, matches in zip(people, lists, strict=True)
    }
    return Engine(lambda question: found[question.id.split()[0]])


SETS: dict[str, Callable[[Table, Files], None]] = {
    "neighbours": add_neighbours,
    "known": add_known,
    "reading": add_reading,
    "questions": add_questions,
    "synonyms": add_synonyms,
    "jobseekers": add_jobseekers,
}


def main() -> None:
    """Measure the sets named on the command line, all of them if none is."""
    data = shared_data()
    if data is None:
        sys.exit("the real files are not here; set SANVIEC_SHARED")
    wanted = sys.argv[1:]
    half = "dev" if "--dev" in wanted else "test"
    wanted = [name for name in wanted if name != "--dev"] or list(SETS)
    if unknown := set(wanted) - set(SETS):
        sys.exit(f"no such set: {', '.join(unknown)}; there are {', '.join(SETS)}")

    def work(server: PostgresServer | None) -> None:
        table = Table(Report("quality"), server, half)
        table.head()
        with tempfile.TemporaryDirectory() as folder:
            files = Files(data, Path(folder))
            for one in wanted:
                SETS[one](table, files)
        table.report.add("rows in which a peer leads", f"{len(table.behind)}")
        table.report.finish(is_kept=half == "test" and len(wanted) == len(SETS))

    with_server(work)


if __name__ == "__main__":
    main()
