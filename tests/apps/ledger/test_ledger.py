"""Each published figure is a query over lines that nobody can change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from sanviec.apps.jobseekers.enums import Via
from sanviec.apps.ledger.enums import ServiceChannel, ServiceKind
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.ledger.selectors import Figure, figures_for
from sanviec.apps.ledger.services import Delivery, enter, enter_many, take_back
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from tests.apps.factories import (
    NOW,
    TODAY,
    make_centre,
    make_employer,
    make_jobseeker,
    make_staff,
    make_user,
)

pytestmark = pytest.mark.django_db


def counselled(person: object) -> Delivery:
    return Delivery(
        centre_id=person.centre_id,
        kind=ServiceKind.COUNSELLING,
        channel=ServiceChannel.DESK,
        target=person,
        person_id=person.pk,
    )


def figure(centre_id: object, kind: ServiceKind, first: date = TODAY) -> Figure:
    figures = figures_for(centre_id, first, TODAY + timedelta(days=1))
    return next(figure for figure in figures if figure.kind == kind)


class TestEnter:
    def test_a_line_says_what_was_delivered_to_whom_and_when(self) -> None:
        person = make_jobseeker()
        officer = make_staff().actor
        line = enter(counselled(person), actor=officer, now=NOW)
        line.refresh_from_db()
        assert (line.kind, line.channel, line.visits) == ("counselling", "desk", 1)
        assert (line.person_id, line.object_type) == (person.pk, "jobseekers.jobseeker")
        assert (line.delivered_on, line.actor_id) == (TODAY, officer.user_id)

    def test_the_day_is_that_of_viet_nam(self) -> None:
        person = make_jobseeker()
        evening = NOW.replace(hour=18)
        assert enter(counselled(person), actor=SYSTEM, now=evening).delivered_on == date(
            2026, 11, 24
        )

    def test_nothing_is_entered_for_nobody(self) -> None:
        assert enter_many([], actor=SYSTEM, now=NOW) == []

    @pytest.mark.parametrize(
        "statement",
        ["UPDATE ledger_serviceline SET visits = 1", "DELETE FROM ledger_serviceline"],
    )
    def test_the_database_refuses_to_change_a_line(self, statement: str) -> None:
        make_jobseeker()
        with (
            pytest.raises(DatabaseError, match="append-only"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
        assert ServiceLine.objects.count() == 1


class TestFigures:
    def test_visits_and_persons_are_two_figures(self) -> None:
        centre = make_centre()
        one, two = make_jobseeker(centre), make_jobseeker(centre)
        enter_many([counselled(p) for p in (one, one, two)], actor=SYSTEM, now=NOW)
        assert figure(centre.pk, ServiceKind.COUNSELLING) == Figure(ServiceKind.COUNSELLING, 3, 2)
        assert figure(centre.pk, ServiceKind.PLACEMENT) == Figure(ServiceKind.PLACEMENT, 0, 0)

    def test_another_centre_and_another_day_do_not_count(self) -> None:
        person = make_jobseeker()
        enter(counselled(person), actor=SYSTEM, now=NOW - timedelta(days=1))
        enter(counselled(person), actor=SYSTEM, now=NOW)
        assert figure(person.centre_id, ServiceKind.COUNSELLING).visit_count == 1
        assert figure(make_centre().pk, ServiceKind.COUNSELLING).visit_count == 0

    def test_a_line_taken_back_counts_nowhere_and_stays_readable(self) -> None:
        person = make_jobseeker()
        line = enter(counselled(person), actor=SYSTEM, now=NOW)
        take_back(line, reason="ghi nhầm", actor=SYSTEM, now=NOW)
        assert figure(person.centre_id, ServiceKind.COUNSELLING) == Figure(
            ServiceKind.COUNSELLING, 0, 0
        )
        assert ServiceLine.objects.filter(kind="counselling").count() == 2
        assert list(audit.verify()) == []


class TestRegistrations:
    @pytest.mark.parametrize(
        ("via", "channel"),
        [(Via.DESK, "desk"), (Via.PAPER, "desk"), (Via.SELF, "web")],
    )
    def test_of_people_are_counted_by_the_way_they_came(self, via: Via, channel: str) -> None:
        person = make_jobseeker(via=via, residence_code="05977")
        line = ServiceLine.objects.get(kind=ServiceKind.REGISTRATION)
        assert (line.channel, line.person_id, line.place_code) == (channel, person.pk, "05977")

    def test_of_employers_are_counted(self) -> None:
        employer = make_employer()
        line = ServiceLine.objects.get(kind=ServiceKind.EMPLOYER_REGISTRATION)
        assert (line.employer_id, line.person_id, line.channel) == (employer.pk, None, "web")

    def test_a_refused_registration_is_not_counted(self) -> None:
        actor = Actor(role=Role.JOBSEEKER, user_id=make_user().pk)
        make_jobseeker(via=Via.SELF, actor=actor)
        with pytest.raises(Exception, match="already has a file"):
            make_jobseeker(via=Via.SELF, actor=actor)
        assert ServiceLine.objects.count() == 1
