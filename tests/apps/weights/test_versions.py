"""Weights are proposed, adopted by a second person, and retired; one at most is in force."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from sanviec.apps.platform.actors import ANONYMOUS, SYSTEM, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry, OutboxMessage
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.apps.weights.enums import WeightsState
from sanviec.apps.weights.models import WeightsVersion
from sanviec.apps.weights.selectors import (
    DOCUMENTED,
    get_version_for,
    version_with,
    versions_for,
    weights_by_version,
    weights_in_force,
)
from sanviec.apps.weights.transitions import WEIGHTS_STATES
from sanviec.engines.matching import DEFAULT_WEIGHTS
from sanviec.engines.matching.learning.terms import with_most
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, make_staff
from tests.apps.weights.planted import FOUND, REASON, REFUSED, adopt, learned, propose, retire

pytestmark = pytest.mark.django_db
OTHER = with_most(FOUND, (37, 32, 10, 3, 5, 7, 2, 2, 2))


@contextmanager
def assert_refused(code: str) -> Iterator[None]:
    """What is done inside must be refused for this reason."""
    with pytest.raises(InputError) as refused:
        yield
    assert refused.value.code == code


def test_the_state_table_is_whole() -> None:
    assert WEIGHTS_STATES.problems() == []


def test_a_proposal_ranks_nobody() -> None:
    version = propose()
    assert (version.number, version.state) == (1, WeightsState.PROPOSED)
    assert version.report["by_person"]["comparisons"] == 812
    assert weights_in_force() == DOCUMENTED
    assert propose().number == 2


def test_an_adopted_version_ranks_until_it_is_retired() -> None:
    version = adopt()
    assert weights_in_force().weights == FOUND
    assert weights_in_force().version == version
    retire(version)
    version.refresh_from_db()
    assert (version.state, version.retirement_reason) == ("retired", "Trở về mặc định")
    assert weights_in_force() == DOCUMENTED


def test_a_newer_version_retires_the_one_before() -> None:
    first = adopt()
    second = adopt(propose(learned(OTHER, current=FOUND)))
    first.refresh_from_db()
    assert (first.state, first.retired_by_id) == ("retired", second.adopted_by_id)
    assert weights_in_force().version == second
    assert [row.state for row in versions_for(make_staff(Role.MINISTRY).actor)] == [
        "adopted",
        "retired",
    ]


def test_every_act_stands_in_the_journal_with_its_reason() -> None:
    retire(adopt())
    lines = AuditEntry.objects.filter(action__startswith="weights.").order_by("seq")
    assert [line.action for line in lines] == [
        "weights.proposed",
        "weights.adopted",
        "weights.retired",
    ]
    assert REASON in lines[0].data


def test_the_proposer_does_not_adopt() -> None:
    boss = make_staff(Role.MINISTRY).actor
    version = propose(actor=boss)
    with assert_refused("weights_same_person"):
        adopt(version, actor=boss)
    with pytest.raises(IntegrityError), transaction.atomic():
        WeightsVersion.objects.filter(pk=version.pk).update(adopted_by=version.proposed_by_id)
    assert weights_in_force() == DOCUMENTED


def test_the_database_itself_allows_one_adopted_version() -> None:
    one, other = adopt(), propose()
    fields = {"state": "adopted", "adopted_by": one.adopted_by_id, "adopted_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        WeightsVersion.objects.filter(pk=other.pk).update(**fields)
    assert weights_in_force().version == one


def test_what_was_judged_against_other_weights_is_not_adopted() -> None:
    stale = propose()
    adopt(propose(learned(OTHER)))
    with assert_refused("weights_stale"):
        adopt(stale)
    retire(weights_in_force().version)  # type: ignore[arg-type]  # one was adopted above
    assert adopt(stale).state == "adopted"


def test_a_retired_version_may_be_taken_up_again() -> None:
    version = adopt()
    retire(version)
    assert adopt(version).state == "adopted"
    with pytest.raises(TransitionRefused):
        adopt(version)


@pytest.mark.parametrize("role", sorted(Role.staff() - {Role.MINISTRY, Role.ADMINISTRATOR}))
def test_nobody_of_one_centre_decides_or_sees(role: Role) -> None:
    version, actor = propose(), make_staff(role).actor
    for act in (
        propose,
        lambda actor: adopt(version, actor=actor),
        lambda actor: retire(version, actor=actor),
    ):
        with assert_refused("weights_not_yours"):
            act(actor=actor)
    assert not versions_for(actor).exists()
    assert get_version_for(actor, version.pk) is None


@pytest.mark.parametrize(
    "actor", [SYSTEM, ANONYMOUS, Actor(Role.MINISTRY), Actor(Role.MINISTRY, 4_711)]
)
def test_who_is_nobody_decides_nothing(actor: Actor) -> None:
    with assert_refused("weights_not_yours"):
        propose(actor=actor)


@pytest.mark.parametrize("reason", ["", "  ", "\0", "x" * 501])
def test_a_reason_is_needed(reason: str) -> None:
    version = propose()
    with assert_refused("weights_reason"):
        adopt(version, reason=reason)
    with assert_refused("weights_reason"):
        retire(version, reason=reason)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"refusals": (REFUSED,)}, "weights_refused"),
        ({"learned": None}, "weights_refused"),
        ({"learned": DEFAULT_WEIGHTS}, "weights_same"),
    ],
)
def test_what_learning_refused_is_not_proposed(fields: dict[str, Any], code: str) -> None:
    with assert_refused(code):
        propose(replace(learned(), **fields))
    assert not WeightsVersion.objects.exists()


@pytest.mark.parametrize("points", [{"title": 90}, {"wage_reach": -1}, {"sex": 1}, [], "x"])
def test_a_row_that_was_changed_ranks_nobody(points: Any) -> None:
    version = adopt()
    WeightsVersion.objects.filter(pk=version.pk).update(weights=points)
    assert weights_in_force() == DOCUMENTED
    assert version.pk not in weights_by_version()
    retire(version)
    with assert_refused("weights_changed"):
        adopt(version)


def test_a_version_is_found_by_its_points() -> None:
    propose()
    version = adopt()
    assert version_with(FOUND) == version
    assert version_with(DEFAULT_WEIGHTS) is None
    assert weights_by_version()[version.pk] == FOUND
    assert weights_by_version()[None] == DEFAULT_WEIGHTS


def test_ids_that_are_none_of_ours() -> None:
    actor, version = make_staff(Role.MINISTRY).actor, propose()
    assert get_version_for(actor, version.pk) == version
    assert [get_version_for(actor, pk) for pk in (0, 2**70, "x", "", actor.user_id)] == [None] * 5


def test_others_above_the_centres_get_a_letter() -> None:
    second = make_staff(Role.MINISTRY)
    second.user.email = "hai@example.vn"
    second.user.save(update_fields=["email"])
    EmailAddress.objects.create(user=second.user, email="hai@example.vn", verified=True)
    adopt(propose(), actor=second.actor)
    letters = OutboxMessage.objects.filter(topic__startswith="weights.")
    assert [letter.subject for letter in letters] == [
        "Bảng điểm xếp hạng số 1 chờ người thứ hai quyết định."
    ]
