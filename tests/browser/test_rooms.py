"""Two browsers with cameras hold an interview; a third is refused; what breaks comes back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page, expect

from sanviec.apps.exchanges.enums import RoomAttendance, RoomSide
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.room_keys import RoomLink, sign_link
from sanviec.apps.exchanges.selectors import attendance_of, room_times
from tests.browser.gallery import entered
from tests.browser.rooms import (
    CAMERAS,
    KEEPING,
    SECRET,
    WAYS,
    Server,
    accounts,
    enter,
    interview_now,
    reads,
    relay,
    running,
    says,
    sees,
    signalling,
    until,
    write,
)
from tests.browser.stage import looked_at
from tests.ground import browser as chromium
from tests.ground.browser import DESK, PHONE
from tests.web.factories import account_of, make_seeker

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Opening = Callable[[Any, dict[str, int]], Page]


@pytest.fixture
def signal(tmp_path: Path, settings: Any, live_server: Any) -> Iterator[Server]:
    """The signalling process beside the pages."""
    server = signalling(tmp_path)
    settings.SANVIEC_SIGNAL_URL = f"ws://127.0.0.1:{server.port}"
    with running(server):
        yield server


@pytest.fixture
def room(live_server: Any) -> Interview:
    return interview_now()


@pytest.fixture
def camera(browser: Browser, live_server: Any) -> Iterator[Opening]:
    """Open the room's pages as people with a camera; each has a browser of their own."""
    watches = []
    with_cameras = browser.browser_type.launch(
        executable_path=chromium.find_chromium(), args=CAMERAS
    )

    def visitor(size: dict[str, int], **options: Any) -> Page:
        context = chromium.new_context(with_cameras, size, **options)
        context.add_init_script(KEEPING)
        watches.append(chromium.Watch(context))
        page = context.new_page()
        vars(page)["watch"] = watches[-1]
        return page

    def open_as(user: Any, size: dict[str, int] = DESK) -> Page:
        """Somebody who is signed in; nobody is whoever holds a link."""
        if user is None:
            return visitor(size)
        return entered(visitor, live_server.url, user, size)

    yield open_as
    with_cameras.close()
    assert [trouble for watch in watches for trouble in watch.troubles] == []


def open_both(camera: Opening, live_server: Any, room: Interview) -> tuple[Page, Page]:
    """The person on a phone and the firm at a desk, at the door."""
    person_user, firm_user = accounts(room)
    person, firm = camera(person_user, PHONE), camera(firm_user, DESK)
    for page in (person, firm):
        page.goto(live_server.url + reverse("web:room:room", args=[room.pk]))
    return person, firm


def test_an_interview(camera: Opening, live_server: Any, signal: Server, room: Interview) -> None:
    person, firm = open_both(camera, live_server, room)
    looked_at(person, "room-before")
    enter(person)
    says(person, "Bạn đang ở phòng chờ")
    looked_at(person, "room-waiting")
    enter(firm)
    for page, other in ((person, room.stand.name), (firm, "Lò Thị Hoà")):
        says(page, f"Đang nói chuyện với {other}")
        sees(page)
    write(person, "Em chào chị ạ, em đã làm chuyền may được ba năm.")
    reads(firm, "Lò Thị Hoà: Em chào chị ạ, em đã làm chuyền may được ba năm.")
    write(firm, "Chào em, tháng Mười hai em đi làm được không?")
    reads(person, "tháng Mười hai em đi làm được không?")
    looked_at(person, "room-talk-person")
    looked_at(firm, "room-talk-firm")
    room.refresh_from_db()
    assert attendance_of(room) == RoomAttendance.MET
    firm.get_by_role("button", name="Rời phòng").click()
    says(person, "mất kết nối. Đang chờ vào lại")
    expect(firm.get_by_role("button", name="Vào phòng")).to_be_focused()


def test_both_come_by_links_without_accounts(
    camera: Opening, live_server: Any, signal: Server, room: Interview
) -> None:
    person, firm = camera(None, PHONE), camera(None, DESK)
    ends_at = room_times(room).closes_at
    for page, side, recipient in (
        (person, RoomSide.PERSON, room.participant_id),
        (firm, RoomSide.FIRM, room.stand_id),
    ):
        token = sign_link(RoomLink(room.pk, side, recipient), ends_at=ends_at)
        page.goto(live_server.url + reverse("web:room:link", args=[token]))
        enter(page)
    for page in (person, firm):
        says(page, "Đang nói chuyện")
        sees(page)
    write(firm, "Em vào bằng đường dẫn à?")
    reads(person, "Em vào bằng đường dẫn à?")
    room.refresh_from_db()
    assert attendance_of(room) == RoomAttendance.MET


