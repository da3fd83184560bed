"""A large list is given up at once and emptied step by step."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django_tasks_db.models import DBTaskResult

from sanviec.apps.centres.models import Centre
from sanviec.apps.payments import services, tasks
from sanviec.apps.payments.models import PayList
from sanviec.apps.payments.services import cancelling
from sanviec.apps.platform import audit, queue
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import DECEMBER, DUE, approver, make_list, make_receiving, officer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large here: more than one row; a step is one row."""
    monkeypatch.setattr(cancelling, "AT_ONCE", 1)
    monkeypatch.setattr(cancelling, "_STEP", 1)


def cancelled(centre: Centre, count: int = 2, **more: Any) -> PayList:
    make_receiving(centre, count=count)
    pay_list = make_list(centre, **more)
    actor = officer(centre)
    return services.cancel_pay_list(pay_list=pay_list, reason="Lập nhầm", actor=actor, now=DUE)


def order(centre: Centre) -> PayList:
    by: dict[str, Any] = {"actor": officer(centre), "now": DUE}
    return services.order_pay_list(centre=centre, month=DECEMBER, seed=7, **by)


def states(pay_list: PayList) -> list[str]:
    return list(pay_list.rows.order_by("number").values_list("state", flat=True))


def asked() -> set[str]:
    return queue.asked(cancelling.TASK, since=DUE - timedelta(days=1))


def test_a_small_one_is_empty_at_once() -> None:
    pay_list = cancelled(lower.make_centre(), count=1)

    assert (pay_list.state, states(pay_list), asked()) == ("cancelled", ["removed"], set())


def test_a_large_one_is_cancelled_at_once_and_emptied_afterwards(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    centre = lower.make_centre()
    pay_list = cancelled(centre, until="proposed")
    assert (pay_list.state, states(pay_list)) == ("cancelled", ["listed", "listed"])
    with pytest.raises(InputError):
        services.approve_pay_list(pay_list=pay_list, actor=approver(centre), now=DUE)
    with pytest.raises(InputError) as caught:
        order(centre)
    assert caught.value.code == "list_being_emptied"
    assert asked() == {str(pay_list.pk)}
    monkeypatch.setattr("django.utils.timezone.now", lambda: DUE)

    assert tasks.empty_pay_list.call(str(pay_list.pk)) == 2

    assert states(pay_list) == ["removed", "removed"]
    assert set(pay_list.rows.values_list("state_reason", flat=True)) == {"Lập nhầm"}
    assert services.empty_pay_list(pay_list.pk, now=DUE) == 0
    assert order(centre).row_count == 2
    assert list(audit.verify()) == []


def test_a_killed_process_leaves_whole_steps_and_is_asked_for_again_once() -> None:
    pay_list = cancelled(lower.make_centre())
    assert cancelling._step(pay_list.pk, DUE) == 1
    assert states(pay_list) == ["removed", "listed"]
    DBTaskResult.objects.all().delete()
    assert services.resume_lists(now=DUE + timedelta(minutes=9)) == 0

    later = DUE + timedelta(minutes=11)
    assert (services.resume_lists(now=later), asked()) == (1, {str(pay_list.pk)})
    assert services.resume_lists(now=later) == 0
    assert services.empty_pay_list(pay_list.pk, now=later) == 1
    assert states(pay_list) == ["removed", "removed"]


def test_a_list_that_lives_is_not_emptied() -> None:
    centre = lower.make_centre()
    make_receiving(centre, count=2)
    pay_list = make_list(centre)

    assert services.empty_pay_list(pay_list.pk, now=DUE) == 0
    assert states(pay_list) == ["listed", "listed"]
