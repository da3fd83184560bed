"""Small files of each kind, and the way into the registers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports.services import Brought, FileOptions, Job, bring_in
from sanviec.apps.platform.actors import Actor
from sanviec.apps.platform.enums import Role
from tests.apps.factories import NOW

VACANCIES = (
    "Mã tin,Tên công việc,Doanh nghiệp,Nơi làm việc,Mức lương,Kinh nghiệm,Số lượng,Hạn nộp\n"
    'T1,Công nhân may,Công ty Hồi,"Kỳ Lừa, Lạng Sơn",8 - 10 triệu,Không yêu cầu,20,31/12/2026\n'
    "T2,Kế toán tổng hợp,Công ty Na,Lạng Sơn,12 triệu,2 năm,1,31/12/2026\n"
    "T3,Lái xe tải,Công ty Hồi,Lạng Sơn,Thoả thuận,từ 1 năm,2,31/12/2026\n"
)
JOBSEEKERS = (
    "Mã,Họ và tên,Năm sinh,Số điện thoại,Công việc mong muốn,Nơi ở\n"
    'N1,Lò Thị Mẫu,1998,0912345678,công nhân may,"Kỳ Lừa, Lạng Sơn"\n'
    "N2,Vi Văn Mẫu,1990,0912345679,lái xe tải,Lạng Sơn\n"
)
EMPLOYERS = (
    "Mã số thuế,Tên doanh nghiệp,Địa chỉ,Người liên hệ,Điện thoại\n"
    "0100109106,Công ty Hồi,Lạng Sơn,Phòng nhân sự,0912345670\n"
    "0100112437,Công ty Na,Lạng Sơn,Phòng nhân sự,0912345671\n"
)
PLACES = "Mã,Tên\n05977,Khu công nghiệp Đồng Bành\n20,Xứ Lạng\n"


def job(centre: Centre, kind: str, **options: Any) -> Job:
    """A file of a kind for a centre."""
    actor = Actor(role=Role.DEPARTMENT, centre_id=centre.pk)
    return Job(kind, centre, FileOptions(**options), actor, NOW, name="tep.csv")


def bring(
    centre: Centre, kind: str, text: str | bytes, *, applied: bool = True, **options: Any
) -> Brought:
    """Bring a file in, or preview it."""
    content = text.encode() if isinstance(text, str) else text
    return bring_in(content, job=job(centre, kind, **options), is_applied=applied)


def rejected_texts(brought: Brought) -> list[str]:
    """What is told of the rejected rows, in Vietnamese."""
    return [error.line_vi for error in brought.errors]


def write(folder: Path, name: str, text: str) -> Path:
    """A file on disk."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
