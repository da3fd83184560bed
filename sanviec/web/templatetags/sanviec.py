"""Tags and filters that every template may use."""

from __future__ import annotations

import json
from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.platform.transitions import Transition
from sanviec.apps.reference.selectors import calendar, gazetteer, occupations
from sanviec.kernel.dong import format_million, format_vnd
from sanviec.kernel.errors import InputError
from sanviec.kernel.identifiers import mask_email, mask_identity, mask_phone
from sanviec.web.labels import OWN_ACTIONS, OWN_STATES, WEEKDAYS, action_title, label_table
from sanviec.web.law_words import law_article as article_of_law
from sanviec.web.law_words import law_number as number_of_law
from sanviec.web.law_words import titles_of_doubts
from sanviec.web.texts import with_plain_days

register = template.Library()

# Beyond this nobody counts days of work, and the calendar may have no entries.
FAR_AWAY = timedelta(days=366)


@register.filter
def vnd(amount: int | None) -> str:
    """7500000 as 7.500.000, for tables."""
    return format_vnd(amount) if amount is not None else ""


@register.filter
def million(amount: int | None) -> str:
    """7500000 as "7,5 triệu đồng", for sentences."""
    if amount is None:
        return ""
    if get_language() == "vi":
        return format_million(amount)
    return _("%(amount)s triệu đồng") % {"amount": _short(amount)}


@register.filter
def wage(vacancy: Any) -> str:
    """What a vacancy pays, as people say it."""
    low, high = vacancy.wage_min_vnd_month, vacancy.wage_max_vnd_month
    if low and high and low != high:
        text = _("%(low)s–%(high)s triệu đồng/tháng")
        return text % {"low": _short(low), "high": _short(high)}
    if low and high:
        return _("%(amount)s triệu đồng/tháng") % {"amount": _short(low)}
    if low:
        return _("từ %(amount)s triệu đồng/tháng") % {"amount": _short(low)}
    if high:
        return _("đến %(amount)s triệu đồng/tháng") % {"amount": _short(high)}
    return _("lương thỏa thuận")


def _short(amount: int) -> str:
    text = f"{amount / 1_000_000:.1f}".removesuffix(".0")
    return text.replace(".", ",") if get_language() == "vi" else text


@register.filter
def place_name(code: str) -> str:
    """The name of a place code; a code that no table knows is shown as it is."""
    try:
        return gazetteer().get(code).name
    except InputError:
        return code


@register.filter
def place_full(code: str) -> str:
    """Commune and province: "Phường Hải Vân, Đà Nẵng"."""
    try:
        place = gazetteer().get(code)
        parent = gazetteer().get(place.parent).name if place.parent else ""
    except InputError:
        return code
    return f"{place.full_name}, {parent}" if parent else place.full_name


@register.filter
def province_name(code: str) -> str:
    """The province alone: near enough for people who are not to be recognised."""
    try:
        return gazetteer().get(gazetteer().province_of(code)).name
    except InputError:
        return ""


@register.filter
def place_names(codes: list[str]) -> str:
    """Several places in one line."""
    return ", ".join(place_full(code) for code in codes)


@register.filter
def occupation_title(code: str) -> str:
    """The title of an occupation code in the language of the page."""
    if not code:
        return ""
    try:
        occupation = occupations().get(code)
    except InputError:
        return code
    return occupation.title_en if get_language() == "en" else occupation.title_vi


@register.filter
def reason_text(reason: Any) -> str:
    """A reason's sentence in the language of the page; stored reasons are plain dicts.

    Engines write days and months as files do, 2026-04; a page has them as people write them.
    """
    key = "text_en" if get_language() == "en" else "text_vi"
    text = str(reason[key] if isinstance(reason, dict) else getattr(reason, key))
    return with_plain_days(text)


@register.filter
def is_unknown(sentence: str) -> bool:
    """Whether a reason only says that something is not known, so that no tick stands before it.

    Reasons carry no key for it; every such sentence of the engine begins or ends alike.
    """
    return sentence.startswith("Chưa rõ") or sentence.endswith("not known")


@register.filter
def deadline(due_on: date | None) -> str:
    """A deadline in words: "còn 2 ngày làm việc"."""
    if due_on is None:
        return ""
    today = timezone.localdate()
    if due_on == today:
        return _("hôm nay")
    if abs(due_on - today) > FAR_AWAY:
        return _far_deadline(due_on, today)
    if due_on < today:
        late = _working_days(due_on, today)
        text = ngettext("quá hạn %(n)s ngày làm việc", "quá hạn %(n)s ngày làm việc", late)
        return text % {"n": max(late, 1)}
    left = _working_days(today, due_on)
    return ngettext("còn %(n)s ngày làm việc", "còn %(n)s ngày làm việc", left) % {"n": left}


def _far_deadline(due_on: date, today: date) -> str:
    count = abs(due_on - today).days // 30
    if due_on < today:
        text = ngettext("quá hạn hơn %(n)s tháng", "quá hạn hơn %(n)s tháng", count)
    else:
        text = ngettext("còn hơn %(n)s tháng", "còn hơn %(n)s tháng", count)
    return text % {"n": count}


def _working_days(start: date, end: date) -> int:
    """As the calendar counts; plain weekdays where the calendar has no entries yet."""
    try:
        return calendar().working_days_between(start, end)
    except InputError:
        days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
        return sum(day.weekday() < 5 for day in days)


@register.filter
def law_titles(keys: list[str]) -> list[str]:
    """What an answer of the engine rests on without its text, by title."""
    return titles_of_doubts(keys, timezone.localdate())


@register.filter
def iso_day(text: str) -> date:
    """The day behind an ISO writing, as stored answers of the engine have it."""
    return date.fromisoformat(text)


