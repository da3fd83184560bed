"""What a question refuses is shown, shut out with its whole trade, and not searched for."""

from __future__ import annotations

import pytest

from sanviec.engines.matching import SearchResult, VacancyFacts, build_index, search
from sanviec.engines.matching.understanding import Understood, understand
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer
from tests.engines.matching.test_search import ON

_ADS = (
    VacancyFacts("sewer", "Công nhân may công nghiệp", "Hoa Sen", "8153"),
    VacancyFacts("tailor", "Thợ may áo dài", "Hoa Sen", "7531"),
    VacancyFacts("uncoded", "Tuyển công nhân may gấp", "Hoa Sen", None),
    VacancyFacts("mender", "Thợ sửa máy may công nghiệp", "Hoa Sen", "7233"),
    VacancyFacts("guard", "Bảo vệ ca ngày", "Hoa Sen", "5414"),
    VacancyFacts("packer", "Đóng gói, không tăng ca", "Hoa Sen", "9321"),
    VacancyFacts("worker", "Lắp ráp điện tử, có tăng ca", "Hoa Sen", "8212"),
    VacancyFacts("clerk", "Nhân viên kho ko yêu cầu tăng ca", "Hoa Sen", "4321"),
)


def asked(text: str) -> Understood:
    return understand(
        text, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )


def found(text: str) -> SearchResult:
    index = build_index(_ADS, gazetteer=load_gazetteer(), occupations=load_occupations())
    return search(index, asked(text), 10, on=ON)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("không làm công nhân may", "8153"),
        ("khong lam cong nhan may", "8153"),
        ("tìm việc trừ công nhân may", "8153"),
        ("không làm bảo vệ", "5414"),
        ("ngại làm giúp việc", "9111"),
    ],
)
def test_a_refused_trade_is_told_and_not_searched(text: str, code: str) -> None:
    understood = asked(text)
    assert understood.refused_occupation_codes == (code,)
    assert understood.occupation_codes == ()
    assert understood.title_words == ()
    assert [one.label_vi[:7] for one in understood.filters] == ["Không: "]


def test_the_whole_trade_is_shut_out() -> None:
    assert {hit.vacancy_id for hit in found("không làm công nhân may").hits} == {
        "mender", "guard", "packer", "worker", "clerk"
    }  # fmt: skip


def test_what_only_lies_beside_a_refused_trade_stays() -> None:
    ads = (
        VacancyFacts("books", "Kế toán tổng hợp", "Hoa Sen", "3313"),
        VacancyFacts("audit", "Chuyên viên kiểm toán", "Hoa Sen", "2411"),
        VacancyFacts("credit", "Nhân viên tín dụng", "Hoa Sen", "3312"),
        VacancyFacts("figures", "Kế toán thống kê", "Hoa Sen", "3314"),
    )
    index = build_index(ads, gazetteer=load_gazetteer(), occupations=load_occupations())
    hits = search(index, asked("không làm kế toán"), 10, on=ON).hits
    assert [hit.vacancy_id for hit in hits] == ["credit"]


def test_refused_words_give_no_points() -> None:
    hits = found("không làm công nhân may").hits
    assert all(reason.term != "words" for hit in hits for reason in hit.reasons)


def test_what_a_vacancy_itself_refuses_stays() -> None:
    hits = {hit.vacancy_id for hit in found("không tăng ca").hits}
    assert {"packer", "clerk"} <= hits
    assert "worker" not in hits


def test_every_refusal_counts() -> None:
    hits = {hit.vacancy_id for hit in found("không tăng ca, không làm đóng gói").hits}
    assert "clerk" in hits
    assert hits.isdisjoint({"worker", "packer"})


@pytest.mark.parametrize(
    ("text", "refused", "wanted"),
    [
        ("việc gì cũng được trừ lái xe, bảo vệ, phục vụ", ("8322", "5414", "5131"), ()),
        ("tru bao ve, phuc vu", ("5414", "5131"), ()),
        ("không làm bảo vệ, kế toán", ("5414",), ("3313",)),
        ("trừ bảo vệ, tìm kế toán", ("5414",), ("3313",)),
        ("không làm bảo vệ hay phục vụ", ("5414", "5131"), ()),
    ],
)
def test_a_comma_goes_on_a_refusal_only_after_except(
    text: str, refused: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    understood = asked(text)
    assert understood.refused_occupation_codes == refused
    assert understood.occupation_codes == wanted


def test_refusals_of_no_vacancies_find_nothing() -> None:
    index = build_index((), gazetteer=load_gazetteer(), occupations=load_occupations())
    assert not search(index, asked("không làm kế toán, không tăng ca"), 10, on=ON).hits
