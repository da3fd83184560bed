"""Who may open a file: staff of the same centre and the person, nobody else."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.enums import DocumentKind
from sanviec.apps.jobseekers.selectors import (
    asked_files,
    file_among,
    get_document_for,
    get_jobseeker_for,
    jobseekers_for,
)
from sanviec.apps.platform.actors import ANONYMOUS, SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.reading import read_together
from tests.apps.factories import (
    NOW,
    as_employer,
    as_jobseeker,
    make_centre,
    make_employer,
    make_jobseeker,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db
AT_A_CENTRE = sorted(Role.staff() - {Role.MINISTRY, Role.ADMINISTRATOR})


@pytest.mark.parametrize("role", AT_A_CENTRE)
def test_staff_open_the_files_of_their_centre_only(role: Role) -> None:
    centre = make_centre()
    own, other = make_jobseeker(centre), make_jobseeker()
    actor = make_staff(role, centre).actor
    assert get_jobseeker_for(actor, own.pk) == own
    assert get_jobseeker_for(actor, str(own.pk)) == own
    assert get_jobseeker_for(actor, other.pk) is None
    assert list(jobseekers_for(actor)) == [own]


def test_nobody_else_opens_a_file() -> None:
    centre = make_centre()
    person = make_jobseeker(centre)
    strangers = [
        ANONYMOUS,
        SYSTEM,
        make_staff(Role.MINISTRY).actor,
        make_staff(Role.ADMINISTRATOR).actor,
        Actor(role=Role.ADMINISTRATOR, centre_id=centre.pk),
        as_employer(make_employer(centre)),
        as_jobseeker(make_jobseeker(centre)),
        Actor(role=Role.JOBSEEKER),
        Actor(role=Role.COUNSELLOR),
    ]
    assert [get_jobseeker_for(actor, person.pk) for actor in strangers] == [None] * len(strangers)


def test_the_person_opens_their_own_file_until_it_is_merged_away() -> None:
    centre = make_centre()
    person, kept = make_jobseeker(centre), make_jobseeker(centre)
    assert get_jobseeker_for(as_jobseeker(person), person.pk) == person
    services.merge_jobseekers(kept=kept, merged=person, reason="trùng", actor=SYSTEM, now=NOW)
    assert get_jobseeker_for(as_jobseeker(person), person.pk) is None


@pytest.mark.parametrize("wrong", ["", "x", None, 7, "' OR 1=1"])
def test_a_wrong_id_finds_nothing(wrong: Any) -> None:
    actor = make_staff().actor
    assert get_jobseeker_for(actor, wrong) is None
    assert get_jobseeker_for(actor, uuid4()) is None
    assert get_document_for(actor, wrong) is None


def test_a_paper_opens_with_its_file() -> None:
    centre = make_centre()
    paper = services.add_document(
        jobseeker=make_jobseeker(centre),
        kind=DocumentKind.CV,
        name="cv.pdf",
        content=b"%PDF-1",
        actor=SYSTEM,
        now=NOW,
    )
    assert get_document_for(make_staff(Role.COUNSELLOR, centre).actor, paper.pk) == paper
    assert get_document_for(make_staff(Role.COUNSELLOR).actor, paper.pk) is None


def test_an_account_leads_to_its_file() -> None:
    person, user = make_jobseeker(), make_user()
    assert file_among(*read_together(asked_files(user))) is None
    services.link_account(jobseeker=person, user=user, actor=SYSTEM, now=NOW)
    assert file_among(*read_together(asked_files(user))) == person.pk
