"""The report as a file of one of three kinds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from . import pdf, word, xlsx
from .tables import report_text


@dataclass(frozen=True, slots=True)
class ReportFile:
    name: str
    content_type: str
    content: bytes


WRITERS = {
    "xlsx": (xlsx.write_xlsx, xlsx.CONTENT_TYPE),
    "docx": (word.write_docx, word.CONTENT_TYPE),
    "pdf": (pdf.write_pdf, pdf.CONTENT_TYPE),
}


def report_file(figures: dict[str, Any], kind: str, *, sha256: str = "") -> ReportFile:
    """Write the report; ``sha256`` is that of closed figures.

    Raises:
        KeyError: there is no such kind.
        InputError: the machine cannot make it.
    """
    write, content_type = WRITERS[kind]
    content = write(report_text(figures, sha256))
    whose = f"-{figures['centre']['code']}" if figures["centre"] else ""
    plain = "".join(c if c.isascii() and c.isalnum() else "-" for c in figures["session"]["number"])
    return ReportFile(f"bao-cao-{plain}{whose}.{kind}", content_type, content)
