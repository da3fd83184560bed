"""The dated meeting itself, the series that it may come from, and the centres that share it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import (
    REGISTRABLE,
    CentrePart,
    PartState,
    SeriesState,
    SessionKind,
    SessionState,
)
from sanviec.apps.exchanges.querysets import ExchangeSessionQuerySet
from sanviec.apps.platform.models import Record, StoredFile


class Venue(models.Model):
    """Where it is held; a video session has an address of the host's hall or none."""

    venue = models.CharField(_("Địa điểm"), max_length=200, blank=True, default="")
    address = models.CharField(_("Địa chỉ"), max_length=300, blank=True, default="")
    commune_code = models.CharField(_("Xã, phường"), max_length=8, blank=True, default="")
    latitude = models.FloatField(_("Vĩ độ"), null=True, blank=True)
    longitude = models.FloatField(_("Kinh độ"), null=True, blank=True)

    class Meta:
        abstract = True


class SessionSeries(Record, Venue):
    """A template such as "every Thursday", from which the dated sessions are made."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="session_series")
    title = models.CharField(_("Tên phiên"), max_length=200)
    kind = models.CharField(_("Loại phiên"), max_length=10, choices=SessionKind.choices)
    state = models.CharField(max_length=8, choices=SeriesState.choices, default=SeriesState.DRAFT)
    # Monday is 0, as datetime.date.weekday() gives it.
    weekday = models.PositiveSmallIntegerField(_("Thứ"))
    every_weeks = models.PositiveSmallIntegerField(_("Cách mấy tuần"), default=1)
    starts = models.TimeField(_("Giờ bắt đầu"))
    ends = models.TimeField(_("Giờ kết thúc"))
    slot_minutes = models.PositiveSmallIntegerField(_("Một lượt phỏng vấn (phút)"), default=15)
    capacity = models.PositiveIntegerField(_("Số chỗ"), default=200)
    from_on = models.DateField(_("Từ ngày"))
    until_on = models.DateField(_("Đến ngày"))

    class Meta:
        ordering = ("-from_on", "id")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")),
                name="exchanges_series_dates",
            ),
            models.CheckConstraint(
                condition=models.Q(weekday__lte=6), name="exchanges_series_weekday"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ExchangeSession(Record, Venue):
    """A dated meeting of those who hire and those who look for work."""

    later_columns = frozenset({"sketch_id"})

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="exchange_sessions")
    series = models.ForeignKey(
        SessionSeries, null=True, on_delete=models.PROTECT, related_name="sessions"
    )
    # The day that the series gives; `held_on` differs once it was moved.
    planned_on = models.DateField(null=True)
    number = models.CharField(_("Số phiên"), max_length=24, unique=True)
    kind = models.CharField(_("Loại phiên"), max_length=10, choices=SessionKind.choices)
    state = models.CharField(
        max_length=10, choices=SessionState.choices, default=SessionState.DRAFT
    )
    title = models.CharField(_("Tên phiên"), max_length=200)
    theme = models.CharField(_("Chuyên đề"), max_length=200, blank=True, default="")
    description = models.TextField(_("Giới thiệu"), blank=True, default="")
    held_on = models.DateField(_("Ngày tổ chức"))
    starts_at = models.DateTimeField(_("Bắt đầu"))
    ends_at = models.DateTimeField(_("Kết thúc"))
    registration_closes_at = models.DateTimeField(_("Hạn đăng ký"), null=True)
    slot_minutes = models.PositiveSmallIntegerField(_("Một lượt phỏng vấn (phút)"), default=15)
    capacity = models.PositiveIntegerField(_("Số chỗ"), default=200)
    # Communes that a mobile session is held for.
    commune_codes = models.JSONField(_("Cụm xã"), default=list, blank=True)
    # The engine's objective: "fair" or "total".
    objective = models.CharField(_("Cách xếp lịch"), max_length=5, default="fair")
    # rule -> block | warn | ignore; a rule that is absent has its default.
    conflict_rules = models.JSONField(_("Quy tắc"), default=dict, blank=True)
    programme_code = models.CharField(_("Dòng chương trình"), max_length=40, blank=True, default="")
    # A picture or PDF that shows where things are at the venue.
    sketch = models.ForeignKey(
        StoredFile,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("Sơ đồ địa điểm"),
    )
    note = models.CharField(_("Ghi chú"), max_length=500, blank=True, default="")
    state_reason = models.CharField(_("Lý do"), max_length=300, blank=True, default="")

    made_by_id = models.BigIntegerField(null=True)
    submitted_by_id = models.BigIntegerField(null=True)
    approved_by_id = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    scheduled_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    # The day after the session up to which both sides were reminded: 0, 1, 3 or 7.
    reminded_day = models.PositiveSmallIntegerField(default=0)

    objects = ExchangeSessionQuerySet.as_manager()

    class Meta:
        ordering = ("-held_on", "id")
        indexes = [
            models.Index(fields=["centre", "held_on"], name="session_by_centre"),
            models.Index(fields=["state", "held_on"], name="session_by_state"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "planned_on"], name="exchanges_series_day_once"
            ),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")),
                name="exchanges_session_times",
            ),
            models.CheckConstraint(
                condition=models.Q(slot_minutes__gte=1), name="exchanges_slot_minutes"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def takes_people(self, now: datetime) -> bool:
        """Whether somebody may still register."""
        closes_at = min(self.registration_closes_at or self.ends_at, self.ends_at)
        return self.state in REGISTRABLE and now <= closes_at

    def takes_firms(self, now: datetime) -> bool:
        """Whether a firm may still ask for a stand."""
        return self.state in REGISTRABLE - {SessionState.RUNNING} and now < self.starts_at

    @property
    def slots(self) -> int:
        """How many interviews fit one after the other, numbered from 0."""
        minutes = int((self.ends_at - self.starts_at).total_seconds() // 60)
        return minutes // self.slot_minutes


class SessionPart(Record, Venue):
    """A centre's part in a session: the host, or a partner with its own connection point."""

    session = models.ForeignKey(ExchangeSession, on_delete=models.CASCADE, related_name="parts")
    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="session_parts")
    part = models.CharField(max_length=8, choices=CentrePart.choices)
    state = models.CharField(max_length=8, choices=PartState.choices, default=PartState.INVITED)
    # Who looks after the connection point of a partner.
    contact = models.CharField(_("Người phụ trách"), max_length=120, blank=True, default="")

    class Meta:
        ordering = ("session_id", "part", "created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["session", "centre"], name="exchanges_part_once"),
            models.UniqueConstraint(
                fields=["session"],
                condition=models.Q(part=CentrePart.HOST),
                name="exchanges_one_host",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.centre_id}"
