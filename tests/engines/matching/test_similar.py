"""Vacancies like another: itself never, the same work first, reasons that sum to the score."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import VacancyFacts, similar_vacancies
from sanviec.kernel.errors import InputError
from tests.engines.matching.strategies import VACANCIES
from tests.engines.matching.test_search import index_of

_ADS = (
    VacancyFacts("a", "Kế toán tổng hợp", "Minh Phát", "3313", text="Lập báo cáo thuế, sổ sách"),
    VacancyFacts("b", "Kế toán thuế", "Tân Thịnh", "3313", text="Lập báo cáo thuế hằng quý"),
    VacancyFacts("c", "Kế toán kho", "Hữu Lũng", "4311", text="Kiểm kho, nhập xuất"),
    VacancyFacts("d", "Công nhân may", "Hoa Sen", "8153", text="May áo sơ mi"),
    VacancyFacts("e", "Bảo vệ", "", None),
)


def test_the_same_work_stands_first_and_strangers_are_left_out() -> None:
    hits = similar_vacancies(index_of(_ADS), "a", 10)
    assert [hit.vacancy_id for hit in hits][:2] == ["b", "c"]
    assert "e" not in {hit.vacancy_id for hit in hits}
    assert {reason.term for reason in hits[0].reasons} == {"title", "text", "occupation"}


def test_a_vacancy_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError) as refused:
        similar_vacancies(index_of(_ADS), "x", 10)
    assert refused.value.code == "unknown_vacancy"


@pytest.mark.slow
@settings(max_examples=40)
@given(ads=VACANCIES.filter(bool), data=st.data())
def test_hits_are_sums_in_order_without_itself(
    ads: list[VacancyFacts], data: st.DataObject
) -> None:
    index = index_of(ads)
    asked = data.draw(st.sampled_from([ad.id for ad in ads]))
    hits = similar_vacancies(index, asked, len(ads))
    assert asked not in {hit.vacancy_id for hit in hits}
    assert all(hit.score == sum(reason.points for reason in hit.reasons) for hit in hits)
    order = [(-hit.score, hit.vacancy_id) for hit in hits]
    assert order == sorted(order)
    assert hits == similar_vacancies(index_of(ads[::-1]), asked, len(ads))
