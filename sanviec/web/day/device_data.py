"""What a device sends, read strictly: one bad item spoils nothing but itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from sanviec.apps.exchanges.enums import ScanKind, ScanVia
from sanviec.apps.exchanges.services.door import ScanData
from sanviec.apps.exchanges.services.walk_in import WalkInCard

MOST_ITEMS = 1_000
# A clock further off than this was never set: the day itself would be a guess.
MOST_AHEAD = timedelta(days=366)
LONGEST_TICKET = 200


class BadItem(ValueError):
    """The item cannot be understood; the text names the part."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A batch: cards first, because scans may speak of them; what was not understood by its id."""

    sent_at: datetime | None
    cards: list[WalkInCard]
    scans: list[ScanData]
    bad: list[dict[str, str]]


def read_batch(body: bytes) -> Sent:
    """The items of a request.

    Raises:
        BadItem: the body as a whole is not one.
    """
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        raise BadItem("not JSON") from None
    if not isinstance(told, dict):
        raise BadItem("not an object")
    cards, scans = told.get("cards", []), told.get("scans", [])
    if not isinstance(cards, list) or not isinstance(scans, list):
        raise BadItem("cards and scans are lists")
    if len(cards) + len(scans) > MOST_ITEMS:
        raise BadItem(f"more than {MOST_ITEMS} items")
    bad: list[dict[str, str]] = []
    sent_at = _instant(told, "sent_at") if told.get("sent_at") is not None else None
    return Sent(sent_at, _each(cards, _card, bad), _each(scans, _scan, bad), bad)


def _each(items: list[Any], read: Any, bad: list[dict[str, str]]) -> list[Any]:
    understood = []
    for item in items:
        try:
            if not isinstance(item, dict):
                raise BadItem("not an object")
            understood.append(read(item))
        except BadItem as error:
            item_id = item.get("id") if isinstance(item, dict) else None
            bad.append({"id": str(item_id)[:40], "error": str(error)})
    return understood


def _scan(item: Mapping[str, Any]) -> ScanData:
    kind = _choice(item, "kind", ScanKind, ScanKind.IN)
    return ScanData(
        scan_id=_uuid(item, "id"),
        via=_choice(item, "via", ScanVia, ScanVia.API),
        kind=kind,
        ticket=_text(item, "ticket", LONGEST_TICKET),
        participant_id=_uuid(item, "participant") if item.get("participant") else None,
        undoes_id=_uuid(item, "undoes") if kind == ScanKind.UNDO else None,
        device_at=_instant(item, "device_at") if item.get("device_at") is not None else None,
        ahead=_ahead(item),
        is_admitted=item.get("admitted") is True,
        was_offline=item.get("offline") is True,
    )


def _card(item: Mapping[str, Any]) -> WalkInCard:
    year = item.get("year")
    if year is not None and (not isinstance(year, int) or isinstance(year, bool)):
        raise BadItem("year")
    return WalkInCard(
        card_id=_uuid(item, "id"),
        full_name=_text(item, "name", 200),
        birth_year=year,
        sex=_text(item, "sex", 10),
        commune_code=_text(item, "commune", 8),
        phone=_text(item, "phone", 30),
        wish=_text(item, "wish", 300),
    )


def _uuid(item: Mapping[str, Any], name: str) -> UUID:
    try:
        return UUID(str(item.get(name)))
    except ValueError:
        raise BadItem(name) from None


def _text(item: Mapping[str, Any], name: str, longest: int) -> str:
    text = item.get(name) or ""
    if not isinstance(text, str) or len(text) > longest:
        raise BadItem(name)
    # A lone surrogate is JSON, and no column takes it.
    return text.encode("utf-8", "ignore").decode().replace("\0", "")


def _choice(item: Mapping[str, Any], name: str, choices: Any, default: Any) -> Any:
    try:
        return choices(item.get(name, default))
    except ValueError:
        raise BadItem(name) from None


def _instant(item: Mapping[str, Any], name: str) -> datetime:
    text = item.get(name)
    try:
        instant = parse_datetime(text) if isinstance(text, str) else None
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None or not 2000 < instant.year < 2200:
        raise BadItem(name)
    return instant


def _ahead(item: Mapping[str, Any]) -> timedelta:
    millis = item.get("ahead_ms", 0)
    if not isinstance(millis, int | float) or not abs(millis) <= MOST_AHEAD.total_seconds() * 1000:
        raise BadItem("ahead_ms")
    return timedelta(milliseconds=millis)
