"""Sessions at the desk: four eyes, centres apart, registering and announcing by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from sanviec.apps.exchanges.enums import (
    ParticipantOrigin,
    ParticipantState,
    PartState,
    SessionKind,
    SessionState,
    StandState,
)
from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.exchanges.services.scheduling import announce_schedule
from sanviec.apps.exchanges.tickets import read_ticket, ticket_keys
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import OutboxMessage
from tests.apps.exchanges import factories
from tests.apps.factories import NOW, make_centre, make_employer, make_staff
from tests.web.doors import _SESSION as FORM
from tests.web.factories import account_of, make_seeker

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]


def act(client: Client, name: str, thing: Any, **answers: Any) -> Any:
    return client.post(reverse(f"web:{name}", args=[thing.pk]), answers, follow=True)


def test_a_session_needs_two_people_from_draft_to_public(sign_in: Entering) -> None:
    centre = make_centre()
    planner = sign_in(make_staff(Role.SESSION_MANAGER, centre).user)
    leader = sign_in(make_staff(Role.DEPARTMENT, centre).user)
    made = planner.post(reverse("web:desk:new_session"), FORM)
    assert made.status_code == 303
    session = ExchangeSession.objects.get()
    act(planner, "desk:session_act", session, viec="submit")
    assert act(planner, "desk:session_act", session, viec="approve").status_code == 404
    act(leader, "desk:session_act", session, viec="approve")
    act(planner, "desk:session_act", session, viec="publish")
    session.refresh_from_db()
    assert session.state == SessionState.PUBLISHED


@pytest.mark.parametrize(
    ("state", "may_edit", "onward"),
    [
        (SessionState.DRAFT, True, ""),
        (SessionState.SUBMITTED, False, ""),
        (SessionState.SCHEDULED, True, ""),
        (SessionState.RUNNING, False, "Kết quả và tan phiên"),
        (SessionState.FINISHING, False, "Kết quả và chốt số liệu"),
        (SessionState.CLOSED, False, "Xem số liệu và báo cáo"),
        (SessionState.CANCELLED, False, ""),
    ],
)
def test_a_session_shows_only_what_can_be_done_with_it(
    sign_in: Entering, state: SessionState, may_edit: bool, onward: str
) -> None:
    session = factories.make_session(state=state)
    client = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    page = client.get(reverse("web:desk:session", args=[session.pk])).content.decode()
    assert (">Sửa phiên</a>" in page) == may_edit
    words = ("Kết quả và tan phiên", "Kết quả và chốt số liệu", "Xem số liệu và báo cáo")
    assert [text for text in words if text in page] == ([onward] if onward else [])


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (SessionState.PUBLISHED, ""),
        (SessionState.SUBMITTED, "Phiên đang chờ duyệt"),
        (SessionState.RUNNING, "Phiên đã mở cửa nên không sửa được nữa"),
    ],
)
def test_what_is_missing_leads_to_no_refused_page(
    sign_in: Entering, state: SessionState, words: str
) -> None:
    session = factories.make_session(state=state)
    client = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    edit = reverse("web:desk:edit_session", args=[session.pk])
    page = client.get(reverse("web:desk:session", args=[session.pk])).content.decode()
    assert (f'href="{edit}">Địa điểm và tọa độ</a>' in page) == (not words)
    assert words in page
    answer = client.get(edit, follow=True)
    assert ("không sửa được nữa. Hãy tải lại" in answer.content.decode()) == bool(words)
    assert bool(answer.redirect_chain) == bool(words)


def test_a_wrong_form_names_its_fields(sign_in: Entering) -> None:
    planner = sign_in(make_staff(Role.SESSION_MANAGER).user)
    wrong = FORM | {"ends": "07:00", "pin": "somewhere", "kind": "mobile"}
    answer = planner.post(reverse("web:desk:new_session"), wrong)
    assert answer.status_code == 422
    assert 'href="#id_pin"' in answer.content.decode()
    answer = planner.post(reverse("web:desk:new_session"), wrong | {"pin": ""})
    assert 'href="#id_communes"' in answer.content.decode()
    answer = planner.post(reverse("web:desk:new_session"), FORM | {"title": "😀 2026"})
    assert 'href="#id_title"' in answer.content.decode()
    assert ExchangeSession.objects.count() == 0


def test_a_partner_registers_its_own_people_and_sees_no_others(sign_in: Entering) -> None:
    partner = make_centre()
    session = factories.make_session()
    factories.add_part(session, partner)
    factories.make_participant(session, make_seeker(session.centre, full_name="Người Của Chủ"))
    own = make_seeker(partner, full_name="Người Của Bạn")
    client = sign_in(make_staff(Role.COUNSELLOR, partner).user)
    act(client, "desk:register_person", session, nguoi=own.pk)
    entry = Participant.objects.get(jobseeker=own)
    assert (entry.origin, entry.centre_id) == (ParticipantOrigin.PARTNER, partner.pk)
    text = client.get(reverse("web:desk:session_people", args=[session.pk])).content.decode()
    assert "Người Của Bạn" in text
    assert "Người Của Chủ" not in text
    other = session.participants.exclude(pk=entry.pk).get()
    assert client.get(reverse("web:desk:participant", args=[other.pk])).status_code == 404


def test_another_centres_person_cannot_be_registered(sign_in: Entering) -> None:
    session = factories.make_session()
    client = sign_in(make_staff(Role.RECEPTIONIST, session.centre).user)
    stranger = make_seeker()
    assert act(client, "desk:register_person", session, nguoi=stranger.pk).status_code == 404


def test_from_the_file_at_the_counter(sign_in: Entering) -> None:
    session = factories.make_session()
    person = make_seeker(session.centre)
    client = sign_in(make_staff(Role.RECEPTIONIST, session.centre).user)
    answer = act(client, "desk:register_for_session", person, phien=session.pk)
    assert "Đã đăng ký, số 1." in answer.content.decode()
    assert session.title in answer.content.decode()
    again = act(client, "desk:register_for_session", person, phien=session.pk)
    assert "đã đăng ký phiên, số 1." in again.content.decode()


def test_a_second_tap_shows_who_is_registered(sign_in: Entering) -> None:
    session = factories.make_session(capacity=1)
    first, late = make_seeker(session.centre), make_seeker(session.centre)
    client = sign_in(make_staff(Role.RECEPTIONIST, session.centre).user)
    for person, text in (
        (first, "đã đăng ký phiên, số 1."),
        (late, "đã ở danh sách chờ của phiên, số 2."),
    ):
        act(client, "desk:register_person", session, nguoi=person.pk)
        again = act(client, "desk:register_person", session, nguoi=person.pk)
        entry = session.participants.get(jobseeker=person)
        assert again.redirect_chain[-1][0] == reverse("web:desk:participant", args=[entry.pk])
        assert text in again.content.decode()


def test_the_draft_is_shown_then_announced_as_it_was_shown(sign_in: Entering) -> None:
    session = factories.make_session()
    factories.make_stand(session)
    factories.make_participant(session)
    client = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    page = reverse("web:desk:session_schedule", args=[session.pk])
    digest = client.get(page).context["draft"].digest
    factories.make_participant(session)
    client.post(page, {"ban": digest})
    assert session.interviews.count() == 0
    digest = client.get(page).context["draft"].digest
    client.post(page, {"ban": digest})
    assert session.interviews.count() == 2
    assert "không có gì phải đổi" in client.get(page).content.decode()


def test_a_partner_joins_by_its_own_manager(sign_in: Entering) -> None:
    host, guest = make_centre(), make_centre("KHACH")
    session = factories.make_session(host)
    owner = sign_in(make_staff(Role.SESSION_MANAGER, host).user)
    act(owner, "desk:session_parts", session, trung_tam="KHACH")
    part = session.parts.get(centre=guest)
    assert owner.get(reverse("web:desk:own_part", args=[part.pk])).status_code == 404
    manager = sign_in(make_staff(Role.SESSION_MANAGER, guest).user)
    assert manager.get(reverse("web:desk:session", args=[session.pk])).status_code == 404
    act(manager, "desk:own_part", part, tra_loi="nhan", venue="Nhà văn hóa")
    part.refresh_from_db()
    assert part.state == PartState.JOINED
    assert manager.get(reverse("web:desk:session", args=[session.pk])).status_code == 200
    assert manager.get(reverse("web:desk:edit_session", args=[session.pk])).status_code == 404


def commune_card(**changes: str) -> dict[str, str]:
    card = {
        "full_name": "Lò Thị Mới",
        "birth": "1999",
        "residence": "Kỳ Lừa, Lạng Sơn",
        "wished_titles": "phụ bếp",
        "phone": "0912345678",
    }
    return card | changes


def test_an_officer_of_a_commune_registers_and_sees_only_the_own_entries(
    sign_in: Entering,
) -> None:
    session = factories.make_session()
    factories.make_participant(session, make_seeker(session.centre, full_name="Người Khác"))
    officer = make_staff(Role.COMMUNE_OFFICER, session.centre)
    client = sign_in(officer.user)
    answer = act(client, "partner:register_person", session, **commune_card())
    text = answer.content.decode()
    assert "Lò Thị Mới" in text
    assert "Người Khác" not in text
    entry = Participant.objects.get(registered_by_id=officer.user.pk)
    assert entry.origin == ParticipantOrigin.COMMUNE
    ticket = client.get(reverse("web:partner:ticket", args=[entry.pk]))
    assert ticket.status_code == 200
    for closed in ("web:desk:home", "web:desk:sessions", "web:manage:home"):
        assert client.get(reverse(closed)).status_code == 404
    person = reverse("web:desk:person", args=[entry.jobseeker_id])
    assert client.get(person).status_code == 404


@pytest.mark.parametrize(
    ("name", "files"), [("Lò Thị Mới", 1), ("Lo Thi Moi", 1), ("Người Đoán Số", 2)]
)
def test_a_known_person_is_found_by_number_and_name_together(
    sign_in: Entering, name: str, files: int
) -> None:
    session = factories.make_session()
    make_seeker(session.centre, full_name="Lò Thị Mới", phone="0912345678")
    client = sign_in(make_staff(Role.COMMUNE_OFFICER, session.centre).user)
    act(client, "partner:register_person", session, **commune_card(full_name=name))
    assert Jobseeker.objects.count() == files
    assert session.participants.count() == 1


def test_a_person_registers_changes_and_cancels(sign_in: Entering) -> None:
    session = factories.make_session()
    stand = factories.make_stand(session)
    person = make_seeker(session.centre)
    client = sign_in(account_of(person))
    answers = {"max_interviews": "2", "first": "0", "last": "3", "wish_1": str(stand.pk)}
    act(client, "jobseeker:register_session", session, **answers)
    entry = Participant.objects.get(jobseeker=person)
    assert (entry.slots, entry.max_interviews) == ([0, 1, 2, 3], 2)
    assert entry.origin == ParticipantOrigin.SELF
    act(client, "jobseeker:session_presence", entry, max_interviews="1")
    entry.refresh_from_db()
    assert (entry.slots, entry.max_interviews, entry.wishes.count()) == ([], 1, 0)
    act(client, "jobseeker:session_answer", entry, tra_loi="huy")
    entry.refresh_from_db()
    assert entry.state == ParticipantState.CANCELLED


def test_a_second_tap_shows_the_ticket_and_the_stand(sign_in: Entering) -> None:
    session = factories.make_session()
    person, firm = make_seeker(session.centre), make_employer(session.centre)
    for owner, name, answers in (
        (person, "jobseeker:register_session", {"max_interviews": "2"}),
        (firm, "employer:request_stand", {"tables": "1", "guests": "1"}),
    ):
        client = sign_in(account_of(owner))
        path = reverse(f"web:{name}", args=[session.pk])
        first, second = (client.post(path, answers) for _tap in range(2))
        assert (first.status_code, second.status_code) in {(303, 303), (303, 302)}
        assert second["Location"] == first["Location"]
    assert (session.participants.count(), session.stands.count()) == (1, 1)


def test_nobody_fills_in_a_form_that_would_be_refused(sign_in: Entering) -> None:
    session = factories.make_session(registration_closes_at=NOW)
    entry = factories.make_participant(factories.make_session(session.centre))
    person = sign_in(account_of(entry.jobseeker))
    form = reverse("web:jobseeker:register_session", args=[entry.session_id])
    ticket = reverse("web:jobseeker:session_entry", args=[entry.pk])
    assert person.get(form)["Location"] == ticket
    assert (
        person.get(reverse("web:jobseeker:register_session", args=[session.pk])).status_code == 200
    )
    factories.brought_to(session, SessionState.CLOSED)
    page = reverse("web:session", args=[session.pk])
    for name, client in (
        ("jobseeker:register_session", person),
        ("employer:request_stand", sign_in(account_of(make_employer(session.centre)))),
    ):
        assert client.get(reverse(f"web:{name}", args=[session.pk]))["Location"] == page
    assert "không còn nhận đăng ký" in Client().get(page).content.decode()


def test_windows_of_both_sides_reach_the_plan(sign_in: Entering) -> None:
    session = factories.make_session()
    stand, person = factories.make_stand(session), make_seeker(session.centre)
    firm = sign_in(account_of(stand.employer))
    hours = {"tables": "1", "guests": "1", "first": "7", "last": "8", "first_2": "15"}
    act(firm, "employer:stand", stand, **hours, last_2="")
    windows = {"first": "0", "last": "1", "first_2": "14", "last_2": "15", "max_interviews": "2"}
    act(sign_in(account_of(person)), "jobseeker:register_session", session, **windows)
    stand.refresh_from_db()
    entry = Participant.objects.get(jobseeker=person)
    assert (stand.slots, entry.slots) == ([7, 8, 15], [0, 1, 14, 15])
    announce_schedule(session=session, actor=SYSTEM, now=NOW)
    assert [row.slot for row in session.interviews.order_by("id")] == [15]


def test_a_row_is_added_without_a_script_and_nothing_is_kept_yet(sign_in: Entering) -> None:
    session = factories.make_session()
    person = make_seeker(session.centre)
    client = sign_in(account_of(person))
    answers = {"max_interviews": "2", "first": "3", "last": "1", "them_khoang": "1"}
    answer = act(client, "jobseeker:register_session", session, **answers)
    page = answer.content.decode()
    assert (answer.status_code, Participant.objects.count()) == (200, 0)
    assert 'name="first_2"' in page
    assert "govuk-error-summary" not in page
    entry = factories.make_participant(session, person)
    answer = act(client, "jobseeker:session_presence", entry, **answers)
    assert (answer.status_code, 'name="last_2"' in answer.content.decode()) == (200, True)


def test_the_ticket_on_the_page_is_the_signed_one(
    sign_in: Entering, monkeypatch: pytest.MonkeyPatch
) -> None:
    import segno

    drawn: list[str] = []
    real = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **k: drawn.append(text) or real(text, **k))
    entry = factories.make_participant()
    client = sign_in(account_of(entry.jobseeker))
    page = client.get(reverse("web:jobseeker:session_entry", args=[entry.pk]))
    read = read_ticket(drawn[0], keys=ticket_keys(), now=NOW)
    assert (read.participant_id, read.session_id) == (entry.pk, entry.session_id)
    assert 'src="data:image/svg+xml' in page.content.decode()


def test_an_online_ticket_leads_to_the_rooms_not_only_to_a_door(sign_in: Entering) -> None:
    session = factories.make_session(kind=SessionKind.ONLINE, venue="")
    entry = factories.make_participant(session)
    client = sign_in(account_of(entry.jobseeker))
    page = client.get(reverse("web:jobseeker:session_entry", args=[entry.pk])).content.decode()
    assert "đến giờ hẹn, hãy mở mục “Phỏng vấn trực tuyến”" in page
    assert f'href="{reverse("web:room:test")}"' in page
    assert "gặp doanh nghiệp trực tiếp tại gian" not in page


@pytest.mark.parametrize("state", [ParticipantState.WAITING, ParticipantState.CANCELLED])
def test_without_a_place_there_is_no_code(sign_in: Entering, state: ParticipantState) -> None:
    entry = factories.make_participant(state=state)
    client = sign_in(account_of(entry.jobseeker))
    page = client.get(reverse("web:jobseeker:session_entry", args=[entry.pk]))
    assert "data:image/svg" not in page.content.decode()


def test_who_has_no_file_fills_in_the_card_first(sign_in: Entering) -> None:
    from tests.apps.factories import make_user

    session = factories.make_session()
    path = reverse("web:jobseeker:register_session", args=[session.pk])
    answer = sign_in(make_user()).get(path)
    assert answer["Location"] == f"/toi/dang-ky/?next=%2Ftoi%2Fphien%2F{session.pk}%2F"
    guest = Client().get(path)
    assert guest["Location"].startswith("/tai-khoan/login/?next=")


def test_a_firm_asks_and_cannot_take_itself_in(sign_in: Entering) -> None:
    session = factories.make_session()
    from tests.apps.factories import make_employer, make_vacancy

    firm = make_employer(session.centre)
    vacancy = make_vacancy(firm, openings=4)
    client = sign_in(account_of(firm))
    act(client, "employer:request_stand", session, tables="2", guests="1")
    stand = session.stands.get()
    assert (stand.state, stand.tables) == (StandState.REQUESTED, 2)
    assert act(client, "employer:stand_answer", stand, tra_loi="nhan").status_code == 404
    offer = {"vacancy": vacancy.pk, "openings": "4", "interviewed_by": "employer"}
    act(client, "employer:stand_offer", stand, **offer)
    assert stand.offers.get().openings == 4
    refused = act(client, "employer:stand_offer", stand, **offer | {"openings": "5"})
    assert "còn tuyển 4 người" in refused.content.decode()


def test_a_firm_reads_no_name_without_consent(sign_in: Entering) -> None:
    from sanviec.apps.jobseekers.enums import ConsentPurpose
    from sanviec.apps.jobseekers.services import withdraw_consent
    from sanviec.apps.platform.actors import SYSTEM

    interview = factories.make_interview()
    person = interview.participant.jobseeker
    client = sign_in(account_of(interview.stand.employer))
    page = reverse("web:employer:stand", args=[interview.stand.pk])
    assert person.full_name in client.get(page).content.decode()
    withdraw_consent(jobseeker=person, purpose=ConsentPurpose.SHARE_CONTACT, actor=SYSTEM, now=NOW)
    assert person.full_name not in client.get(page).content.decode()


def test_a_persons_export_holds_their_sessions(sign_in: Entering) -> None:
    interview = factories.make_interview()
    client = sign_in(account_of(interview.participant.jobseeker))
    found = client.get(reverse("web:jobseeker:export")).json()["sessions"]
    assert found[0]["session"] == interview.session.title
    assert found[0]["interviews"][0]["employer"] == interview.stand.name


@pytest.mark.parametrize("days", [0, 3])
def test_the_manager_opens_the_doors_on_the_day(sign_in: Entering, days: int) -> None:
    starts = timezone.now() + timedelta(days=days, minutes=5)
    session = factories.make_session(starts_at=starts, ends_at=starts + timedelta(hours=3))
    manager = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    page = reverse("web:desk:session", args=[session.pk])
    assert ('value="open"' in manager.get(page).content.decode()) == (days == 0)
    act(manager, "desk:session_act", session, viec="open")
    session.refresh_from_db()
    assert (session.state == SessionState.RUNNING) == (days == 0)


def test_a_firm_is_greeted_from_the_list(sign_in: Entering) -> None:
    session = factories.make_session()
    stand = factories.make_stand(session)
    manager = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    stands = reverse("web:desk:session_stands", args=[session.pk])
    assert "Đã đến" not in manager.get(stands).content.decode()
    ExchangeSession.objects.filter(pk=session.pk).update(state=SessionState.RUNNING)
    assert "Đã đến" in manager.get(stands).content.decode()
    answer = act(manager, "desk:stand_act", stand, viec="arrive", ve="danh_sach")
    assert answer.request["PATH_INFO"] == stands
    stand.refresh_from_db()
    assert stand.state == StandState.ARRIVED


def test_a_manager_reads_what_happened_and_opens_it(sign_in: Entering) -> None:
    session = factories.make_session()
    manager = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    firm = make_employer(session.centre, name="Công ty May Hồi")
    asked = {"tables": "1", "guests": "1"}
    act(sign_in(account_of(firm)), "employer:request_stand", session, **asked)
    page = manager.get(reverse("web:desk:sessions")).content.decode()
    assert "Công ty May Hồi xin một gian" in page
    message = OutboxMessage.objects.get(topic="session.staff")
    opened = act(manager, "jobseeker:read_message", message)
    stand = session.stands.get()
    assert opened.request["PATH_INFO"] == reverse("web:desk:stand", args=[stand.pk])
    assert "xin một gian" not in manager.get(reverse("web:desk:sessions")).content.decode()
    assert "xin một gian" in manager.get(reverse("web:jobseeker:inbox")).content.decode()


@pytest.mark.parametrize("state", [SessionState.PUBLISHED, SessionState.CLOSED])
def test_what_is_still_missing_is_asked_only_of_a_session_ahead(
    sign_in: Entering, state: SessionState
) -> None:
    session = factories.make_session(state=state)
    manager = sign_in(make_staff(Role.SESSION_MANAGER, session.centre).user)
    page = manager.get(reverse("web:desk:session", args=[session.pk])).content.decode()
    assert ("Đã sẵn sàng chưa" in page) == (state == SessionState.PUBLISHED)
    assert ("Phiên đã chốt số liệu" in page) == (state == SessionState.CLOSED)
