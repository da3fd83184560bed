"""`sanviec search --similar`: vacancies of a file like one of them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from sanviec.cli.files import context_on
from sanviec.cli.searching import search
from sanviec.kernel.errors import InputError

_FILE = """id,title,company,description
1,Kế toán tổng hợp,Minh Phát,Lập báo cáo thuế
2,Kế toán thuế,Tân Thịnh,Lập báo cáo thuế
3,Bảo vệ,Hoa Sen,Trực cổng
"""


@pytest.fixture
def vacancies(tmp_path: Path) -> str:
    path = tmp_path / "viec.csv"
    path.write_text(_FILE, encoding="utf-8")
    return str(path)


def test_vacancies_like_one_come_with_their_sums(vacancies: str) -> None:
    done = CliRunner().invoke(search, ["--vacancies", vacancies, "--similar", "1"])
    found = json.loads(done.stdout)
    assert [hit["vacancy_id"] for hit in found["hits"]] == ["2"]
    hit = found["hits"][0]
    assert hit["score"] == sum(reason["points"] for reason in hit["reasons"])


def test_one_way_to_ask_is_needed(vacancies: str) -> None:
    both = ["--vacancies", vacancies, "--similar", "1", "--query", "kế toán"]
    for arguments in (["--vacancies", vacancies], both):
        refused = CliRunner().invoke(search, arguments)
        assert isinstance(refused.exception, InputError)
        assert "--similar" in refused.exception.text_vi


@pytest.mark.parametrize("on", [date(2013, 1, 1), date(2020, 3, 1), date(2024, 6, 1)])
def test_old_files_are_read_with_the_rates_of_their_day(on: date) -> None:
    context = context_on(on)
    assert set(context.rates_vnd) == {"JPY", "KRW", "TWD", "EUR"}
    assert 20_000 < context.usd_vnd < context.rates_vnd["EUR"]
