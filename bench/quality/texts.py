"""Advertisements as every system reads them."""

from __future__ import annotations

import csv
import gzip
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

Row = Mapping[str, str]

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Text:
    """One advertisement.

    Args:
        title: its title.
        names: employer and place.
        terms: wage, experience, level, kind of work and skills in words.
        body: everything else.
    """

    id: str
    title: str
    names: str
    terms: str
    body: str


def read_rows(path: Path) -> list[dict[str, str]]:
    """Every row of a CSV file, packed or not."""
    csv.field_size_limit(sys.maxsize)
    packed = path.suffix == ".gz"
    with (gzip.open if packed else open)(path, "rt", encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: Sequence[Row]) -> None:
    """Write rows of one layout as CSV."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)


def text_of(row: Row, key: str) -> Text:
    """Give the text of a row; numbers are written out as a person would read them."""
    return Text(
        row[key],
        row["title"],
        _joined(row, "company", "locations", "location"),
        " ".join(
            (_joined(row, "level", "experience", "salary", "employment_type", "job_type", "skills"),
             _wage(row), _experience(row))
        ).strip(),
        _joined(row, "industry", "category", "description", "requirements", "benefits"),
    )  # fmt: skip


def whole(text: Text) -> str:
    """Everything that an advertisement says."""
    return " ".join((text.title, text.names, text.terms, text.body))


def names(text: Text) -> str:
    """Title, employer and place."""
    return f"{text.title} {text.names}"


def _joined(row: Row, *names: str) -> str:
    return " ".join(filter(None, (row.get(name) or "" for name in names)))


def _wage(row: Row) -> str:
    ends = (row.get("salary_min") or "", row.get("salary_max") or "")
    said = [f"{float(end) / _MILLION:g}" for end in ends if end and row.get("salary") is None]
    return f"lương {' - '.join(said)} triệu" if said else ""


def _experience(row: Row) -> str:
    months = row.get("experience_months")
    if not months:
        return ""
    years, rest = divmod(int(float(months)), 12)
    return f"{years} năm kinh nghiệm" if not rest else f"{int(float(months))} tháng kinh nghiệm"
