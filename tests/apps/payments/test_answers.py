"""Reconciliation: what came back, once each, in any order; every row has its state and remedy."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from random import Random
from typing import Any

import pytest

from sanviec.apps.payments import services
from sanviec.apps.payments.folding import Answer, fold
from sanviec.apps.payments.models import OverpaymentRecovery, PayAnswer, PayList, PayRow
from sanviec.apps.payments.reading import read_answer_file
from sanviec.apps.payments.selectors import (
    counts_of,
    get_answer_for,
    get_pay_list_for,
    to_look_at,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.models import OutboxMessage
from sanviec.apps.platform.services import deliver
from sanviec.engines.intake import write_table
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower
from tests.apps.claims.factories import fresh as fresh_claim
from tests.apps.claims.factories import open_decision, sign_prepared
from tests.twin import twin

from .factories import (
    DUE,
    answer,
    approver,
    fresh,
    make_list,
    make_receiving,
    officer,
    take,
)

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
BACK = datetime(2026, 12, 20, 2, 0, tzinfo=UTC)


def code_of(act: Any) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value.code)


def sent_list(count: int = 1) -> PayList:
    centre = lower.make_centre()
    make_receiving(centre, count=count)
    return make_list(centre, until="approved")


def acting(pay_list: PayList) -> dict[str, Any]:
    return {"actor": officer(pay_list.centre), "now": BACK}


class TestAnswers:
    def test_each_outcome_has_its_state(self) -> None:
        pay_list = sent_list(4)
        rows = list(pay_list.rows.order_by("number"))

        taken = take(
            pay_list,
            answer(rows[0]),
            answer(rows[1], "returned", reason="Sai số tài khoản"),
            answer(rows[2], "uncollected"),
            answer(rows[3], amount_vnd=4_000_000),
            Answer("x", "CT-LẠ/00001", answer(rows[0]).outcome, 5, date(2026, 12, 12)),
        )

        states = [fresh(row).state for row in rows]
        assert states == ["paid", "returned", "uncollected", "different"]
        assert fresh(rows[1]).state_reason == "Sai số tài khoản"
        assert (taken.new, taken.to_look_at) == (5, 1)
        assert [kept.reference for kept in to_look_at(pay_list)] == ["CT-LẠ/00001"]
        found = {row.state: (row.amount_vnd, row.paid_vnd) for row in counts_of(pay_list)}
        assert sum(amount for amount, _paid in found.values()) == pay_list.total_vnd
        assert found["different"] == (4_800_000, 4_000_000)
        assert list(audit.verify()) == []

    @pytest.mark.parametrize("order", [(0, 1, 2), (2, 0, 1)])
    def test_any_order_and_any_repetition_leave_the_same_row(self, order: tuple[int, ...]) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        told = [
            answer(row, "uncollected", on=date(2026, 12, 11)),
            answer(row, "returned", on=date(2026, 12, 13)),
            answer(row, "paid", on=date(2026, 12, 15)),
        ]

        for number in (*order, order[0]):
            take(pay_list, told[number])

        assert (fresh(row).state, fresh(row).paid_vnd) == ("paid", 4_800_000)
        assert fresh(row).answered_on == date(2026, 12, 15)
        assert PayAnswer.objects.count() == 3

    @pytest.mark.parametrize("order", [(0, 1), (1, 0)])
    def test_one_id_with_two_contents_loses_neither(self, order: tuple[int, ...]) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        told = [
            answer(row, "paid", answer_id="a", on=date(2026, 12, 11)),
            answer(row, "returned", answer_id="a", on=date(2026, 12, 13)),
        ]

        for number in (*order, *order):
            take(pay_list, told[number])

        assert PayAnswer.objects.count() == 2
        assert fresh(row).state == "returned"

    def test_none_is_taken_before_the_list_was_sent_or_from_the_future(self) -> None:
        centre = lower.make_centre()
        make_receiving(centre)
        made = make_list(centre)
        assert code_of(lambda: take(made, answer(made.rows.get()))) == "transition_refused"
        pay_list = sent_list()
        ahead = answer(pay_list.rows.get(), on=date(2027, 1, 1))

        assert code_of(lambda: take(pay_list, ahead)) == "answer_ahead"
        assert not PayAnswer.objects.exists()

    def test_the_adapter_brings_them_page_by_page(self, twin: SandboxAgency) -> None:
        twin.page_size = 1
        pay_list = sent_list(2)
        deliver(str(OutboxMessage.objects.get(topic="agency.pay_list").pk), now=DUE)

        assert services.pull_answers(pay_list=pay_list, now=BACK).new == 2
        assert services.pull_all_answers(now=BACK) == 0

        assert set(pay_list.rows.values_list("state", flat=True)) == {"paid"}
        assert PayList.objects.get().answers_cursor == "2"


class TestFiles:
    @pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
    def test_each_bad_line_is_told_and_the_others_are_taken(self, suffix: str) -> None:
        out = BytesIO()
        lines = [
            ("CT-1/00001", "Đã chi", "4.800.000", "12/12/2026", ""),
            ("CT-1/00002", "Trả lại", "", "12/12/2026", "Sai tài khoản"),
            ("CT-1/00003", "có lẽ", "1", "12/12/2026", ""),
            ("CT-1/00004", "Đã chi", "âm", "12/12/2026", ""),
            ("CT-1/00005", "Đã chi", "5", "30/02/2026", ""),
            ("", "Đã chi", "5", "12/12/2026", ""),
        ]
        heads = ("Mã dòng", "Kết quả", "Số tiền đã chi", "Ngày", "Lý do")
        write_table(heads, lines, out, suffix=suffix)

        read = read_answer_file(name=f"a{suffix}", content=out.getvalue())

        assert [(a.reference, a.outcome, a.amount_vnd) for a in read.answers] == [
            ("CT-1/00001", "paid", 4_800_000),
            ("CT-1/00002", "returned", 0),
        ]
        assert [(e.row, e.field) for e in read.errors] == [
            (4, "outcome"),
            (5, "amount_vnd"),
            (6, "on"),
            (7, "reference"),
        ]

    def test_a_file_without_the_columns_says_which(self) -> None:
        assert code_of(lambda: read_answer_file(name="a.csv", content=b"a,b\n1,2\n")) == (
            "columns_missing"
        )


class TestRemedies:
    def test_returned_money_may_be_paid_by_a_later_list(self) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        take(pay_list, answer(row, "returned"))

        services.release_row(row=row, reason="Đã sửa tài khoản", **acting(pay_list))

        again = make_list(pay_list.centre, at=BACK)
        assert again.rows.get().month_id == row.month_id
        taken = take(pay_list, answer(row, "paid", on=date(2026, 12, 19)))
        assert (taken.to_look_at, fresh(row).state) == (1, "released")

    def test_a_surplus_becomes_a_recovery(self) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        take(pay_list, answer(row, amount_vnd=5_000_000))

        services.settle_row(row=row, reason="Chi nhầm", **acting(pay_list))

        recovery = OverpaymentRecovery.objects.get()
        assert (recovery.owed_vnd, recovery.reason) == (200_000, "paid_too_much")
        assert (recovery.row, recovery.decision) == (row, row.decision)

    def test_too_little_is_put_right_by_the_agency_alone(self) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        take(pay_list, answer(row, amount_vnd=4_000_000))
        facts = {"row": row, "reason": "Thiếu"} | acting(pay_list)
        assert code_of(lambda: services.settle_row(**facts)) == "paid_too_little"
        assert fresh(row).state == "different"

        take(pay_list, answer(row, on=date(2026, 12, 18)))

        assert fresh(row).state == "paid"

    def test_a_strange_answer_is_explained_in_words(self) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        take(pay_list, answer(row), Answer("x", "lạ", answer(row).outcome, 5, date(2026, 12, 12)))
        facts: dict[str, Any] = {"pay_list": pay_list} | acting(pay_list)
        assert code_of(lambda: services.close_pay_list(**facts)) == "list_open"
        strange = PayAnswer.objects.get(reference="lạ")
        told: dict[str, Any] = {"answer": strange} | acting(pay_list)
        assert code_of(lambda: services.explain_answer(remedy="", **told)) == "reason_needed"

        services.explain_answer(remedy="Của trung tâm khác, đã báo", **told)

        assert services.close_pay_list(**facts).state == "closed"
        assert list(audit.verify()) == []

    def test_money_that_comes_back_after_closing_opens_the_list_again(self) -> None:
        pay_list = sent_list()
        row = pay_list.rows.get()
        take(pay_list, answer(row))
        services.close_pay_list(pay_list=pay_list, **acting(pay_list))

        take(pay_list, answer(row, "returned", on=date(2026, 12, 19)))

        assert PayList.objects.get().state == "answered"
        assert fresh(row).state == "returned"


class TestUncollected:
    # The benefit ends on 08/03/2027, the three months after it on 08/06/2027.
    INSIDE = datetime(2027, 6, 8, 2, 0, tzinfo=UTC)
    AFTER = datetime(2027, 6, 9, 2, 0, tzinfo=UTC)

    def left_alone(self) -> PayRow:
        pay_list = sent_list()
        row = pay_list.rows.get()
        take(pay_list, answer(row, "uncollected"))
        return fresh(row)

    def test_after_the_legal_time_the_months_are_kept_by_a_decision(self) -> None:
        row = self.left_alone()
        claim = fresh_claim(row.claim)
        before = claim.reserved_months
        assert services.lapse_uncollected(now=self.INSIDE) == 0

        assert services.lapse_uncollected(now=self.AFTER) == 1
        assert services.lapse_uncollected(now=self.AFTER) == 0

        assert fresh(row).state == "lapsed"
        decision = open_decision(claim)
        assert (decision.kind, decision.facts["benefit"]["uncollected_months"]) == ("reserve", 1)
        assert fresh_claim(claim).reserved_months == before
        sign_prepared(claim, self.AFTER)
        assert (fresh_claim(claim).reserved_months or 0) > (before or 0)
        assert list(audit.verify()) == []

    def test_who_comes_in_time_is_paid(self) -> None:
        row = self.left_alone()
        pay_list = row.pay_list
        take(pay_list, answer(row, on=date(2027, 6, 1)), at=self.INSIDE)

        assert services.lapse_uncollected(now=self.AFTER) == 0
        assert fresh(row).state == "paid"


def test_an_approver_of_another_centre_has_no_door() -> None:
    pay_list = sent_list()

    stranger = approver(lower.make_centre())
    take(pay_list, answer(pay_list.rows.get()))
    assert get_pay_list_for(stranger, pay_list.pk) is None
    assert get_answer_for(stranger, PayAnswer.objects.get().pk) is None


@pytest.mark.slow  # many small transactions
@pytest.mark.parametrize("seed", range(3))
def test_batches_in_any_order_leave_what_the_plain_fold_says(seed: int) -> None:
    rng = Random(seed)
    pay_list = sent_list(3)
    rows = list(pay_list.rows.order_by("number"))
    told = [
        answer(
            rng.choice(rows),
            rng.choice(["paid", "returned", "uncollected"]),
            on=date(2026, 12, 10) + timedelta(days=rng.randrange(6)),
            answer_id=f"a{number}",
        )
        for number in range(15)
    ]
    # Some arrive twice, none in the order in which they were said.
    sent = [*told, *rng.sample(told, 5)]
    rng.shuffle(sent)

    while sent:
        size = rng.randint(1, 4)
        take(pay_list, *sent[:size])
        sent = sent[size:]

    for row in rows:
        of_row = [said for said in told if said.reference == row.reference]
        plain = fold(row.amount_vnd, of_row)
        kept = fresh(row)
        assert (kept.state, kept.paid_vnd, kept.answered_on) == (
            plain.state,
            plain.paid_vnd,
            plain.on,
        )
    assert PayAnswer.objects.count() == 15
    assert list(audit.verify()) == []
