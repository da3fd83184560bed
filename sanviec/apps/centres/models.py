"""Employment service centres, their points of service and the people who work there."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import Record

from .querysets import MembershipQuerySet

STAFF_CHOICES = [(role.value, role.label) for role in Role if role in Role.granted()]


class Centre(Record):
    """A public employment service organisation of one province."""

    code = models.CharField(_("Mã"), max_length=12, unique=True)
    name = models.CharField(_("Tên"), max_length=200)
    province_code = models.CharField(_("Tỉnh, thành phố"), max_length=8)
    commune_code = models.CharField(_("Xã, phường"), max_length=8, blank=True, default="")
    address = models.CharField(_("Địa chỉ"), max_length=300, blank=True, default="")
    public_phone = models.CharField(_("Điện thoại"), max_length=20, blank=True, default="")
    is_active = models.BooleanField(default=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class ServicePoint(Record):
    """A desk or branch where people are received."""

    centre = models.ForeignKey(Centre, on_delete=models.CASCADE, related_name="service_points")
    name = models.CharField(_("Tên"), max_length=200)
    commune_code = models.CharField(_("Xã, phường"), max_length=8)
    address = models.CharField(_("Địa chỉ"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ("centre_id", "name", "id")

    def __str__(self) -> str:
        return self.name


class Membership(Record):
    """A person's role in a centre; somebody may work for more than one."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    # The ministry and the administrator stand above the centres.
    centre = models.ForeignKey(
        Centre, null=True, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("Vai trò"), max_length=20, choices=STAFF_CHOICES)
    is_active = models.BooleanField(default=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "centre", "role"], name="centres_one_role_once"
            ),
            models.CheckConstraint(
                condition=models.Q(centre__isnull=False)
                | models.Q(role__in=[Role.MINISTRY.value, Role.ADMINISTRATOR.value]),
                name="centres_staff_have_a_centre",
            ),
        ]
