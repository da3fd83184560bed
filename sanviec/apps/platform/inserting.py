"""Many rows at once, new or changed, without the price of building a statement for every cell.

``bulk_create`` asks Django's compiler to render each value; for 50,000 vacancies with their audit
and ledger lines that was more than a third of an import. Here the statement is written once and
a value that is already what the driver takes goes through as it is. ``bulk_create`` and
``bulk_update`` are the plain paths that the tests compare with.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections, models

# Fields whose values the drivers take as they are, when they have exactly this type.
_PLAIN: dict[type[models.Field[Any, Any]], type] = {
    models.CharField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.SmallIntegerField: int,
    models.BigIntegerField: int,
    models.PositiveSmallIntegerField: int,
    models.PositiveIntegerField: int,
    models.PositiveBigIntegerField: int,
}
# Above this many rows the way to the database no longer counts.
MOST_TOGETHER = 8
Row = TypeVar("Row", bound=models.Model)
Prepare = Callable[[Any], Any]
# Attribute, what to do with a value by its type (None: nothing), and with all others.
Column = tuple[str, dict[type, Prepare | None], Prepare]


class New(NamedTuple):
    """New rows of one model, as `insert_many` takes them."""

    rows: Sequence[models.Model]


class Changed(NamedTuple):
    """Rows of one model with the names of the fields to write, as `update_many` takes them."""

    rows: Sequence[models.Model]
    names: Sequence[str]


def insert_many(rows: Sequence[models.Model]) -> None:
    """Insert new rows of one model in the caller's transaction; their keys are set already.

    Raises:
        IntegrityError: a constraint refuses one of them; none is inserted.
    Cost: one statement, about 0.05 ms a row of 40 columns.
    """
    if not rows:
        return
    # The proxy `connection` looks its connection up anew for each attribute.
    connection = connections[DEFAULT_DB_ALIAS]
    text, columns = _insertion(type(rows[0]), connection.vendor)
    with connection.cursor() as cursor:
        _run(cursor, text, _rendered(rows, columns))
    _mark_inserted(rows, connection)


def insert_unless_there(rows: Sequence[Row], unique: str) -> list[Row]:
    """Insert those of some new rows whose value of a unique field nobody holds; give them.

    Nothing fails, so no savepoint is needed around it: who came first stays.

    Args:
        unique: the field that has a unique constraint of its own.
    Cost: one statement; another where a row was there before.
    """
    if not rows:
        return []
    connection = connections[DEFAULT_DB_ALIAS]
    model = type(rows[0])
    text, columns = _insertion(model, connection.vendor)
    field: Any = model._meta.get_field(unique)
    column = connection.ops.quote_name(field.column)
    with connection.cursor() as cursor:
        _run(cursor, f"{text} ON CONFLICT ({column}) DO NOTHING", _rendered(rows, columns))
        is_all = cursor.rowcount == len(rows)
    new = list(rows) if is_all else _inserted(rows)
    _mark_inserted(new, connection)
    return new


def _inserted(rows: Sequence[Row]) -> list[Row]:
    there = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
    keys = set(there.values_list("pk", flat=True))
    return [row for row in rows if row.pk in keys]


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the named fields of rows of one model that the caller holds.

    What `save(update_fields=…)` does for each of them, without its signals.

    Raises:
        DatabaseError: one of the rows is not there any more.
        IntegrityError: a constraint refuses one of them.
        FieldDoesNotExist: the model has no such column.
    Cost: one statement, about 0.02 ms a row of four columns.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    text, columns = _change(type(rows[0]), tuple(dict.fromkeys(names)), connection.vendor)
    with connection.cursor() as cursor:
        _run(cursor, text, _rendered(rows, columns))
        _check_changed(cursor.rowcount, len(rows))


def write_together(*written: New | Changed) -> None:
    """Write some rows of several models: in one statement where the database can.

    As if `insert_many` and `update_many` were called in this order. PostgreSQL takes a few rows of
    different models in one go, which spares the way to it and back for each; within one model the
    order may matter (a number is freed, then taken), so there it stays one after another.

    Raises:
        DatabaseError: one of the rows to be changed is not there any more.
        IntegrityError: a constraint refuses one of them.
    """
    connection = connections[DEFAULT_DB_ALIAS]
    if connection.vendor != "postgresql" or not _is_orderless(written):
        for one in written:
            if isinstance(one, New):
                insert_many(one.rows)
            else:
                update_many(one.rows, one.names)
        return
    parts = [part for one in written for part in _statements(one, connection.vendor)]
    texts = tuple(text for text, _values in parts)
    with connection.cursor() as cursor:
        cursor.execute(_joint(texts), [value for _text, values in parts for value in values])
        _check_changed(cursor.fetchone()[0], len(parts))
    for one in written:
        if isinstance(one, New):
            _mark_inserted(one.rows, connection)


def _is_orderless(written: Sequence[New | Changed]) -> bool:
    """Whether a few writes may be done in any order: each to a table of its own."""
    models_written = [type(one.rows[0]) for one in written if one.rows]
    return (
        1 < len(models_written) == len(set(models_written))
        and sum(len(one.rows) for one in written) <= MOST_TOGETHER
        and all(isinstance(one, New) or len(one.rows) == 1 for one in written)
    )


def _statements(one: New | Changed, vendor: str) -> Iterator[tuple[str, list[Any]]]:
    """The statement of each row, and its values."""
    if not one.rows:
        return
    model = type(one.rows[0])
    if isinstance(one, New):
        text, columns = _insertion(model, vendor)
    else:
        text, columns = _change(model, tuple(dict.fromkeys(one.names)), vendor)
    for values in _rendered(one.rows, columns):
        yield text, values


@functools.lru_cache(maxsize=128)
def _joint(texts: tuple[str, ...]) -> str:
    """One statement that runs all of these and gives how many rows were written."""
    parts = ", ".join(f"w{n} AS ({text} RETURNING 1)" for n, text in enumerate(texts))
    counts = " + ".join(f"(SELECT count(*) FROM w{n})" for n in range(len(texts)))
    return f"WITH {parts} SELECT {counts}"


def _mark_inserted(rows: Sequence[models.Model], connection: Any) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _check_changed(changed: int, wanted: int) -> None:
    if changed != wanted:
        raise DatabaseError(f"{changed} of {wanted} rows were there to be written")


def _rendered(rows: Sequence[models.Model], columns: tuple[Column, ...]) -> list[list[Any]]:
    return [_values(row, columns) for row in rows]


def _run(cursor: Any, text: str, values: list[list[Any]]) -> None:
    if len(values) == 1:
        # PostgreSQL's driver opens a pipeline for many, which one row only pays for.
        cursor.execute(text, values[0])
    else:
        cursor.executemany(text, values)


def _values(row: models.Model, columns: tuple[Column, ...]) -> list[Any]:
    values = []
    for name, known, otherwise in columns:
        value = getattr(row, name)
        prepare = known.get(type(value), otherwise)
        values.append(value if prepare is None else prepare(value))
    return values


@functools.lru_cache(maxsize=128)
def _insertion(model: type[models.Model], vendor: str) -> tuple[str, tuple[Column, ...]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    fields = model._meta.concrete_fields
    names = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join("%s" for _field in fields)
    text = f"INSERT INTO {quote(str(model._meta.db_table))} ({names}) VALUES ({places})"
    return text, tuple(_column(field, vendor) for field in fields)


@functools.lru_cache(maxsize=128)
def _change(
    model: type[models.Model], names: tuple[str, ...], vendor: str
) -> tuple[str, tuple[Column, ...]]:
    quote = connections[DEFAULT_DB_ALIAS].ops.quote_name
    meta: Any = model._meta
    fields = [meta.get_field(name) for name in names]
    parts = ", ".join(f"{quote(str(field.column))} = %s" for field in fields)
    key = f"{quote(str(meta.pk.column))} = %s"
    text = f"UPDATE {quote(str(meta.db_table))} SET {parts} WHERE {key}"
    return text, tuple(_column(field, vendor) for field in [*fields, meta.pk])


def _column(field: Any, _vendor: str) -> Column:
    otherwise = functools.partial(_prepared, field)
    known: dict[type, Prepare | None] = {}
    if type(field) in _PLAIN:
        known = {_PLAIN[type(field)]: None, type(None): None}
    elif isinstance(field, models.UUIDField | models.ForeignKey):
        has_uuid = connections[DEFAULT_DB_ALIAS].features.has_native_uuid_field
        known = {UUID: None if has_uuid else _hex}
    elif isinstance(field, models.DateTimeField):
        # One act has one instant, which stands in every row.
        known = {datetime: functools.lru_cache(maxsize=32)(otherwise)}
    return field.attname, known, otherwise


def _prepared(field: Any, value: Any) -> Any:
    return field.get_db_prep_save(value, connections[DEFAULT_DB_ALIAS])


def _hex(value: UUID) -> str:
    return value.hex
