"""The places of the country and the reader for free text, behind one face."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from math import inf
from statistics import median

from sanviec.kernel.errors import InputError
from sanviec.kernel.text import collate_key

from .build import Units, build_units
from .family import Family
from .geo import Coordinates, haversine_km
from .model import MapPoint, Place, PlaceHit, Reading
from .reader import Reader
from .suggest import Suggester

_MOST_CHARS = 4_000


class Gazetteer:
    """Every province, district and commune of both periods, and the countries of work abroad."""

    def __init__(self, units: Units) -> None:
        self._places: Mapping[str, Place] = units.places
        self._recodes = units.recodes
        self._names = units.names
        self._family = Family(units.places)
        self._reader = Reader(units.places, self._family)
        self._suggester = Suggester(units.places)
        self._communes: dict[str, list[Place]] = defaultdict(list)
        for place in sorted(units.places.values(), key=lambda place: place.code):
            if place.level == "commune" and place.parent and not place.valid_to:
                self._communes[place.parent].append(place)

    def __contains__(self, code: object) -> bool:
        return code in self._places or code in self._recodes

    def get(self, code: str) -> Place:
        """Give the place of a code; codes that were corrected later still work.

        Raises:
            InputError: Nobody has this code; the text names places that look alike.
        """
        place = self._places.get(self._recodes.get(code, code))
        if place is None:
            raise self._unknown(code)
        return place

    def places(self) -> tuple[Place, ...]:
        """Give every unit of both periods and every country, in the order of the codes."""
        return tuple(self._places[code] for code in sorted(self._places))

    def provinces(self) -> tuple[Place, ...]:
        """Give today's provinces in Vietnamese alphabetical order."""
        found = (self._places[code] for code in self._communes)
        return tuple(sorted(found, key=lambda place: collate_key(place.name)))

    def communes(self, province_code: str) -> tuple[Place, ...]:
        """Give today's communes of a province in the order of their codes.

        Raises:
            InputError: It is not a province of today.
        """
        if province_code not in self._communes:
            raise self._unknown(province_code)
        return tuple(self._communes[province_code])

    def full_name_on(self, code: str, on: date) -> str:
        """Give the full name that a unit had on a day: communes become wards over the years.

        Raises:
            InputError: Nobody has this code.
        """
        place = self.get(code)
        names = self._names.get(place.code, ())
        current = [name for first_day, name in names if first_day <= on]
        return current[-1] if current else names[0][1] if names else place.full_name

    def province_of(self, code: str) -> str:
        """Give the code of today's province of a place; a country stands for itself.

        Raises:
            InputError: Nobody has this code.
        """
        return self._family.province(self.get(code).code)

    def former_province_of(self, code: str) -> str | None:
        """Give the code of the former province that a unit of either period lies in.

        None where today's province was not made of several, and for such a province as a whole.

        Raises:
            InputError: Nobody has this code.
        """
        return self._family.former_province(self.get(code).code)

    def today(self, code: str) -> str:
        """Give the code of today that stands for a place: for a former unit its first successor.

        Raises:
            InputError: Nobody has this code.
        """
        return self._family.today(self.get(code).code)

    def coordinates(self, code: str) -> Coordinates | None:
        """Give latitude and longitude of the centre; None for countries.

        Raises:
            InputError: Nobody has this code.
        """
        place = self.get(code)
        if place.lat is None or place.lon is None:
            return None
        return place.lat, place.lon

    def distance_km(self, here: str, there: str) -> float:
        """Give the great-circle distance between the centres; infinite to another country.

        Raises:
            InputError: Nobody has one of the codes.
        """
        if self.get(here).code == self.get(there).code:
            return 0.0
        start, end = self.coordinates(here), self.coordinates(there)
        return inf if start is None or end is None else haversine_km(start, end)

    def read(self, text: str, within: str | None = None) -> Reading:
        """Give all that a text says about where: places, nationwide, remote, abroad.

        Args:
            text: A cell of a table, an address, a title, a query or a description, in any
                normal form; the first 4,000 characters are read.
            within: Code of a unit that the text is known to lie in, to tell namesakes apart.
        Raises:
            InputError: Nobody has the code `within`.
        Cost: about 0.1 ms for a title.
        """
        return self._reader.read(text[:_MOST_CHARS], self.get(within).code if within else None)

    def resolve(self, text: str, within: str | None = None) -> list[PlaceHit]:
        """Give the places named in a text, in its order; see `read`."""
        return list(self.read(text, within).hits)

    def suggest(self, text: str, limit: int = 5) -> list[Place]:
        """Give the places whose names look most like a text, the likeliest first.

        Cost: some milliseconds.
        """
        return self._suggester.suggest(text, limit)

    def map_points(self) -> tuple[MapPoint, ...]:
        """Give today's communes as dots; Hoàng Sa and Trường Sa are always among them."""
        return tuple(
            point
            for province in sorted(self._communes)
            for point in _points(province, self._communes[province])
        )

    def _unknown(self, code: str) -> InputError:
        alike = ", ".join(f"{place.full_name} ({place.code})" for place in self.suggest(code, 3))
        hint_vi = f" Có phải: {alike}?" if alike else ""
        return InputError(
            f"Không có địa danh mang mã “{code}”.{hint_vi}",
            f"no place has the code {code!r}; near: {alike or 'none'}",
            code="place_unknown",
        )


def _points(province: str, communes: list[Place]) -> list[MapPoint]:
    typical = median(place.area_km2 for place in communes if place.area_km2)
    return [
        MapPoint(place.code, province, place.lon, place.lat, place.area_km2 or typical)
        for place in communes
        if place.lat is not None and place.lon is not None
    ]


@lru_cache(maxsize=1)
def load_gazetteer() -> Gazetteer:
    """Give the gazetteer, read once for each process.

    Cost: about 0.3 s and 40 MB the first time.
    """
    return Gazetteer(build_units())
