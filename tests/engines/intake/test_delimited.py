"""Delimited text: delimiters, quotation marks, headings, and the rows that cannot be read."""

from __future__ import annotations

import gzip
import io
import os
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from sanviec.engines.intake.reading import read_table
from sanviec.engines.intake.table import DEFAULT_LIMITS, Limits, RawRow, ReadOptions, Table
from sanviec.kernel.errors import InputError

from .nasty import CELLS, VACANCIES


def load(
    text: str | bytes,
    name: str = "tin.csv",
    limits: Limits = DEFAULT_LIMITS,
    options: ReadOptions | None = None,
) -> tuple[Table, list[RawRow]]:
    data = text.encode() if isinstance(text, str) else text
    with read_table(data, name=name, limits=limits, options=options or ReadOptions()) as table:
        return table, list(table.rows)


def cells(rows: list[RawRow]) -> list[tuple[str, ...]]:
    return [row.cells for row in rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    table, rows = load(VACANCIES.replace(";", delimiter))
    assert table.delimiter == delimiter
    assert cells(rows) == CELLS


def test_a_declared_delimiter_is_obeyed_and_its_line_counts() -> None:
    table, rows = load("sep=;\n" + VACANCIES)
    assert (table.delimiter, table.header_row, rows[0].number) == (";", 2, 3)


def test_one_column_needs_no_delimiter() -> None:
    table, rows = load(
        "Tên công việc\nThợ may\nThợ hàn, tiện\n", options=ReadOptions(delimiter=";")
    )
    assert table.columns == ("Tên công việc",)
    assert cells(rows) == [("Thợ may",), ("Thợ hàn, tiện",)]


def test_title_rows_are_skipped_and_two_rows_of_headings_joined() -> None:
    table, rows = load(
        "SỞ NỘI VỤ,,,,\nDANH SÁCH TUYỂN DỤNG,,,,\n,,,,\n"
        "STT,Tên công việc,Mức lương,,Nơi làm việc\n,,Từ,Đến,\n(1),(2),(3),(4),(5)\n"
        "1,Thợ may,8000000,12000000,Huế\n"
    )
    assert table.columns == (
        "STT",
        "Tên công việc",
        "Mức lương Từ",
        "Mức lương Đến",
        "Nơi làm việc",
    )
    assert (table.header_row, rows[0].number) == (4, 7)
    assert [notice.code for notice in table.notices] == ["header_found"]


def test_unknown_headings_are_taken_with_a_notice() -> None:
    table, rows = load("foo,bar\n1,2\n")
    assert table.columns == ("foo", "bar")
    assert [notice.code for notice in table.notices] == ["header_unrecognised"]
    assert cells(rows) == [("1", "2")]


def test_the_person_may_name_the_heading_row() -> None:
    table, rows = load("a,b\nx,y\n1,2\n", options=ReadOptions(header_row=2))
    assert (table.columns, cells(rows)) == (("x", "y"), [("1", "2")])


def test_blank_and_repeated_headings_get_names_of_their_own() -> None:
    table, _ = load("title,,Ghi chú,Ghi chú,Ghi chú (2)\na,b,c,d,e\n")
    assert table.columns == ("title", "Cột 2", "Ghi chú", "Ghi chú (2)", "Ghi chú (2) (2)")


def test_a_stray_quotation_mark_spoils_no_other_row() -> None:
    _, rows = load(
        'id,title,place\n1,"Thợ hàn 6G,Huế\n2,Bảo vệ,Hà Nội\n3,"Lái xe "B2" giỏi",Vinh\n'
        '4,"Ống 5"" dày",Huế\n5,Thợ 5" điện,Huế\n'
    )
    assert cells(rows) == [
        ("1", "Thợ hàn 6G", "Huế"),
        ("2", "Bảo vệ", "Hà Nội"),
        ("3", 'Lái xe "B2" giỏi', "Vinh"),
        ("4", 'Ống 5" dày', "Huế"),
        ("5", 'Thợ 5" điện', "Huế"),
    ]


@pytest.mark.parametrize("quoted", [False, True])
def test_a_cell_that_is_only_long_was_not_repaired(quoted: bool) -> None:
    text = "may " * 250_000
    cell = f'"{text}"' if quoted else text
    table, rows = load(f"id,title,place\n1,{cell},Huế\n2,Thợ hàn,Huế\n")
    assert [row.number for row in rows] == [2, 3]
    assert "quotes_repaired" not in {notice.code for notice in table.notices}


def test_a_stray_mark_that_closes_far_below_gives_its_rows_back() -> None:
    body = "".join(f"{i},Nghề {i},Huế\n" for i in range(2, 40))
    table, rows = load(f'id,title,place\n1,"Thợ hàn,Huế\n{body}40,"Thợ may","Hà Nội"\n')
    assert [row.number for row in rows] == list(range(2, 42))
    assert not any(row.errors for row in rows)
    assert "quotes_repaired" in {notice.code for notice in table.notices}


def test_two_stray_marks_far_apart_give_the_rows_between_back() -> None:
    body = "".join(f"{i},Nghề {i},Huế\n" for i in range(2, 12))
    _, rows = load(f'id,title,place\n1,"Thợ hàn,Huế\n{body}12,Ống 5",Hà Nội\n')
    assert [row.cells[0] for row in rows] == [str(i) for i in range(1, 13)]


def test_a_hopeless_row_is_rejected_alone() -> None:
    _, rows = load('id,title,place\n1,"Thợ, hàn, "tiện,Huế,,\n2,Bảo vệ,Hà Nội\n')
    assert [error.code for error in rows[0].errors] == ["broken_quotes"]
    assert rows[1].cells == ("2", "Bảo vệ", "Hà Nội")


def test_real_line_breaks_inside_cells_stay() -> None:
    text = "- Làm ca, đêm\n- Ăn ca, ở\n- Thử việc, 2 tháng\n- Bao, ăn\n- Bao, ở"
    _, rows = load(f'id,title,description\n1,Thợ,"{text}"\n2,Thợ,x\n')
    assert rows[0].cells == ("1", "Thợ", text)
    assert rows[1].number == 3


def test_short_rows_are_filled_and_long_rows_rejected() -> None:
    _, rows = load("id,title,place\n1,Thợ\n2,Thợ,Huế,,\n3,Thợ,Huế,thừa\n")
    assert rows[0].cells == ("1", "Thợ", "")
    assert rows[1].cells == ("2", "Thợ", "Huế")
    assert rows[2].errors[0].code == "too_many_cells"
    assert rows[2].errors[0].line_vi.startswith("Dòng 4: có 4 ô")


def test_long_cells_and_long_lines_are_rejected_with_their_place() -> None:
    limits = Limits(max_cell_chars=1_000, max_row_chars=5_000)
    multi = '"' + "dòng dài\n" * 300 + '"'
    long_cell, long_line = "x" * 2_000, "y" * 9_000
    _, rows = load(
        f"id,title,place\n1,{long_cell},a\n2,{long_line},b\n3,{multi},c\n4,Thợ,Huế\n",
        limits=limits,
    )
    assert [[e.code for e in row.errors] for row in rows] == [
        ["cell_too_long"], ["row_too_long"], ["cell_too_long"], [],
    ]  # fmt: skip
    assert rows[0].errors[0].column == "title"
    assert [row.number for row in rows] == [2, 3, 4, 5]


def test_a_cell_of_one_megabyte_is_rejected_and_the_rest_survives() -> None:
    megabyte = "a, b\n" * 200_000
    _, rows = load(f'id,title\n1,"{megabyte}"\n2,{"x" * 1_000_000}\n3,Thợ\n')
    assert [[e.code for e in row.errors] for row in rows] == [
        ["cell_too_long"], ["cell_too_long"], [],
    ]  # fmt: skip


def test_two_hundred_columns_are_fine_and_too_many_are_refused() -> None:
    wide = ",".join(["title", *(f"c{i}" for i in range(199))])
    table, rows = load(f"{wide}\n{',' * 199}z\n")
    assert (len(table.columns), rows[0].cells[-1]) == (200, "z")
    with pytest.raises(InputError) as refused:
        load(f"{wide}\n1\n", limits=Limits(max_columns=100))
    assert refused.value.code == "too_many_columns"


def test_too_many_rows_stop_with_the_row() -> None:
    with pytest.raises(InputError) as refused:
        load("title\n" + "x\n" * 20, limits=Limits(max_rows=10))
    assert (refused.value.code, refused.value.row) == ("too_many_rows", 12)


def test_formulas_stay_text() -> None:
    _, rows = load('title,place\n"=HYPERLINK(""http://x"")",+84\n\'=1+1,@x\n')
    assert cells(rows) == [('=HYPERLINK("http://x")', "+84"), ("=1+1", "@x")]


def test_gzip_is_unpacked_and_its_damage_named() -> None:
    packed = gzip.compress(VACANCIES.encode(), mtime=0)
    assert cells(load(packed, name="tin.csv.gz")[1]) == CELLS
    with pytest.raises(InputError) as refused:
        load(packed[:-9], name="tin.csv.gz")
    assert refused.value.code == "gzip_broken"


def test_a_gzip_bomb_is_refused_early() -> None:
    bomb = gzip.compress(b"a" * 3_000_000, mtime=0)
    limits = Limits(min_suspect_bytes=1_000_000)
    with pytest.raises(InputError) as refused:
        load(bomb, name="tin.csv.gz", limits=limits)
    assert refused.value.code == "archive_bomb"


class Pipe(io.BytesIO):
    """A stream that cannot go back, as standard input cannot."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: int) -> int:
        raise OSError


def test_standard_input_may_be_gzip() -> None:
    with read_table(Pipe(gzip.compress(VACANCIES.encode(), mtime=0)), name="-") as table:
        assert len(list(table.rows)) > 0


def test_a_named_pipe_is_read_like_standard_input(tmp_path: Path) -> None:
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=(VACANCIES.encode(),))
    writer.start()
    with read_table(pipe) as table:
        assert (table.name, table.format, len(list(table.rows)) > 0) == ("-", "csv", True)
    writer.join()


def test_standard_input_is_read_by_content() -> None:
    with read_table(Pipe(VACANCIES.encode()), name="-") as table:
        assert (table.format, cells(list(table.rows))) == ("csv", CELLS)
    with read_table(Pipe(b'{"title": "Tho may"}\n'), name="-") as table:
        assert (table.format, cells(list(table.rows))) == ("jsonl", [("Tho may",)])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_json_lines_on_standard_input_in_any_encoding(encoding: str) -> None:
    line = '{"title": "Thợ may"}\n'.encode(encoding)
    with read_table(Pipe(line), name="-") as table:
        assert (table.format, cells(list(table.rows))) == ("jsonl", [("Thợ may",)])


@pytest.mark.parametrize("name", ["-", "tin.jsonl"])
def test_a_json_array_is_told_from_json_lines(name: str) -> None:
    with pytest.raises(InputError) as refused:
        read_table(b' [\n {"title": "Tho may"}]', name=name)
    assert refused.value.code == "json_array"


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"MZ\x90\x00\x03\x00\x00\x00", "foreign_content"),
        (b"\x7fELF\x02\x01\x01", "foreign_content"),
        (b"%PDF-1.7\n", "foreign_content"),
        (b"#!/bin/sh\n", "foreign_content"),
        (b"<html><table>", "foreign_content"),
        (b"PK\x03\x04\x14\x00", "wrong_suffix"),
        (b"PAR1\x15\x04", "wrong_suffix"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_workbook"),
    ],
    ids=["windows", "linux", "pdf", "script", "html", "zip", "parquet", "old-workbook"],
)
def test_other_content_under_the_name_of_a_table_is_refused(head: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        load(head + bytes(60), name="danh-sach.csv")
    assert refused.value.code == code
    assert "“danh-sach.csv”" in refused.value.text_vi


@pytest.mark.parametrize("name", ["tin.doc", "tin.xls", "tin"])
def test_unknown_suffixes_are_refused(name: str) -> None:
    with pytest.raises(InputError) as refused:
        load("a,b\n", name=name)
    assert refused.value.code == "format_unknown"


def test_a_heading_that_begins_like_a_program_is_text() -> None:
    assert load("MZ code,title\n1,x\n")[0].columns == ("MZ code", "title")


def test_a_file_that_is_too_large_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        load("a,b\n" * 100, limits=Limits(max_file_bytes=50))
    assert refused.value.code == "file_too_large"


def check_refusal(refused: InputError) -> None:
    assert refused.text_vi
    assert refused.code != "invalid"


@settings(max_examples=120, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.tsv", "a.jsonl", "a.csv.gz", "-"]))
@example(b'"\n"\n', "a.csv")
@example(b"\xff\xfe\x00", "a.csv")
@example(b'{"a": 1e999}\n[[[[', "a.jsonl")
def test_any_bytes_give_a_table_or_a_refusal(data: bytes, name: str) -> None:
    try:
        with read_table(data, name=name) as table:
            for row in table.rows:
                assert row.errors or len(row.cells) == len(table.columns)
    except InputError as refused:
        check_refusal(refused)


@settings(max_examples=80, deadline=None)
@given(st.lists(st.lists(st.text('a",\n\tệ', max_size=6), min_size=3, max_size=3), max_size=6))
def test_sound_records_come_back_as_written(rows: list[list[str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    lines = [",".join(map(quoted, row)) for row in rows]
    _, read = load("id,title,place\n" + "".join(line + "\n" for line in lines))
    wanted = [tuple(cell.strip() for cell in row) for row in rows]
    assert cells(read) == [row for row in wanted if any(row)]
