"""A meeting is written down once, counts as one visit, and goes with the person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from sanviec.apps.counselling.enums import CounsellingTopic
from sanviec.apps.counselling.models import CounsellingSession
from sanviec.apps.counselling.selectors import counselling_of, was_counselled_since
from sanviec.apps.counselling.services import Meeting, record_counselling
from sanviec.apps.jobseekers import services as jobseekers
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.ledger.enums import ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.ids import new_id
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, TODAY, make_jobseeker, make_staff

pytestmark = pytest.mark.django_db


def meet(person: Jobseeker, **said: object) -> CounsellingSession:
    facts = {"held_on": TODAY, "summary": "Muốn làm gần nhà, ca ngày"} | said
    actor = make_staff(centre=person.centre).actor
    return record_counselling(
        jobseeker=person,
        meeting=Meeting(**facts),  # type: ignore[arg-type]  # a test's own words
        actor=actor,
        now=NOW,
    )


def test_a_meeting_is_one_visit() -> None:
    person = make_jobseeker()

    row = meet(person, topic=CounsellingTopic.CAREER, next_step="Học lái xe nâng")

    lines = ServiceLine.objects.filter(kind=ServiceKind.COUNSELLING)
    assert [(line.person_id, line.visits) for line in lines] == [(person.pk, 1)]
    assert counselling_of(person) == [row]
    assert was_counselled_since(person, TODAY)
    assert not was_counselled_since(person, TODAY + timedelta(days=1))
    assert list(audit.verify()) == []


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "meeting_ahead"),
        ({"summary": "  "}, "summary_needed"),
    ],
)
def test_what_did_not_happen_is_refused(said: dict[str, object], code: str) -> None:
    person = make_jobseeker()

    with pytest.raises(InputError) as caught:
        meet(person, **said)

    assert caught.value.code == code
    assert counselling_of(person) == []


def test_meetings_go_with_a_merged_person_and_come_back() -> None:
    kept = make_jobseeker()
    merged = make_jobseeker(kept.centre)
    row = meet(merged)

    merge = jobseekers.merge_jobseekers(
        kept=kept, merged=merged, reason="Trùng người", actor=SYSTEM, now=NOW
    )
    assert counselling_of(kept) == [row]

    jobseekers.undo_merge(merge=merge, actor=SYSTEM, now=NOW)
    assert counselling_of(kept) == []
    assert counselling_of(merged) == [row]
    assert list(audit.verify()) == []


def test_the_same_form_again_is_the_same_meeting() -> None:
    person, key = make_jobseeker(), new_id()

    first, second = meet(person, form_key=key), meet(person, form_key=key)

    assert first.pk == second.pk == key
    assert ServiceLine.objects.filter(kind=ServiceKind.COUNSELLING).count() == 1
    with pytest.raises(InputError) as caught:
        meet(make_jobseeker(person.centre), form_key=key)
    assert caught.value.code == "form_used"
    assert list(audit.verify()) == []
