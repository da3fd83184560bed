"""Rows of the administrative tables, as the package `vietnamadminunits` carries them.

The package itself is never imported: its `__init__` loads parsers and geometry libraries.
Source: vietnamadminunits 1.0.4 (MIT), `data/dataset.db` and `data/converter_2025.json`.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from sanviec.kernel.errors import SanViecError

_TODAY = """
    SELECT provinceCode, province, provinceLat, provinceLon, provinceKey,
           wardCode, ward, wardLat, wardLon, wardAreaKm2, wardKey
    FROM admin_units
"""
_FORMER = """
    SELECT provinceCode, province, provinceLat, provinceLon, provinceKey,
           districtCode, district, districtLat, districtLon, districtKey,
           wardCode, ward, wardLat, wardLon, wardKey
    FROM admin_units_legacy
"""


class RawUnit(NamedTuple):
    """One unit as published. `key` is the joined key that the conversion table uses."""

    code: str
    full_name: str
    parent: str | None
    lat: float | None
    lon: float | None
    area_km2: float | None
    key: str


@dataclass(frozen=True, slots=True)
class RawTables:
    """Everything the package says.

    `moves` holds one (former key, today's key, is_default) for each pair of units that share
    land; keys are "province_ward" today and "province_district_ward" before.
    """

    provinces: list[RawUnit]
    communes: list[RawUnit]
    former_provinces: list[RawUnit]
    former_districts: list[RawUnit]
    former_communes: list[RawUnit]
    moves: list[tuple[str, str, bool]]
    province_moves: list[tuple[str, str]]


def read_tables() -> RawTables:
    """Give the published rows of both periods.

    Raises:
        SanViecError: The package is not installed.
    Cost: about 60 ms.
    """
    folder = _package_data()
    with closing(sqlite3.connect(f"{(folder / 'dataset.db').as_uri()}?mode=ro", uri=True)) as db:
        today = db.execute(_TODAY).fetchall()
        former = db.execute(_FORMER).fetchall()
    changes = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    return RawTables(
        provinces=_distinct(RawUnit(r[0], r[1], None, r[2], r[3], None, r[4]) for r in today),
        communes=[RawUnit(r[5], r[6], r[0], r[7], r[8], r[9], f"{r[4]}_{r[10]}") for r in today],
        former_provinces=_distinct(
            RawUnit(r[0], r[1], None, r[2], r[3], None, r[4]) for r in former
        ),
        former_districts=_distinct(
            RawUnit(r[5], r[6], r[0], r[7], r[8], None, f"{r[4]}_{r[9]}_") for r in former
        ),
        former_communes=[
            RawUnit(r[10], r[11], r[5], r[12], r[13], None, f"{r[4]}_{r[9]}_{r[14]}")
            for r in former
            if r[10]
        ],
        moves=list(_moves(changes)),
        province_moves=[
            (before, now) for now, group in changes["DICT_PROVINCE"].items() for before in group
        ],
    )


def read_csv(name: str) -> list[dict[str, str]]:
    """Give the rows of one of our own tables in `data/`."""
    text = files(__package__).joinpath("data").joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _package_data() -> Path:
    spec = find_spec("vietnamadminunits")
    if spec is None or not spec.submodule_search_locations:
        raise SanViecError("package vietnamadminunits is not installed; see requirements/base.in")
    return Path(spec.submodule_search_locations[0]) / "data"


def _distinct(units: Iterator[RawUnit]) -> list[RawUnit]:
    return list({unit.code: unit for unit in units}.values())


def _moves(changes: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for province, communes in changes["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for commune, former in communes.items():
            for key in former:
                yield key, f"{province}_{commune}", True
    for province, divided in changes["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                yield key, f"{province}_{part['newWardKey']}", part["isDefaultNewWard"]
