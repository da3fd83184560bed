"""Who meets whom, when and where, and what came of it."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.exchanges.enums import (
    HOLDING_SLOT,
    InterviewOrigin,
    InterviewResult,
    InterviewState,
)
from sanviec.apps.exchanges.querysets import InterviewQuerySet
from sanviec.apps.platform.models import Record
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.models import Vacancy

from .people import Participant
from .sessions import ExchangeSession
from .stands import Stand


class Interview(Record):
    """One person at one table of one stand, in one slot."""

    later_columns = frozenset({"room_told_for"})

    session = models.ForeignKey(
        ExchangeSession, on_delete=models.CASCADE, related_name="interviews"
    )
    participant = models.ForeignKey(
        Participant, on_delete=models.PROTECT, related_name="interviews"
    )
    stand = models.ForeignKey(Stand, on_delete=models.PROTECT, related_name="interviews")
    # The vacancy of the stand that suits the person best; the firm may enter another one.
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="interviews")
    origin = models.CharField(
        max_length=8, choices=InterviewOrigin.choices, default=InterviewOrigin.PLANNED
    )
    state = models.CharField(
        max_length=10, choices=InterviewState.choices, default=InterviewState.PLANNED
    )
    state_reason = models.CharField(max_length=300, blank=True, default="")
    # Numbered from 0; a walk-up may lie outside the plan and then has neither.
    slot = models.PositiveSmallIntegerField(null=True)
    table = models.PositiveSmallIntegerField(null=True)
    starts_at = models.DateTimeField(_("Giờ phỏng vấn"), null=True)
    # What matching and wishes gave the pair when it was planned.
    score = models.PositiveIntegerField(null=True)
    # A person or an officer asked that it stay where it is.
    is_fixed = models.BooleanField(default=False)
    called_at = models.DateTimeField(null=True)
    # The table that called, counted from 0: people go to the one that is free.
    called_table = models.PositiveSmallIntegerField(null=True)
    # When each side first entered the room of an online interview, and when both first were in it.
    person_entered_at = models.DateTimeField(null=True)
    firm_entered_at = models.DateTimeField(null=True)
    met_at = models.DateTimeField(null=True)
    # The hour for which both sides were sent the way into the room; another hour is told anew.
    room_told_for = models.DateTimeField(null=True)

    result = models.CharField(
        _("Kết quả"), max_length=14, choices=InterviewResult.choices, blank=True, default=""
    )
    reason_code = models.CharField(_("Lý do"), max_length=14, blank=True, default="")
    reason_text = models.CharField(_("Nói rõ"), max_length=300, blank=True, default="")
    later_at = models.DateTimeField(_("Hẹn phỏng vấn tiếp lúc"), null=True)
    later_place = models.CharField(_("Nơi hẹn"), max_length=300, blank=True, default="")
    # The first day at work that was agreed at the table.
    work_starts_on = models.DateField(_("Ngày đi làm"), null=True)
    result_at = models.DateTimeField(null=True)
    # Every result becomes an introduction with its follow-up. A pair that meets again at a
    # later session goes on with the referral that is under way.
    referral = models.ForeignKey(
        Referral, null=True, on_delete=models.PROTECT, related_name="session_interviews"
    )

    objects = InterviewQuerySet.as_manager()

    class Meta:
        ordering = ("session_id", "slot", "stand_id", "table", "id")
        indexes = [
            models.Index(fields=["stand", "state", "slot"], name="interview_by_stand"),
            models.Index(fields=["participant", "slot"], name="interview_by_person"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "slot"],
                condition=models.Q(state__in=sorted(HOLDING_SLOT)),
                name="exchanges_person_in_one_place",
            ),
            models.UniqueConstraint(
                fields=["stand", "slot", "table"],
                condition=models.Q(state__in=sorted(HOLDING_SLOT)),
                name="exchanges_table_holds_one",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=models.Q(state=InterviewState.CALLED),
                name="exchanges_called_to_one_table",
            ),
            models.UniqueConstraint(
                fields=["stand", "called_table"],
                condition=models.Q(state=InterviewState.CALLED),
                name="exchanges_table_calls_one",
            ),
            models.CheckConstraint(
                condition=models.Q(result="") | models.Q(state=InterviewState.HELD),
                name="exchanges_result_of_a_meeting",
            ),
            models.CheckConstraint(
                condition=models.Q(slot__isnull=True, table__isnull=True)
                | models.Q(slot__isnull=False, table__isnull=False),
                name="exchanges_slot_has_a_table",
            ),
        ]
