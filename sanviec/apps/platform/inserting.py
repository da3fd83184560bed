"""Many rows at once, without the price of building a statement for every cell.

``bulk_create`` asks Django's compiler to render each value; for 50,000 vacancies with their audit
and ledger lines that was more than a third of an import. Here the statement is written once and
a value that is already what the driver takes goes through as it is. ``bulk_create`` is the plain
path that the tests compare with.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.backends.base.base import BaseDatabaseWrapper

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
Prepare = Callable[[Any], Any]
# Attribute, what to do with a value by its type (None: nothing), and with all others.
Column = tuple[str, dict[type, Prepare | None], Prepare]


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
    model = type(rows[0])
    columns = list(_columns(model, connection))
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model, connection), [_values(row, columns) for row in rows])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update_many(rows: Sequence[models.Model], names: Sequence[str]) -> None:
    """Write the named columns of rows of one model, by their keys, in the caller's transaction.

    ``bulk_update`` says the same in one statement of as many cases as there are cells.

    Cost: one prepared statement for all, about 0.02 ms a row.
    """
    if not rows:
        return
    connection = connections[DEFAULT_DB_ALIAS]
    model = type(rows[0])
    meta = model._meta
    fields: list[Any] = [*(meta.get_field(name) for name in names), meta.pk]
    wanted = [field.attname for field in fields]
    known = {column[0]: column for column in _columns(model, connection)}
    quote = connection.ops.quote_name
    assigned = ", ".join(f"{quote(str(field.column))} = %s" for field in fields[:-1])
    key = quote(str(fields[-1].column))
    text = f"UPDATE {quote(str(meta.db_table))} SET {assigned} WHERE {key} = %s"
    columns = [known[name] for name in wanted]
    with connection.cursor() as cursor:
        cursor.executemany(text, [_values(row, columns) for row in rows])


def _values(row: models.Model, columns: list[Column]) -> list[Any]:
    values = []
    for name, known, otherwise in columns:
        value = getattr(row, name)
        prepare = known.get(type(value), otherwise)
        values.append(value if prepare is None else prepare(value))
    return values


def _columns(model: type[models.Model], connection: BaseDatabaseWrapper) -> Iterator[Column]:
    for field in model._meta.concrete_fields:
        otherwise = functools.partial(_prepared, field, connection)
        known: dict[type, Prepare | None] = {}
        if type(field) in _PLAIN:
            known = {_PLAIN[type(field)]: None, type(None): None}
        elif isinstance(field, models.UUIDField | models.ForeignKey):
            known = {UUID: None if connection.features.has_native_uuid_field else _hex}
        elif isinstance(field, models.DateTimeField):
            # One act has one instant, which stands in every row.
            known = {datetime: functools.lru_cache(maxsize=32)(otherwise)}
        yield field.attname, known, otherwise


def _prepared(field: Any, connection: BaseDatabaseWrapper, value: Any) -> Any:
    return field.get_db_prep_save(value, connection)


def _hex(value: UUID) -> str:
    return value.hex


def _statement(model: type[models.Model], connection: BaseDatabaseWrapper) -> str:
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in model._meta.concrete_fields)
    places = ", ".join("%s" for _field in model._meta.concrete_fields)
    return f"INSERT INTO {quote(str(model._meta.db_table))} ({names}) VALUES ({places})"
