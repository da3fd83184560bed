"""Timetables and tickets as files: the words of the pages, for those who may open the pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from sanviec.apps.exchanges.models import Interview
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.services import withdraw_consent
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web import session_pdfs
from tests.apps.exchanges.factories import (
    make_interview,
    make_participant,
    make_session,
    make_stand,
)
from tests.apps.factories import make_staff
from tests.web.factories import BY_SYSTEM, account_of, make_seeker

pytestmark = pytest.mark.django_db
Entering = Callable[..., Client]
NAMES = ("Lò Thị Hoà", "Nông Văn Nam")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """What would be drawn, without the second that drawing takes."""
    pages: list[str] = []

    def keep(html: str, **_more: Any) -> bytes:
        pages.append(html)
        return b"%PDF-1.7"

    monkeypatch.setattr(session_pdfs, "draw_pdf", keep)
    return pages


@pytest.fixture
def interviews() -> list[Interview]:
    """Two firms of one session, each with somebody to meet."""
    session = make_session()
    people = [make_seeker(session.centre, full_name=name) for name in NAMES]
    return [make_interview(make_participant(session, one), make_stand(session)) for one in people]


def officer(sign_in: Entering, interview: Interview) -> Client:
    return sign_in(make_staff(Role.RECEPTIONIST, interview.session.centre).user)


def opened(client: Client, name: str, thing: Any) -> HttpResponse:
    return client.get(reverse(f"web:{name}", args=[thing.pk]))


def test_one_file_holds_a_sheet_for_every_stand(
    sign_in: Entering, drawn: list[str], interviews: list[Interview]
) -> None:
    client = officer(sign_in, interviews[0])
    answer = opened(client, "desk:session_timetables_pdf", interviews[0].session)
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="lich-cac-gian-2026-11-26.pdf"'
    assert drawn[0].count('class="sv-sheet"') == 2
    assert [name in drawn[0] for name in NAMES] == [True, True]


def test_a_firm_reads_its_own_people_and_only_while_they_consent(
    sign_in: Entering, drawn: list[str], interviews: list[Interview]
) -> None:
    stand, person = interviews[0].stand, interviews[0].participant.jobseeker
    client = sign_in(account_of(stand.employer))
    assert opened(client, "employer:stand_pdf", interviews[1].stand).status_code == 404
    opened(client, "employer:stand_pdf", stand)
    assert (NAMES[0] in drawn[0], NAMES[1] in drawn[0]) == (True, False)
    withdraw_consent(jobseeker=person, purpose=ConsentPurpose.SHARE_CONTACT, **BY_SYSTEM)
    opened(client, "employer:stand_pdf", stand)
    assert NAMES[0] not in drawn[1]
    assert "đã rút lại sự đồng ý" in drawn[1]


def test_a_ticket_has_its_code_and_the_own_interviews(
    sign_in: Entering, drawn: list[str], interviews: list[Interview]
) -> None:
    own, other = interviews
    client = sign_in(account_of(own.participant.jobseeker))
    assert opened(client, "jobseeker:ticket_pdf", other.participant).status_code == 404
    opened(client, "jobseeker:ticket_pdf", own.participant)
    assert "data:image/svg+xml" in drawn[0]
    assert f"gian {own.stand.stand_no}, bàn 1" in drawn[0]
    assert f"gian {other.stand.stand_no}, bàn 1" not in drawn[0]
    assert opened(officer(sign_in, own), "desk:ticket_pdf", own.participant).status_code == 200
    assert drawn[1] == drawn[0]


def test_a_machine_that_cannot_draw_sends_back_to_the_page(
    sign_in: Entering, interviews: list[Interview], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_html: str, **_more: Any) -> bytes:
        raise InputError("Chưa có Pango.", "no Pango", code="no_pango")

    monkeypatch.setattr(session_pdfs, "draw_pdf", refuse)
    client = officer(sign_in, interviews[0])
    address = reverse("web:desk:stand_pdf", args=[interviews[0].stand.pk])
    answer = client.get(address, follow=True)
    assert answer.redirect_chain == [
        (reverse("web:desk:stand", args=[interviews[0].stand.pk]), 303)
    ]
    assert "Chưa có Pango." in answer.content.decode()


@pytest.mark.parametrize("bound", ["MOST_STANDS", "MOST_INTERVIEWS"])
def test_a_huge_session_is_taken_stand_by_stand(
    sign_in: Entering,
    drawn: list[str],
    interviews: list[Interview],
    monkeypatch: pytest.MonkeyPatch,
    bound: str,
) -> None:
    monkeypatch.setattr(session_pdfs, bound, 1)
    client, session = officer(sign_in, interviews[0]), interviews[0].session
    whole = reverse("web:desk:session_timetables_pdf", args=[session.pk])
    page = client.get(whole, follow=True).content.decode()
    assert drawn == []
    assert "Phiên này có 2 gian, 2 cuộc phỏng vấn" in page
    assert f'href="{whole}"' not in page
    assert [reverse("web:desk:stand_pdf", args=[i.stand_id]) in page for i in interviews] == [
        True,
        True,
    ]
    assert opened(client, "desk:stand_pdf", interviews[0].stand)["Content-Type"] == (
        "application/pdf"
    )


@pytest.mark.slow  # drawing a PDF
def test_drawn_twice_it_is_the_same_file_with_a_page_a_stand(
    sign_in: Entering, interviews: list[Interview]
) -> None:
    client, session = officer(sign_in, interviews[0]), interviews[0].session
    first = opened(client, "desk:session_timetables_pdf", session).content
    assert first.startswith(b"%PDF-1.7")
    assert opened(client, "desk:session_timetables_pdf", session).content == first
    one = opened(client, "desk:stand_pdf", interviews[0].stand).content
    assert len(one) < len(first)
