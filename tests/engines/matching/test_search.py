"""Search: what is found, in which order, and what is said when nothing is found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sanviec.engines.matching import (
    Page,
    SearchResult,
    VacancyFacts,
    VacancyIndex,
    build_index,
    search,
)
from sanviec.engines.matching.understanding import Filter, Understood
from sanviec.kernel.errors import InputError
from tests.engines.matching.small_world import OCCUPATIONS, SmallGazetteer, SmallOccupations
from tests.engines.matching.strategies import TEXTS, VACANCIES

ON = date(2026, 11, 22)

_ADS = (
    VacancyFacts(
        "a1", "Kế toán tổng hợp", "Công ty Minh Phát", "3313", ("20",), 8_000_000, 12_000_000
    ),
    VacancyFacts("a2", "Kế toán kho", "Công ty Tân Thịnh Phát", "3313", ("79",)),
    VacancyFacts("a3", "Công nhân may", "May Lạng Sơn", "8153", ("06001",), 7_000_000, 9_000_000),
    VacancyFacts("a4", "Thợ máy", "Cơ khí Kỳ Lừa", "8219", ("06002",), 9_000_000, 9_000_000),
    VacancyFacts(
        "a5",
        "Lập trình viên Java",
        "Công ty Minh Phát",
        None,
        ("79",),
        20_000_000,
        None,
        text="Viết phần mềm kế toán, làm việc từ xa",
    ),
    VacancyFacts(
        "a6",
        "Công nhân đóng gói",
        "Thực phẩm Hữu Lũng",
        "9329",
        ("06004",),
        shifts=frozenset({"night"}),
        employment_type="seasonal",
        experience_months=0,
    ),
    VacancyFacts("a7", "Đơn hàng thực phẩm", "Sao Mai", "9329", ("JP",), is_overseas=True),
)


def index_of(ads: Sequence[VacancyFacts]) -> VacancyIndex:
    return build_index(ads, gazetteer=SmallGazetteer(), occupations=SmallOccupations())


@pytest.fixture(scope="module")
def index() -> VacancyIndex:
    return index_of(_ADS)


def found(index: VacancyIndex, k: int = 10, **understood: Any) -> SearchResult:
    understood.setdefault("text", " ".join(understood.get("title_words", ())))
    return search(index, Understood(**understood), k, on=ON)


def ids(result: SearchResult) -> list[str]:
    return [hit.vacancy_id for hit in result.hits]


def test_words_of_the_title_come_first(index: VacancyIndex) -> None:
    result = found(index, title_words=("kế", "toán"), occupation_codes=("3313",))
    assert ids(result)[:2] == ["a2", "a1"]
    assert "a5" in ids(result)[2:]


def test_words_without_marks_find_words_with_marks(index: VacancyIndex) -> None:
    assert ids(found(index, title_words=("ke", "toan")))[:2] == ["a2", "a1"]


def test_the_same_marks_stand_above_other_marks(index: VacancyIndex) -> None:
    sewing = found(index, title_words=("thợ", "máy"))
    machines = found(index, title_words=("công", "nhân", "may"))
    assert ids(sewing)[0] == "a4"
    assert ids(machines)[0] == "a3"


def test_an_employers_name_finds_its_vacancies(index: VacancyIndex) -> None:
    asked = {"text": "mô tả công việc kế toán công ty Tân Thịnh Phát"}
    result = found(
        index, **asked, title_words=("kế", "toán"), employer_words=("tân", "thịnh", "phát")
    )
    assert ids(result)[0] == "a2"


def test_what_is_named_is_found_whatever_the_filters(index: VacancyIndex) -> None:
    result = found(
        index,
        text="Công nhân may May Lạng Sơn",
        title_words=("công", "nhân", "may"),
        places=("79",),
        wage_min_vnd_month=50_000_000,
    )
    assert ids(result)[0] == "a3"
    assert {reason.term for reason in result.hits[0].reasons} >= {"named", "employer", "words"}


def test_unknown_wages_stand_below_and_are_marked(index: VacancyIndex) -> None:
    result = found(
        index, title_words=("kế", "toán"), occupation_codes=("3313",), wage_min_vnd_month=10_000_000
    )
    full = [hit for hit in result.hits if not hit.is_loose]
    assert [hit.vacancy_id for hit in full][:2] == ["a1", "a2"]
    assert [hit.unknown for hit in full][:2] == [(), ("wage",)]
    assert any(reason.text_vi == "Chưa rõ mức lương" for reason in full[1].reasons)


def test_filters_shut_out_what_is_known_not_to_fit(index: VacancyIndex) -> None:
    assert ids(found(index, places=("20",))) == ["a1", "a3", "a4", "a6"]
    assert ids(found(index, places=("06002",))) == ["a4", "a1"]
    assert "a6" not in ids(found(index, refused_shifts=frozenset({"night"})))
    assert ids(found(index, overseas=True)) == ["a7"]
    assert "a7" not in ids(found(index, refuses_overseas=True))
    assert ids(found(index, employment_type="seasonal")) == ["a6"]
    assert ids(found(index, no_experience=True))[0] == "a6"
    assert "a4" not in ids(found(index, refused_occupation_codes=("82",)))
    assert "a2" not in ids(found(index, refused_words=("kế", "toán")))
    assert ids(found(index, wage_min_vnd_month=19_000_000, places=("20",))) == ["a6"]


def test_a_vacancy_of_the_province_may_lie_in_the_commune(index: VacancyIndex) -> None:
    sure, unsure = found(index, places=("06002",)).hits
    assert (sure.vacancy_id, sure.unknown) == ("a4", ())
    assert (unsure.vacancy_id, unsure.unknown) == ("a1", ("place",))
    assert "Tin chỉ nêu tỉnh, chưa rõ nơi nào trong tỉnh" in {one.text_vi for one in unsure.reasons}


def test_a_title_counts_more_than_the_column() -> None:
    hours = {"employment_type": "full_time", "experience_months": 3}
    ads = [
        VacancyFacts("own", "Thực tập sinh nhân sự (Fresher)", "", "2423", ("20",), **hours),
        VacancyFacts("other", "Nhân viên nhân sự", "", "2423", ("20",), **hours),
    ]
    index = index_of(ads)
    asked = {"title_words": ("nhân", "sự"), "occupation_codes": ("2423",)}
    assert ids(found(index, employment_type="internship", **asked)) == ["own"]
    text = "nhân sự fresher"
    fresher = (Filter("no_experience", "yes", "Không cần kinh nghiệm", "None", 8, 15),)
    result = found(index, text=text, no_experience=True, filters=fresher, **asked)
    assert ids(result) == ["own", "other"], "a few months asked shut nobody out, but stand below"
    assert "Tên việc nói đúng điều cần tìm" in {one.text_vi for one in result.hits[0].reasons}


def test_a_pasted_title_stands_above_longer_ones() -> None:
    ads = [
        VacancyFacts("longer", "Kế toán kế toán kho tổng hợp", text="kế toán kho kế toán"),
        VacancyFacts("same", "Kho kế toán"),
    ]
    result = found(index_of(ads), text="kế toán kho", title_words=("kế", "toán", "kho"))
    assert ids(result)[0] == "same"
    assert "pasted" in {reason.term for reason in result.hits[0].reasons}


def test_an_unknown_wage_stands_above_a_neighbouring_trade() -> None:
    ads = [
        VacancyFacts("near", "Thợ may đo", "", "7531", ("20",), 9_000_000),
        VacancyFacts("own", "Công nhân may", "", "8153", ("20",)),
    ]
    result = found(
        index_of(ads),
        title_words=("công", "nhân", "may"),
        occupation_codes=("8153",),
        wage_min_vnd_month=8_000_000,
    )
    assert ids(result) == ["own", "near"]


def test_whole_titles_that_are_compared_pass_the_filters(index: VacancyIndex) -> None:
    asked = {"text": "công nhân đóng gói hay kế toán tổng hợp", "intent": "compare"}
    result = found(
        index, **asked, title_words=("kế", "toán", "tổng", "hợp"), wage_min_vnd_month=50_000_000
    )
    assert set(ids(result)[:2]) == {"a1", "a6"}


def test_totals_pages_and_facets_agree(index: VacancyIndex) -> None:
    everything = found(index)
    assert everything.total == len(_ADS)
    pages = [search(index, Understood(), 3, on=ON, page=Page(at)) for at in (0, 3, 6)]
    assert [one for page in pages for one in ids(page)] == ids(everything)
    counts = {
        facet.kind: {one.value: one.count for one in facet.counts} for facet in everything.facets
    }
    assert counts["place"] == {"20": 4, "79": 2, "JP": 1}
    assert counts["occupation"] == {"3": 2, "8": 2, "9": 2}
    assert counts["employment_type"] == {"seasonal": 1}
    assert counts["wage"][""] == 3


def test_words_are_quoted_everywhere_or_only_where_the_trade_does_not_say_it(
    index: VacancyIndex,
) -> None:
    asked = Understood(text="kế toán", title_words=("kế", "toán"), occupation_codes=("3313",))
    full = search(index, asked, 5, on=ON)
    short = search(index, asked, 5, on=ON, page=Page(quotes_all=False))

    def quotes(result: SearchResult) -> dict[str, str]:
        told = [(hit.vacancy_id, one) for hit in result.hits for one in hit.reasons]
        return {vacancy: one.text_vi for vacancy, one in told if one.term == "words"}

    assert ids(full) == ids(short)
    assert "“kế toán” trong tên việc" in quotes(full)["a1"]
    assert quotes(short)["a1"] == "Có các chữ cần tìm"
    assert "“kế toán” trong mô tả" in quotes(short)["a5"]


def test_a_facet_counts_as_if_its_own_filter_were_not_set(index: VacancyIndex) -> None:
    result = found(index, places=("79",))
    place = next(facet for facet in result.facets if facet.kind == "place")
    assert {one.value: one.count for one in place.counts} == {"20": 4, "79": 2, "JP": 1}
    wage = next(facet for facet in result.facets if facet.kind == "wage")
    assert sum(one.count for one in wage.counts) == 2


def test_a_chosen_group_of_occupations_shuts_out_the_others(index: VacancyIndex) -> None:
    chosen = (Filter("occupation_group", "8", "Thợ máy", "Machine operators", 0, 0),)
    result = found(index, filters=chosen)
    assert ids(result) == ["a3", "a4"]
    occupation = next(facet for facet in result.facets if facet.kind == "occupation")
    assert {one.value: one.count for one in occupation.counts} == {"3": 2, "8": 2, "9": 2}


def test_nothing_found_offers_the_nearest_way_out(index: VacancyIndex) -> None:
    filters = (Filter("place", "79", "Hồ Chí Minh", "Ho Chi Minh", 0, 1, ("79",)),)
    result = found(
        index, title_words=("công", "nhân", "may"), occupation_codes=("8153",), places=("79",),
        filters=filters,
    )  # fmt: skip
    assert (result.total, result.is_relaxed) == (0, True)
    assert result.relaxations[0].text_vi == "Nới điều kiện: tìm ở mọi nơi"
    assert result.relaxations[0].removed == filters
    assert ids(result)[0] == "a3"


def test_a_commune_widens_to_its_province_first(index: VacancyIndex) -> None:
    result = found(
        index, title_words=("công", "nhân", "may"), occupation_codes=("8153",), places=("06003",)
    )
    told = [(one.text_vi, one.total, one.place_codes) for one in result.relaxations]
    assert told[0] == ("Nới nơi làm việc: cả Lạng Sơn", 1, ("20",))


def test_a_wage_is_lowered_before_it_is_given_up(index: VacancyIndex) -> None:
    result = found(
        index, title_words=("công", "nhân", "may"), occupation_codes=("8153",),
        wage_min_vnd_month=10_000_000, places=("20",),
    )  # fmt: skip
    assert result.relaxations[0].wage_min_vnd_month == 9_000_000
    assert result.relaxations[0].text_vi == "Nới mức lương: từ 9 triệu"


def test_two_conflicts_are_given_up_together(index: VacancyIndex) -> None:
    result = found(
        index, title_words=("công", "nhân", "may"), occupation_codes=("8153",),
        wage_min_vnd_month=90_000_000, places=("79",),
    )  # fmt: skip
    assert result.relaxations[0].kind == "several"
    assert ids(result)[0] == "a3"


def test_words_that_nobody_writes_find_nothing(index: VacancyIndex) -> None:
    result = found(index, text="abcxyz qwerty", free_words=("abcxyz", "qwerty"))
    assert (result.total, result.hits, result.relaxations) == (0, (), ())


def test_a_slip_of_the_finger_is_mended_and_told(index: VacancyIndex) -> None:
    result = found(index, text="kế taón", free_words=("kế", "taón"))
    assert ids(result)[:2] == ["a2", "a1"]
    assert [(one.typed, one.proposed) for one in result.corrections] == [("taón", "toan")]


def test_near_home_ranks_by_distance(index: VacancyIndex) -> None:
    asked = Understood(near_home=True)
    result = search(index, asked, 3, on=ON, home="06002")
    assert ids(result)[:2] == ["a4", "a3"]
    limited = search(index, Understood(max_distance_km=10), 9, on=ON, home="06002")
    assert "a6" not in ids(limited)


def test_a_young_advertisement_goes_first_without_words() -> None:
    ads = [
        VacancyFacts("old", "Kho", published_on=date(2026, 10, 1)),
        VacancyFacts("young", "Kho", published_on=date(2026, 11, 20)),
    ]
    assert ids(found(index_of(ads))) == ["young", "old"]


def test_empty_indexes_and_wrong_counts() -> None:
    empty = index_of([])
    assert found(empty, title_words=("may",)).hits == ()
    assert found(empty).total == 0
    with pytest.raises(InputError):
        search(empty, Understood(), -1, on=ON)


_QUESTIONS = st.builds(
    Understood,
    text=TEXTS,
    title_words=TEXTS.map(lambda text: tuple(text.split())),
    free_words=TEXTS.map(lambda text: tuple(text.split())),
    occupation_codes=st.lists(st.sampled_from(OCCUPATIONS), max_size=2).map(tuple),
    places=st.lists(st.sampled_from(("20", "79", "06001", "JP")), max_size=2).map(tuple),
    wage_min_vnd_month=st.sampled_from((None, 7_000_000, 12_000_000)),
    experience_months=st.sampled_from((None, 0, 12)),
    employment_type=st.sampled_from((None, "full_time", "part_time")),
    refused_shifts=st.sampled_from((frozenset(), frozenset({"night"}))),
    certificates=st.sampled_from(((), ("forklift",))),
    is_remote=st.booleans(),
)


@settings(max_examples=25, deadline=None)
@given(ads=VACANCIES, asked=_QUESTIONS, rng=st.randoms(use_true_random=False))
def test_hits_are_sums_in_order_whatever_the_order_of_rows(
    ads: list[VacancyFacts], asked: Understood, rng: Any
) -> None:
    result = search(index_of(ads), asked, 20, on=ON)
    keys = [(-hit.score, hit.vacancy_id) for hit in result.hits]
    assert keys == sorted(keys)
    assert all(hit.score == sum(one.points for one in hit.reasons) for hit in result.hits)
    shuffled = list(ads)
    rng.shuffle(shuffled)
    assert search(index_of(shuffled), asked, 20, on=ON) == result


@settings(max_examples=25, deadline=None)
@given(ads=VACANCIES, asked=_QUESTIONS)
def test_full_hits_pass_every_filter_or_are_named(
    ads: list[VacancyFacts], asked: Understood
) -> None:
    result = search(index_of(ads), asked, 20, on=ON)
    by_id = {one.id: one for one in ads}
    for hit in result.hits:
        named = {"named", "employer"} & {reason.term for reason in hit.reasons}
        if hit.is_loose or named or result.is_relaxed:
            continue
        ad = by_id[hit.vacancy_id]
        reach = max((w for w in (ad.wage_min, ad.wage_max) if w), default=None)
        wanted = asked.wage_min_vnd_month
        assert wanted is None or reach is None or reach >= wanted
        months = asked.experience_months
        assert months is None or ad.experience_months is None or ad.experience_months <= months
        assert "flexible" in ad.shifts or not ad.shifts & asked.refused_shifts


def test_one_syllable_of_a_compound_is_no_answer() -> None:
    ads = [VacancyFacts(f"c{n}", "Công nhân cơ khí", "Xưởng Bắc Hà", "8219") for n in range(30)]
    result = found(index_of(ads), title_words=("phi", "cong"), occupation_codes=("3153",))
    assert result.total == 0


@pytest.mark.parametrize("words", [("lam", "nong", "nghiep"), ("sua", "chua", "dien")])
def test_words_of_trades_and_places_are_not_corrected(words: tuple[str, ...]) -> None:
    ads = [VacancyFacts("n1", "Công nghiệp dược, bùa chua điện", "Xưởng Bắc Hà", "8219")]
    assert found(index_of(ads), free_words=words).corrections == ()


def test_the_trade_answers_without_its_word_for_a_rank() -> None:
    ads = [VacancyFacts("c1", "Vận hành máy CNC", "Xưởng Bắc Hà", None)]
    assert found(index_of(ads), title_words=("thợ", "cnc")).total == 1


def test_reasons_quote_words_as_the_vacancy_writes_them(index: VacancyIndex) -> None:
    best = found(index, title_words=("ke", "toan")).hits[0]
    assert "“kế toán” trong tên việc" in best.reasons[0].text_vi
