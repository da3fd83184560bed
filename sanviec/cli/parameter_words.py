"""Values of the law as people read them: units, kinds and rules in words."""

from __future__ import annotations

from typing import Final

from sanviec.engines.benefits.kinds import KIND_WORDS
from sanviec.kernel.dong import format_vnd
from sanviec.kernel.parameters import Parameter

_UNITS: Final = {
    "days": "ngày",
    "months": "tháng",
    "percent": "%",
    "times": "lần",
    "VND/day": "đồng/ngày",
    "VND/month": "đồng/tháng",
    "VND/course": "đồng/khóa",
}
_UNITS_EN: Final = {"percent": "%"}
_REASONS: Final = {
    "maternity": ("thai sản", "maternity"),
    "sickness": ("ốm đau", "sickness"),
    "suspended": ("tạm hoãn hợp đồng", "suspended contract"),
    "unpaid_leave": ("nghỉ không lương", "unpaid leave"),
}
_RULES: Final = {
    "True": ("có", "yes"),
    "False": ("không", "no"),
    "not_unlawful_nor_pensioned": (
        "trừ đơn phương trái pháp luật và người hưởng lương hưu",
        "unless ended unlawfully by the worker, or into a pension",
    ),
    "not_unlawful_nor_pensionable": (
        "trừ đơn phương trái pháp luật và người đủ điều kiện hưởng lương hưu",
        "unless ended unlawfully by the worker, or qualifying for a pension",
    ),
    "last_paid_month": ("đến tháng đóng cuối cùng", "up to the last paid month"),
    "seasonal": ("hợp đồng mùa vụ", "seasonal contracts"),
    "under_limit": ("hợp đồng dưới số tháng quy định", "contracts below the limit"),
    "last_paid_months": ("những tháng có đóng gần nhất", "the last paid months"),
    "by_wage_regime": (
        "theo lương cơ sở hoặc lương tối thiểu vùng, tùy chế độ tiền lương",
        "by the base salary or the regional minimum wage, as the wage regime is",
    ),
    "by_region": ("theo lương tối thiểu vùng", "by the regional minimum wage"),
    "half_up": ("nửa đồng làm tròn lên", "half a đồng upwards"),
    "to_day_before": ("đến trước ngày tương ứng", "to the day before the same day"),
    "kept": ("được bảo lưu", "kept"),
    "kept_within_most": ("được bảo lưu trong mức tối đa", "kept within the most"),
    "odd_months_kept": ("tháng lẻ được bảo lưu", "odd months are kept"),
    "all_kept": ("giữ toàn bộ", "all kept"),
    "months_kept": ("giữ các tháng tương ứng", "those months are kept"),
    "whole_month": ("tính cả tháng", "a whole month"),
    "month_unpaid": ("không trả tháng đó", "that month is not paid"),
    "claim_ends": ("hồ sơ kết thúc", "the claim ends"),
    "in_a_row_and_cuts": (
        "đóng đủ liên tục và có nguy cơ cắt giảm lao động",
        "paid in a row, and jobs in danger",
    ),
    "in_window": ("đóng đủ trong 24 tháng", "paid in 24 months"),
    "by_month": ("theo tháng", "by the month"),
    "by_course_up_to_limit": ("theo khóa đến giới hạn", "by the course up to the limit"),
    "by_course_under_limit": ("theo khóa dưới giới hạn", "by the course under the limit"),
    "reserved": ("được bảo lưu", "reserved"),
    "reserved_if_notified": ("được bảo lưu nếu có thông báo", "reserved if the centre is told"),
    "not_reserved": ("không được bảo lưu", "not reserved"),
    "no_ground": ("không phải căn cứ chấm dứt", "no ground"),
}
_WORDS: Final = _RULES | _REASONS | KIND_WORDS


def value_words(parameter: Parameter, language: str) -> str:
    """Give a value with its unit, as people of that language read it."""
    place = 1 if language == "en" else 0
    value = parameter.value
    if isinstance(value, int) and not isinstance(value, bool):
        names = _UNITS_EN if place else _UNITS
        return f"{format_vnd(value)} {names.get(parameter.unit, parameter.unit)}"
    words = str(value).split()
    if all(word in _WORDS for word in words):
        return "; ".join(_WORDS[word][place] for word in words)
    if parameter.key.startswith("lump_sum"):
        return "; ".join(_bracket(word, place) for word in words)
    return str(value)


def _bracket(word: str, place: int) -> str:
    below, _, amount = word.partition(":")
    if place:
        return f"{'below ' + below + ' months' if below else 'above'} {format_vnd(int(amount))} VND"
    start = f"dưới {below} tháng" if below else "từ mức đó trở lên"
    return f"{start} {format_vnd(int(amount))} đồng"
