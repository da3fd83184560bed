"""Pages of rooms: who sees what, what the page may do, which pass it gets."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.exchanges.enums import RoomAttendance, RoomSide, SessionKind
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.exchanges.relay import relay_credential
from sanviec.apps.exchanges.room_keys import RoomLink, link_address, read_pass, sign_link
from sanviec.apps.exchanges.selectors import attendance_of, room_times
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from tests.apps.factories import NOW, make_staff
from tests.web.factories import account_of, make_room, make_seeker

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def room() -> Interview:
    return make_room(make_seeker(full_name="Lò Thị Hoà"))


def address(room: Interview, name: str = "room") -> str:
    return reverse(f"web:room:{name}", args=[room.pk])


def token_of(room: Interview, side: RoomSide, recipient: Any = None) -> str:
    to = room.participant_id if side == RoomSide.PERSON else room.stand_id
    return sign_link(RoomLink(room.pk, side, recipient or to), ends_at=LATER)


def move(room: Interview, **fields: Any) -> None:
    Interview.objects.filter(pk=room.pk).update(**fields)


class TestTheRoom:
    def test_both_see_whom_they_meet_and_consent_first(
        self, sign_in: Entering, room: Interview
    ) -> None:
        person = sign_in(account_of(room.participant.jobseeker)).get(address(room))
        firm = sign_in(account_of(room.stand.employer)).get(address(room))

        assert f"Phỏng vấn với {room.stand.name}" in person.content.decode()
        assert "Phỏng vấn với Lò Thị Hoà" in firm.content.decode()
        assert "Không ai ghi hình, ghi âm ở đây" in person.content.decode()

    def test_a_firm_meets_a_number_once_the_person_withdrew_consent(
        self, sign_in: Entering, room: Interview
    ) -> None:
        seeker = room.participant.jobseeker
        by = {"actor": SYSTEM, "now": NOW}
        withdraw_consent(jobseeker=seeker, purpose=ConsentPurpose.SHARE_CONTACT, **by)
        firm = sign_in(account_of(room.stand.employer))
        link = reverse("web:room:link", args=[token_of(room, RoomSide.FIRM)])
        for path in (address(room), link, reverse("web:room:mine")):
            text = firm.get(path).content.decode()
            assert "Lò Thị Hoà" not in text
            assert f"Người số {room.participant.queue_no}" in text

    def test_only_rooms_may_ask_for_the_camera_and_reach_the_signalling(
        self, sign_in: Entering, room: Interview, settings: Any
    ) -> None:
        settings.SANVIEC_SIGNAL_URL = "wss://signal.example.vn/x"
        client = sign_in(account_of(room.participant.jobseeker))
        page, other = client.get(address(room)), client.get(reverse("web:room:mine"))

        assert (
            "connect-src 'self' wss://signal.example.vn;" in f"{page['Content-Security-Policy']};"
        )
        assert "unsafe" not in page["Content-Security-Policy"]
        assert "camera=(self), microphone=(self)" in page["Permissions-Policy"]
        assert "no-store" in page["Cache-Control"]
        assert "wss://" not in other["Content-Security-Policy"]
        assert "camera=()" in other["Permissions-Policy"]

    def test_too_early_says_when_it_opens(self, sign_in: Entering) -> None:
        room = make_room(starts_at=NOW + timedelta(hours=2))
        page = sign_in(account_of(room.participant.jobseeker)).get(address(room)).content.decode()

        assert re.search(r"Phòng mở lúc \d\d:\d\d\.", page)
        assert re.search(r'id="phong-nut-vao"\s+disabled', page)

    def test_over_and_cancelled_say_so(self, sign_in: Entering, room: Interview) -> None:
        client = sign_in(account_of(room.participant.jobseeker))
        move(room, starts_at=NOW - timedelta(hours=2))
        assert "Đã hết giờ" in client.get(address(room)).content.decode()
        move(room, starts_at=NOW, state="cancelled")
        assert "đã hủy" in client.get(address(room)).content.decode()

    def test_an_interview_in_the_hall_has_no_room(self, sign_in: Entering) -> None:
        hall = make_room(kind=SessionKind.FIXED)
        page = sign_in(account_of(hall.participant.jobseeker)).get(address(hall))

        assert "không phỏng vấn trực tuyến" in page.content.decode()

    def test_looking_writes_nothing(self, sign_in: Entering, room: Interview) -> None:
        client = sign_in(account_of(room.participant.jobseeker))
        lines = AuditEntry.objects.count()
        client.get(address(room))

        assert AuditEntry.objects.count() == lines


class TestThePass:
    def admit(self, client: Client, room: Interview, **data: Any) -> Any:
        return client.post(address(room, "admit"), {"trang": str(uuid4())} | data)

    def test_names_the_seat_and_its_holder(self, sign_in: Entering, room: Interview) -> None:
        user = account_of(room.participant.jobseeker)
        page = uuid4()
        answer = self.admit(sign_in(user), room, trang=str(page)).json()
        read = read_pass(answer["pass"], now=NOW)

        assert (read.interview_id, read.side, read.page) == (room.pk, RoomSide.PERSON, page)
        assert read.holder == f"jobseeker|{user.pk}|"
        assert answer["url"] == f"ws://testserver/ws/phong/{room.pk}/"

    def test_the_relays_credential_ends_with_the_room(
        self, sign_in: Entering, room: Interview, settings: Any
    ) -> None:
        settings.SANVIEC_STUN_URLS = ["stun:turn.example.vn"]
        settings.SANVIEC_TURN_URLS = ["turn:turn.example.vn"]
        settings.SANVIEC_TURN_SECRET = "bí mật"
        ice = self.admit(sign_in(account_of(room.stand.employer)), room).json()["ice"]
        expected = relay_credential(
            secret="bí mật", holder=f"{room.pk.hex}f", ends_at=room_times(room).closes_at
        )

        assert ice["iceTransportPolicy"] == "all"
        assert ice["iceServers"] == [
            {"urls": ["stun:turn.example.vn"]},
            {
                "urls": ["turn:turn.example.vn"],
                "username": expected.username,
                "credential": expected.credential,
            },
        ]

    def test_the_manager_gets_no_relay(self, sign_in: Entering, room: Interview) -> None:
        manager = make_staff(Role.SESSION_MANAGER, room.session.centre).user
        answer = self.admit(sign_in(manager), room).json()

        assert answer["ice"] == {}
        assert read_pass(answer["pass"], now=NOW).side == RoomSide.MANAGER

    def test_outside_the_hours_there_is_none(self, sign_in: Entering) -> None:
        room = make_room(starts_at=NOW + timedelta(hours=1))
        answer = self.admit(sign_in(account_of(room.participant.jobseeker)), room)

        assert answer.status_code == 403
        assert answer.json() == {"why": "too_early", "text": "Chưa đến giờ mở phòng."}

    def test_nor_when_the_firm_meets_elsewhere(self, sign_in: Entering, room: Interview) -> None:
        type(room.stand).objects.filter(pk=room.stand_id).update(own_link="https://a.vn/b")
        answer = self.admit(sign_in(account_of(room.participant.jobseeker)), room)

        assert (answer.status_code, answer.json()["why"]) == (403, "own_link")

    @pytest.mark.parametrize("page", ["", "x", "1" * 60])
    def test_a_page_without_a_name_gets_none(
        self, sign_in: Entering, room: Interview, page: str
    ) -> None:
        client = sign_in(account_of(room.participant.jobseeker))
        assert self.admit(client, room, trang=page).status_code == 400

    def test_a_third_gets_none(self, sign_in: Entering, room: Interview) -> None:
        for stranger in (account_of(make_seeker()), account_of(make_room().stand.employer)):
            assert self.admit(sign_in(stranger), room).status_code == 404


class TestLinks:
    @pytest.mark.parametrize("side", [RoomSide.PERSON, RoomSide.FIRM])
    def test_opens_the_room_without_an_account(
        self, client: Client, room: Interview, side: RoomSide
    ) -> None:
        token = token_of(room, side)
        page = client.get(reverse("web:room:link", args=[token]))
        answer = client.post(
            reverse("web:room:link_admit", args=[token]), {"trang": str(uuid4())}
        ).json()

        assert page.status_code == 200
        assert page["Referrer-Policy"] == "strict-origin"
        assert "noindex" in page["X-Robots-Tag"]
        assert read_pass(answer["pass"], now=NOW).side == side

    def test_of_another_participant_or_stand_opens_nothing(
        self, client: Client, room: Interview
    ) -> None:
        other = make_room()
        for side, recipient in (
            (RoomSide.PERSON, other.participant_id),
            (RoomSide.FIRM, other.stand_id),
            (RoomSide.PERSON, room.stand_id),
        ):
            token = token_of(room, side, recipient)
            assert client.get(reverse("web:room:link", args=[token])).status_code == 410

    def test_ended_forged_and_gone_look_useless(self, client: Client, room: Interview) -> None:
        link = RoomLink(room.pk, RoomSide.PERSON, room.participant_id)
        ended = sign_link(link, ends_at=NOW)
        good = token_of(room, RoomSide.PERSON)
        room.delete()
        answers = [
            client.get(reverse("web:room:link", args=[token])) for token in (ended, "x", good)
        ]

        assert [answer.status_code for answer in answers] == [410, 404, 410]
        assert all("Lò Thị Hoà" not in answer.content.decode() for answer in answers)

    def test_many_bad_ones_are_stopped(self, client: Client) -> None:
        codes = [client.get(f"/phong/vao/x{n}/").status_code for n in range(32)]
        assert (codes[0], codes[-1]) == (404, 429)

    def test_the_address_is_that_of_the_site(self, room: Interview, settings: Any) -> None:
        link = RoomLink(room.pk, RoomSide.PERSON, room.participant_id)
        whole = link_address(link, ends_at=LATER)
        assert whole.startswith(f"{settings.SANVIEC_PUBLIC_URL}/phong/vao/p")


class TestOwnRoom:
    def test_the_firm_sets_it_and_the_person_is_warned_first(
        self, sign_in: Entering, room: Interview
    ) -> None:
        firm = sign_in(account_of(room.stand.employer))
        form = reverse("web:room:own_link", args=[room.stand_id])
        assert firm.post(form, {"own_link": "https://hop.example.vn/ab"}).status_code == 303
        person = sign_in(account_of(room.participant.jobseeker))
        before = person.get(address(room)).content.decode()
        after = person.post(address(room)).content.decode()
        room.refresh_from_db()

        assert "Bạn sắp rời Sàn Việc" in before
        assert "hop.example.vn" not in before
        assert 'href="https://hop.example.vn/ab" target="_blank" rel="noopener noreferrer"' in after
        assert attendance_of(room) == RoomAttendance.PERSON_ALONE

    def test_not_before_the_hour(self, sign_in: Entering) -> None:
        room = make_room(starts_at=NOW + timedelta(hours=1))
        type(room.stand).objects.filter(pk=room.stand_id).update(own_link="https://hop.example.vn")
        answer = sign_in(account_of(room.participant.jobseeker)).post(address(room))

        assert answer.status_code == 409
        assert "hop.example.vn" not in answer.content.decode()

    def test_a_bad_address_is_told_at_its_field(self, sign_in: Entering, room: Interview) -> None:
        form = reverse("web:room:own_link", args=[room.stand_id])
        firm = sign_in(account_of(room.stand.employer))
        answer = firm.post(form, {"own_link": "javascript:alert(1)"})

        assert answer.status_code == 422
        assert "https://" in answer.content.decode()

    def test_a_stand_in_a_hall_has_none(self, sign_in: Entering) -> None:
        hall = make_room(kind=SessionKind.FIXED)
        form = reverse("web:room:own_link", args=[hall.stand_id])
        assert sign_in(account_of(hall.stand.employer)).get(form).status_code == 404


class TestLists:
    def test_ones_own_rooms_only(self, sign_in: Entering, room: Interview) -> None:
        other = make_room(make_seeker(full_name="Người Khác"))
        person = sign_in(account_of(room.participant.jobseeker)).get(reverse("web:room:mine"))
        firm = sign_in(account_of(room.stand.employer)).get(reverse("web:room:mine"))

        for page in (person.content.decode(), firm.content.decode()):
            assert address(room) in page
            assert address(other) not in page
        assert "Lò Thị Hoà" in firm.content.decode()

    def test_the_manager_sees_who_came(self, sign_in: Entering, room: Interview) -> None:
        move(room, person_entered_at=NOW)
        manager = sign_in(make_staff(Role.SESSION_MANAGER, room.session.centre).user)
        page = manager.get(reverse("web:room:session", args=[room.session_id]))
        watched = manager.get(address(room)).content.decode()

        assert "Người lao động đã vào, doanh nghiệp chưa" in page.content.decode()
        assert "Bạn chỉ thấy ai đang trong phòng" in watched
        assert "<video" not in watched

    def test_the_list_asks_as_often_for_many(
        self, sign_in: Entering, room: Interview, django_assert_max_num_queries: Any
    ) -> None:
        from tests.apps.exchanges.factories import make_interview, make_participant

        for slot in range(1, 9):
            make_interview(make_participant(room.session), room.stand, slot=slot)
        manager = sign_in(make_staff(Role.SESSION_MANAGER, room.session.centre).user)
        with django_assert_max_num_queries(8):
            page = manager.get(reverse("web:room:session", args=[room.session_id]))
        assert page.content.decode().count("/phong/") > 8


def test_the_test_page_is_for_everybody(client: Client) -> None:
    page = client.get(reverse("web:room:test"))
    facts = re.search(
        r'id="phong-du-lieu" type="application/json">(.*?)</script>', page.content.decode()
    )

    assert page.status_code == 200
    assert facts
    assert json.loads(facts[1])["words"]["works"].startswith("Máy ảnh")
