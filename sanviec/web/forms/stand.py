"""Forms of who takes part in a session: when they are there, what they bring, whom they wish."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanviec.apps.exchanges.data import StandData
from sanviec.apps.exchanges.enums import ExhibitorKind, InterviewedBy
from sanviec.apps.exchanges.models import Participant, Stand

from .base import HouseForm
from .times import TimesForm


class PresenceForm(TimesForm):
    """When a person is there, how many interviews they want, and whom they would like to meet."""

    max_interviews = forms.IntegerField(
        label=gettext_lazy("Số cuộc phỏng vấn nhiều nhất"), initial=3, min_value=1, max_value=10
    )

    def __init__(self, *args: Any, stands: list[Stand], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stands = {str(stand.pk): stand for stand in stands}
        names = [("", "—"), *((pk, stand.name) for pk, stand in self.stands.items())]
        for rank in (1, 2, 3):
            self.fields[f"wish_{rank}"] = forms.ChoiceField(
                label=_("Muốn gặp thứ %(rank)s") % {"rank": rank},
                choices=names,
                required=False,
                widget=forms.Select(attrs={"class": "govuk-select"}),
            )

    def initial_of(self, row: Participant) -> dict[str, Any]:
        wished = {f"wish_{wish.rank}": str(wish.stand_id) for wish in row.wishes.all()}
        return super().initial_of(row) | wished | {"max_interviews": row.max_interviews}

    def wished(self) -> list[Stand]:
        """The chosen stands, the dearest first, each once."""
        chosen = [self.cleaned_data[f"wish_{rank}"] for rank in (1, 2, 3)]
        return [self.stands[pk] for pk in dict.fromkeys(filter(None, chosen))]


class StandForm(TimesForm):
    """What an exhibitor needs."""

    tables = forms.IntegerField(
        label=gettext_lazy("Số bàn phỏng vấn"), initial=1, min_value=1, max_value=100
    )
    guests = forms.IntegerField(
        label=gettext_lazy("Số người đến"), initial=1, min_value=0, max_value=200
    )
    own_link = forms.CharField(
        label=gettext_lazy("Đường dẫn phòng họp riêng"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Chỉ khi phỏng vấn trực tuyến bằng phòng của đơn vị; https://…"),
    )
    note = forms.CharField(label=gettext_lazy("Ghi chú"), required=False, max_length=500)

    def initial_of(self, row: Stand) -> dict[str, Any]:
        names = ("tables", "guests", "own_link", "note")
        return super().initial_of(row) | {name: getattr(row, name) for name in names}

    def data_for_service(self) -> StandData:
        """What was filled in, as the services take it."""
        names = ("tables", "guests", "own_link", "note")
        return StandData(slots=self.slots(), **{name: self.cleaned_data[name] for name in names})


class ExhibitorForm(HouseForm):
    """A school or a training centre, which has no interviews."""

    name = forms.CharField(label=gettext_lazy("Tên đơn vị"), max_length=250)
    kind = forms.ChoiceField(
        label=gettext_lazy("Loại đơn vị"),
        choices=[(k.value, k.label) for k in ExhibitorKind if k != ExhibitorKind.EMPLOYER],
    )


class OfferForm(HouseForm):
    """A vacancy that a firm brings.

    Args:
        vacancies: the firm's open vacancies.
    """

    vacancy = forms.ChoiceField(label=gettext_lazy("Vị trí tuyển"))
    openings = forms.IntegerField(
        label=gettext_lazy("Số người cần tuyển tại phiên"), initial=1, min_value=1
    )
    interviewed_by = forms.ChoiceField(
        label=gettext_lazy("Ai phỏng vấn"), choices=InterviewedBy.choices
    )

    def __init__(self, *args: Any, vacancies: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.vacancies = {str(vacancy.pk): vacancy for vacancy in vacancies}
        text = _("%(title)s (còn tuyển %(left)s)")
        self.choose(
            "vacancy",
            [
                (pk, text % {"title": one.title, "left": one.openings - one.hired_count})
                for pk, one in self.vacancies.items()
            ],
        )
