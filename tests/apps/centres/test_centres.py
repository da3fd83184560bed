"""Centres, their desks and the people who work there."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.centres.selectors import actor_of, get_membership_for
from sanviec.apps.centres.services import grant_role, open_service_point, withdraw_role
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, make_centre, make_staff, make_user

pytestmark = pytest.mark.django_db


def test_a_centre_opens_with_its_desks() -> None:
    centre = make_centre("LS", address="Đường Trần Hưng Đạo")
    point = open_service_point(
        centre=centre, name="Điểm tiếp nhận Cao Lộc", commune_code="05977", actor=SYSTEM, now=NOW
    )
    assert list(centre.service_points.all()) == [point]
    assert Centre.objects.get().address == "Đường Trần Hưng Đạo"
    assert list(audit.verify()) == []


class TestRoles:
    def test_granting_twice_changes_nothing(self) -> None:
        user, centre = make_user(), make_centre()
        facts = {"user": user, "centre": centre, "role": Role.COUNSELLOR}
        rows = {grant_role(**facts, actor=SYSTEM, now=NOW) for _ in range(2)}
        assert len(rows) == 1
        assert AuditEntry.objects.filter(action="membership.granted").count() == 1

    def test_a_withdrawn_role_opens_nothing_and_may_come_back(self) -> None:
        user, centre = make_user(), make_centre()
        facts = {"user": user, "centre": centre, "role": Role.COUNSELLOR}
        membership = grant_role(**facts, actor=SYSTEM, now=NOW)
        withdraw_role(membership=membership, actor=SYSTEM, now=NOW)
        assert get_membership_for(user) is None
        grant_role(**facts, actor=SYSTEM, now=NOW)
        assert get_membership_for(user) == membership
        assert list(audit.verify()) == []

    @pytest.mark.parametrize("role", sorted(Role.staff() - {Role.MINISTRY, Role.ADMINISTRATOR}))
    def test_staff_need_a_centre(self, role: Role) -> None:
        user = make_user()
        with pytest.raises(InputError, match="belongs to a centre"):
            grant_role(user=user, centre=None, role=role, actor=SYSTEM, now=NOW)
        row = Membership(user=user, role=role, created_at=NOW, updated_at=NOW)
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)

    @pytest.mark.parametrize("role", [Role.MINISTRY, Role.ADMINISTRATOR])
    def test_those_above_the_centres_have_none(self, role: Role) -> None:
        staff = make_staff(role)
        assert (staff.actor.role, staff.actor.centre_id) == (role, None)


class TestMembership:
    def test_somebody_of_two_centres_works_under_one_at_a_time(self) -> None:
        first = make_staff(Role.COUNSELLOR, make_centre())
        second = grant_role(
            user=first.user, centre=make_centre(), role=Role.APPROVER, actor=SYSTEM, now=NOW
        )
        chosen = get_membership_for(first.user, str(second.pk))
        assert chosen == second
        assert actor_of(second).role == Role.APPROVER
        assert get_membership_for(first.user) in first.user.memberships.all()

    def test_a_choice_that_is_not_theirs_falls_back_to_their_own(self) -> None:
        own, foreign = make_staff(), make_staff()
        other = foreign.user.memberships.get()
        assert get_membership_for(own.user, str(other.pk)) == own.user.memberships.get()

    def test_a_closed_centre_or_account_opens_nothing(self) -> None:
        centre = make_centre()
        staff, leaver = make_staff(Role.COUNSELLOR, centre), make_staff()
        Centre.objects.filter(pk=centre.pk).update(is_active=False)
        leaver.user.is_active = False
        leaver.user.save(update_fields=["is_active"])
        assert get_membership_for(staff.user) is None
        assert get_membership_for(leaver.user) is None
