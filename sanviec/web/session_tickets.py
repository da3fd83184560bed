"""The ticket as people see it: the signed text as a QR picture, and when and where to come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import segno
from django.urls import reverse

from sanviec.apps.exchanges.enums import HOLDING_PLACE
from sanviec.apps.exchanges.models import Participant
from sanviec.apps.exchanges.selectors.timetables import timetable_of_person
from sanviec.apps.exchanges.tickets import issue_ticket

# A printed ticket is still good when the session is moved by some weeks.
GRACE = timedelta(days=30)


def ticket_context(participant: Participant) -> dict[str, Any]:
    """What the page of a ticket shows; without a place there is no code to scan."""
    session = participant.session
    return {
        "participant": participant,
        "session": session,
        "qr": _qr(participant) if participant.state in HOLDING_PLACE else "",
        "interviews": timetable_of_person(participant),
        "sketch_url": reverse("web:session_sketch", args=[session.pk]),
    }


def _qr(participant: Participant) -> str:
    """A data address of the picture; medium redundancy reads well from a scratched screen."""
    text = issue_ticket(participant, until=participant.session.ends_at + GRACE)
    picture = segno.make(text, error="m", micro=False)
    return picture.svg_data_uri(scale=4, border=4, light="white")
