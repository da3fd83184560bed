"""The map: the country drawn as its communes, coloured by how many vacancies are open."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import cos, pi, radians, sqrt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from sanviec.apps.reference.selectors import gazetteer
from sanviec.apps.vacancies.open_figures import OpenFigures, open_figures
from sanviec.kernel.places import MapPoint
from sanviec.web.requests import HouseRequest

# The window on the globe, degrees; 100 units of the picture are one degree of latitude.
WEST, NORTH, EAST, SOUTH = 101.7, 23.7, 115.5, 7.3
_SCALE = 100
_NARROWING = cos(radians(16))
_KM_A_DEGREE = 111.2
# A dot covers about the area of its commune, but never less than a finger can see.
_LEAST_WIDTH, _MOST_WIDTH, _FILL = 5, 32, 0.92
_ISLAND_WIDTH = 12
# Lower ends of the colour steps: number of open vacancies in a province.
STEPS = (1, 10, 50, 200, 1000)
# Islands of the two archipelagos besides the centre that the table of communes knows. They are
# drawn so that the archipelagos look like what they are; positions are rounded, for a picture.
HOANG_SA = ((16.83, 112.34), (16.53, 111.61), (16.45, 111.71), (15.78, 111.20), (16.67, 112.73))
TRUONG_SA = (
    (8.64, 111.92),
    (11.43, 114.33),
    (10.18, 114.37),
    (9.88, 114.33),
    (10.38, 114.48),
    (7.89, 112.92),
    (8.97, 113.69),
    (8.81, 113.98),
    (11.05, 114.28),
)
_ARCHIPELAGOS = {"48": HOANG_SA, "56": TRUONG_SA}
# Names that help to find one's way: province code, side of the centre on which it stands.
_NAMED = {
    "01": "left",
    "31": "right",
    "40": "left",
    "46": "left",
    "48": "right",
    "66": "left",
    "79": "right",
    "92": "left",
    "96": "left",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The dots of one size in one province: a path of points drawn with round ends."""

    width: int
    path: str


@dataclass(frozen=True, slots=True)
class Area:
    """One province on the map and in the table."""

    code: str
    name: str
    vacancies: int
    openings: int
    step: int
    shapes: tuple[Shape, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """A word on the map."""

    text: str
    x: int
    y: int
    side: str


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the legend; ``most`` is None in the last one."""

    number: int
    least: int
    most: int | None


@require_safe
def country(request: HouseRequest) -> HttpResponse:
    """The map with its table, and work abroad below."""
    figures = open_figures(timezone.localdate())
    areas = [_area(place.code, figures, drawn=True) for place in gazetteer().provinces()]
    abroad = [code for code in figures.by_area if code.isalpha() and code in gazetteer()]
    context = {
        "figures": figures,
        "areas": areas,
        "rows": sorted(areas, key=lambda area: (-area.vacancies, area.code)),
        "abroad": sorted(
            (_area(code, figures) for code in abroad), key=lambda area: (-area.vacancies, area.code)
        ),
        "labels": labels(),
        "legend": legend(),
        "width": _x(EAST),
        "height": _y(SOUTH),
    }
    return render(request, "public/map.html", context)


def _area(code: str, figures: OpenFigures, *, drawn: bool = False) -> Area:
    place = gazetteer().get(code)
    vacancies = figures.by_area.get(code, 0)
    return Area(
        code,
        place.name_en if get_language() == "en" else place.name,
        vacancies,
        figures.openings_by_area.get(code, 0),
        sum(vacancies >= least for least in STEPS),
        shapes()[code] if drawn else (),
    )


def legend() -> list[Step]:
    """The colour steps from nothing upwards."""
    ends = (0, *STEPS)
    following = (*ends[1:], None)
    return [
        Step(number, least, None if after is None else after - 1)
        for number, (least, after) in enumerate(zip(ends, following, strict=True))
    ]


@lru_cache(maxsize=1)
def shapes() -> dict[str, tuple[Shape, ...]]:
    """The dots of each province: by code of the province, one shape for each size."""
    dots: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for point in gazetteer().map_points():
        if not _is_archipelago(point):
            dots[point.province][_width(point)].append(_dot(point.lat, point.lon))
    for code, islands in _ARCHIPELAGOS.items():
        dots[code][_ISLAND_WIDTH] += [_dot(lat, lon) for lat, lon in islands]
    return {
        code: tuple(Shape(width, "".join(found)) for width, found in sorted(sizes.items()))
        for code, sizes in dots.items()
    }


def _is_archipelago(point: MapPoint) -> bool:
    return point.lon > 110.5


def labels() -> tuple[Label, ...]:
    """The names on the map, in the language of the page."""
    sea = (
        (_("Biển Đông"), 13.9, 111.9, "sea"),
        (_("Quần đảo Hoàng Sa"), 17.85, 112.0, "islands"),
        (_("(Đà Nẵng)"), 17.35, 112.0, "islands"),
        (_("Quần đảo Trường Sa"), 12.5, 112.7, "islands"),
        (_("(Khánh Hòa)"), 12.0, 112.7, "islands"),
    )
    words = (Label(text, _x(lon), _y(lat), kind) for text, lat, lon, kind in sea)
    return (*words, *_city_labels(get_language() == "en"))


def _city_labels(is_english: bool) -> Iterator[Label]:
    for code, side in _NAMED.items():
        place = gazetteer().get(code)
        if place.lat is None or place.lon is None:
            continue
        shift = 14 if side == "right" else -14
        name = place.name_en if is_english else place.name
        yield Label(name, _x(place.lon) + shift, _y(place.lat), side)


def _width(point: MapPoint) -> int:
    across_km = 2 * sqrt(point.area_km2 / pi) * _FILL
    units = round(across_km * _SCALE / _KM_A_DEGREE)
    return min(max(units, _LEAST_WIDTH), _MOST_WIDTH)


def _dot(lat: float, lon: float) -> str:
    return f"M{_x(lon)} {_y(lat)}h0"


def _x(lon: float) -> int:
    return round((lon - WEST) * _SCALE * _NARROWING)


def _y(lat: float) -> int:
    return round((NORTH - lat) * _SCALE)
