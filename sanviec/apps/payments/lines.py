"""What a pay list tells of each row, read without building the rows it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import starmap
from typing import NamedTuple

from .models import PayList

# In the order of Line; all other columns of the five tables stay in the database.
_COLUMNS = (
    "reference",
    "full_name",
    "claim__insurance_no",
    "claim__jobseeker__identity_no",
    "claim__number",
    "decision__number",
    "month__number",
    "month__first_on",
    "month__last_on",
    "amount_vnd",
    "article",
    "state",
    "state_reason",
    "paid_vnd",
    "answered_on",
)
_STEP = 2_000


class Line(NamedTuple):
    """One row that is paid; the last four are the agency's."""

    reference: str
    full_name: str
    own_insurance_no: str | None
    identity_no: str
    claim: str
    decision: str
    month: int
    first_on: date
    last_on: date
    amount_vnd: int
    article: str
    state: str
    state_reason: str
    paid_vnd: int
    answered_on: date | None

    @property
    def insurance_no(self) -> str:
        """The number of the insurance: the person's own identity number unless said otherwise."""
        return self.own_insurance_no or self.identity_no


def lines_of(pay_list: PayList) -> Iterator[Line]:
    """The rows that are paid, by number, as they are now.

    Rows of five models with a hundred columns each were four fifths of the time that a file took.
    Cost: one query, some 25 µs a row; the rows are not kept.
    """
    listed = pay_list.rows.on_list().order_by("number").values_list(*_COLUMNS)
    return starmap(Line, listed.iterator(chunk_size=_STEP))
