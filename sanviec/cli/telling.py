"""What a person should know of a file that was read, on standard error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import click

from sanviec.engines.intake import Conversion, Notice, Table

from .wording import say, worded


def tell_reading(table: Table, conversion: Conversion) -> None:
    """How many rows there were, how the file was understood, and what no field is known for."""
    read, refused = conversion.summary.rows_read, conversion.summary.rejected
    say(
        f"{table.name}: đã đọc {read} dòng, từ chối {refused}.",
        f"{table.name}: {read} rows read, {refused} refused.",
    )
    tell_notices([*table.notices, *conversion.columns.notices])
    tell_kept([heading for _index, heading in conversion.columns.extra])


def tell_notices(notices: Iterable[Notice]) -> None:
    """Each notice on a line; a notice stops nothing."""
    for notice in notices:
        click.echo(worded(notice.text_vi, notice.text_en), err=True)


def tell_kept(headings: Sequence[str]) -> None:
    """The columns that stay as they are."""
    if headings:
        listed = ", ".join(headings)
        say(f"Cột giữ nguyên: {listed}.", f"Columns kept as they are: {listed}.")
