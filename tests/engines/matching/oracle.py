"""The score once more, in plain loops and from the documentation, to hold the engine against."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from importlib import resources
from math import asin, cos, radians, sin, sqrt

from sanviec.engines.matching import JobseekerFacts, VacancyFacts, Weights
from sanviec.kernel.text import fold, words
from tests.engines.matching.small_world import SmallGazetteer

_FILLER_WORDS = "nhân viên chuyên cán bộ việc làm vị trí gấp cần tìm"
_FILLERS = {*_FILLER_WORDS.split(), *fold(_FILLER_WORDS).split()}
_SHIFTS = ("day", "evening", "night", "rotating", "flexible")
GAZETTEER = SmallGazetteer()


def km(here: str, there: str) -> int:
    """Great-circle distance, rounded down."""
    one, other = GAZETTEER.get(here), GAZETTEER.get(there)
    lat1, lon1, lat2, lon2 = (radians(v or 0) for v in (one.lat, one.lon, other.lat, other.lon))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return int(2 * 6371.0088 * asin(sqrt(half)))


def km_points(distance: int, weights: Weights) -> int:
    breaks = weights.place
    if distance <= breaks[0][0]:
        return breaks[0][1]
    for (km1, high), (km2, low) in zip(breaks, breaks[1:], strict=False):
        if distance <= km2:
            # Rounded down to a whole point.
            return (high * (km2 - km1) - (high - low) * (distance - km1)) // (km2 - km1)
    return breaks[-1][1]


def occupation_points(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    if not person.occupations or not job.occupation:
        return weights.occupation_unknown
    best = 0
    for wish in person.occupations:
        shared = 0
        for one, other in zip(wish, job.occupation, strict=False):
            if one != other:
                break
            shared += 1
        if shared == len(wish) < len(job.occupation):
            shared += 1
        if wish == job.occupation and wish in _special("wide"):
            shared = 3
        elif len(wish) == len(job.occupation) == 4 and wish != job.occupation:
            for kind, most in (("apart", 2), ("licensed", 1)):
                if {wish, job.occupation} & _special(kind):
                    shared = min(shared, most)
        shared = max(shared, _related(wish, job.occupation))
        best = max(best, weights.occupation[shared])
    return best


def _related(one: str, other: str) -> int:
    text = (
        resources.files("sanviec.engines.matching") / "data" / "related_occupations.csv"
    ).read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        if {one, other} == {row["one"], row["other"]}:
            return int(row["digits"])
    return 0


def _special(kind: str) -> set[str]:
    text = (resources.files("sanviec.engines.matching") / "data" / "unit_groups.csv").read_text(
        "utf-8"
    )
    return {row["code"] for row in csv.DictReader(text.splitlines()) if row["kind"] == kind}


def title_terms(text: str, marked: bool) -> list[str]:
    tokens = words(text)[:24]
    tokens = tokens if marked else [fold(token) for token in tokens]
    pairs = [f"{one} {other}" for one, other in zip(tokens, tokens[1:], strict=False)]
    return list(dict.fromkeys([*tokens, *pairs]))


def telling(terms: list[str]) -> list[str]:
    """Terms with a word that says something about a trade."""
    return [term for term in terms if not set(term.split()) <= _FILLERS]


def title_points(
    person: JobseekerFacts, job: VacancyFacts, jobs: Sequence[VacancyFacts], weights: Weights
) -> int:
    both = bool(person.occupations) and bool(job.occupation)
    whole = max(weights.title, weights.trade_most - weights.occupation_unknown)
    is_wide = bool(person.occupations) and set(person.occupations) <= _special("wide")
    narrow = weights.title + is_wide * ((weights.occupation[4] - weights.occupation[3]) // 2)
    budget = narrow if person.occupations else whole
    total = 0
    for wished in sorted(set(person.wished_titles))[:10]:
        marked = fold(wished) != " ".join(wished.lower().split())
        share = shares(telling(title_terms(wished, marked)), budget, marked, jobs)
        held = title_terms(job.title, marked)
        total += sum(points for term, points in share.items() if term in held)
    if person.occupations and not job.occupation:
        return min(total * weights.title_unclassified, weights.title * weights.title_unclassified)
    return min(total, narrow if both else whole)


def shares(
    terms: list[str], budget: int, marked: bool, jobs: Sequence[VacancyFacts]
) -> dict[str, int]:
    rare = {}
    for term in terms:
        count = sum(term in title_terms(job.title, marked) for job in jobs)
        if count:
            rarity = min((len(jobs) // count).bit_length(), 8)
            rare[term] = rarity if " " in term else (rarity + 1) // 2
    total = sum(rare.values())
    if not total:
        return {}
    points = {term: budget * weight // total for term, weight in rare.items()}
    by_rarity = sorted(rare, key=lambda term: (-rare[term], term))
    by_rest = sorted(by_rarity, key=lambda term: -(budget * rare[term] % total))
    for term in by_rest[: budget - sum(points.values())]:
        points[term] += 1
    return points


def place_points(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    workplaces = job.places
    if job.is_overseas:
        workplaces = tuple(c for c in job.places if c.isalpha() and c != "VN") or ("??",)
    if not workplaces:
        return weights.place_unknown
    return max(_one_place(person, place, weights) for place in workplaces)


def _one_place(person: JobseekerFacts, place: str, weights: Weights) -> int:
    if place.isalpha() and place != "VN" or place == "??":
        found = [weights.place_wished_country for wish in person.places if wish == place]
        return max([*found, weights.place_overseas if person.accepts_overseas else 0])
    found = [weights.place_relocation if person.can_relocate else 0]
    if not person.home and not person.places:
        return max([*found, weights.place_unknown])
    if person.home:
        found.append(_from_home(person, place, weights))
    found += [_from_wish(wish, place, weights) for wish in person.places]
    return max(found)


def _is_commune(code: str) -> bool:
    return code.isdigit() and len(code) == 5 and GAZETTEER.get(code).lat is not None


def _from_home(person: JobseekerFacts, place: str, weights: Weights) -> int:
    home = person.home or ""
    if _is_commune(home) and _is_commune(place):
        distance = km(home, place)
        limit = person.max_distance_km
        too_far = limit is not None and distance > limit
        return 0 if too_far else km_points(distance, weights)
    return _coarse(home, place, weights, weights.place_same_province)


def _from_wish(wish: str, place: str, weights: Weights) -> int:
    if wish.isalpha() and wish != "VN":
        return 0
    if _is_commune(wish) and _is_commune(place):
        return km_points(km(wish, place), weights)
    same = weights.place_same_province if _is_commune(wish) else weights.place_wished
    return _coarse(wish, place, weights, same)


def _coarse(anchor: str, place: str, weights: Weights, same: int) -> int:
    if "VN" in (anchor, place):
        return weights.place_same_province
    far = km_points(km(_centre(anchor), _centre(place)), weights)
    if GAZETTEER.province_of(anchor) != GAZETTEER.province_of(place):
        return min(weights.place_near_province, far)
    former, other = (GAZETTEER.former_province_of(code) for code in (anchor, place))
    if former and other and former != other:
        return min(weights.place_same_province, far)
    return weights.place_same_province if former and not other else same


def _centre(code: str) -> str:
    if _is_commune(code):
        return code
    return GAZETTEER.former_province_of(code) or GAZETTEER.province_of(code)


def wage_points(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    ends = [e for e in (job.wage_min, job.wage_max) if e and 0 < e <= 10**9]
    if not ends or not person.wage_min:
        return weights.wage_unknown
    lower = min(ends) if job.wage_min else None
    return _share(max(ends), person.wage_min, weights.wage_reach, weights) + (
        _share(lower, person.wage_min, weights.wage_floor, weights) if lower else 0
    )


def _share(amount: int, wish: int, most: int, weights: Weights) -> int:
    lowest = weights.wage_lowest_percent
    if amount >= wish:
        return most
    above = amount * 100 - wish * lowest
    return most * above // (wish * (100 - lowest)) if above > 0 else 0


def condition_points(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    return (
        _shift(person, job, weights)
        + _type(person, job, weights)
        + _experience(person, job, weights)
        + _education(person, job, weights)
    )


def _shift(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    if not person.shifts or not job.shifts:
        return weights.shift_unknown
    return weights.shift if person.shifts & job.shifts or "flexible" in job.shifts else 0


def _type(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    if not person.employment_types and job.employment_type not in (None, "", "full_time"):
        return 0
    if not person.employment_types or not job.employment_type:
        return weights.employment_type_unknown
    return weights.employment_type if job.employment_type in person.employment_types else 0


def _experience(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    asked, held = job.experience_months, person.experience_months
    if asked == 0:
        return weights.experience
    if asked is None or held is None:
        return weights.experience_unknown
    return weights.experience if held >= asked else weights.experience * held // asked


def _education(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    asked, held = job.education, person.education
    if asked == 0:
        return weights.education
    if asked is None or held is None:
        return weights.education_unknown
    if held >= asked:
        return weights.education
    return weights.education_below if held == asked - 1 else 0


def skill_points(person: JobseekerFacts, job: VacancyFacts, weights: Weights) -> int:
    shared = {fold(s) for s in person.skills} & {fold(s) for s in job.skills}
    return min(weights.skill * len(shared), weights.skills_most)


def text_points(
    person: JobseekerFacts, job: VacancyFacts, jobs: Sequence[VacancyFacts], weights: Weights
) -> int:
    terms: dict[str, str] = {}
    for phrase in (*person.wished_titles[:10], *person.skills, person.text):
        tokens = words(phrase)[:60]
        pairs = list(zip(tokens, tokens[1:], strict=False)) if len(tokens) > 1 else []
        said = [" ".join(pair) for pair in pairs] if pairs else tokens
        for term in telling(said):
            terms.setdefault(fold(term), term)
    described = [text for job_ in jobs if (text := text_terms(job_))]
    rare = []
    for term, said_as in terms.items():
        count = sum(term in text for text in described)
        rarity = min((len(described) // count).bit_length(), 8) if count else 0
        if rarity >= 3:
            rare.append((-rarity, said_as, term))
    kept = [term for _, _, term in sorted(rare)[:12]]
    own = text_terms(job)
    return min(weights.text * sum(term in own for term in kept), weights.text_most)


def text_terms(job: VacancyFacts) -> set[str]:
    tokens = [fold(word) for word in words(job.text[: 160 * 7])[:160]]
    return set(tokens) | {f"{a} {b}" for a, b in zip(tokens, tokens[1:], strict=False)}


def score(
    person: JobseekerFacts, job: VacancyFacts, jobs: Sequence[VacancyFacts], weights: Weights
) -> int:
    return (
        occupation_points(person, job, weights)
        + title_points(person, job, jobs, weights)
        + place_points(person, job, weights)
        + wage_points(person, job, weights)
        + condition_points(person, job, weights)
        + skill_points(person, job, weights)
        + text_points(person, job, jobs, weights)
    )


def is_feasible(person: JobseekerFacts, job: VacancyFacts, year: int) -> bool:
    if not set(job.certificates) <= set(person.certificates):
        return False
    if not set(job.languages) <= set(person.languages):
        return False
    if "flexible" not in job.shifts and job.shifts & person.refused_shifts:
        return False
    abroad = job.is_overseas or (job.places and all(c in ("JP", "TW") for c in job.places))
    if abroad and person.accepts_overseas is False:
        return False
    if job.is_education_legal and (job.education or 0) > (person.education or 0):
        return False
    return _age_allows(person, job, year)


def _age_allows(person: JobseekerFacts, job: VacancyFacts, year: int) -> bool:
    if not job.age_source or person.birth_year is None:
        return True
    oldest = year - person.birth_year
    too_young = job.min_age is not None and oldest < job.min_age
    too_old = job.max_age is not None and oldest - 1 > job.max_age
    return not (too_young or too_old)
