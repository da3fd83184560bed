"""Persons at the counter: find, register, open, reveal, change, merge."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.selectors.listing import entries_of, sessions_for_people_of
from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.enums import ConsentPurpose, DocumentKind, Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import (
    MOST_FOUND,
    PossibleDuplicate,
    consents_of,
    get_document_for,
    get_jobseeker_for,
    possible_duplicates,
    search_people,
)
from sanviec.apps.jobseekers.transitions import JOBSEEKER_STATES
from sanviec.apps.platform.services import MAX_DOCUMENT_BYTES
from sanviec.apps.referrals.selectors import matches_for, referrals_of
from sanviec.kernel.errors import InputError
from sanviec.web.access import COUNSEL_ROLES, DESK_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.jobseeker import DeskProfileForm, QuickCardForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, own_centre, posted, said

from .cards import read_card

REVEALABLE = ("phone", "identity_no", "email")


def find_person(request: HouseRequest, person_id: Any) -> Jobseeker:
    """The person's file, or 404 for everybody who may not open it."""
    person = get_jobseeker_for(request.actor, person_id)
    if person is None:
        refuse(request, "jobseeker")
    return person


@roles_allowed(*DESK_ROLES)
@require_GET
def search(request: HouseRequest) -> HttpResponse:
    """Find by name, phone, identity number, registration number or a scanned card.

    Enter on a single hit opens the file: scan, and the person stands on the screen.
    """
    text = said(request.GET, "q")
    card = read_card(text)
    people = search_people(request.actor, card.identity_no if card else text) if text else []
    if len(people) == 1 and not request.htmx:
        return redirect("web:desk:person", people[0].pk)
    context = {
        "q": card.full_name if card else text,
        "people": people,
        "is_cut": len(people) >= MOST_FOUND,
        "card": card,
    }
    name = "desk/_people.html" if request.htmx else "desk/people.html"
    return render(request, name, context)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def register(request: HouseRequest) -> HttpResponse:
    """The quick card; a possible duplicate is shown once before it is written."""
    centre = own_centre(request)
    is_sent = request.method == "POST" and "the" not in request.POST
    form = QuickCardForm(
        request.POST if is_sent else None, initial=_known(request), near=centre.province_code
    )
    twins: list[PossibleDuplicate] = []
    if not is_sent:
        form.fields["full_name"].widget.attrs["autofocus"] = True
    if form.is_valid():
        data = form.data_for_service()
        twins = [] if "da_xem" in request.POST else _twins(request, data)
        person = None if twins else _register(request, form, data, centre)
        if person is not None:
            done(request, _("Đã đăng ký, số phiếu %(number)s.") % {"number": person.number})
            return see_other("web:desk:person", person.pk)
    context = {"form": form, "twins": twins, "may_go_on": _may_go_on(twins)}
    status = 422 if form.errors or twins else 200
    return render(request, "desk/register.html", context, status=status)


def _known(request: HouseRequest) -> dict[str, Any]:
    """What was typed or scanned before the form was opened."""
    card = read_card(request.POST.get("the", ""))
    return card.initial() if card else {"full_name": said(request.GET, "ten", 120)}


