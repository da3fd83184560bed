"""Rows of a query without ORDER BY come back in random order.

SQLite returns rows in the order they were written and PostgreSQL usually does too, until the
day it does not. A test that passes only thanks to that luck fails here at once.

Whole results are shuffled after they are read. A slice without an order (`[:10]`) gets ORDER BY
RANDOM() in its SQL instead, because there the luck decides which rows come at all.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import chain
from typing import Any

from django.db.models.expressions import OrderBy, Value
from django.db.models.functions import Random
from django.db.models.query import MAX_GET_RESULTS
from django.db.models.sql import Query
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.constants import GET_ITERATOR_CHUNK_SIZE, MULTI

_rng = random.Random()


def install() -> None:
    """Patch Django's compiler once for the whole run."""
    execute_sql, get_order_by = SQLCompiler.execute_sql, SQLCompiler.get_order_by

    def shuffling_execute_sql(
        self: SQLCompiler,
        result_type: str | None = MULTI,
        chunked_fetch: bool = False,
        chunk_size: int = GET_ITERATOR_CHUNK_SIZE,
    ) -> Any:
        result = execute_sql(self, result_type, chunked_fetch, chunk_size)
        if result_type != MULTI or self.query.explain_info or is_ordered(self.query):
            return result
        if chunked_fetch:
            return (shuffled(chunk) for chunk in result)
        return [shuffled(chain.from_iterable(result))]

    def random_get_order_by(self: SQLCompiler) -> list[Any]:
        order_by = get_order_by(self)
        if order_by or not is_lucky_slice(self.query):
            return order_by
        expression = OrderBy(Random()).resolve_expression(self.query)
        sql, params = self.compile(expression)
        return [(expression, (sql, params, False))]

    SQLCompiler.execute_sql = shuffling_execute_sql
    SQLCompiler.get_order_by = random_get_order_by


def reseed(seed: str) -> None:
    """Make the next shuffles repeatable: the same test with the same seed sees the same order."""
    _rng.seed(seed)


def shuffled(rows: Iterator[Any] | list[Any]) -> list[Any]:
    """Return the rows in another order."""
    mixed = list(rows)
    _rng.shuffle(mixed)
    return mixed


def is_ordered(query: Query) -> bool:
    """Whether the query, or its model's Meta, names an order."""
    if query.order_by or query.extra_order_by:
        return True
    return bool(query.default_ordering and query.get_meta().ordering and not query.group_by)


def is_lucky_slice(query: Query) -> bool:
    """Whether the database may choose which rows a slice of this query holds."""
    only_asks_whether = not (query.default_cols or query.select) and all(
        isinstance(annotation, Value) for annotation in query.annotation_select.values()
    )  # .exists() selects the constant 1
    return bool(
        query.is_sliced
        and not only_asks_whether
        and query.high_mark != MAX_GET_RESULTS  # .get(): one row or an error
        and not (query.distinct or query.group_by or query.combinator or is_ordered(query))
    )
