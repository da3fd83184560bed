"""Reading: any file as a table of text, or a refusal that says what to do."""

from __future__ import annotations

from sanviec.engines.intake.reading.columnar import read_parquet
from sanviec.engines.intake.reading.delimited import read_delimited
from sanviec.engines.intake.reading.json_lines import read_json_lines
from sanviec.engines.intake.reading.signatures import decide_format
from sanviec.engines.intake.reading.sources import AnySource, Source, open_source
from sanviec.engines.intake.reading.workbook import read_workbook
from sanviec.engines.intake.table import DEFAULT_LIMITS, Limits, ReadOptions, Table

_NO_OPTIONS = ReadOptions()


def read_table(
    source: AnySource,
    *,
    name: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    options: ReadOptions = _NO_OPTIONS,
) -> Table:
    """Give any file as headings and an iterator of rows of text.

    Formats are .csv, .csv.gz, .tsv, .xlsx, .parquet and .jsonl, by suffix and content; `-` by
    content alone. Text is found to be UTF-8, UTF-16, Windows-1258, TCVN3 or VNI and comes out
    composed (NFC). Rows that cannot be read whole carry their errors and do not stop the rest.

    Args:
        source: Path, bytes, or a binary stream (copied when read).
        name: File name for the suffix and for messages; default the path's own.
        limits: When to refuse.
        options: Sheet, heading row, delimiter or encoding where the person knows better.

    Returns:
        A table to be used as a context manager or read to its end.

    Raises:
        InputError: The file is refused; the sentence names it and says what to do.
    Cost: O(bytes); memory is bounded by the limits on rows and cells, not by the file.
    """
    opened = open_source(source, name, limits)
    try:
        return _read(opened, limits, options)
    except BaseException:
        opened.close()
        raise


def _read(source: Source, limits: Limits, options: ReadOptions) -> Table:
    kind = decide_format(source.name, source.head())
    if kind == "xlsx":
        return read_workbook(source, limits, options)
    if kind == "parquet":
        return read_parquet(source, limits)
    if kind == "jsonl":
        return read_json_lines(source, limits, options)
    return read_delimited(source, kind, limits, options)


__all__ = ["read_table"]
