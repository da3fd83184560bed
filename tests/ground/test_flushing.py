"""A test that commits leaves an empty chain with its triggers for the next one."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from sanviec.apps.platform import audit
from sanviec.apps.platform.models import AuditEntry, AuditHead
from tests.apps.factories import make_centre


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_the_chain_and_keeps_its_guards() -> None:
    make_centre()
    assert AuditEntry.objects.exists()
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditEntry.objects.exists()
    assert AuditHead.objects.get(pk=1).last_seq == 0
    make_centre()
    assert list(audit.verify()) == []
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM platform_auditentry")
