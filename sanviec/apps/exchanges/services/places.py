"""The places of a session: taken and given back by the database, which refuses one too many.

The caller holds the session's row, so people take turns; the CHECK behind the count is the guard
for whoever does not.
"""

from __future__ import annotations

from django.db import IntegrityError, transaction
from django.db.models import F

from sanviec.apps.exchanges.models import ExchangeSession, Participant, PlaceCount
from sanviec.kernel.errors import InputError


def take_place(session: ExchangeSession) -> bool:
    """Promise one more place; False when the session is full."""
    count_places(session)
    try:
        with transaction.atomic():
            free = PlaceCount.objects.filter(pk=session.pk, taken__lt=F("capacity"))
            return free.update(taken=F("taken") + 1) == 1
    except IntegrityError:
        # Two acts that did not take turns: the database refused the second.
        return False


def free_place(session: ExchangeSession) -> None:
    """Give a place back."""
    count_places(session)
    PlaceCount.objects.filter(pk=session.pk, taken__gt=0).update(taken=F("taken") - 1)


def count_places(session: ExchangeSession) -> PlaceCount:
    """The count as it is; a session that has none yet is counted from its participants."""
    held = Participant.objects.holding_place().filter(session=session)
    known = PlaceCount.objects.filter(pk=session.pk).first()
    if known is not None:
        return known
    taken = held.count()
    made, _is_new = PlaceCount.objects.get_or_create(
        pk=session.pk,
        defaults={"capacity": max(session.capacity, taken), "taken": taken},
    )
    return made


def change_capacity(session: ExchangeSession, capacity: int) -> None:
    """Let a session hold more or fewer people.

    Raises:
        InputError: more people hold a place already.
    """
    count = count_places(session)
    if capacity < count.taken:
        raise InputError(
            f"Đã có {count.taken} người giữ chỗ. Số chỗ không thể ít hơn.",
            f"{count.taken} people hold a place; the capacity cannot be {capacity}",
            field="capacity",
            code="capacity_below_taken",
        )
    PlaceCount.objects.filter(pk=session.pk).update(capacity=capacity)
