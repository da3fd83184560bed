"""The door: devices that check people in, and every scan with its outcome."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import DevicePurpose, ScanKind, ScanOutcome, ScanVia
from sanviec.apps.platform.models import Record

from .people import Participant
from .sessions import ExchangeSession


class Device(Record):
    """A phone or tablet that an officer prepared for one session."""

    session = models.ForeignKey(ExchangeSession, on_delete=models.CASCADE, related_name="devices")
    name = models.CharField(_("Tên máy"), max_length=80)
    purpose = models.CharField(
        _("Dùng để"),
        max_length=5,
        choices=DevicePurpose.choices,
        default=DevicePurpose.DOOR,
    )
    # From 1 in each session: part of the number on a card that was written without network.
    device_no = models.PositiveSmallIntegerField(_("Máy số"), default=1)
    # Whose people walk in at this machine: the centre of the officer who prepared it.
    centre = models.ForeignKey(Centre, null=True, on_delete=models.PROTECT, related_name="+")
    prepared_by_id = models.BigIntegerField()
    # A fingerprint of its key; the key itself stays on the device.
    key_index = models.CharField(max_length=64, unique=True)
    snapshot_at = models.DateTimeField(null=True)
    synced_at = models.DateTimeField(null=True)
    # The device's clock minus ours when it last spoke to us.
    clock_ahead_seconds = models.IntegerField(default=0)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("session_id", "created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "device_no"], name="exchanges_device_no_once"
            )
        ]


class Scan(Record):
    """One act at the door, accepted or refused; a device makes the id, so a repeat is known.

    What was scanned is never changed. Only the outcome follows when an earlier scan comes late.
    """

    # Scans are many; the chain names the participant's state instead.
    has_audit_line = False

    session = models.ForeignKey(ExchangeSession, on_delete=models.CASCADE, related_name="scans")
    participant = models.ForeignKey(
        Participant, null=True, on_delete=models.PROTECT, related_name="scans"
    )
    device = models.ForeignKey(Device, null=True, on_delete=models.PROTECT, related_name="scans")
    kind = models.CharField(max_length=4, choices=ScanKind.choices, default=ScanKind.IN)
    via = models.CharField(max_length=7, choices=ScanVia.choices)
    outcome = models.CharField(max_length=14, choices=ScanOutcome.choices)
    # When it happened, by the device's clock put right; `received_at` by ours.
    happened_at = models.DateTimeField()
    device_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    # An officer let the person in though they were on the waiting list.
    is_admitted = models.BooleanField(default=False)
    # The scan that this one takes back; it may come later than this one.
    undoes_id = models.UUIDField(null=True)
    was_offline = models.BooleanField(default=False)
    actor_id = models.BigIntegerField(null=True)

    class Meta:
        ordering = ("happened_at", "id")
        indexes = [
            models.Index(fields=["session", "happened_at"], name="scan_by_session"),
            models.Index(fields=["participant", "happened_at"], name="scan_by_person"),
        ]
