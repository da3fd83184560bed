"""Timetables and tickets as PDF: the same words as on the page, on sheets of paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from sanviec.apps.exchanges.models import Participant
from sanviec.apps.exchanges.selectors.timetables import StandTimetable
from sanviec.apps.platform.pdf import CONTENT_TYPE, draw_pdf
from sanviec.kernel.errors import InputError
from sanviec.web.answers import refused, see_other
from sanviec.web.requests import HouseRequest
from sanviec.web.session_sketches import sketch_data
from sanviec.web.session_tickets import ticket_context

STYLE = """
@page { size: A4; margin: 22mm 15mm 18mm 20mm;
        @top-left { content: element(running-head); }
        @bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; } }
header { position: running(running-head); font-size: 9pt; }
header p { margin: 0; }
body { font-family: "Noto Sans", "DejaVu Sans", sans-serif; font-size: 10.5pt; line-height: 1.35; }
h1 { font-size: 15pt; margin: 0 0 6pt; } h2 { font-size: 12.5pt; margin: 10pt 0 4pt; }
.sv-sheet { break-after: page; } .sv-sheet:last-child { break-after: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border: .5pt solid #555; padding: 2.5pt 5pt; text-align: left; vertical-align: top; }
tbody th { width: 14mm; white-space: nowrap; }
tr { break-inside: avoid; } thead { display: table-header-group; }
.sv-optional, .govuk-hint { color: #444; font-size: 9pt; }
.sv-sketch__picture { max-width: 100%; max-height: 180mm; } figcaption { display: none; }
.sv-ticket__code { width: 60mm; height: 60mm; }
ol { padding-left: 0; list-style: none; } li { margin: 0 0 3pt; break-inside: avoid; }
"""

# A web worker is ended after half a minute; this much takes a third of that (decision 0032).
MOST_STANDS = 40
MOST_INTERVIEWS = 4_000


def too_long_for_pdf(stands: list[StandTimetable]) -> str:
    """Why these sheets are not drawn while somebody waits; empty when they are."""
    interviews = sum(timetable.interview_count for timetable in stands)
    if len(stands) <= MOST_STANDS and interviews <= MOST_INTERVIEWS:
        return ""
    text = _(
        "Phiên này có %(stands)s gian, %(interviews)s cuộc phỏng vấn; một tệp PDF chỉ chứa được "
        "%(most)s gian và %(most_interviews)s cuộc. Hãy tải PDF từng gian, hoặc in trang này."
    )
    return text % {
        "stands": len(stands),
        "interviews": interviews,
        "most": MOST_STANDS,
        "most_interviews": MOST_INTERVIEWS,
    }


def timetables_answer(
    request: HouseRequest, stands: list[StandTimetable], *, name: str, may_see: bool, back: Any
) -> HttpResponse:
    """A sheet for each stand of one session.

    Args:
        may_see: names also without consent: the centre.
        back: name and id of the page that says so when the machine cannot make a PDF.
    """
    session = stands[0].stand.session
    context = {"session": session, "stands": stands, "may_see": may_see}
    page = "sessions/timetables_pdf.html", context, f"{name}-{session.held_on}"
    return _answer(request, page, back)


def ticket_answer(request: HouseRequest, participant: Participant, *, back: Any) -> HttpResponse:
    """The ticket of a person with their interviews; ``back`` as above."""
    context = ticket_context(participant)
    # Paper takes the picture itself; a PDF of its own is printed by itself.
    context |= {"sketch_url": sketch_data(participant.session), "is_paper": True}
    name = f"ve-{participant.session.held_on}-{participant.queue_no}"
    return _answer(request, ("sessions/ticket_pdf.html", context, name), back)


def _answer(
    request: HouseRequest, page: tuple[str, dict[str, Any], str], back: Any
) -> HttpResponse:
    template, context, name = page
    html = render_to_string(template, context, request)
    identifier = f"{context['session'].pk} {name}".encode()
    try:
        content = draw_pdf(html, identifier=identifier, stylesheet=STYLE)
    except InputError as error:
        refused(request, error)
        return see_other(*back)
    response = HttpResponse(content, content_type=CONTENT_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return response
