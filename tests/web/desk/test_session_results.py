"""The session manager's page of results: what is missing, the figures, closing, the report."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import ParticipantOrigin, SessionState
from sanviec.apps.exchanges.models import (
    CounterOverride,
    ExchangeSession,
    Participant,
    SessionReport,
)
from sanviec.apps.exchanges.services import rows
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from tests.apps import factories as lower
from tests.apps.exchanges.factories import (
    add_part,
    make_interview,
    make_participant,
    make_session,
)
from tests.web.ground import Ground, make_ground

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]


@pytest.fixture
def ground() -> Ground:
    """A centre with an open session and one person at a table."""
    return make_ground()


def manager(sign_in: Entering, centre: Centre) -> Client:
    return sign_in(lower.make_staff(Role.SESSION_MANAGER, centre).user)


def address(name: str, session: ExchangeSession) -> str:
    return reverse(f"web:desk:{name}", args=[session.pk])


def act(client: Client, session: ExchangeSession, **answer: str) -> str:
    """Press a button and read what the page says then."""
    response = client.post(address("session_results_act", session), answer, follow=True)
    page: str = response.content.decode()
    return page


def test_from_open_doors_to_closed_figures(sign_in: Entering, ground: Ground) -> None:
    client, session = manager(sign_in, ground.centre), ground.running_session
    assert "Đã tan phiên" in act(client, session, viec="finish")
    page = act(client, session, viec="close")
    assert "Còn 1 cuộc phỏng vấn chưa có kết quả" in page
    assert reverse("web:desk:interview_result", args=[ground.running_interview.pk]) in page
    client.post(
        reverse("web:desk:interview_result", args=[ground.running_interview.pk]),
        {"ket_qua": "passed"},
    )
    page = act(client, session, viec="close")
    assert "Đã chốt số liệu" in page
    report = SessionReport.objects.get(session=session)
    assert report.sha256 in page
    assert 'name="viec"' not in page


def test_closing_without_results_needs_a_reason(sign_in: Entering, ground: Ground) -> None:
    client, session = manager(sign_in, ground.centre), ground.running_session
    act(client, session, viec="finish")
    assert "Đã chốt số liệu" in act(client, session, viec="close", ly_do="Doanh nghiệp im lặng")
    session.refresh_from_db()
    assert (session.state, session.state_reason) == ("closed", "Doanh nghiệp im lặng")


def test_a_frozen_report_is_shown_and_not_counted_anew(sign_in: Entering, ground: Ground) -> None:
    client, session = manager(sign_in, ground.centre), ground.running_session
    act(client, session, viec="finish")
    act(client, session, viec="close", ly_do="x")
    report = SessionReport.objects.get(session=session)
    figures = report.figures
    next(row for row in figures["counters"] if row["code"] == "attended")["value"] = 4321
    SessionReport.objects.update(figures=figures)
    page = client.get(address("session_results", session)).content.decode()
    assert "4.321" in page
    assert "Số liệu không còn khớp với mã này." in page


def test_an_override_is_seen_beside_the_counted_figure(sign_in: Entering, ground: Ground) -> None:
    client, session = manager(sign_in, ground.centre), ground.running_session
    path = address("session_override", session)
    answer = {"counter": "attended", "value": "40", "reason": "Máy hết pin, đếm tay"}
    assert client.post(path, answer | {"reason": " "}).status_code == 422
    assert client.post(path, answer | {"centre": str(lower.make_centre().pk)}).status_code == 422
    assert client.post(path, answer).status_code == 303
    page = client.get(address("session_results", session)).content.decode()
    assert "máy đếm 1" in page
    assert "Máy hết pin, đếm tay" in page
    client.post(path, {"counter": "attended", "value": ""})
    assert CounterOverride.objects.get().withdrawn_at is not None


@pytest.mark.slow  # drawing a PDF
@pytest.mark.parametrize("kind", ["xlsx", "docx", "pdf"])
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_report_as_a_file(sign_in: Entering, ground: Ground, kind: str) -> None:
    client = manager(sign_in, ground.centre)
    response = client.get(address("session_report", ground.running_session), {"dang": kind})
    assert response.status_code == 200
    assert response.content.startswith(b"%PDF" if kind == "pdf" else b"PK")
    assert f".{kind}" in response["Content-Disposition"]


def test_another_kind_of_file_is_nothing(sign_in: Entering, ground: Ground) -> None:
    client = manager(sign_in, ground.centre)
    answer = client.get(address("session_report", ground.running_session), {"dang": "../x"})
    assert answer.status_code == 404


def partner_of(ground: Ground) -> Centre:
    """A centre that has joined and brought somebody."""
    partner = lower.make_centre()
    add_part(ground.running_session, partner)
    person = make_participant(
        ground.running_session, lower.make_seeker(partner), state="attended", queue_no=2
    )
    make_interview(person, ground.running_stand, slot=1)
    return partner


def test_a_partner_reads_its_part_and_the_whole_and_changes_nothing(
    sign_in: Entering, ground: Ground
) -> None:
    partner = partner_of(ground)
    client, session = manager(sign_in, partner), ground.running_session
    page = client.get(address("session_results", session)).content.decode()
    assert partner.code in page
    assert ground.centre.code not in page.replace(ground.centre.name, "")
    assert ground.person_name not in page
    for name, answer in (
        ("session_results_act", {"viec": "finish"}),
        ("session_override", {"counter": "attended", "value": "3", "reason": "x"}),
    ):
        assert client.post(address(name, session), answer).status_code == 404
    # The stand was brought by the host: its people are not the partner's business.
    assert (
        client.get(reverse("web:desk:stand_results", args=[ground.running_stand.pk])).status_code
        == 404
    )
    session.refresh_from_db()
    assert session.state == SessionState.RUNNING


def test_a_partner_gets_its_own_frozen_report(sign_in: Entering, ground: Ground) -> None:
    partner = partner_of(ground)
    host = manager(sign_in, ground.centre)
    act(host, ground.running_session, viec="finish")
    act(host, ground.running_session, viec="close", ly_do="x")
    page = manager(sign_in, partner).get(address("session_results", ground.running_session))
    report = SessionReport.objects.get(session=ground.running_session, centre=partner)
    assert report.sha256 in page.content.decode()


def test_acts_that_do_not_exist(sign_in: Entering, ground: Ground) -> None:
    client = manager(sign_in, ground.centre)
    for event in ("", "cancel", "nothing"):
        answer: Any = client.post(
            address("session_results_act", ground.running_session), {"viec": event}
        )
        assert answer.status_code == 404


@pytest.mark.parametrize(
    ("role", "leads_back"), [(Role.SESSION_MANAGER, True), (Role.RECEPTIONIST, False)]
)
def test_the_table_leads_back_to_the_session_for_its_manager(
    sign_in: Entering, ground: Ground, role: Role, *, leads_back: bool
) -> None:
    client = sign_in(lower.make_staff(role, ground.centre).user)
    page = client.get(
        reverse("web:desk:stand_results", args=[ground.running_stand.pk])
    ).content.decode()
    assert (address("session_results", ground.running_session) in page) == leads_back


def test_the_managers_page_says_what_keeps_the_figures_open(sign_in: Entering) -> None:
    session = make_session(state=SessionState.RUNNING)
    facts = {"jobseeker": None, "centre": session.centre, "card_name": "Lò Thị Mới"}
    door: dict[str, Any] = {"origin": ParticipantOrigin.WALK_IN, "state": "attended"}
    person = Participant(session=session, queue_no=7, **facts, **door)
    with transaction.atomic():
        rows.insert(person, "came", actor=SYSTEM, now=lower.NOW)
    make_interview(person, state="held", result="passed")
    client = manager(sign_in, session.centre)
    page = client.get(address("session", session)).content.decode()
    assert page.count("(còn 1)") == 2
    assert f'href="{reverse("web:day:cards", args=[session.pk])}"' in page
    card = reverse("web:day:card", args=[person.pk])
    results = client.get(address("session_results", session)).content.decode()
    assert "nhờ quầy tiếp nhận nối với hồ sơ" in results
    assert card not in results
    head = sign_in(lower.make_staff(Role.DEPARTMENT, session.centre).user)
    assert card in head.get(address("session_results", session)).content.decode()
    # The card names no wish, which a file needs.
    assert "ít nhất một công việc" in head.post(card, follow=True).content.decode()
    head.post(card, {"mong_muon": "phụ bếp"})
    assert "(còn" not in client.get(address("session", session)).content.decode()
