"""The sketch of a venue as pages and tickets show it."""

from __future__ import annotations

import base64

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.apps.platform.models import StoredFile


def sketch_answer(sketch: StoredFile) -> HttpResponse:
    """The file itself; a browser shows it and runs nothing in it."""
    with sketch.file.open("rb") as stream:
        response = HttpResponse(stream.read(), content_type=sketch.content_type)
    name = f"so-do{'.pdf' if sketch.content_type == 'application/pdf' else ''}"
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["X-Content-Type-Options"] = "nosniff"
    return response


def sketch_data(session: ExchangeSession) -> str:
    """The picture as a data address, for paper; empty where there is none or it is a PDF."""
    sketch = session.sketch
    if sketch is None or not sketch.content_type.startswith("image/"):
        return ""
    with sketch.file.open("rb") as stream:
        text = base64.b64encode(stream.read()).decode()
    return f"data:{sketch.content_type};base64,{text}"
