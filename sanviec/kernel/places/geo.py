"""Distances and directions on the globe."""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

Coordinates = tuple[float, float]

# Mean radius of the earth, IUGG; the error of the sphere is below 0.5 % in Viet Nam.
EARTH_RADIUS_KM = 6371.0088


def haversine_km(here: Coordinates, there: Coordinates) -> float:
    """Give the great-circle distance between two points.

    Args:
        here: Latitude and longitude in degrees.
        there: The same.
    """
    lat_1, lat_2 = radians(here[0]), radians(there[0])
    half_lat = (lat_2 - lat_1) / 2
    half_lon = radians(there[1] - here[1]) / 2
    chord = sin(half_lat) ** 2 + cos(lat_1) * cos(lat_2) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(min(1.0, sqrt(chord)))


def bearing_deg(here: Coordinates, there: Coordinates) -> float:
    """Give the direction to start in: 0 north, 90 east; 0 when both points are one.

    Args:
        here: Latitude and longitude in degrees.
        there: The same.
    """
    lat_1, lat_2 = radians(here[0]), radians(there[0])
    delta = radians(there[1] - here[1])
    east = sin(delta) * cos(lat_2)
    north = cos(lat_1) * sin(lat_2) - sin(lat_1) * cos(lat_2) * cos(delta)
    return degrees(atan2(east, north)) % 360.0
