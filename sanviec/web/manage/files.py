"""Bringing files in: upload, look at what would change, write, fetch the refused rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from sanviec.apps.imports.enums import ImportKind
from sanviec.apps.imports.facts import mapping_of
from sanviec.apps.imports.models import ImportMapping, ImportRun
from sanviec.apps.imports.selectors import get_run_for, mappings_for, runs_for
from sanviec.apps.imports.services import FileOptions, apply_run, is_stalled, resume_run, start_run
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from sanviec.kernel.errors import InputError
from sanviec.web.access import refuse, roles_allowed
from sanviec.web.answers import done, page_of, refused, see_other
from sanviec.web.forms.base import HouseForm
from sanviec.web.limits import limited
from sanviec.web.requests import HouseRequest, own_centre, posted

VERDICTS = {
    "added": gettext_lazy("thêm mới"),
    "changed": gettext_lazy("thay đổi"),
    "unchanged": gettext_lazy("giữ nguyên"),
}
IMPORT_ROLES = (Role.DEPARTMENT, Role.APPROVER)


class UploadForm(HouseForm):
    """A file of any layout, and what the centre vouches for."""

    SERVICE_NAMES: ClassVar[Mapping[str, str]] = {"closes_on": "open_until"}

    kind = forms.ChoiceField(label=gettext_lazy("Tệp chứa gì"), choices=ImportKind.choices)
    file = forms.FileField(
        label=gettext_lazy("Tệp"), help_text=gettext_lazy("CSV, Excel (xlsx), Parquet hoặc JSONL")
    )
    source = forms.SlugField(
        label=gettext_lazy("Nguồn"),
        initial="tep",
        max_length=60,
        help_text=gettext_lazy(
            "Tên ngắn của nơi gửi; lần sau cùng nguồn thì dòng cũ được cập nhật"
        ),
    )
    layout = forms.ModelChoiceField(
        label=gettext_lazy("Mẫu cột"),
        queryset=ImportMapping.objects.none(),
        required=False,
        empty_label=gettext_lazy("Để hệ thống tự nhận"),
    )
    is_vouched = forms.BooleanField(
        label=gettext_lazy("Trung tâm đã xác minh các doanh nghiệp trong tệp"), required=False
    )
    open_until = forms.DateField(
        label=gettext_lazy("Tin không có hạn hoặc đã quá hạn thì đăng đến ngày"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        layouts = mappings_for(actor)
        field = self.fields["layout"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = layouts
        if not layouts.exists():
            del self.fields["layout"]

    def clean(self) -> dict[str, Any]:
        """A layout for jobs says nothing about persons."""
        clean = super().clean() or self.cleaned_data
        layout = clean.get("layout")
        if layout is not None and layout.kind != clean.get("kind"):
            self.add_error("layout", _("Mẫu cột này dành cho tệp loại khác. Hãy chọn mẫu khác."))
        return clean

    def options(self) -> FileOptions:
        """What was decided about the file."""
        clean = self.cleaned_data
        layout = clean.get("layout")
        return FileOptions(
            source=clean["source"],
            is_vouched=clean["is_vouched"],
            open_until=clean["open_until"],
            mapping=mapping_of(layout.layout, layout.kind, layout.name) if layout else None,
        )


@roles_allowed(*IMPORT_ROLES)
@require_GET
def runs(request: HouseRequest) -> HttpResponse:
    """The files that were brought in, newest first."""
    context = {"page": page_of(request, runs_for(request.actor))}
    return render(request, "manage/imports.html", context)


@roles_allowed(*IMPORT_ROLES)
@require_http_methods(["GET", "POST"])
@limited("upload", per_hour=60)
def upload(request: HouseRequest) -> HttpResponse:
    """Send a file; it is read first, nothing is written."""
    form = UploadForm(posted(request), request.FILES or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            run = start_run(
                kind=clean["kind"],
                upload=clean["file"],
                centre=own_centre(request),
                options=form.options(),
                actor=request.actor,
                now=timezone.now(),
            )
        except InputError as error:
            form.add_service_error(error)
        else:
            return see_other("web:manage:import_run", run.pk)
    status = 422 if form.errors else 200
    return render(request, "manage/upload.html", {"form": form}, status=status)


def find_run(request: HouseRequest, run_id: Any) -> ImportRun:
    """The import, or 404 for everybody who may not open it."""
    found = get_run_for(request.actor, run_id)
    if found is None:
        refuse(request, "import")
    return found


@roles_allowed(*IMPORT_ROLES)
@require_GET
def run(request: HouseRequest, run_id: Any) -> HttpResponse:
    """What a file would change, or has changed; the page asks again while it is being read."""
    found = find_run(request, run_id)
    shown = found.sample.get("samples", {})
    context = {
        "run": found,
        "is_busy": found.state in {"waiting", "applying"},
        "is_stalled": is_stalled(found, timezone.now()),
        "samples": [(VERDICTS[name], lines) for name, lines in shown.items() if name in VERDICTS],
    }
    name = "manage/_run.html" if request.htmx else "manage/import_run.html"
    return render(request, name, context)


@roles_allowed(*IMPORT_ROLES)
@require_POST
def apply(request: HouseRequest, run_id: Any) -> HttpResponse:
    """Write what was previewed."""
    found = find_run(request, run_id)
    try:
        apply_run(run=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đang ghi tệp. Có thể rời trang này, việc vẫn chạy tiếp."))
    return see_other("web:manage:import_run", found.pk)


@roles_allowed(*IMPORT_ROLES)
@require_POST
def resume(request: HouseRequest, run_id: Any) -> HttpResponse:
    """Take up a file whose worker died."""
    found = find_run(request, run_id)
    try:
        resume_run(run=found, actor=request.actor, now=timezone.now())
    except InputError as error:
        refused(request, error)
    else:
        done(request, _("Đang chạy lại. Các dòng đã ghi được giữ nguyên."))
    return see_other("web:manage:import_run", found.pk)


@roles_allowed(*IMPORT_ROLES)
@require_GET
def rejected(request: HouseRequest, run_id: Any) -> HttpResponseBase:
    """The refused rows with their reasons, to be corrected and sent again."""
    found = find_run(request, run_id)
    if found.rejected_file is None:
        refuse(request, "no_rejected_rows")
    name = found.rejected_file.original_name
    return FileResponse(found.rejected_file.file.open("rb"), as_attachment=True, filename=name)
