"""From the counter, the portal, the post or a proxy to a dossier that is whole."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.agency.contract import insurance_number
from sanviec.apps.claims.enums import ClaimState, IntakeChannel, PaperKind, PaperState
from sanviec.apps.claims.models import Claim, ClaimPaper
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import record_paper_look
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.fields import blind_index
from sanviec.apps.platform.models import StoredFile
from sanviec.apps.platform.reading import read_rows
from sanviec.apps.platform.services import drop_document, next_number
from sanviec.apps.reference.selectors import calendar, parameter
from sanviec.kernel.errors import InputError

from .correcting import may_edit
from .flags import find_clashes, look_for_clashes, note_clashes
from .outcome import outcome_of
from .rows import Written, delivery, hold_claim, insert, move, save, tell, write

# Papers without which a dossier is not whole (Decree 28/2015 art. 16; of 2026 provisional).
NEEDED = (PaperKind.REQUEST, PaperKind.SEPARATION, PaperKind.BOOK)
# A proxy or a letter by post needs its reason too (Decree 28/2015 art. 17 cl. 2).
NEEDED_BY_CHANNEL = {
    IntakeChannel.PROXY: (PaperKind.PROXY_LETTER, PaperKind.HINDRANCE),
    IntakeChannel.POST: (PaperKind.HINDRANCE,),
}


@dataclass(frozen=True, slots=True)
class ClaimData:
    """What is said of the job that ended and of the contributions."""

    separated_on: date
    separation: str
    contract: str
    contract_months: int | None = None
    pension: str = "none"
    wage_regime: str = "employer"
    region: str = ""
    workplace: str = ""
    contributions: tuple[dict[str, Any], ...] = ()
    contributions_from: str = ""
    carried_in_months: int = 0
    proxy_name: str = ""
    insurance_no: str = ""


@transaction.atomic
def open_claim(
    *,
    jobseeker: Jobseeker,
    data: ClaimData,
    channel: IntakeChannel,
    actor: Actor,
    now: datetime,
) -> Claim:
    """Begin a claim; nothing is filed yet.

    Raises:
        InputError: a fact is impossible, or a claim for this separation is under way.
    """
    (centre,) = read_rows(Centre, {"id": [jobseeker.centre_id]})
    claim = Claim(
        centre=centre,
        filed_at_centre=centre,
        jobseeker=jobseeker,
        channel=channel,
    )
    _set(claim, data)
    _check(claim, timezone.localdate(now))
    _check_proxy(claim)
    claim.number = _number(claim, timezone.localdate(now))
    try:
        # Without a savepoint: whoever is refused here gives the whole act back.
        insert(claim, "claim.opened", actor=actor, now=now)
    except IntegrityError:
        raise InputError(
            "Lần nghỉ việc này đã có hồ sơ đang giải quyết. Hãy mở hồ sơ đó.",
            "There is a claim under way for this separation. Open that one.",
            code="claim_exists",
        ) from None
    return claim


def _number(claim: Claim, today: date) -> str:
    code = claim.centre.code
    return f"TN-{code}-{today.year}-{next_number(f'claim/{code}/{today.year}'):06d}"


@transaction.atomic
def change_claim(*, claim: Claim, data: ClaimData, actor: Actor, now: datetime) -> Claim:
    """Put right what was said, before a decision is proposed.

    Raises:
        InputError: a fact is impossible, or the claim is decided or about to be.
    """
    claim = hold_claim(claim.pk)
    if not may_edit(claim):
        raise InputError(
            "Hồ sơ đã trình ký nên không sửa được. Hãy trả lại cán bộ trước khi sửa.",
            "The claim waits to be signed. Send it back before changing it.",
            code="claim_not_editable",
        )
    changed = _set(claim, data)
    _check(claim, timezone.localdate(now))
    save(claim, changed, "claim.changed", actor=actor, now=now, data={"columns": changed})
    look_for_clashes(claim, actor=actor, now=now)
    return claim


def _set(claim: Claim, data: ClaimData) -> list[str]:
    changed = []
    for name, value in _columns_of(data).items():
        if getattr(claim, name) != value:
            setattr(claim, name, value)
            changed.append(name)
    return changed


def insurance_index(number: str) -> UUID:
    """A keyed fingerprint that finds a claim by its social insurance number."""
    return UUID(hex=blind_index(number, "claim.insurance")[:32])


def _columns_of(data: ClaimData) -> dict[str, Any]:
    columns = {field.name: getattr(data, field.name) for field in fields(data)}
    number = insurance_number(data.insurance_no, "insurance_no") if data.insurance_no else ""
    return columns | {
        "contributions": list(data.contributions),
        "insurance_no": number or None,
        "insurance_index": insurance_index(number) if number else None,
    }


def _check(claim: Claim, today: date) -> None:
    if claim.separated_on > today:
        raise InputError(
            "Ngày chấm dứt hợp đồng còn ở phía trước. Hồ sơ chỉ nộp được sau ngày nghỉ việc.",
            "The separation lies ahead. A claim is filed after it.",
            field="separated_on",
            code="separation_ahead",
        )
    # The engine refuses what is impossible, and names the field.
    outcome_of(claim, on=today)


@transaction.atomic
def add_paper(
    *,
    claim: Claim,
    kind: PaperKind,
    stored: StoredFile | None,
    note: str,
    actor: Actor,
    now: datetime,
) -> ClaimPaper:
    """Note a paper that was handed in, with its photo or scan when there is one.

    What is there already, and was not refused, is given back as it is.
    """
    claim = hold_claim(claim.pk)
    same = _same_paper(claim, kind, stored, note)
    if same is not None:
        if stored is not None and stored.pk != same.stored_id:
            drop_document(stored)
        return same
    state = PaperState.CHECKED if actor.is_staff else PaperState.HANDED
    paper = ClaimPaper(claim=claim, kind=kind, state=state, stored=stored, note=note.strip()[:300])
    return insert(paper, "claim.paper_added", actor=actor, now=now)


def _same_paper(
    claim: Claim, kind: PaperKind, stored: StoredFile | None, note: str
) -> ClaimPaper | None:
    """The same file, or the same words about a paper that was only shown."""
    papers = claim.papers.exclude(state=PaperState.REFUSED).filter(kind=kind)
    same = (
        papers.filter(stored__isnull=True, note=note.strip()[:300])
        if stored is None
        else papers.filter(stored__sha256=stored.sha256)
    )
    return same.order_by("created_at", "id").first()


@transaction.atomic
def file_claim(*, claim: Claim, filed_on: date, actor: Actor, now: datetime) -> Claim:
    """Hand the dossier in; what clashes is shown to the officer, never refused by machine.

    Raises:
        InputError: the day lies ahead, or before the separation.
    """
    claim = hold_claim(claim.pk, known=claim)
    event = "refile" if claim.state == ClaimState.RETURNED else "file"
    move(claim, event)
    _check_filing(claim, filed_on, timezone.localdate(now))
    # A dossier that was completed keeps the day on which it was first handed in.
    claim.filed_on = claim.filed_on or filed_on
    claim.decide_by = _decide_by(timezone.localdate(now))
    clashes = find_clashes(claim)
    tell(claim, "filed", _("Đã nhận hồ sơ trợ cấp thất nghiệp của bạn."), key=event, now=now)
    counted = [delivery(claim, ServiceKind.CLAIM_INTAKE, actor)] if event == "file" else []
    # The end of the chain last: while it is held, everybody else waits for this act.
    written = [Written(claim, f"claim.{event}d", ("filed_on", "decide_by"))]
    write(written, actor=actor, now=now, counted=counted)
    note_clashes(claim, clashes, actor=actor, now=now)
    return claim


@transaction.atomic
def open_paper(*, paper: ClaimPaper, actor: Actor, now: datetime) -> StoredFile | None:
    """The photo or scan, None when only the paper was shown; the person reads who looked."""
    if paper.stored is None:
        return None
    title = str(PaperKind(paper.kind).label)
    record_paper_look(jobseeker=paper.claim.jobseeker, title=title, actor=actor, now=now)
    return paper.stored


@transaction.atomic
def judge_paper(
    *, paper: ClaimPaper, is_good: bool, reason: str, actor: Actor, now: datetime
) -> ClaimPaper:
    """An officer has looked at what was handed in online.

    Raises:
        InputError: it is not good enough, and nothing is said of why.
    """
    if not is_good and not reason.strip():
        raise InputError(
            "Hãy ghi giấy tờ chưa đạt ở chỗ nào để người nộp gửi lại cho đúng.",
            "Say what is wrong with the paper.",
            field="reason",
            code="reason_needed",
        )
    hold_claim(paper.claim_id)
    held: ClaimPaper = ClaimPaper.objects.select_for_update(of=("self",)).get(pk=paper.pk)
    held.state = PaperState.CHECKED if is_good else PaperState.REFUSED
    held.note = reason.strip()[:300] or held.note
    return save(held, ["note"], "claim.paper_judged", actor=actor, now=now)


def _check_proxy(claim: Claim) -> None:
    if claim.channel == IntakeChannel.PROXY and not claim.proxy_name.strip():
        raise InputError(
            "Nộp thay thì phải ghi họ tên người được ủy quyền.",
            "Name the person who files for the claimant.",
            field="proxy_name",
            code="proxy_needed",
        )


def _check_filing(claim: Claim, filed_on: date, today: date) -> None:
    if filed_on > today or filed_on < claim.separated_on:
        raise InputError(
            "Ngày nộp phải từ ngày chấm dứt hợp đồng đến hôm nay. "
            "Gửi bưu điện thì ghi ngày trên dấu bưu điện.",
            "The filing lies between the separation and today; by post it is the postmark's day.",
            field="filed_on",
            code="filing_day",
        )


def _decide_by(accepted_on: date) -> date:
    days = parameter("claim_decision_working_days", accepted_on)
    return calendar().add_working_days(accepted_on, days)


@transaction.atomic
def return_claim(*, claim: Claim, reason: str, actor: Actor, now: datetime) -> Claim:
    """Give an incomplete dossier back, saying what is missing.

    Raises:
        InputError: nothing is said of what is missing.
    """
    if not reason.strip():
        raise InputError(
            "Hãy ghi rõ còn thiếu giấy tờ nào để người nộp bổ sung một lần là đủ.",
            "Say what is missing, so that one more visit is enough.",
            field="reason",
            code="reason_needed",
        )
    claim = move(hold_claim(claim.pk), "return")
    claim.state_reason, claim.decide_by = reason.strip()[:300], None
    save(claim, ["state_reason", "decide_by"], "claim.returned", actor=actor, now=now)
    subject = _("Hồ sơ trợ cấp thất nghiệp cần bổ sung: %(reason)s")
    words = subject % {"reason": claim.state_reason}
    tell(claim, "returned", words[:200], key=f"returned:{now:%Y%m%d%H%M}", now=now)
    return claim


def missing_papers(claim: Claim) -> list[PaperKind]:
    """The papers that are still to be handed in, for the way in which it was filed."""
    needed = (*NEEDED, *NEEDED_BY_CHANNEL.get(IntakeChannel(claim.channel), ()))
    have = set(claim.papers.exclude(state=PaperState.REFUSED).values_list("kind", flat=True))
    return [kind for kind in needed if kind not in have]


@transaction.atomic
def accept_claim(*, claim: Claim, actor: Actor, now: datetime) -> Claim:
    """The dossier is whole: the law's clock starts, the appointment slip gets its days.

    Raises:
        InputError: a paper is missing.
    """
    claim = move(hold_claim(claim.pk), "accept")
    missing = missing_papers(claim)
    if missing:
        named = ", ".join(str(kind.label) for kind in missing)
        raise InputError(
            f"Còn thiếu: {named}. Hãy ghi nhận giấy tờ hoặc trả hồ sơ để bổ sung.",
            f"Missing: {named}. Record the papers or return the claim.",
            code="papers_missing",
        )
    today = timezone.localdate(now)
    claim.accepted_on = today
    claim.decide_by = _decide_by(today)
    claim.collect_from = claim.decide_by
    last = parameter("claim_collection_working_days", today) - 1
    claim.collect_by = calendar().add_working_days(claim.decide_by, last)
    columns = ["accepted_on", "decide_by", "collect_from", "collect_by"]
    save(claim, columns, "claim.accepted", actor=actor, now=now)
    subject = _("Hồ sơ đã đủ. Hẹn bạn nhận kết quả từ %(from)s đến %(until)s.")
    days = {"from": f"{claim.collect_from:%d/%m/%Y}", "until": f"{claim.collect_by:%d/%m/%Y}"}
    tell(claim, "accepted", subject % days, key="accepted", now=now)
    return claim


@transaction.atomic
def withdraw_claim(*, claim: Claim, reason: str, actor: Actor, now: datetime) -> Claim:
    """The person no longer wants the allowance; the contributions stay whole."""
    claim = move(hold_claim(claim.pk), "withdraw")
    claim.state_reason, claim.decide_by = reason.strip()[:300], None
    return save(claim, ["state_reason", "decide_by"], "claim.withdrawn", actor=actor, now=now)
