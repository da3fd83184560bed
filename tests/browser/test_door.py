"""A mobile session with the network cut, a ticket before the camera, and the pages of the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from sanviec.apps.exchanges.enums import (
    DevicePurpose,
    InterviewState,
    ScanOutcome,
    SessionKind,
    SessionState,
)
from sanviec.apps.exchanges.models import Device, ExchangeSession, Participant, Scan
from sanviec.apps.exchanges.services.devices import prepare_device, revoke_device
from sanviec.apps.exchanges.tickets import issue_ticket
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from tests.apps.exchanges.factories import (
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.apps.factories import make_centre, make_seeker, make_staff
from tests.browser.stage import looked_at
from tests.ground import browser as chromium

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = {"name": "Lò Thị Mới", "year": "1999", "phone": "0912345678", "wish": "phụ bếp"}
WIDTH, HEIGHT = 640, 480


def made(act: Any) -> Any:
    with transaction.atomic():
        return act()


@pytest.fixture
def session() -> ExchangeSession:
    """A mobile session that began an hour ago."""
    facts = {"starts_at": timezone.now() - timedelta(hours=1), "kind": SessionKind.MOBILE}
    return made(lambda: make_session(make_centre(), state=SessionState.RUNNING, **facts))


@pytest.fixture
def officer(session: ExchangeSession) -> Any:
    return made(lambda: make_staff(Role.RECEPTIONIST, session.centre))


def entry(session: ExchangeSession, name: str, **facts: Any) -> Participant:
    seeker = made(lambda: make_seeker(session.centre, full_name=name))
    return made(lambda: make_participant(session, seeker, **facts))


def ticket_of(person: Participant) -> str:
    return issue_ticket(person, until=person.session.ends_at)


def signed_in(page: Page, site: str, user: Any) -> None:
    """The cookie of somebody who has signed in."""
    from django.test import Client

    client = Client()
    client.force_login(user)
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": site}])


def prepared(page: Page, site: str, session: ExchangeSession) -> None:
    """Turn this phone into a machine of the session, and wait until it needs no network."""
    page.goto(site + reverse("web:day:devices", args=[session.pk]))
    page.get_by_label("Tên máy").fill("Điện thoại của Hà")
    page.get_by_role("button", name="Chuẩn bị máy này").click()
    expect(page.locator("#cua[data-ready=yes]")).to_be_attached()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then((names) => names.length > 0)")


def scanned(page: Page, text: str) -> None:
    """What a scanner in the hand does: types the code and presses Enter."""
    page.get_by_label("Mã vé (máy quét cầm tay hoặc gõ)").fill(text)
    page.get_by_role("button", name="Cho vào", exact=True).first.click()


def forged(ticket: str) -> str:
    """A ticket with one letter of its signature changed."""
    return ticket[:-40] + ("b" if ticket[-40] == "a" else "a") + ticket[-39:]


def verdict(page: Page) -> Any:
    return page.locator(".sv-verdict__title")


def test_a_mobile_session_without_network(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    first, second = entry(session, "Hoàng Thị Nhất"), entry(session, "Lý Văn Nhì")
    stranger = made(make_participant)
    signed_in(phone, live_server.url, officer.user)
    prepared(phone, live_server.url, session)
    assert "khoa" not in phone.url

    phone.context.set_offline(True)
    phone.reload()
    expect(phone.get_by_role("heading", level=1)).to_have_text(session.title)
    scanned(phone, ticket_of(first))
    expect(verdict(phone)).to_have_text("Mời vào")
    scanned(phone, ticket_of(first))
    expect(verdict(phone)).to_have_text("Vé này đã vào rồi")
    scanned(phone, ticket_of(stranger))
    expect(verdict(phone)).to_have_text("Vé của phiên khác")
    scanned(phone, forged(ticket_of(first)))
    expect(verdict(phone)).to_have_text("Vé giả hoặc bị sửa")
    phone.get_by_label("Quên vé").fill("ly van")
    phone.locator("[data-found] button").click()
    expect(verdict(phone)).to_have_text("Mời vào")
    phone.get_by_text("Phiếu tại chỗ cho người chưa đăng ký").click()
    for name, value in CARD.items():
        phone.fill(f"#p-{name}", value)
    phone.get_by_role("button", name="Ghi phiếu và cho vào").click()
    expect(phone.locator(".sv-verdict__person")).to_contain_text(CARD["name"])
    expect(phone.locator("[data-inside]")).to_have_text("3")
    expect(phone.get_by_role("button", name="Gửi 7 lượt đang chờ")).to_be_visible()
    looked_at(phone, "door-offline")
    assert not Scan.objects.exists()

    phone.context.set_offline(False)
    expect(phone.get_by_role("button", name="Đã gửi hết")).to_be_visible()
    inside = Participant.objects.inside().order_by("queue_no")
    card = Participant.objects.get(card_wish="phụ bếp")
    assert {p.pk for p in inside} == {first.pk, second.pk, card.pk}
    assert (card.card_name, card.card_birth_year) == (CARD["name"], 1999)
    outcomes = Scan.objects.order_by("outcome").values_list("outcome", flat=True)
    assert list(outcomes) == [
        *["accepted"] * 3,
        ScanOutcome.ALREADY_INSIDE,
        ScanOutcome.FORGED,
        ScanOutcome.WRONG_SESSION,
    ]
    assert list(audit.verify()) == []


def test_a_card_that_was_refused_is_put_right(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    signed_in(phone, live_server.url, officer.user)
    prepared(phone, live_server.url, session)
    phone.context.set_offline(True)
    phone.get_by_text("Phiếu tại chỗ cho người chưa đăng ký").click()
    for name, value in (CARD | {"phone": "99"}).items():
        phone.fill(f"#p-{name}", value)
    phone.get_by_role("button", name="Ghi phiếu và cho vào").click()
    # In the page's language, not in the browser's; a number of ten digits may still be none.
    words = phone.evaluate("document.activeElement.validationMessage")
    assert words == "Số điện thoại gồm 10 chữ số, hoặc để trống."
    phone.fill("#p-phone", "0000000000")
    phone.get_by_role("button", name="Ghi phiếu và cho vào").click()
    expect(phone.locator("[data-inside]")).to_have_text("1")

    phone.context.set_offline(False)
    expect(phone.locator(".sv-bad-card")).to_contain_text("Số điện thoại chưa đúng")
    assert not Participant.objects.exists()
    phone.get_by_role("button", name="Sửa phiếu").click()
    phone.fill("#p-phone", CARD["phone"])
    phone.get_by_role("button", name="Ghi phiếu và cho vào").click()

    expect(phone.get_by_role("button", name="Đã gửi hết")).to_be_visible()
    person = Participant.objects.get()
    assert (person.card_phone, person.is_inside) == (CARD["phone"], True)


def test_what_another_session_left_is_sent_before_a_new_key(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    person = entry(session, "Hoàng Thị Nhất")
    signed_in(phone, live_server.url, officer.user)
    prepared(phone, live_server.url, session)
    phone.context.set_offline(True)
    scanned(phone, ticket_of(person))
    expect(verdict(phone)).to_have_text("Mời vào")
    # The page is closed before the network is back.
    phone.goto("about:blank")
    phone.context.set_offline(False)
    other = made(lambda: make_session(session.centre, starts_at=session.starts_at, title="Phiên B"))

    prepared(phone, live_server.url, other)

    expect(phone.get_by_role("heading", level=1)).to_have_text("Phiên B")
    assert Participant.objects.inside().get() == person


def test_a_second_tab_stays_shut(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    signed_in(phone, live_server.url, officer.user)
    prepared(phone, live_server.url, session)
    second = phone.context.new_page()

    second.goto(live_server.url + reverse("web:day:offline"))

    expect(second.locator("[data-twice]")).to_be_visible()
    expect(second.locator("[data-work]")).to_be_hidden()


def test_a_revoked_phone_forgets_everybody(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    entry(session, "Hoàng Thị Nhất")
    signed_in(phone, live_server.url, officer.user)
    prepared(phone, live_server.url, session)

    device = Device.objects.get()
    revoke_device(device=device, actor=SYSTEM, now=timezone.now())
    phone.reload()

    expect(phone.locator("[data-empty]")).to_be_visible()
    kept = phone.evaluate("DoorStore.get('snapshot').then((kept) => kept === undefined)")
    assert kept is True
    phone.watch.forgive("401")


def test_names_lie_encrypted_in_the_phone(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    entry(session, "Hoàng Thị Nhất")
    signed_in(phone, live_server.url, officer.user)
    prepared(phone, live_server.url, session)

    told = phone.evaluate(
        "DoorStore.get('snapshot').then((kept) => ["
        "new TextDecoder('latin1').decode(kept.hidden).includes('Nh'),"
        "kept.hidden.byteLength > 100])"
    )
    key = phone.evaluate("DoorStore.get('secret').then((key) => key.extractable)")

    assert told[1] is True
    assert key is False


@pytest.fixture
def before_camera(browser: Browser, tmp_path: Path) -> Iterator[Any]:
    """A browser whose camera sees the QR code of a text."""
    opened = []

    def show(text: str) -> Browser:
        film = tmp_path / "ve.y4m"
        film.write_bytes(film_of(text))
        flags = [
            "--use-fake-device-for-media-stream",
            "--use-fake-ui-for-media-stream",
            f"--use-file-for-fake-video-capture={film}",
        ]
        executable = chromium.find_chromium()
        started = browser.browser_type.launch(
            executable_path=executable, args=[*chromium.FLAGS, *flags]
        )
        opened.append(started)
        return started

    yield show
    for one in opened:
        one.close()


def film_of(text: str) -> bytes:
    """A grey film in which the code of a text stands still."""
    modules = [list(row) for row in segno.make_qr(text).matrix_iter(border=4)]
    scale = HEIGHT // len(modules)
    picture = bytearray([235]) * (WIDTH * HEIGHT)
    left = (WIDTH - scale * len(modules)) // 2
    for y, row in enumerate(modules):
        line = b"".join(bytes([16 if dark else 235]) * scale for dark in row)
        for step in range(scale):
            start = (y * scale + step) * WIDTH + left
            picture[start : start + len(line)] = line
    frame = b"FRAME\n" + bytes(picture) + bytes([128]) * (WIDTH * HEIGHT // 2)
    return f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode() + frame * 10


@pytest.mark.parametrize("is_offline", [False, True], ids=["online", "offline"])
def test_a_ticket_before_the_camera(
    before_camera: Any,
    live_server: Any,
    session: ExchangeSession,
    officer: Any,
    is_offline: bool,
) -> None:
    person = entry(session, "Hoàng Thị Nhất")
    context = chromium.new_context(before_camera(ticket_of(person)), chromium.PHONE)
    watch = chromium.Watch(context)
    page = context.new_page()
    signed_in(page, live_server.url, officer.user)
    if is_offline:
        prepared(page, live_server.url, session)
        context.set_offline(True)
        page.reload()
    else:
        page.goto(live_server.url + reverse("web:day:door", args=[session.pk]))

    page.get_by_role("button", name="Mở máy ảnh").click()

    expect(verdict(page)).to_have_text("Mời vào", timeout=20_000)
    expect(page.locator(".sv-verdict__person")).to_contain_text(person.full_name)
    assert watch.troubles == []
    assert Participant.objects.inside().count() == (0 if is_offline else 1)
    context.close()


def test_the_pages_of_the_day(
    page: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    stand = made(lambda: make_stand(session, stand_no=3, tables=2))
    person = entry(session, "Hoàng Thị Nhất", is_inside=True)
    facts = {"state": InterviewState.CALLED, "called_table": 0, "called_at": timezone.now()}
    made(lambda: make_interview(person, stand, **facts))
    other = entry(session, "Lý Văn Nhì", is_inside=True)
    made(lambda: make_interview(other, stand, slot=1))
    signed_in(page, live_server.url, officer.user)
    for name, ids in {
        "home": [],
        "door": [session.pk],
        "walk_in": [session.pk],
        "devices": [session.pk],
        "refusals": [session.pk],
        "cards": [session.pk],
        "tables": [session.pk],
        "stand": [stand.pk],
        "hall": [session.pk],
    }.items():
        page.goto(live_server.url + reverse(f"web:day:{name}", args=ids))
        page.set_viewport_size(chromium.PHONE)
        assert page.get_by_role("heading", level=1).count() == 1
        looked_at(page, f"day-{name.replace('_', '-')}")


def test_the_hall_hears_a_call(
    page: Any, visitor: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    stand = made(lambda: make_stand(session, stand_no=3))
    person = entry(session, "Hoàng Thị Nhất", is_inside=True, queue_no=4711)
    made(lambda: make_interview(person, stand))
    hall = visitor()
    hall.goto(live_server.url + reverse("web:day:hall", args=[session.pk]))
    expect(hall.get_by_text("Chưa gọi số nào.")).to_be_visible()
    signed_in(page, live_server.url, officer.user)
    page.goto(live_server.url + reverse("web:day:stand", args=[stand.pk]))

    page.get_by_role("button", name="Gọi người tiếp theo vào bàn 1").click()

    expect(hall.locator(".sv-hall__number")).to_have_text("4711", timeout=15_000)
    assert person.full_name not in hall.content()


def test_the_kiosk_by_number_pad(
    phone: Any, live_server: Any, session: ExchangeSession, officer: Any
) -> None:
    seeker = made(lambda: make_seeker(session.centre, phone="0912345678"))
    person = made(lambda: make_participant(session, seeker))
    kiosk = prepare_device(
        session=session,
        name="Cửa",
        purpose=DevicePurpose.KIOSK,
        actor=officer.actor,
        now=timezone.now(),
    )
    site = live_server.url
    phone.context.add_cookies([{"name": "sanviec_kiosk", "value": kiosk.key, "url": site}])
    phone.goto(site + reverse("web:day:kiosk"))
    looked_at(phone, "day-kiosk")

    for digit in "0912345678":
        phone.locator(".sv-pad__key", has_text=digit).first.click()
    phone.get_by_role("button", name="Vào phiên").click()

    expect(phone.locator(".sv-kiosk__number")).to_have_text(str(person.queue_no))
    looked_at(phone, "day-kiosk-answer")
    assert seeker.full_name not in phone.content()
