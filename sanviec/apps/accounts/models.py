"""People who sign in. What they may do is held elsewhere: membership, jobseeker, employer."""

from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """An account. The name is what the person wants to be called on the screen."""

    first_name = None  # type: ignore[assignment]  # Vietnamese names are one field
    last_name = None  # type: ignore[assignment]  # see first_name
    display_name = models.CharField(_("Tên hiển thị"), max_length=120, blank=True, default="")
    language = models.CharField(_("Ngôn ngữ"), max_length=5, default="vi")

    def get_full_name(self) -> str:
        return self.display_name or self.username

    def get_short_name(self) -> str:
        return self.get_full_name()
