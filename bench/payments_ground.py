"""The ground of bench.payments, made and looked at inside the product's own settings.

python -m bench.payments_ground make MONTHS   # people in benefit, a month of each due to be paid
python -m bench.payments_ground order         # the officer asks for the list
python -m bench.payments_ground making        # how many lists the worker still fills
python -m bench.payments_ground pay           # every step after it, in seconds
python -m bench.payments_ground count         # what the rows say afterwards
"""

from __future__ import annotations

import copy
import csv
import io
import json
import os
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import django

_SEED = 7
_PART = 2_000


def make(months: int) -> dict[str, Any]:
    """One claim by the services that people use, and as many again as copies of its rows."""
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.platform.enums import Role
    from tests.apps.claims.factories import make_claim
    from tests.apps.factories import make_centre, make_seeker, make_staff

    today = timezone.localdate()
    first = make_claim(make_seeker(make_centre()), until="receiving")
    for role in (Role.CLAIMS_OFFICER, Role.APPROVER):
        make_staff(role, first.centre)
    with transaction.atomic():
        _move_months(first, today)
        for start in range(1, months, _PART):
            _copy(first, range(start, min(start + _PART, months)))
    return {}


def _move_months(claim: Any, today: date) -> None:
    """The first month of the template runs since three weeks, so that it is due now."""
    from sanviec.apps.claims.models import BenefitMonth
    from sanviec.apps.platform import audit
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.inserting import update_many

    months = list(BenefitMonth.objects.filter(claim=claim).order_by("number"))
    for month in months:
        month.first_on = today + timedelta(days=30 * (month.number - 1) - 20)
        month.last_on = month.first_on + timedelta(days=29)
        month.notice_from = month.notice_until = None
    columns = ["first_on", "last_on", "notice_from", "notice_until"]
    update_many(months, columns)
    acts = [audit.Act("bench.moved", month) for month in months]
    audit.record_many(acts, actor=SYSTEM, now=claim.created_at)


def _copy(first: Any, numbers: range) -> None:
    from sanviec.apps.jobseekers.models import Jobseeker
    from sanviec.apps.jobseekers.services import JobseekerData, bulk_upsert
    from sanviec.apps.platform.actors import SYSTEM

    data = [
        JobseekerData(full_name=f"Người {n}", wished_titles=["may"], source="b", source_key=str(n))
        for n in numbers
    ]
    bulk_upsert(rows=data, centre=first.centre, actor=SYSTEM, now=first.created_at)
    keys = [str(n) for n in numbers]
    people = Jobseeker.objects.filter(source="b", source_key__in=keys).order_by("pk")
    claims = [_twin(first, jobseeker=person) for person in people]
    for n, claim in zip(numbers, claims, strict=True):
        claim.number = f"TN-{n:06d}"
    grant = first.decisions.get()
    decisions = [_twin(grant, claim=claim, number=f"QD-{claim.number}") for claim in claims]
    months = [
        _twin(month, claim=claim) for month in first.months.order_by("number") for claim in claims
    ]
    _insert(claims, decisions, months)


def _twin(row: Any, **changes: Any) -> Any:
    from sanviec.apps.platform.ids import new_id

    twin = copy.copy(row)
    twin._state = copy.copy(row._state)
    twin._state.fields_cache = {}
    twin.pk = new_id()
    for name, value in changes.items():
        setattr(twin, name, value)
    return twin


def _insert(*groups: list[Any]) -> None:
    from sanviec.apps.platform import audit
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.inserting import insert_many

    for rows in groups:
        insert_many(rows)
        acts = [audit.Act("bench.copied", row) for row in rows]
        audit.record_many(acts, actor=SYSTEM, now=rows[0].created_at)


def _by(role: str) -> Any:
    """Whom ``make`` hired last for a role: not who made the template."""
    from sanviec.apps.centres.models import Membership
    from sanviec.apps.centres.selectors import actor_of

    hired = Membership.objects.select_related("user", "centre").filter(role=role)
    return actor_of(hired.order_by("-user_id")[0])


def order() -> dict[str, Any]:
    """The officer asks for this month's list."""
    from django.utils import timezone

    from sanviec.apps.centres.models import Centre
    from sanviec.apps.payments import services

    now = timezone.now()
    said = {"centre": Centre.objects.get(), "month": timezone.localdate(now), "seed": _SEED}
    actor = _by("claims_officer")
    took = _timed(lambda: services.order_pay_list(actor=actor, now=now, **said))
    return {"took": took}


