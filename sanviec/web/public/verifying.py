"""Anybody may see whether a decision document is genuine and in force; nothing is kept.

The page tells number, kind, day, office and state, and of the person no more than initials.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from sanviec.apps.claims.documents import read_wording
from sanviec.apps.claims.documents.checking import MAX_BYTES, FileCheck, check_file
from sanviec.apps.claims.documents.codes import read_code, shown_code
from sanviec.apps.claims.enums import DecisionKind
from sanviec.apps.claims.models import DecisionDocument
from sanviec.apps.claims.selectors.documents import document_by_code, overtaken_by
from sanviec.web.answers import see_other
from sanviec.web.limits import limited


@require_http_methods(["GET", "HEAD", "POST"])
@limited("verify", per_hour=60)
def enter(request: HttpRequest) -> HttpResponse:
    """Type the code of a paper, or hand in its file."""
    typed = request.GET.get("ma", "")
    code = read_code(typed)
    if code:
        return see_other("web:verify", code)
    check = _uploaded(request, None)
    context: dict[str, Any] = {"typed": typed, "check": check, "shown": _shown(_of(check))}
    return _answer(request, context, is_refused=bool(typed) or _is_empty(request))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("verify", per_hour=60)
def verify(request: HttpRequest, code: str) -> HttpResponse:
    """What stands behind a code; a file may be compared with it."""
    found = document_by_code(read_code(code))
    if found is None:
        context: dict[str, Any] = {"typed": code, "check": None, "shown": None}
        return _answer(request, context, is_refused=False, status=404)
    check = _uploaded(request, found)
    context = {"typed": "", "check": check, "shown": _shown(_of(check) or found)}
    return _answer(request, context, is_refused=_is_empty(request))


def _uploaded(request: HttpRequest, expected: DecisionDocument | None) -> FileCheck | None:
    upload = request.FILES.get("tep") if request.method == "POST" else None
    if upload is None:
        return None
    # One byte too many is enough to refuse it; the rest stays out of memory.
    return check_file(upload.read(MAX_BYTES + 1), expected=expected)


def _of(check: FileCheck | None) -> DecisionDocument | None:
    return check.document if check else None


def _is_empty(request: HttpRequest) -> bool:
    return request.method == "POST" and "tep" not in request.FILES


def _shown(document: DecisionDocument | None) -> dict[str, Any] | None:
    """What everybody may know of a document; the wording itself stays here."""
    if document is None:
        return None
    wording, decision = read_wording(document.wording), document.decision
    return {
        "document": document,
        "code": shown_code(document.code),
        "number": decision.number,
        "kind": DecisionKind(decision.kind).label,
        "signed_at": decision.signed_at,
        "centre": wording.centre,
        "initials": wording.initials,
        "later": overtaken_by(decision),
    }


def _answer(
    request: HttpRequest, context: dict[str, Any], *, is_refused: bool, status: int = 200
) -> HttpResponse:
    is_changed = context["check"] is not None and context["check"].verdict.value != "genuine"
    status = 422 if is_refused or is_changed else status
    is_blank = "ma" in request.GET and not context["typed"].strip() and request.method != "POST"
    context |= {"is_blank": is_blank, "is_empty": _is_empty(request), "max_mb": MAX_BYTES // 2**20}
    response = render(request, "public/verify.html", context, status=status)
    response["X-Robots-Tag"] = "noindex"
    response["Cache-Control"] = "private, no-store"
    return response