def _register(
    request: HouseRequest, form: QuickCardForm, data: JobseekerData, centre: Centre
) -> Jobseeker | None:
    try:
        return services.register_jobseeker(
            data=data,
            centre=centre,
            consents=form.consents(),
            via=Via.DESK,
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        form.add_service_error(error)
        return None


def _may_go_on(twins: list[PossibleDuplicate]) -> bool:
    """Whether a second file may be written: never with an identity number that has one."""
    return bool(twins) and all(twin.severity != "block" for twin in twins)


def _twins(request: HouseRequest, data: JobseekerData) -> list[PossibleDuplicate]:
    """Files of this centre that may be of the same person; other centres' stay unseen (an equal
    identity number there is refused by the service, without a name)."""
    centre_id = request.actor.centre_id
    found = possible_duplicates(data, centre_id=centre_id)
    return [twin for twin in found if twin.jobseeker.centre_id == centre_id]


@roles_allowed(*DESK_ROLES)
@require_GET
def person(request: HouseRequest, person_id: Any) -> HttpResponse:
    """One person, one screen: the file, the matches with reasons, what is under way."""
    found = find_person(request, person_id)
    today = timezone.localdate()
    consents = consents_of(found)
    may_match = any(c.purpose == ConsentPurpose.MATCHING and not c.withdrawn_at for c in consents)
    context = {
        "person": found,
        "rows": matches_for(found, on=today) if may_match else [],
        "may_match": may_match,
        "referrals": referrals_of(found),
        "consents": consents,
        "purposes": ConsentPurpose.choices,
        "given": {c.purpose for c in consents if not c.withdrawn_at},
        "entries": entries_of(found.pk),
        "open_sessions": sessions_for_people_of(request.actor.centre_id, now=timezone.now()),
        "documents": found.documents.select_related("file").order_by("created_at", "id"),
        "document_kinds": DocumentKind.choices,
        "events": [
            event
            for event in JOBSEEKER_STATES.events_from(found.state)
            if event.event in {"pause", "renew", "close"}
        ],
        "merges": found.merges_kept.filter(undone_at__isnull=True).select_related("merged"),
        "merged_into": found.merges_away.filter(undone_at__isnull=True)
        .select_related("kept")
        .first(),
    }
    return render(request, "desk/person.html", context)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def edit(request: HouseRequest, person_id: Any) -> HttpResponse:
    """The whole registration."""
    found = find_person(request, person_id)
    form = DeskProfileForm(posted(request), person=found)
    if request.method == "POST" and form.is_valid():
        try:
            services.update_jobseeker(
                jobseeker=found,
                data=form.data_for_service(),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã lưu hồ sơ."))
            return see_other("web:desk:person", found.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/edit_person.html", {"form": form, "person": found}, status=status)


@roles_allowed(*DESK_ROLES)
@require_POST
@limited("reveal", per_hour=120)
def reveal(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Show one masked value; who looked, when and why is kept."""
    found = find_person(request, person_id)
    name = request.POST.get("truong", "")
    if name not in REVEALABLE:
        refuse(request, "field")
    # The person reads the reason on their own page.
    reason = said(request.POST, "ly_do", 200) or _("Phục vụ tại quầy")
    clear = services.reveal_contact(
        jobseeker=found, fields=(name,), reason=reason, actor=request.actor, now=timezone.now()
    )
    context = {"person": found, "value": clear[name], "field": name}
    template = "components/_revealed.html" if request.htmx else "desk/revealed.html"
    return render(request, template, context)


@roles_allowed(*DESK_ROLES)
@require_POST
def change_state(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Pause, renew or close a registration."""
    found = find_person(request, person_id)
    acts = {
        "pause": services.pause_jobseeker,
        "renew": services.renew_jobseeker,
        "close": services.close_jobseeker,
    }
    act = acts.get(request.POST.get("viec", ""))
    if act is None:
        refuse(request, "event")
    try:
        act(jobseeker=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã đổi trạng thái hồ sơ."))
    return see_other("web:desk:person", found.pk)


@roles_allowed(*DESK_ROLES)
@require_POST
def consent(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Record a consent that was given or withdrawn at the counter."""
    found = find_person(request, person_id)
    purpose = request.POST.get("muc_dich", "")
    if purpose not in ConsentPurpose.values:
        refuse(request, "purpose")
    facts: dict[str, Any] = {"jobseeker": found, "purpose": ConsentPurpose(purpose)}
    facts |= {"actor": request.actor, "now": timezone.now()}
    try:
        if request.POST.get("dong_y") == "1":
            services.give_consent(**facts, via=Via.DESK)
            done(request, _("Đã ghi nhận sự đồng ý."))
        else:
            services.withdraw_consent(**facts)
            done(request, _("Đã ghi nhận việc rút lại sự đồng ý."))
    except InputError as error:
        refused(request, error)
    return see_other("web:desk:person", found.pk)


@roles_allowed(*DESK_ROLES)
@require_POST
def add_document(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Put a paper into the file."""
    found = find_person(request, person_id)
    try:
        kind, name, content = _paper(request)
        services.add_document(
            jobseeker=found,
            kind=kind,
            name=name,
            content=content,
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã thêm giấy tờ vào hồ sơ."))
    return see_other("web:desk:person", found.pk)


def _paper(request: HouseRequest) -> tuple[DocumentKind, str, bytes]:
    upload, kind = request.FILES.get("tep"), request.POST.get("loai", "")
    if upload is None or kind not in DocumentKind.values:
        raise InputError(
            "Hãy chọn loại giấy tờ và tệp ảnh hoặc PDF.",
            "Choose the kind of paper and a photo or PDF.",
            code="document_missing",
        )
    # One byte too many is enough for the service to refuse it; the rest stays out of memory.
    return DocumentKind(kind), upload.name or "", upload.read(MAX_DOCUMENT_BYTES + 1)


@roles_allowed(*DESK_ROLES)
@require_POST
@limited("reveal", per_hour=120)
def open_document(request: HouseRequest, document_id: Any) -> HttpResponse:
    """Hand out a paper of the file; the person sees that it was looked at."""
    found = get_document_for(request.actor, document_id)
    if found is None:
        refuse(request, "document")
    paper = services.open_document(document=found, actor=request.actor, now=timezone.now())
    with paper.file.open("rb") as stream:
        response = HttpResponse(stream.read(), content_type=paper.content_type)
    response["Content-Disposition"] = content_disposition_header(True, paper.original_name)
    return response


@roles_allowed(*COUNSEL_ROLES)
@require_http_methods(["GET", "POST"])
def merge(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Make two files of one person one; it can be undone."""
    kept = find_person(request, person_id)
    if request.method == "POST":
        other = find_person(request, request.POST.get("ho_so", ""))
        try:
            services.merge_jobseekers(
                kept=kept,
                merged=other,
                reason=said(request.POST, "ly_do", 200),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            refused(request, error)
            return see_other("web:desk:merge", kept.pk)
        done(request, _("Đã gộp hai hồ sơ."))
        return see_other("web:desk:person", kept.pk)
    text = said(request.GET, "q") or kept.full_name
    others = [row for row in search_people(request.actor, text) if row.pk != kept.pk]
    return render(request, "desk/merge.html", {"person": kept, "others": others, "q": text})


@roles_allowed(*COUNSEL_ROLES)
@require_POST
def undo_merge(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Take a merge back."""
    kept = find_person(request, person_id)
    merge_row = kept.merges_kept.filter(undone_at__isnull=True).order_by("-created_at").first()
    if merge_row is None:
        refuse(request, "merge")
    try:
        services.undo_merge(merge=merge_row, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã tách lại hai hồ sơ."))
    return see_other("web:desk:person", kept.pk)
