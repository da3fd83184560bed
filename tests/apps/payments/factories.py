"""Lists and recoveries that have come as far as a test needs, by the services people use."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.models import Claim
from sanviec.apps.payments import services
from sanviec.apps.payments.enums import PayOutcome, SampleVerdict
from sanviec.apps.payments.folding import Answer
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.platform.enums import Role
from tests.apps import factories as lower
from tests.apps.claims.factories import make_claim

# The first month of a made claim begins on 09/12/2026: that day it is due.
DUE = datetime(2026, 12, 9, 2, 0, tzinfo=UTC)
DECEMBER = date(2026, 12, 1)
LIST_STEPS = ("made", "proposed", "approved")


def by(role: Role, centre: Centre) -> Any:
    """Somebody else of the centre at every call."""
    return lower.make_staff(role, centre).actor


def officer(centre: Centre) -> Any:
    return by(Role.CLAIMS_OFFICER, centre)


def approver(centre: Centre) -> Any:
    return by(Role.APPROVER, centre)


def make_receiving(centre: Centre, *, count: int = 1, **said: Any) -> list[Claim]:
    """People whose first month is due."""
    people = [lower.make_seeker(centre) for _ in range(count)]
    return [make_claim(person, until="receiving", **said) for person in people]


def make_list(centre: Centre, *, until: str = "made", at: datetime = DUE, seed: int = 1) -> PayList:
    """A list of what is due, as far as ``until``, one of LIST_STEPS."""
    month = date(at.year, at.month, 1)
    pay_list = services.make_pay_list(
        centre=centre, month=month, seed=seed, actor=officer(centre), now=at
    )
    for step in LIST_STEPS[1 : LIST_STEPS.index(until) + 1]:
        if step == "proposed":
            accept_sample(pay_list, at)
            services.propose_pay_list(pay_list=pay_list, actor=officer(centre), now=at)
        if step == "approved":
            services.approve_pay_list(pay_list=pay_list, actor=approver(centre), now=at)
    return PayList.objects.get(pk=pay_list.pk)


def accept_sample(pay_list: PayList, at: datetime = DUE) -> None:
    for row in pay_list.rows.sampled().filter(state="listed").order_by("number"):
        services.judge_row(
            row=row,
            verdict=SampleVerdict.ACCEPTED,
            reason="",
            actor=officer(pay_list.centre),
            now=at,
        )


def answer(row: PayRow, outcome: str = "paid", *, on: date | None = None, **said: Any) -> Answer:
    """What the agency says of a row; paid is paid in full unless an amount is named."""
    on = on or date(2026, 12, 12)
    amount = said.pop("amount_vnd", row.amount_vnd if outcome == "paid" else 0)
    name = said.pop("answer_id", f"{row.reference}-{outcome}-{on:%d}-{amount}")
    return Answer(name, row.reference, PayOutcome(outcome), amount, on, **said)


def take(pay_list: PayList, *answers: Answer, at: datetime | None = None) -> services.Taken:
    return services.take_answers(
        pay_list=pay_list,
        answers=answers,
        source="ket-qua.csv",
        actor=officer(pay_list.centre),
        now=at or datetime(2026, 12, 20, 2, 0, tzinfo=UTC),
    )


def fresh(row: PayRow) -> PayRow:
    return PayRow.objects.select_related("claim", "month", "pay_list").get(pk=row.pk)
