"""What is written down of a session, a series and a stand before it is kept, and whether it can be.

Each ``checked_…`` gives the columns, or refuses with the field that is wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime, time, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone

from sanviec.kernel.errors import InputError

from .conflicts import RULES
from .enums import ConflictRule, ExhibitorKind, SessionKind

# Việt Nam with its islands: a pin elsewhere is a slip of the keyboard.
_NORTH, _SOUTH, _WEST, _EAST = 24.0, 6.0, 102.0, 118.0
_MOST_PLACES = 100_000
_LONGEST_SLOT_MINUTES = 240


@dataclass(frozen=True, slots=True)
class VenueData:
    """Where it is held."""

    venue: str = ""
    address: str = ""
    commune_code: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class SessionData:
    """What an officer plans.

    Args:
        held_on, starts, ends: in local time.
        conflict_rules: rule of `conflicts.RULES` -> block, warn or ignore.
    """

    kind: str
    title: str
    held_on: date
    starts: time
    ends: time
    where: VenueData = field(default_factory=VenueData)
    theme: str = ""
    description: str = ""
    registration_closes_at: datetime | None = None
    slot_minutes: int = 15
    capacity: int = 200
    commune_codes: tuple[str, ...] = ()
    objective: str = "fair"
    conflict_rules: Mapping[str, str] = field(default_factory=dict)
    programme_code: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SeriesData:
    """A template such as "every second Thursday, 8:00 to 11:30"."""

    kind: str
    title: str
    weekday: int
    starts: time
    ends: time
    from_on: date
    until_on: date
    every_weeks: int = 1
    slot_minutes: int = 15
    capacity: int = 200
    where: VenueData = field(default_factory=VenueData)


@dataclass(frozen=True, slots=True)
class StandData:
    """What an exhibitor needs at the session.

    Args:
        slots: numbers of the times at which it is there; empty for all.
        own_link: its own meeting room, https only.
    """

    tables: int = 1
    slots: tuple[int, ...] = ()
    guests: int = 1
    own_link: str = ""
    note: str = ""
    kind: str = ExhibitorKind.EMPLOYER.value


def checked_session(data: SessionData) -> dict[str, Any]:
    """The columns of a session.

    Raises:
        InputError: something is missing or cannot be; ``field`` names it.
    """
    _check_title(data.title)
    _check_kind(data)
    _check_times(data.starts, data.ends, data.slot_minutes)
    _check_capacity(data.capacity)
    starts_at, ends_at = local_times(data.held_on, data.starts, data.ends)
    closes_at = data.registration_closes_at
    if closes_at is not None and closes_at > ends_at:
        raise InputError(
            "Hạn đăng ký phải trước khi phiên kết thúc.",
            f"registration closes at {closes_at}, after the end {ends_at}",
            field="registration_closes_at",
            code="closes_after_end",
        )
    same = ("kind", "theme", "description", "slot_minutes", "capacity", "held_on", "note")
    columns = {name: getattr(data, name) for name in same}
    return (
        columns
        | checked_venue(data.where)
        | {
            "title": data.title.strip(),
            "starts_at": starts_at,
            "ends_at": ends_at,
            "registration_closes_at": closes_at,
            "commune_codes": list(data.commune_codes),
            "objective": _one_of("objective", data.objective, ("fair", "total")),
            "conflict_rules": _checked_rules(data.conflict_rules),
            "programme_code": data.programme_code.strip(),
        }
    )


def checked_series(data: SeriesData) -> dict[str, Any]:
    """The columns of a series.

    Raises:
        InputError: something is missing or cannot be; ``field`` names it.
    """
    _check_title(data.title)
    _one_of("kind", data.kind, SessionKind.values)
    _check_times(data.starts, data.ends, data.slot_minutes)
    _check_capacity(data.capacity)
    _between("weekday", data.weekday, 0, 6)
    _between("every_weeks", data.every_weeks, 1, 52)
    if not data.from_on <= data.until_on <= data.from_on + timedelta(days=366):
        raise InputError(
            "Loạt phiên phải kết thúc sau ngày bắt đầu và không dài quá một năm.",
            f"series from {data.from_on} to {data.until_on}: at most a year, in this order",
            field="until_on",
            code="series_dates",
        )
    names = [row.name for row in fields(SeriesData) if row.name != "where"]
    columns = {name: getattr(data, name) for name in names}
    return columns | checked_venue(data.where) | {"title": data.title.strip()}


def checked_stand(data: StandData, slots: int) -> dict[str, Any]:
    """The columns of a stand in a session of so many times.

    Raises:
        InputError: something cannot be; ``field`` names it.
    """
    _one_of("kind", data.kind, ExhibitorKind.values)
    _between("tables", data.tables, 1, 100)
    _between("guests", data.guests, 0, 200)
    return {
        "kind": data.kind,
        "tables": data.tables,
        "guests": data.guests,
        "slots": checked_slots(data.slots, slots),
        "own_link": _checked_link(data.own_link.strip()),
        "note": data.note.strip()[:500],
    }


def checked_slots(chosen: tuple[int, ...], slots: int) -> list[int]:
    """The times at which somebody is there, ascending; all of them are written as none.

    Raises:
        InputError: a time that the session does not have.
    """
    strange = [slot for slot in chosen if not 0 <= slot < slots]
    if strange:
        raise InputError(
            "Có khung giờ không thuộc phiên này. Hãy chọn lại.",
            f"slots {strange} are outside 0..{slots - 1}",
            field="slots",
            code="slot_unknown",
        )
    distinct = sorted(set(chosen))
    return [] if len(distinct) == slots else distinct


def checked_venue(where: VenueData) -> dict[str, Any]:
    """The columns of a place; a pin has both coordinates and lies in Việt Nam."""
    lat, lon = where.latitude, where.longitude
    if (lat is None) != (lon is None):
        raise InputError(
            "Hãy ghi cả vĩ độ và kinh độ, hoặc để trống cả hai.",
            "latitude and longitude go together",
            field="latitude" if lat is None else "longitude",
            code="half_a_pin",
        )
    is_there = lat is None or lon is None or (_SOUTH <= lat <= _NORTH and _WEST <= lon <= _EAST)
    if not is_there:
        raise InputError(
            "Tọa độ này nằm ngoài Việt Nam. Hãy kiểm tra lại vĩ độ (6–24) và kinh độ (102–118).",
            f"({lat}, {lon}) is not in Việt Nam",
            field="latitude",
            code="pin_elsewhere",
        )
    return {row.name: getattr(where, row.name) for row in fields(VenueData)}


def local_times(on: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    """Start and end as instants."""
    return (
        timezone.make_aware(datetime.combine(on, starts)),
        timezone.make_aware(datetime.combine(on, ends)),
    )


def _check_title(title: str) -> None:
    if not any(char.isalpha() for char in title):
        raise InputError(
            "Hãy ghi tên phiên, ví dụ “Phiên giao dịch việc làm thứ Năm”.",
            "a session needs a title with letters",
            field="title",
            code="title_missing",
        )


def _check_kind(data: SessionData) -> None:
    _one_of("kind", data.kind, SessionKind.values)
    if data.kind == SessionKind.MOBILE and not data.commune_codes:
        raise InputError(
            "Phiên lưu động cần nêu các xã, phường được phục vụ.",
            "a mobile session names its communes",
            field="commune_codes",
            code="communes_missing",
        )
    if data.kind == SessionKind.THEMATIC and not data.theme.strip():
        raise InputError(
            "Phiên chuyên đề cần nêu chuyên đề, ví dụ “Việc làm cho thanh niên xuất ngũ”.",
            "a thematic session names its theme",
            field="theme",
            code="theme_missing",
        )


def _check_times(starts: time, ends: time, slot_minutes: int) -> None:
    _between("slot_minutes", slot_minutes, 1, _LONGEST_SLOT_MINUTES)
    day = date(2000, 1, 1)
    length = datetime.combine(day, ends) - datetime.combine(day, starts)
    if length <= timedelta(0) or length < timedelta(minutes=slot_minutes):
        raise InputError(
            "Giờ kết thúc phải sau giờ bắt đầu ít nhất một lượt phỏng vấn.",
            f"{starts}–{ends} holds no interview of {slot_minutes} minutes",
            field="ends",
            code="session_too_short",
        )


def _check_capacity(capacity: int) -> None:
    _between("capacity", capacity, 1, _MOST_PLACES)


def _checked_rules(rules: Mapping[str, str]) -> dict[str, str]:
    for name, strictness in rules.items():
        _one_of("conflict_rules", name, tuple(RULES))
        _one_of("conflict_rules", strictness, ConflictRule.values)
    # What is as by default is not written, so that a better default reaches old sessions too.
    return {name: how for name, how in sorted(rules.items()) if how != RULES[name].default}


def _checked_link(link: str) -> str:
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        is_good = parts.scheme == "https" and bool(parts.hostname) and not parts.username
    except ValueError:
        is_good = False
    if not is_good or len(link) > 300 or any(char.isspace() for char in link):
        raise InputError(
            "Đường dẫn phòng họp phải bắt đầu bằng https://, ví dụ https://meet.example.vn/phong-1.",
            f"own link {link[:60]!r}: https only, without a user name",
            field="own_link",
            code="link_not_https",
        )
    return link


def _between(name: str, value: int, least: int, most: int) -> None:
    if not least <= value <= most:
        raise InputError(
            f"Số ở đây phải từ {least} đến {most}.",
            f"{name} is {value}, not {least}..{most}",
            field=name,
            code="out_of_range",
        )


def _one_of(name: str, value: str, known: Any) -> str:
    if value not in known:
        raise InputError(
            "Hãy chọn trong danh sách.",
            f"{name} is {value!r}, not one of {list(known)}",
            field=name,
            code="unknown_choice",
        )
    return value
