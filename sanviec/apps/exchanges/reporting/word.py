"""A report as a document that an office edits and signs."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from .paragraph import number
from .tables import ReportText, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
# An archive has no time before this one.
_OLDEST = (1980, 1, 1, 0, 0, 0)


def write_docx(text: ReportText) -> bytes:
    """The same report gives the same bytes."""
    document = Document()
    properties = document.core_properties
    properties.title, properties.author = text.title, "Sàn Việc"
    properties.created = properties.modified = text.made_at.replace(tzinfo=None)
    style: Any = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    for section in document.sections:
        section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    heading = document.add_paragraph()
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = heading.add_run(text.title.upper())
    run.bold = True
    document.add_paragraph(text.subtitle).alignment = WD_ALIGN_PARAGRAPH.CENTER
    for name, value in text.facts:
        line = document.add_paragraph()
        line.add_run(f"{name}: ").bold = True
        line.add_run(value)
    document.add_paragraph(text.paragraph).alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    for table in text.tables:
        _add_table(document, table)
    for note in text.notes:
        document.add_paragraph().add_run(note).italic = True
    out = BytesIO()
    document.save(out)
    return _without_clock(out.getvalue())


def _add_table(document: Any, table: Table) -> None:
    document.add_paragraph().add_run(table.title).bold = True
    grid = document.add_table(rows=1, cols=len(table.heads))
    grid.style = "Table Grid"
    for cell, head in zip(grid.rows[0].cells, table.heads, strict=True):
        _fill(cell, head, is_bold=True)
    for row in table.rows:
        for cell, value in zip(grid.add_row().cells, row, strict=True):
            _fill(cell, number(value) if isinstance(value, int) else value)


def _fill(cell: Any, text: str, *, is_bold: bool = False) -> None:
    run = cell.paragraphs[0].add_run(text)
    run.bold, run.font.size = is_bold, Pt(11)


def _without_clock(content: bytes) -> bytes:
    """The archive's members carry the minute of writing; here they carry none."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for member in old.infolist():
            entry = zipfile.ZipInfo(member.filename, _OLDEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(entry, old.read(member))
    return out.getvalue()
