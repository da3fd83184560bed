"""The quick way of reading rows gives what the query set gives."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from sanviec.apps.exchanges.models import ExchangeSession, Participant
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.audit import state_hash
from sanviec.apps.platform.reading import Asked, read_rows, read_together
from tests.apps.exchanges.factories import make_participant, make_session

pytestmark = pytest.mark.django_db


def values_of(rows: Any) -> list[dict[str, Any]]:
    return [{k: v for k, v in vars(row).items() if not k.startswith("_")} for row in rows]


@pytest.fixture
def people() -> list[Participant]:
    session = make_session(commune_codes=["05977"], conflict_rules={"overlap": "warn"})
    facts = {"card_name": "Lò Thị Mới", "card_phone": "0912345678", "slots": [1, 2]}
    return [make_participant(session, **facts) for _ in range(3)]


@pytest.mark.parametrize("model", [Participant, ExchangeSession, Jobseeker])
def test_the_same_rows_in_the_order_of_their_keys(people: Any, model: Any) -> None:
    plain = list(model.objects.order_by("pk"))

    quick = read_rows(model, {"id": [row.pk for row in plain][::-1]})

    assert values_of(quick) == values_of(plain)
    assert [state_hash(row) for row in quick] == [state_hash(row) for row in plain]


def test_each_must_fit_or_one_is_enough(people: list[Participant]) -> None:
    other = make_participant()
    wanted = {"session": [people[0].session_id], "id": [people[1].pk, other.pk]}

    every = read_rows(Participant, wanted)
    some = read_rows(Participant, wanted, is_any=True)

    plain = Participant.objects.filter(
        Q(session=people[0].session_id) | Q(pk__in=[people[1].pk, other.pk])
    )
    assert every == [people[1]]
    assert some == list(plain.order_by("pk"))


def test_nothing_wanted_is_nothing_found(people: list[Participant]) -> None:
    nothing: list[UUID] = []

    assert read_rows(Participant, {"id": nothing}) == []
    assert read_rows(Participant, {}) == []
    assert read_rows(Participant, {"id": nothing, "session": nothing}, is_any=True) == []
    assert read_rows(Participant, {"id": nothing, "session": [people[0].session_id]}) == []


def test_other_columns_are_read_when_they_are_asked_for(people: list[Participant]) -> None:
    quick = read_rows(Jobseeker, {"id": [people[0].jobseeker_id]}, columns=("id", "full_name"))

    assert quick[0].get_deferred_fields() >= {"phone", "identity_no"}
    assert quick[0].number == Jobseeker.objects.get(pk=quick[0].pk).number


def test_rows_are_held_where_the_database_can(people: list[Participant]) -> None:
    with transaction.atomic(), CaptureQueriesContext(connection) as asked:
        read_rows(Participant, {"id": [people[0].pk]}, is_held=True)

    can = connection.features.has_select_for_update
    assert asked.captured_queries[0]["sql"].endswith("FOR UPDATE") == can


def test_some_columns_in_any_order_are_those_of_the_row(people: list[Participant]) -> None:
    columns = ("queue_no", "card_name", "session", "id")
    read = read_rows(Participant, {"id": [people[0].pk]}, columns=columns)[0]

    assert read.get_deferred_fields().isdisjoint({"queue_no", "card_name", "session_id", "id"})
    assert "card_phone" in read.get_deferred_fields()
    assert (read.pk, read.card_name, read.session_id) == (
        people[0].pk,
        people[0].card_name,
        people[0].session_id,
    )


def test_several_models_in_one_go_are_what_each_gives_alone(people: list[Participant]) -> None:
    sessions, files = [people[0].session_id], [one.jobseeker_id for one in people[:2]]
    parts = (
        Asked(Participant, {"session": sessions}),
        Asked(Jobseeker, {"id": files}, ("id", "full_name")),
        Asked(ExchangeSession, {"id": sessions}),
    )

    with CaptureQueriesContext(connection) as asked:
        together = read_together(*parts)

    assert len(asked) == 1
    alone = [read_rows(part.model, part.wanted, columns=part.columns) for part in parts]
    assert [values_of(rows) for rows in together] == [values_of(rows) for rows in alone]
    assert [len(rows) for rows in together] == [3, 2, 1]


def test_who_has_no_row_or_is_not_asked_for_takes_none_from_the_others(
    people: list[Participant],
) -> None:
    nobody = UUID(int=0)

    found = read_together(
        Asked(Participant, {"id": [nobody]}),
        Asked(Participant, {"id": [person.pk for person in people]}),
        Asked(Participant, {"id": []}),
        Asked(Participant, {}),
    )

    assert found == [[], read_rows(Participant, {"id": [p.pk for p in people]}), [], []]
    assert read_together(Asked(Participant, {"id": [nobody]})) == [[]]
    assert read_together(Asked(Participant, {"id": []})) == [[]]
