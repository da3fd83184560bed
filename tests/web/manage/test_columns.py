"""What the columns of a file mean is said by hand, read again and kept for the next file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports.models import ImportMapping, ImportRun
from sanviec.apps.imports.services import run_preview
from sanviec.apps.platform.enums import Role
from tests.apps.factories import NOW, make_centre, make_staff

pytestmark = pytest.mark.django_db
# Headings that nobody could guess.
TABLE = "A1,A2,A3,A4\nx1,thợ hàn,Công ty Mẫu,Lạng Sơn\nx2,thợ may,Công ty Mẫu,Lạng Sơn\n"
ANSWERS = {"cot_0": "vacancy_id", "cot_1": "title", "cot_2": "employer", "cot_3": "place"}


@pytest.fixture
def centre() -> Centre:
    return make_centre()


@pytest.fixture
def director(sign_in: Callable[..., Client], centre: Centre) -> Client:
    return sign_in(make_staff(Role.DEPARTMENT, centre).user)


def send(client: Client, **changes: Any) -> Any:
    upload = SimpleUploadedFile("a.csv", TABLE.encode())
    answers = {"kind": "vacancies", "source": "doi-tac", "file": upload} | changes
    return client.post("/quan-ly/nhap-tep/moi/", answers)


@pytest.fixture
def run(director: Client) -> ImportRun:
    """A file whose columns were not understood."""
    send(director)
    return run_preview(str(ImportRun.objects.get().pk), now=NOW)


@pytest.mark.slow  # the words of columns and places are loaded for the first file of a process
def test_a_file_that_was_not_understood_is_read_with_what_is_said(
    director: Client, run: ImportRun
) -> None:
    page = f"/quan-ly/nhap-tep/{run.pk}/"
    assert run.state == "failed"
    assert f"{page}cot/" in director.get(page).content.decode()
    asked = director.get(f"{page}cot/").content.decode()
    # Only the name of the layout; it stood beside every column.
    assert asked.count("(không bắt buộc)") == 1
    assert all(heading in asked for heading in ("A1", "A2", "A3", "A4"))
    answer = director.post(f"{page}cot/", ANSWERS | {"name": "Đối tác A"})
    assert (answer.status_code, answer["Location"]) == (303, page)
    again = run_preview(str(run.pk), now=NOW)
    assert (again.state, again.added, again.rejected) == ("previewed", 2, 0)
    assert ImportMapping.objects.get().layout["columns"]["title"] == "A2"


def test_a_saved_layout_is_chosen_for_the_next_file(director: Client, run: ImportRun) -> None:
    director.post(f"/quan-ly/nhap-tep/{run.pk}/cot/", ANSWERS | {"name": "Đối tác A"})
    layout = ImportMapping.objects.get()
    assert "Đối tác A" in director.get("/quan-ly/nhap-tep/moi/").content.decode()
    assert send(director, layout=layout.pk).status_code == 303
    newest = ImportRun.objects.order_by("-created_at", "-id")[0]
    assert run_preview(str(newest.pk), now=NOW).added == 2


def test_a_layout_fits_its_kind_and_its_centre(
    director: Client, run: ImportRun, sign_in: Callable[..., Client]
) -> None:
    director.post(f"/quan-ly/nhap-tep/{run.pk}/cot/", ANSWERS | {"name": "Đối tác A"})
    layout = ImportMapping.objects.get()
    assert send(director, kind="jobseekers", layout=layout.pk).status_code == 422
    stranger = sign_in(make_staff(Role.DEPARTMENT).user)
    assert "Đối tác A" not in stranger.get("/quan-ly/nhap-tep/moi/").content.decode()
    send(stranger, layout=layout.pk)
    assert ImportRun.objects.order_by("-created_at", "-id")[0].options["layout"] == {}


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({"cot_0": "title", "cot_1": "title"}, "cùng được chọn"),
        ({"cot_0": "secret"}, "Hãy chọn trong danh sách."),
        ({"name": "Đối tác A"}, "ít nhất một cột"),
    ],
)
def test_answers_that_say_nothing_or_too_much_come_back(
    director: Client, run: ImportRun, answers: dict[str, str], expected: str
) -> None:
    answer = director.post(f"/quan-ly/nhap-tep/{run.pk}/cot/", answers)
    assert answer.status_code == 422
    assert expected in answer.content.decode()
    assert not ImportMapping.objects.exists()
    run.refresh_from_db()
    assert run.state == "failed"
