"""The doors to a file, and which files a set holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sanviec.apps.jobseekers.enums import ConsentPurpose, JobseekerState
from sanviec.apps.jobseekers.models import Consent, Document, Jobseeker
from sanviec.apps.jobseekers.querysets import JobseekerQuerySet
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.reading import Asked, read_rows
from sanviec.kernel.identifiers import mask_email, mask_identity, mask_phone

# Those who see files of a centre; the ministry and the technicians see none.
FILE_ROLES = Role.staff() - {Role.MINISTRY, Role.ADMINISTRATOR}


def asked_files(user: Any) -> Asked:
    """What is read of the files that belong to a person, for `file_among`."""
    return Asked(Jobseeker, {"user": [user.pk]}, ("id", "state"))


def file_among(files: list[Jobseeker]) -> UUID | None:
    """The file that belongs to a signed-in person: which it is, at each request of theirs."""
    return next((file.pk for file in files if file.state != JobseekerState.MERGED), None)


def get_jobseeker_for(actor: Actor, jobseeker_id: Any) -> Jobseeker | None:
    """A file that the actor may open: staff of the same centre, or the person.

    Employers meet a person only through a referral, the ministry only in figures.
    """
    if actor.role == Role.JOBSEEKER:
        return _own(actor, jobseeker_id)
    return _one(jobseekers_for(actor), jobseeker_id)


def _own(actor: Actor, jobseeker_id: Any) -> Jobseeker | None:
    """One's own file by the quick way of reading; each page of a person asks for it."""
    if actor.subject_id is None or str(jobseeker_id) != str(actor.subject_id):
        return None
    rows = read_rows(Jobseeker, {"id": [actor.subject_id]})
    return next((row for row in rows if row.state != JobseekerState.MERGED), None)


def get_document_for(actor: Actor, document_id: Any) -> Document | None:
    """A paper of a file that the actor may open."""
    papers = Document.objects.filter(jobseeker__in=jobseekers_for(actor))
    return _one(papers.select_related("file", "jobseeker"), document_id)


def jobseekers_for(actor: Actor) -> JobseekerQuerySet:
    """The files that the actor may open, in order of name."""
    if actor.role in FILE_ROLES and actor.centre_id is not None:
        return Jobseeker.objects.in_centre(actor.centre_id)
    if actor.role == Role.JOBSEEKER and actor.subject_id is not None:
        return Jobseeker.objects.living().filter(pk=actor.subject_id)
    return Jobseeker.objects.none()


def _one(rows: Any, row_id: Any) -> Any:
    try:
        wanted = row_id if isinstance(row_id, UUID) else UUID(str(row_id))
    except ValueError:
        return None
    return rows.filter(pk=wanted).first()


def for_matching(centre_id: UUID | None = None) -> JobseekerQuerySet:
    """People who look for work now and allow the search; a withdrawal counts at once."""
    people = Jobseeker.objects.seeking().consenting_to(ConsentPurpose.MATCHING)
    return people if centre_id is None else people.in_centre(centre_id)


def shown_to_employers() -> JobseekerQuerySet:
    """People whose profile, without name and numbers, employers may see."""
    return for_matching().consenting_to(ConsentPurpose.SHOW_TO_EMPLOYERS)


def consents_of(jobseeker: Jobseeker) -> list[Consent]:
    """Every consent that the person gave, withdrawn ones included, by purpose and time."""
    return list(Consent.objects.for_jobseeker(jobseeker))


def sharing_contact(jobseeker_ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of these people whose name and numbers an employer may still see."""
    allowed = Consent.objects.in_force().filter(purpose=ConsentPurpose.SHARE_CONTACT)
    ids = allowed.filter(jobseeker_id__in=list(jobseeker_ids))
    return frozenset(ids.values_list("jobseeker_id", flat=True))


@dataclass(frozen=True, slots=True)
class MaskedContacts:
    """What may stand on a screen without being asked for."""

    identity_no: str
    phone: str
    email: str


def masked_contacts(jobseeker: Jobseeker) -> MaskedContacts:
    """The contact details with their middle hidden; empty ones stay empty."""
    return MaskedContacts(
        mask_identity(jobseeker.identity_no),
        mask_phone(jobseeker.phone),
        mask_email(jobseeker.email) if jobseeker.email else "",
    )
