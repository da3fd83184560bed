"""A row of a file of employers as a record."""

from __future__ import annotations

from sanviec.engines.intake.records.cells import Cells
from sanviec.engines.intake.records.contacts import email_of, phone_of, tax_code_of
from sanviec.engines.intake.records.context import LookUps
from sanviec.engines.intake.records.keys import content_id
from sanviec.engines.intake.records.model import EmployerRecord
from sanviec.engines.intake.records.whereabouts import read_places

_MAX_HEADCOUNT = 1_000_000
_LINES = (
    "name_en", "ownership", "industry", "address", "contact_name", "contact_title",
    "representative", "website",
)  # fmt: skip


def build_employer(cells: Cells, look: LookUps) -> EmployerRecord:
    """Give the employer of a row; what is wrong with it is collected in the cells."""
    name = cells.require("name")
    tax_code = tax_code_of(cells, "tax_code", is_needed_right=True)
    own = cells.line("employer_id")
    return EmployerRecord(
        id=own or content_id("t", [tax_code] if tax_code else [name, cells.line("address")]),
        name=name,
        tax_code=tax_code,
        headcount=cells.count("headcount", 0, _MAX_HEADCOUNT),
        places=read_places(cells, look, is_at_address=True).today,
        phone=phone_of(cells, is_needed_right=False),
        email=email_of(cells, is_needed_right=False),
        note=cells.text("note"),
        extra=cells.extra(),
        relative_dates=tuple(cells.relative_dates),
        **{field: cells.line(field) for field in _LINES},
    )
