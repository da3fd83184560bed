"""Opens centres and gives people their roles, for whoever installs Sàn Việc."""

from __future__ import annotations

from typing import Any

import click

from sanviec.kernel.errors import InputError

from .django_setup import start_with_database
from .wording import LANGUAGES


@click.group()
def staff() -> None:
    """Mở trung tâm và cấp vai trò cho cán bộ."""


@staff.command("open-centre")
@click.argument("code")
@click.argument("name")
@click.option("--province", required=True, help="Mã tỉnh, thành phố hiện nay, ví dụ 20.")
def open_centre_command(code: str, name: str, province: str) -> None:
    """Mở một trung tâm.

    Ví dụ: sanviec staff open-centre LS "Trung tâm Dịch vụ việc làm Lạng Sơn" --province 20
    """
    start_with_database()
    from django.utils import timezone

    from sanviec.apps.centres.services import open_centre
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.reference.selectors import gazetteer

    _check_province(gazetteer().get(province))
    centre = open_centre(
        code=code, name=name, province_code=province, actor=SYSTEM, now=timezone.now()
    )
    click.echo(f"{centre.code}\t{centre.pk}")


def _check_province(unit: Any) -> None:
    if unit.level != "province" or unit.valid_to is not None:
        raise InputError(
            f"{unit.name} ({unit.code}) không phải tỉnh, thành phố hiện nay.",
            f"{unit.name} ({unit.code}) is no province of today",
            field="--province",
            code="province_unknown",
        )


@staff.command("add")
@click.argument("username")
@click.argument("display_name")
@click.option("--role", required=True, help="Vai trò, ví dụ counsellor.")
@click.option("--centre", "centre_code", help="Mã trung tâm; bỏ trống cho cấp trung ương.")
@click.password_option(
    prompt="Mật khẩu",
    confirmation_prompt="Nhập lại mật khẩu",
    help="Mật khẩu; hỏi trên màn hình nếu không có.",
)
def add(
    username: str, display_name: str, role: str, centre_code: str | None, password: str
) -> None:
    """Tạo tài khoản cán bộ và cấp vai trò.

    Ví dụ: sanviec staff add lan "Nguyễn Thị Lan" --role counsellor --centre LS
    """
    start_with_database()
    from django.db import transaction
    from django.utils import timezone

    from sanviec.apps.accounts.services import create_user
    from sanviec.apps.centres.models import Centre
    from sanviec.apps.centres.services import grant_role
    from sanviec.apps.platform.actors import SYSTEM
    from sanviec.apps.platform.enums import Role

    allowed = sorted(known.value for known in Role.granted())
    if role not in allowed:
        raise InputError(
            f"Không có vai trò “{role}”. Hãy dùng một trong: {', '.join(allowed)}.",
            f"no role {role!r}; use one of {', '.join(allowed)}",
            field="--role",
            code="role_unknown",
        )
    centre = Centre.objects.filter(code=centre_code).first()
    if centre_code and centre is None:
        raise InputError(
            f"Không có trung tâm mã “{centre_code}”. Hãy mở trước bằng: sanviec staff open-centre",
            f"no centre {centre_code!r}; open it first: sanviec staff open-centre",
            field="--centre",
            code="centre_unknown",
        )
    _check_password(password, username, display_name)
    now = timezone.now()
    with transaction.atomic():
        user = create_user(
            username=username,
            display_name=display_name,
            password=password,
            actor=SYSTEM,
            now=now,
        )
        grant_role(user=user, centre=centre, role=Role(role), actor=SYSTEM, now=now)
    click.echo(f"{user.username}\t{role}\t{centre_code or '-'}")


def _check_password(password: str, username: str, display_name: str) -> None:
    """Hold a password given here to the rules of the sign-in pages."""
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.utils import translation

    from sanviec.apps.accounts.models import User

    try:
        validate_password(password, User(username=username, display_name=display_name))
    except ValidationError as error:
        told = {}
        for code in LANGUAGES:
            with translation.override(code):
                told[code] = " ".join(error.messages)
        raise InputError(told["vi"], told["en"], field="--password", code="password") from None
