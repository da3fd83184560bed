"""Forms of exchange sessions: the session itself, its series, another day, a connection point."""

from __future__ import annotations

import re
from datetime import datetime, time
from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.exchanges.conflicts import RULES, strictness
from sanviec.apps.exchanges.data import SeriesData, SessionData, VenueData
from sanviec.apps.exchanges.enums import ConflictRule, SessionKind
from sanviec.apps.exchanges.models import ExchangeSession, SessionSeries
from sanviec.web.labels import WEEKDAYS

from .base import Groups, HouseForm
from .fields import PlaceField, PlacesField, refuse_without_letters

_PIN = re.compile(r"\s*(-?\d{1,3}[.,]\d+)\s*[,;\s]\s*(-?\d{1,3}[.,]\d+)\s*")
_DAY: dict[str, Any] = {"type": "date"}
_TIME: dict[str, Any] = {"type": "time"}


class PinField(forms.CharField):
    """Latitude and longitude as a map gives them: "21.8537, 106.7615"."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None, None
        found = _PIN.fullmatch(text)
        if found is None:
            raise forms.ValidationError(
                _("Tọa độ chưa đúng. Hãy ghi như 21.8537, 106.7615."), code="pin_invalid"
            )
        return tuple(float(part.replace(",", ".")) for part in found.groups())


class ClockField(forms.TimeField):
    """A time of day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TimeInput(attrs=_TIME, format="%H:%M"), **kwargs)
        self.error_messages["invalid"] = gettext_lazy("Giờ chưa đúng. Hãy ghi như 08:30.")


class DayField(forms.DateField):
    """A day."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **kwargs)


class VenueForm(HouseForm):
    """Where something is held; the ground of sessions, series and connection points."""

    venue = forms.CharField(label=gettext_lazy("Địa điểm"), required=False, max_length=200)
    address = forms.CharField(label=gettext_lazy("Địa chỉ"), required=False, max_length=300)
    commune = PlaceField(
        label=gettext_lazy("Xã, phường"),
        required=False,
        help_text=gettext_lazy("Xã, phường và tỉnh"),
    )
    pin = PinField(
        label=gettext_lazy("Tọa độ"),
        required=False,
        max_length=60,
        help_text=gettext_lazy("Vĩ độ, kinh độ như bản đồ cho: 21.8537, 106.7615"),
    )
    SERVICE_NAMES = {"latitude": "pin", "longitude": "pin", "commune_code": "commune"}

    def venue_data(self) -> VenueData:
        """The place, as services take it."""
        clean = self.cleaned_data
        latitude, longitude = clean["pin"]
        return VenueData(clean["venue"], clean["address"], clean["commune"], latitude, longitude)


class PartForm(VenueForm):
    """A partner's connection point."""

    contact = forms.CharField(label=gettext_lazy("Người phụ trách"), required=False, max_length=120)


