"""What was typed is found as others write it, and an exact hit stands first."""

from __future__ import annotations

import pytest

from sanviec.engines.matching import VacancyFacts, build_index, search
from sanviec.engines.matching.search.variants import synonyms
from sanviec.engines.matching.understanding import understand
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer
from tests.engines.matching.test_search import ON, index_of

# What is typed, and the skill or title that another writes.
_PAIRS = (
    ("node js", "nodejs"),
    ("nodejs", "node js"),
    ("node.js", "nodejs"),
    ("web servers", "webserver"),
    ("cakephp2", "cake php"),
    ("laravel", "laravel5"),
    ("microservices", "microservice"),
    ("học máy", "machine learning"),
    ("machine learning", "học máy"),
    ("trí tuệ nhân tạo", "AI"),
    ("tieng hoa", "tiếng Trung"),
    ("data warehouse", "datawarehouse"),
    ("adobe indesign", "indesign"),
    ("hr", "nhân sự"),
    ("lái xe", "driver"),
    ("quản lí bếp", "quản lý bếp"),
    ("sale manager", "sales manager"),
    ("power designer", "powerdesigner"),
    ("team work", "teamwork"),
    ("dev c", "devc"),
    ("dba", "quản trị cơ sở dữ liệu"),
)


@pytest.mark.parametrize(("typed", "written"), _PAIRS)
def test_another_writing_is_found(typed: str, written: str) -> None:
    ads = [
        VacancyFacts("own", typed, "", skills=(typed,)),
        VacancyFacts("other", written, "", skills=(written,)),
        *(VacancyFacts(f"z{n}", title, "") for n, title in enumerate(_STRANGERS)),
    ]
    asked = understand(
        typed, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )
    hits = search(index_of(ads), asked, 10, on=ON).hits
    assert [hit.vacancy_id for hit in hits[:2]] == ["own", "other"]


_STRANGERS = ("Bảo vệ ca đêm", "Phụ hồ", "Thợ nề", "Nuôi tôm", "Cắt cỏ", "Sơn tường", "Trông trẻ")


def test_no_phrase_stands_for_itself_and_sets_are_two_way() -> None:
    table = synonyms()
    assert all(phrase not in others for phrase, others in table.items())
    assert all(phrase in table[other] for phrase, others in table.items() for other in others)


def test_parts_of_title_and_employer_find_their_vacancy() -> None:
    ads = [
        VacancyFacts("own", "Nhân viên kế toán fulltime", "Công ty Giáo dục Liên Việt", "3313"),
        VacancyFacts("school", "Giáo viên thư viện", "Trường Liên Hà", None),
        VacancyFacts("clerk", "Nhân viên kế toán", "Công ty Minh Phát", "3313"),
        *(VacancyFacts(f"z{n}", title, "Hoa Sen") for n, title in enumerate(_STRANGERS)),
    ]
    asked = understand(
        "nhan vien ke giao duc lien viet",
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        usd_vnd=25_000,
    )
    hit = search(index_of(ads), asked, 10, on=ON).hits[0]
    assert hit.vacancy_id == "own"
    assert "recalled" in {reason.term for reason in hit.reasons}
    assert hit.score == sum(reason.points for reason in hit.reasons)


def test_a_right_word_that_goes_with_no_neighbour_may_be_a_slip() -> None:
    ads = [
        VacancyFacts("meant", "Kế toán nội bộ", ""),
        VacancyFacts("word", "Giám sát tồn kho nội bộ", ""),
        *(VacancyFacts(f"z{n}", title, "") for n, title in enumerate(_STRANGERS)),
    ]
    asked = understand(
        "ke ton noi bo",
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        usd_vnd=25_000,
    )
    found = search(index_of(ads), asked, 2, on=ON)
    assert [hit.vacancy_id for hit in found.hits] == ["meant", "word"]
    assert not found.corrections


def test_a_firm_may_have_the_name_of_a_commune() -> None:
    """Phú Mỹ is a place, and here half of an employer's name."""
    asked = understand(
        "nhan vien ke phu my phat",
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        usd_vnd=25_000,
    )
    there = asked.places[:1]
    ads = [
        VacancyFacts("own", "Nhân viên kế toán nội bộ", "Công ty Phú Mỹ Phát", "3313", ("48",)),
        *(VacancyFacts(f"t{n}", "Nhân viên kế toán phát", "", "3313", there) for n in range(9)),
        *(VacancyFacts(f"z{n}", title, "Hoa Sen") for n, title in enumerate(_STRANGERS)),
    ]
    index = build_index(ads, gazetteer=load_gazetteer(), occupations=load_occupations())
    found = search(index, asked, 10, on=ON)
    assert "own" in [hit.vacancy_id for hit in found.hits]


