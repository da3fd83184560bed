"""The words of the report, Vietnamese and English: terms, dimensions, groups, columns."""

from __future__ import annotations

from typing import Final

Pair = tuple[str, str]

TERM_NAMES: Final[dict[str, Pair]] = {
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
DIMENSIONS: Final[dict[str, Pair]] = {
    "sex": ("Giới tính", "Sex"),
    "age": ("Tuổi", "Age"),
    "area": ("Vùng", "Area"),
    "minority": ("Dân tộc", "Ethnic group"),
    "disability": ("Khuyết tật", "Disability"),
}
GROUPS: Final[dict[str, Pair]] = {
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
HEADINGS: Final[tuple[Pair, ...]] = (
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
