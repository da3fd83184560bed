"""What is told of a session, to the people who come and to the firms; whole sentences."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext, gettext_noop, override

from sanviec.apps.employers.selectors import contacts_of_all
from sanviec.apps.platform.enums import Channel
from sanviec.apps.platform.services import Letter, post_messages

from .models import ExchangeSession, Interview, Participant, Stand

TO_PERSON = {
    "registered": gettext_noop("Bạn đã đăng ký %(title)s, %(when)s, tại %(place)s. Số %(no)s."),
    "queued": gettext_noop(
        "%(title)s, %(when)s đã hết chỗ. Bạn ở trong danh sách chờ; có chỗ trống sẽ mời bạn."
    ),
    "offered": gettext_noop(
        "Có một chỗ trống cho bạn ở %(title)s, %(when)s. Hãy nhận chỗ trước %(until)s."
    ),
    "passed_over": gettext_noop(
        "Chỗ trống ở %(title)s đã chuyển cho người khác. Bạn vẫn ở trong danh sách chờ."
    ),
    "lapsed": gettext_noop(
        "Bạn đã được mời nhận chỗ đủ số lần ở %(title)s nên không còn trong danh sách chờ."
    ),
    "reminder": gettext_noop(
        "Nhắc bạn: %(title)s, %(when)s, tại %(place)s. Nếu không đến được, hãy hủy để nhường chỗ."
    ),
    "cancelled": gettext_noop("Đã hủy đăng ký của bạn ở %(title)s, %(when)s."),
    "moved": gettext_noop("Thay đổi: %(title)s diễn ra %(when)s, tại %(place)s. %(reason)s"),
    "session_cancelled": gettext_noop("%(title)s, %(when)s đã hủy. Lý do: %(reason)s"),
    "timetable": gettext_noop("Lịch phỏng vấn của bạn ở %(title)s, %(when)s: %(count)s cuộc."),
    "timetable_changed": gettext_noop(
        "Lịch phỏng vấn của bạn ở %(title)s, %(when)s đã đổi, nay có %(count)s cuộc."
    ),
}
TO_FIRM = {
    "invited": gettext_noop(
        "Trung tâm mời đơn vị tham gia %(title)s, %(when)s, tại %(place)s. Xin trả lời."
    ),
    "confirmed": gettext_noop("Đơn vị đã có gian số %(stand)s ở %(title)s, %(when)s."),
    "refused": gettext_noop("Chưa nhận được đơn vị vào %(title)s, %(when)s. %(reason)s"),
    "moved": gettext_noop("Thay đổi: %(title)s diễn ra %(when)s, tại %(place)s. %(reason)s"),
    "session_cancelled": gettext_noop("%(title)s, %(when)s đã hủy. Lý do: %(reason)s"),
    "timetable": gettext_noop("Lịch phỏng vấn của gian %(stand)s ở %(title)s: %(count)s cuộc."),
    "timetable_changed": gettext_noop(
        "Lịch phỏng vấn của gian %(stand)s ở %(title)s đã đổi, nay có %(count)s cuộc."
    ),
}

_AGAIN = frozenset({"moved", "timetable", "timetable_changed"})


@dataclass(frozen=True, slots=True)
class Told:
    """Who is told what: somebody who comes, or a stand; with a timetable where one is told."""

    who: Participant | Stand
    topic: str
    timetable: Sequence[Interview] = ()


def tell(told: Sequence[Told], *, session: ExchangeSession, now: datetime) -> int:
    """Tell many at once; how many messages are new.

    Cost: about 0.2 ms a message, and one query for the accounts of all firms.
    """
    firms = [one.who.employer_id for one in told if isinstance(one.who, Stand)]
    contacts = contacts_of_all(firm for firm in firms if firm is not None)
    letters: list[tuple[Letter, Channel]] = []
    for one in told:
        if isinstance(one.who, Participant):
            letters += _to_person(one.who, one.topic, session, one.timetable)
        elif one.who.employer_id is not None:
            accounts = contacts.get(one.who.employer_id, [])
            users = [contact.user for contact in accounts]
            letters += _to_firm(one, users, session)
    return len(post_messages(letters, now=now))


def tell_person(
    participant: Participant, topic: str, *, session: ExchangeSession, now: datetime
) -> None:
    """A message to one person who comes."""
    tell([Told(participant, topic)], session=session, now=now)


def tell_firm(stand: Stand, topic: str, *, session: ExchangeSession, now: datetime) -> None:
    """A message to those who act for one firm."""
    tell([Told(stand, topic)], session=session, now=now)


def _to_person(
    participant: Participant,
    topic: str,
    session: ExchangeSession,
    timetable: Sequence[Interview],
) -> Iterator[tuple[Letter, Channel]]:
    """In the system with an account, otherwise by SMS.

    Who has neither an account nor a phone hears it at the desk.
    """
    person, text = participant.jobseeker, TO_PERSON[topic]
    user = person.user if person else None
    has_phone = bool(person.phone_index if person else participant.card_phone)
    if user is None and not has_phone:
        return
    with override(user.language if user else "vi"):
        names = _names(session, timetable) | {
            "no": participant.queue_no,
            "until": _moment(participant.offer_ends_at),
        }
        subject = gettext(text) % names
        body = "\n".join([subject, *(_line_for_person(one) for one in timetable)])
    whom = f"jobseeker:{person.pk}" if person else f"participant:{participant.pk}"
    turn = _turn(body, _stamp(session, topic), names["until"])
    letter = Letter(
        key=f"session.{topic}:{participant.pk}:{turn}",
        topic=f"session.{topic}",
        subject=subject[:200],
        body=body,
        link=f"jobseeker:session_entry:{participant.pk}",
        recipient=user,
        recipient_ref="" if user else whom,
    )
    yield letter, Channel.IN_APP if user else Channel.SMS


def _to_firm(
    told: Told, users: list[Any], session: ExchangeSession
) -> Iterator[tuple[Letter, Channel]]:
    """To each account, else to the firm's registered address.

    No name of a jobseeker stands in it: the timetable is read after signing in.
    """
    stand, topic = told.who, told.topic
    assert isinstance(stand, Stand), "asked before"
    assert stand.employer is not None, "asked before"
    firm, text = stand.employer, TO_FIRM[topic]
    reached: list[tuple[Any, Channel]] = [(user, Channel.IN_APP) for user in users]
    if not reached and (firm.email or firm.phone):
        reached = [(None, Channel.EMAIL if firm.email else Channel.SMS)]
    for user, channel in reached:
        with override(user.language if user else "vi"):
            names = _names(session, told.timetable) | {"stand": stand.stand_no or "–"}
            names["reason"] = (stand if topic == "refused" else session).state_reason
            subject = gettext(text) % names
        turn = _turn(subject, _stamp(session, topic), str(stand.updated_at))
        letter = Letter(
            key=f"session.{topic}:{stand.pk}:{user.pk if user else channel.value}:{turn}",
            topic=f"session.{topic}",
            subject=subject[:200],
            link=f"employer:stand:{stand.pk}",
            recipient=user,
            recipient_ref="" if user else f"employer:{firm.pk}",
        )
        yield letter, channel


def _names(session: ExchangeSession, timetable: Sequence[Interview]) -> dict[str, Any]:
    return {
        # A title of full length would leave no room for the day.
        "title": session.title[:80],
        "when": _moment(session.starts_at),
        "place": session.venue or session.address or gettext("phòng họp trực tuyến"),
        "reason": session.state_reason,
        "count": len(timetable),
    }


def _line_for_person(interview: Interview) -> str:
    text = gettext("%(time)s: %(firm)s, gian %(stand)s, bàn %(table)s")
    at = timezone.localtime(interview.starts_at) if interview.starts_at else None
    return text % {
        "time": time_format(at, "H:i") if at else "",
        "firm": interview.stand.name,
        "stand": interview.stand.stand_no or "–",
        "table": (interview.table or 0) + 1,
    }


def _moment(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "H:i d/m/Y") if at else ""


def _stamp(session: ExchangeSession, topic: str) -> str:
    """The same words may be said again where the words before them said something else."""
    return str(session.updated_at) if topic in _AGAIN else ""


def _turn(*said: str) -> str:
    """What tells two messages of one topic to one reader apart."""
    return hashlib.sha256("|".join(said).encode()).hexdigest()[:16]
