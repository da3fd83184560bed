"""Rows may be read anywhere, in order: the conversion comes out the same."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from sanviec.engines.intake import Context, Row, convert, read_table
from sanviec.engines.intake.records.conversion import Draft
from sanviec.engines.intake.table import RawRow

ROWS = """Mã tin;Tên công việc;Nơi làm việc;Mức lương;Ghi chú riêng
1;Công nhân may;Lạng Sơn;8 - 10 triệu;gấp
2;Kế toán;Hà Nội;0;
1;Lái xe;Cao Bằng;12 triệu;
;;;;
4;Thợ hàn;Sao Hoả;thoả thuận;
""".encode()


def _afar(ask: Callable[[RawRow], Draft], rows: Iterable[RawRow]) -> Iterator[Draft]:
    """Read all rows ahead, and let each answer travel as between processes."""
    return iter([pickle.loads(pickle.dumps(ask(row))) for row in list(rows)])


def _rows(context: Context, **options: Any) -> tuple[list[Row], Any]:
    with read_table(ROWS, name="viec.csv") as table:
        conversion = convert(table, "vacancies", context=context, **options)
        return list(conversion), conversion.summary


def test_rows_read_afar_are_the_same(context: Context) -> None:
    assert _rows(context, spread=_afar) == _rows(context)


def test_a_refused_row_keeps_its_own_cells(context: Context) -> None:
    rows, summary = _rows(context, spread=_afar)
    refused = [(row.number, row.cells[0]) for row in rows if row.record is None]
    assert refused == [(3, "2"), (4, "1")]
    assert (summary.accepted, summary.rejected) == (2, 2)
