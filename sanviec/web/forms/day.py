"""Forms of the day of a session: the card of a walk-in, a machine, a call."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sanviec.apps.exchanges.enums import DevicePurpose
from sanviec.apps.exchanges.services.walk_in import WalkInCard
from sanviec.apps.jobseekers.enums import Sex

from .base import HouseForm
from .fields import PhoneField, PlaceField, look_near


class WalkInForm(HouseForm):
    """What is asked at the door in under a minute; only the name is demanded."""

    card_id = forms.UUIDField(widget=forms.HiddenInput)
    full_name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, localize=False)
    sex = forms.ChoiceField(
        label=_("Giới tính"),
        choices=Sex.choices,
        initial=Sex.UNSTATED,
        required=False,
        widget=forms.RadioSelect,
    )
    commune = PlaceField(label=_("Xã, phường"), required=False)
    phone = PhoneField(label=_("Số điện thoại"), required=False)
    wish = forms.CharField(label=_("Muốn tìm việc gì"), max_length=200, required=False)

    SERVICE_NAMES = {"commune_code": "commune"}

    def __init__(self, *args: object, near: str = "", **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        look_near(self, "commune", near)
        self.fields["full_name"].widget.attrs |= {"autocomplete": "off"}
        self.fields["birth_year"].widget = forms.TextInput(
            attrs={"class": "govuk-input govuk-input--width-4", "inputmode": "numeric"}
        )

    def card(self) -> WalkInCard:
        """The card as the service takes it."""
        said = self.cleaned_data
        card_id: UUID = said["card_id"]
        return WalkInCard(
            card_id=card_id,
            full_name=said["full_name"],
            birth_year=said["birth_year"],
            sex=said["sex"],
            commune_code=said["commune"],
            phone=said["phone"],
            wish=said["wish"],
        )


class DeviceForm(HouseForm):
    """A machine that an officer prepares for one session."""

    name = forms.CharField(label=_("Tên máy"), max_length=80, initial="")
    purpose = forms.ChoiceField(
        label=_("Dùng để"),
        choices=DevicePurpose.choices,
        initial=DevicePurpose.DOOR,
        widget=forms.RadioSelect,
    )
