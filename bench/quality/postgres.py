"""PostgreSQL's full text search, with a real server for the time of the run."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import psycopg

from sanviec.kernel.text import fold
from tests.ground.postgres import PostgresMissing, PostgresServer

from .asking import Question
from .peers import question_of
from .texts import Text

__all__ = ["FullText", "PostgresMissing", "PostgresServer"]

_MOST = 11
_LETTERS = {"title": "A", "names": "B", "terms": "C", "body": "D"}
_VECTOR = " || ".join(
    f"setweight(to_tsvector('simple', %s), '{letter}')" for letter in _LETTERS.values()
)
_RANKS = {
    "rank": "ts_rank(words, asked, 1)",
    "density": "ts_rank_cd(words, asked, 1)",
    "rank long": "ts_rank(words, asked, 1)",
}
_QUERY = """
    SELECT id FROM ads, to_tsquery('simple', %s) AS asked
    WHERE words @@ asked ORDER BY {rank} DESC, id LIMIT %s
"""


class FullText:
    """Weighted vectors without marks, any of the words, ranked by ts_rank or ts_rank_cd."""

    name = "PostgreSQL"
    setups = tuple(_RANKS)

    def __init__(self, server: PostgresServer, texts: Sequence[Text]) -> None:
        address: dict[str, Any] = {"host": server.socket_dir, "user": "sanviec"}
        self._connection = psycopg.connect(dbname="postgres", autocommit=True, **address)
        self._connection.execute("DROP TABLE IF EXISTS ads")
        self._connection.execute("CREATE TABLE ads (id text PRIMARY KEY, words tsvector)")
        with self._connection.cursor() as cursor:
            cursor.executemany(
                f"INSERT INTO ads VALUES (%s, {_VECTOR})",
                [(text.id, *(fold(getattr(text, name)) for name in _LETTERS)) for text in texts],
            )
        self._connection.execute("CREATE INDEX ON ads USING gin (words)")
        self._connection.execute("ANALYZE ads")

    def best(self, asked: Question, setup: str) -> list[str]:
        """Give the ids of the best."""
        said = dict.fromkeys(question_of(asked, setup))
        if not said:
            return []
        query = _QUERY.format(rank=_RANKS[setup])
        rows = self._connection.execute(query, (" | ".join(said), _MOST)).fetchall()
        return [row[0] for row in rows]

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()
