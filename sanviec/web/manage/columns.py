"""What the columns of a file mean, said by hand and kept for the partner's next file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.services import (
    IGNORED,
    mapping_from_answers,
    remap_run,
    save_mapping,
)
from sanviec.apps.imports.transitions import IMPORT_STATES
from sanviec.engines.intake import SavedMapping
from sanviec.engines.intake.columns.vocabularies import check_kind, load_vocabulary
from sanviec.kernel.errors import InputError
from sanviec.web.access import roles_allowed
from sanviec.web.answers import done, refused, see_other
from sanviec.web.forms.base import HouseForm
from sanviec.web.requests import HouseRequest, own_centre, posted

from .files import IMPORT_ROLES, find_run

UNREAD = InputError(
    "Tệp này chưa được đọc xong. Hãy đợi rồi chọn ý nghĩa các cột.",
    "This file has not been read yet. Wait, then say what its columns mean.",
    code="import_unread",
)


class ColumnField(forms.ChoiceField):
    """What a column holds; to let the system find out is an answer too."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class ColumnsForm(HouseForm):
    """A field for each column of the file, and a name to keep the answers under."""

    name = forms.CharField(
        label=gettext_lazy("Tên mẫu cột"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Đặt tên thì lần sau chọn lại được, ví dụ tên nơi gửi tệp"),
    )

    use_required_attribute = False
    kind: str
    headings: list[str]

    def mapping(self) -> SavedMapping:
        """The answers as a layout.

        Raises:
            InputError: two columns hold one field.
        """
        answers = [
            (heading, self.cleaned_data[f"cot_{place}"])
            for place, heading in enumerate(self.headings)
        ]
        return mapping_from_answers(self.kind, answers)


def columns_form(run: ImportRun) -> type[ColumnsForm]:
    """The form that asks about the columns of one file, answered with what was recognised."""
    headings: list[str] = run.sample.get("headings", [])
    found = {heading: name for name, heading in run.sample.get("columns", {}).items()}
    asked: dict[str, Any] = {
        f"cot_{place}": ColumnField(
            label=heading, choices=_choices(run.kind), initial=found.get(heading, "")
        )
        for place, heading in enumerate(headings)
    }
    asked |= {"kind": run.kind, "headings": headings, "field_order": [*asked, "name"]}
    return type("ColumnsOfFileForm", (ColumnsForm,), asked)


def _choices(kind: str) -> list[tuple[str, str]]:
    is_english = get_language() == "en"
    fields = load_vocabulary(check_kind(kind)).fields.values()
    named = [(f.name, f.label_en if is_english else f.label_vi) for f in fields]
    return [("", _("Để hệ thống tự nhận")), (IGNORED, _("Bỏ qua cột này")), *named]


@roles_allowed(*IMPORT_ROLES)
@require_http_methods(["GET", "POST"])
def columns(request: HouseRequest, run_id: Any) -> HttpResponse:
    """Say what each column means; the file is read again, and the answers kept under a name."""
    found = find_run(request, run_id)
    form = columns_form(found)(posted(request))
    if request.method == "POST" and not form.headings:
        refused(request, UNREAD)
        return see_other("web:manage:import_run", found.pk)
    if request.method == "POST" and form.is_valid():
        try:
            _take(request, found, form)
        except InputError as error:
            form.add_service_error(error)
        else:
            done(request, _("Đã ghi ý nghĩa các cột."))
            return see_other("web:manage:import_run", found.pk)
    context = {"form": form, "run": found}
    return render(request, "manage/columns.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _take(request: HouseRequest, found: ImportRun, form: ColumnsForm) -> None:
    mapping, now = form.mapping(), timezone.now()
    name = form.cleaned_data["name"]
    may_read_again = IMPORT_STATES.allows("remap", found.state)
    if name or not may_read_again:
        centre = own_centre(request)
        save_mapping(centre=centre, name=name, mapping=mapping, actor=request.actor, now=now)
    if may_read_again:
        remap_run(run=found, mapping=mapping, actor=request.actor, now=now)
