"""A machine at the door: its key opens its session and nothing else; bad items spoil nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.exchanges.enums import DevicePurpose
from sanviec.apps.exchanges.models import Device, Participant, Scan
from sanviec.apps.exchanges.services.devices import Prepared, prepare_device, revoke_device
from sanviec.apps.exchanges.tickets import issue_ticket
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from tests.apps.exchanges.factories import STARTS, make_participant, make_session
from tests.apps.factories import make_staff

pytestmark = pytest.mark.django_db
SEND, SNAPSHOT = "/cua/may/gui/", "/cua/may/anh-chup/"


@pytest.fixture(autouse=True)
def _day_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STARTS)


def prepared(**said: Any) -> Prepared:
    session = make_session()
    actor = make_staff(centre=session.centre).actor
    return prepare_device(session=session, name="Máy", actor=actor, now=STARTS, **said)


def send(key: str, body: Any) -> Any:
    text = body if isinstance(body, str | bytes) else json.dumps(body)
    # Forged requests are checked, as in a browser: the key alone must be enough.
    client = Client(enforce_csrf_checks=True)
    return client.post(SEND, text, content_type="application/json", headers={"X-Device-Key": key})


def scan_of(person: Participant, **said: Any) -> dict[str, Any]:
    ticket = issue_ticket(person, until=STARTS + timedelta(hours=6))
    return {"id": str(uuid4()), "via": "qr", "ticket": ticket} | said


def test_the_snapshot_names_people_and_no_phone() -> None:
    machine = prepared()
    person = make_participant(machine.device.session)

    answer = Client().get(SNAPSHOT, headers={"X-Device-Key": machine.key})

    told = answer.json()
    assert [p["name"] for p in told["people"]] == [person.full_name]
    assert set(told["people"][0]) == {"id", "no", "name", "year", "state", "inside"}
    assert len(told["ticket_keys"]) == 2
    assert answer["Cache-Control"] == "no-store"


def test_what_was_kept_is_taken_once() -> None:
    machine = prepared()
    scans = [scan_of(make_participant(machine.device.session)) for _ in range(3)]
    told = send(machine.key, {"scans": scans, "sent_at": STARTS.isoformat()}).json()

    again = send(machine.key, {"scans": scans[::-1]}).json()

    assert [s["outcome"] for s in told["scans"]] == ["accepted"] * 3
    assert [(s["outcome"], s["repeat"]) for s in again["scans"]] == [("accepted", True)] * 3
    assert Scan.objects.count() == 3
    assert ServiceLine.objects.filter(kind=ServiceKind.SESSION_VISIT).count() == 3
    assert list(audit.verify()) == []


def test_a_card_without_network_and_its_scan() -> None:
    machine = prepared()
    card = {"id": str(uuid4()), "name": "Lò Thị Mới", "year": 1999, "phone": "0912345678"}
    scan = {"id": str(uuid4()), "via": "walk_in", "participant": card["id"]}

    told = send(machine.key, {"cards": [card], "scans": [scan]}).json()

    person = Participant.objects.get(pk=card["id"])
    assert told["cards"] == [{"id": card["id"], "no": person.queue_no}]
    assert told["scans"][0]["outcome"] == "accepted"
    assert (person.card_name, person.is_inside) == ("Lò Thị Mới", True)


def test_a_scan_that_came_before_its_card_is_made_good() -> None:
    machine = prepared()
    card = {"id": str(uuid4()), "name": "Lò Thị Mới"}
    scan = {"id": str(uuid4()), "via": "walk_in", "participant": card["id"]}
    early = send(machine.key, {"scans": [scan]}).json()

    late = send(machine.key, {"cards": [card], "scans": [scan]}).json()

    assert early["scans"][0]["outcome"] == "unknown"
    assert late["scans"][0]["outcome"] == "accepted"
    assert Participant.objects.inside().count() == 1
    assert Scan.objects.count() == 1


def test_a_card_that_cannot_be_right_is_told_and_the_rest_goes_on() -> None:
    machine = prepared()
    bad = {"id": str(uuid4()), "name": "123", "phone": "99"}
    good = {"id": str(uuid4()), "name": "Lò Thị Mới"}

    told = send(machine.key, {"cards": [bad, good]}).json()

    assert "error" in told["cards"][0]
    assert told["cards"][1]["no"] == Participant.objects.get().queue_no


BAD_ITEMS: list[Any] = [
    None,
    7,
    "x",
    {},
    {"id": "1"},
    {"id": str(uuid4()), "kind": "sideways"},
    {"id": str(uuid4()), "device_at": "yesterday"},
    {"id": str(uuid4()), "device_at": "2026-13-45T00:00:00Z"},
    {"id": str(uuid4()), "device_at": "2026-11-26T01:00:00"},
    {"id": str(uuid4()), "ahead_ms": 1e300},
    {"id": str(uuid4()), "ahead_ms": "1"},
    {"id": str(uuid4()), "ticket": ["SV1"]},
    {"id": str(uuid4()), "ticket": "A" * 10_000},
    {"id": str(uuid4()), "kind": "undo"},
    {"id": str(uuid4()), "participant": "nobody"},
]


@pytest.mark.parametrize("item", BAD_ITEMS, ids=range(len(BAD_ITEMS)))
def test_rubbish_is_named_and_spoils_nothing(item: Any) -> None:
    machine = prepared()
    good = scan_of(make_participant(machine.device.session))

    told = send(machine.key, {"scans": [item, good]}).json()

    assert len(told["bad"]) == 1
    assert [s["outcome"] for s in told["scans"]] == ["accepted"]


BODIES: list[Any] = ["", "[]", "nul", '{"scans": 3}', b"\xff\xfe", "[" * 100_000]


@pytest.mark.parametrize("body", BODIES, ids=range(len(BODIES)))
def test_a_body_that_is_none(body: Any) -> None:
    assert send(prepared().key, body).status_code == 400


def test_too_much_at_once() -> None:
    assert send(prepared().key, {"scans": [{}] * 1_001}).status_code == 400


def test_odd_texts_reach_no_column() -> None:
    machine = prepared()
    scan = {"id": str(uuid4()), "ticket": "\ud800\0"}

    told = send(machine.key, {"scans": [scan]}).json()

    assert told["scans"][0]["outcome"] == "unknown"


def key_of(machine: Prepared, why: str) -> str:
    device = machine.device
    if why == "revoked":
        revoke_device(device=device, actor=SYSTEM, now=STARTS)
    if why == "a kiosk":
        Device.objects.filter(pk=device.pk).update(purpose=DevicePurpose.KIOSK)
    return {"no key": "", "another": "x" * 43, "huge": "x" * 5_000}.get(why, machine.key)


@pytest.mark.parametrize("why", ["no key", "another", "huge", "revoked", "a kiosk"])
def test_without_a_good_key_nothing_is_told(why: str) -> None:
    machine = prepared()
    make_participant(machine.device.session)
    key = key_of(machine, why)

    answers = [
        send(key, {"scans": []}),
        Client().get(SNAPSHOT, headers={"X-Device-Key": key}),
    ]

    assert [answer.status_code for answer in answers] == [401, 401]
    assert all(answer.json() == {"error": "device_unknown"} for answer in answers)


def test_a_key_does_not_open_another_session() -> None:
    machine, other = prepared(), make_participant()

    told = send(machine.key, {"scans": [scan_of(other)]}).json()
    by_id = send(machine.key, {"scans": [{"id": str(uuid4()), "participant": str(other.pk)}]})

    assert told["scans"][0]["outcome"] == "wrong_session"
    assert by_id.json()["scans"][0]["outcome"] == "unknown"
    assert not Participant.objects.inside().exists()


def test_names_are_not_told_after_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = prepared()
    late = machine.device.session.ends_at + timedelta(hours=13)
    monkeypatch.setattr("django.utils.timezone.now", lambda: late)

    assert Client().get(SNAPSHOT, headers={"X-Device-Key": machine.key}).status_code == 410
    assert send(machine.key, {"scans": []}).status_code == 200


def test_the_key_is_not_in_the_database() -> None:
    machine = prepared()

    assert machine.key not in str(Device.objects.values())


def test_a_wrong_clock_is_noted() -> None:
    machine = prepared()

    send(machine.key, {"scans": [], "sent_at": (STARTS + timedelta(hours=2)).isoformat()})

    assert Device.objects.get().clock_ahead_seconds == 7_200


def test_a_commune_does_the_door_by_its_machine_and_not_by_its_account() -> None:
    machine = prepared()
    session = machine.device.session
    person = make_participant(session)
    client = Client()
    client.force_login(make_staff(Role.COMMUNE_OFFICER, session.centre).user)
    for page in ("door", "walk_in", "cards", "devices", "refusals", "tables"):
        assert client.get(reverse(f"web:day:{page}", args=[session.pk])).status_code == 404, page
    answer = client.post(
        SEND,
        json.dumps({"scans": [scan_of(person)]}),
        content_type="application/json",
        headers={"X-Device-Key": machine.key},
    )
    assert answer.status_code == 200
    person.refresh_from_db()
    assert person.is_inside
