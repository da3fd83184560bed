"""Production pieces: the web server, the background worker, the nightly round, migrations."""

from __future__ import annotations

import logging
import os
import sys
import time

import click

from .django_setup import start_django

log = logging.getLogger("sanviec.worker")
WAIT_SECONDS = 5


@click.command()
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu.

    Ví dụ: sanviec migrate
    """
    start_django()
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
@click.option("--port", default=8000, show_default=True, help="Cổng.")
@click.option("--workers", default=2, show_default=True, help="Số tiến trình.")
def serve(host: str, port: int, workers: int) -> None:
    """Chạy máy chủ web.

    Ví dụ: sanviec serve --host 0.0.0.0 --port 8000 --workers 4
    """
    start_django()
    run_server(host=host, port=port, workers=workers)


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
    os.execv(sys.executable, command)


@click.command()
def worker() -> None:
    """Chạy tiến trình nền: gửi tin, nhập tệp, việc định kỳ.

    Ví dụ: sanviec worker
    """
    start_django()
    run_worker()


def run_worker() -> None:
    """Work until a signal says stop; a database that is busy or away is waited for."""
    from django.core.management import call_command
    from django.db import OperationalError, close_old_connections
    from django.utils import timezone

    from sanviec.apps.imports.services import resume_stalled
    from sanviec.engines.matching.kernel.warm_up import warm_up

    warm_up()
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
    """Việc mỗi đêm: hết hạn tin và phiếu, trả lời thay khi doanh nghiệp im lặng, gửi lại tin.

    Ví dụ: sanviec nightly
    """
    start_django()
    for name, count in run_nightly().items():
        click.echo(f"{name}\t{count}")


def run_nightly() -> dict[str, int]:
    """Do the nightly round in batches until nothing is left; each act in its own transaction."""
    from django.utils import timezone

    from sanviec.apps.imports.services import resume_stalled
    from sanviec.apps.jobseekers.services import expire_registrations
    from sanviec.apps.platform.services import deliver_due
    from sanviec.apps.referrals.services import answer_silence
    from sanviec.apps.vacancies.services import expire_vacancies

    now = timezone.now()
    rounds = {
        "expired_vacancies": expire_vacancies,
        "expired_registrations": expire_registrations,
        "answered_silences": answer_silence,
        "resumed_imports": resume_stalled,
        "messages": deliver_due,
    }
    done: dict[str, int] = {}
    for name, act in rounds.items():
        done[name] = 0
        while count := act(now=now):
            done[name] += count
    return done
