"""A file from the browser: kept, previewed, written, refused, read again, taken up again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from sanviec.apps.centres.models import Centre
from sanviec.apps.imports import services
from sanviec.apps.imports.models import ImportRun
from sanviec.apps.imports.selectors import get_run_for, mappings_for, runs_for
from sanviec.apps.imports.services import FileOptions, working
from sanviec.apps.imports.tasks import apply_import, preview_import
from sanviec.apps.jobseekers.models import Jobseeker
from sanviec.apps.platform import audit, queue
from sanviec.apps.platform.actors import ANONYMOUS, Actor
from sanviec.apps.platform.enums import Role
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.platform.transitions import TransitionRefused
from sanviec.apps.vacancies.models import Vacancy
from sanviec.engines.intake import SavedMapping, read_table
from sanviec.kernel.errors import InputError
from tests.apps.factories import NOW, as_employer, make_centre, make_employer, make_staff

from .files import JOBSEEKERS, VACANCIES

pytestmark = pytest.mark.django_db
BAD_ROW = "T9,,Công ty Hồi,Lạng Sơn,8 triệu,,1,31/12/2026\n"


@pytest.fixture(autouse=True)
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The background work that was asked for; nobody does it here."""
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr(queue, "enqueue", lambda name, run_id: asked.append((name, run_id)))
    return asked


@pytest.fixture
def centre() -> Centre:
    return make_centre("LS")


def officer(centre: Centre, role: Role = Role.DEPARTMENT, user_id: int | None = 7) -> Actor:
    return Actor(role=role, user_id=user_id, centre_id=centre.pk)


def start(
    centre: Centre, text: str | bytes = VACANCIES, kind: str = "vacancies", **options: Any
) -> ImportRun:
    content = text.encode() if isinstance(text, str) else text
    return services.start_run(
        kind=kind,
        upload=SimpleUploadedFile("viec.csv", content),
        centre=centre,
        options=FileOptions(**options),
        actor=officer(centre),
        now=NOW,
    )


def preview(run: ImportRun) -> ImportRun:
    return services.run_preview(str(run.pk), now=NOW)


def write(run: ImportRun, actor: Actor | None = None) -> ImportRun:
    services.apply_run(run=run, actor=actor or officer(run.centre), now=NOW)
    return services.run_apply(str(run.pk), now=NOW)


class TestWay:
    def test_a_file_is_kept_previewed_and_written(
        self, centre: Centre, asked: list[tuple[str, str]]
    ) -> None:
        run = start(centre, VACANCIES + BAD_ROW)
        assert (run.state, run.file_name, run.rows_read) == ("waiting", "viec.csv", 0)
        run = preview(run)
        assert (run.state, run.rows_read, run.added, run.rejected) == ("previewed", 4, 3, 1)
        assert (Vacancy.objects.count(), run.applied_at) == (0, None)
        run = write(run)
        assert (run.state, run.added, run.applied_at) == ("applied", 3, NOW)
        assert Vacancy.objects.count() == 3
        assert asked == [("preview_import", str(run.pk)), ("apply_import", str(run.pk))]
        actions = AuditEntry.objects.filter(action__startswith="import.").order_by("seq")
        assert [entry.action for entry in actions] == [
            "import.started", "import.previewed", "import.asked", "import.applied",
        ]  # fmt: skip
        assert list(audit.verify()) == []

    def test_figures_and_reasons_are_kept_for_the_page(self, centre: Centre) -> None:
        run = preview(start(centre, VACANCIES + BAD_ROW))
        run.refresh_from_db()
        (error,) = run.errors
        assert (error["row"], error["column"]) == (5, "Tên công việc")
        assert error["text_vi"]
        assert error["text_en"]
        assert run.sample["columns"]["title"] == "Tên công việc"
        assert run.sample["headings"][0] == "Mã tin"
        assert run.sample["samples"]["added"][0] == "2: Công nhân may"

    def test_rejected_rows_come_back_as_a_file(self, centre: Centre) -> None:
        run = preview(start(centre, VACANCIES + BAD_ROW))
        assert run.rejected_file is not None
        assert run.rejected_file.original_name == "dong-sai-viec.xlsx"
        with read_table(Path(run.rejected_file.file.path), name="sai.xlsx") as table:
            assert table.columns[-1] == "Lỗi"
            assert next(table.rows).cells[:3] == ("T9", "", "Công ty Hồi")

    def test_without_rejected_rows_there_is_no_file(self, centre: Centre) -> None:
        assert preview(start(centre)).rejected_file is None

    def test_what_the_centre_vouches_for_is_public(self, centre: Centre) -> None:
        write(preview(start(centre, is_vouched=True)))
        assert Vacancy.objects.filter(state="published").count() == 3

    def test_who_asks_for_it_signs_what_is_written(self, centre: Centre) -> None:
        run = preview(start(centre))
        write(run, officer(centre, Role.APPROVER, user_id=8))
        line = AuditEntry.objects.filter(action="vacancy.imported").order_by("seq")[0]
        assert (line.actor_id, line.actor_role) == (8, "approver")

    def test_the_tasks_do_the_work(self, centre: Centre) -> None:
        run = start(centre)
        assert preview_import.func(str(run.pk)) == "previewed"
        services.apply_run(run=run, actor=officer(centre), now=NOW)
        assert apply_import.func(str(run.pk)) == "applied"


