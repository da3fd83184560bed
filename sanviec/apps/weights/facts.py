"""The only place that turns a version into weights, and back."""

from __future__ import annotations

from sanviec.engines.matching import Weights
from sanviec.engines.matching.weights_data import fingerprint_of, weights_from_data
from sanviec.kernel.errors import InputError

from .models import WeightsVersion


def to_weights(version: WeightsVersion) -> Weights | None:
    """The points of a version; None when its row is not what was written."""
    try:
        weights = weights_from_data(version.weights)
    except InputError:
        return None
    return weights if fingerprint_of(weights) == version.fingerprint else None
