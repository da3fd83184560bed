"""``sanviec import``: a file into the registers; dry unless told to write."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from typing import Any

import click

from sanviec.kernel.errors import InputError

from .django_setup import start_with_database
from .files import tell_refused
from .wording import say, worded


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
@click.option("--rejected", type=click.Path(path_type=Path), help="Ghi các dòng bị từ chối ra tệp.")
@click.option("--sample", default=5, show_default=True, help="Số dòng mẫu in cho mỗi nhóm.")
def import_file(kind: str, file: str, **options: Any) -> None:
    """Nhập một tệp có cột bất kỳ vào sổ của trung tâm; FILE là “-” thì đọc đầu vào chuẩn.

    Ví dụ: sanviec import vacancies viec.xlsx --centre LS --apply
    """
    start_with_database()
    from django.utils import timezone

    from sanviec.apps.imports.services import FileOptions, Job, bring_in
    from sanviec.apps.jobseekers.enums import ConsentPurpose
    from sanviec.apps.platform.actors import Actor
    from sanviec.apps.platform.enums import Role
    from sanviec.engines.intake import check_target, load_mapping, write_rejected

    if options["rejected"] is not None:
        check_target(options["rejected"])
    centre = _centre(options["centre"])
    until: date | None = options["open_until"].date() if options["open_until"] else None
    chosen = FileOptions(
        source=options["source"],
        is_vouched=options["vouched"],
        open_until=until,
        consents=tuple(ConsentPurpose) if options["consent_on_paper"] else (),
        mapping=load_mapping(options["mapping"], kind) if options["mapping"] else None,
    )
    actor = Actor(role=Role.SYSTEM, centre_id=centre.pk)
    rejected: list[Any] = []
    columns: list[str] = []

    def note(table: Any, row: Any) -> None:
        columns[:] = table.columns
        if options["rejected"] is not None:
            rejected.append(row)
        if len(rejected) <= 20 or options["rejected"] is None:
            tell_refused(row)

    brought = bring_in(
        sys.stdin.buffer.read() if file == "-" else Path(file),
        job=Job(kind, centre, chosen, actor, timezone.now()),
        is_applied=options["is_applied"],
        on_rejected=note,
    )
    if options["rejected"] is not None and rejected:
        write_rejected(columns, rejected, options["rejected"])
    _report(brought, options["sample"], is_applied=options["is_applied"])


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
