"""What a machine at the door asks and tells: the snapshot, and what it kept, by its own key."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from sanviec.apps.exchanges.models import Device
from sanviec.apps.exchanges.selectors.inside import figures_of, snapshot_of
from sanviec.apps.exchanges.services.devices import NAMES_FOR, actor_of_device, note_contact
from sanviec.apps.exchanges.services.door import Door, ScanResult, check_in
from sanviec.apps.exchanges.services.walk_in import CardResult, add_walk_ins
from sanviec.apps.exchanges.tickets import ticket_keys

from .device_access import for_device
from .device_data import BadItem, Sent, read_batch

# How often a machine that speaks all the time is noted, and how wrong a clock is news.
NOTED_EVERY = timedelta(minutes=1)
NEWS = timedelta(seconds=5)


@for_device
@require_GET
def snapshot(request: HttpRequest, device: Device) -> HttpResponse:
    """The session's people by name and number, for a door without network."""
    now = timezone.now()
    told: dict[str, Any] = {"now": now.isoformat(), "device_no": device.device_no}
    if now > device.session.ends_at + NAMES_FOR:
        return JsonResponse(told | {"error": "session_over"}, status=410)
    return JsonResponse(told | snapshot_of(device.session, ticket_keys()))


@for_device
@require_POST
def send(request: HttpRequest, device: Device) -> HttpResponse:
    """Take what a machine scanned and wrote; each item has its own answer and may come again."""
    now = timezone.now()
    try:
        sent = read_batch(request.body)
    except BadItem as error:
        return JsonResponse({"error": "malformed", "detail": str(error)}, status=400)
    _note(device, sent, now)
    door = Door(device.session, actor_of_device(device), device)
    cards = add_walk_ins(door=door, cards=sent.cards, now=now) if sent.cards else []
    scans = check_in(door=door, scans=sent.scans, now=now)
    told: dict[str, Any] = {
        "now": now.isoformat(),
        "cards": [_card(card) for card in cards],
        "scans": [
            _scan(str(data.scan_id), result) for data, result in zip(sent.scans, scans, strict=True)
        ],
        "bad": sent.bad,
    }
    if request.GET.get("so") == "1":
        figures = figures_of(device.session)
        told["figures"] = {"inside": figures.inside, "came": figures.came}
    return JsonResponse(told)


def _note(device: Device, sent: Sent, now: datetime) -> None:
    ahead = (sent.sent_at or now) - now
    was_long_ago = device.synced_at is None or now - device.synced_at > NOTED_EVERY
    is_news = abs(ahead - timedelta(seconds=device.clock_ahead_seconds)) > NEWS
    if sent.sent_at is not None and (was_long_ago or is_news):
        note_contact(device=device, ahead=ahead, now=now)


def _card(card: CardResult) -> dict[str, Any]:
    if card.participant is None:
        assert card.error is not None, "a card is taken or refused"
        return {"id": str(card.card_id), "error": card.error.text_vi}
    return {"id": str(card.card_id), "no": card.participant.queue_no}


def _scan(scan_id: str, result: ScanResult) -> dict[str, Any]:
    person = result.participant
    told: dict[str, Any] = {
        "id": scan_id,
        "outcome": result.outcome.value,
        "repeat": result.is_repeat,
    }
    if person is not None:
        told |= {"no": person.queue_no, "name": result.name, "inside": person.is_inside}
        if person.first_in_at:
            told["first_in"] = localtime(person.first_in_at).strftime("%H:%M")
    return told
