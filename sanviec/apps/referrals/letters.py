"""What is told to whom at each step of a referral; written whole, in the reader's language."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_message

from .models import Referral

# Employers read no name before the person agreed; a letter never holds a number.
TO_JOBSEEKER = {
    "proposed": gettext_noop("Trung tâm gợi ý cho bạn một việc: %(title)s. Bạn có đồng ý không?"),
    "sent": gettext_noop(
        "Hồ sơ của bạn đã gửi tới %(employer)s (%(title)s). "
        "Doanh nghiệp sẽ trả lời trước ngày %(due)s."
    ),
    "invited": gettext_noop(
        "%(employer)s mời bạn phỏng vấn việc %(title)s lúc %(interview)s, tại %(place)s."
    ),
    "hired": gettext_noop("%(employer)s nhận bạn vào làm: %(title)s, đi làm ngày %(start)s."),
    "rejected": gettext_noop(
        "%(employer)s chưa chọn bạn cho việc %(title)s. Trung tâm tìm tiếp cùng bạn."
    ),
    "missed": gettext_noop(
        "Bạn chưa đến phỏng vấn việc %(title)s. Hãy báo trung tâm nếu có lý do."
    ),
    "started": gettext_noop("Chúc mừng bạn đã đi làm: %(title)s, %(employer)s."),
    "unanswered": gettext_noop(
        "%(employer)s không trả lời đúng hẹn về việc %(title)s. "
        "Trung tâm sẽ tìm việc khác cùng bạn."
    ),
}
TO_EMPLOYER = {
    "sent": gettext_noop("Có ứng viên mới cho %(title)s. Xin trả lời trước ngày %(due)s."),
    "hired": gettext_noop("Đã ghi nhận tuyển dụng cho %(title)s. Hạn báo cáo: %(report)s."),
    "declined": gettext_noop("Một ứng viên đã rút khỏi %(title)s."),
    "superseded": gettext_noop("Một ứng viên của %(title)s đã nhận việc nơi khác."),
    "unanswered": gettext_noop(
        "Đã quá hạn trả lời một ứng viên cho %(title)s, hồ sơ được trả lại trung tâm."
    ),
}


def tell_jobseeker(referral: Referral, topic: str, *, now: datetime) -> None:
    """A message to the person: in the system with an account, otherwise by SMS reference.

    Who has neither an account nor a phone hears it at the desk.
    """
    user = referral.jobseeker.user
    if user is None and not referral.jobseeker.phone_index:
        return
    letter = _letter(referral, topic, TO_JOBSEEKER[topic], user, side="jobseeker")
    post_message(letter, channels=(Channel.IN_APP if user else Channel.SMS,), now=now)


def tell_employer(referral: Referral, topic: str, *, now: datetime) -> None:
    """A message to each person who signs in for the employer."""
    contacts = referral.vacancy.employer.contacts.filter(is_active=True).select_related("user")
    for contact in contacts.order_by("id"):
        letter = _letter(referral, topic, TO_EMPLOYER[topic], contact.user, side="employer")
        post_message(letter, now=now)


def _letter(referral: Referral, topic: str, text: str, user: Any, *, side: str) -> Letter:
    with override(user.language if user else "vi"):
        subject = gettext(text) % _names(referral)
    reader = user.pk if user else "none"
    return Letter(
        key=f"referral.{topic}{_turn(referral, topic)}:{referral.pk}:{side}:{reader}",
        topic=f"referral.{topic}",
        subject=subject[:200],
        link=f"{side}:referral:{referral.pk}",
        recipient=user,
        recipient_ref="" if user else f"jobseeker:{referral.jobseeker_id}",
    )


def _turn(referral: Referral, topic: str) -> str:
    """What tells two invitations apart: an interview can be moved in time and in place."""
    at = referral.interview_at
    return f"{at:%Y%m%d%H%M}{referral.interview_place}" if topic == "invited" and at else ""


def _names(referral: Referral) -> dict[str, str]:
    vacancy = referral.vacancy
    at = referral.interview_at
    return {
        "title": vacancy.title,
        "employer": vacancy.employer.name,
        "due": _day(referral.answer_due_on),
        "start": _day(referral.starts_on),
        "report": _day(referral.report_due_on),
        "interview": date_format(timezone.localtime(at), "DATETIME_FORMAT") if at else "",
        "place": referral.interview_place,
    }


def _day(value: Any) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""
