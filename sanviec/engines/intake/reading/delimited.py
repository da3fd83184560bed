"""Text with delimiters: .csv, .tsv and what a person pastes or pipes in."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Final

from sanviec.engines.intake.columns import is_known_heading
from sanviec.engines.intake.problems import notice
from sanviec.engines.intake.reading.cleaning import without_guard
from sanviec.engines.intake.reading.encodings import Decoding, detect_decoding, named_decoding
from sanviec.engines.intake.reading.lines import bounded_lines, open_text
from sanviec.engines.intake.reading.quotes import LooseSplitter, Record, Records
from sanviec.engines.intake.reading.rows import CellProblem, Finishing, GridRow, read_head
from sanviec.engines.intake.reading.sources import Source
from sanviec.engines.intake.table import Format, Limits, ReadOptions, Table

_CANDIDATES: Final = (",", ";", "\t", "|")
_SAMPLE_LINES: Final = 200
_DECLARED: Final = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


def read_delimited(source: Source, kind: Format, limits: Limits, options: ReadOptions) -> Table:
    """Give a delimited file as a table whose rows are read as they are asked for.

    Raises:
        InputError: Unknown encoding, binary content, or no heading row.
    Cost: one pass over the bytes for the encoding, then one pass while reading.
    """
    decoding = decoding_of(source, options)
    text = open_text(source, decoding)
    lines = bounded_lines(text, limits.max_row_chars)
    sample = list(islice(lines, _SAMPLE_LINES))
    declared = _DECLARED.fullmatch(sample[0]) if sample else None
    delimiter = options.delimiter or (declared[1] if declared else None)
    delimiter, width = sniff_delimiter(sample, _preferred(kind), delimiter)
    records = Records(chain(sample, lines), delimiter, width=width, max_chars=limits.max_row_chars)
    grid = _grid(records, skip=1 if declared else 0)
    finishing = Finishing(source.name, limits, decoding.layer, decoding.layer is not None)
    head = read_head(grid, finishing, header_row=options.header_row)
    notices = head.notices
    if decoding.encoding.is_guess:
        label, confidence = decoding.encoding.label, decoding.encoding.confidence
        notices.insert(0, notice("encoding_guessed", encoding=label, confidence=confidence))
    return Table(
        name=source.name,
        format=kind,
        columns=head.layout.columns,
        rows=head.rows,
        encoding=decoding.encoding,
        header_row=head.layout.header_row,
        delimiter=delimiter,
        notices=notices,
        closing=text.close,
    )


def decoding_of(source: Source, options: ReadOptions) -> Decoding:
    """Give the decoding that was asked for, or the one found."""
    if options.encoding:
        return named_decoding(options.encoding, source.name)
    return detect_decoding(source.stream, source.name)


def _preferred(kind: Format) -> str:
    return "\t" if kind == "tsv" else ","


def _grid(records: Records, skip: int) -> Iterator[GridRow]:
    for record in records:
        if record.number > skip:
            yield _grid_row(record)


def _grid_row(record: Record) -> GridRow:
    problems = (CellProblem(None, record.problem),) if record.problem else ()
    cells = record.cells
    if any(cell[:1] == "'" for cell in cells):
        cells = list(map(without_guard, cells))
    code = "quotes_repaired" if record.is_repaired else None
    return GridRow(record.number, cells, problems, code)


def sniff_delimiter(
    sample: Sequence[str], preferred: str, given: str | None = None
) -> tuple[str, int]:
    """Give the delimiter and the usual number of cells.

    The candidate wins under which most lines have the same number of cells above one; known
    headings in its cells break near ties.

    Args:
        sample: The first lines.
        preferred: What the suffix promises; decides when nothing else does.
        given: The delimiter when it is known; only the width is found out.
    """
    candidates = (given,) if given else (preferred, *(c for c in _CANDIDATES if c != preferred))
    scored = [(*_score(sample, delimiter), delimiter) for delimiter in candidates]
    best = max(scored, key=lambda entry: entry[0])
    return (best[2], best[1]) if best[0] > 0 or given else (preferred, 1)


def _score(sample: Sequence[str], delimiter: str) -> tuple[float, int]:
    rows = _split_sample(sample, delimiter)
    widths = Counter(len(cells) for cells in rows if len(cells) > 1)
    if not widths:
        return 0.0, 0
    width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]))
    known = max(sum(map(is_known_heading, cells)) for cells in rows[:20])
    return agreeing / len(rows) + min(known, 10) + min(width, 20) / 100, width


def _split_sample(sample: Sequence[str], delimiter: str) -> list[list[str]]:
    """Split roughly: a quotation mark that stays open takes the next lines in, up to fifty."""
    rows: list[list[str]] = []
    splitter, waiting = LooseSplitter(delimiter), 0
    for line in sample:
        waiting += 1
        if splitter.feed(line.rstrip("\n")) or waiting > 50:
            if any(map(str.strip, splitter.cells)):
                rows.append(splitter.cells)
            splitter, waiting = LooseSplitter(delimiter), 0
    return rows or [[""]]