class SessionForm(VenueForm):
    """A session; the rules of planning stand last, folded by their heading.

    Args:
        session: the one that is corrected; None for a new one.
    """

    title = forms.CharField(label=gettext_lazy("Tên phiên"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("Loại phiên"), choices=SessionKind.choices)
    theme = forms.CharField(
        label=gettext_lazy("Chuyên đề"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Chỉ ghi cho phiên chuyên đề"),
    )
    communes = PlacesField(
        label=gettext_lazy("Cụm xã"),
        required=False,
        max_length=600,
        help_text=gettext_lazy("Các xã được phục vụ, chỉ ghi cho phiên lưu động"),
    )
    held_on = DayField(label=gettext_lazy("Ngày tổ chức"))
    starts = ClockField(label=gettext_lazy("Giờ bắt đầu"))
    ends = ClockField(label=gettext_lazy("Giờ kết thúc"))
    capacity = forms.IntegerField(
        label=gettext_lazy("Số chỗ cho người lao động"), initial=200, min_value=1
    )
    slot_minutes = forms.IntegerField(
        label=gettext_lazy("Một lượt phỏng vấn (phút)"), initial=15, min_value=1, max_value=240
    )
    closes_on = DayField(
        label=gettext_lazy("Ngày cuối nhận đăng ký"),
        required=False,
        help_text=gettext_lazy("Để trống thì nhận đến khi tan phiên"),
    )
    description = forms.CharField(
        label=gettext_lazy("Giới thiệu"), required=False, max_length=5000, widget=forms.Textarea
    )
    programme_code = forms.CharField(
        label=gettext_lazy("Dòng chương trình"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Mã nguồn kinh phí, nếu có"),
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú nội bộ"), required=False, max_length=500)
    objective = forms.ChoiceField(
        label=gettext_lazy("Cách xếp lịch phỏng vấn"),
        choices=[
            ("fair", gettext_lazy("Công bằng: ưu tiên trước, rồi nhiều người nhất, rồi điểm")),
            ("total", gettext_lazy("Tổng điểm phù hợp cao nhất")),
        ],
    )
    GROUPS: ClassVar[Groups] = (
        (
            gettext_lazy("Phiên"),
            ("title", "kind", "theme", "communes", "held_on", "starts", "ends", "closes_on"),
        ),
        (gettext_lazy("Địa điểm"), ("venue", "address", "commune", "pin")),
        (gettext_lazy("Giới thiệu và kinh phí"), ("description", "programme_code", "note")),
        (gettext_lazy("Xếp lịch phỏng vấn"), ("capacity", "slot_minutes", "objective")),
    )
    SERVICE_NAMES = VenueForm.SERVICE_NAMES | {
        "commune_codes": "communes",
        "registration_closes_at": "closes_on",
    }

    def __init__(self, *args: Any, session: ExchangeSession | None = None, **kwargs: Any) -> None:
        if session is not None:
            kwargs.setdefault("initial", session_initial(session))
        super().__init__(*args, **kwargs)
        rules = session.conflict_rules if session else {}
        for name, rule in RULES.items():
            self.fields[f"rule_{name}"] = forms.ChoiceField(
                label=rule.title,
                choices=ConflictRule.choices,
                initial=strictness(rules, name),
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    def clean_title(self) -> str:
        """A name that can be read out."""
        title: str = self.cleaned_data["title"]
        refuse_without_letters(title)
        return title

    def data_for_service(self) -> SessionData:
        """What was filled in, as the services take it."""
        clean = self.cleaned_data
        same = ("title", "kind", "theme", "held_on", "starts", "ends", "capacity", "slot_minutes")
        more = ("description", "programme_code", "note", "objective")
        return SessionData(
            where=self.venue_data(),
            commune_codes=tuple(clean["communes"]),
            registration_closes_at=_end_of(clean["closes_on"]),
            conflict_rules={name: clean[f"rule_{name}"] for name in RULES},
            **{name: clean[name] for name in (*same, *more)},
        )


def _end_of(day: Any) -> datetime | None:
    """The last moment of a day."""
    if day is None:
        return None
    return timezone.make_aware(datetime.combine(day, time(23, 59, 59)))


def session_initial(session: ExchangeSession) -> dict[str, Any]:
    """What the form shows for a session that exists."""
    from sanviec.web.templatetags.sanviec import place_full

    same = ("title", "kind", "theme", "held_on", "capacity", "slot_minutes", "description")
    more = ("programme_code", "note", "objective")
    closes = session.registration_closes_at
    return venue_initial(session) | {
        **{name: getattr(session, name) for name in (*same, *more)},
        "starts": timezone.localtime(session.starts_at).time(),
        "ends": timezone.localtime(session.ends_at).time(),
        "closes_on": timezone.localdate(closes) if closes else None,
        "communes": "; ".join(place_full(code) for code in session.commune_codes),
    }


def venue_initial(row: Any) -> dict[str, Any]:
    """What a form shows of a place that is kept."""
    from sanviec.web.templatetags.sanviec import place_full

    pin = "" if row.latitude is None else f"{row.latitude}, {row.longitude}"
    place = place_full(row.commune_code) if row.commune_code else ""
    return {"venue": row.venue, "address": row.address, "commune": place, "pin": pin}


class SeriesForm(VenueForm):
    """A series such as "every Thursday"."""

    title = forms.CharField(label=gettext_lazy("Tên phiên"), max_length=200)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại phiên"),
        choices=[
            (kind.value, kind.label)
            for kind in SessionKind
            if kind not in {SessionKind.MOBILE, SessionKind.THEMATIC}
        ],
    )
    weekday = forms.TypedChoiceField(label=gettext_lazy("Thứ"), choices=WEEKDAYS, coerce=int)
    every_weeks = forms.IntegerField(
        label=gettext_lazy("Cách mấy tuần"), initial=1, min_value=1, max_value=52
    )
    from_on = DayField(label=gettext_lazy("Từ ngày"))
    until_on = DayField(label=gettext_lazy("Đến ngày"))
    starts = ClockField(label=gettext_lazy("Giờ bắt đầu"))
    ends = ClockField(label=gettext_lazy("Giờ kết thúc"))
    capacity = forms.IntegerField(
        label=gettext_lazy("Số chỗ cho người lao động"), initial=200, min_value=1
    )
    slot_minutes = forms.IntegerField(
        label=gettext_lazy("Một lượt phỏng vấn (phút)"), initial=15, min_value=1, max_value=240
    )
    GROUPS: ClassVar[Groups] = (
        (gettext_lazy("Phiên"), ("title", "kind", "weekday", "every_weeks", "from_on", "until_on")),
        (gettext_lazy("Giờ"), ("starts", "ends", "capacity", "slot_minutes")),
        (gettext_lazy("Địa điểm"), ("venue", "address", "commune", "pin")),
    )

    def data_for_service(self) -> SeriesData:
        """What was filled in, as the service takes it."""
        clean = self.cleaned_data
        names = ("title", "kind", "weekday", "every_weeks", "from_on", "until_on")
        more = ("starts", "ends", "capacity", "slot_minutes")
        values = {name: clean[name] for name in (*names, *more)}
        return SeriesData(where=self.venue_data(), **values)


class MoveForm(HouseForm):
    """Another day for a session."""

    held_on = DayField(label=gettext_lazy("Ngày mới"))
    starts = ClockField(label=gettext_lazy("Giờ bắt đầu"))
    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=300)


def series_rhythm(series: SessionSeries) -> str:
    """ "Thứ Năm hằng tuần", "Thứ Năm, cách 2 tuần"."""
    day = str(dict(WEEKDAYS)[series.weekday])
    if series.every_weeks == 1:
        return _("%(day)s hằng tuần") % {"day": day}
    return _("%(day)s, cách %(n)s tuần") % {"day": day, "n": series.every_weeks}
