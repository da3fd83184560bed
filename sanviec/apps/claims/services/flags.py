"""What does not fit together: shown to a person, who says what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.db import transaction

from sanviec.apps.claims.enums import LIVE_CLAIM, FlagKind, Pension
from sanviec.apps.claims.models import Claim, ClaimFlag
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.reading import Asked, read_together
from sanviec.apps.referrals.enums import ReferralState
from sanviec.apps.referrals.models import Referral
from sanviec.kernel.errors import InputError

from .rows import hold_claim, insert, save


def look_for_clashes(claim: Claim, *, actor: Actor, now: datetime) -> list[ClaimFlag]:
    """Note what does not fit, once each, in the caller's transaction."""
    return note_clashes(claim, find_clashes(claim), actor=actor, now=now)


def find_clashes(claim: Claim) -> list[tuple[FlagKind, str]]:
    """What does not fit: kind and detail."""
    return list(_clashes(claim))


def note_clashes(
    claim: Claim, clashes: Iterable[tuple[FlagKind, str]], *, actor: Actor, now: datetime
) -> list[ClaimFlag]:
    """Note what somebody found, once each, in the caller's transaction."""
    found = dict.fromkeys((kind, detail[:300]) for kind, detail in clashes)
    # Hardly any claim clashes with anything: nothing more is asked then.
    known = set(claim.flags.values_list("kind", "detail")) if found else set()
    return [
        insert(
            ClaimFlag(claim=claim, kind=kind, detail=detail), "claim.flagged", actor=actor, now=now
        )
        for kind, detail in found
        if (kind.value, detail) not in known
    ]


def _clashes(claim: Claim) -> Iterator[tuple[FlagKind, str]]:
    # By the quick way of reading: every dossier that is handed in comes by here.
    own: dict[str, Any] = {"jobseeker": [claim.jobseeker_id]}
    claims, referrals = read_together(
        Asked(Claim, own, ("id", "number", "state")),
        Asked(Referral, own, ("id", "state", "starts_on")),
    )
    others = [one.number for one in claims if one.state in LIVE_CLAIM and one.pk != claim.pk]
    for number in sorted(others):
        yield FlagKind.OPEN_CLAIM, number
    if claim.pension != Pension.NONE:
        yield FlagKind.PENSION, str(Pension(claim.pension).label)
    started = [
        one.pk
        for one in referrals
        if one.state == ReferralState.STARTED
        and one.starts_on is not None
        and one.starts_on >= claim.separated_on
    ]
    if not started:
        # Even a set of none would have its joins of a hundred columns written out.
        return
    works = Referral.objects.filter(pk__in=started)
    for referral in works.select_related("vacancy__employer").order_by("starts_on", "id"):
        yield FlagKind.WORKS_ELSEWHERE, f"{referral.vacancy.employer.name}"[:300]


@transaction.atomic
def answer_flag(*, flag: ClaimFlag, answer: str, actor: Actor, now: datetime) -> ClaimFlag:
    """An officer says what the clash means; the words stay with the claim.

    Raises:
        InputError: nothing is said.
    """
    if not answer.strip():
        raise InputError(
            "Hãy ghi kết luận sau khi đã kiểm tra.",
            "Say what was found.",
            field="answer",
            code="answer_needed",
        )
    hold_claim(flag.claim_id)
    held: ClaimFlag = ClaimFlag.objects.select_for_update(of=("self",)).get(pk=flag.pk)
    held.answer, held.answered_by_id, held.answered_at = answer.strip()[:300], actor.user_id, now
    columns = ["answer", "answered_by_id", "answered_at"]
    return save(held, columns, "claim.flag_answered", actor=actor, now=now)
