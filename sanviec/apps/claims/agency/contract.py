"""What the agency tells: a person's record of contributions, and who began to contribute again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanviec.engines.benefits.kinds import PENSIONS
from sanviec.engines.benefits.values import (
    MOST_MONTHS,
    day,
    missing,
    must_be,
    rows,
    text,
    whole,
    word,
)
from sanviec.kernel.identifiers import is_valid_social_insurance_no

# What the engine reads of a span; the employer's name stays with the record.
SPAN_FIELDS = ("from", "to", "wage_vnd", "paid", "reason", "region")
_NOT_A_DIGIT = re.compile(r"\D")
_LONGEST = 200
MOST_NEWS = 1_000


@dataclass(frozen=True, slots=True)
class Work:
    """A job for which somebody contributes now, or did after the separation."""

    employer: str
    since: date


@dataclass(frozen=True, slots=True)
class ContributionRecord:
    """What the agency knows of one person on a day.

    ``contributions`` are spans in the engine's fields. ``open_claim`` names a claim that another
    office has under way, "" for none; ``carried_in_months`` is None where nothing is said.
    """

    number: str
    full_name: str
    birth_date: date | None
    as_of: date
    contributions: tuple[dict[str, Any], ...]
    works: tuple[Work, ...] = ()
    open_claim: str = ""
    pension: str = "none"
    carried_in_months: int | None = None


@dataclass(frozen=True, slots=True)
class NewWork:
    """One person for whom an employer began to contribute."""

    event_id: str
    number: str
    employer: str
    began_on: date
    contract_months: int | None


@dataclass(frozen=True, slots=True)
class News:
    """One page of the feed; ``cursor`` is where the next one begins."""

    events: tuple[NewWork, ...]
    cursor: str
    has_more: bool


def insurance_number(value: Any, place: str = "number") -> str:
    """The digits of a social insurance number.

    Raises:
        InputError: it is neither ten digits nor a citizen's number.
    """
    if not isinstance(value, str) or not is_valid_social_insurance_no(value):
        raise must_be(
            place,
            value if isinstance(value, str) else None,
            "mã số bảo hiểm xã hội 10 chữ số hoặc số định danh cá nhân 12 chữ số",
            "a social insurance number of 10 digits, or a citizen's number of 12",
        )
    return _NOT_A_DIGIT.sub("", value)


def read_record(data: Any) -> ContributionRecord:
    """The record that plain data of the contract describes.

    Raises:
        InputError: a field is missing, of the wrong kind or impossible; ``field`` names it.
    """
    if not isinstance(data, dict):
        raise must_be("record", data, "đối tượng JSON {…}", "a JSON object {…}")
    as_of = day(data, "as_of")
    if as_of is None:
        raise missing("as_of", "cần biết số liệu đến ngày nào", "the day of the data must be said")
    return ContributionRecord(
        number=insurance_number(data.get("number")),
        full_name=_words(data, "full_name"),
        birth_date=_birth_date(data),
        as_of=as_of,
        contributions=tuple(_span(row) for row in rows(data, "contributions") or ()),
        works=tuple(_work(row, n) for n, row in enumerate(rows(data, "works") or ())),
        open_claim=_words(data, "open_claim"),
        pension=word(data, "pension", PENSIONS) or "none",
        carried_in_months=whole(data, "carried_in_months", MOST_MONTHS),
    )


def read_news(data: Any) -> News:
    """One page of the feed of people for whom somebody began to contribute.

    Raises:
        InputError: a field is missing, of the wrong kind or impossible; ``field`` names it.
    """
    if not isinstance(data, dict):
        raise must_be("feed", data, "đối tượng JSON {…}", "a JSON object {…}")
    cursor = data.get("cursor")
    if not isinstance(cursor, str) or not 0 < len(cursor) <= _LONGEST:
        raise must_be("cursor", cursor, "chữ, không trống", "words, not empty")
    listed = rows(data, "events")
    if listed is None:
        raise missing("events", "cần danh sách, có thể trống", "a list is needed, it may be empty")
    if len(listed) > MOST_NEWS:
        raise must_be(
            "events", len(listed), f"không quá {MOST_NEWS} dòng", f"at most {MOST_NEWS} entries"
        )
    events = tuple(_new_work(row, number) for number, row in enumerate(listed))
    return News(events, cursor, data.get("has_more") is True)


def _birth_date(data: Mapping[str, Any]) -> date | None:
    """People are older than the calendar of the law, so its reader of days does not do."""
    value = data.get("birth_date")
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        raise must_be(
            "birth_date", value, "một ngày dạng 1990-01-31", "a day such as 1990-01-31"
        ) from None


def _span(row: Mapping[str, Any]) -> dict[str, Any]:
    """The engine checks each span; here only what it does not know is left out."""
    return {name: row[name] for name in SPAN_FIELDS if row.get(name) is not None}


def _work(row: Mapping[str, Any], number: int) -> Work:
    since = day(row, "since", f"works[{number}].")
    if since is None:
        raise missing(f"works[{number}].since", "cần ngày bắt đầu", "the first day is needed")
    return Work(_words(row, "employer"), since)


def _new_work(row: Mapping[str, Any], number: int) -> NewWork:
    place = f"events[{number}]."
    event_id, began_on = row.get("id"), day(row, "from", place)
    if not isinstance(event_id, str) or not 0 < len(event_id) <= 80:
        raise must_be(place + "id", event_id, "mã, không quá 80 chữ", "an id of at most 80 letters")
    if began_on is None:
        raise missing(place + "from", "cần ngày bắt đầu đóng", "the first day is needed")
    return NewWork(
        event_id=event_id,
        number=insurance_number(row.get("number"), place + "number"),
        employer=_words(row, "employer"),
        began_on=began_on,
        contract_months=whole(row, "contract_months", MOST_MONTHS, place),
    )


def _words(data: Mapping[str, Any], name: str) -> str:
    return " ".join((text(data, name) or "").replace("\0", "").split())[:_LONGEST]
