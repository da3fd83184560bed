"""Distances and directions."""

from __future__ import annotations

from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.kernel.places import load_gazetteer
from sanviec.kernel.places.geo import EARTH_RADIUS_KM, bearing_deg, haversine_km

HA_NOI, SAI_GON = (21.0285, 105.8542), (10.7769, 106.7009)
POINTS = st.tuples(st.floats(-89, 89), st.floats(-180, 180))


def test_haversine_between_the_two_great_cities() -> None:
    assert haversine_km(HA_NOI, SAI_GON) == pytest.approx(1_144, abs=3)


@pytest.mark.parametrize(
    ("there", "bearing"), [((22.0, 105.0), 0), ((20.0, 105.0), 180), ((21.0, 106.0), 89.8)]
)
def test_bearing(there: tuple[float, float], bearing: float) -> None:
    assert bearing_deg((21.0, 105.0), there) == pytest.approx(bearing, abs=0.1)


def test_bearing_of_one_point_is_north() -> None:
    assert bearing_deg(HA_NOI, HA_NOI) == 0


@settings(max_examples=50)
@given(POINTS, POINTS)
def test_haversine_is_a_distance(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert haversine_km(one, one) == 0
    assert haversine_km(one, other) == pytest.approx(haversine_km(other, one))
    assert 0 <= haversine_km(one, other) <= 3.1416 * EARTH_RADIUS_KM


@pytest.mark.parametrize(
    ("here", "there", "low", "high"),
    [
        ("01", "01", 0, 0),
        ("01", "79", 1_050, 1_150),
        ("00004", "00008", 1, 5),  # Ba Đình – Ngọc Hà
        ("00004", "01", 5, 30),
        ("760@63", "766@63", 3, 10),  # Quận 1 – Tân Bình
        ("06978", "06970", 0, 0),
        ("01", "JP", inf, inf),
        ("JP", "KR", inf, inf),
        ("JP", "JP", 0, 0),
    ],
)
def test_distance_between_units(here: str, there: str, low: float, high: float) -> None:
    gazetteer = load_gazetteer()
    assert low <= gazetteer.distance_km(here, there) <= high
    assert gazetteer.distance_km(here, there) == gazetteer.distance_km(there, here)
