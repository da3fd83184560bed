"""Places: the administrative units of Viet Nam in two periods, and a reader for free text."""

from .gazetteer import Gazetteer, load_gazetteer
from .model import MapPoint, Place, PlaceHit, Reading

__all__ = ["Gazetteer", "MapPoint", "Place", "PlaceHit", "Reading", "load_gazetteer"]