@register.filter
def month_year(text: str) -> str:
    """2023-07 as 07/2023."""
    year, _dash, month = text.partition("-")
    return f"{month}/{year}"


@register.filter
def weekday(day: date) -> str:
    """ "Thứ Năm"; Django writes "Thứ 5". An instant counts by our clock."""
    if isinstance(day, datetime):
        day = timezone.localtime(day)
    return str(dict(WEEKDAYS)[day.weekday()])


@register.filter
def months(count: int | None) -> str:
    """24 as "2 năm", 18 as "1 năm 6 tháng", 0 as "không cần kinh nghiệm"."""
    if count is None:
        return ""
    if count == 0:
        return _("không cần kinh nghiệm")
    years, rest = divmod(count, 12)
    parts = []
    if years:
        parts.append(ngettext("%(n)s năm", "%(n)s năm", years) % {"n": years})
    if rest:
        parts.append(ngettext("%(n)s tháng", "%(n)s tháng", rest) % {"n": rest})
    return " ".join(parts)


@register.filter
def experience(count: int | None) -> str:
    """What a person has: as ``months``, but nobody is told that none is needed."""
    return _("chưa có kinh nghiệm") if count == 0 else months(count)


@register.filter
def labels(values: list[str], field: str) -> str:
    """Stored codes as words: ``jobseeker.shifts|labels:"shift"``."""
    return ", ".join(label_of(value, field) for value in values)


@register.filter
def label_of(value: str, field: str) -> str:
    """One stored code as words."""
    return str(label_table(field).get(str(value), value))


@register.filter
def act(action: str) -> str:
    """What an audit line says was done: "gửi hồ sơ cho doanh nghiệp"."""
    return action_title(action)


@register.filter
def own_act(action: str) -> str:
    """What was done, told to the person whom it is about."""
    return str(OWN_ACTIONS.get(action) or action_title(action))


@register.filter
def own_state(referral: Any) -> str:
    """Where a referral stands, told to the person whom it is about."""
    return str(OWN_STATES.get(referral.state) or referral.get_state_display())


@register.filter
def done_by(entry: AuditEntry) -> str:
    """The role behind an audit line, and by which link when nobody had signed in."""
    role = label_of(entry.actor_role, "role")
    sent_to = json.loads(entry.data).get("link_sent_to", "").partition(":")[0]
    if not sent_to:
        return role
    link = {"role": role, "address": label_of(sent_to, "link_sent_to")}
    return _("%(role)s, qua liên kết gửi tới %(address)s") % link


@register.filter
def unlocalised(value: Any) -> str:
    """A year without the thousands' dot."""
    return str(value)


@register.filter
def masked_phone(number: str) -> str:
    """09•••••321: enough to recognise, too little to call."""
    return mask_phone(number) if number else ""


@register.filter
def masked_email(address: str) -> str:
    """t•••@example.vn."""
    return mask_email(address) if address else ""


@register.filter
def masked_identity(number: str) -> str:
    """The ends of an identity number only."""
    return mask_identity(number) if number else ""


@register.filter
def level_title(level: int | None) -> str:
    """A schooling level in words."""
    return label_of(str(level), "education") if level is not None else ""


@register.simple_tag
def event_title(event: Transition, referral: Any = None) -> str:
    """A transition's title in the language of the page; a second invitation moves the first."""
    if event.event == "invite" and referral is not None and referral.interview_at:
        return _("Đổi lịch phỏng vấn")
    return event.title_en if get_language() == "en" else event.title_vi


@register.simple_tag
def provinces() -> list[Any]:
    """The provinces of today, for suggestions while typing."""
    return list(gazetteer().provinces())


# Kind of desk task -> the page that it opens.
TASK_PAGES = {
    "verify_employer": "web:desk:employer",
    "approve_vacancy": "web:desk:vacancy",
    "review_vacancy": "web:desk:vacancy",
    "follow_up": "web:desk:follow_up",
}


@register.simple_tag
def task_url(task: Any) -> str:
    """The page on which a desk task is done."""
    return reverse(TASK_PAGES.get(task.kind, "web:desk:referral"), args=[task.target.pk])


@register.simple_tag
def task_title(task: Any) -> str:
    """What has to be done, with whom."""
    target = task.target
    if task.kind == "verify_employer":
        subject = target.name
    elif task.kind in {"approve_vacancy", "review_vacancy"}:
        subject = f"{target.title}, {target.employer.name}"
    else:
        referral = target.referral if task.kind == "follow_up" else target
        subject = f"{referral.jobseeker.full_name} – {referral.vacancy.employer.name}"
    return f"{label_of(task.kind, 'task')}: {subject}"


@register.simple_tag(takes_context=True)
def with_query(context: Any, **changes: Any) -> str:
    """The present address's query with some parameters changed; None drops one."""
    query: QueryDict = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    encoded = query.urlencode()
    return f"?{encoded}" if encoded else "?"


@register.simple_tag
def session_page(name: str, session: Any) -> str:
    """A page of a session, by its name; of the desk where no other part is named."""
    return reverse(f"web:{name}" if ":" in name else f"web:desk:{name}", args=[session.pk])


@register.simple_tag
def map_url(place: Any) -> str:
    """Where a map of a place opens; nothing of it is loaded into our pages."""
    at = f"{place.latitude:.6f}", f"{place.longitude:.6f}"
    return f"https://www.openstreetmap.org/?mlat={at[0]}&mlon={at[1]}#map=17/{at[0]}/{at[1]}"


@register.simple_tag
def law_number(key: str) -> int:
    """A figure of unemployment insurance as the law in force today has it."""
    return number_of_law(key, timezone.localdate())


@register.simple_tag
def law_article(key: str) -> str:
    """Where the law in force today says it."""
    return article_of_law(key, timezone.localdate())
