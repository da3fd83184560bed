"""Rows by key, without the price of building a statement for every column.

Where the same rows are asked for hundreds of times a second (a door, a queue), Django's compiler
takes a third of the time. Here the statement is written once. The query set that says the same is
the plain path that the tests compare with; joins and conditions beyond "is one of" stay there.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections, models

Row = TypeVar("Row", bound=models.Model)
Convert = Callable[..., Any]
Shape = tuple[tuple[str, int], ...]
Values = tuple[Any, ...]


class Asked(NamedTuple):
    """Rows of one model, as `read_rows` is asked for them."""

    model: type[models.Model]
    wanted: Mapping[str, Collection[Any]]
    columns: tuple[str, ...] = ()


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
    names, converters = _columns(model, columns, connection.vendor)
    is_held = is_held and connection.features.has_select_for_update
    text = _statement(model, names, _shape(asked), " OR " if is_any else " AND ", is_held)
    found = _fetch(connection, text, _values(model, asked, connection))
    return _instances(model, names, converters, found)


def read_together(*asked: Asked) -> list[list[Any]]:
    """A few rows of several models, asked for in one go: for each what `read_rows` would give.

    The way to the database and back costs more than the rows of a short request do. Only for a
    handful of rows of each model: the answer comes as every combination of them.

    Args:
        asked: what is read of each model; where columns are named, the key is among them.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    parts = [part for part in asked if part.wanted and all(part.wanted.values())]
    if not parts:
        return [[] for _part in asked]
    read = [_columns(part.model, part.columns, connection.vendor) for part in parts]
    names = tuple(some for some, _converters in read)
    text = _joint_statement(tuple((part.model, _shape(part.wanted)) for part in parts), names)
    values = [value for part in parts for value in _values(part.model, part.wanted, connection)]
    pieces = _parted(_fetch(connection, text, values), [len(some) for some in names])
    rows = {
        id(part): _instances(part.model, some, converters, piece)
        for part, (some, converters), piece in zip(parts, read, pieces, strict=True)
    }
    return [rows.get(id(part), []) for part in asked]


def _parted(found: list[Values], widths: list[int]) -> Iterator[list[Values]]:
    """Cut the combinations into the rows of each model, every row once."""
    start = 0
    for width in widths:
        end = start + width
        pieces = dict.fromkeys(row[start:end] for row in found)
        # Where a model has no such row, all its columns are empty.
        yield [piece for piece in pieces if any(value is not None for value in piece)]
        start = end


def _fetch(connection: Any, text: str, values: list[Any]) -> list[Values]:
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        found: list[Values] = cursor.fetchall()
    return found


def _instances(
    model: type[Row], names: tuple[str, ...], converters: Any, found: list[Values]
) -> list[Row]:
    connection = connections[DEFAULT_DB_ALIAS]
    return [
        model.from_db(connection.alias, list(names), _converted(row, converters, connection))
        for row in found
    ]


def _shape(wanted: Mapping[str, Collection[Any]]) -> Shape:
    return tuple((name, len(values)) for name, values in wanted.items())


def _values(
    model: type[models.Model], wanted: Mapping[str, Collection[Any]], connection: Any
) -> list[Any]:
    fields: dict[str, Any] = {name: model._meta.get_field(name) for name in wanted}
    return [
        fields[name].get_db_prep_value(value, connection)
        for name, some in wanted.items()
        for value in some
    ]


def _converted(row: Values, converters: Any, connection: Any) -> list[Any]:
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
    model: type[models.Model], names: tuple[str, ...], shape: Shape, joint: str, is_held: bool
) -> str:
    key = _quoted(str(model._meta.pk.column))
    lock = " FOR UPDATE" if is_held else ""
    return f"{_selection(model, names, shape, joint)} ORDER BY {key}{lock}"


@functools.lru_cache(maxsize=64)
def _joint_statement(
    shapes: tuple[tuple[type[models.Model], Shape], ...], names: tuple[tuple[str, ...], ...]
) -> str:
    """One statement for the rows of several models: joined to a single row, on no condition."""
    listed, joined, keys = [], [], []
    for number, ((model, shape), some) in enumerate(zip(shapes, names, strict=True)):
        by_name = _column_names(model)
        listed += [f"p{number}.{by_name[name]}" for name in some]
        joined.append(f"LEFT JOIN ({_selection(model, some, shape, ' AND ')}) p{number} ON TRUE")
        keys.append(f"p{number}.{_quoted(str(model._meta.pk.column))}")
    return (
        f"SELECT {', '.join(listed)} FROM (SELECT 1 AS one) whole {' '.join(joined)} "
        f"ORDER BY {', '.join(keys)}"
    )


def _selection(model: type[models.Model], names: tuple[str, ...], shape: Shape, joint: str) -> str:
    by_name = _column_names(model)
    listed = ", ".join(by_name[name] for name in names)
    column_of = {field.name: by_name[field.attname] for field in model._meta.concrete_fields}
    parts = [f"{column_of[name]} IN ({', '.join(['%s'] * count)})" for name, count in shape]
    return f"SELECT {listed} FROM {_quoted(model._meta.db_table)} WHERE {joint.join(parts)}"


def _column_names(model: type[models.Model]) -> dict[str, str]:
    return {field.attname: _quoted(str(field.column)) for field in model._meta.concrete_fields}


def _quoted(name: str) -> str:
    return connections[DEFAULT_DB_ALIAS].ops.quote_name(name)
