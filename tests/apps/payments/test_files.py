"""A large list's file: made once by the worker, sealed, true to its rows, removed in time."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django_tasks_db.models import DBTaskResult

from sanviec.apps.payments import services, tasks
from sanviec.apps.payments.models import PayList, PayListFile
from sanviec.apps.payments.selectors import files_of
from sanviec.apps.payments.services import files
from sanviec.apps.payments.writing import AT_ONCE, write_pay_list
from sanviec.apps.platform import audit, queue
from sanviec.apps.platform.models import AuditEntry, StoredFile
from sanviec.kernel.errors import InputError
from tests.apps import factories as lower

from .factories import DUE, answer, make_list, make_receiving, officer, take

pytestmark = pytest.mark.django_db
LATER = DUE + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is large here: any list."""
    for kind in AT_ONCE:
        monkeypatch.setitem(AT_ONCE, kind, 0)


@pytest.fixture
def pay_list() -> PayList:
    centre = lower.make_centre()
    make_receiving(centre)
    return make_list(centre, until="approved")


def ask(pay_list: PayList, *, at: datetime = DUE, **said: Any) -> bytes | None:
    facts: dict[str, Any] = {"kind": "csv", "actor": officer(pay_list.centre), "now": at}
    return services.take_file(pay_list=pay_list, **facts | said)


def make(pay_list: PayList, *, at: datetime = DUE) -> PayListFile:
    ask(pay_list, at=at)
    services.make_pay_file(str(pay_list.files.get().pk), now=at)
    return pay_list.files.get()


def stand(pay_list: PayList, at: datetime = DUE) -> str:
    return next(offer.stand for offer in files_of(pay_list, at) if offer.kind == "csv")


def on_disk() -> list[Path]:
    """Of this test's rows: other tests may write beside it."""
    ids = PayListFile.objects.order_by("pk").values_list("pk", flat=True)
    paths = [Path(default_storage.path(f"made/{pk.hex[-2:]}/{pk.hex}.sealed")) for pk in ids]
    return [path for path in paths if path.exists()]


