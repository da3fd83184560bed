"""The demo: a whole installation on one machine, ready to be looked at."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import click

from sanviec.kernel.errors import InputError

from .django_setup import start_django
from .running import migrate_now, refuse_busy_port, run_server
from .signalling import PORTS, keep_signalling
from .wording import say


@click.command()
@click.option("--port", default=8000, show_default=True, type=PORTS, help="Cổng của máy chủ web.")
@click.option(
    "--home",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("var"),
    show_default=True,
    help="Thư mục chứa mọi tệp được ghi.",
)
@click.option(
    "--signal-port",
    type=PORTS,
    help="Cổng báo hiệu của phòng phỏng vấn trực tuyến; mặc định là cổng ngay sau --port.",
)
@click.option("--reset", is_flag=True, help="Xóa dữ liệu trình diễn cũ và tạo lại.")
@click.option("--no-serve", is_flag=True, help="Chỉ tạo dữ liệu, không chạy máy chủ.")
def demo(port: int, home: Path, *, signal_port: int | None, reset: bool, no_serve: bool) -> None:
    """Dựng bản trình diễn với người và doanh nghiệp do máy tạo ra.

    Ví dụ: sanviec demo --port 8000
    """
    if os.environ.get("SANVIEC_SECRET_KEY"):
        raise InputError(
            "Bản trình diễn không chạy với thiết lập của hệ thống thật. "
            "Hãy bỏ biến SANVIEC_SECRET_KEY.",
            "the demo refuses the settings of a real installation; unset SANVIEC_SECRET_KEY",
            code="demo_in_production",
        )
    os.environ.pop("SANVIEC_DATABASE_URL", None)
    signal_port = signal_port or port % 65_535 + 1
    if not no_serve:
        refuse_busy_port("127.0.0.1", port)
        refuse_busy_port("127.0.0.1", signal_port, option="--signal-port")
    os.environ.setdefault("SANVIEC_SIGNAL_URL", f"ws://127.0.0.1:{signal_port}")
    if reset:
        _remove(home)
    start_django(home=home)
    say("Đang chuẩn bị cơ sở dữ liệu…", "Preparing the database…")
    migrate_now()
    _fill_once()
    if no_serve:
        return
    _print_where(port)
    worker = subprocess.Popen([sys.executable, "-m", "sanviec.cli", "worker"])
    _end_with_parent(worker)
    keep_signalling(host="127.0.0.1", port=signal_port)
    run_server(host="127.0.0.1", port=port, workers=2)


def _remove(home: Path) -> None:
    """Delete what an earlier demo wrote; anything else in the folder stays."""
    database = ("sanviec.sqlite3", "sanviec.sqlite3-wal", "sanviec.sqlite3-shm")
    for name in (*database, "keys.json", "signing.p12"):
        (home / name).unlink(missing_ok=True)
    for name in ("files", "sent", "static"):
        shutil.rmtree(home / name, ignore_errors=True)


def _fill_once() -> None:
    from django.utils import timezone

    from sanviec.apps.centres.models import Centre

    from .demo_world import DEMO_PASSWORD, build_world
    from .demo_world.build import morning_of

    if Centre.objects.exists():
        say(
            "Dữ liệu trình diễn đã có; thêm --reset để tạo lại.",
            "The demo data are there already; add --reset to make them anew.",
        )
        return
    say("Đang tạo người, doanh nghiệp và việc làm…", "Making people, employers and vacancies…")
    logins = build_world(today_at=morning_of(timezone.now()))
    click.echo(f"\nTài khoản (mật khẩu của tất cả: {DEMO_PASSWORD})")
    for login in logins:
        click.echo(f"  {login.username:<22} {login.title}")


def _print_where(port: int) -> None:
    click.echo(f"\nMở http://127.0.0.1:{port}/ trong trình duyệt. Bấm Ctrl+C để dừng.\n")
    sys.stdout.flush()


def _end_with_parent(worker: subprocess.Popen[Any]) -> None:
    """The worker watches the server's process and leaves with it.

    ``run_server`` replaces this process by gunicorn, so nobody here could stop the worker.
    """
    watcher = (
        "import os, signal, sys, time\n"
        "parent, child = int(sys.argv[1]), int(sys.argv[2])\n"
        "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while os.getppid() == parent:\n"
        "    time.sleep(1)\n"
        "os.kill(child, signal.SIGTERM)\n"
    )
    arguments = [sys.executable, "-c", watcher, str(os.getpid()), str(worker.pid)]
    subprocess.Popen(arguments)
