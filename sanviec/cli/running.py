"""Production pieces: the web server, the background worker, the nightly round, migrations."""

from __future__ import annotations

import logging
import os
import socket
import sys
import time

import click

from sanviec.kernel.errors import InputError

from .background import keep_in_background
from .django_setup import database_away, home_closed, start_django, start_with_database
from .signalling import PORTS, keep_signalling

log = logging.getLogger("sanviec.worker")
WAIT_SECONDS = 5


@click.command()
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu.

    Ví dụ: sanviec migrate
    """
    start_django()
    from django.conf import settings
    from django.db import OperationalError, connection

    try:
        settings.SANVIEC_HOME.mkdir(parents=True, exist_ok=True)
        connection.ensure_connection()
    except OSError as error:
        raise home_closed(error) from error
    except OperationalError as error:
        raise database_away(error) from error
    migrate_now()


def migrate_now() -> None:
    """Bring the database and the static files up to date; safe to run again."""
    from django.conf import settings
    from django.core.management import call_command

    settings.SANVIEC_HOME.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ lắng nghe.")
@click.option("--port", default=8000, show_default=True, type=PORTS, help="Cổng.")
@click.option(
    "--workers", default=2, show_default=True, type=click.IntRange(1, 256), help="Số tiến trình."
)
@click.option(
    "--signal-port",
    default=8001,
    show_default=True,
    type=click.IntRange(0, 65_535),
    help="Cổng báo hiệu của phòng phỏng vấn trực tuyến; 0 để không chạy ở máy này.",
)
def serve(host: str, port: int, workers: int, signal_port: int) -> None:
    """Chạy máy chủ web, và tiến trình báo hiệu của phòng phỏng vấn trực tuyến bên cạnh.

    Ví dụ: sanviec serve --host 0.0.0.0 --port 8000 --workers 4
    """
    start_with_database()
    refuse_busy_port(host, port)
    if signal_port:
        refuse_busy_port(host, signal_port, option="--signal-port")
        keep_signalling(host=host, port=signal_port)
    run_server(host=host, port=port, workers=workers)


def refuse_busy_port(host: str, port: int, *, option: str = "--port") -> None:
    """See that nobody listens there before anything heavy is loaded.

    Raises:
        InputError: the port is taken, or this machine has no such address.
    """
    try:
        with socket.create_server((host, port), family=_family_of(host)):
            return
    except OSError as error:
        raise InputError(
            f"Không mở được cổng {port} của {host}. Có thể cổng đang được dùng; "
            f"hãy chọn cổng khác bằng {option}.",
            f"cannot listen on {host}:{port} ({error}); choose another one with {option}",
            code="port_busy",
        ) from error


def _family_of(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


# A search makes dozens of arrays of some hundred kilobytes. The C library would give each one's
# memory back to the system and fetch it anew, page by page: a fourteenth of a request. Only glibc
# reads these; what the operator has set stays.
_ALLOCATOR = {
    "MALLOC_MMAP_THRESHOLD_": str(32 * 2**20),
    "MALLOC_TRIM_THRESHOLD_": str(64 * 2**20),
    "MALLOC_TOP_PAD_": str(16 * 2**20),
}


def run_server(*, host: str, port: int, workers: int) -> None:
    """Become gunicorn with sync workers: with SQLite few writers queue better than many threads.

    The application and its search index are loaded before the workers are forked, so that they
    share one copy in memory.
    """
    command = [
        sys.executable,
        "-m",
        "gunicorn",
        "sanviec.config.wsgi:application",
        "--config=python:sanviec.config.gunicorn",
        f"--bind={host}:{port}",
        f"--workers={workers}",
    ]
    os.execve(sys.executable, command, _ALLOCATOR | os.environ)


@click.command()
def worker() -> None:
    """Chạy tiến trình nền: gửi tin, nhập tệp, việc định kỳ.

    Ví dụ: sanviec worker
    """
    _start_worker()
    run_worker()


def _start_worker() -> None:
    """Wait for a database that is away or not yet upgraded: a worker is often up before it."""
    while True:
        try:
            start_with_database()
            return
        except InputError as error:
            if error.code not in {"database_away", "not_migrated"}:
                raise
            log.warning("worker waits: %s", error.code)
            time.sleep(WAIT_SECONDS)


def run_worker() -> None:
    """Work until a signal says stop; a database that is busy or away is waited for."""
    from django.core.management import call_command
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from sanviec.apps.imports.services import resume_stalled
    from sanviec.engines.matching.kernel.warm_up import warm_up

    warm_up()
    keep_in_background()
    while True:
        try:
            resume_stalled(now=timezone.now())
            call_command("db_worker", interval=1, verbosity=0)
            return
        except OperationalError as error:
            log.warning("worker waits for the database: %s", type(error).__name__)
            close_old_connections()
            time.sleep(WAIT_SECONDS)


@click.command()
def nightly() -> None:
    """Việc mỗi đêm: hết hạn tin và phiếu, nhắc và trả lời thay doanh nghiệp im lặng, gửi lại tin.

    Ví dụ: sanviec nightly
    """
    start_with_database()
    for name, count in run_nightly().items():
        click.echo(f"{name}\t{count}")


def run_nightly() -> dict[str, int]:
    """Do the nightly round in batches until nothing is left; each act in its own transaction."""
    from django.utils import timezone

    from sanviec.apps.exchanges.services.asking import remind_after_sessions
    from sanviec.apps.exchanges.services.opening import open_due_sessions
    from sanviec.apps.exchanges.services.reminding import remind_participants
    from sanviec.apps.exchanges.services.room_letters import send_due_room_links
    from sanviec.apps.exchanges.services.waiting import sweep_waiting_lists
    from sanviec.apps.imports.services import resume_stalled
    from sanviec.apps.jobseekers.services import expire_registrations
    from sanviec.apps.payments.tasks import look_after_payments, pull_agency
    from sanviec.apps.platform.services import deliver_due
    from sanviec.apps.platform.tally import forget_tallies
    from sanviec.apps.referrals.services import (
        answer_silence,
        follow_lists,
        remind_employers,
        renew_lists,
    )
    from sanviec.apps.vacancies.services import expire_vacancies

    now = timezone.now()
    rounds = {
        "expired_vacancies": expire_vacancies,
        "expired_registrations": expire_registrations,
        "answered_silences": answer_silence,
        "reminders": remind_employers,
        "opened_sessions": open_due_sessions,
        "session_reminders": remind_participants,
        "room_links": send_due_room_links,
        "session_places": sweep_waiting_lists,
        "session_questions": remind_after_sessions,
        "resumed_imports": resume_stalled,
        "followed_lists": follow_lists,
        "renewed_lists": renew_lists,
        "agency_news": pull_agency,
        "payments": look_after_payments,
        "messages": deliver_due,
        "forgotten_tallies": forget_tallies,
    }
    done: dict[str, int] = {}
    for name, act in rounds.items():
        done[name] = 0
        while count := act(now=now):
            done[name] += count
    return done
