"""A report as PDF."""

from __future__ import annotations

from html import escape

from sanviec.apps.platform.pdf import CONTENT_TYPE, draw_pdf

from .paragraph import number
from .tables import ReportText, Table

__all__ = ["CONTENT_TYPE", "report_html", "write_pdf"]
STYLE = """
@page { size: A4; margin: 20mm 15mm 20mm 25mm;
        @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
body { font-family: "Times New Roman", "Noto Serif", "DejaVu Serif", serif; font-size: 12pt;
       line-height: 1.4; }
h1 { font-size: 15pt; text-align: center; margin: 0; }
.under { text-align: center; margin: 0 0 12pt; }
h2 { font-size: 12pt; margin: 14pt 0 4pt; break-after: avoid; }
dl { margin: 0; } dt { font-weight: bold; float: left; width: 40mm; } dd { margin: 0 0 3pt 42mm; }
p.told { text-align: justify; }
table { border-collapse: collapse; width: 100%; font-size: 10pt; }
th, td { border: .5pt solid #444; padding: 2pt 4pt; text-align: left; vertical-align: top; }
th { background: #e7efec; } td.n { text-align: right; white-space: nowrap; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.note { font-style: italic; font-size: 10pt; margin: 4pt 0 0; overflow-wrap: anywhere; }
"""


def write_pdf(text: ReportText) -> bytes:
    """An archivable PDF (PDF/A-3b) with its fonts in it.

    Raises:
        InputError: the machine has no Pango.
    """
    identifier = f"{text.subtitle} {text.made_at.isoformat()}".encode()
    return draw_pdf(report_html(text), identifier=identifier, is_archived=True)


def report_html(text: ReportText) -> str:
    """The page that is drawn; every word in it is escaped."""
    facts = "".join(
        f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in text.facts
    )
    tables = "".join(_table(table) for table in text.tables)
    notes = "".join(f'<p class="note">{escape(note)}</p>' for note in text.notes)
    made = text.made_at.isoformat()
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8">'
        f"<title>{escape(text.title)}</title>"
        f'<meta name="dcterms.created" content="{made}">'
        f'<meta name="dcterms.modified" content="{made}"><style>{STYLE}</style></head><body>'
        f'<h1>{escape(text.title)}</h1><p class="under">{escape(text.subtitle)}</p>'
        f'<dl>{facts}</dl><p class="told">{escape(text.paragraph)}</p>{tables}{notes}</body></html>'
    )


def _table(table: Table) -> str:
    heads = "".join(f"<th>{escape(head)}</th>" for head in table.heads)
    rows = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in table.rows)
    return (
        f"<h2>{escape(table.title)}</h2>"
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _cell(value: str | int) -> str:
    if isinstance(value, int):
        return f'<td class="n">{number(value)}</td>'
    return f"<td>{escape(value)}</td>"
