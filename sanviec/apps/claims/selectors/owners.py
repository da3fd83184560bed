"""One claim with its centre and its person, by the quick way of reading.

Thousands of people give their monthly notice in the same days; a join of forty columns is most of
what such a request would cost.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims.models import Claim
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.reading import read_rows


def with_owners(found: list[Claim], known: Claim | None = None) -> Claim:
    """The one claim of a list, with its centre and its person in place.

    Args:
        known: the same claim with both, read a moment ago; what is still right is taken from it.

    Raises:
        Claim.DoesNotExist: the list is empty.
    """
    if not found:
        raise Claim.DoesNotExist
    claim = found[0]
    if known is not None and _owners(known) == _owners(claim):
        claim.centre, claim.jobseeker = known.centre, known.jobseeker
        return claim
    claim.centre = read_rows(Centre, {"id": [claim.centre_id]})[0]
    claim.jobseeker = read_rows(Jobseeker, {"id": [claim.jobseeker_id]})[0]
    return claim


def _owners(claim: Claim) -> tuple[UUID, UUID]:
    return claim.centre_id, claim.jobseeker_id


def own_claim(person_id: UUID | None, claim_id: Any) -> Claim | None:
    """A claim of this person; None when it is another's, or none at all."""
    try:
        wanted = claim_id if isinstance(claim_id, UUID) else UUID(str(claim_id))
    except ValueError:
        return None
    found = read_rows(Claim, {"id": [wanted], "jobseeker": [person_id] if person_id else []})
    return with_owners(found) if found else None
