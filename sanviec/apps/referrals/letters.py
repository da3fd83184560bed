"""What is told to whom at each step of a referral; written whole, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.accounts.selectors import with_verified_email
from sanviec.apps.employers.models import EmployerContact
from sanviec.apps.employers.selectors import contacts_of
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_message
from sanviec.apps.vacancies.models import Vacancy

from .links import AnswerLink, SentTo, last_day, link_address
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
    "reminder": gettext_noop(
        "Một ứng viên cho %(title)s đang chờ bạn trả lời, hạn cuối là ngày %(due)s."
    ),
    "hired": gettext_noop("Đã ghi nhận tuyển dụng cho %(title)s. Hạn báo cáo: %(report)s."),
    "declined": gettext_noop("Một ứng viên đã rút khỏi %(title)s."),
    "superseded": gettext_noop("Một ứng viên của %(title)s đã nhận việc nơi khác."),
    "unanswered": gettext_noop(
        "Đã quá hạn trả lời một ứng viên cho %(title)s, hồ sơ được trả lại trung tâm."
    ),
}

# What asks for an answer also goes out of the house, with a link that needs no signing in.
ASKING = frozenset({"sent", "reminder"})
WITH_LINK = {
    Channel.EMAIL: gettext_noop(
        "%(subject)s\n\n"
        "Mở liên kết này để xem ứng viên và trả lời, không cần đăng nhập:\n%(link)s\n\n"
        "Liên kết dùng được đến hết ngày %(until)s và chỉ để trả lời ứng viên này. "
        "Đừng chuyển cho người ngoài đơn vị."
    ),
    Channel.SMS: gettext_noop("%(subject)s Trả lời tại %(link)s"),
}

NEW_MATCHES = {
    1: gettext_noop("Việc mới hợp với bạn: %(title)s, %(employer)s."),
    2: gettext_noop(
        "%(count)s việc mới hợp với bạn, hợp nhất là %(title)s của %(employer)s. "
        "Mở trang của bạn để xem tất cả."
    ),
}


def tell_new_matches(person: Jobseeker, vacancies: Sequence[Vacancy], *, now: datetime) -> bool:
    """A message of new vacancies among a person's best, the best first; whether it is new.

    Who has neither an account nor a phone hears of them at the desk.
    """
    user, best = person.user, vacancies[0]
    text = NEW_MATCHES[min(len(vacancies), 2)]
    if user is None and not person.phone_index:
        return False
    with override(user.language if user else "vi"):
        subject = gettext(text) % {
            "count": len(vacancies),
            "title": best.title,
            "employer": best.employer.name,
        }
    letter = Letter(
        key=f"match.new:{person.pk}:{best.pk}",
        topic="match.new",
        subject=subject[:200],
        link=f"jobseeker:why:{best.pk}",
        recipient=user,
        recipient_ref="" if user else f"jobseeker:{person.pk}",
    )
    channel = Channel.IN_APP if user else Channel.SMS
    return bool(post_message(letter, channels=(channel,), now=now))


def tell_jobseeker(referral: Referral, topic: str, *, now: datetime) -> None:
    """A message to the person: in the system with an account, otherwise by SMS reference.

    Who has neither an account nor a phone hears it at the desk.
    """
    user = referral.jobseeker.user
    if user is None and not referral.jobseeker.phone_index:
        return
    letter = _letter(referral, topic, TO_JOBSEEKER[topic], user, side="jobseeker")
    post_message(letter, channels=(Channel.IN_APP if user else Channel.SMS,), now=now)


def tell_employer(referral: Referral, topic: str, *, now: datetime) -> int:
    """A message to each person who signs in for the employer; how many are new.

    One that asks for an answer also goes to the addresses at hand, with a signed link.
    """
    contacts = contacts_of(referral.vacancy.employer)
    posted = 0
    for contact in contacts:
        letter = _letter(referral, topic, TO_EMPLOYER[topic], contact.user, side="employer")
        posted += len(post_message(letter, now=now))
    if topic in ASKING:
        for channel, link, user in _reached_by_link(referral, contacts):
            letter = _letter(referral, topic, TO_EMPLOYER[topic], user, side="employer")
            letter = _with_link(letter, channel, link, now)
            posted += len(post_message(letter, channels=(channel,), now=now))
    return posted


def _reached_by_link(
    referral: Referral, contacts: list[EmployerContact]
) -> Iterator[tuple[Channel, AnswerLink, Any]]:
    """Accounts whose address was shown to be theirs, else what the employer registered.

    Anybody can write any address into an account; a link must not go to a stranger.
    """
    employer = referral.vacancy.employer
    verified = with_verified_email(contact.user_id for contact in contacts)
    reached = [contact for contact in contacts if contact.user_id in verified]
    for contact in reached:
        link = AnswerLink(referral.pk, SentTo.ACCOUNT, contact.pk)
        yield Channel.EMAIL, link, contact.user
    if not reached and employer.email:
        yield Channel.EMAIL, AnswerLink(referral.pk, SentTo.EMAIL, employer.pk), None
    elif not reached and employer.phone:
        yield Channel.SMS, AnswerLink(referral.pk, SentTo.PHONE, employer.pk), None


def _with_link(letter: Letter, channel: Channel, link: AnswerLink, now: datetime) -> Letter:
    until = last_day(timezone.localdate(now))
    text = WITH_LINK[channel]
    with override(letter.recipient.language if letter.recipient else "vi"):
        body = gettext(text) % {
            "subject": letter.subject,
            "link": link_address(link, now=now),
            "until": _day(until),
        }
    return replace(letter, body=body)


def _letter(referral: Referral, topic: str, text: str, user: Any, *, side: str) -> Letter:
    with override(user.language if user else "vi"):
        subject = gettext(text) % _names(referral)
    reader = user.pk if user else "none"
    nobody = {
        "jobseeker": f"jobseeker:{referral.jobseeker_id}",
        "employer": f"employer:{referral.vacancy.employer_id}",
    }
    return Letter(
        key=f"referral.{topic}{_turn(referral, topic)}:{referral.pk}:{side}:{reader}",
        topic=f"referral.{topic}",
        subject=subject[:200],
        link=f"{side}:referral:{referral.pk}",
        recipient=user,
        recipient_ref="" if user else nobody[side],
    )


def _turn(referral: Referral, topic: str) -> str:
    """What tells two invitations apart: an interview can be moved in time and in place.

    With it moves the day of the answer, of which one is reminded anew.
    """
    at = referral.interview_at
    if topic == "reminder":
        return f"{referral.answer_due_on:%Y%m%d}"
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
