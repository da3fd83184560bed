"""What the commands say to people, in the language that was chosen."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import click

from sanviec.kernel.errors import InputError

LANGUAGES: Final = ("vi", "en")
_VALUES_SHOWN: Final = 80


def language() -> str:
    """The language of the running command: ``--lang``, else Vietnamese."""
    context = click.get_current_context(silent=True)
    return context.find_root().obj or "vi" if context else "vi"


def worded(text_vi: str, text_en: str) -> str:
    """The one of two sentences that is in the chosen language."""
    return text_en if language() == "en" else text_vi


def say(text_vi: str, text_en: str) -> None:
    """Tell the person at the terminal something that is no data."""
    click.echo(worded(text_vi, text_en), err=True)


def describe(error: InputError, chosen: str) -> str:
    """The error as one line: what is wrong, where, what to do; no place is named twice."""
    text = error.text_en if chosen == "en" else error.text_vi
    words = _PLACES_EN if chosen == "en" else _PLACES_VI
    named = {"row": error.row, "column": error.column, "field": error.field}
    places = [
        _place(key, str(value), words)
        for key, value in named.items()
        if value is not None and not _names(text, words[key], str(value))
    ]
    return f"{text} ({', '.join(places)})" if places else text


_PLACES_VI: Final = {"row": "dòng", "column": "cột", "field": "trường", "option": "tùy chọn"}
_PLACES_EN: Final = {"row": "row", "column": "column", "field": "field", "option": "option"}


def _place(key: str, value: str, words: dict[str, str]) -> str:
    return f"{words['option' if value.startswith('--') else key]} {value}"


def _names(text: str, word: str, value: str) -> bool:
    """Whether a sentence names a place already; a bare number may be any number."""
    said = rf"{word}\s+{re.escape(value)}" if value.isdecimal() else re.escape(value)
    return re.search(rf"(?<!\w){said}(?!\w)", text, re.IGNORECASE) is not None


def describe_usage(error: click.ClickException, chosen: str) -> str:
    """Click's complaint about the command line, and where the help is.

    Click says it in English only; its classes tell enough to say the same in Vietnamese.
    """
    context = getattr(error, "ctx", None)
    told = error.format_message() if chosen == "en" else _in_vietnamese(error)
    if context is None:
        return told
    see = "See" if chosen == "en" else "Xem cách dùng"
    return f"{told}\n{see}: {context.command_path} --help"


def _in_vietnamese(error: click.ClickException) -> str:
    for kind, words in _SENTENCES:
        if isinstance(error, kind):
            return words(error)
    return error.format_message()


def _no_such_option(error: Any) -> str:
    return f"Không có tùy chọn “{error.option_name}”.{_near(error.possibilities)}"


def _no_such_command(error: Any) -> str:
    return f"Không có lệnh “{error.command_name}”.{_near(error.possibilities)}"


def _near(names: list[str] | None) -> str:
    return f" Có phải ý bạn là: {', '.join(names)}?" if names else ""


def _missing(error: Any) -> str:
    param = error.param
    expected = f" Cần {_expected(param.type)}." if param else ""
    kind = "tham số" if isinstance(param, click.Argument) else "tùy chọn"
    return f"Thiếu {kind} {_name_of(param)}.{expected}"


def _bad_value(error: Any) -> str:
    if error.param is None:
        return f"Giá trị không dùng được: {error.message}"
    return (
        f"Giá trị của {_name_of(error.param)} không dùng được: cần {_expected(error.param.type)}."
    )


def _bad_option(error: Any) -> str:
    if "requires an argument" in error.message:
        return f"Tùy chọn “{error.option_name}” cần một giá trị đi sau."
    return f"Tùy chọn “{error.option_name}” không nhận giá trị như vậy."


def _usage(error: Any) -> str:
    surplus = error.message.partition("(")[2].rpartition(")")[0]
    if error.message.startswith("Got unexpected extra argument") and surplus:
        return f"Thừa tham số: {surplus[:_VALUES_SHOWN]}."
    return str(error.message)


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return (
        max(param.opts, key=len) if isinstance(param, click.Option) else param.human_readable_name
    )


def _expected(kind: click.ParamType) -> str:
    """What a value of the type looks like."""
    if isinstance(kind, click.Choice):
        return f"một trong: {', '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        ending = "trở lên" if kind.max is None else f"đến {kind.max}"
        return f"một số nguyên từ {kind.min} {ending}"
    if isinstance(kind, click.FloatRange):
        return f"một số từ {kind.min:g} đến {kind.max:.0f}"
    if isinstance(kind, click.DateTime):
        return "một ngày có thật dạng 2026-12-31"
    if isinstance(kind, click.Path):
        return "một thư mục ghi được" if not kind.file_okay else "một tệp có sẵn và đọc được"
    return "một số nguyên" if kind is click.INT else "một giá trị"


_SENTENCES: Final[tuple[tuple[type[click.ClickException], Callable[[Any], str]], ...]] = (
    (click.NoSuchOption, _no_such_option),
    (click.exceptions.NoSuchCommand, _no_such_command),
    (click.MissingParameter, _missing),
    (click.BadParameter, _bad_value),
    (click.BadOptionUsage, _bad_option),
    (click.UsageError, _usage),
)
