"""What comes next, by when and who acts: the same lines for the officer and the person."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from sanviec.apps.claims import services
from sanviec.apps.claims.models import Claim
from sanviec.apps.platform.enums import Role
from sanviec.web.claims.timeline import NextStep, next_steps, past_steps
from tests.apps.claims.factories import NOW, TODAY, fresh, make_claim, officer_of
from tests.apps.claims.test_benefit import SECOND, TOO_LATE, notice
from tests.apps.claims.test_complaints import complain
from tests.apps.claims.test_refusals import FIRST, note
from tests.apps.claims.test_transfers import ask, hand_over, take_over
from tests.apps.factories import make_staff

pytestmark = pytest.mark.django_db
LAST = date(2027, 2, 1)


def steps(claim: Claim, on: date = TODAY) -> list[NextStep]:
    return next_steps(fresh(claim), on=on, last_filing_day=LAST)


@pytest.mark.parametrize(
    ("until", "words", "due_on", "is_persons"),
    [
        ("draft", "Nộp hồ sơ", LAST, True),
        ("filed", "Kiểm tra giấy tờ, nhận đủ hoặc trả lại", date(2026, 12, 22), False),
        ("accepted", "Quyết định về hồ sơ", date(2026, 12, 22), False),
        ("proposed", "Quyết định về hồ sơ", date(2026, 12, 22), False),
        ("granted", "Đến nhận quyết định hưởng", date(2026, 12, 24), True),
    ],
)
def test_each_state_has_its_day_and_who_acts(
    until: str, words: str, due_on: date, is_persons: bool
) -> None:
    (step,) = steps(make_claim(until=until))

    assert (step.words, step.due_on, step.is_persons) == (words, due_on, is_persons)


def test_while_the_allowance_runs_the_next_notice_comes_first() -> None:
    claim = make_claim(until="receiving")

    first, last = steps(claim, SECOND.date())

    assert (first.words, first.due_on) == (
        "Thông báo tìm kiếm việc làm tháng 2, từ ngày 09/01/2027",
        date(2027, 1, 12),
    )
    assert last.words == "Hết thời gian hưởng"
    notice(claim, SECOND)
    assert "tháng 3" in steps(claim, SECOND.date())[0].words


def test_what_was_prepared_and_what_was_asked_is_somebodys_turn() -> None:
    claim = make_claim(until="receiving")
    services.prepare_suspensions(now=TOO_LATE)
    ask(claim, at=TOO_LATE)
    complaint = complain(claim, at=TOO_LATE)

    told = {step.words: step for step in steps(claim, TOO_LATE.date())}

    assert told["Cán bộ xem dự thảo: Tạm dừng hưởng"].who == claim.centre.name
    assert told[f"Thụ lý đơn khiếu nại {complaint.number}"].due_on == complaint.accept_by
    moves = [step for words, step in told.items() if words.startswith("Chuyển hồ sơ đến")]
    assert [step.who for step in moves] == [claim.centre.name]


def test_a_refusal_is_the_persons_turn_first() -> None:
    claim = make_claim(until="receiving")
    refusal = note(claim, FIRST)

    def turn(on: date) -> Any:
        return next(step for step in steps(claim, on) if refusal.job in step.words)

    assert (turn(FIRST.date()).is_persons, turn(FIRST.date()).due_on) == (True, refusal.answer_by)
    assert not turn(date(2026, 12, 18)).is_persons


def test_the_past_is_in_order_with_its_days() -> None:
    claim = make_claim(until="receiving")
    notice(claim, SECOND)
    transfer = take_over(hand_over(ask(claim)))

    told = past_steps(fresh(claim))

    assert [step.on for step in told] == sorted(step.on for step in told)
    words = [step.words for step in told]
    assert words[0] == "Nghỉ việc"
    assert words[-1] == f"{transfer.to_centre.name} tiếp nhận hồ sơ"
    assert any("Hưởng trợ cấp thất nghiệp" in line for line in words)
    assert not steps(make_claim(until="filed", separated_on=TODAY), NOW.date())[0].is_persons


def test_of_one_day_the_signature_comes_before_who_collects_it() -> None:
    words = [step.words for step in past_steps(fresh(make_claim(until="receiving")))]

    signed = next(at for at, text in enumerate(words) if text.startswith("Ký quyết định"))
    assert signed < words.index("Nhận quyết định hưởng")


def test_a_closed_dossier_with_a_waiting_complaint_is_not_called_done(sign_in: Any) -> None:
    claim = make_claim(until="filed")
    services.withdraw_claim(claim=claim, reason="Đã có việc", actor=officer_of(claim), now=NOW)
    client = sign_in(make_staff(Role.CLAIMS_OFFICER, claim.centre).user)
    page = reverse("web:claims:claim", args=[claim.pk])
    done = "không còn việc phải làm"
    assert done in client.get(page).content.decode()

    complain(claim)

    assert done not in client.get(page).content.decode()
