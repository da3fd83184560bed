"""A kept connection that sees when its file was put in another's place.

Opening a file and setting it up costs a quarter of a short request, so connections are kept. But
who restores a backup puts another file under the same name: a connection that stayed would go on
writing to the old one, which no name leads to any more, and what it acknowledged would be lost.
"""

from __future__ import annotations

import os
from typing import Any

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Asked at the start of each request (CONN_HEALTH_CHECKS) whether its file is still there."""

    _opened: tuple[int, int] | None = None

    def get_new_connection(self, conn_params: Any) -> Any:
        """Open the file, and remember which one it was."""
        connection = super().get_new_connection(conn_params)
        self._opened = self._file()
        return connection

    def is_usable(self) -> bool:
        """Whether the name still leads to the file that is open. Cost: some microseconds."""
        if self.is_in_memory_db():
            return True
        return self._opened is not None and self._opened == self._file()

    def _file(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self.settings_dict["NAME"])
        except OSError:
            return None
        return found.st_dev, found.st_ino
