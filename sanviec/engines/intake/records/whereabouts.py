"""Places of a row, and its occupations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.context import LookUps
from sanviec.kernel.errors import InputError
from sanviec.kernel.places import Gazetteer, PlaceHit

_DEPTH: Final = {"country": 0, "province": 1, "district": 2, "commune": 3}
_MIN_SCORE: Final = 50
# A title that names more places than this tells an area to travel, not a workplace.
_MOST_IN_TITLE: Final = 3


@dataclass(frozen=True, slots=True)
class ReadPlaces:
    """Places as today's codes and as they were named."""

    today: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    is_nationwide: bool = False
    is_remote: bool = False
    is_abroad: bool = False


def read_places(cells: Cells, look: LookUps, *, is_at_address: bool, title: str = "") -> ReadPlaces:
    """Give the places of the cell `place`, with those of `address` if the work is there.

    An address makes a lone province more precise, and so does a title ("… Tại Hà Đông") where
    there is no better one; a province beside one of its communes says nothing more and is left
    out. What is not recognised gets a notice.
    """
    text = cells.line("place")
    address = cells.line("address") if is_at_address else ""
    reading = look.places(text or address)
    hits = list(reading.hits)
    if text and address and len(hits) <= 1:
        hits = _more_precise(hits, address, look)
    if title and len(hits) == 1:
        precise = _more_precise(hits, title, look)
        hits = precise if len(precise) <= _MOST_IN_TITLE else hits
    says_where = hits or reading.is_nationwide or reading.is_remote or reading.is_abroad
    if (text or address) and not says_where:
        cells.note("place_unresolved", "place" if text else "address", value=text or address)
    kept = _without_wholes(hits, look.context.gazetteer)
    return ReadPlaces(
        today=tuple(dict.fromkeys(hit.today_code for hit in kept)),
        named=tuple(dict.fromkeys(hit.code for hit in kept)),
        is_nationwide=reading.is_nationwide,
        is_remote=reading.is_remote,
        is_abroad=reading.is_abroad,
    )


def home_of(address: str, look: LookUps) -> str | None:
    """Give today's code of the most precise place that an address names."""
    hits = look.places(address).hits if address else ()
    depth = look.context.gazetteer.get
    deepest = max(hits, key=lambda hit: _DEPTH[depth(hit.code).level], default=None)
    return deepest.today_code if deepest else None


def _more_precise(hits: list[PlaceHit], address: str, look: LookUps) -> list[PlaceHit]:
    gazetteer = look.context.gazetteer
    within = hits[0].code if hits else None
    if within and gazetteer.get(within).level != "province":
        return hits
    province = gazetteer.province_of(within) if within else None
    found = [
        hit
        for hit in look.places_within(address, province).hits
        if province is None or gazetteer.province_of(hit.code) == province
    ]
    return found or hits


def _without_wholes(hits: Iterable[PlaceHit], gazetteer: Gazetteer) -> list[PlaceHit]:
    hits = list(hits)
    if len(hits) < 2:
        return hits
    depths = [_DEPTH[gazetteer.get(hit.code).level] for hit in hits]
    provinces = [gazetteer.province_of(hit.code) for hit in hits]
    detailed = {p for p, depth in zip(provinces, depths, strict=True) if depth > 1}
    return [
        hit
        for hit, province, depth in zip(hits, provinces, depths, strict=True)
        if depth != 1 or province not in detailed
    ]


def occupation_by_code(cells: Cells, look: LookUps) -> str | None:
    """Give the file's own occupation code if it exists; another one is an error of the row."""
    code = cells.line("occupation_code").removesuffix(".0")
    if not code:
        return None
    try:
        return look.context.occupations.get(code).code
    except InputError:
        cells.fail("occupation_unknown", "occupation_code", value=code)
        return None


def occupation_of(text: str, look: LookUps) -> tuple[str, int] | None:
    """Give the code of the occupation that a title names best, and how sure it is."""
    hit = look.occupation(text) if text else None
    return (hit.code, hit.score_0_100) if hit and hit.score_0_100 >= _MIN_SCORE else None
