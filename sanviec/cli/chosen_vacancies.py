"""Which vacancies of a file a command works with: those still open, and one named by its id."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import click

from sanviec.engines.intake import VacancyRecord
from sanviec.engines.matching import VacancyIndex
from sanviec.kernel.errors import InputError

from .wording import say


def open_on_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """The option that leaves out what is closed."""
    return click.option(
        "--open-on",
        type=click.DateTime(["%Y-%m-%d"]),
        help="Bỏ việc đã hết hạn trước ngày này; mặc định vẫn tính và báo có bao nhiêu.",
    )(command)


def open_vacancies(
    records: Sequence[VacancyRecord], *, open_on: Any, day: date
) -> list[VacancyRecord]:
    """The vacancies to work with; closed ones are told, and left out only with ``--open-on``.

    A file may be an old one that is looked at for what it holds, so nothing is left out unasked.

    Args:
        records: of the file; one without a closing day is open.
        open_on: the day given with ``--open-on``, or None.
        day: the day of the command.
    """
    least = open_on.date() if open_on else day
    still = [one for one in records if one.closes_on is None or one.closes_on >= least]
    closed = len(records) - len(still)
    if not closed:
        return still
    shown = f"{least:%d/%m/%Y}"
    if open_on:
        say(
            f"Đã bỏ {closed} việc hết hạn trước ngày {shown}.",
            f"{closed} vacancies that closed before {least} are left out.",
        )
        return still
    say(
        f"{closed} việc đã hết hạn trước ngày {shown} vẫn được tính; "
        f"muốn bỏ, hãy thêm --open-on {least}.",
        f"{closed} vacancies that closed before {least} are counted; "
        f"add --open-on {least} to leave them out.",
    )
    return list(records)


def checked_vacancy(index: VacancyIndex, vacancy_id: str, option: str) -> str:
    """The id of a vacancy that the file holds.

    Raises:
        InputError: it holds none of this id; names the option.
    """
    if index.find(vacancy_id) is None:
        raise InputError(
            f"Không có tin tuyển dụng mang mã “{vacancy_id}” trong tệp.",
            f"no vacancy {vacancy_id!r} in the file",
            field=option,
            code="unknown_vacancy",
        )
    return vacancy_id