def test_of_equal_parts_neighbours_that_stay_neighbours_come_first() -> None:
    ads = [
        VacancyFacts("a", "Nhân viên kho kế", "Công ty Viễn Liên Thông Minh"),
        VacancyFacts("b", "Nhân viên kế toán kho", "Công ty Viễn Thông Liên Minh"),
        *(VacancyFacts(f"z{n}", title, "Hoa Sen") for n, title in enumerate(_STRANGERS)),
    ]
    asked = understand(
        "nhan vien ke vien thong lien",
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        usd_vnd=25_000,
    )
    recalled = {
        hit.vacancy_id: {reason.term: reason.points for reason in hit.reasons}["recalled"]
        for hit in search(index_of(ads), asked, 2, on=ON).hits
    }
    assert recalled["b"] > recalled["a"] > 0


def test_a_word_of_another_language_outweighs_a_common_compound() -> None:
    skills = ("Lập trình web", "Lập trình game", "Lập trình nhúng", "Mạch arduino", "Hàn mạch")
    ads = [VacancyFacts(f"s{n}", skill, "", skills=(skill,)) for n, skill in enumerate(skills)]
    asked = understand(
        "lập trình arduino",
        gazetteer=load_gazetteer(),
        occupations=load_occupations(),
        usd_vnd=25_000,
    )
    hits = search(index_of(ads), asked, 10, on=ON).hits
    points = {h.vacancy_id: sum(r.points for r in h.reasons if r.term == "words") for h in hits}
    assert points["s3"] > max(points["s0"], points["s1"], points["s2"])


@pytest.mark.parametrize(
    ("typed", "title", "employer"),
    [
        # Some title holds all these common words too, apart and in another order.
        ("ke toan tong thanh thanh cong", "Kế toán tổng hợp", "Công ty CP Thành Thành Công"),
        ("nhan vien kho circle k viet", "Nhân viên kho đêm", "Circle K Việt Nam"),
        ("data analyst intern thuan hai", "Data analyst intern thuế", "Thuận Hải"),
        ("nhan vien thiet truong dai hoc van", "Nhân viên thiết kế", "Trường Đại học Văn Lang"),
    ],
)
def test_what_reads_as_something_else_may_be_a_firms_name(
    typed: str, title: str, employer: str
) -> None:
    chance = "Kế toán thanh toán công nợ, tổng hợp"
    ads = [
        VacancyFacts("own", title, employer, None, ("79",)),
        VacancyFacts("chance", chance, "Minh Phát", "3313", ("79",)),
        *(VacancyFacts(f"z{n}", other, "Hoa Sen") for n, other in enumerate(_STRANGERS)),
    ]
    asked = understand(
        typed, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )
    index = build_index(ads, gazetteer=load_gazetteer(), occupations=load_occupations())
    found = search(index, asked, 5, on=ON)
    assert found.hits[0].vacancy_id == "own"
    assert found.total > 0


@pytest.mark.parametrize(
    ("typed", "alike"),
    [
        ("fileserver", "files server"),
        ("junit", "unit test"),
        ("adobe dreamviewer", "dreamweaver"),
    ],
)
def test_words_that_look_alike_follow_where_too_little_is_found(typed: str, alike: str) -> None:
    ads = [
        VacancyFacts("own", typed, "", skills=(typed,)),
        VacancyFacts("alike", alike, "", skills=(alike,)),
        *(VacancyFacts(f"z{n}", title, "") for n, title in enumerate(_STRANGERS)),
    ]
    asked = understand(
        typed, gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )
    found = search(index_of(ads), asked, 10, on=ON)
    assert [hit.vacancy_id for hit in found.hits] == ["own", "alike"]
    assert found.total == 1
    assert found.hits[1].is_loose
    assert "letters" in {reason.term for reason in found.hits[1].reasons}
    assert found.hits[1].score == sum(reason.points for reason in found.hits[1].reasons)


def test_words_that_look_alike_add_nothing_where_enough_is_found() -> None:
    ads = [VacancyFacts(f"own{n}", "Junit", "", skills=("junit",)) for n in range(10)]
    ads.append(VacancyFacts("alike", "Unit test", "", skills=("unit",)))
    asked = understand(
        "junit", gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )
    hits = search(index_of(ads), asked, 20, on=ON).hits
    assert "alike" not in {hit.vacancy_id for hit in hits}


def test_words_that_look_alike_are_those_of_a_new_build_after_changes() -> None:
    titles = ("File server", "Files server", "Fileservers", "Bảo vệ", "Filler service", "Profile")
    ads = [VacancyFacts(f"v{n}", title, "") for n, title in enumerate(titles)]
    asked = understand(
        "fileserver", gazetteer=load_gazetteer(), occupations=load_occupations(), usd_vnd=25_000
    )
    left = VacancyFacts("w", "Fileserved", "")
    living = index_of([*ads[:3], left]).with_changes(ads[3:], ["w"])
    built = index_of(ads)
    assert search(living, asked, 10, on=ON) == search(built, asked, 10, on=ON)
    assert len(search(built, asked, 10, on=ON).hits) > 2