def making() -> dict[str, Any]:
    """Lists that the worker still fills."""
    from sanviec.apps.payments.models import PayList

    return {"left": PayList.objects.making().count()}


def pay() -> dict[str, float]:
    """Give the list up once, fill it again, and take it through to its end."""
    from django.utils import timezone

    from sanviec.apps.payments import services
    from sanviec.apps.payments.models import PayList
    from sanviec.apps.payments.reading import read_answer_file
    from sanviec.apps.payments.writing import write_pay_list

    now, one, two = timezone.now(), _by("claims_officer"), _by("approver")
    spent: dict[str, float] = {}

    def step(name: str, act: Callable[[], Any]) -> None:
        spent[name] = _timed(act)

    given_up = PayList.objects.get()
    step(
        "given up",
        lambda: services.cancel_pay_list(
            pay_list=given_up, reason="Lập lại sau khi sửa mức hưởng", actor=one, now=now
        ),
    )
    step("its rows taken off", lambda: services.empty_pay_list(given_up.pk, now=now))
    said = {"centre": given_up.centre, "month": given_up.month, "seed": _SEED}
    listed = services.order_pay_list(actor=one, now=now, **said)
    step("filled again", lambda: services.fill_pay_list(listed.pk, now=now))
    step("the sample accepted, row by row", lambda: _accept(listed, one, now))
    step("proposed", lambda: services.propose_pay_list(pay_list=listed, actor=one, now=now))
    step("approved", lambda: services.approve_pay_list(pay_list=listed, actor=two, now=now))
    listed = PayList.objects.select_related("centre").get(pk=listed.pk)
    step("written as CSV", lambda: write_pay_list(listed, "csv"))
    step("written as XLSX", lambda: write_pay_list(listed, "xlsx"))
    step("said to the agency as JSON", lambda: _content(listed))
    _note_sent(listed, now)
    content, read = _answered(listed, timezone.localdate(now)), []
    step(
        "the agency's file read",
        lambda: read.append(read_answer_file(name="ket-qua.csv", content=content)),
    )
    step(
        "reconciled",
        lambda: services.take_answers(
            pay_list=listed, answers=read[0].answers, source="ket-qua.csv", actor=one, now=now
        ),
    )
    return spent


def _accept(listed: Any, actor: Any, now: Any) -> None:
    from sanviec.apps.payments import services
    from sanviec.apps.payments.enums import SampleVerdict

    for row in listed.rows.sampled().order_by("number"):
        services.judge_row(row=row, verdict=SampleVerdict.ACCEPTED, reason="", actor=actor, now=now)


def _content(listed: Any) -> int:
    from sanviec.integrations.social_insurance.channel import list_content

    return len(json.dumps(list_content(listed)))


def _note_sent(listed: Any, now: Any) -> None:
    """The agency's receipt, as the outbox notes it."""
    from sanviec.apps.platform.models import OutboxMessage

    letters = OutboxMessage.objects.filter(recipient_ref=f"pay_list:{listed.pk}")
    letters.update(state="sent", sent_at=now)


def _answered(listed: Any, today: date) -> bytes:
    """The agency's file: every row paid in full."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["Mã dòng", "Kết quả", "Số tiền đã chi", "Ngày"])
    for row in listed.rows.on_list().order_by("number").iterator():
        writer.writerow([row.reference, "Đã chi", row.amount_vnd, f"{today:%d/%m/%Y}"])
    return out.getvalue().encode("utf-8-sig")


def _timed(act: Callable[[], Any]) -> float:
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def count() -> dict[str, Any]:
    """Each month due has one paid row, and the chain is whole."""
    from django.db.models import Count, Q

    from sanviec.apps.claims.models import BenefitMonth
    from sanviec.apps.platform.audit import verify

    due = BenefitMonth.objects.filter(number=1)
    paid = due.annotate(paid=Count("pay_rows", filter=Q(pay_rows__state="paid")))
    wrong = due.count() - paid.filter(paid=1).count()
    return {"wrong": wrong, "findings": sum(1 for _ in verify())}


def main() -> None:
    """Do what the command line says and tell it as JSON."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanviec.config.settings.dev")
    django.setup()
    acts = {"order": order, "making": making, "pay": pay, "count": count}
    name = sys.argv[1]
    told = make(int(sys.argv[2])) if name == "make" else acts[name]()
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main()
