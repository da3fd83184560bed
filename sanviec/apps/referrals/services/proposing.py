"""From a match to the employer's desk: propose, agree, send."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from sanviec.apps.jobseekers.enums import ConsentPurpose, JobseekerState
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor
from sanviec.apps.reference.selectors import parameter
from sanviec.apps.referrals.enums import ReferralOrigin
from sanviec.apps.referrals.facts import reasons_of
from sanviec.apps.referrals.letters import tell_employer, tell_jobseeker
from sanviec.apps.referrals.models import Referral
from sanviec.apps.vacancies.models import Vacancy
from sanviec.apps.weights.selectors import version_with
from sanviec.engines.matching import Explanation
from sanviec.kernel.errors import InputError

from .rows import count, hold, hold_person, move, save


@dataclass(frozen=True, slots=True)
class Proposal:
    """A pair, who began it, and what the engine says of it."""

    jobseeker: Jobseeker
    vacancy: Vacancy
    origin: ReferralOrigin
    explanation: Explanation
    note: str = ""


@transaction.atomic
def propose_referral(*, proposal: Proposal, actor: Actor, now: datetime) -> Referral:
    """Begin a referral; the pair may have one under way only.

    Raises:
        InputError: a hard requirement is missing, the vacancy is not open, the person is not
            looking for work, or the pair has a referral under way.
    """
    _check_requirements(proposal.explanation)
    # Held, so that the file cannot be merged away or closed meanwhile.
    person = hold_person(proposal.jobseeker.pk)
    _check_is_seeking(person)
    _check_is_open(proposal.vacancy, timezone.localdate(now))
    referral = _insert(proposal, person, now)
    audit.record(audit.Act("referral.proposed", referral), actor=actor, now=now)
    if proposal.origin != ReferralOrigin.APPLICATION:
        tell_jobseeker(referral, "proposed", now=now)
    return referral


def _insert(proposal: Proposal, person: Jobseeker, now: datetime) -> Referral:
    referral = Referral(
        centre_id=person.centre_id,
        jobseeker=person,
        vacancy=proposal.vacancy,
        origin=proposal.origin,
        score=proposal.explanation.score,
        reasons=reasons_of(proposal.explanation),
        weights_version=version_with(proposal.explanation.weights),
        note=proposal.note.strip()[:500],
        created_at=now,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            referral.save(force_insert=True)
    except IntegrityError:
        raise InputError(
            "Người này đang được giới thiệu vào đúng việc này. Hãy mở hồ sơ giới thiệu đang có.",
            "This person already has a referral to this vacancy. Open that one.",
            code="referral_exists",
        ) from None
    return referral


def _check_requirements(explanation: Explanation) -> None:
    if explanation.missing:
        named = "; ".join(missing.text_vi for missing in explanation.missing)
        named_en = "; ".join(missing.text_en for missing in explanation.missing)
        raise InputError(
            f"Chưa thể giới thiệu vì còn thiếu điều kiện bắt buộc: {named}.",
            f"A requirement is missing: {named_en}.",
            code="requirement_missing",
        )


def _check_is_seeking(person: Jobseeker) -> None:
    if person.state != JobseekerState.SEEKING:
        raise InputError(
            "Hồ sơ này không ở trạng thái “đang tìm việc”. Hãy mở lại hồ sơ trước.",
            "This person is not looking for work at present. Renew the registration first.",
            code="not_seeking",
        )


def _check_is_open(vacancy: Vacancy, today: date) -> None:
    if not Vacancy.objects.open_on(today).filter(pk=vacancy.pk).exists():
        raise InputError(
            "Việc này không còn nhận hồ sơ. Hãy chọn việc khác.",
            "This vacancy is not open any more. Choose another one.",
            code="vacancy_not_open",
        )


@transaction.atomic
def agree_referral(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """The person says yes."""
    referral = move(hold(referral), "agree")
    referral.agreed_at = now
    return save(referral, ["agreed_at"], "agreed", actor=actor, now=now)


@transaction.atomic
def send_referral(*, referral: Referral, actor: Actor, now: datetime) -> Referral:
    """Hand the person's name and contact to the employer, who is asked to answer by a day.

    An introduction is counted in the ledger; a person's own application is not one.

    Raises:
        InputError: the person has not allowed it, or the vacancy has closed meanwhile.
    """
    referral = move(hold(referral), "send")
    today = timezone.localdate(now)
    _check_is_open(referral.vacancy, today)
    _check_consent(referral)
    referral.sent_at, referral.answer_due_on = now, answer_due_on(today)
    save(referral, ["sent_at", "answer_due_on"], "sent", actor=actor, now=now)
    if referral.origin != ReferralOrigin.APPLICATION:
        count(referral, ServiceKind.REFERRAL, actor=actor, now=now)
    tell_employer(referral, "sent", now=now)
    tell_jobseeker(referral, "sent", now=now)
    return referral


def _check_consent(referral: Referral) -> None:
    allowed = Consent.objects.in_force().filter(
        jobseeker_id=referral.jobseeker_id, purpose=ConsentPurpose.SHARE_CONTACT
    )
    if not allowed.exists():
        raise InputError(
            "Người lao động chưa đồng ý gửi tên và số điện thoại cho doanh nghiệp. "
            "Hãy hỏi và ghi nhận sự đồng ý trước khi gửi.",
            "The person has not allowed the contact to be shared. Record the consent first.",
            code="consent_missing",
        )


def answer_due_on(sent_on: date) -> date:
    """The day by which an employer is expected to answer.

    As many days as SANVIEC_REFERRAL_SILENCE_DAYS says, else the parameter of that day.
    """
    chosen: int = settings.SANVIEC_REFERRAL_SILENCE_DAYS
    return sent_on + timedelta(days=chosen or parameter("referral_silence_days", sent_on))
