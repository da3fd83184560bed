"""The ground of bench.checkin, made and looked at inside the product's own settings.

python -m bench.checkin_ground make PEOPLE   # a session open now; key and tickets as JSON
python -m bench.checkin_ground count         # what the rows say after the load
"""

from __future__ import annotations

import json
import os
import sys
from datetime import datetime, timedelta
from typing import Any

import django


def make(people: int) -> None:
    """A session that is open now, with its people, their tickets and one device."""
    from django.utils import timezone

    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.centres.selectors import actor_of
    from sanviec.apps.centres.services import grant_role, open_centre
    from sanviec.apps.exchanges.services.devices import prepare_device
    from sanviec.apps.exchanges.tickets import issue_ticket
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.enums import Role

    now = timezone.now()
    centre = open_centre(code="LS", name="Trung tâm mẫu", province_code="20", actor=SYSTEM, now=now)
    user = create_user(username="cua", display_name="Cửa", password=None, actor=SYSTEM, now=now)
    member = grant_role(user=user, centre=centre, role=Role.RECEPTIONIST, actor=SYSTEM, now=now)
    session = _session(centre, now)
    entries = _entries(session, people, now)
    prepared = prepare_device(session=session, name="Máy 1", actor=actor_of(member), now=now)
    tickets = [issue_ticket(entry, until=session.ends_at) for entry in entries]
    sys.stdout.write(json.dumps({"key": prepared.key, "tickets": tickets}))


def _session(centre: Any, now: datetime) -> Any:
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.exchanges.enums import SessionKind, SessionState
    from sanviec.apps.exchanges.models import ExchangeSession
    from sanviec.apps.exchanges.services import rows
    from sanviec.apps.platform.actors import SYSTEM

    session = ExchangeSession(
        centre=centre,
        number="P1",
        kind=SessionKind.FAIR,
        state=SessionState.RUNNING,
        title="Ngày hội việc làm",
        held_on=timezone.localdate(now),
        starts_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=8),
    )
    with transaction.atomic():
        return rows.insert(session, "made", actor=SYSTEM, now=now)


def _entries(session: Any, people: int, now: datetime) -> list[Any]:
    from django.db import transaction

    from sanviec.apps.exchanges.enums import ParticipantOrigin
    from sanviec.apps.exchanges.models import Participant
    from sanviec.apps.jobseekers.models import Jobseeker
    from sanviec.apps.jobseekers.services import JobseekerData, bulk_upsert
    from sanviec.apps.platform import audit
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.inserting import insert_many

    wish = ["công nhân may"]
    data = [
        JobseekerData(full_name=f"Người {n}", wished_titles=wish, source="b", source_key=str(n))
        for n in range(people)
    ]
    bulk_upsert(rows=data, centre=session.centre, actor=SYSTEM, now=now)
    facts = {"origin": ParticipantOrigin.DESK, "created_at": now, "updated_at": now}
    facts |= {"session": session, "centre": session.centre}
    files = Jobseeker.objects.order_by("number")
    entries = [Participant(jobseeker=f, queue_no=n, **facts) for n, f in enumerate(files, 1)]
    with transaction.atomic():
        insert_many(entries)
        acts = [audit.Act("participant.registered", entry) for entry in entries]
        audit.record_many(acts, actor=SYSTEM, now=now)
    return entries


def count() -> None:
    """People inside, scans, visits, and what is broken in the audit chain."""
    from sanviec.apps.exchanges.models import Participant, Scan
    from sanviec.apps.ledger.enums import ServiceKind
    from sanviec.apps.ledger.models import ServiceLine
    from sanviec.apps.platform import audit

    told = {
        "inside": Participant.objects.inside().count(),
        "scans": Scan.objects.count(),
        "visits": ServiceLine.objects.filter(kind=ServiceKind.SESSION_VISIT).count(),
        "findings": sum(1 for _ in audit.verify()),
    }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sanviec.config.settings.dev")
    django.setup()
    if sys.argv[1] == "make":
        make(int(sys.argv[2]))
    else:
        count()
