"""Local words of an installation; the national tables come with the package.

Places, occupations and industries are versioned with the code that reads them (decision 0005);
what a centre adds itself, such as the name of a factory or an industrial zone, stands here.
"""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sanviec.apps.platform.models import Record


class PlaceAlias(Record):
    """A local name of a commune or province, understood where a form asks for a place."""

    name = models.CharField(_("Tên gọi"), max_length=120)
    name_folded = models.CharField(max_length=120, unique=True)
    place_code = models.CharField(_("Mã đơn vị hành chính"), max_length=8)
    source = models.CharField(_("Nguồn"), max_length=200, blank=True, default="")

    class Meta:
        ordering = ("name_folded",)

    def __str__(self) -> str:
        return self.name
