"""Under which name the reader of a session's page sees somebody who has an interview."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from sanviec.apps.exchanges.models import Interview
from sanviec.apps.jobseekers.selectors import sharing_contact
from sanviec.apps.platform.actors import Actor


def names_shown(actor: Actor, interviews: Iterable[Interview]) -> dict[UUID, str]:
    """Interview -> name; empty where this reader may not know it.

    The person's and the host's own centre read every name, everybody else only while the person
    lets firms know it.
    """
    rows = list(interviews)
    sharing = sharing_contact(
        row.participant.jobseeker_id for row in rows if row.participant.jobseeker_id
    )
    centre_id = actor.centre_id if actor.is_staff else None
    shown = {}
    for row in rows:
        person = row.participant
        is_ours = centre_id is not None and centre_id in {person.centre_id, row.session.centre_id}
        may_know = is_ours or person.jobseeker_id in sharing
        shown[row.pk] = person.full_name if may_know else ""
    return shown


def name_or_number(actor: Actor, interviews: Iterable[Interview]) -> dict[UUID, str]:
    """Interview -> name, or the queue number where the name may not be known."""
    rows = list(interviews)
    names = names_shown(actor, rows)
    number = _("Người số %(no)s")
    return {row.pk: names[row.pk] or number % {"no": row.participant.queue_no} for row in rows}
