"""Seeded vacancies and persons as files: invented, as varied as a province's own."""

from __future__ import annotations

import csv
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


def write_vacancies(path: Path, count: int, *, seed: int = 1) -> Path:
    """A CSV file of invented vacancies."""
    rng, rows, places = Random(seed), trades(), workplaces()
    weights = [row["weight"] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for number in range(count):
            writer.writerow(_vacancy(rng, rng.choices(rows, weights)[0], places, number))
    return path


def _vacancy(rng: Random, trade: dict[str, Any], places: list[str], number: int) -> list[Any]:
    low, high = trade["wage"]
    step = rng.choice([-1, -0.5, 0, 0.5, 1, 2])
    months = trade["months"]
    return [
        f"V{number:06d}",
        f"{trade['title']} {rng.choice(TAILS)}".strip(),
        f"Công ty Mẫu {rng.randint(1, 9_000)}",
        rng.choice(places),
        f"{low + step:g} - {high + step:g} triệu",
        f"{months} tháng" if months else "Không yêu cầu",
        rng.randint(*trade["openings"]),
        f"{rng.randint(1, 28):02d}/12/2027",
        trade["text"],
        trade["asks"],
        trade["gives"],
    ]
