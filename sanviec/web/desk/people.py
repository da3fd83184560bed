"""Persons at the counter: find, register, open, reveal, change, merge."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.jobseekers import services
from sanviec.apps.jobseekers.data import JobseekerData
from sanviec.apps.jobseekers.enums import ConsentPurpose, DocumentKind, Via
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.jobseekers.selectors import (
    PossibleDuplicate,
    consents_of,
    get_jobseeker_for,
    possible_duplicates,
    search_people,
)
from sanviec.apps.jobseekers.transitions import JOBSEEKER_STATES
from sanviec.apps.referrals.selectors import matches_for, referrals_of
from sanviec.kernel.errors import InputError
from sanviec.web.access import COUNSEL_ROLES, DESK_ROLES, refuse, roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.jobseeker import ProfileForm, QuickCardForm, profile_initial
from sanviec.web.requests import HouseRequest, own_centre

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
    """Find by name, phone, identity number or registration number."""
    text = request.GET.get("q", "").strip()
    people = search_people(request.actor, text) if text else []
    context = {"q": text, "people": people}
    name = "desk/_people.html" if request.htmx else "desk/people.html"
    return render(request, name, context)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def register(request: HouseRequest) -> HttpResponse:
    """The quick card; a possible duplicate is shown once before it is written."""
    form = QuickCardForm(request.POST or None, initial={"full_name": request.GET.get("ten", "")})
    if request.method == "POST" and form.is_valid():
        data = form.data_for_service()
        twins = _twins(request, data)
        if twins and "da_xem" not in request.POST:
            return render(request, "desk/register.html", {"form": form, "twins": twins})
        try:
            person = services.register_jobseeker(
                data=data,
                centre=own_centre(request),
                consents=form.consents(),
                via=Via.DESK,
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã đăng ký, số phiếu %(number)s.") % {"number": person.number})
            return see_other("web:desk:person", person.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/register.html", {"form": form}, status=status)


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
        "documents": found.documents.select_related("file").order_by("created_at", "id"),
        "document_kinds": DocumentKind.choices,
        "events": [
            event
            for event in JOBSEEKER_STATES.events_from(found.state)
            if event.event in {"pause", "renew", "close"}
        ],
        "merges": found.merges_kept.filter(undone_at__isnull=True).select_related("merged"),
        "today": today,
    }
    return render(request, "desk/person.html", context)


@roles_allowed(*DESK_ROLES)
@require_http_methods(["GET", "POST"])
def edit(request: HouseRequest, person_id: Any) -> HttpResponse:
    """The whole registration."""
    found = find_person(request, person_id)
    form = ProfileForm(request.POST or None, initial=profile_initial(found))
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
def reveal(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Show one masked value; who looked, when and why is kept."""
    found = find_person(request, person_id)
    name = request.POST.get("truong", "")
    if name not in REVEALABLE:
        refuse(request, "field")
    clear = services.reveal_contact(
        jobseeker=found,
        fields=(name,),
        reason=request.POST.get("ly_do", "desk"),
        actor=request.actor,
        now=timezone.now(),
    )
    context = {"person": found, "value": clear[name], "field": name}
    name = "desk/_revealed.html" if request.htmx else "desk/revealed.html"
    return render(request, name, context)


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
    if request.POST.get("dong_y") == "1":
        services.give_consent(**facts, via=Via.DESK, actor=request.actor, now=timezone.now())
        done(request, _("Đã ghi nhận sự đồng ý."))
    else:
        services.withdraw_consent(**facts, actor=request.actor, now=timezone.now())
        done(request, _("Đã ghi nhận việc rút lại sự đồng ý."))
    return see_other("web:desk:person", found.pk)


@roles_allowed(*DESK_ROLES)
@require_POST
def add_document(request: HouseRequest, person_id: Any) -> HttpResponse:
    """Put a paper into the file."""
    found = find_person(request, person_id)
    upload = request.FILES.get("tep")
    kind = request.POST.get("loai", "")
    try:
        if upload is None or kind not in DocumentKind.values:
            raise InputError(
                "Hãy chọn loại giấy tờ và tệp ảnh hoặc PDF.",
                "Choose the kind of paper and a photo or PDF.",
                code="document_missing",
            )
        services.add_document(
            jobseeker=found,
            kind=DocumentKind(kind),
            name=upload.name or "",
            content=upload.read(),
            actor=request.actor,
            now=timezone.now(),
        )
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đã thêm giấy tờ vào hồ sơ."))
    return see_other("web:desk:person", found.pk)


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
                reason=request.POST.get("ly_do", ""),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            refused(request, error)
        else:
            done(request, _("Đã gộp hai hồ sơ."))
            return see_other("web:desk:person", kept.pk)
    text = request.GET.get("q") or kept.full_name
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