def test_through_the_relay_only(
    camera: Opening,
    live_server: Any,
    signal: Server,
    room: Interview,
    settings: Any,
    tmp_path: Path,
) -> None:
    with running(relay(tmp_path)) as turn:
        settings.SANVIEC_TURN_URLS = [f"turn:127.0.0.1:{turn.port}?transport=udp"]
        settings.SANVIEC_TURN_SECRET = SECRET
        settings.SANVIEC_RELAY_ONLY = True
        person, firm = open_both(camera, live_server, room)
        expect(person.locator("#phong-truoc")).to_contain_text("đi qua máy chuyển tiếp")
        enter(person)
        enter(firm)
        sees(person)
        sees(firm)
        assert person.evaluate(WAYS) == ["relay", "relay"]
        write(firm, "Nghe rõ không em?")
        reads(person, "Nghe rõ không em?")


def test_a_wrong_credential_reaches_nobody(
    camera: Opening,
    live_server: Any,
    signal: Server,
    room: Interview,
    settings: Any,
    tmp_path: Path,
) -> None:
    """The relay really asks: without this the test above could pass an open relay."""
    with running(relay(tmp_path)) as turn:
        settings.SANVIEC_TURN_URLS = [f"turn:127.0.0.1:{turn.port}?transport=udp"]
        settings.SANVIEC_TURN_SECRET = "another secret"
        settings.SANVIEC_RELAY_ONLY = True
        person, firm = open_both(camera, live_server, room)
        enter(person)
        enter(firm)
        says(person, "Mạng không cho hình và tiếng đi qua")
        # The text still goes, through the server.
        write(person, "Em không thấy hình ạ.")
        reads(firm, "Em không thấy hình ạ.")
        assert firm.evaluate("window.kept.at(-1).connectionState") != "connected"


def test_a_third_is_refused(
    camera: Opening, live_server: Any, signal: Server, room: Interview
) -> None:
    person, firm = open_both(camera, live_server, room)
    enter(person)
    enter(firm)
    says(person, "Đang nói chuyện")
    third = camera(account_of(make_seeker()), DESK)
    answer = third.goto(live_server.url + reverse("web:room:room", args=[room.pk]))
    assert answer is not None
    assert answer.status == 404
    # Nor by the signalling itself, whose policy the page of another site would not even have.
    third.goto(live_server.url + reverse("web:room:test"))
    knock = """address => new Promise((done) => {
      const socket = new WebSocket(address, ["sanviec.room.1", "x.y.z"]);
      socket.onopen = () => done("open");
      socket.onclose = (event) => done(event.code);
    })"""
    address = f"ws://127.0.0.1:{signal.port}/ws/phong/{room.pk}/"
    assert third.evaluate(knock, address) == 1006
    third.watch.forgive("404")  # type: ignore[attr-defined]
    third.watch.forgive("403")  # type: ignore[attr-defined]
    says(person, "Đang nói chuyện")


def test_the_room_reopens_when_the_server_is_killed(
    camera: Opening, live_server: Any, signal: Server, room: Interview
) -> None:
    person, firm = open_both(camera, live_server, room)
    enter(person)
    enter(firm)
    sees(firm)
    signal.kill()
    # Picture and text go on between the two.
    sees(firm)
    write(person, "Chị còn nghe em không?")
    reads(firm, "Chị còn nghe em không?")
    signal.start()
    person.reload()
    started = time.monotonic()
    says(person, "Đang nói chuyện")
    sees(person)
    sees(firm)
    assert time.monotonic() - started < 10, "the room reopens"
    write(firm, "Chị nghe rõ rồi.")
    reads(person, "Chị nghe rõ rồi.")
    for page in (person, firm):
        page.watch.forgive("WebSocket")  # type: ignore[attr-defined]
    room.refresh_from_db()
    assert attendance_of(room) == RoomAttendance.MET


def test_a_dropped_network_comes_back_within_ten_seconds(
    camera: Opening, live_server: Any, signal: Server, room: Interview
) -> None:
    person, firm = open_both(camera, live_server, room)
    enter(person)
    enter(firm)
    sees(person)
    person.reload()
    started = time.monotonic()
    sees(person)
    sees(firm)
    reloaded = time.monotonic() - started
    person.context.set_offline(True)
    person.wait_for_timeout(8_000)
    person.context.set_offline(False)
    started = time.monotonic()
    write(person, "Em vào lại rồi ạ.")
    reads(firm, "Em vào lại rồi ạ.")
    returned = time.monotonic() - started
    for page in (person, firm):
        # A line that is being joined when its page goes is told of, too.
        page.close()
        page.watch.forgive("ERR_INTERNET_DISCONNECTED")  # type: ignore[attr-defined]
        page.watch.forgive("WebSocket")  # type: ignore[attr-defined]
    assert reloaded < 10, "after a reload"
    assert returned < 10, "after the network came back"


