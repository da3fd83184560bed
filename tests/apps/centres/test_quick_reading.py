"""Who is asking, read the quick way, is who the query set says."""

from __future__ import annotations

import pytest

from sanviec.apps.centres.models import Centre, Membership
from sanviec.apps.centres.selectors import get_membership_for
from sanviec.apps.platform.enums import Role
from tests.apps.factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("shut", ["nothing", "membership", "centre", "user"])
def test_the_quick_way_gives_what_the_query_set_gives(shut: str) -> None:
    staff = make_staff(Role.COUNSELLOR)
    first = Membership.objects.get(user=staff.user)
    other = make_staff(Role.RECEPTIONIST)
    Membership.objects.filter(user=other.user).update(user=staff.user)
    if shut == "membership":
        Membership.objects.filter(pk=first.pk).update(is_active=False)
    elif shut == "centre":
        Centre.objects.filter(pk=first.centre_id).update(is_active=False)
    elif shut == "user":
        staff.user.is_active = False
        staff.user.save(update_fields=["is_active"])
    plain = list(Membership.objects.active_of(staff.user))
    assert len(plain) == {"nothing": 2, "user": 0}.get(shut, 1)
    found = get_membership_for(staff.user)
    assert found == (plain[0] if plain else None)
    chosen = get_membership_for(staff.user, str(plain[-1].pk)) if plain else None
    assert chosen == (plain[-1] if plain else None)
