"""How many places of a session are promised; the database itself refuses one too many."""

from __future__ import annotations

from django.db import models

from .sessions import ExchangeSession


class PlaceCount(models.Model):
    """The places of a session that people hold before it begins.

    It follows from the participants, so its rows are not in the journal. The count is raised by
    the database and checked there: even two acts that forgot to take turns cannot both have the
    last place.
    """

    session = models.OneToOneField(
        ExchangeSession, on_delete=models.CASCADE, primary_key=True, related_name="place_count"
    )
    capacity = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("session_id",)
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken__lte=models.F("capacity")),
                name="exchanges_no_overbooking",
            )
        ]

    def __str__(self) -> str:
        return f"{self.session_id} {self.taken}/{self.capacity}"

    @property
    def left(self) -> int:
        return self.capacity - self.taken
