"""A kept connection that is asked after its health without a way to the server and back.

Django sends `SELECT 1` before the first statement of each request. A server that went away, or
was told to end the session, has closed its side of the socket, and that can be seen from here.
"""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Asked at the start of each request (CONN_HEALTH_CHECKS) whether the server is still there."""

    def is_usable(self) -> bool:
        """Whether statements can be sent; asks the server itself only when it has said something.

        Cost: some microseconds while all is well.
        """
        if self.connection is None or self.connection.closed or self.connection.broken:
            return False
        waiting = select.poll()
        waiting.register(self.connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
        # A farewell, or a notice that nobody asked for: only the server knows which.
        return super().is_usable() if waiting.poll(0) else True
