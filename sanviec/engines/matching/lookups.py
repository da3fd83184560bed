"""What the engine asks of the reference tables; the kernel's indexes fit, and so do small fakes."""

from __future__ import annotations

from typing import Protocol


class PlaceRecord(Protocol):
    """A place as `sanviec.kernel.places.Place` describes it."""

    @property
    def code(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def name_en(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def lat(self) -> float | None: ...
    @property
    def lon(self) -> float | None: ...


class Gazetteer(Protocol):
    """Places by code; `get` raises InputError with suggestions for an unknown code."""

    def get(self, code: str) -> PlaceRecord: ...
    def today(self, code: str) -> str: ...
    def province_of(self, code: str) -> str: ...
    def former_province_of(self, code: str) -> str | None: ...


class OccupationRecord(Protocol):
    """An occupation as `sanviec.kernel.occupations.Occupation` describes it."""

    @property
    def title_vi(self) -> str: ...
    @property
    def title_en(self) -> str: ...


class Occupations(Protocol):
    """ISCO-08 groups by code of one to four digits."""

    def get(self, code: str) -> OccupationRecord: ...
