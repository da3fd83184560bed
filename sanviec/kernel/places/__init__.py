"""Places: the administrative units of Viet Nam in two periods, and a reader for free text."""

from .gazetteer import Gazetteer, load_gazetteer
from .joint import JointProvince, joint_provinces
from .model import MapPoint, Place, PlaceHit, Reading

__all__ = [
    "Gazetteer",
    "JointProvince",
    "MapPoint",
    "Place",
    "PlaceHit",
    "Reading",
    "joint_provinces",
    "load_gazetteer",
]
