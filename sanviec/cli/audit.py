"""Commands of the audit chain."""

from __future__ import annotations

import sys

import click

from .django_setup import start_with_database
from .wording import say


@click.group()
def audit() -> None:
    """Kiểm tra chuỗi nhật ký."""


@audit.command()
def verify() -> None:
    """Đọc lại toàn bộ chuỗi; nêu tên từng dòng bị sửa, bị xóa hoặc bị sửa ngoài hệ thống.

    Ví dụ: sanviec audit verify
    """
    start_with_database()
    from sanviec.apps.platform.audit import verify as findings_of
    from sanviec.apps.platform.models import AuditEntry

    findings = 0
    for finding in findings_of():
        findings += 1
        click.echo(
            f"seq={finding.seq}\t{finding.object_type}\t{finding.object_id}\t{finding.problem}"
        )
    lines = AuditEntry.objects.count()
    say(
        f"{lines} dòng nhật ký, {findings} chỗ sai.",
        f"{lines} journal lines, {findings} findings.",
    )
    sys.exit(2 if findings else 0)


@audit.command()
def head() -> None:
    """In dấu của dòng cuối để lưu ở nơi khác, phòng khi đuôi chuỗi bị cắt.

    Ví dụ: sanviec audit head
    """
    start_with_database()
    from sanviec.apps.platform.models import AuditHead

    row = AuditHead.objects.get(pk=1)
    click.echo(f"{row.last_seq}\t{row.last_hash}")
