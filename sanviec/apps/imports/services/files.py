"""One file into the registers: previewed or written, chunk by chunk, in bounded memory."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from sanviec.apps.imports.facts import column_of
from sanviec.apps.platform.bulk import RowOutcome
from sanviec.engines.intake import (
    Conversion,
    JobseekerRecord,
    ReadOptions,
    Row,
    RowError,
    Table,
    convert,
    read_table,
)
from sanviec.kernel.errors import InputError

from .job import Brought, Job, Rejected, context_on
from .writing import Writer

# Enough rows to make a write cheap, few enough to keep a page of text each in memory.
CHUNK = 1_000
MOST_SHOWN = 200
MOST_SAMPLES = 10


def bring_in(
    source: Path | bytes,
    *,
    job: Job,
    is_applied: bool,
    on_rejected: Rejected | None = None,
    progress: Callable[[int], None] | None = None,
) -> Brought:
    """Read a file of any layout; write it only when told to.

    The file is written in chunks of 1,000 rows, each whole or not at all; the same file again
    changes nothing, so one that was interrupted is simply brought in once more.

    Args:
        source: the file; ``job.name`` names it in messages and by its suffix.
        is_applied: False says what would happen and writes nothing.
        on_rejected: called with each row that cannot be taken, in the order of the file.
        progress: called with the number of rows done after each chunk.

    Raises:
        InputError: the file as a whole is refused; nothing was written.
    Cost: about 1 ms a row; a chunk of rows at a time is held.
    """
    task = replace(job, is_applied=is_applied)
    mapping = task.options.mapping
    options = mapping.options() if mapping else ReadOptions()
    brought, writer = Brought(), Writer(task)
    with (
        read_table(
            source, name=job.name or None, limits=job.options.limits, options=options
        ) as table,
        _few_collections(),
    ):
        conversion = convert(table, task.kind, context=context_on(task.today), mapping=mapping)
        _describe(table, conversion, brought)
        while chunk := list(islice(conversion, CHUNK)):
            for row, outcome in _written(writer, chunk, brought):
                _note(row, outcome, brought)
                if row.record is None and on_rejected is not None:
                    on_rejected(table, row)
            if progress is not None:
                progress(conversion.summary.rows_read)
    brought.notices = [*table.notices, *conversion.columns.notices]
    brought.rows_read = conversion.summary.rows_read
    brought.given, brought.understood = conversion.summary.given, conversion.summary.understood
    return brought


@contextmanager
def _few_collections() -> Iterator[None]:
    """Spare the garbage collector the tables of places and occupations: they stay for good."""
    thresholds = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)
        gc.unfreeze()


def _describe(table: Table, conversion: Conversion, brought: Brought) -> None:
    brought.encoding, brought.headings = table.encoding.label, list(table.columns)
    brought.columns = {match.field: match.column for match in conversion.columns.matches}
    brought.unknown_columns = [heading for _index, heading in conversion.columns.extra]


def _written(
    writer: Writer, chunk: list[Row], brought: Brought
) -> Iterator[tuple[Row, RowOutcome | None]]:
    """Each row with its outcome; one that the register refuses comes back without its record."""
    good = [row for row in chunk if row.record is not None]
    outcomes = iter(writer.write([row.record for row in good]))
    for row in chunk:
        outcome = next(outcomes) if row.record is not None else None
        if outcome is not None and outcome.error is not None:
            row = _with_error(row, outcome.error, brought)
        yield row, outcome


def _with_error(row: Row, error: InputError, brought: Brought) -> Row:
    column = column_of(error.column or error.field, brought.columns)
    told = RowError(row.number, column, error.code, error.text_vi, error.text_en)
    return replace(row, record=None, errors=(told,))


def _note(row: Row, outcome: RowOutcome | None, brought: Brought) -> None:
    if row.record is None or outcome is None:
        brought.verdicts["rejected"] += 1
        brought.reasons.update({error.code for error in row.errors})
        brought.errors += row.errors[: MOST_SHOWN - len(brought.errors)]
        return
    brought.verdicts[outcome.verdict] += 1
    shown = brought.samples.setdefault(outcome.verdict, [])
    if len(shown) < MOST_SAMPLES:
        shown.append(f"{row.number}: {_title_of(row.record)}")


def _title_of(record: Any) -> str:
    """A line that names no person: titles and firms only."""
    if isinstance(record, JobseekerRecord):
        return ", ".join(record.wished_titles)
    return str(getattr(record, "title", "") or getattr(record, "name", ""))
