"""A row of a file of administrative units as a record."""

from __future__ import annotations

from typing import Final

from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.context import LookUps
from sanviec.engines.intake.records.model import PlaceRecord
from sanviec.engines.intake.records.values import parse_coordinate, parse_number
from sanviec.kernel.text import fold

_LEVELS: Final = {
    "province": "province", "tinh": "province", "thanh pho trung uong": "province",
    "thanh pho truc thuoc trung uong": "province", "district": "district", "huyen": "district",
    "quan": "district", "thi xa": "district", "commune": "commune", "xa": "commune",
    "phuong": "commune", "dac khu": "commune", "thi tran": "commune", "ward": "commune",
    "country": "country", "nuoc": "country", "quoc gia": "country",
}  # fmt: skip


def build_place(cells: Cells, look: LookUps) -> PlaceRecord:
    """Give the administrative unit of a row; what is wrong with it is collected in the cells."""
    on = look.context.on
    return PlaceRecord(
        id=cells.require("code"),
        name=cells.require("name"),
        name_en=cells.line("name_en"),
        full_name=cells.line("full_name"),
        level=_level(cells),
        parent=cells.line("parent"),
        lat=cells.read("lat", lambda text: parse_coordinate(text, 90)),
        lon=cells.read("lon", lambda text: parse_coordinate(text, 180)),
        area_km2=cells.read("area_km2", parse_number),
        valid_from=cells.date("valid_from", on),
        valid_to=cells.date("valid_to", on),
        successors=cells.items("successors"),
        extra=cells.extra(),
        relative_dates=tuple(cells.relative_dates),
    )


def _level(cells: Cells) -> str | None:
    text = cells.line("level")
    level = _LEVELS.get(fold(text))
    if text and level is None:
        cells.fail("level_unknown", "level", value=text)
    return level
