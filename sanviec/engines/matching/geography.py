"""Places as whole numbers, so that a distance is the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sin, sqrt

import numpy as np
from numpy.typing import NDArray

from .lookups import Gazetteer

COMMUNE, PROVINCE, COUNTRY, NATIONWIDE = 1, 2, 3, 4
# An area's number is today's province or a country; above these bits stands the former province.
AREA_BITS = 14
AREA_MASK = (1 << AREA_BITS) - 1
HOME_COUNTRY = "VN"
SOMEWHERE_ABROAD = "??"

# The unit sphere is laid on a grid of 0.6 m; sines differ between machines far below that.
_GRID = 10_000_000
_KM_PER_STEP = 6371.0088 / _GRID


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a code lies.

    Args:
        kind: commune, province, country or nationwide.
        area: today's province or the country as a number; above `AREA_BITS` the former province
            where it is known and today's was made of several.
        x, y, z: grid coordinates; those of the former province where one is named.
    """

    kind: int
    area: int
    x: int = 0
    y: int = 0
    z: int = 0


@dataclass(frozen=True, slots=True)
class Spots:
    """Spots as columns, int64[n] each."""

    kind: NDArray[np.int64]
    area: NDArray[np.int64]
    xyz: NDArray[np.int64]


def is_country(code: str) -> bool:
    """True for a code of two letters."""
    return len(code) == 2 and not code.isdigit()


def is_abroad(code: str) -> bool:
    """True for a country other than Viet Nam."""
    return is_country(code) and code != HOME_COUNTRY


def spot_of(code: str, gazetteer: Gazetteer) -> Spot:
    """Give the spot of a code of any period: of today's unit, or of a former province.

    Raises:
        InputError: the gazetteer does not know the code.
    """
    if code == HOME_COUNTRY:
        return Spot(NATIONWIDE, 0)
    if is_country(code):
        return Spot(COUNTRY, 1000 + 128 * ord(code[0]) + ord(code[1]))
    return _domestic_spot(code, gazetteer)


def _domestic_spot(code: str, gazetteer: Gazetteer) -> Spot:
    today = gazetteer.today(code)
    place, province = gazetteer.get(today), gazetteer.province_of(today)
    is_commune = place.level == "commune" and place.lat is not None
    # A former unit that became a province stands for the former province; any other for its heir.
    former = gazetteer.former_province_of(code if place.level == "province" else today)
    area = int(province) + (int(former[:2]) << AREA_BITS if former else 0)
    centre = place if is_commune else gazetteer.get(former or province)
    x, y, z = _grid(centre.lat or 0.0, centre.lon or 0.0)
    return Spot(COMMUNE if is_commune else PROVINCE, area, x, y, z)


def _grid(lat: float, lon: float) -> tuple[int, int, int]:
    phi, lam = radians(lat), radians(lon)
    flat = cos(phi)
    return (
        round(_GRID * flat * cos(lam)),
        round(_GRID * flat * sin(lam)),
        round(_GRID * sin(phi)),
    )


def spots(found: Sequence[Spot]) -> Spots:
    """Give spots as columns."""
    table = np.array([(s.kind, s.area, s.x, s.y, s.z) for s in found], dtype=np.int64)
    table = table.reshape(-1, 5)
    return Spots(table[:, 0], table[:, 1], np.ascontiguousarray(table[:, 2:]))


def km_between(here: Spot, there: Spot) -> int:
    """Give the straight distance in whole kilometres, rounded down."""
    square = (here.x - there.x) ** 2 + (here.y - there.y) ** 2 + (here.z - there.z) ** 2
    return int(sqrt(float(square)) * _KM_PER_STEP)


def km_table(here: Spots, there: Spots) -> NDArray[np.int64]:
    """Give `km_between` of every pair: int64[n_here, n_there]."""
    square = np.zeros((len(here.kind), len(there.kind)), dtype=np.int64)
    for axis in range(3):
        gap = here.xyz[:, axis, None] - there.xyz[None, :, axis]
        square += gap * gap
    return (np.sqrt(square.astype(np.float64)) * _KM_PER_STEP).astype(np.int64)


@lru_cache(maxsize=8)
def points_by_km(breaks: tuple[tuple[int, int], ...]) -> tuple[int, ...]:
    """Give the points for 0, 1, 2 … km up to the last break, straight between breaks, rounded down.

    Beyond the last break its points go on.
    """
    first_km, first = breaks[0]
    points = [first] * (first_km + 1)
    for (km, high), (next_km, low) in zip(breaks, breaks[1:], strict=False):
        span = next_km - km
        points += [high - -(-(high - low) * step // span) for step in range(1, span + 1)]
    return tuple(points)
