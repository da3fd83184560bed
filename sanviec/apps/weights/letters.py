"""What the people above the centres are told of the weights."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.accounts.models import User
from sanviec.apps.accounts.selectors import with_verified_email
from sanviec.apps.centres.models import Membership
from sanviec.apps.platform.enums import Channel, Role
from sanviec.apps.platform.services import Letter, post_message

from .models import WeightsVersion

SUBJECTS = {
    "proposed": gettext_noop("Bảng điểm xếp hạng số %(number)s chờ người thứ hai quyết định."),
    "adopted": gettext_noop("Từ nay xếp hạng theo bảng điểm số %(number)s."),
    "retired": gettext_noop("Bảng điểm xếp hạng số %(number)s không được áp dụng nữa."),
}


def tell_oversight(version: WeightsVersion, topic: str, *, but: int | None, now: datetime) -> None:
    """A letter to everybody above the centres who has shown an address, but who did it."""
    above = Membership.objects.filter(
        role__in=[Role.MINISTRY.value, Role.ADMINISTRATOR.value], is_active=True
    )
    ids = set(above.order_by("user_id").values_list("user_id", flat=True)) - {but}
    text = SUBJECTS[topic]
    reached = with_verified_email(ids)
    for user in User.objects.filter(pk__in=reached, is_active=True).order_by("pk"):
        with override(user.language):
            subject = gettext(text) % {"number": version.number}
        letter = Letter(
            # Adopted twice, it is told twice.
            key=f"weights.{topic}:{version.pk}:{user.pk}:{now.isoformat()}",
            topic=f"weights.{topic}",
            subject=subject,
            link=f"manage:weights_version:{version.pk}",
            recipient=user,
        )
        post_message(letter, channels=(Channel.EMAIL,), now=now)
