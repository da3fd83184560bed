"""``sanviec import``: a file into the registers; dry unless told to write."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from .django_setup import start_django
from .files import tell_refused


@click.command("import")
@click.argument("kind", type=click.Choice(["vacancies", "jobseekers", "employers", "places"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "is_applied", is_flag=True, help="Ghi thật; không có thì chỉ đọc thử.")
@click.option(
    "--map", "mapping", type=click.Path(exists=True, path_type=Path), help="Mẫu cột TOML."
)
@click.option("--centre", help="Mã trung tâm; không cần khi chỉ có một.")
@click.option("--source", default="tep", show_default=True, help="Tên ngắn của nguồn tệp.")
@click.option("--vouched", is_flag=True, help="Doanh nghiệp trong tệp đã được xác minh.")
@click.option("--open-until", type=click.DateTime(["%Y-%m-%d"]), help="Hạn cho tin đã quá hạn.")
@click.option("--consent-on-paper", is_flag=True, help="Mọi người trong tệp đã ký phiếu đồng ý.")
@click.option("--rejected", type=click.Path(path_type=Path), help="Ghi các dòng bị từ chối ra tệp.")
@click.option("--sample", default=5, show_default=True, help="Số dòng mẫu in cho mỗi nhóm.")
def import_file(kind: str, file: Path, **options: Any) -> None:
    """Nhập một tệp có cột bất kỳ vào sổ của trung tâm.

    Ví dụ: sanviec import vacancies viec.xlsx --centre LS --apply
    """
    start_django()
    from django.utils import timezone

    from sanviec.apps.imports.services import FileOptions, Job, bring_in
    from sanviec.apps.jobseekers.enums import ConsentPurpose
    from sanviec.apps.platform.actors import Actor
    from sanviec.apps.platform.enums import Role
    from sanviec.engines.intake import load_mapping, write_rejected

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
        file,
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
    raise click.UsageError(f"Hãy chọn trung tâm bằng --centre; đang có: {known or 'chưa có'}.")


def _report(brought: Any, sample: int, *, is_applied: bool) -> None:
    """The figures on standard output, a tab between name and number."""
    words = {"added": "thêm", "changed": "đổi", "unchanged": "giữ nguyên", "rejected": "từ chối"}
    click.echo(f"đã đọc\t{brought.rows_read}\t({brought.encoding})")
    for verdict, word in words.items():
        click.echo(f"{word}\t{brought.verdicts[verdict]}")
        for line in brought.samples.get(verdict, [])[:sample]:
            click.echo(f"    dòng {line}")
    for code, count in brought.reasons.most_common():
        click.echo(f"lý do {code}\t{count}")
    for aspect, count in sorted(brought.given.items()):
        share = 100 * brought.understood[aspect] / count if count else 0
        click.echo(f"hiểu {aspect}\t{brought.understood[aspect]}/{count}\t{share:.1f} %")
    if brought.unknown_columns:
        click.echo(f"cột giữ nguyên\t{', '.join(brought.unknown_columns)}")
    if not is_applied:
        click.echo("Mới đọc thử, chưa ghi gì. Thêm --apply để ghi.", err=True)
