"""The ground of bench.claims, made and looked at inside the product's own settings.

python -m bench.claims_ground make PEOPLE   # people, drafts and claims in benefit; as JSON
python -m bench.claims_ground count         # what the rows say after the load
"""

from __future__ import annotations

import json
import os
import sys
from datetime import date, datetime, timedelta
from typing import Any

import django

AGO = timedelta(days=40)
_MONTHLY = 4_800_000


def make(people: int) -> None:
    """Three groups of people: with no claim, with a draft, and in benefit."""
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.centres.services import open_centre
    from sanviec.apps.platform.actors import SYSTEM

    now = timezone.now()
    with transaction.atomic():
        centre = open_centre(
            code="LS", name="Trung tâm mẫu", province_code="20", actor=SYSTEM, now=now
        )
        files = _files(centre, 3 * people, now)
        groups = [files[n * people : (n + 1) * people] for n in range(3)]
        separated = timezone.localdate(now) - AGO
        drafts = _claims(groups[1], "draft", separated, now)
        running = _claims(groups[2], "receiving", separated, now)
        _months(running, timezone.localdate(now), now)
        told = {
            "new": [
                {"separated_on": separated.isoformat(), "record": _record(separated)} | _seat(file)
                for file in groups[0]
            ],
            "drafts": [{"claim": str(one.pk)} | _seat(one.jobseeker) for one in drafts],
            "running": [{"claim": str(one.pk)} | _seat(one.jobseeker) for one in running],
        }
    sys.stdout.write(json.dumps(told))


def _record(separated: date) -> str:
    last = separated.replace(day=1) - timedelta(days=1)
    return f"07/2023 – {last:%m/%Y}: 8.000.000"


def _files(centre: Any, count: int, now: datetime) -> list[Any]:
    """Files with accounts, as after each person's first sign-in."""
    from sanviec.apps.accounts.models import User
    from sanviec.apps.jobseekers.models import Jobseeker
    from sanviec.apps.jobseekers.services import JobseekerData, bulk_upsert
    from sanviec.apps.platform.actors import SYSTEM

    wish = ["công nhân may"]
    data = [
        JobseekerData(full_name=f"Người {n}", wished_titles=wish, source="b", source_key=str(n))
        for n in range(count)
    ]
    for start in range(0, count, 5_000):
        bulk_upsert(rows=data[start : start + 5_000], centre=centre, actor=SYSTEM, now=now)
    files = list(Jobseeker.objects.order_by("number"))
    users = User.objects.bulk_create(
        [User(username=f"nguoi-{n}", password="!") for n in range(count)], batch_size=500
    )
    for file, user in zip(files, users, strict=True):
        file.user = user
    Jobseeker.objects.bulk_update(files, ["user"], batch_size=200)
    _record_files(files, now)
    return files


def _record_files(files: list[Any], now: datetime) -> None:
    """The chain knows what the accounts changed in the files."""
    from sanviec.apps.platform import audit
    from sanviec.apps.platform.actors import SYSTEM

    audit.record_many(
        [audit.Act("jobseeker.account_linked", file) for file in files], actor=SYSTEM, now=now
    )


def _seat(file: Any) -> dict[str, str]:
    """A session of the server's own table, as signing in makes it."""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.utils.module_loading import import_string

    store = import_string(f"{settings.SESSION_ENGINE}.SessionStore")()
    store[SESSION_KEY] = str(file.user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = file.user.get_session_auth_hash()
    store.create()
    return {"session": str(store.session_key)}


def _claims(files: list[Any], state: str, separated: date, now: datetime) -> list[Any]:
    from sanviec.apps.claims.models import Claim
    from sanviec.apps.platform import audit
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.inserting import insert_many

    is_running = state == "receiving"
    day = separated + timedelta(days=5) if is_running else None
    last = separated.replace(day=1) - timedelta(days=1)
    record = [{"from": "2023-07", "to": f"{last:%Y-%m}", "wage_vnd": 8_000_000, "paid": True}]
    claims = [
        Claim(
            centre_id=file.centre_id,
            filed_at_centre_id=file.centre_id,
            jobseeker=file,
            number=f"{state[:1]}{file.number}"[:24],
            channel="portal",
            state=state,
            separated_on=separated,
            separation="contract_ended",
            contract="definite",
            contract_months=24,
            region="III",
            contributions=record,
            filed_on=day,
            accepted_on=day,
            collected_on=day,
            monthly_amount_vnd=_MONTHLY if is_running else None,
            entitlement_months=3 if is_running else None,
            created_at=now,
            updated_at=now,
        )
        for file in files
    ]
    insert_many(claims)
    audit.record_many([audit.Act("claim.opened", one) for one in claims], actor=SYSTEM, now=now)
    return claims


def _months(claims: list[Any], today: date, now: datetime) -> None:
    """One running month each, whose notice is asked for today."""
    from sanviec.apps.claims.models import BenefitMonth
    from sanviec.apps.platform import audit
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.inserting import insert_many

    months = [
        BenefitMonth(
            claim=one,
            number=2,
            first_on=today - timedelta(days=2),
            last_on=today + timedelta(days=27),
            amount_vnd=_MONTHLY,
            notice_from=today - timedelta(days=2),
            notice_until=today + timedelta(days=2),
            created_at=now,
            updated_at=now,
        )
        for one in claims
    ]
    insert_many(months)
    acts = [audit.Act("claim.month_planned", one) for one in months]
    audit.record_many(acts, actor=SYSTEM, now=now)


def count() -> None:
    """Claims begun and handed in, notices, and what is broken in the audit chain."""
    from sanviec.apps.claims.models import Claim, JobSearchNotice
    from sanviec.apps.ledger.enums import ServiceKind
    from sanviec.apps.ledger.models import ServiceLine
    from sanviec.apps.platform import audit

    filed = Claim.objects.filter(state="filed").count()
    counted = ServiceLine.objects.filter(kind=ServiceKind.CLAIM_INTAKE).count()
    told = {
        "opened": Claim.objects.filter(number__startswith="TN-").count(),
        "filed": filed if filed == counted else -1,
        "notices": JobSearchNotice.objects.count(),
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
