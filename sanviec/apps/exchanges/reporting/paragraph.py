"""The paragraph that a centre publishes after a session, told from the figures of a report.

It is a document in Vietnamese, like the report itself; turns and persons are never added.
"""

from __future__ import annotations

from datetime import date
from typing import Any

# How a kind is called inside a sentence.
_KINDS = {
    "fixed": "phiên giao dịch việc làm định kỳ",
    "mobile": "phiên giao dịch việc làm lưu động",
    "online": "phiên giao dịch việc làm trực tuyến",
    "thematic": "phiên giao dịch việc làm chuyên đề",
    "fair": "ngày hội việc làm",
    "satellite": "phiên giao dịch việc làm tại sàn vệ tinh",
    "hybrid": "phiên giao dịch việc làm trực tiếp kết hợp trực tuyến",
}


def number(value: int) -> str:
    """1234567 as 1.234.567."""
    return f"{value:,}".replace(",", ".")


def paragraph(figures: dict[str, Any]) -> str:
    """Three to six sentences; what is zero is left out.

    Args:
        figures: what ``frozen_figures`` gives; a centre's own report tells its own part.
    """
    n = _values(figures)
    sentences = [_opening(figures, n), _people(n), _met(n), _outcome(n), _closing(n)]
    return " ".join(sentence for sentence in sentences if sentence)


def _values(figures: dict[str, Any]) -> dict[str, int]:
    own = figures["centre"]
    return {
        row["code"]: row["parts"][own["code"]]["value"] if own else row["value"]
        for row in figures["counters"]
    }


def _opening(figures: dict[str, Any], n: dict[str, int]) -> str:
    session = figures["session"]
    day = date.fromisoformat(session["held_on"])
    place = ", ".join(part for part in (session["venue"], session["commune"]) if part)
    where = f"tại {place}, " if place else ""
    theme = f" “{session['theme']}”" if session["theme"] else ""
    kind = _KINDS[session["kind"]]
    organised = f"{_organisers(figures)} {kind}{theme}"
    return f"Ngày {day:%d/%m/%Y}, {where}{organised}{_recruiters(n)}."


def _organisers(figures: dict[str, Any]) -> str:
    host, others = figures["session"]["host"], len(figures["centres"]) - 1
    if figures["centre"] and figures["centre"]["name"] != host:
        return f"{figures['centre']['name']} phối hợp với {host} tổ chức"
    if others > 0:
        return f"{host} phối hợp với {others} trung tâm khác tổ chức"
    return f"{host} tổ chức"


def _recruiters(n: dict[str, int]) -> str:
    firms = f"{number(n['employers'])} doanh nghiệp" if n["employers"] else ""
    schools = f"{number(n['schools'])} cơ sở đào tạo" if n["schools"] else ""
    present = " và ".join(part for part in (firms, schools) if part)
    if not present:
        return ""
    wanted = ""
    if n["openings"]:
        wanted = (
            f", mang đến {number(n['vacancies'])} vị trí việc làm "
            f"với {number(n['openings'])} chỉ tiêu tuyển dụng"
        )
    return f" với sự tham gia của {present}{wanted}"


def _people(n: dict[str, int]) -> str:
    if not n["attended"]:
        return "Phiên không có người lao động đến dự."
    parts = []
    if n["attended_women"]:
        parts.append(f"{number(n['attended_women'])} nữ")
    if n["attended_priority"]:
        parts.append(f"{number(n['attended_priority'])} người thuộc đối tượng ưu tiên")
    among = f", trong đó có {' và '.join(parts)}" if parts else ""
    walked = ""
    if n["walk_ins"]:
        walked = f"; {number(n['walk_ins'])} người đến thẳng phiên, không đăng ký trước"
    return f"Phiên đón {number(n['attended'])} người lao động đến tham dự{among}{walked}."


def _met(n: dict[str, int]) -> str:
    if not n["interviewed"]:
        return ""
    return (
        f"Đã có {number(n['interviewed'])} người được phỏng vấn "
        f"với {number(n['interviews_held'])} lượt phỏng vấn tại các gian tuyển dụng."
    )


def _outcome(n: dict[str, int]) -> str:
    if not n["passed"]:
        return ""
    parts = []
    if n["invited_later"]:
        parts.append(f"{number(n['invited_later'])} người được hẹn phỏng vấn tiếp")
    if n["hired"]:
        parts.append(f"{number(n['hired'])} người được doanh nghiệp nhận ngay tại phiên")
    among = f", trong đó {', '.join(parts)}" if parts else ""
    return f"Kết quả, {number(n['passed'])} người đạt yêu cầu phỏng vấn{among}."


def _closing(n: dict[str, int]) -> str:
    if n["placed"]:
        placed = number(n["placed"])
        return (
            f"Tính đến khi lập báo cáo, {placed} người đã xác nhận đi làm; trung tâm tiếp tục "
            "theo dõi những người còn lại."
        )
    if n["hired"]:
        return "Trung tâm tiếp tục theo dõi đến khi người lao động bắt đầu đi làm."
    return ""
