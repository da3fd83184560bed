"""The words of the tables that ``sanviec learn`` prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from sanviec.engines.matching.learning import RATES, GroupFigures

_Pair = tuple[str, str]

TERM_NAMES: Final[dict[str, _Pair]] = {
    "trade": ("Nghề và tên việc", "Trade and title"),
    "place": ("Nơi làm việc", "Place"),
    "wage": ("Lương", "Wage"),
    "shift": ("Ca làm", "Shift"),
    "employment_type": ("Hình thức làm việc", "Employment type"),
    "experience": ("Kinh nghiệm", "Experience"),
    "education": ("Trình độ", "Schooling"),
    "skills": ("Kỹ năng", "Skills"),
    "text": ("Mô tả", "Description"),
}
DIMENSIONS: Final[dict[str, _Pair]] = {
    "sex": ("Giới tính", "Sex"),
    "age": ("Tuổi", "Age"),
    "area": ("Vùng", "Area"),
    "minority": ("Dân tộc", "Ethnic group"),
    "disability": ("Khuyết tật", "Disability"),
}
GROUPS: Final[dict[str, _Pair]] = {
    "female": ("Nữ", "Women"),
    "male": ("Nam", "Men"),
    "unstated": ("Không nêu", "Not stated"),
    "under_25": ("Dưới 25", "Under 25"),
    "25_34": ("25–34", "25–34"),
    "35_44": ("35–44", "35–44"),
    "45_54": ("45–54", "45–54"),
    "55_up": ("Từ 55", "55 and over"),
    "difficult": ("Xã khó khăn, vùng xa", "Remote or difficult"),
    "other": ("Nơi khác", "Elsewhere"),
    "minority": ("Dân tộc thiểu số", "Ethnic minorities"),
    "majority": ("Kinh", "Kinh"),
    "disabled": ("Người khuyết tật", "People with a disability"),
    "not_stated": ("Không nêu khuyết tật", "No disability stated"),
}
HEADINGS: Final[tuple[_Pair, ...]] = (
    ("Chiều", "Dimension"),
    ("Nhóm", "Group"),
    ("Số người", "Persons"),
    ("Người đang được xếp", "Ranked persons"),
    ("Lượt trong danh sách", "List visits"),
    ("Người trong danh sách", "Listed persons"),
    ("Lượt giới thiệu", "Introduction visits"),
    ("Người được giới thiệu", "Introduced persons"),
    ("Người được phỏng vấn", "Interviewed persons"),
    ("Người được nhận", "Hired persons"),
    ("Lượt/người", "List visits a person"),
    ("Tỷ số", "Ratio"),
    ("Tỷ lệ phỏng vấn", "Interview rate"),
    ("Tỷ số", "Ratio"),
    ("Tỷ lệ được nhận", "Hire rate"),
    ("Tỷ số", "Ratio"),
)
HIDDEN: Final = "…"


def worded_row(row: GroupFigures, against: Sequence[float | None], language: str) -> list[str]:
    """The figures of one group, each rate followed by its ratio to the best-off group."""
    counts = (
        row.persons,
        row.ranked_persons,
        row.list_visits,
        row.listed_persons,
        row.introduction_visits,
        row.introduced_persons,
        row.interviewed_persons,
        row.hired_persons,
    )
    cells = [HIDDEN if count is None else str(count) for count in counts]
    for rate, ratio in zip(RATES, against, strict=True):
        cells += [_number(getattr(row, rate), language), _number(ratio, language)]
    return cells


def _number(value: float | None, language: str) -> str:
    if value is None:
        return HIDDEN
    text = f"{value:.2f}"
    return text if language == "en" else text.replace(".", ",")
