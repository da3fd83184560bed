"""Seeded vacancies and persons as files: invented, as varied as a province's own."""

from __future__ import annotations

import csv
import sqlite3
import sys
from contextlib import closing
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from random import Random
from typing import Any

import yaml

from sanviec.kernel.places import load_gazetteer

COLUMNS = (
    "Mã tin",
    "Tên công việc",
    "Doanh nghiệp",
    "Nơi làm việc",
    "Mức lương",
    "Kinh nghiệm",
    "Số lượng tuyển",
    "Hạn nộp",
    "Mô tả",
    "Yêu cầu",
    "Quyền lợi",
)

# Closing days lie ahead of the day of the run: a file of the past would be refused row by row.
FIRST_CLOSING, LAST_CLOSING = 30, 300
TAILS = ("", "ca ngày", "đi làm ngay", "lương tháng 13", "gấp")


def trades() -> list[dict[str, Any]]:
    """The demo's trades."""
    text = (files("sanviec") / "cli" / "demo_world" / "data" / "trades.yaml").read_text(
        encoding="utf-8"
    )
    rows: list[dict[str, Any]] = yaml.safe_load(text)
    return rows


def workplaces() -> list[str]:
    """Every commune of today in full words."""
    gazetteer = load_gazetteer()
    return [
        f"{commune.full_name}, {province.name}"
        for province in gazetteer.provinces()
        for commune in gazetteer.communes(province.code)
    ]


def write_vacancies(path: Path, count: int, *, on: date, seed: int = 1) -> Path:
    """A CSV file of invented vacancies that are open on a day."""
    rng, rows, places = Random(seed), trades(), workplaces()
    weights = [row["weight"] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(count):
            writer.writerow(_vacancy(rng, rng.choices(rows, weights)[0], places, number, on))
    return path


def check_imported(home: str, count: int) -> None:
    """See that a file was written to the embedded database: refused rows would be fast.

    Raises:
        SystemExit: other than so many vacancies stand there.
    """
    with closing(sqlite3.connect(Path(home) / "sanviec.sqlite3")) as database:
        (found,) = database.execute("SELECT COUNT(*) FROM vacancies_vacancy").fetchone()
    if found != count:
        sys.exit(f"{found} of {count} vacancies were written")


def _vacancy(
    rng: Random, trade: dict[str, Any], places: list[str], number: int, on: date
) -> list[Any]:
    low, high = trade["wage"]
    step = rng.choice([-1, -0.5, 0, 0.5, 1, 2])
    months = trade["months"]
    closes = on + timedelta(days=rng.randint(FIRST_CLOSING, LAST_CLOSING))
    return [
        f"V{number:06d}",
        f"{trade['title']} {rng.choice(TAILS)}".strip(),
        f"Công ty Mẫu {rng.randint(1, 9_000)}",
        rng.choice(places),
        f"{low + step:g} - {high + step:g} triệu",
        f"{months} tháng" if months else "Không yêu cầu",
        rng.randint(*trade["openings"]),
        f"{closes:%d/%m/%Y}",
        trade["text"],
        trade["asks"],
        trade["gives"],
    ]
