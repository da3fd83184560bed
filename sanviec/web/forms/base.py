"""The ground of every form: govuk classes, errors tied to their fields, service errors shown."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language

from sanviec.kernel.errors import InputError

_CLASSES = {
    forms.Textarea: "govuk-textarea",
    forms.Select: "govuk-select",
    forms.CheckboxInput: "govuk-checkboxes__input",
    forms.FileInput: "govuk-file-upload",
}


class HouseForm(forms.Form):
    """A form in our clothes. ``error_css_class`` and aria attributes come by themselves."""

    use_required_attribute = False  # the browser's own bubbles are not in Vietnamese

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            widget = field.widget
            if isinstance(widget, (forms.CheckboxSelectMultiple, forms.RadioSelect)):
                continue
            names = [cls for kind, cls in _CLASSES.items() if isinstance(widget, kind)]
            widget.attrs.setdefault("class", names[0] if names else "govuk-input")

    def add_service_error(self, error: InputError) -> None:
        """Show what a service refused beside the field that it names."""
        text = error.text_en if get_language() == "en" else error.text_vi
        self.add_error(error.field if error.field in self.fields else None, text)
