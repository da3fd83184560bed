"""A page drawn as PDF: WeasyPrint, with the Pango of the system."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from sanviec.kernel.errors import InputError

CONTENT_TYPE = "application/pdf"


def draw_pdf(
    html: str, *, identifier: bytes, stylesheet: str = "", is_archived: bool = False
) -> bytes:
    """A PDF with its fonts in it; the same page gives the same bytes.

    Args:
        html: a whole page whose words are escaped; pictures stand in it as data.
        stylesheet: how it looks; read once for all pages that have the same.
        is_archived: it must be readable in many years (PDF/A-3b, with a profile of colours).

    Raises:
        InputError: the machine has no Pango.
    """
    try:
        from weasyprint import HTML
        from weasyprint.urls import URLFetcher
    except OSError:
        raise InputError(
            "Máy chủ này chưa có Pango nên chưa làm được PDF. Hãy tải tệp loại khác hoặc in thẳng "
            "từ trình duyệt, và nhờ người quản trị cài libpango.",
            "This server has no Pango, so no PDF can be made. Take another kind of file or print "
            "from the browser, and ask the administrator to install libpango.",
            code="no_pango",
        ) from None
    # Nothing is fetched: what a page shows stands in it.
    page = HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    styles = [_read_styles(stylesheet)] if stylesheet else []
    made: bytes = page.write_pdf(
        stylesheets=styles,
        pdf_variant="pdf/a-3b" if is_archived else None,
        pdf_identifier=identifier[:64],
    )
    return made


@lru_cache(maxsize=8)
def _read_styles(stylesheet: str) -> Any:
    """The rules of a stylesheet: hundreds of pages in a row have the same."""
    from weasyprint import CSS

    return CSS(string=stylesheet)
