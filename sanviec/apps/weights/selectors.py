"""Reads of the weights: what is in force, what there was, who may see it."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import F, QuerySet

from sanviec.apps.platform.actors import Actor
from sanviec.engines.matching import DEFAULT_WEIGHTS, Weights
from sanviec.engines.matching.weights_data import fingerprint_of

from .enums import WeightsState
from .facts import to_weights
from .models import WeightsVersion

log = logging.getLogger("sanviec.weights")


@dataclass(frozen=True, slots=True)
class InForce:
    """The points by which this installation ranks; no version means the documented defaults."""

    weights: Weights
    version: WeightsVersion | None = None


DOCUMENTED = InForce(DEFAULT_WEIGHTS)


def weights_in_force() -> InForce:
    """The adopted weights, or the documented defaults.

    A row that was changed behind our back ranks nobody: the defaults hold until it is mended.

    Cost: one query of one row.
    """
    version = WeightsVersion.objects.filter(state=WeightsState.ADOPTED).first()
    if version is None:
        return DOCUMENTED
    weights = to_weights(version)
    if weights is None:
        log.error("weights version %s is not what was written; defaults hold", version.number)
        return DOCUMENTED
    return InForce(weights, version)


def version_with(weights: Weights) -> WeightsVersion | None:
    """The version that gives these points, the last adopted one of several; None for none."""
    same = WeightsVersion.objects.filter(fingerprint=fingerprint_of(weights))
    return same.order_by(F("adopted_at").desc(nulls_last=True), "-number").first()


def weights_by_version() -> dict[UUID | None, Weights]:
    """The points of every version, and under None the documented defaults."""
    read = {row.pk: to_weights(row) for row in WeightsVersion.objects.order_by("number")}
    known: dict[UUID | None, Weights] = {pk: found for pk, found in read.items() if found}
    return known | {None: DEFAULT_WEIGHTS}


def versions_for(actor: Actor) -> QuerySet[WeightsVersion]:
    """All versions, newest first, for who stands above the centres; nobody else sees any."""
    if not actor.is_oversight:
        return WeightsVersion.objects.none()
    people = ("proposed_by", "adopted_by", "retired_by")
    return WeightsVersion.objects.select_related(*people).order_by("-number")


def get_version_for(actor: Actor, version_id: Any) -> WeightsVersion | None:
    """One version, for who may see it."""
    try:
        return versions_for(actor).filter(pk=version_id).first()
    except (ValidationError, ValueError):
        return None
