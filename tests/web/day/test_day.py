"""The door page, the hall's screen, the kiosk and the tables, over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sanviec.apps.exchanges.enums import DevicePurpose, InterviewState, ScanOutcome, ScanVia
from sanviec.apps.exchanges.models import ExchangeSession, Interview, Participant, Scan
from sanviec.apps.exchanges.services.devices import prepare_device
from sanviec.apps.exchanges.services.door import Door, ScanData, check_in
from sanviec.apps.exchanges.tickets import issue_ticket
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.ids import new_id
from tests.apps.exchanges.factories import (
    STARTS,
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.apps.factories import make_seeker, make_staff
from tests.web.factories import account_of

pytestmark = pytest.mark.django_db
KIOSK = "/cua/tu-phuc-vu/"


@pytest.fixture(autouse=True)
def _day_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: STARTS)


@pytest.fixture
def session() -> ExchangeSession:
    return make_session()


@pytest.fixture
def officer(session: ExchangeSession) -> Client:
    client = Client()
    client.force_login(make_staff(Role.RECEPTIONIST, session.centre).user)
    return client


def ticket_of(person: Participant, hours: int = 6) -> str:
    return issue_ticket(person, until=STARTS + timedelta(hours=hours))


def address(name: str, *ids: Any) -> str:
    return reverse(f"web:day:{name}", args=ids)


class TestTheDoorPage:
    def test_a_ticket_lets_in(self, officer: Client, session: ExchangeSession) -> None:
        person = make_participant(session)

        page = officer.post(address("check", session.pk), {"ve": ticket_of(person)})

        text = page.content.decode()
        assert "Mời vào" in text
        assert person.full_name in text
        assert Participant.objects.inside().count() == 1

    def test_a_refusal_is_large_and_says_what_to_do(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        stranger = make_participant()

        page = officer.post(address("check", session.pk), {"ve": ticket_of(stranger)})

        text = page.content.decode()
        assert "sv-verdict--bad" in text
        assert "Vé của phiên khác" in text
        assert "làm phiếu tại chỗ" in text
        assert stranger.full_name not in text
        listed = officer.get(address("refusals", session.pk)).content.decode()
        assert "Vé của phiên khác" in listed

    def test_who_forgot_the_ticket_is_found_by_name(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        person = make_participant(session)
        page = officer.get(address("door", session.pk), {"q": "mau"})
        assert person.full_name in page.content.decode()

        officer.post(address("check", session.pk), {"nguoi": str(person.pk), "chieu": "in"})

        assert Participant.objects.inside().get() == person

    def test_a_mistake_is_taken_back(self, officer: Client, session: ExchangeSession) -> None:
        person = make_participant(session)
        officer.post(address("check", session.pk), {"nguoi": str(person.pk)})

        officer.post(address("undo", session.pk), {"luot": str(Scan.objects.get().pk)})

        assert not Participant.objects.inside().exists()
        assert Scan.objects.filter(outcome=ScanOutcome.UNDONE).count() == 1

    def test_only_here_may_the_camera_be_asked_for(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        door = officer.get(address("door", session.pk))
        other = officer.get(address("home"))

        assert "camera=(self)" in door["Permissions-Policy"]
        assert "'wasm-unsafe-eval'" in door["Content-Security-Policy"]
        assert "camera=()" in other["Permissions-Policy"]
        assert "wasm" not in other["Content-Security-Policy"]

    def test_a_card_is_a_number_and_a_person_inside(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        form = {"card_id": "0198c2de-0000-4000-8000-000000000001", "full_name": "Lò Thị Mới"}

        for _twice in range(2):
            officer.post(address("walk_in", session.pk), form | {"phone": "0912 345 678"})

        person = Participant.objects.get()
        assert (person.card_name, person.queue_no, person.is_inside) == ("Lò Thị Mới", 1, True)

    def test_an_older_form_with_another_name_is_another_person(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        form = {"card_id": "0198c2de-0000-4000-8000-000000000001"}
        for name in ("Lò Thị Mới", "lò thị mới", "Vi Văn Sau"):
            officer.post(address("walk_in", session.pk), form | {"full_name": name})
        people = Participant.objects.order_by("queue_no").values_list("card_name", "is_inside")
        assert list(people) == [("Lò Thị Mới", True), ("Vi Văn Sau", True)]

    def test_a_card_becomes_a_file(self, officer: Client, session: ExchangeSession) -> None:
        form = {"card_id": "0198c2de-0000-4000-8000-000000000001", "full_name": "Lò Thị Mới"}
        officer.post(address("walk_in", session.pk), form | {"wish": "phụ bếp"})
        person = Participant.objects.get()

        officer.post(address("card", person.pk))

        person.refresh_from_db()
        assert person.jobseeker == Jobseeker.objects.get()
        assert person.jobseeker is not None
        assert person.jobseeker.full_name == "Lò Thị Mới"


class TestTheHall:
    def test_numbers_and_no_names(self, client: Client, session: ExchangeSession) -> None:
        person = make_participant(session, queue_no=77)
        facts = {"state": InterviewState.CALLED, "called_table": 0, "called_at": STARTS}
        make_interview(person, make_stand(session, stand_no=3), **facts)

        page = client.get(address("hall", session.pk)).content.decode()

        assert '<span class="sv-hall__number">77</span>' in page
        assert "Gian 3, bàn 1" in page
        assert person.full_name not in page

    def test_a_synchronous_worker_is_not_held(
        self, client: Client, session: ExchangeSession
    ) -> None:
        assert client.get(reverse("web:hall_events", args=[session.pk])).status_code == 204

    def test_the_page_asks_the_process_of_the_rooms(
        self, client: Client, session: ExchangeSession, settings: Any
    ) -> None:
        page = address("hall", session.pk)
        assert f'data-events="/ws/man-hinh/{session.pk}/"' in client.get(page).content.decode()
        settings.SANVIEC_SIGNAL_URL = "wss://tin-hieu.example.vn"
        answer = client.get(page)
        wanted = f'data-events="https://tin-hieu.example.vn/ws/man-hinh/{session.pk}/"'
        assert wanted in answer.content.decode()
        policy = answer["Content-Security-Policy"]
        assert "connect-src 'self' https://tin-hieu.example.vn;" in f"{policy};"

    def test_a_session_that_is_not_public(self, client: Client) -> None:
        hidden = make_session(state="draft")

        assert client.get(address("hall", hidden.pk)).status_code == 404
        assert client.get(reverse("web:hall_events", args=[hidden.pk])).status_code == 404


def filled(session: ExchangeSession, rows: int) -> None:
    """Some of everything that the pages list."""
    for _row in range(rows):
        stand = make_stand(session)
        person = make_participant(session, is_inside=True)
        make_interview(person, stand)
        called = make_participant(session, is_inside=True)
        facts = {"state": InterviewState.CALLED, "called_table": 0, "called_at": STARTS}
        make_interview(called, stand, slot=1, **facts)
        check_in(
            door=Door(session, SYSTEM),
            scans=[ScanData(new_id(), ScanVia.QR, ticket=ticket_of(make_participant()))],
            now=STARTS,
        )


@pytest.mark.slow  # many rows
@pytest.mark.parametrize("page", ["hall", "tables", "refusals", "door", "devices", "cards"])
def test_pages_ask_as_often_for_many_rows(
    officer: Client, session: ExchangeSession, page: str
) -> None:
    counts = []
    # The same again and more on top.
    for rows in (2, 6):
        filled(session, rows)
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(address(page, session.pk), {"q": "mau"}).status_code == 200
        counts.append(len(asked))

    assert counts[0] == counts[1]


class TestTheKiosk:
    @pytest.fixture
    def kiosk(self, session: ExchangeSession) -> Client:
        actor = make_staff(centre=session.centre).actor
        machine = prepare_device(
            session=session, name="Cửa", purpose=DevicePurpose.KIOSK, actor=actor, now=STARTS
        )
        client = Client()
        client.cookies["sanviec_kiosk"] = machine.key
        return client

    def test_a_phone_number_gives_ones_own_number(
        self, kiosk: Client, session: ExchangeSession
    ) -> None:
        seeker = make_seeker(session.centre, phone="0912345678")
        make_participant(session, seeker, queue_no=25)
        other = make_participant(session)

        answer = kiosk.post(KIOSK, {"ma": "0912 345 678"})

        text = answer.content.decode()
        assert '<p class="sv-kiosk__number">25</p>' in text
        assert seeker.full_name not in text
        assert other.full_name not in text
        assert answer["Refresh"].startswith("20;")

    def test_a_family_with_one_phone_is_sent_to_an_officer(
        self, kiosk: Client, session: ExchangeSession
    ) -> None:
        for _ in range(2):
            make_participant(session, make_seeker(session.centre, phone="0912345678"))

        text = kiosk.post(KIOSK, {"ma": "0912345678"}).content.decode()

        assert "Nhiều người" in text
        assert not Participant.objects.inside().exists()

    def test_one_may_keep_the_answer(self, kiosk: Client, session: ExchangeSession) -> None:
        person = make_participant(session)

        answer = kiosk.post(KIOSK, {"ma": ticket_of(person), "giu": "1"})

        assert "Refresh" not in answer

    def test_it_says_nothing_of_names(self, kiosk: Client, session: ExchangeSession) -> None:
        person = make_participant(session)

        assert person.full_name not in kiosk.get(KIOSK).content.decode()

    def test_preparing_one_signs_the_officer_out(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        answer = officer.post(address("devices", session.pk), {"name": "Cửa", "purpose": "kiosk"})

        assert answer["Location"] == KIOSK
        assert officer.get(address("home")).status_code == 302
        assert officer.get(KIOSK).status_code == 200

    def test_one_prepared_days_before_works_until_the_last_visitor(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        later = make_session(session.centre, starts_at=STARTS + timedelta(days=3))
        answer = officer.post(address("devices", later.pk), {"name": "Cửa", "purpose": "kiosk"})
        kept_for = timedelta(seconds=int(answer.cookies["sanviec_kiosk"]["max-age"]))
        assert STARTS + kept_for >= later.ends_at + timedelta(hours=3)

    def test_without_a_key_it_is_off(self, client: Client) -> None:
        assert client.get(KIOSK).status_code == 404


class TestTheTables:
    def test_call_put_back_call_again(self, officer: Client, session: ExchangeSession) -> None:
        stand = make_stand(session)
        person = make_participant(session, is_inside=True)
        interview = make_interview(person, stand)

        officer.post(address("call", stand.pk), {"ban": "0"})
        assert Interview.objects.get().state == InterviewState.CALLED

        facts = {"cuoc_hen": str(interview.pk), "viec": "put_back"}
        officer.post(address("called", stand.pk), facts)
        assert Interview.objects.get().state == InterviewState.PLANNED

    def test_somebody_without_an_appointment_waits_too(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        stand = make_stand(session)
        person = make_participant(session, is_inside=True)
        offer = stand.offers.get()

        facts = {"so": str(person.queue_no), "viec_lam": str(offer.pk)}
        officer.post(address("walk_up", stand.pk), facts)

        assert Interview.objects.get().origin == "walk_up"
        assert person.full_name in officer.get(address("stand", stand.pk)).content.decode()

    def test_a_firm_calls_by_number_and_reads_no_name_without_consent(
        self, officer: Client, session: ExchangeSession
    ) -> None:
        stand = make_stand(session)
        told, silent = (
            make_seeker(session.centre, full_name=name) for name in ("Lò Thị Hoà", "Vi Văn Kín")
        )
        for slot, seeker in enumerate((told, silent)):
            make_interview(make_participant(session, seeker, is_inside=True), stand, slot=slot)
        facts: dict[str, Any] = {"actor": SYSTEM, "now": STARTS}
        withdraw_consent(jobseeker=silent, purpose=ConsentPurpose.SHARE_CONTACT, **facts)
        firm = Client()
        firm.force_login(account_of(stand.employer))
        page = address("stand", stand.pk)
        waiting = firm.get(page).content.decode()
        firm.post(address("call", stand.pk), {"ban": "0"})
        for text in (waiting, firm.get(page).content.decode()):
            assert ("Lò Thị Hoà" in text, "Vi Văn Kín" in text) == (True, False)
        assert "Vi Văn Kín" in officer.get(page).content.decode()
