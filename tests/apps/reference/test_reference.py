"""Local names of places, and the national tables as the apps read them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import SYSTEM
from sanviec.apps.platform.models import AuditEntry
from sanviec.apps.reference import selectors
from sanviec.apps.reference.models import PlaceAlias
from sanviec.apps.reference.services import preview_aliases, upsert_aliases
from tests.apps.factories import NOW

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Named:
    """A row of a file of local names."""

    id: str
    name: str


PARK = Named("05977", "Khu công nghiệp Đồng Bành")


def upsert(*rows: Named) -> list[str]:
    facts: dict[str, Any] = {"source": "ban-quan-ly", "actor": SYSTEM, "now": NOW}
    return [outcome.verdict for outcome in upsert_aliases(rows, **facts).outcomes]


class TestAliases:
    def test_are_added_changed_and_left_alone(self) -> None:
        assert upsert(PARK, Named("20", "Xứ Lạng")) == ["added", "added"]
        assert upsert(PARK, Named("06187", "Xứ Lạng")) == ["unchanged", "changed"]
        alias = PlaceAlias.objects.get(name_folded="xu lang")
        assert (alias.place_code, alias.source, str(alias)) == ("06187", "ban-quan-ly", "Xứ Lạng")
        assert list(audit.verify()) == []

    def test_the_same_name_written_otherwise_is_the_same_row(self) -> None:
        upsert(PARK)
        assert upsert(Named("05977", "khu cong nghiep  ĐỒNG BÀNH")) == ["unchanged"]

    def test_a_code_of_before_the_merger_becomes_todays(self) -> None:
        upsert(Named("20@63", "Xứ Lạng"))
        assert PlaceAlias.objects.get().place_code == "20"

    def test_an_unknown_code_and_a_nameless_row_are_refused_and_the_others_stay(self) -> None:
        assert upsert(Named("99999", "Đâu đó"), PARK, Named("20", " ")) == [
            "rejected", "added", "rejected",
        ]  # fmt: skip
        assert PlaceAlias.objects.count() == 1

    def test_a_name_that_stands_twice_in_a_file_is_one_row(self) -> None:
        assert upsert(PARK, PARK) == ["added", "unchanged"]

    def test_long_names_that_begin_alike_stay_apart_or_are_refused(self) -> None:
        long = "Khu công nghiệp " + "x" * 130
        assert upsert(Named("20", f"{long} một"), Named("20", f"{long} hai")) == ["rejected"] * 2

    def test_a_preview_says_the_same_and_writes_nothing(self) -> None:
        rows = [PARK, Named("99999", "Đâu đó"), PARK]
        lines = AuditEntry.objects.count()
        expected = [outcome.verdict for outcome in preview_aliases(rows).outcomes]
        assert (PlaceAlias.objects.count(), AuditEntry.objects.count()) == (0, lines)
        assert upsert(*rows) == expected


class TestPlaceOfWords:
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Phường Kỳ Lừa, Lạng Sơn", "06187"),
            ("lang son", "20"),
            ("Sài Gòn", "79"),
            ("không ở đâu cả", None),
            ("", None),
        ],
    )
    def test_the_commune_counts_before_the_province(self, text: str, code: str | None) -> None:
        assert selectors.place_code_of(text) == code

    def test_a_local_name_counts_first(self) -> None:
        upsert(PARK)
        assert selectors.place_code_of("KHU CÔNG NGHIỆP ĐỒNG BÀNH") == "05977"


def test_the_tables_are_read_once_a_process() -> None:
    assert selectors.gazetteer() is selectors.gazetteer()
    assert selectors.occupations() is selectors.occupations()
    assert len(selectors.gazetteer().provinces()) == 34
    assert selectors.calendar().is_working_day(date(2026, 11, 23))


@pytest.mark.parametrize(("on", "months"), [(date(2025, 12, 31), 3), (date(2026, 1, 1), 1)])
def test_a_parameter_is_that_of_the_day(on: date, months: int) -> None:
    assert selectors.parameter("followup_months", on) == months
