"""A file is sent, looked at, written; the refused rows come back as a file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.services import run_apply, run_preview
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform.enums import Role
from sanviec.engines.intake import read_table
from tests.apps.factories import NOW, make_centre, make_staff

pytestmark = pytest.mark.django_db
TABLE = (
    "Họ và tên,Năm sinh,Số điện thoại,Công việc mong muốn,Nơi ở\n"
    'Lò Thị Mẫu,1998,0912345678,công nhân may,"Kỳ Lừa, Lạng Sơn"\n'
    "Hoàng Văn Sai,1890,0912345679,phụ bếp,Lạng Sơn\n"
)


@pytest.fixture
def centre() -> Centre:
    return make_centre()


@pytest.fixture
def director(sign_in: Callable[..., Client], centre: Centre) -> Client:
    return sign_in(make_staff(Role.DEPARTMENT, centre).user)


def send(client: Client, content: str | bytes = TABLE, **changes: Any) -> Any:
    """Send a file of jobseekers."""
    data = content.encode() if isinstance(content, str) else content
    answers = {
        "kind": "jobseekers",
        "source": "bang-giay",
        "file": SimpleUploadedFile("a.csv", data),
    }
    return client.post("/quan-ly/nhap-tep/moi/", answers | changes)


@pytest.mark.slow  # the words of columns and places are loaded for the first file of a process
def test_file_is_previewed_written_and_its_wrong_rows_fetched(director: Client) -> None:
    answer = send(director)
    run = ImportRun.objects.get()
    page = f"/quan-ly/nhap-tep/{run.pk}/"
    assert (answer.status_code, answer["Location"], run.state) == (303, page, "waiting")
    assert "hx-trigger" in director.get(page).content.decode()

    run_preview(str(run.pk), now=NOW)
    shown = director.get(page).content.decode()
    assert "Đã đọc 2 dòng" in shown
    assert "Ghi các dòng hợp lệ" in shown
    assert "Dòng 3" in shown
    assert Jobseeker.objects.count() == 0

    assert director.post(f"{page}ghi/").status_code == 303
    run_apply(str(run.pk), now=NOW)
    assert Jobseeker.objects.get().full_name == "Lò Thị Mẫu"
    sent = director.get(f"{page}dong-sai/")
    table = read_table(b"".join(sent.streaming_content), name="dong-sai.xlsx")
    assert sent["Content-Disposition"].startswith("attachment")
    assert "Hoàng Văn Sai" in [str(cell) for cell in next(iter(table.rows)).cells]


def test_htmx_gets_the_state_alone(director: Client) -> None:
    send(director)
    path = f"/quan-ly/nhap-tep/{ImportRun.objects.get().pk}/"
    part = director.get(path, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert 'id="luot-nhap"' in part


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\0" * 50, b"PK\x03\x04" + b"x" * 50, b"\xff\xfe"],
    ids=["program", "broken archive", "mark alone"],
)
def test_file_that_is_no_table_is_told_on_its_page(director: Client, content: bytes) -> None:
    send(director, content)
    run = run_preview(str(ImportRun.objects.get().pk), now=NOW)
    assert run.state == "failed"
    assert run.problem in director.get(f"/quan-ly/nhap-tep/{run.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"file": ""}, "Hãy chọn “Tệp”."),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "Tệp này trống."),
        ({"kind": "secrets"}, "Hãy chọn trong danh sách."),
        ({"source": ""}, "Hãy điền “Nguồn”."),
        ({"open_until": "31/02/2026"}, "Ngày chưa đúng."),
        ({"open_until": "2026-11-22"}, "phải từ hôm nay trở đi"),
        ({"open_until": "2027-11-24"}, "không thể xa hơn 1 năm"),
    ],
)
def test_wrong_answers_come_back(director: Client, changes: dict[str, Any], expected: str) -> None:
    answer = send(director, **changes)
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert ImportRun.objects.count() == 0


def test_too_large_a_file_is_refused(director: Client, settings: Any) -> None:
    settings.SANVIEC_MAX_UPLOAD_BYTES = 20
    answer = send(director)
    assert answer.status_code == 422
    assert "lớn hơn" in answer.content.decode()


def test_writing_twice_is_refused(director: Client) -> None:
    send(director)
    run = run_preview(str(ImportRun.objects.get().pk), now=NOW)
    for _time in range(2):
        answer = director.post(f"/quan-ly/nhap-tep/{run.pk}/ghi/")
    messages = [m.level_tag for m in director.get(answer["Location"]).context["messages"]]
    assert messages == ["success", "error"]


def test_no_refused_rows_is_not_there(director: Client) -> None:
    send(director)
    run = ImportRun.objects.get()
    assert director.get(f"/quan-ly/nhap-tep/{run.pk}/dong-sai/").status_code == 404


def test_approver_finds_the_way(sign_in: Callable[..., Client], centre: Centre) -> None:
    client = sign_in(make_staff(Role.APPROVER, centre).user)
    assert "/quan-ly/nhap-tep/" in client.get("/quay/").content.decode()
    assert client.get("/quan-ly/nhap-tep/").status_code == 200
