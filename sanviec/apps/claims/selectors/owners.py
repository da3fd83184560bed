"""One claim with its person, by the quick way of reading.

Thousands of people give their monthly notice in the same days; a join of forty columns is most of
what such a request would cost.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sanviec.apps.claims.models import Claim
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.reading import Asked, read_rows, read_together

_CENTRE: Any = Claim._meta.get_field("centre")
_PERSON: Any = Claim._meta.get_field("jobseeker")
_CLAIM_BRIEFLY = ("id", "number", "state", "centre", "jobseeker")
_PERSON_BRIEFLY = ("id", "user", "residence_code")


def with_owners(found: list[Claim], known: Claim | None = None) -> Claim:
    """The one claim of a list, with its person in place; its centre is read when asked for.

    Args:
        known: the same claim, read a moment ago; what it holds and is still right is taken over.

    Raises:
        Claim.DoesNotExist: the list is empty.
    """
    if not found:
        raise Claim.DoesNotExist
    claim = found[0]
    if known is not None:
        _take_over(claim, known)
    if not _PERSON.is_cached(claim):
        claim.jobseeker = read_rows(Jobseeker, {"id": [claim.jobseeker_id]})[0]
    return claim


def _take_over(claim: Claim, known: Claim) -> None:
    for relation in (_CENTRE, _PERSON):
        is_same = getattr(known, relation.attname) == getattr(claim, relation.attname)
        if is_same and relation.is_cached(known):
            relation.set_cached_value(claim, relation.get_cached_value(known))


def own_claim(person_id: UUID | None, claim_id: Any, *, is_brief: bool = False) -> Claim | None:
    """A claim of this person; None when it is another's, or none at all.

    Args:
        is_brief: for an act that reads the claim again when it holds it. Of claim and person only
            what such an act needs is read; the rest, and its deciphering, when it is asked for.
    """
    try:
        wanted = claim_id if isinstance(claim_id, UUID) else UUID(str(claim_id))
    except ValueError:
        return None
    if person_id is None:
        return None
    claims, people = read_together(
        Asked(
            Claim, {"id": [wanted], "jobseeker": [person_id]}, _CLAIM_BRIEFLY if is_brief else ()
        ),
        Asked(Jobseeker, {"id": [person_id]}, _PERSON_BRIEFLY if is_brief else ()),
    )
    if not claims:
        return None
    (claims[0].jobseeker,) = people
    claim: Claim = claims[0]
    return claim
