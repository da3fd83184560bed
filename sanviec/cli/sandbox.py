"""Sandbox twins of other offices' systems, for tests, trainings and demos."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from sanviec.kernel.errors import InputError

from .signalling import PORTS

_MODULE = "sanviec.integrations.social_insurance"


@click.group()
def sandbox() -> None:
    """Chạy bản mô phỏng hệ thống của cơ quan khác để thử và tập huấn."""


@sandbox.command("social-insurance")
@click.option("--port", default=8090, show_default=True, type=PORTS, help="Cổng.")
@click.option("--token", default="", help="Mã kết nối phải gửi kèm; mặc định không cần.")
@click.option(
    "--people",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Tệp JSON gồm các bản ghi theo quy ước.",
)
@click.option("--claims", is_flag=True, help="Lấy người từ các hồ sơ của bản trình diễn.")
@click.option(
    "--fault-every",
    default=0,
    type=click.IntRange(0, 1_000),
    help="Cứ bấy nhiêu yêu cầu thì gây một lỗi; 0 là không.",
)
def social_insurance(
    port: int, token: str, *, people: Path | None, claims: bool, fault_every: int
) -> None:
    """Chạy cơ quan bảo hiểm xã hội mô phỏng: bản ghi, bản sao, danh sách chi trả, tin việc mới.

    Ví dụ: sanviec sandbox social-insurance --port 8090 --people nguoi.json
    """
    from .running import refuse_busy_port

    refuse_busy_port("127.0.0.1", port)
    command = [sys.executable, "-m", _MODULE, f"--port={port}", f"--token={token}"]
    command += [f"--people={people}"] if people else []
    if claims:
        _check_is_demo()
        command.append("--claims")
    os.execv(sys.executable, [*command, f"--fault-every={fault_every}"])


def _check_is_demo() -> None:
    """Only invented people leave the database like this."""
    from .django_setup import start_with_database

    start_with_database()
    from django.conf import settings

    if not settings.SANVIEC_IS_DEMO:
        raise InputError(
            "Chỉ bản trình diễn mới lấy người từ hồ sơ. Hãy dùng --people với dữ liệu do máy tạo.",
            "only a demo gives its claims to the sandbox; use --people with invented data",
            code="sandbox_in_production",
        )