def test_a_small_list_is_written_at_once(
    pay_list: PayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(AT_ONCE, "csv", 1)

    assert ask(pay_list) == write_pay_list(pay_list, "csv")
    assert (stand(pay_list), PayListFile.objects.count(), on_disk()) == ("at_once", 0, [])


def test_asked_twice_it_is_made_once_and_says_what_one_made_at_once_says(
    pay_list: PayList,
) -> None:
    assert (stand(pay_list), ask(pay_list), ask(pay_list)) == ("none", None, None)
    made = pay_list.files.get()
    assert stand(pay_list) == "queued"
    assert DBTaskResult.objects.filter(task_path=tasks.make_pay_file.module_path).count() == 1
    downloads = AuditEntry.objects.filter(action="pay_list.downloaded")
    assert downloads.count() == 0

    assert services.make_pay_file(str(made.pk), now=DUE) == "made"
    assert services.make_pay_file(str(made.pk), now=DUE) == "made"

    assert (stand(pay_list), len(on_disk())) == ("ready", 1)
    assert ask(pay_list) == ask(pay_list) == write_pay_list(pay_list, "csv")
    assert [(entry.object_id, entry.data) for entry in downloads] == [
        (str(pay_list.pk), '{"kind": "csv"}')
    ] * 2
    assert list(audit.verify()) == []


def test_nobody_reads_it_on_the_disk(pay_list: PayList) -> None:
    make(pay_list)

    (path,) = on_disk()
    name = pay_list.rows.get().full_name
    assert name.encode() in write_pay_list(pay_list, "csv")
    assert name.encode() not in path.read_bytes()


def test_a_killed_worker_leaves_nothing_to_offer_and_the_next_makes_it(
    pay_list: PayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(pay_list)
    file_id = str(pay_list.files.get().pk)
    real = files.save

    def killed(*_args: Any, **_named: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "save", killed)
    with pytest.raises(KeyboardInterrupt):
        services.make_pay_file(file_id, now=DUE)
    monkeypatch.setattr(files, "save", real)

    assert (stand(pay_list), ask(pay_list), StoredFile.objects.count()) == ("queued", None, 0)
    DBTaskResult.objects.all().delete()
    late = DUE + timedelta(minutes=11)
    assert services.resume_lists(now=DUE + timedelta(minutes=9)) == 0
    assert services.resume_lists(now=late) == 1
    assert queue.asked(files.TASK, since=DUE) == {file_id}
    assert tasks.make_pay_file.call(file_id) == "made"
    assert len(on_disk()) == 1


def test_what_came_back_meanwhile_is_in_the_file(pay_list: PayList) -> None:
    make(pay_list)
    take(pay_list, answer(pay_list.rows.get()), at=LATER + timedelta(days=5))

    assert (stand(pay_list), ask(pay_list), on_disk()) == ("changed", None, [])
    services.make_pay_file(str(pay_list.files.get().pk), now=DUE)

    content = ask(pay_list)
    assert content is not None
    assert "Đã chi đủ" in content.decode()


def test_rows_that_change_while_it_is_written_are_written_anew(
    pay_list: PayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(pay_list)
    written = []

    def slowly(of: PayList, kind: str) -> bytes:
        content = write_pay_list(of, kind)
        if not written:
            take(pay_list, answer(pay_list.rows.get()), at=LATER + timedelta(days=5))
        written.append(content)
        return content

    monkeypatch.setattr(files, "write_pay_list", slowly)

    assert services.make_pay_file(str(pay_list.files.get().pk), now=DUE) == "made"
    assert len(written) == 2
    assert ask(pay_list) == written[-1] != written[0]


def test_a_list_that_is_given_up_has_no_file() -> None:
    centre = lower.make_centre()
    make_receiving(centre)
    pay_list = make_list(centre)
    made = make(pay_list)
    assert (
        services.take_file(pay_list=pay_list, kind="xlsx", actor=officer(centre), now=DUE) is None
    )

    services.cancel_pay_list(pay_list=pay_list, reason="Nhầm", actor=officer(centre), now=DUE)

    pay_list.refresh_from_db()
    waiting = pay_list.files.get(kind="xlsx")
    assert services.make_pay_file(str(waiting.pk), now=DUE) == "removed"
    assert (files_of(pay_list, DUE), on_disk(), StoredFile.objects.count()) == ([], [], 0)
    made.refresh_from_db()
    assert (made.state, made.sha256) == ("removed", "")
    with pytest.raises(InputError) as caught:
        ask(pay_list)
    assert caught.value.code == "list_cancelled"


def test_after_a_day_it_is_removed_and_can_be_asked_for_again(pay_list: PayList) -> None:
    made = make(pay_list)
    day = DUE + timedelta(hours=24)
    assert services.remove_old_files(now=day - timedelta(seconds=1)) == 0

    assert stand(pay_list, day) == "none"
    assert (services.remove_old_files(now=day), services.remove_old_files(now=day)) == (1, 0)
    assert (on_disk(), StoredFile.objects.count()) == ([], 0)
    assert ask(pay_list, at=day) is None
    assert services.make_pay_file(str(made.pk), now=day) == "made"
    assert list(audit.verify()) == []


@pytest.mark.parametrize("harm", ["changed", "cut", "gone", "of another"])
def test_a_file_that_was_touched_is_not_handed_out(pay_list: PayList, harm: str) -> None:
    make(pay_list)
    (path,) = on_disk()
    whole = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "of another":
        PayListFile.objects.update(sha256="0" * 64)
    else:
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if harm == "changed" else whole[:40])

    assert ask(pay_list) is None
    assert (stand(pay_list), on_disk()) == ("queued", [])


def test_a_person_may_ask_for_a_new_one(pay_list: PayList) -> None:
    make(pay_list)

    assert (ask(pay_list, is_new=True), stand(pay_list)) == (None, "queued")


def test_what_cannot_be_made_says_so_and_is_tried_again(
    pay_list: PayList, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(pay_list)
    file_id = str(pay_list.files.get().pk)

    def fails(*_args: Any) -> bytes:
        raise ZeroDivisionError

    monkeypatch.setattr(files, "write_pay_list", fails)
    assert services.make_pay_file(file_id, now=DUE) == "failed"
    monkeypatch.setattr(files, "write_pay_list", write_pay_list)

    assert (stand(pay_list), ask(pay_list)) == ("failed", None)
    assert services.make_pay_file(file_id, now=DUE) == "made"


def test_the_database_keeps_one_row_a_kind_and_no_half_made_file(pay_list: PayList) -> None:
    made = make(pay_list)

    with pytest.raises(IntegrityError), transaction.atomic():
        PayListFile.objects.filter(pk=made.pk).update(state="queued")
    made.pk, made.stored = PayListFile().pk, None
    with pytest.raises(IntegrityError), transaction.atomic():
        made.save(force_insert=True)
