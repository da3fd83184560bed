"""Pages as archivable PDF: WeasyPrint draws them with the Pango of the system."""

from __future__ import annotations

from sanviec.kernel.errors import InputError

CONTENT_TYPE = "application/pdf"


def draw_pdf(page: str, *, identifier: bytes) -> bytes:
    """A PDF/A-3b of a whole HTML page with its fonts in it; the same page gives the same bytes.

    Args:
        page: HTML with its style inside; it may name nothing that has to be fetched.
        identifier: stands readable in the file and tells it from others.

    Raises:
        InputError: the machine has no Pango.
    """
    try:
        from weasyprint import HTML
    except OSError:
        raise InputError(
            "Máy chủ này chưa có Pango nên chưa làm được PDF. Hãy tải bản XLSX hoặc DOCX, "
            "và nhờ người quản trị cài libpango.",
            "This server has no Pango, so no PDF can be made. Take XLSX or DOCX, and ask the "
            "administrator to install libpango.",
            code="no_pango",
        ) from None
    document = HTML(string=page, url_fetcher=_fetch_nothing)
    made: bytes = document.write_pdf(pdf_variant="pdf/a-3b", pdf_identifier=identifier)
    return made


def _fetch_nothing(url: str, *_args: object, **_kwargs: object) -> dict[str, object]:
    raise ValueError(f"a PDF fetches nothing: {url[:80]}")
