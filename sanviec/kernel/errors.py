"""What goes wrong with data that people give, said so that they can act on it."""

from __future__ import annotations


class SanViecError(Exception):
    """Root of every error that this product raises on purpose."""


class InputError(SanViecError):
    """A value that cannot be used, with a sentence for the person and one for the developer.

    Args:
        text_vi: What is wrong and what to do next, for the person at the screen.
        text_en: The same for the developer, naming the value.
        field: Name of the form field or attribute, if there is one.
        row: Row in the file, counted from 1 and including the heading row.
        column: Heading of the column in the file.
        code: Stable key for programs and tests.
    """

    def __init__(
        self,
        text_vi: str,
        text_en: str,
        *,
        field: str | None = None,
        row: int | None = None,
        column: str | None = None,
        code: str = "invalid",
    ) -> None:
        super().__init__(text_vi, text_en)
        self.text_vi = text_vi
        self.text_en = text_en
        self.field = field
        self.row = row
        self.column = column
        self.code = code

    def __str__(self) -> str:
        named = {"row": self.row, "column": self.column, "field": self.field}
        where = ", ".join(f"{key} {value}" for key, value in named.items() if value is not None)
        return f"{self.text_en} ({where})" if where else self.text_en
