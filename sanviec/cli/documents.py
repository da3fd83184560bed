"""Commands of decision documents: how many wait, make them now on all cores, check a file."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import click
from tqdm import tqdm

from sanviec.kernel.errors import InputError

from .django_setup import start_django, start_with_database
from .wording import say


@click.group()
def documents() -> None:
    """Văn bản của các quyết định trợ cấp."""


@documents.command()
def status() -> None:
    """Đếm văn bản đang chờ, đã ký và không làm được.

    Ví dụ: sanviec documents status
    """
    start_with_database()
    from django.db.models import Count

    from sanviec.apps.claims.models import DecisionDocument

    counted = DecisionDocument.objects.order_by("state").values_list("state", "problem")
    for state, problem, count in counted.annotate(n=Count("pk")).order_by("state", "problem"):
        click.echo("\t".join(part for part in (state, str(count), problem) if part))


@documents.command()
@click.option(
    "--processes", default=2, show_default=True, type=click.IntRange(1, 64), help="Số tiến trình."
)
@click.option("--limit", type=click.IntRange(1), help="Làm nhiều nhất chừng này văn bản.")
def make(processes: int, limit: int | None) -> None:
    """Làm và ký ngay các văn bản đang chờ, thay vì đợi tiến trình nền; dừng lúc nào cũng được.

    Ví dụ: sanviec documents make --processes 2
    """
    start_with_database()
    from sanviec.apps.claims.models import DecisionDocument

    waiting = DecisionDocument.objects.queued().order_by("created_at", "id")
    ids = [str(pk) for pk in waiting.values_list("pk", flat=True)[:limit]]
    done = {"made": 0, "queued": 0, "failed": 0}
    with closing(tqdm(total=len(ids), unit="", disable=not sys.stderr.isatty())) as bar:
        for state in _made(ids, processes):
            done[state] += 1
            bar.update()
    say(
        f"{done['made']} văn bản đã ký, {done['queued']} còn chờ, {done['failed']} không làm được.",
        f"{done['made']} documents signed, {done['queued']} waiting, {done['failed']} failed.",
    )
    if done["queued"] or done["failed"]:
        sys.exit(2)


def _made(ids: list[str], processes: int) -> Iterator[str]:
    """The state of each document after its try, in the order in which they are ready."""
    if processes == 1 or len(ids) < 2:
        yield from map(make_one, ids)
        return
    # A forked child would share the parent's connection to the database.
    context = get_context("spawn")
    with ProcessPoolExecutor(processes, mp_context=context, initializer=start_django) as pool:
        for future in as_completed([pool.submit(make_one, document_id) for document_id in ids]):
            yield future.result()


def make_one(document_id: str) -> str:
    """Make one document in this process."""
    from django.utils import timezone

    from sanviec.apps.claims.services import make_document

    return make_document(document_id, now=timezone.now()).value


@documents.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
def check(files: tuple[Path, ...]) -> None:
    """So tệp PDF với bản đã ký: đúng từng byte và chữ ký hợp lệ hay không.

    Ví dụ: sanviec documents check quyet-dinh.pdf
    """
    start_with_database()
    from sanviec.apps.claims.documents.checking import MAX_BYTES, Verdict, check_file

    is_good = True
    for file in files:
        try:
            with file.open("rb") as stream:
                found = check_file(stream.read(MAX_BYTES + 1))
        except OSError as error:
            raise InputError(
                f"Không đọc được tệp {file}. Hãy kiểm tra đường dẫn và quyền đọc.",
                f"cannot read {file} ({error.strerror})",
                code="cannot_read",
            ) from None
        number = found.document.decision.number if found.document else ""
        click.echo("\t".join(part for part in (str(file), found.verdict.value, number) if part))
        is_good &= found.verdict is Verdict.GENUINE
    sys.exit(0 if is_good else 2)
