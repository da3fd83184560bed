"""What a place is, and what is found when a text is read for places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Level = Literal["country", "province", "district", "commune"]


@dataclass(frozen=True, slots=True)
class Place:
    """One administrative unit in one period, or a foreign country.

    Args:
        code: Today's code ("08", "00004"), a former code ("02@63", "001@63", "00001@63"), or
            two letters of ISO 3166 for a country.
        level: Districts exist only among the former units.
        name: Name without its kind, such as "Ba Đình".
        name_en: The same for an English page, such as "Ba Dinh".
        full_name: Name with its kind, such as "Phường Ba Đình".
        parent: Code of the unit above in the same period; None for provinces and countries.
        lat: Degrees north of the centre; None where no source has it.
        lon: Degrees east of the centre.
        area_km2: None where the source is missing or plainly wrong.
        valid_from: First day of the unit; None when it is older than the tables.
        valid_to: Last day of the unit; None while it exists.
        successors: Today's codes that took over its land, the default one first; empty for
            units of today.
    """

    code: str
    level: Level
    name: str
    name_en: str
    full_name: str
    parent: str | None
    lat: float | None
    lon: float | None
    area_km2: float | None
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """One place named in a text.

    Args:
        code: The place as it was named; may be a former unit.
        today_code: The unit of today that stands for it.
        start: First character of the mention in the given text.
        end: One past the last character.
        text: The characters between start and end.
        score_0_100: How sure the reading is.
        is_exact: False when a typing error or wrong tone marks were forgiven.
        context: Spans elsewhere in the text that name a unit around this one and are spent on
            it, such as the province at the head of an address.
    """

    code: str
    today_code: str
    start: int
    end: int
    text: str
    score_0_100: int
    is_exact: bool
    context: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """All that a text says about where.

    Args:
        hits: Places in the order of the text.
        is_nationwide: "Toàn quốc" and the like: anywhere in the country.
        is_remote: "Từ xa", "remote": no place at all.
        is_abroad: "Nước ngoài" and the like, or a foreign country was named.
    """

    hits: tuple[PlaceHit, ...]
    is_nationwide: bool = False
    is_remote: bool = False
    is_abroad: bool = False


@dataclass(frozen=True, slots=True)
class MapPoint:
    """A commune of today as a dot on a map of the country.

    Args:
        code: The commune.
        province: Its province.
        lon: Degrees east.
        lat: Degrees north.
        area_km2: Size of the dot; the median of the province where the area is unknown.
    """

    code: str
    province: str
    lon: float
    lat: float
    area_km2: float
