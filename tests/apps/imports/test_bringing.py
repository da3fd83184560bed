"""A file into the registers: previewed, written, brought in again, interrupted, refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.employers.models import Employer
from sanviec.apps.imports.services import bring_in, files, rejected_rows
from sanviec.apps.jobseekers.enums import ConsentPurpose
from sanviec.apps.jobseekers.models import Consent, Jobseeker
from sanviec.apps.ledger.models import ServiceLine
from sanviec.apps.platform import audit
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.reference.models import PlaceAlias
from sanviec.apps.vacancies import services as vacancies
from sanviec.apps.vacancies.models import Vacancy
from sanviec.kernel.errors import InputError
from tests.apps.factories import TODAY, make_centre

from .files import EMPLOYERS, JOBSEEKERS, PLACES, VACANCIES, bring, job, rejected_texts

pytestmark = pytest.mark.django_db
KINDS = {
    "vacancies": (VACANCIES, Vacancy, 3),
    "jobseekers": (JOBSEEKERS, Jobseeker, 2),
    "employers": (EMPLOYERS, Employer, 2),
    "places": (PLACES, PlaceAlias, 2),
}


@pytest.fixture
def centre() -> Centre:
    return make_centre("LS")


def counts(brought: Any) -> tuple[int, int, int, int]:
    verdicts = brought.verdicts
    return tuple(verdicts[v] for v in ("added", "changed", "unchanged", "rejected"))


class TestEachKind:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_preview_writes_nothing(self, centre: Centre, kind: str) -> None:
        text, model, count = KINDS[kind]
        lines = AuditEntry.objects.count()
        assert counts(bring(centre, kind, text, applied=False)) == (count, 0, 0, 0)
        assert (model.objects.count(), AuditEntry.objects.count()) == (0, lines)

    @pytest.mark.parametrize("kind", KINDS)
    def test_what_was_previewed_is_written_and_the_same_file_changes_nothing(
        self, centre: Centre, kind: str
    ) -> None:
        text, model, count = KINDS[kind]
        assert counts(bring(centre, kind, text)) == (count, 0, 0, 0)
        assert model.objects.count() == count
        assert list(audit.verify()) == []
        lines, services = AuditEntry.objects.count(), ServiceLine.objects.count()
        assert counts(bring(centre, kind, text, applied=False)) == (0, 0, count, 0)
        assert counts(bring(centre, kind, text)) == (0, 0, count, 0)
        assert (AuditEntry.objects.count(), ServiceLine.objects.count()) == (lines, services)

    def test_there_is_no_other_kind(self, centre: Centre) -> None:
        with pytest.raises(KeyError):
            bring(centre, "claims", VACANCIES)


class TestVacancies:
    def test_what_a_row_says_is_understood(self, centre: Centre) -> None:
        brought = bring(centre, "vacancies", VACANCIES, is_vouched=True)
        sewer = Vacancy.objects.get(source_key="T1")
        assert (sewer.state, sewer.openings, sewer.closes_on) == (
            "published",
            20,
            date(2026, 12, 31),
        )
        assert (sewer.wage_min_vnd_month, sewer.wage_max_vnd_month) == (8_000_000, 10_000_000)
        assert (sewer.occupation_code[:2], sewer.place_codes) == ("81", ["06187"])
        assert Vacancy.objects.get(source_key="T2").experience_months == 24
        assert brought.columns["title"] == "Tên công việc"
        assert brought.samples["added"][0] == "2: Công nhân may"

    def test_employers_come_with_their_vacancies_once(self, centre: Centre) -> None:
        bring(centre, "vacancies", VACANCIES)
        hoi = Employer.objects.get(name="Công ty Hồi")
        assert (hoi.state, hoi.vacancies.count(), hoi.place_code) == ("submitted", 2, "")
        assert set(Vacancy.objects.values_list("state", flat=True).order_by()) == {"submitted"}

    def test_the_same_tax_code_is_the_same_employer(self, centre: Centre) -> None:
        text = (
            "Mã tin,Tên công việc,Doanh nghiệp,Mã số thuế,Nơi làm việc\n"
            "T1,Thợ may,Công ty TNHH Hồi,0100109106,Lạng Sơn\n"
            "T2,Thợ hàn,CTY HỒI,0100109106,Lạng Sơn\n"
        )
        bring(centre, "vacancies", text)
        assert Employer.objects.get().name == "Công ty TNHH Hồi"
        lines = AuditEntry.objects.count()
        bring(centre, "vacancies", text)
        assert AuditEntry.objects.count() == lines

    def test_a_day_that_passed_takes_the_day_that_the_centre_names(self, centre: Centre) -> None:
        text = VACANCIES.replace("31/12/2026", "01/02/2026")
        until = date(2026, 12, 20)
        bring(centre, "vacancies", text, is_vouched=True, open_until=until)
        assert Vacancy.objects.open_on(TODAY).filter(closes_on=until).count() == 3

    def test_without_such_a_day_they_are_kept_as_expired(self, centre: Centre) -> None:
        bring(centre, "vacancies", VACANCIES.replace("31/12/2026", "01/02/2026"), is_vouched=True)
        assert Vacancy.objects.filter(state="expired").count() == 3

    def test_a_changed_row_changes_that_row(self, centre: Centre) -> None:
        bring(centre, "vacancies", VACANCIES)
        text = VACANCIES.replace("12 triệu", "15 triệu")
        assert counts(bring(centre, "vacancies", text)) == (0, 1, 2, 0)
        assert Vacancy.objects.get(source_key="T2").wage_min_vnd_month == 15_000_000

    def test_long_keys_stay_apart(self, centre: Centre) -> None:
        long = "x" * 120
        text = VACANCIES.replace("T1", f"{long}1").replace("T2", f"{long}2")
        assert counts(bring(centre, "vacancies", text)) == (3, 0, 0, 0)
        assert counts(bring(centre, "vacancies", text)) == (0, 0, 3, 0)


class TestJobseekers:
    def test_nobody_allows_anything_unless_papers_are_signed(self, centre: Centre) -> None:
        bring(centre, "jobseekers", JOBSEEKERS)
        assert not Consent.objects.exists()
        other = make_centre()
        bring(other, "jobseekers", JOBSEEKERS, consents=(ConsentPurpose.MATCHING,))
        assert Consent.objects.filter(purpose="matching").count() == 2

    def test_samples_name_no_person(self, centre: Centre) -> None:
        brought = bring(centre, "jobseekers", JOBSEEKERS)
        assert brought.samples == {"added": ["2: công nhân may", "3: lái xe tải"]}


class TestRejected:
    TEXT = VACANCIES + (
        "T4,,Công ty Hồi,Lạng Sơn,8 triệu,,1,\n"
        "T5,Thợ hàn,,Lạng Sơn,8 triệu,,1,\n"
        "T1,Thợ may,Công ty Hồi,Lạng Sơn,8 triệu,,1,\n"
        "T6,Thợ hàn,Công ty Hồi,,8 triệu,,1,\n"
        "T7,Thợ hàn,Công ty Hồi,Lạng Sơn,8 triệu,,1,31/02/2027\n"
    )

    def test_bad_rows_are_named_and_the_good_ones_are_written(self, centre: Centre) -> None:
        brought = bring(centre, "vacancies", self.TEXT)
        assert counts(brought) == (3, 0, 0, 5)
        assert [error.row for error in brought.errors] == [5, 6, 7, 8, 9]
        texts = rejected_texts(brought)
        assert all(text.startswith(f"Dòng {row}") for row, text in enumerate(texts, start=5))
        assert "“Tên công việc”" in texts[0]
        assert "doanh nghiệp" in texts[1]
        assert "nơi làm việc" in texts[3].casefold()
        assert sum(brought.reasons.values()) == 5

    def test_a_refusal_of_the_register_names_the_column(self, centre: Centre) -> None:
        brought = bring(centre, "vacancies", self.TEXT)
        assert [error.column for error in brought.errors][3] == "Nơi làm việc"

    def test_a_closing_day_that_can_only_be_a_slip(self, centre: Centre) -> None:
        far = VACANCIES.replace("31/12/2026\nT2", "31/12/2062\nT2")
        for applied in (False, True):
            brought = bring(centre, "vacancies", far, applied=applied)
            assert (brought.verdicts["rejected"], brought.verdicts["added"]) == (1, 2)
            assert rejected_texts(brought) == [
                "Dòng 2, cột “Hạn nộp”: Hạn nộp hồ sơ không thể xa hơn 1 năm. "
                "Hãy chọn ngày gần hơn; sau này vẫn gia hạn được."
            ]

    def test_they_are_written_out_corrected_and_sent_again(
        self, centre: Centre, tmp_path: Path
    ) -> None:
        content = self.TEXT.encode()
        with rejected_rows() as rejected:
            bring_in(
                content, job=job(centre, "vacancies"), is_applied=True, on_rejected=rejected.add
            )
            rejected.write(tmp_path / "sai.csv")
        corrected = (tmp_path / "sai.csv").read_text(encoding="utf-8-sig")
        assert "Lỗi" in corrected.splitlines()[0]
        for wrong, right in {
            "T4,,": "T4,Thợ điện,",
            "Thợ hàn,,Lạng Sơn": "Thợ hàn,Công ty Na,Lạng Sơn",
            "T1,": "T8,",
            "Công ty Hồi,,": "Công ty Hồi,Lạng Sơn,",
            "31/02/2027": "28/02/2027",
        }.items():
            assert wrong in corrected
            corrected = corrected.replace(wrong, right)
        assert counts(bring(centre, "vacancies", corrected)) == (5, 0, 0, 0)
        assert Vacancy.objects.count() == 8

    def test_only_the_first_reasons_are_shown(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "MOST_SHOWN", 2)
        brought = bring(centre, "vacancies", self.TEXT)
        assert (len(brought.errors), brought.verdicts["rejected"]) == (2, 5)


class TestInterrupted:
    def test_whole_chunks_stay_and_the_next_run_completes(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(files, "CHUNK", 2)
        write, turns = vacancies.bulk_upsert, iter((True, False))

        def power_cut(**facts: Any) -> Any:
            if next(turns):
                return write(**facts)
            raise RuntimeError("power cut")

        with monkeypatch.context() as patch:
            patch.setattr(vacancies, "bulk_upsert", power_cut)
            with pytest.raises(RuntimeError):
                bring(centre, "vacancies", VACANCIES)
        assert Vacancy.objects.count() == 2
        assert list(audit.verify()) == []
        assert counts(bring(centre, "vacancies", VACANCIES)) == (1, 0, 2, 0)
        assert list(audit.verify()) == []

    def test_chunks_make_no_difference(
        self, centre: Centre, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done: list[int] = []
        monkeypatch.setattr(files, "CHUNK", 1)
        bring_in(
            TestRejected.TEXT.encode(),
            job=job(centre, "vacancies"),
            is_applied=True,
            progress=done.append,
        )
        assert (Vacancy.objects.count(), Employer.objects.count()) == (3, 2)
        assert done == [1, 2, 3, 4, 5, 6, 7, 8]


class TestRefusedFiles:
    @pytest.mark.parametrize(
        ("content", "code"),
        [
            (b"MZ\x90\0" * 50, "not_a_table"),
            (b"", "file_empty"),
            ("Màu,Cỡ\nxanh,1\n".encode(), "column_required"),
        ],
        ids=["a program", "nothing", "another table"],
    )
    def test_are_told_and_nothing_is_written(
        self, centre: Centre, content: bytes, code: str
    ) -> None:
        lines = AuditEntry.objects.count()
        with pytest.raises(InputError) as caught:
            bring(centre, "vacancies", content)
        assert "tep.csv" in caught.value.text_vi
        assert AuditEntry.objects.count() == lines


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_make_no_difference(centre: Centre, encoding: str) -> None:
    assert counts(bring(centre, "vacancies", VACANCIES.encode(encoding))) == (3, 0, 0, 0)
