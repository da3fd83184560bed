"""Firms, schools and training centres at a session, and what they bring."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.models import Employer
from sanviec.apps.exchanges.enums import HOLDING_STAND, ExhibitorKind, InterviewedBy, StandState
from sanviec.apps.exchanges.querysets import StandQuerySet
from sanviec.apps.platform.models import Record
from sanviec.apps.vacancies.models import Vacancy

from .sessions import ExchangeSession


class Stand(Record):
    """An exhibitor's place in a session; an employer interviews at its tables."""

    session = models.ForeignKey(ExchangeSession, on_delete=models.CASCADE, related_name="stands")
    # The centre that brought it: results of a joint session are split by it.
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="stands")
    employer = models.ForeignKey(
        Employer, null=True, on_delete=models.PROTECT, related_name="stands"
    )
    kind = models.CharField(
        _("Loại đơn vị"),
        max_length=16,
        choices=ExhibitorKind.choices,
        default=ExhibitorKind.EMPLOYER,
    )
    name = models.CharField(_("Tên đơn vị"), max_length=250)
    state = models.CharField(max_length=10, choices=StandState.choices, default=StandState.INVITED)
    state_reason = models.CharField(_("Lý do"), max_length=300, blank=True, default="")
    stand_no = models.PositiveSmallIntegerField(_("Gian số"), null=True)
    tables = models.PositiveSmallIntegerField(_("Số bàn phỏng vấn"), default=1)
    # Numbers of the times at which it is there; empty for all.
    slots = models.JSONField(_("Khung giờ có mặt"), default=list, blank=True)
    # Its own meeting room (Jitsi, Meet, Zoom) instead of ours.
    own_link = models.CharField(
        _("Đường dẫn phòng họp riêng"), max_length=300, blank=True, default=""
    )
    guests = models.PositiveSmallIntegerField(_("Số người đến"), default=1)
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True, default="")
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = StandQuerySet.as_manager()

    class Meta:
        ordering = ("session_id", "stand_no", "name", "id")
        constraints = [
            models.UniqueConstraint(fields=["session", "employer"], name="exchanges_stand_once"),
            models.UniqueConstraint(
                fields=["session", "stand_no"],
                condition=models.Q(state__in=sorted(HOLDING_STAND)),
                name="exchanges_stand_no_once",
            ),
            models.CheckConstraint(condition=models.Q(tables__gte=1), name="exchanges_tables"),
            models.CheckConstraint(
                condition=~models.Q(kind=ExhibitorKind.EMPLOYER) | models.Q(employer__isnull=False),
                name="exchanges_employer_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StandVacancy(Record):
    """A vacancy that an employer brings, and who talks to the people for it."""

    stand = models.ForeignKey(Stand, on_delete=models.CASCADE, related_name="offers")
    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="stand_offers")
    openings = models.PositiveIntegerField(_("Số người cần tuyển tại phiên"))
    interviewed_by = models.CharField(
        max_length=8, choices=InterviewedBy.choices, default=InterviewedBy.EMPLOYER
    )

    class Meta:
        ordering = ("stand_id", "created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["stand", "vacancy"], name="exchanges_offer_once"),
            models.CheckConstraint(
                condition=models.Q(openings__gte=1), name="exchanges_offer_openings"
            ),
        ]
