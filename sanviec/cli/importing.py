"""``sanviec import``: a file into the registers; dry unless told to write."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from sanviec.engines.intake import Row, Table, load_mapping
from sanviec.kernel.errors import InputError

from .django_setup import start_with_database
from .files import tell_refused
from .paths import STANDARD, check_output
from .telling import tell_notices
from .wording import say, worded

MOST_TOLD = 20
SOURCE_CHARS = 60


@click.command("import")
@click.argument("kind", type=click.Choice(["vacancies", "jobseekers", "employers", "places"]))
@click.argument("file")
@click.option("--apply", "is_applied", is_flag=True, help="Ghi thật; không có thì chỉ đọc thử.")
@click.option("--map", "mapping", type=click.Path(path_type=Path), help="Mẫu cột TOML.")
@click.option("--centre", help="Mã trung tâm; không cần khi chỉ có một.")
@click.option("--source", default="tep", show_default=True, help="Tên ngắn của nguồn tệp.")
@click.option("--vouched", is_flag=True, help="Doanh nghiệp trong tệp đã được xác minh.")
@click.option("--open-until", type=click.DateTime(["%Y-%m-%d"]), help="Hạn cho tin đã quá hạn.")
@click.option("--consent-on-paper", is_flag=True, help="Mọi người trong tệp đã ký phiếu đồng ý.")
@click.option("--rejected", help="Ghi các dòng bị từ chối ra tệp để sửa và nhập lại.")
@click.option(
    "--sample",
    default=5,
    show_default=True,
    type=click.IntRange(0, 10),
    help="Số dòng mẫu in cho mỗi nhóm.",
)
def import_file(kind: str, file: str, **options: Any) -> None:
    """Nhập một tệp có cột bất kỳ vào sổ của trung tâm; FILE là “-” thì đọc đầu vào chuẩn.

    Dòng sai không cản các dòng khác: nó được báo, được đếm, và lệnh kết thúc với mã 2.

    Ví dụ: sanviec import vacancies viec.xlsx --centre LS --apply
    """
    start_with_database()
    from sanviec.apps.imports.services import rejected_rows

    if options["rejected"] is not None:
        check_output(options["rejected"], file, has_standard=False)
    job = _job(kind, options)
    with rejected_rows() as rejected:
        brought = _brought(file, job, rejected, options)
        if options["rejected"] is not None and rejected.count:
            rejected.write(options["rejected"])
    tell_notices(brought.notices)
    _report(brought, options["sample"], is_applied=options["is_applied"])
    if brought.verdicts["rejected"]:
        # The other rows are written; whoever runs this in a script must hear of these.
        sys.exit(2)


def _job(kind: str, options: dict[str, Any]) -> Any:
    from django.utils import timezone

    from sanviec.apps.imports.services import FileOptions, Job
    from sanviec.apps.jobseekers.enums import ConsentPurpose
    from sanviec.apps.platform.actors import Actor
    from sanviec.apps.platform.enums import Role

    centre, now = _centre(options["centre"]), timezone.now()
    chosen = FileOptions(
        source=_source(options["source"]),
        is_vouched=options["vouched"],
        open_until=_open_until(options["open_until"], timezone.localdate(now)),
        consents=tuple(ConsentPurpose) if options["consent_on_paper"] else (),
        mapping=load_mapping(options["mapping"], kind) if options["mapping"] else None,
    )
    actor = Actor(role=Role.SYSTEM, centre_id=centre.pk)
    return Job(kind, centre, chosen, actor, now)


def _source(text: str) -> str:
    """The partner's name: without one no row could be found again."""
    name = text.strip()
    if not 0 < len(name) <= SOURCE_CHARS:
        raise InputError(
            f"Tên nguồn phải có từ 1 đến {SOURCE_CHARS} ký tự.",
            f"the name of the source must have 1 to {SOURCE_CHARS} characters",
            field="--source",
            code="source_invalid",
        )
    return name


def _open_until(given: datetime | None, today: date) -> date | None:
    """The closing day for rows without one, held to what a form may say."""
    from sanviec.apps.imports.services import check_open_until

    day = given.date() if given else None
    check_open_until(day, today)
    return day


def _brought(file: str, job: Any, rejected: Any, options: dict[str, Any]) -> Any:
    """Bring the file in; with a file for the refused rows only the first of them are told."""
    from sanviec.apps.imports.services import bring_in

    told = 0

    def note(table: Table, row: Row) -> None:
        nonlocal told
        told += 1
        if options["rejected"] is not None:
            rejected.add(table, row)
        if told <= MOST_TOLD or options["rejected"] is None:
            tell_refused(row)

    source = sys.stdin.buffer.read() if file == STANDARD else Path(file)
    return bring_in(source, job=job, is_applied=options["is_applied"], on_rejected=note)


def _centre(code: str | None) -> Any:
    from sanviec.apps.centres.models import Centre

    centres = list(Centre.objects.filter(code=code) if code else Centre.objects.order_by("code"))
    if len(centres) == 1:
        return centres[0]
    known = ", ".join(Centre.objects.order_by("code").values_list("code", flat=True))
    if not known:
        raise InputError(
            "Chưa có trung tâm nào. Hãy mở trước bằng: sanviec staff open-centre",
            "there is no centre yet; first: sanviec staff open-centre",
            code="centre_unknown",
        )
    raise InputError(
        f"Hãy chọn trung tâm bằng --centre; đang có: {known}.",
        f"choose the centre with --centre; there are: {known}",
        code="centre_unknown",
    )


_VERDICTS = {
    "added": ("thêm", "added"),
    "changed": ("đổi", "changed"),
    "unchanged": ("giữ nguyên", "unchanged"),
    "rejected": ("từ chối", "rejected"),
}


def _report(brought: Any, sample: int, *, is_applied: bool) -> None:
    """The figures on standard output, a tab between name and number."""
    click.echo(f"{worded('đã đọc', 'read')}\t{brought.rows_read}\t({brought.encoding})")
    for verdict, words in _VERDICTS.items():
        click.echo(f"{worded(*words)}\t{brought.verdicts[verdict]}")
        for line in brought.samples.get(verdict, [])[:sample]:
            click.echo(f"    {worded('dòng', 'row')} {line}")
    for code, count in brought.reasons.most_common():
        click.echo(f"{worded('lý do', 'reason')} {code}\t{count}")
    for aspect, count in sorted(brought.given.items()):
        share = 100 * brought.understood[aspect] / count if count else 0
        told = f"{brought.understood[aspect]}/{count}\t{share:.1f} %"
        click.echo(f"{worded('hiểu', 'understood')} {aspect}\t{told}")
    if brought.unknown_columns:
        kept = worded("cột giữ nguyên", "columns kept as they are")
        click.echo(f"{kept}\t{', '.join(brought.unknown_columns)}")
    if not is_applied:
        say(
            "Mới đọc thử, chưa ghi gì. Thêm --apply để ghi.",
            "Only read, nothing written. Add --apply to write.",
        )
