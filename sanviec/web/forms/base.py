"""The ground of every form: govuk classes, errors tied to their fields, service errors shown."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms
from django.forms.boundfield import BoundField
from django.utils.formats import number_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from sanviec.kernel.errors import InputError
from sanviec.web.answers import text_of
from sanviec.web.texts import visible

_CLASSES = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.FileInput: "govuk-file-upload",
}
# Code of an error -> what to do next; a field's own words go before these.
_COMMON: dict[str, Any] = {
    "invalid_choice": gettext_lazy("Hãy chọn trong danh sách."),
    "invalid_list": gettext_lazy("Hãy chọn trong danh sách."),
    "min_value": gettext_lazy("Hãy ghi số từ %(limit_value)s trở lên."),
    "max_value": gettext_lazy("Hãy ghi số không quá %(limit_value)s."),
    "max_length": gettext_lazy("Hãy viết ngắn lại, nhiều nhất %(limit_value)s ký tự."),
    "null_characters_not_allowed": gettext_lazy("Có ký tự lạ. Hãy gõ lại."),
    "empty": gettext_lazy("Tệp này trống. Hãy chọn tệp khác."),
}
_INVALID: dict[type[forms.Field], Any] = {
    forms.IntegerField: gettext_lazy("Hãy ghi một số, ví dụ 12."),
    forms.DateField: gettext_lazy("Ngày chưa đúng. Hãy ghi như 27/3/2026."),
    forms.DateTimeField: gettext_lazy("Ngày giờ chưa đúng. Hãy ghi như 27/3/2026 08:30."),
    forms.EmailField: gettext_lazy("Địa chỉ thư điện tử chưa đúng. Ví dụ: ten@example.vn."),
    forms.FileField: gettext_lazy("Chưa nhận được tệp. Hãy chọn tệp rồi gửi lại."),
}


_ROOT = re.compile(r"[\[.]")
# "1.200": the point parts the thousands here. Django would take "1.000" for one.
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+")

Groups = tuple[tuple[Any, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Fields that are asked under one heading."""

    title: Any
    fields: list[BoundField]

    @property
    def has_errors(self) -> bool:
        """Whether one of them was refused, so that a folded group is shown open."""
        return any(field.errors for field in self.fields)

    @property
    def has_answers(self) -> bool:
        """Whether one of them says more than it does by itself."""
        return any(f.value() and f.value() != f.field.initial for f in self.fields)


