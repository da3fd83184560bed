"""How an app above takes part in an act below it, and what needs a transaction."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.transaction import TransactionManagementError

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.hooks import Hook
from tests.apps.factories import NOW


def test_listeners_are_called_in_order_of_their_keys() -> None:
    hook: Hook[Callable[[], str]] = Hook("door.opened")
    hook.register("referrals", lambda: "second")
    hook.register("ledger", lambda: "first")
    assert [(key, listener()) for key, listener in hook] == [
        ("ledger", "first"),
        ("referrals", "second"),
    ]


def test_registering_twice_is_registering_once() -> None:
    hook: Hook[str] = Hook("door.opened")
    hook.register("ledger", "old")
    hook.register("ledger", "new")
    assert list(hook) == [("ledger", "new")]


def test_an_audit_line_outside_a_transaction_is_refused() -> None:
    with pytest.raises(TransactionManagementError):
        audit.record_many([], actor=SYSTEM, now=NOW)
