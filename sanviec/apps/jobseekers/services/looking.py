"""Showing what is hidden, and remembering who saw it.

Pages are read with GET, which writes nothing, and they show contact details masked. Two acts are
therefore recorded and shown to the person under “Ai đã xem hồ sơ của tôi”: a reveal
(``reveal_contact``, ``open_document``, by POST), and opening a file from the desk where the page
does so by POST (``record_opening``).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from sanviec.apps.jobseekers.enums import ConsentPurpose, DocumentKind
from sanviec.apps.jobseekers.models import Consent, Document, Jobseeker
from sanviec.apps.jobseekers.selectors.personal import OPENED, REVEALED
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.logs import blot
from sanviec.apps.platform.models import StoredFile
from sanviec.kernel.errors import InputError

from .rows import lock

REVEALABLE = frozenset({"full_name", "identity_no", "phone", "email", "residence_address"})
FOR_EMPLOYERS = frozenset({"full_name", "phone", "email"})
LONGEST_REASON = 200


@transaction.atomic
def reveal_contact(
    *, jobseeker: Jobseeker, fields: Iterable[str], reason: str, actor: Actor, now: datetime
) -> dict[str, str]:
    """The clear values of hidden fields; the audit keeps who saw which of them, and why.

    The caller has found the file through a ``get_…_for`` door. The reason is kept without
    numbers: the person will read it.

    Raises:
        InputError: no reason; or an employer asks and the person does not share contacts.
        ValueError: a field that nobody may ask for this way (a programming error).
    """
    wanted = list(dict.fromkeys(fields))
    allowed = FOR_EMPLOYERS if actor.role == Role.EMPLOYER else REVEALABLE
    if not wanted or not allowed.issuperset(wanted):
        raise ValueError(f"{actor.role} may not reveal {sorted(set(wanted) - allowed)}")
    why = blot(" ".join(reason.split()))[:LONGEST_REASON]
    if not why:
        raise InputError(
            "Hãy ghi lý do xem. Người lao động sẽ đọc được lý do này.",
            "a reveal needs a reason",
            field="reason",
            code="reason_missing",
        )
    jobseeker = lock(jobseeker)
    if actor.role == Role.EMPLOYER:
        _refuse_unless_shared(jobseeker)
    data = {"fields": wanted, "reason": why}
    audit.record(audit.Act(REVEALED, jobseeker, data), actor=actor, now=now)
    return {name: getattr(jobseeker, name) for name in wanted}


@transaction.atomic
def open_document(*, document: Document, actor: Actor, now: datetime) -> StoredFile:
    """The paper itself; the person will read that it was looked at, and which kind it was.

    The caller has found the paper through ``get_document_for``.
    """
    title = str(DocumentKind(document.kind).label)
    record_paper_look(jobseeker=document.jobseeker, title=title, actor=actor, now=now)
    return document.file


@transaction.atomic
def record_paper_look(*, jobseeker: Jobseeker, title: str, actor: Actor, now: datetime) -> None:
    """Keep that somebody looked at a paper of the person, also one of another dossier."""
    data = {"fields": ["documents"], "reason": title}
    audit.record(audit.Act(REVEALED, lock(jobseeker), data), actor=actor, now=now)


@transaction.atomic
def record_opening(*, jobseeker: Jobseeker, actor: Actor, now: datetime) -> None:
    """Keep that somebody opened a file at the desk."""
    audit.record(audit.Act(OPENED, lock(jobseeker)), actor=actor, now=now)


def _refuse_unless_shared(jobseeker: Jobseeker) -> None:
    shared = Consent.objects.in_force().filter(
        jobseeker=jobseeker, purpose=ConsentPurpose.SHARE_CONTACT
    )
    if not shared.exists():
        raise InputError(
            "Người lao động chưa đồng ý gửi tên và số liên hệ. "
            "Hãy nhờ trung tâm dịch vụ việc làm liên lạc giúp.",
            f"file {jobseeker.number} does not share contacts",
            code="no_consent",
        )
