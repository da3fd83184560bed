"""Starts Django for the commands that need the database."""

from __future__ import annotations

import os
from pathlib import Path


def start_django(*, home: Path | None = None) -> None:
    """Load the settings: production when SANVIEC_SECRET_KEY is set, else the local ones."""
    if home is not None:
        os.environ["SANVIEC_HOME"] = str(home.resolve())
    kind = "prod" if os.environ.get("SANVIEC_SECRET_KEY") else "dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"sanviec.config.settings.{kind}")
    import django

    django.setup()
