"""Those who hire, and the people who act for them.

The fields follow form 03; its text was not at hand, so the list is provisional.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.platform.fields import EncryptedTextField
from sanviec.apps.platform.models import Record

from .enums import BusinessKind, EmployerState, SizeBand
from .querysets import EmployerQuerySet


class Employer(Record):
    """An enterprise or other body that hires; it publishes only once it is verified."""

    centre = models.ForeignKey(Centre, on_delete=models.PROTECT, related_name="employers")
    state = models.CharField(
        max_length=10, choices=EmployerState.choices, default=EmployerState.SUBMITTED
    )
    name = models.CharField(_("Tên đơn vị"), max_length=250)
    name_folded = models.CharField(max_length=250)
    tax_code = models.CharField(_("Mã số thuế"), max_length=14, blank=True, default="")
    kind = models.CharField(
        _("Loại hình"), max_length=12, choices=BusinessKind.choices, default=BusinessKind.PRIVATE
    )
    industry_code = models.CharField(_("Ngành kinh tế"), max_length=5, blank=True, default="")
    size_band = models.CharField(
        _("Quy mô lao động"), max_length=10, choices=SizeBand.choices, blank=True, default=""
    )
    place_code = models.CharField(_("Địa bàn"), max_length=8, blank=True, default="")
    address = models.CharField(_("Địa chỉ"), max_length=300, blank=True, default="")
    contact_name = models.CharField(_("Người liên hệ"), max_length=120, blank=True, default="")
    phone = EncryptedTextField(_("Điện thoại liên hệ"), blank=True, default="")
    email = EncryptedTextField(_("Thư điện tử"), blank=True, default="")
    about = models.TextField(_("Giới thiệu"), blank=True, default="")
    state_reason = models.CharField(max_length=300, blank=True, default="")
    verified_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=60, blank=True, default="")
    source_key = models.CharField(max_length=80, blank=True, default="")
    fingerprint = models.CharField(max_length=64, blank=True, default="")

    objects = EmployerQuerySet.as_manager()

    class Meta:
        ordering = ("name_folded", "id")
        indexes = [
            models.Index(fields=["centre", "name_folded"], name="employer_by_name"),
            models.Index(fields=["updated_at"], name="employer_changed"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["centre", "tax_code"],
                condition=~models.Q(tax_code=""),
                name="employers_tax_code_once",
            ),
            models.UniqueConstraint(
                fields=["centre", "source", "source_key"],
                condition=~models.Q(source_key=""),
                name="employers_source_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class EmployerContact(Record):
    """A person who signs in for an employer."""

    employer = models.ForeignKey(Employer, on_delete=models.CASCADE, related_name="contacts")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="employer_contacts"
    )
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(fields=["employer", "user"], name="employers_contact_once")
        ]