class TestTwice:
    def test_it_is_not_written_twice(self, centre: Centre) -> None:
        run = write(preview(start(centre)))
        lines = AuditEntry.objects.count()
        assert services.run_apply(str(run.pk), now=NOW).state == "applied"
        assert services.run_preview(str(run.pk), now=NOW).state == "applied"
        assert AuditEntry.objects.count() == lines
        with pytest.raises(TransitionRefused):
            services.apply_run(run=run, actor=officer(centre), now=NOW)

    def test_nothing_is_written_before_somebody_looked(self, centre: Centre) -> None:
        with pytest.raises(TransitionRefused):
            services.apply_run(run=start(centre), actor=officer(centre), now=NOW)


class TestFailed:
    def test_a_wrong_file_says_why_in_both_languages(self, centre: Centre) -> None:
        run = preview(start(centre, b"MZ\x90\0" * 50))
        run.refresh_from_db()
        assert run.state == "failed"
        assert "viec.csv" in run.refusal["text_vi"]
        assert "viec.csv" in run.refusal["text_en"]
        assert list(audit.verify()) == []

    def test_a_break_down_says_so_and_the_same_file_completes_it(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run = preview(start(centre))
        services.apply_run(run=run, actor=officer(centre), now=NOW)

        def break_down(*_args: Any, **_facts: Any) -> Iterator[None]:
            raise RuntimeError("disk full")

        with monkeypatch.context() as patch:
            patch.setattr(working, "bring_in", break_down)
            with pytest.raises(RuntimeError):
                services.run_apply(str(run.pk), now=NOW)
        run.refresh_from_db()
        assert (run.state, "gửi lại chính tệp này" in run.problem) == ("failed", True)
        assert write(preview(start(centre))).added == 3
        assert list(audit.verify()) == []

    def test_too_large_a_file_is_not_kept(self, centre: Centre, settings: Any) -> None:
        settings.SANVIEC_MAX_UPLOAD_BYTES = 20
        with pytest.raises(InputError) as caught:
            start(centre)
        assert caught.value.code == "file_too_large"
        assert not ImportRun.objects.exists()

    def test_rejected_rows_that_are_too_many_to_hand_back_are_left_out(
        self, centre: Centre, settings: Any
    ) -> None:
        run = start(centre, VACANCIES + BAD_ROW)
        settings.SANVIEC_MAX_UPLOAD_BYTES = 2_000
        run = preview(run)
        assert (run.state, run.rejected, run.rejected_file) == ("previewed", 1, None)


class TestLayouts:
    TEXT = "A1,A2,A3,A4\nx1,thợ hàn,Công ty Mẫu,Lạng Sơn\n"
    ANSWERS = [("A1", "vacancy_id"), ("A2", "title"), ("A3", "employer"), ("A4", "place")]

    def mapping(self) -> SavedMapping:
        return services.mapping_from_answers("vacancies", self.ANSWERS)

    def test_a_file_that_was_not_understood_is_read_again(self, centre: Centre) -> None:
        run = preview(start(centre, self.TEXT))
        assert (run.state, run.sample["headings"]) == ("failed", ["A1", "A2", "A3", "A4"])
        facts: dict[str, Any] = {"actor": officer(centre), "now": NOW}
        run = services.remap_run(run=run, mapping=self.mapping(), **facts)
        assert (run.state, run.problem) == ("waiting", "")
        assert write(preview(run)).added == 1
        assert Vacancy.objects.get().title == "thợ hàn"
        assert list(audit.verify()) == []

    def test_what_is_being_written_is_not_read_again(self, centre: Centre) -> None:
        run = preview(start(centre))
        services.apply_run(run=run, actor=officer(centre), now=NOW)
        with pytest.raises(TransitionRefused):
            services.remap_run(run=run, mapping=self.mapping(), actor=officer(centre), now=NOW)

    def test_a_layout_is_kept_under_its_name_and_used_again(self, centre: Centre) -> None:
        facts: dict[str, Any] = {"centre": centre, "actor": officer(centre), "now": NOW}
        services.save_mapping(name="Đối tác  A", mapping=self.mapping(), **facts)
        ignoring = [*self.ANSWERS, ("A5", services.IGNORED)]
        newer = services.mapping_from_answers("vacancies", ignoring)
        row = services.save_mapping(name=" Đối tác A ", mapping=newer, **facts)
        assert list(mappings_for(officer(centre))) == [row]
        assert (str(row), row.layout["ignore"]) == ("Việc làm: Đối tác A", ["A5"])
        assert list(audit.verify()) == []
        run = start(centre, self.TEXT, mapping=newer)
        assert preview(run).added == 1

    @pytest.mark.parametrize(
        ("name", "answers", "expected"),
        [
            (" ", [("A2", "title")], "đặt tên"),
            ("A", [], "ít nhất một cột"),
            ("A", [("A1", "title"), ("A2", "title")], "cùng được chọn"),
            ("A", [("A1", "secret")], "Không có trường"),
        ],
    )
    def test_a_layout_that_says_nothing_or_too_much_is_refused(
        self, centre: Centre, name: str, answers: list[tuple[str, str]], expected: str
    ) -> None:
        with pytest.raises(InputError) as caught:
            services.save_mapping(
                centre=centre,
                name=name,
                mapping=services.mapping_from_answers("vacancies", answers),
                actor=officer(centre),
                now=NOW,
            )
        assert expected in caught.value.text_vi


def test_doors_are_the_centres_own(centre: Centre) -> None:
    run = start(centre, JOBSEEKERS, "jobseekers")
    assert get_run_for(officer(centre), run.pk) == run
    strangers = [ANONYMOUS, as_employer(make_employer()), make_staff().actor]
    for actor in strangers:
        assert get_run_for(actor, run.pk) is None
        assert not runs_for(actor).exists()
        assert not mappings_for(actor).exists()
    assert get_run_for(officer(centre), "không-phải-mã") is None
    assert not Jobseeker.objects.exists()
