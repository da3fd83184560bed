"""Changes of where: a longer way, another province, moving house, work abroad."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sanviec.engines.matching.facts import JobseekerFacts, VacancyFacts
from sanviec.engines.matching.geography import (
    AREA_MASK,
    COMMUNE,
    COUNTRY,
    PROVINCE,
    SOMEWHERE_ABROAD,
    is_abroad,
    km_between,
)
from sanviec.engines.matching.place import Workplaces, is_work_abroad
from sanviec.engines.matching.place_words import place_names
from sanviec.engines.matching.requirements import OVERSEAS
from sanviec.engines.matching.terms import Terms

from .model import CHOICE, UNKNOWN, Draft

# A limit that a person would name: 25 km, not 23.
_KM_STEP = 5


def place_drafts(jobseeker: JobseekerFacts, vacancy: VacancyFacts, terms: Terms) -> Iterator[Draft]:
    """Give what a person could accept so that a workplace counts for more."""
    offer = terms.place.offer_value(vacancy)
    if not offer:
        return
    now = _points(jobseeker, offer, terms)
    ways = _abroad if is_work_abroad(vacancy) else _at_home
    for facts, kind, text_vi, text_en in ways(jobseeker, offer, terms):
        more = _points(replace(jobseeker, **facts), offer, terms) - now
        tokens = frozenset({OVERSEAS}) if "accepts_overseas" in facts else frozenset()
        yield Draft("place", kind, facts, more, text_vi, text_en, tokens)


def _points(jobseeker: JobseekerFacts, offer: Workplaces, terms: Terms) -> int:
    return terms.points("place", terms.place.wish_value(jobseeker), offer)


_Way = tuple[dict[str, Any], str, str, str]


def _at_home(jobseeker: JobseekerFacts, offer: Workplaces, terms: Terms) -> Iterator[_Way]:
    yield from _longer_way(jobseeker, offer, terms)
    yield from _other_province(jobseeker, offer, terms)
    if not jobseeker.can_relocate:
        text_vi = "Sẵn sàng chuyển chỗ ở để làm việc"
        yield {"can_relocate": True}, CHOICE, text_vi, "Be ready to move house for work"


def _longer_way(jobseeker: JobseekerFacts, offer: Workplaces, terms: Terms) -> Iterator[_Way]:
    """Give the limit that reaches the nearest workplace, if people go so far every day."""
    limit, home = jobseeker.max_distance_km, jobseeker.home
    if limit is None or home is None or terms.place.spot(home).kind != COMMUNE:
        return
    places = [spot for spot in map(terms.place.spot, offer) if spot.kind == COMMUNE]
    ways = [km_between(terms.place.spot(home), spot) for spot in places]
    nearest = min(ways, default=0)
    if not limit < nearest <= terms.weights.place_reach_km:
        return
    longer = -(-nearest // _KM_STEP) * _KM_STEP
    text_vi = f"Nhận đi làm xa đến {longer} km (đang chọn {limit} km)"
    text_en = f"Accept a way to work of up to {longer} km ({limit} km chosen now)"
    yield {"max_distance_km": longer}, CHOICE, text_vi, text_en


def _other_province(jobseeker: JobseekerFacts, offer: Workplaces, terms: Terms) -> Iterator[_Way]:
    """Give the first province of the workplaces that is neither wished for nor the home's."""
    known = {_area(jobseeker.home, terms)} if jobseeker.home else set()
    known |= {_area(code, terms) for code in jobseeker.places}
    found = [
        code for code in offer if _is_domestic(code, terms) and _area(code, terms) not in known
    ]
    for code in found[:1]:
        gazetteer = terms.gazetteer
        province = gazetteer.province_of(gazetteer.today(code))
        name_vi, name_en = place_names((code,), gazetteer)
        facts = {"places": (*jobseeker.places, province)}
        if jobseeker.home or jobseeker.places:
            yield facts, CHOICE, f"Nhận làm việc ở {name_vi}", f"Accept work in {name_en}"
        else:
            text_vi = f"Chưa rõ nơi ở và nơi muốn làm việc; nếu nhận làm việc ở {name_vi}"
            text_en = f"Home and wished places are not known; if work in {name_en} is accepted"
            yield facts, UNKNOWN, text_vi, text_en


def _area(code: str, terms: Terms) -> int:
    return terms.place.spot(code).area & AREA_MASK


def _is_domestic(code: str, terms: Terms) -> bool:
    return terms.place.spot(code).kind in (COMMUNE, PROVINCE)


def _abroad(jobseeker: JobseekerFacts, offer: Workplaces, terms: Terms) -> Iterator[_Way]:
    """Give the first country, to be accepted and wished for."""
    code = next(code for code in offer if terms.place.spot(code).kind == COUNTRY)
    facts: dict[str, Any] = {"accepts_overseas": True}
    if code != SOMEWHERE_ABROAD and is_abroad(code) and code not in jobseeker.places:
        facts["places"] = (*jobseeker.places, code)
    name_vi, name_en = place_names((code,), terms.gazetteer)
    if jobseeker.accepts_overseas is None:
        text_vi = f"Chưa rõ có đi nước ngoài không; nếu nhận đi làm việc ở {name_vi}"
        text_en = f"Work abroad is an open question; if work in {name_en} is accepted"
        yield facts, UNKNOWN, text_vi, text_en
    else:
        yield facts, CHOICE, f"Nhận đi làm việc ở {name_vi}", f"Accept work in {name_en}"
