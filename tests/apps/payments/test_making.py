"""A large list is filled in the background: step by step, once, and by whoever comes next."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from sanviec.apps.centres.models import Centre
from sanviec.apps.payments import services, tasks
from sanviec.apps.payments.models import PayList, PayRow
from sanviec.apps.payments.services import making
from sanviec.apps.platform import audit, queue
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower
from tests.apps.claims.factories import make_claim

from .factories import DECEMBER, DUE, make_list, make_receiving, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large here: more than one month; a step is one month."""
    monkeypatch.setattr(making, "AT_ONCE", 1)
    monkeypatch.setattr(making, "_STEP", 1)


def order(centre: Centre) -> PayList:
    by: dict[str, Any] = {"actor": officer(centre), "now": DUE}
    return services.order_pay_list(centre=centre, month=DECEMBER, seed=7, **by)


def asked() -> set[str]:
    return queue.asked(making.TASK, since=DUE - timedelta(days=1))


def code_of(act: Any) -> str:
    with pytest.raises(InputError) as caught:
        act()
    return str(caught.value.code)


def test_a_small_list_is_there_at_once() -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=1)

    assert (order(centre).state, asked()) == ("made", set())


def test_a_large_list_says_the_same_as_one_made_at_once() -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=2)
    at_once = make_list(centre, seed=7)
    told = list(at_once.rows.order_by("number").values_list("month", "amount_vnd", "is_sampled"))
    services.cancel_pay_list(pay_list=at_once, reason="Thử", actor=officer(centre), now=DUE)

    ordered = order(centre)
    assert (ordered.state, ordered.rows.count(), asked()) == ("making", 0, {str(ordered.pk)})
    assert services.fill_pay_list(str(ordered.pk), now=DUE) == "made"

    filled = PayList.objects.get(pk=ordered.pk)
    rows = list(filled.rows.order_by("number").values_list("month", "amount_vnd", "is_sampled"))
    assert rows == told
    assert (filled.row_count, filled.total_vnd) == (2, 9_600_000)
    assert (filled.months_seen, filled.months_to_see) == (2, 2)
    assert services.fill_pay_list(str(ordered.pk), now=DUE) == "made"
    assert filled.rows.count() == 2
    assert list(audit.verify()) == []


def test_a_killed_process_leaves_whole_steps_and_the_next_goes_on() -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=2)
    ordered = order(centre)
    found = making.months_in_question(centre_id=centre.pk, month=DECEMBER)
    making._add(ordered.pk, list(found.values_list("pk", flat=True))[:1], DUE)

    services.fill_pay_list(str(ordered.pk), now=DUE)

    rows = PayRow.objects.filter(pay_list=ordered).order_by("number")
    assert [row.number for row in rows] == [1, 2]
    assert PayList.objects.get().state == "made"


def test_the_task_of_the_worker_fills_it(monkeypatch: pytest.MonkeyPatch) -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=2)
    ordered = order(centre)
    monkeypatch.setattr("django.utils.timezone.now", lambda: DUE)

    assert tasks.fill_pay_list.call(str(ordered.pk)) == "made"
    assert PayList.objects.get().row_count == 2


def test_one_list_of_a_centre_is_made_at_a_time() -> None:
    centre, other = lower.make_centre(), lower.make_centre()
    make_receiving(centre, count=2)
    make_receiving(other, count=2)
    ordered = order(centre)

    assert code_of(lambda: order(centre)) == "list_in_the_making"
    assert order(other).state == "making"
    twice = PayList.objects.get(pk=ordered.pk)
    twice.pk, twice.number = PayList().pk, "khác"
    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save(force_insert=True)


def test_cancelled_on_the_way_it_stays_cancelled_and_frees_its_months() -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=2)
    ordered = order(centre)
    found = making.months_in_question(centre_id=centre.pk, month=DECEMBER)
    making._add(ordered.pk, list(found.values_list("pk", flat=True))[:1], DUE)
    services.cancel_pay_list(pay_list=ordered, reason="Nhầm", actor=officer(centre), now=DUE)

    assert services.fill_pay_list(str(ordered.pk), now=DUE) == "cancelled"
    assert found.count() == 2


def test_where_nothing_is_due_it_is_cancelled_with_the_reason() -> None:
    centre = lower.make_centre()
    for _ in range(2):
        # A grant that nobody came for: its first month has begun and is not due.
        make_claim(lower.make_seeker(centre), until="granted")
    ordered = order(centre)

    assert services.fill_pay_list(str(ordered.pk), now=DUE) == "cancelled"
    assert "Không có tháng hưởng" in PayList.objects.get().state_reason


def test_a_lost_making_is_asked_for_again_once() -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=2)
    ordered = order(centre)
    DBTaskResult.objects.all().delete()
    later = DUE + timedelta(minutes=11)
    assert services.resume_lists(now=DUE + timedelta(minutes=9)) == 0

    assert (services.resume_lists(now=later), asked()) == (1, {str(ordered.pk)})
    assert services.resume_lists(now=later) == 0
