"""A question that was understood, as plain values for JSON."""

from __future__ import annotations

from dataclasses import asdict, fields

from .model import Understood

_NOT_PLAIN = frozenset({"filters", "corrections", "text"})


def as_record(understood: Understood) -> dict[str, object]:
    """Give every field as JSON values: sets sorted, `occupation` the first code or None.

    The keys are those of the contract for `sanviec search --json`; filters carry both labels.
    """
    record: dict[str, object] = {"occupation": next(iter(understood.occupation_codes), None)}
    for field in fields(understood):
        if field.name not in _NOT_PLAIN:
            record[field.name] = _plain(getattr(understood, field.name))
    record["filters"] = [
        {key: _plain(value) for key, value in asdict(each).items()} for each in understood.filters
    ]
    record["corrections"] = [asdict(each) for each in understood.corrections]
    return record


def _plain(value: object) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return list(value) if isinstance(value, tuple) else value