class HouseForm(forms.Form):
    """A form in our clothes. ``error_css_class`` and aria attributes come by themselves."""

    use_required_attribute = False  # the browser's own bubbles are not in Vietnamese
    # A service's name of an answer -> the field that asks for it, where the two differ.
    SERVICE_NAMES: ClassVar[Mapping[str, str]] = {}
    # Headings with the fields under them; what no heading names stands under the last one.
    GROUPS: ClassVar[Groups] = ()

    # Field -> the answers that it gives, for text that says less than the row: a place in words
    # loses its old code, a long list its end. What was not changed is not read again.
    KEPT_AS_IS: ClassVar[Groups] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        dress = _dress_of(type(self), get_language() or "")
        for name, field in self.fields.items():
            _put_on(field, *dress[name])

    def groups(self) -> Iterator[FieldGroup]:
        """The fields under their headings, in order."""
        named = {name for _title, names in self.GROUPS for name in names}
        rest = [name for name in self.fields if name not in named]
        for number, (title, names) in enumerate(self.GROUPS, start=1):
            shown = [*names, *(rest if number == len(self.GROUPS) else [])]
            yield FieldGroup(title, [self[name] for name in shown if name in self.fields])

    def changes(self, values: dict[str, Any]) -> dict[str, Any]:
        """The answers, without those that nobody touched and whose text says less than the row."""
        changed = set(self.changed_data)
        same = {name for field, names in self.KEPT_AS_IS if field not in changed for name in names}
        return {name: value for name, value in values.items() if name not in same}

    def with_unseen(self, name: str, before: list[str]) -> list[str]:
        """The ticked codes, with what the row says beyond the boxes: "ja:N4", a rare licence."""
        boxes = {str(box.data["value"]) for box in self[name].subwidgets}
        chosen = self.cleaned_data[name]
        unseen = [code for code in before if code not in boxes]
        kept = [code for code in unseen if ":" not in code or code.partition(":")[0] in chosen]
        finer = {code.partition(":")[0] for code in kept if ":" in code}
        wanted = [*kept, *(code for code in chosen if code not in finer)]
        return sorted(
            wanted, key=lambda code: before.index(code) if code in before else len(before)
        )

    def choose(self, name: str, choices: list[tuple[str, str]]) -> None:
        """Fill in choices that depend on the language of the page or on the row."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def add_service_error(self, error: InputError) -> None:
        """Show what a service refused beside the field that it names."""
        root = _ROOT.split(error.field or "")[0]
        name = self.SERVICE_NAMES.get(root, root)
        self.add_error(name if name in self.fields else None, text_of(error))


def _put_on(field: forms.Field, words: dict[str, Any], css_class: str) -> None:
    field.error_messages.update(words)
    if css_class:
        field.widget.attrs.setdefault("class", css_class)
    if isinstance(field, forms.CharField):
        _read_visible(field)
    if isinstance(field, forms.IntegerField):
        _read_after(field, _ungrouped)


@functools.lru_cache(maxsize=512)
def _dress_of(form: type[HouseForm], _language: str) -> dict[str, tuple[dict[str, Any], str]]:
    """Name of a field -> its words and its class, worked out once for each form and language."""
    return {name: (_spoken(field), _css_class(field)) for name, field in form.base_fields.items()}


def _css_class(field: forms.Field) -> str:
    if isinstance(field.widget, (forms.CheckboxSelectMultiple, forms.RadioSelect)):
        return ""
    names = [cls for kind, cls in _CLASSES.items() if isinstance(field.widget, kind)]
    return names[0] if names else "govuk-input"


def _read_visible(field: forms.CharField) -> None:
    """Let a field read only what can be seen; a text of nothing else counts as empty."""
    if not isinstance(field.widget, forms.PasswordInput):
        _read_after(field, visible)


def _ungrouped(text: str) -> str:
    """A whole number as people write it, without the points at its thousands."""
    return text.replace(".", "") if _GROUPED.fullmatch(text.strip()) else text


def _read_after(field: forms.Field, change: Callable[[str], str]) -> None:
    """Let a field read a text after it was changed."""
    read = field.to_python

    def to_python(value: Any) -> Any:
        return read(change(value) if isinstance(value, str) else value)

    field.to_python = to_python  # type: ignore[method-assign]  # one field of one form


def _spoken(field: forms.Field) -> dict[str, Any]:
    """What to do next, for each code where the field's class only says what is wrong."""
    words = {"required": _("Hãy điền “%(name)s”.") % {"name": field.label}} | _COMMON
    if isinstance(field, (forms.ChoiceField, forms.FileField)):
        words["required"] = _("Hãy chọn “%(name)s”.") % {"name": field.label}
    for kind, text in _INVALID.items():
        if isinstance(field, kind):
            words["invalid"] = text
    for code in ("min_value", "max_value", "max_length"):
        limit = getattr(field, code, None)
        if limit is not None:
            # Django would put the number in as Python writes it: 10000 for 10.000.
            words[code] = words[code] % {"limit_value": number_format(limit, force_grouping=True)}
    known = field.error_messages
    return {code: words[code] for code in words if known.get(code) == _of_class(field, code)}


def _of_class(field: forms.Field, code: str) -> Any:
    tables = (vars(cls).get("default_error_messages", {}) for cls in type(field).__mro__)
    return next((table[code] for table in tables if code in table), None)
