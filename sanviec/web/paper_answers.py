"""Handing out the signed file of a decision, at the desk and at home."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from sanviec.apps.claims.models import DecisionDocument
from sanviec.apps.claims.services import open_document
from sanviec.kernel.errors import InputError
from sanviec.web.answers import refused, see_other
from sanviec.web.requests import HouseRequest


def hand_out(
    request: HouseRequest, document: DecisionDocument, *, or_else: str, args: tuple[Any, ...] = ()
) -> HttpResponse:
    """The file, or the page ``or_else`` with the reason why there is none yet."""
    try:
        stored = open_document(document=document, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
        return see_other(or_else, *args)
    with stored.file.open("rb") as stream:
        response = HttpResponse(stream.read(), content_type=stored.content_type)
    name = f"quyet-dinh-{document.decision.number}.pdf".replace("/", "-")
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response
