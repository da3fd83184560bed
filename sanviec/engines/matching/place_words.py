"""The place term in sentences."""

from __future__ import annotations

from sanviec.kernel.explanation import Reason

from . import place
from .coding import split_cell
from .geography import AREA_MASK, COMMUNE, HOME_COUNTRY, SOMEWHERE_ABROAD, is_abroad, km_between
from .lookups import Gazetteer
from .place import Anchor, PlaceTerm, PlaceWish, Workplaces

_NAMES_SHOWN = 2
_Sentence = tuple[str, str]

_FIXED: dict[int, _Sentence] = {
    place.ANYWHERE: ("Làm việc được ở bất cứ đâu trong nước", "The work can be anywhere at home"),
    place.RELOCATION: (
        "Ở nơi khác, người tìm việc sẵn sàng chuyển chỗ ở",
        "In another place, and the jobseeker would move",
    ),
    place.ABROAD_ACCEPTED: (
        "Làm việc ở nước ngoài, người tìm việc đồng ý",
        "Work abroad, which the jobseeker accepts",
    ),
    place.ABROAD_NOT_ASKED: (
        "Làm việc ở nước ngoài, ngoài nơi mong muốn",
        "Work abroad, which was not asked for",
    ),
}

_NAMED: dict[int, _Sentence] = {
    place.SAME_PROVINCE: (
        "Cùng tỉnh, thành phố {vi}, chưa rõ quãng đường",
        "In the same province, {en}; the distance is not known",
    ),
    place.WISHED_PROVINCE: ("Đúng nơi mong muốn: {vi}", "In a wished place: {en}"),
    place.WISHED_COUNTRY: ("Đúng nước mong muốn: {vi}", "In a wished country: {en}"),
    place.NEAR_PROVINCE: ("Ở {vi}, tỉnh gần nơi mong muốn", "In {en}, a province close by"),
    place.OTHER_PART: (
        "Cùng {vi} ngày nay, khác tỉnh cũ mong muốn",
        "In today's {en}, in another of the former provinces",
    ),
    place.TOO_FAR: ("Ở {vi}, xa nơi mong muốn", "In {en}, far from the wished places"),
    place.ANYWHERE: (
        "Ở {vi}; làm ở đâu trong nước cũng được",
        "In {en}; anywhere at home will do",
    ),
}


def place_reason(
    cell: int, wish: PlaceWish, offer: Workplaces, term: PlaceTerm, gazetteer: Gazetteer
) -> Reason:
    """Give one cell of the place term in words."""
    points, rule = split_cell(cell)
    if rule in (place.FROM_HOME, place.BEYOND_LIMIT, place.FROM_WISH):
        text = _by_distance(rule, wish, offer, term, gazetteer)
    elif rule == place.UNKNOWN:
        text = _unknown(offer)
    elif rule in _FIXED and not _says_where(rule, offer):
        text = _FIXED[rule]
    else:
        text = _named(rule, _deciding(rule, wish, offer, term), gazetteer)
    return Reason(PlaceTerm.key, points, *text)


def _says_where(rule: int, offer: Workplaces) -> bool:
    """Tell whether a person who would work anywhere can be told where this work is."""
    return rule == place.ANYWHERE and HOME_COUNTRY not in offer


def _unknown(offer: Workplaces) -> _Sentence:
    if offer:
        return "Chưa rõ nơi ở và nơi muốn làm việc", "Home and wished places are not known"
    return "Chưa rõ nơi làm việc", "The workplace is not known"


def _deciding(rule: int, wish: PlaceWish, offer: Workplaces, term: PlaceTerm) -> Workplaces:
    """Give the workplaces that the rule is about, all of them when none stands out."""
    if rule == place.NEAR_PROVINCE:
        return (min(offer, key=lambda code: (_km_to_wish(code, wish, term), code)),)
    is_wished = rule in (place.WISHED_PROVINCE, place.WISHED_COUNTRY)
    anchors = [anchor.code for anchor in wish.anchors if not (is_wished and anchor.is_home)]
    areas = {_area(code, term) for code in anchors}
    return tuple(code for code in offer if _area(code, term) in areas) or offer


def _area(code: str, term: PlaceTerm) -> int:
    return term.spot(code).area & AREA_MASK


def _km_to_wish(code: str, wish: PlaceWish, term: PlaceTerm) -> int:
    spot = term.spot(code)
    return min(km_between(term.spot(anchor.code), spot) for anchor in wish.anchors)


def _named(rule: int, offer: Workplaces, gazetteer: Gazetteer) -> _Sentence:
    name_vi, name_en = place_names(offer, gazetteer)
    text_vi, text_en = _NAMED[rule]
    return text_vi.format(vi=name_vi), text_en.format(en=name_en)


def place_names(offer: Workplaces, gazetteer: Gazetteer) -> _Sentence:
    """Give the provinces and countries of workplaces, the first two by name."""
    named = list(dict.fromkeys(_name(code, gazetteer) for code in offer))
    more = len(named) > _NAMES_SHOWN
    shown = named[:_NAMES_SHOWN]
    return (
        ", ".join(name for name, _ in shown) + (" và nơi khác" if more else ""),
        ", ".join(name for _, name in shown) + (" and elsewhere" if more else ""),
    )


def _name(code: str, gazetteer: Gazetteer) -> _Sentence:
    if code == SOMEWHERE_ABROAD:
        return "nước ngoài", "another country"
    if code == HOME_COUNTRY:
        return "Việt Nam", "Viet Nam"
    if is_abroad(code):
        country = gazetteer.get(code)
        return country.name, country.name_en
    province = gazetteer.get(gazetteer.province_of(gazetteer.today(code)))
    named = gazetteer.get(code)
    if named.level == "province" and named.name != province.name:
        return (
            f"{named.name} (nay là {province.name})",
            f"{named.name_en} (now {province.name_en})",
        )
    return province.name, province.name_en


def _by_distance(
    rule: int, wish: PlaceWish, offer: Workplaces, term: PlaceTerm, gazetteer: Gazetteer
) -> _Sentence:
    anchor, km = _nearest(rule != place.FROM_WISH, wish, offer, term)
    far_en = f"about {km:,} km" if km else "less than 1 km"
    far_vi = f"khoảng {km:,} km".replace(",", ".") if km else "chưa đến 1 km"
    if rule == place.FROM_HOME:
        return f"Cách nhà {far_vi}", f"{far_en.capitalize()} from home"
    if rule == place.BEYOND_LIMIT:
        return (
            f"Cách nhà {far_vi}, xa hơn mức {anchor.limit_km} km đã chọn",
            f"{far_en.capitalize()} from home, beyond the chosen {anchor.limit_km} km",
        )
    wished = gazetteer.get(gazetteer.today(anchor.code))
    return (
        f"Cách nơi mong muốn ({wished.full_name}) {far_vi}",
        f"{far_en.capitalize()} from the wished place ({wished.name_en})",
    )


def _nearest(
    from_home: bool, wish: PlaceWish, offer: Workplaces, term: PlaceTerm
) -> tuple[Anchor, int]:
    distances = [
        (km_between(term.spot(anchor.code), term.spot(code)), anchor)
        for anchor in wish.anchors
        if anchor.is_home == from_home and term.spot(anchor.code).kind == COMMUNE
        for code in offer
        if term.spot(code).kind == COMMUNE
    ]
    km, anchor = min(distances)
    return anchor, km
