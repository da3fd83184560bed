"""What the database itself refuses, and who may open what."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.exchanges.enums import InterviewState, ParticipantState, SessionState
from sanviec.apps.exchanges.selectors import (
    get_hosted_session_for,
    get_interview_for,
    get_participant_for,
    get_public_session,
    get_session_for,
    get_stand_for,
)
from sanviec.apps.platform import audit
from sanviec.apps.platform.enums import Role
from tests.apps import factories as lower

from .factories import add_part, make_interview, make_participant, make_session, make_stand

pytestmark = pytest.mark.django_db


def refused(act: object) -> str:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        act()  # type: ignore[operator]  # any call
    return str(caught.value)


class TestTheDatabaseRefuses:
    def test_one_person_at_two_tables_at_once(self) -> None:
        first = make_interview()
        other = make_stand(first.session)

        assert refused(lambda: make_interview(first.participant, other))
        assert make_interview(first.participant, other, slot=1).slot == 1

    def test_two_people_at_one_table_at_once(self) -> None:
        first = make_interview()
        other = make_participant(first.session)

        assert refused(lambda: make_interview(other, first.stand))
        assert make_interview(other, first.stand, table=1).table == 1

    def test_a_cancelled_interview_frees_its_table(self) -> None:
        first = make_interview(state=InterviewState.CANCELLED)

        assert make_interview(make_participant(first.session), first.stand).slot == 0

    def test_one_person_twice_in_a_session(self) -> None:
        first = make_participant()

        assert refused(lambda: make_participant(first.session, first.jobseeker))
        assert make_participant(make_session(), first.jobseeker).state == "registered"

    def test_a_cancelled_entry_may_be_made_again(self) -> None:
        first = make_participant(state=ParticipantState.CANCELLED)

        assert make_participant(first.session, first.jobseeker).pk != first.pk

    def test_one_employer_twice_in_a_session(self) -> None:
        first = make_stand()

        assert refused(lambda: make_stand(first.session, first.employer, vacancies=()))

    def test_a_result_without_a_meeting(self) -> None:
        assert refused(lambda: make_interview(result="passed"))
        assert make_interview(result="passed", state=InterviewState.HELD).result == "passed"


class TestDoors:
    def test_another_centre_sees_nothing(self) -> None:
        interview = make_interview()
        stranger = lower.make_staff(Role.SESSION_MANAGER).actor

        assert get_session_for(stranger, interview.session_id) is None
        assert get_stand_for(stranger, interview.stand_id) is None
        assert get_participant_for(stranger, interview.participant_id) is None
        assert get_interview_for(stranger, interview.pk) is None

    def test_the_host_sees_all_of_its_session(self) -> None:
        interview = make_interview()
        host = lower.make_staff(Role.SESSION_MANAGER, interview.session.centre).actor

        assert get_hosted_session_for(host, interview.session_id) == interview.session
        assert get_stand_for(host, interview.stand_id) == interview.stand
        assert get_participant_for(host, interview.participant_id) == interview.participant
        assert get_interview_for(host, interview.pk) == interview

    def test_a_partner_sees_the_session_and_its_own_people(self) -> None:
        theirs = make_participant()
        partner = lower.make_staff(Role.SESSION_MANAGER)
        assert partner.actor.centre_id is not None
        centre = lower.Centre.objects.get(pk=partner.actor.centre_id)
        add_part(theirs.session, centre)
        own = make_participant(theirs.session, lower.make_seeker(centre))

        assert get_session_for(partner.actor, theirs.session_id) == theirs.session
        assert get_hosted_session_for(partner.actor, theirs.session_id) is None
        assert get_participant_for(partner.actor, own.pk) == own
        assert get_participant_for(partner.actor, theirs.pk) is None

    def test_a_person_and_an_employer_see_their_own(self) -> None:
        interview, other = make_interview(), make_interview()
        person = lower.as_jobseeker(interview.participant.jobseeker)
        firm = lower.as_employer(interview.stand.employer)

        assert get_participant_for(person, interview.participant_id) is not None
        assert get_participant_for(person, other.participant_id) is None
        assert get_interview_for(person, interview.pk) is not None
        assert get_interview_for(person, other.pk) is None
        assert get_stand_for(firm, interview.stand_id) is not None
        assert get_stand_for(firm, other.stand_id) is None
        assert get_interview_for(firm, interview.pk) is not None
        assert get_interview_for(firm, other.pk) is None

    def test_drafts_are_not_public(self) -> None:
        draft = make_session(state=SessionState.DRAFT)

        assert get_public_session(draft.pk) is None
        assert get_public_session(make_session().pk) is not None
        assert get_public_session("không phải số") is None


def test_every_row_is_in_the_chain() -> None:
    make_interview()

    assert list(audit.verify()) == []
