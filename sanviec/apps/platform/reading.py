"""Rows by key, without the price of building a statement for every column.

Where the same rows are asked for hundreds of times a second (a door, a queue), Django's compiler
takes a third of the time. Here the statement is written once. The query set that says the same is
the plain path that the tests compare with; joins and conditions beyond "is one of" stay there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[..., Any]


def read_rows(
    model: type[Row],
    wanted: Mapping[str, Collection[Any]],
    *,
    is_any: bool = False,
    is_held: bool = False,
    columns: tuple[str, ...] = (),
) -> list[Row]:
    """The rows whose columns have one of the wanted values, in the order of their keys.

    Args:
        wanted: name of a field -> the values that it may have.
        is_any: one of the fields is enough, where otherwise each must fit.
        is_held: lock the rows until the transaction is over, where the database can.
        columns: names of the fields to read; the others are read when they are asked for.
    """
    asked = {name: list(values) for name, values in wanted.items() if values or not is_any}
    if not asked or not all(asked.values()):
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    shape = tuple((name, len(values)) for name, values in asked.items())
    names, converters = _columns(model, columns, connection.vendor)
    is_held = is_held and connection.features.has_select_for_update
    text = _statement(model, names, shape, " OR " if is_any else " AND ", is_held)
    fields: dict[str, Any] = {name: model._meta.get_field(name) for name in asked}
    values = [
        fields[name].get_db_prep_value(value, connection)
        for name, some in asked.items()
        for value in some
    ]
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        found = cursor.fetchall()
    return [
        model.from_db(connection.alias, list(names), _converted(row, converters, connection))
        for row in found
    ]


def _converted(row: tuple[Any, ...], converters: Any, connection: Any) -> list[Any]:
    values = list(row)
    for place, field, steps in converters:
        for step in steps:
            values[place] = step(values[place], field, connection)
    return values


@functools.lru_cache(maxsize=64)
def _columns(model: type[models.Model], chosen: tuple[str, ...], _vendor: str) -> Any:
    connection = connections[DEFAULT_DB_ALIAS]
    meta: Any = model._meta
    asked = {meta.get_field(name) for name in chosen} or set(meta.concrete_fields)
    # In the order of the model: `from_db` puts the values in their places by it.
    fields = [field for field in meta.concrete_fields if field in asked]
    converters = []
    for place, field in enumerate(fields):
        column = field.get_col(meta.db_table)
        steps = [
            *connection.ops.get_db_converters(column),
            *column.get_db_converters(connection),
        ]
        if steps:
            converters.append((place, column, tuple(steps)))
    return tuple(field.attname for field in fields), tuple(converters)


@functools.lru_cache(maxsize=512)
def _statement(
    model: type[models.Model],
    names: tuple[str, ...],
    shape: tuple[tuple[str, int], ...],
    joint: str,
    is_held: bool,
) -> str:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    by_name = {field.attname: quote(str(field.column)) for field in model._meta.concrete_fields}
    listed = ", ".join(by_name[name] for name in names)
    column_of = {field.name: quote(str(field.column)) for field in model._meta.concrete_fields}
    parts = [f"{column_of[name]} IN ({', '.join(['%s'] * count)})" for name, count in shape]
    key = quote(str(model._meta.pk.column))
    lock = " FOR UPDATE" if is_held else ""
    table = quote(str(model._meta.db_table))
    return f"SELECT {listed} FROM {table} WHERE {joint.join(parts)} ORDER BY {key}{lock}"
