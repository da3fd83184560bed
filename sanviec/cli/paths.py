"""Files named on the command line: what cannot be is refused before any work is done."""

from __future__ import annotations

import os

from sanviec.engines.intake import check_target
from sanviec.kernel.errors import InputError

STANDARD = "-"
# Suffixes that promise another format than JSON to whoever opens the file.
_NO_JSON = (".csv", ".csv.gz", ".tsv", ".xlsx", ".xls", ".parquet", ".pdf", ".docx")


def refuse_input_twice(*paths: str | None) -> None:
    """Standard input can be read once only.

    Raises:
        InputError: more than one of the files is `-`.
    """
    if paths.count(STANDARD) > 1:
        raise InputError(
            "Chỉ một tệp được lấy từ đầu vào chuẩn “-”. Hãy ghi tên tệp cho tệp kia.",
            "only one file can be standard input (-); name the other one",
            code="input_twice",
        )


def check_output(
    output: str, *inputs: str, has_standard: bool = True, is_table: bool = True
) -> None:
    """See that the output can be written and is none of the files that are read.

    Args:
        has_standard: False where standard output has figures on it already.
        is_table: the output is rows, in a format that its suffix names.

    Raises:
        InputError: unknown suffix, no folder that can be written to, or an input's own name.
    """
    if output == STANDARD and has_standard:
        return
    check_target(output, is_table=is_table)
    for path in inputs:
        if os.path.exists(path) and os.path.exists(output) and os.path.samefile(path, output):
            raise InputError(
                f"Tệp kết quả “{output}” trùng với tệp đầu vào. Hãy đặt tên khác.",
                f"the output {output} is an input of this command; choose another name",
                code="output_is_input",
            )


def check_suffix(output: str, suffix: str) -> None:
    """See that a file of JSON is not given the name of another format.

    Raises:
        InputError: its suffix names one.
    """
    if output.lower().endswith(_NO_JSON):
        raise InputError(
            f"Kết quả của lệnh này là JSON. Hãy đặt tên tệp có đuôi {suffix} thay cho “{output}”.",
            f"this command writes JSON; give {output} the suffix {suffix}",
            field="--out",
            code="suffix",
        )