def test_voice_alone_and_back(
    camera: Opening, live_server: Any, signal: Server, room: Interview
) -> None:
    person, firm = open_both(camera, live_server, room)
    enter(person, voice=True)
    enter(firm)
    says(person, "Đang nói chuyện")
    expect(person.locator("#phong-toi")).to_be_hidden()
    directions = "window.kept.at(-1).getTransceivers().map((one) => one.currentDirection)"
    until(firm, f"{directions}.includes('inactive')")
    person.get_by_role("button", name="Bật hình").click()
    sees(firm)
    sees(person)
    firm.get_by_role("button", name="Chỉ nói, tắt hình").click()
    until(person, f"{directions}.includes('inactive')")
    write(person, "Chỉ nói cũng được ạ.")
    reads(firm, "Chỉ nói cũng được ạ.")


def test_the_manager_sees_who_is_there_and_both_know(
    camera: Opening, live_server: Any, signal: Server, room: Interview
) -> None:
    from sanviec.apps.platform.enums import Role
    from tests.apps.factories import make_staff

    person, firm = open_both(camera, live_server, room)
    enter(person)
    enter(firm)
    says(firm, "Đang nói chuyện")
    manager = camera(make_staff(Role.SESSION_MANAGER, room.session.centre).user, DESK)
    manager.goto(live_server.url + reverse("web:room:room", args=[room.pk]))
    says(manager, "Hai bên đang trong phòng.")
    for page in (person, firm):
        expect(page.locator("#phong-nguoi-xem")).to_contain_text("không thấy hình, không nghe")
    manager.get_by_label("Nhắn cho cả hai bên").fill("Còn năm phút nữa là hết giờ.")
    manager.get_by_role("button", name="Nhắn vào phòng").click()
    reads(person, "Phụ trách phiên: Còn năm phút nữa là hết giờ.")
    looked_at(manager, "room-watch")
    assert manager.evaluate("window.kept.length") == 0


def test_the_devices_can_be_tried_before(camera: Opening, live_server: Any) -> None:
    page = camera(account_of(make_seeker()), PHONE)
    page.goto(live_server.url + reverse("web:room:test"))
    expect(page.get_by_role("button", name="Tắt máy ảnh và micrô")).to_be_hidden()
    page.get_by_role("button", name="Bắt đầu thử").click()
    status = page.locator("#thu-trang-thai")
    expect(status).to_contain_text("Máy ảnh và micrô chạy tốt")
    until(page, "document.getElementById('thu-muc').value > 0")
    looked_at(page, "room-test")
    page.get_by_role("button", name="Thử loa").click()
    expect(status).to_contain_text("Vừa phát một tiếng chuông")
    page.get_by_role("button", name="Tắt máy ảnh và micrô").click()
    expect(status).to_contain_text("Đã tắt máy ảnh và micrô")
    expect(page.get_by_role("button", name="Bắt đầu thử")).to_be_focused()
    expect(page.locator("#thu-ket-qua")).to_be_hidden()
    assert page.evaluate("document.getElementById('thu-hinh').srcObject") is None


def test_the_other_pages_of_rooms(camera: Opening, live_server: Any, room: Interview) -> None:
    from sanviec.apps.platform.enums import Role
    from tests.apps.factories import make_staff

    person_user, firm_user = accounts(room)
    firm = camera(firm_user, PHONE)
    for name, path in (
        ("room-mine", reverse("web:room:mine")),
        ("room-own-link", reverse("web:room:own_link", args=[room.stand_id])),
    ):
        firm.goto(live_server.url + path)
        looked_at(firm, name)
    firm.get_by_label("Đường dẫn phòng họp riêng").fill("https://hop.example.vn/a")
    firm.get_by_role("button", name="Lưu nơi phỏng vấn").click()
    person = camera(person_user, PHONE)
    person.goto(live_server.url + reverse("web:room:room", args=[room.pk]))
    looked_at(person, "room-own-room")
    manager = camera(make_staff(Role.SESSION_MANAGER, room.session.centre).user, PHONE)
    manager.goto(live_server.url + reverse("web:room:session", args=[room.session_id]))
    looked_at(manager, "room-session")
    assert manager.get_by_role("link", name="Lò Thị Hoà").count() == 1
