"""A report as a workbook: one sheet to read, one a table to count on with."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import xlsxwriter

from .tables import ReportText, Table

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_xlsx(text: ReportText) -> bytes:
    """The same report gives the same bytes; text that looks like a formula stays text."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(out, options)
    # A workbook keeps times without a zone: that of Việt Nam, as on the paper.
    book.set_properties({"title": text.title, "created": text.made_at.replace(tzinfo=None)})
    formats = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "head": book.add_format(
            {"bold": True, "border": 1, "bg_color": "#e7efec", "text_wrap": True}
        ),
        "cell": book.add_format({"border": 1, "text_wrap": True, "valign": "top"}),
        "number": book.add_format({"border": 1, "num_format": "#,##0", "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    _reading_sheet(book, text, formats)
    for table in text.tables:
        _table_sheet(book, table, formats)
    book.close()
    return out.getvalue()


def _reading_sheet(book: Any, text: ReportText, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet("Báo cáo")
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    sheet.write_string(0, 0, text.title, formats["title"])
    sheet.write_string(1, 0, text.subtitle)
    row = 3
    for name, value in [*text.facts, ("Tóm tắt", text.paragraph)]:
        sheet.write_string(row, 0, name, formats["text"])
        sheet.write_string(row, 1, value, formats["text"])
        row += 1
    for note in text.notes:
        row += 1
        sheet.write_string(row, 1, note, formats["text"])


def _table_sheet(book: Any, table: Table, formats: dict[str, Any]) -> None:
    sheet = book.add_worksheet(table.title[:31])
    sheet.freeze_panes(1, 0)
    for column, (head, width) in enumerate(zip(table.heads, table.widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats["head"])
    for line, cells in enumerate(table.rows, start=1):
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(line, column, cell, formats["number"])
            else:
                sheet.write_string(line, column, cell, formats["cell"])
