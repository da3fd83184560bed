"""A firm enters results at its table: one person a screen, one tap, no JavaScript."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from sanviec.apps.exchanges.enums import ParticipantState, SessionState
from sanviec.apps.exchanges.models import Interview
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Consent
from sanviec.apps.platform.enums import Role
from sanviec.apps.referrals.models import Referral
from tests.apps import factories as lower
from tests.apps.exchanges.factories import (
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.apps.factories import NOW
from tests.web.factories import account_of

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]
# The doors opened an hour ago.
OPENED = NOW - timedelta(hours=1)


@pytest.fixture
def interview() -> Interview:
    """Somebody who came to a session whose doors are open, at a stand with one vacancy."""
    session = make_session(state=SessionState.RUNNING, starts_at=OPENED)
    person = make_participant(session, state=ParticipantState.ATTENDED)
    return make_interview(person, make_stand(session))


@pytest.fixture
def firm(sign_in: Entering, interview: Interview) -> Client:
    """The firm on its phone."""
    return sign_in(account_of(interview.stand.employer))


def address(name: str, row: Any) -> str:
    return reverse(f"web:employer:{name}", args=[row.pk])


def tap(client: Client, interview: Interview, **answer: str) -> Any:
    return client.post(address("interview_result", interview), answer)


TAPS = [
    ({"ket_qua": "passed"}, "held", "passed"),
    ({"ket_qua": "hired", "hired-starts_on": "2026-11-30"}, "held", "hired"),
    (
        {"ket_qua": "not_suitable", "not_suitable-reason": "experience"},
        "held",
        "not_suitable",
    ),
    (
        {
            "ket_qua": "invited_later",
            "invited_later-later_at": "2026-12-01T08:30",
            "invited_later-later_place": "Cổng số 2",
        },
        "held",
        "invited_later",
    ),
    ({"ket_qua": "no_show"}, "no_show", ""),
]


@pytest.mark.parametrize(("answer", "state", "result"), TAPS)
def test_one_tap_enters_a_result(
    firm: Client, interview: Interview, answer: dict[str, str], state: str, result: str
) -> None:
    response = tap(firm, interview, **answer)
    interview.refresh_from_db()
    assert (response.status_code, response["Location"]) == (
        303,
        address("stand_results", interview.stand),
    )
    assert (interview.state, interview.result) == (state, result)
    assert interview.referral is not None


def test_the_list_goes_by_time_and_shows_what_was_said(firm: Client, interview: Interview) -> None:
    other = make_participant(interview.session, state="attended", queue_no=77)
    make_interview(other, interview.stand, slot=2)
    tap(firm, interview, ket_qua="passed")
    page = firm.get(address("stand_results", interview.stand)).content.decode()
    assert page.index("Số 77") < page.index("Đã ghi (1)") < page.rindex("Đạt, chờ bước tiếp")
    assert "08:30" in page


def test_a_name_is_shown_only_while_its_consent_is_in_force(
    firm: Client, interview: Interview
) -> None:
    name = interview.participant.full_name
    for page in ("stand_results", "interview_result"):
        row = interview.stand if page == "stand_results" else interview
        assert name in firm.get(address(page, row)).content.decode()
    Consent.objects.filter(purpose=ConsentPurpose.SHARE_CONTACT).update(withdrawn_at=NOW)
    for page in ("stand_results", "interview_result"):
        row = interview.stand if page == "stand_results" else interview
        told = firm.get(address(page, row)).content.decode()
        assert name not in told
        assert f"Số {interview.participant.queue_no}" in told


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"ket_qua": "hired", "hired-starts_on": "hôm nào đó"}, "Ngày chưa đúng"),
        ({"ket_qua": "hired", "hired-starts_on": "2026-01-01"}, "trước ngày được nhận"),
        ({"ket_qua": "invited_later"}, "Ngày giờ hẹn"),
        (
            {"ket_qua": "not_suitable", "not_suitable-reason": "other"},
            "Hãy nói rõ lý do khác là gì",
        ),
        ({"ket_qua": "not_suitable"}, "Có chỗ cần sửa"),
    ],
)
def test_what_is_missing_is_said_on_the_same_page(
    firm: Client, interview: Interview, answer: dict[str, str], words: str
) -> None:
    response = tap(firm, interview, **answer)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert Referral.objects.count() == 0


def test_openings_that_run_out_offer_one_more(firm: Client, interview: Interview) -> None:
    hire = {"ket_qua": "hired", "hired-starts_on": "2026-11-30"}
    tap(firm, interview, **hire)
    second = make_interview(
        make_participant(interview.session, state="attended"), interview.stand, slot=1
    )
    response = tap(firm, second, **hire)
    page = response.content.decode()
    assert response.status_code == 422
    assert "Việc này đã tuyển đủ 1 người" in page
    assert 'name="hired-is_beyond_openings"' in page
    assert tap(firm, second, **hire, **{"hired-is_beyond_openings": "on"}).status_code == 303


def test_a_number_without_appointment_opens_its_screen(firm: Client, interview: Interview) -> None:
    walk_up = make_participant(interview.session, state="attended", queue_no=88)
    response = firm.post(address("walk_up", interview.stand), {"queue_no": "88"})
    made = Interview.objects.get(participant=walk_up)
    assert response["Location"] == address("interview_result", made)
    for number in ("89", "x", "", "-1", "99999999999999999999"):
        response = firm.post(address("walk_up", interview.stand), {"queue_no": number})
        assert response.status_code == 422, number
    assert Interview.objects.count() == 2


def test_another_vacancy_of_the_stand_is_chosen_by_its_link(
    sign_in: Entering, interview: Interview
) -> None:
    session = interview.session
    employer = lower.make_employer(session.centre)
    brought = tuple(lower.make_vacancy(employer, title=f"Thợ {n}") for n in (1, 2))
    stand = make_stand(session, employer, vacancies=brought)
    row = make_interview(make_participant(session, state="attended"), stand)
    other = next(vacancy for vacancy in brought if vacancy != row.vacancy)
    client = sign_in(account_of(employer))
    page = client.get(f"{address('interview_result', row)}?viec={other.pk}").content.decode()
    assert f'name="viec" value="{other.pk}"' in page
    tap(client, row, ket_qua="passed", viec=str(other.pk))
    row.refresh_from_db()
    assert row.vacancy == other


def test_rubbish_answers_are_nothing(firm: Client, interview: Interview) -> None:
    for answer in ("", "fired", "passed' OR 1=1"):
        assert tap(firm, interview, ket_qua=answer).status_code == 404
    assert tap(firm, interview, ket_qua="passed", viec="nhảm").status_code == 303


def test_another_firm_sees_nothing(sign_in: Entering, interview: Interview) -> None:
    stranger = sign_in(account_of(make_stand(interview.session).employer))
    for page, row in (("stand_results", interview.stand), ("interview_result", interview)):
        assert stranger.get(address(page, row)).status_code == 404
    assert tap(stranger, interview, ket_qua="passed").status_code == 404
    assert Referral.objects.count() == 0


def test_after_closing_the_page_only_shows(firm: Client, interview: Interview) -> None:
    type(interview.session).objects.update(state=SessionState.CLOSED)
    page = firm.get(address("interview_result", interview)).content.decode()
    assert 'name="ket_qua"' not in page
    response = tap(firm, interview, ket_qua="passed")
    assert response.status_code == 303
    assert Referral.objects.count() == 0


def test_the_first_page_leads_to_the_stand_while_results_are_open(
    firm: Client, interview: Interview
) -> None:
    link = address("stand_results", interview.stand)
    assert link in firm.get(reverse("web:employer:home")).content.decode()
    type(interview.session).objects.update(state=SessionState.CLOSED)
    assert link not in firm.get(reverse("web:employer:home")).content.decode()


@pytest.mark.parametrize("role", [Role.SESSION_MANAGER, Role.RECEPTIONIST, Role.COUNSELLOR])
def test_an_officer_of_the_host_helps_a_firm_that_asks(
    sign_in: Entering, interview: Interview, role: Role
) -> None:
    client = sign_in(lower.make_staff(role, interview.session.centre).user)
    path = reverse("web:desk:interview_result", args=[interview.pk])
    assert client.get(path).status_code == 200
    assert client.post(path, {"ket_qua": "passed"}).status_code == 303
    interview.refresh_from_db()
    assert interview.result == "passed"


def test_number_of_queries_of_the_list(
    firm: Client, interview: Interview, django_assert_max_num_queries: Any
) -> None:
    path = address("stand_results", interview.stand)
    firm.get(path)
    with django_assert_max_num_queries(14):
        firm.get(path)
    for slot in range(1, 12):
        other = make_participant(interview.session, state="attended")
        make_interview(other, interview.stand, slot=slot)
    with django_assert_max_num_queries(14):
        page = firm.get(path).content.decode()
    assert "Chưa có kết quả (12)" in page
