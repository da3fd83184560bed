"""What a person allows, one purpose at a time; silence is not consent.

Source: Law 91/2025/QH15 on the protection of personal data (not read in full; provisional).
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sanviec.apps.jobseekers.enums import ConsentPurpose, Via
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor

from .rows import lock, refuse_unless_live

# The wording that people are shown; a new wording gets a new version.
CONSENT_TEXT_VERSION = "2026-11"


@transaction.atomic
def give_consent(
    *, jobseeker: Jobseeker, purpose: ConsentPurpose, via: Via, actor: Actor, now: datetime
) -> Consent:
    """The consent in force for a purpose; giving it twice changes nothing."""
    jobseeker = lock(jobseeker)
    refuse_unless_live(jobseeker)
    present = _in_force(jobseeker, purpose)
    if present is not None:
        return present
    consent = new_consent(jobseeker, purpose, via, now)
    consent.save(force_insert=True)
    audit.record(given(consent), actor=actor, now=now)
    return consent


@transaction.atomic
def withdraw_consent(
    *, jobseeker: Jobseeker, purpose: ConsentPurpose, actor: Actor, now: datetime
) -> Consent | None:
    """The consent that was withdrawn, or None where there was none; the line stays on record.

    From this moment the selectors leave the person out: a withdrawn ``MATCHING`` removes them
    from every later search for matches.
    """
    jobseeker = lock(jobseeker)
    consent = _in_force(jobseeker, purpose)
    if consent is None:
        return None
    consent.withdrawn_at, consent.updated_at = now, now
    consent.save(update_fields=["withdrawn_at", "updated_at"])
    act = audit.Act("consent.withdrawn", consent, {"purpose": consent.purpose})
    audit.record(act, actor=actor, now=now)
    return consent


def new_consent(jobseeker: Jobseeker, purpose: ConsentPurpose, via: Via, now: datetime) -> Consent:
    """A consent that is not written yet."""
    return Consent(
        jobseeker=jobseeker,
        purpose=purpose,
        via=via,
        text_version=CONSENT_TEXT_VERSION,
        given_at=now,
        created_at=now,
        updated_at=now,
    )


def given(consent: Consent) -> audit.Act:
    """The audit line of a consent."""
    data = {"purpose": str(consent.purpose), "via": str(consent.via)}
    return audit.Act("consent.given", consent, data)


def _in_force(jobseeker: Jobseeker, purpose: ConsentPurpose) -> Consent | None:
    return (
        Consent.objects.in_force()
        .select_for_update(of=("self",))
        .filter(jobseeker=jobseeker, purpose=purpose)
        .order_by("given_at", "id")
        .first()
    )
