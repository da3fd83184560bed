"""The rows of a report, the same in every file: head, figures, stands, notes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sanviec.kernel.tables import priority_groups

from .paragraph import number, paragraph

PROVISIONAL = (
    "Danh mục chỉ tiêu và định nghĩa đang dùng tạm, chờ đối chiếu với biểu mẫu của cơ quan quản lý."
)
FEWEST = 5
UNITS = "“Lượt” và “người” là hai đơn vị khác nhau, không cộng với nhau."


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a report; whole numbers stay numbers."""

    title: str
    heads: list[str]
    rows: list[list[str | int]]
    # How wide each column is, in characters.
    widths: list[int]


@dataclass(frozen=True, slots=True)
class ReportText:
    """A report in order of reading."""

    title: str
    subtitle: str
    facts: list[tuple[str, str]]
    paragraph: str
    tables: list[Table]
    notes: list[str]
    made_at: datetime


def report_text(figures: dict[str, Any], sha256: str) -> ReportText:
    """What a report says; ``sha256`` is empty while the figures are not closed."""
    session, centre = figures["session"], figures["centre"]
    tables = [_figures(figures), _overrides(figures), _groups(figures), _stands(figures)]
    return ReportText(
        title="Báo cáo kết quả phiên giao dịch việc làm",
        subtitle=f"{session['title']} ({session['number']})",
        facts=[fact for fact in _facts(figures) if fact[1]],
        paragraph=paragraph(figures),
        tables=[table for table in tables if table.rows],
        notes=_notes(figures, sha256, own=centre["name"] if centre else ""),
        made_at=datetime.fromisoformat(figures["made_at"]),
    )


def _facts(figures: dict[str, Any]) -> list[tuple[str, str]]:
    session = figures["session"]
    day = date.fromisoformat(session["held_on"])
    place = ", ".join(filter(None, (session["venue"], session["address"], session["commune"])))
    others = [row["name"] for row in figures["centres"] if row["name"] != session["host"]]
    return [
        ("Loại phiên", session["kind_vi"]),
        ("Chuyên đề", session["theme"]),
        ("Thời gian", f"{session['starts_at']} đến {session['ends_at']}, ngày {day:%d/%m/%Y}"),
        ("Địa điểm", place),
        ("Đơn vị chủ trì", session["host"]),
        ("Đơn vị phối hợp", "; ".join(others)),
        ("Dòng chương trình", session["programme"]),
    ]


def _figures(figures: dict[str, Any]) -> Table:
    codes = [row["code"] for row in figures["centres"]]
    split = codes if len(codes) > 1 or figures["centre"] else []
    rows: list[list[str | int]] = []
    for place, row in enumerate(figures["counters"], start=1):
        mark = " *" if any("reason" in part for part in row["parts"].values()) else ""
        parts = [row["parts"][code]["value"] for code in split]
        rows.append([place, row["vi"] + mark, row["unit_vi"], row["value"], *parts])
    heads = ["TT", "Chỉ tiêu", "Đơn vị", "Toàn phiên", *split]
    return Table("Số liệu", heads, rows, [5, 44, 10, 12, *[12 for _code in split]])


def _overrides(figures: dict[str, Any]) -> Table:
    rows: list[list[str | int]] = [
        [row["vi"], code, part["counted"], part["value"], part["reason"]]
        for row in figures["counters"]
        for code, part in row["parts"].items()
        if "reason" in part
    ]
    heads = ["Chỉ tiêu sửa tay (*)", "Trung tâm", "Máy đếm", "Ghi", "Lý do"]
    return Table("Số sửa tay", heads, rows, [40, 12, 10, 10, 44])


def _groups(figures: dict[str, Any]) -> Table:
    known = {row.code: row for row in priority_groups()}
    rows: list[list[str | int]] = []
    for key, count in figures["priority_groups"].items():
        group = known.get(key)
        # A report is handed around: few people of a sensitive group could be recognised.
        is_hidden = group is not None and group.is_sensitive and count < FEWEST
        rows.append([group.title_vi if group else key, f"dưới {FEWEST}" if is_hidden else count])
    title = "Người tham dự theo nhóm ưu tiên (một người có thể thuộc nhiều nhóm)"
    return Table(title, ["Nhóm", "Người"], rows, [60, 10])


def _stands(figures: dict[str, Any]) -> Table:
    rows: list[list[str | int]] = [
        [
            row["no"] or "",
            row["name"],
            row["kind"],
            row["openings"],
            row["held"],
            row["passed"],
            row["hired"],
        ]
        for row in figures["stands"]
    ]
    heads = ["Gian", "Đơn vị", "Loại", "Chỉ tiêu", "Lượt phỏng vấn", "Lượt đạt", "Lượt nhận"]
    return Table("Các gian", heads, rows, [6, 40, 22, 10, 12, 10, 10])


def _notes(figures: dict[str, Any], sha256: str, *, own: str) -> list[str]:
    notes = [UNITS, PROVISIONAL]
    notes += [f"Báo cáo này nêu phần của {own} và số của toàn phiên."] if own else []
    notes += list(figures["problems"])
    because = figures["session"]["closed_because"]
    notes += [f"Chốt khi còn thiếu kết quả: {because}"] if because else []
    at = datetime.fromisoformat(figures["made_at"])
    if sha256:
        return [*notes, f"Chốt lúc {at:%H:%M ngày %d/%m/%Y}. Mã kiểm tra SHA-256: {sha256}"]
    return [*notes, f"Số tạm tính lúc {at:%H:%M ngày %d/%m/%Y}, phiên chưa chốt số liệu."]


__all__ = ["PROVISIONAL", "UNITS", "ReportText", "Table", "number", "report_text"]
