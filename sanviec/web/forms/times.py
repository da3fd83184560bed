"""When somebody is at a session: one window of time or several, added and taken away by buttons."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.exchanges.models import ExchangeSession

from .base import HouseForm

MOST_WINDOWS = 6
ADD, REMOVE = "them_khoang", "bo_khoang"


def slot_choices(session: ExchangeSession) -> list[tuple[str, str]]:
    """The times of a session by their numbers: ("0", "08:00"), ("1", "08:15") …"""
    begins = timezone.localtime(session.starts_at)
    step = timedelta(minutes=session.slot_minutes)
    return [(str(slot), f"{begins + slot * step:%H:%M}") for slot in range(session.slots)]


@dataclass(frozen=True, slots=True)
class Window:
    """One window as the page shows it, counted from 1."""

    number: int
    fields: list[BoundField]


class TimesForm(HouseForm):
    """From when until when somebody is there, in as many windows as they need.

    A button beside them adds a window or takes one away: then nothing is checked or kept, the
    form only comes back with one row more or less.

    Args:
        session: whose times are offered.
        row: participant or stand whose times are shown; None for a new one.
    """

    first = forms.TypedChoiceField(
        label=gettext_lazy("Có mặt từ"), coerce=int, required=False, empty_value=None
    )
    last = forms.TypedChoiceField(
        label=gettext_lazy("Lượt cuối lúc"), coerce=int, required=False, empty_value=None
    )
    SERVICE_NAMES = {"slots": "first"}

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *args: Any,
        session: ExchangeSession,
        row: Any = None,
        **kwargs: Any,
    ) -> None:
        initial = self.initial_of(row) if row is not None else {}
        reshaped = _reshaped(data)
        if reshaped is not None:
            data, initial = None, initial | reshaped
        kwargs["initial"] = initial | kwargs.get("initial", {})
        super().__init__(data, *args, **kwargs)
        self.session = session
        self.pairs = list(_pairs(initial if data is None else data))
        times = slot_choices(session)
        for names in self.pairs:
            self._offer(names, times)

    def _offer(self, names: tuple[str, str], times: list[tuple[str, str]]) -> None:
        """The two fields of a window; the first pair stands in the class."""
        ends = (_("đầu phiên"), _("lượt cuối của phiên"))
        if self.is_single:
            ends = (_("cả phiên"), _("cả phiên"))
        for name, twin, end in zip(names, ("first", "last"), ends, strict=True):
            if name not in self.fields:
                field = forms.TypedChoiceField(
                    label=self.fields[twin].label, coerce=int, required=False, empty_value=None
                )
                field.error_messages |= self.fields[twin].error_messages
                field.widget.attrs["class"] = "govuk-select"
                self.fields[name] = field
            self.choose(name, [("", end), *times])

    @property
    def is_single(self) -> bool:
        return len(self.pairs) == 1

    @property
    def may_add(self) -> bool:
        """Whether there may be one more window."""
        return len(self.pairs) < MOST_WINDOWS

    def windows(self) -> Iterator[Window]:
        """The windows in order."""
        for number, names in enumerate(self.pairs, start=1):
            yield Window(number, [self[name] for name in names])

    def other_fields(self) -> Iterator[BoundField]:
        """What is asked beside the times."""
        of_windows = {name for names in self.pairs for name in names}
        return (self[name] for name in self.fields if name not in of_windows)

    def initial_of(self, row: Any) -> dict[str, Any]:
        """What the form shows for a row that is kept."""
        return _flat([(run[0], run[-1]) for run in _runs(row.slots)])

    def clean(self) -> dict[str, Any]:
        clean = super().clean() or {}
        self.chosen = [(names, *self._ends(clean, names)) for names in self._answered(clean)]
        for place, (names, first, last) in enumerate(self.chosen):
            earlier = [
                self.pairs.index(one) + 1
                for one, start, end in self.chosen[:place]
                if first <= end and start <= last
            ]
            if last < first:
                self.add_error(names[1], _("Lượt cuối phải sau giờ đến."))
            elif earlier:
                text = _("Khoảng này trùng giờ với khoảng %(n)s. Hãy sửa giờ hoặc bỏ một khoảng.")
                self.add_error(names[0], text % {"n": earlier[0]})
        return clean

    def _answered(self, clean: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The windows that say something; a row that was added and left empty does not count."""
        said = [names for names in self.pairs if any(clean.get(name) is not None for name in names)]
        if said and self.pairs[0] not in said:
            self.add_error("first", _("Hãy chọn giờ cho khoảng thứ nhất hoặc bỏ khoảng ấy."))
        return said

    def _ends(self, clean: Mapping[str, Any], names: tuple[str, str]) -> tuple[int, int]:
        first, last = clean.get(names[0]), clean.get(names[1])
        return first or 0, self.session.slots - 1 if last is None else last

    def slots(self) -> tuple[int, ...]:
        """The times as services take them; none for the whole session."""
        return tuple(slot for _n, first, last in self.chosen for slot in range(first, last + 1))


def _pairs(said: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The names of the fields of each window; one window at least."""
    yield "first", "last"
    number = 2
    while f"first_{number}" in said and number <= 100:
        yield f"first_{number}", f"last_{number}"
        number += 1


def _runs(slots: Sequence[int]) -> list[list[int]]:
    """Times that follow one another, together: 0 1 2 5 6 as two runs."""
    runs: list[list[int]] = []
    for slot in slots:
        if runs and slot == runs[-1][-1] + 1:
            runs[-1].append(slot)
        else:
            runs.append([slot])
    return runs


def _flat(windows: Sequence[tuple[Any, Any]]) -> dict[str, Any]:
    """The answers of the fields of so many windows."""
    answers: dict[str, Any] = {}
    for number, window in enumerate(windows, start=1):
        end = "" if number == 1 else f"_{number}"
        answers |= {f"first{end}": window[0], f"last{end}": window[1]}
    return answers


def _reshaped(data: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """The answers with a window more or less when a button asked for that, else nothing."""
    if data is None or not (ADD in data or REMOVE in data):
        return None
    said = {name: data[name] for name in data}
    windows = [(said.pop(one, ""), said.pop(two, "")) for one, two in list(_pairs(said))]
    gone = said.get(REMOVE, "")
    if ADD in said and len(windows) < MOST_WINDOWS:
        windows.append(("", ""))
    elif gone.isdecimal() and 1 <= int(gone) <= len(windows) > 1:
        del windows[int(gone) - 1]
    return said | _flat(windows)
