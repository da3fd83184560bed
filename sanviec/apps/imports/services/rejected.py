"""The rows that were not taken, kept on disk while a file is read, then written to be corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from tempfile import SpooledTemporaryFile

from django.conf import settings

from sanviec.engines.intake import Row, RowError, Table, write_rejected

# More than this is a wrong file, not a list of slips to correct.
MOST_REJECTED = 50_000
_IN_MEMORY = 1_000_000


class RejectedRows:
    """Rejected rows in bounded memory; ``add`` goes to ``bring_in`` as ``on_rejected``."""

    def __init__(self, store: SpooledTemporaryFile[bytes]) -> None:
        self._store = store
        self.columns: tuple[str, ...] = ()
        self.count = 0

    def add(self, table: Table, row: Row) -> None:
        """Keep one row with its reasons."""
        if self.count < MOST_REJECTED:
            self.columns = table.columns
            self.count += 1
            content = [row.number, row.cells, [astuple(error) for error in row.errors]]
            self._store.write(json.dumps(content, ensure_ascii=False).encode() + b"\n")

    def write(self, target: Path | str) -> None:
        """Write the kept rows with their reasons, in the format that the suffix names.

        Raises:
            InputError: unknown suffix, or the disk refuses.
        """
        write_rejected(self.columns, self._rows(), target)

    def _rows(self) -> Iterator[Row]:
        self._store.seek(0)
        for line in self._store:
            number, cells, errors = json.loads(line)
            yield Row(number, tuple(cells), errors=tuple(RowError(*error) for error in errors))


@contextmanager
def rejected_rows() -> Iterator[RejectedRows]:
    """Room for rejected rows; beyond a megabyte they lie in a nameless file of SANVIEC_HOME."""
    with SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(settings.SANVIEC_HOME)) as store:
        yield RejectedRows(store)
