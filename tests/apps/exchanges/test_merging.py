"""Entries of sessions go with the person when two files become one."""

from __future__ import annotations

from typing import Any

import pytest

from sanviec.apps.exchanges.enums import InterviewState, ParticipantState
from sanviec.apps.exchanges.models import Participant
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.services import merge_jobseekers, undo_merge
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from tests.apps.factories import make_centre, make_seeker

from . import factories
from .factories import NOW

pytestmark = pytest.mark.django_db
BY: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


def two() -> tuple[Jobseeker, Jobseeker]:
    centre = make_centre()
    return make_seeker(centre), make_seeker(centre)


def merge(kept: Jobseeker, merged: Jobseeker) -> Any:
    return merge_jobseekers(kept=kept, merged=merged, reason="cùng người", **BY)


def test_an_entry_moves_with_its_interviews_and_back():
    kept, merged = two()
    going = factories.make_participant(factories.make_session(kept.centre), merged)
    interview = factories.make_interview(going)
    merging = merge(kept, merged)
    going.refresh_from_db()
    interview.refresh_from_db()
    assert going.jobseeker_id == kept.pk
    assert (interview.participant_id, interview.state) == (going.pk, InterviewState.PLANNED)
    undo_merge(merge=merging, **BY)
    going.refresh_from_db()
    assert going.jobseeker_id == merged.pk
    assert list(audit.verify()) == []


@pytest.mark.parametrize(
    ("own", "other", "left"),
    [
        ("registered", "registered", ("registered", "cancelled")),
        ("registered", "attended", ("cancelled", "attended")),
        ("waiting", "registered", ("cancelled", "registered")),
        ("attended", "registered", ("attended", "cancelled")),
        ("attended", "attended", ("attended", "attended")),
    ],
)
def test_of_two_entries_in_one_session_the_further_one_goes_on(own: str, other: str, left: Any):
    kept, merged = two()
    session = factories.make_session(kept.centre)
    first = factories.make_participant(session, kept, state=ParticipantState(own))
    second = factories.make_participant(session, merged, state=ParticipantState(other))
    merge(kept, merged)
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == left
    live = Participant.objects.filter(jobseeker=kept).exclude(state=ParticipantState.CANCELLED)
    assert live.count() == 1
    assert list(audit.verify()) == []


def test_who_gives_way_frees_the_place_and_its_interviews():
    kept, merged = two()
    session = factories.make_session(kept.centre)
    factories.make_participant(session, kept)
    from sanviec.apps.exchanges.services.places import count_places

    interview = factories.make_interview(factories.make_participant(session, merged))
    assert count_places(session).taken == 2
    merge(kept, merged)
    interview.refresh_from_db()
    assert interview.state == InterviewState.CANCELLED
    assert count_places(session).taken == 1


@pytest.mark.parametrize(
    ("origin", "before", "now", "holds"),
    [
        ("self", "", "registered", True),
        ("self", "registered", "attended", True),
        ("self", "", "waiting", False),
        ("self", "waiting", "attended", False),
        ("walk_in", "registered", "attended", False),
        ("self", "", "cancelled", False),
    ],
)
def test_only_who_was_promised_a_place_gives_one_back(origin, before, now, holds):
    person = Participant(origin=origin, state_before=before, state=now)
    assert person.holds_promise == holds
