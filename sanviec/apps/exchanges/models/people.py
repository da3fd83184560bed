"""People who come to a session, and whom they would like to meet."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import (
    HOLDING_PLACE,
    LIVE_PARTICIPANT,
    ParticipantOrigin,
    ParticipantState,
)
from sanviec.apps.exchanges.querysets import ParticipantQuerySet
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.fields import EncryptedTextField
from sanviec.apps.platform.models import Record

from .sessions import ExchangeSession
from .stands import Stand


class Participant(Record):
    """One person at one session; belongs to exactly one centre.

    A walk-in without a file has only what stands on the card, until an officer makes or finds
    the file and links it.
    """

    session = models.ForeignKey(
        ExchangeSession, on_delete=models.CASCADE, related_name="participants"
    )
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="participants")
    jobseeker = models.ForeignKey(
        Jobseeker, null=True, on_delete=models.PROTECT, related_name="session_entries"
    )
    origin = models.CharField(max_length=8, choices=ParticipantOrigin.choices)
    state = models.CharField(
        max_length=10, choices=ParticipantState.choices, default=ParticipantState.REGISTERED
    )
    # The number called in the hall, from 1 in each session.
    queue_no = models.PositiveIntegerField(_("Số thứ tự"))

    # -- the card of a walk-in
    card_name = EncryptedTextField(_("Họ và tên"), blank=True, default="")
    card_name_folded = EncryptedTextField(blank=True, default="")
    card_phone = EncryptedTextField(_("Số điện thoại"), blank=True, default="")
    card_birth_year = models.PositiveSmallIntegerField(_("Năm sinh"), null=True)
    card_sex = models.CharField(max_length=10, blank=True, default="")
    card_commune_code = models.CharField(max_length=8, blank=True, default="")
    card_wish = models.CharField(_("Muốn tìm việc gì"), max_length=200, blank=True, default="")

    # -- for the planning of interviews
    is_priority = models.BooleanField(_("Đối tượng ưu tiên"), default=False)
    priority_groups = models.JSONField(default=list, blank=True)
    max_interviews = models.PositiveSmallIntegerField(_("Số cuộc phỏng vấn nhiều nhất"), default=3)
    # Numbers of the times at which the person is there; empty for all.
    slots = models.JSONField(_("Khung giờ có mặt"), default=list, blank=True)

    # -- the waiting list
    waiting_since = models.DateTimeField(null=True)
    offers_made = models.PositiveSmallIntegerField(default=0)
    offered_at = models.DateTimeField(null=True)
    offer_ends_at = models.DateTimeField(null=True)

    registered_by_id = models.BigIntegerField(null=True)
    reminded_at = models.DateTimeField(null=True)
    # What the door knows; the scans tell how it came about.
    # The state before the person came, for the case that the scan is taken back.
    state_before = models.CharField(max_length=10, blank=True, default="")
    is_inside = models.BooleanField(default=False)
    first_in_at = models.DateTimeField(null=True)
    last_out_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    cancel_reason = models.CharField(max_length=300, blank=True, default="")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ("session_id", "queue_no", "id")
        indexes = [
            models.Index(fields=["session", "state"], name="participant_by_state"),
            models.Index(fields=["jobseeker", "session"], name="participant_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["session", "jobseeker"],
                condition=models.Q(state__in=sorted(LIVE_PARTICIPANT)),
                name="exchanges_person_once",
            ),
            models.UniqueConstraint(fields=["session", "queue_no"], name="exchanges_queue_no_once"),
            models.CheckConstraint(
                condition=models.Q(jobseeker__isnull=False) | ~models.Q(card_name=""),
                name="exchanges_person_is_named",
            ),
            models.CheckConstraint(
                condition=models.Q(offers_made__lte=3), name="exchanges_three_offers"
            ),
        ]

    @property
    def full_name(self) -> str:
        return self.jobseeker.full_name if self.jobseeker else self.card_name

    @property
    def holds_promise(self) -> bool:
        """Whether one of the session's promised places is this person's.

        Whoever comes with a card, or was let in from the waiting list, takes none: the hall holds
        them, but nobody promised it.
        """
        standing = self.state_before or self.state
        return self.origin != ParticipantOrigin.WALK_IN and standing in HOLDING_PLACE


class Wish(Record):
    """An employer whom the person would like to meet; the first wish has rank 1."""

    has_audit_line = False

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="wishes")
    stand = models.ForeignKey(Stand, on_delete=models.CASCADE, related_name="wishes")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ("participant_id", "rank", "id")
        constraints = [
            models.UniqueConstraint(fields=["participant", "stand"], name="exchanges_wish_once")
        ]
