"""Django's sessions in the database, read without building a statement each time.

Every request of a signed-in person begins here.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.utils import timezone

from sanviec.apps.platform.reading import read_rows


class SessionStore(db.SessionStore):
    """The same rows, keys and signatures as Django's own."""

    def _get_session_from_db(self) -> Any:
        found = read_rows(self.model, {"session_key": [self.session_key]})
        if found and found[0].expire_date > timezone.now():
            return found[0]
        self._session_key = None
        return None
