"""Starts Django for the commands that need the database."""

from __future__ import annotations

import os
from pathlib import Path

from sanviec.kernel.errors import InputError


def start_django(*, home: Path | None = None) -> None:
    """Load the settings: production when SANVIEC_SECRET_KEY is set, else the local ones.

    Raises:
        InputError: a variable is missing or malformed, or the home cannot be written.
    """
    if home is not None:
        os.environ["SANVIEC_HOME"] = str(home.resolve())
    kind = "prod" if os.environ.get("SANVIEC_SECRET_KEY") else "dev"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"sanviec.config.settings.{kind}")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise InputError(
            f"Biến môi trường thiếu hoặc sai: {error}. Xem docs/operating/configuration.md.",
            f"The environment is not complete: {error}.",
            code="settings",
        ) from error
    except OSError as error:
        raise home_closed(error) from error


def start_with_database() -> None:
    """Load the settings and see that the database answers and has today's tables.

    Raises:
        InputError: it does not; the sentence says which command or variable helps.
    """
    start_django()
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError as error:
        raise database_away(error) from error
    if is_behind:
        raise InputError(
            "Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp. Hãy chạy trước: sanviec migrate",
            "The database has not been created or upgraded. First run: sanviec migrate",
            code="not_migrated",
        )


def home_closed(error: OSError) -> InputError:
    """The refusal of a command that cannot write its folder."""
    return InputError(
        f"Không ghi được thư mục dữ liệu ({error}). Hãy sửa quyền hoặc đổi SANVIEC_HOME.",
        f"The home cannot be written ({error}).",
        code="home",
    )


def database_away(error: Exception) -> InputError:
    """The refusal of a command whose database does not answer."""
    reason = " ".join(str(error).split())
    return InputError(
        f"Không mở được cơ sở dữ liệu ({reason}). "
        "Hãy kiểm tra SANVIEC_DATABASE_URL, SANVIEC_HOME và máy chủ cơ sở dữ liệu.",
        f"The database cannot be opened ({reason}).",
        code="database_away",
    )
