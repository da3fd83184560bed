"""Named sets of sessions, stands, participants and interviews."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import models

from .enums import (
    HOLDING_PLACE,
    HOLDING_SLOT,
    PUBLIC_STATES,
    TAKING_PART,
    ParticipantOrigin,
    ParticipantState,
    PartState,
)

if TYPE_CHECKING:
    from .models import ExchangeSession, Interview, Participant, Stand


class ExchangeSessionQuerySet(models.QuerySet["ExchangeSession"]):
    def in_centre(self, centre_id: UUID | None) -> ExchangeSessionQuerySet:
        """Sessions that the centre hosts."""
        return self.filter(centre_id=centre_id)

    def shared_with(self, centre_id: UUID | None) -> ExchangeSessionQuerySet:
        """Sessions that the centre hosts or has joined."""
        joined = models.Q(parts__centre_id=centre_id, parts__state=PartState.JOINED)
        return self.filter(models.Q(centre_id=centre_id) | joined).distinct()

    def public(self) -> ExchangeSessionQuerySet:
        return self.filter(state__in=PUBLIC_STATES)

    def held_from(self, on: date) -> ExchangeSessionQuerySet:
        return self.filter(held_on__gte=on)


class StandQuerySet(models.QuerySet["Stand"]):
    def taking_part(self) -> StandQuerySet:
        return self.filter(state__in=TAKING_PART)

    def for_employer(self, employer_id: UUID | None) -> StandQuerySet:
        return self.filter(employer_id=employer_id)


class ParticipantQuerySet(models.QuerySet["Participant"]):
    def in_centre(self, centre_id: UUID | None) -> ParticipantQuerySet:
        return self.filter(centre_id=centre_id)

    def holding_place(self) -> ParticipantQuerySet:
        return self.filter(state__in=HOLDING_PLACE)

    def cards_without_file(self) -> ParticipantQuerySet:
        """Walk-ins whose card was not joined to a file yet: nothing follows from their results."""
        cards = self.filter(origin=ParticipantOrigin.WALK_IN, jobseeker__isnull=True)
        return cards.exclude(state=ParticipantState.CANCELLED)

    def inside(self) -> ParticipantQuerySet:
        """People in the hall now; a person scanned twice is one person."""
        return self.filter(is_inside=True)


class InterviewQuerySet(models.QuerySet["Interview"]):
    def holding_slot(self) -> InterviewQuerySet:
        return self.filter(state__in=HOLDING_SLOT)

    def for_employer(self, employer_id: UUID | None) -> InterviewQuerySet:
        return self.filter(stand__employer_id=employer_id)
