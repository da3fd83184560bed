"""The tables of units: counts, dates, successors, corrections."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from sanviec.kernel.errors import InputError
from sanviec.kernel.places import Gazetteer, load_gazetteer


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def by_level(gazetteer: Gazetteer) -> Counter[tuple[str, bool]]:
    return Counter((place.level, place.valid_to is None) for place in gazetteer.places())


@pytest.mark.parametrize(
    ("level", "is_todays", "count"),
    [
        ("province", True, 34),
        ("commune", True, 3_321),
        ("province", False, 63),
        ("district", False, 696),
        ("commune", False, 10_035),
    ],
)
def test_counts(
    by_level: Counter[tuple[str, bool]], level: str, is_todays: bool, count: int
) -> None:
    assert by_level[level, is_todays] == count


def test_every_former_unit_has_successors_of_today(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places():
        if place.valid_to is None:
            assert place.successors == ()
            continue
        assert place.successors
        level = "province" if place.level == "province" else "commune"
        for code in place.successors:
            heir = gazetteer.get(code)
            assert (heir.level, heir.valid_to) == (level, None)


def test_every_commune_of_today_succeeds_somebody(gazetteer: Gazetteer) -> None:
    heirs = {code for place in gazetteer.places() for code in place.successors}
    todays = {c.code for p in gazetteer.provinces() for c in gazetteer.communes(p.code)}
    assert todays <= heirs


def test_parents_are_of_the_same_period(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places():
        if place.parent:
            assert gazetteer.get(place.parent).valid_to == place.valid_to


@pytest.mark.parametrize(
    ("code", "today"),
    [
        ("74@63", "79"),  # Bình Dương → TP Hồ Chí Minh
        ("02@63", "08"),  # Hà Giang → Tuyên Quang
        ("24@63", "24"),  # Bắc Giang → Bắc Ninh, which has its code
        ("005@63", "00166"),  # quận Cầu Giấy → phường Cầu Giấy
        ("498@63", "20333"),  # huyện Hoàng Sa → đặc khu Hoàng Sa
        ("00001@63", "00097"),  # phường Phúc Xá → phường Hồng Hà
        ("00004", "00004"),
        ("JP", "JP"),
    ],
)
def test_today(gazetteer: Gazetteer, code: str, today: str) -> None:
    assert gazetteer.today(code) == today


def test_a_divided_commune_gives_the_default_first(gazetteer: Gazetteer) -> None:
    divided = [p for p in gazetteer.places() if p.level == "commune" and len(p.successors) > 1]
    assert len(divided) == 471
    assert len(divided[0].successors) == len(set(divided[0].successors))


def test_periods_meet(gazetteer: Gazetteer) -> None:
    former, now = gazetteer.get("01@63"), gazetteer.get("01")
    assert (former.valid_from, former.valid_to) == (None, date(2025, 6, 30))
    assert (now.valid_from, now.valid_to) == (date(2025, 7, 1), None)


@pytest.mark.parametrize(
    ("code", "on", "name"),
    [
        ("75", date(2026, 4, 29), "Tỉnh Đồng Nai"),
        ("75", date(2026, 4, 30), "Thành phố Đồng Nai"),
        ("24", date(2026, 9, 19), "Tỉnh Bắc Ninh"),
        ("24", date(2026, 9, 20), "Thành phố Bắc Ninh"),
        ("26368", date(2025, 7, 1), "Xã Long Thành"),
        ("26368", date(2026, 11, 1), "Phường Long Thành"),
        ("01", date(2026, 1, 1), "Thành phố Hà Nội"),
    ],
)
def test_names_change_with_the_day(gazetteer: Gazetteer, code: str, on: date, name: str) -> None:
    assert gazetteer.full_name_on(code, on) == name


def test_get_names_the_place(gazetteer: Gazetteer) -> None:
    place = gazetteer.get("00004")
    assert (place.full_name, place.name, place.name_en) == ("Phường Ba Đình", "Ba Đình", "Ba Dinh")
    assert (place.level, place.parent) == ("commune", "01")


def test_numbered_units_keep_their_kind_in_the_name(gazetteer: Gazetteer) -> None:
    place = gazetteer.get("774@63")
    assert (place.name, place.name_en) == ("Quận 5", "District 5")


def test_a_corrected_code_still_works(gazetteer: Gazetteer) -> None:
    assert gazetteer.get("06978").code == "06970"
    assert gazetteer.coordinates("06978") == gazetteer.coordinates("06970")
    assert "06978" in gazetteer


def test_an_unknown_code_is_refused_with_a_hint(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError) as caught:
        gazetteer.get("00005")
    assert caught.value.code == "place_unknown"
    assert "00004" in caught.value.text_vi
    assert "00005" not in gazetteer


def test_communes_of_something_else_are_refused(gazetteer: Gazetteer) -> None:
    with pytest.raises(InputError):
        gazetteer.communes("74@63")


def test_provinces_are_in_alphabetical_order(gazetteer: Gazetteer) -> None:
    names = [place.name for place in gazetteer.provinces()]
    assert names[:3] == ["An Giang", "Bắc Ninh", "Cà Mau"]
    assert names.index("Đắk Lắk") > names.index("Cần Thơ")
    assert sum(len(gazetteer.communes(p.code)) for p in gazetteer.provinces()) == 3_321


@pytest.mark.parametrize(
    ("code", "province"),
    [("01", "01"), ("74@63", "79"), ("724@63", "79"), ("00004", "01"), ("DE", "DE")],
)
def test_province_of(gazetteer: Gazetteer, code: str, province: str) -> None:
    assert gazetteer.province_of(code) == province


def test_every_unit_of_the_country_lies_on_the_map(gazetteer: Gazetteer) -> None:
    for place in gazetteer.places():
        where = gazetteer.coordinates(place.code)
        if place.level == "country":
            assert where is None
        elif place.level != "commune" or place.valid_to is None:
            assert where is not None
            assert 6.5 < where[0] < 23.5
            assert 102 < where[1] < 118


def test_communes_of_today_lie_near_their_province(gazetteer: Gazetteer) -> None:
    islands = {"20333", "22736", "26732"}  # Hoàng Sa, Trường Sa, Côn Đảo
    for province in gazetteer.provinces():
        for commune in gazetteer.communes(province.code):
            if commune.code not in islands:
                assert gazetteer.distance_km(commune.code, province.code) < 250


def test_the_map_holds_every_commune_and_the_islands(gazetteer: Gazetteer) -> None:
    points = {point.code: point for point in gazetteer.map_points()}
    assert len(points) == 3_321
    assert (points["20333"].province, points["22736"].province) == ("48", "56")
    assert points["20333"].lon > 111
    assert points["22736"].lon > 113
    assert all(point.area_km2 > 0 for point in points.values())


def test_areas_copied_between_namesakes_are_dropped(gazetteer: Gazetteer) -> None:
    todays = [p for p in gazetteer.places() if p.level == "commune" and not p.valid_to]
    areas = [(place.name, place.area_km2) for place in todays if place.area_km2 is not None]
    assert len(areas) == len(set(areas))
    assert len(todays) - len(areas) == 309


@pytest.mark.parametrize(
    ("typed", "full_name"),
    [
        ("bin duong", "Tỉnh Bình Dương"),
        ("Thũ Đức", "Thành phố Thủ Đức"),
        ("hanoii", "Thành phố Hà Nội"),
        ("Xã Tân Bìn", "Quận Tân Bình"),
    ],
)
def test_suggest(gazetteer: Gazetteer, typed: str, full_name: str) -> None:
    assert full_name in [place.full_name for place in gazetteer.suggest(typed)]


@pytest.mark.parametrize(("typed", "limit"), [("", 5), ("   ", 5), ("Huế", 0), ("%%%", 5)])
def test_suggest_gives_nothing_for_nothing(gazetteer: Gazetteer, typed: str, limit: int) -> None:
    assert gazetteer.suggest(typed, limit) == []


def test_the_gazetteer_is_read_once(gazetteer: Gazetteer) -> None:
    assert load_gazetteer() is gazetteer


@pytest.mark.parametrize(
    ("code", "former"),
    [
        ("52@63", "52@63"),  # Bình Định itself
        ("540@63", "52@63"),  # its town
        ("21583", "52@63"),  # a ward of today there
        ("52", None),  # today's Gia Lai was made of two
        ("01", None),  # never merged
        ("00004", None),
        ("JP", None),
    ],
)
def test_the_former_province_of_a_unit(code: str, former: str | None) -> None:
    assert load_gazetteer().former_province_of(code) == former
