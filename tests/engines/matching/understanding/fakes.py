"""A small gazetteer and a small list of occupations that obey the kernel's interfaces."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sanviec.kernel.text import fold_aligned


@dataclass(frozen=True)
class FakePlace:
    code: str
    level: Literal["country", "province", "district", "commune"]
    name: str
    successors: tuple[str, ...] = ()
    parent: str | None = None

    @property
    def full_name(self) -> str:
        return self.name

    @property
    def name_en(self) -> str:
        return self.name


@dataclass(frozen=True)
class FakePlaceHit:
    code: str
    today_code: str
    start: int
    end: int
    text: str
    score_0_100: int = 100
    is_exact: bool = True
    context: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True)
class FakeOccupation:
    code: str
    title_vi: str
    title_en: str


@dataclass(frozen=True)
class FakeOccupationHit:
    code: str
    phrase: str
    start: int
    end: int
    score_0_100: int = 100
    is_exact: bool = True


_PLACES = (
    (FakePlace("01", "province", "Hà Nội"), ("ha noi",)),
    (FakePlace("79", "province", "Thành phố Hồ Chí Minh"), ("ho chi minh", "hcm", "sai gon")),
    (FakePlace("74@63", "province", "Bình Dương", ("79",)), ("binh duong",)),
    (FakePlace("24", "province", "Bắc Ninh"), ("bac ninh",)),
    (FakePlace("774@63", "district", "Quận 5", ("27301", "27316")), ("q.5", "quan 5")),
    (FakePlace("JP", "country", "Nhật Bản"), ("nhat ban",)),
    (FakePlace("TW", "country", "Đài Loan"), ()),
)
_OCCUPATIONS = (
    (FakeOccupation("3313", "Kế toán viên", "Accounting associates"), ("kế toán",), ("ke toann",)),
    (FakeOccupation("7533", "Thợ may", "Sewers"), ("công nhân may", "thợ may"), ()),
    (FakeOccupation("8322", "Lái xe", "Car drivers"), ("lái xe", "tài xế"), ("lai sex",)),
    (FakeOccupation("2353", "Giáo viên ngoại ngữ", "Language teachers"), ("gia sư tiếng anh",), ()),
    (FakeOccupation("5414", "Bảo vệ", "Security guards"), ("bảo vệ",), ()),
    (FakeOccupation("5223", "Bán hàng", "Shop sales assistants"), ("bán hàng",), ()),
)


def _found(text: str, phrase: str) -> Iterator[tuple[int, int]]:
    folded, wanted = f" {fold_aligned(text)} ", f" {fold_aligned(phrase)} "
    start = folded.replace(",", " ").find(wanted)
    while start >= 0:
        yield start, start + len(wanted) - 2
        start = folded.find(wanted, start + 1)


class FakeGazetteer:
    """Six places, found wherever one of their names stands."""

    def get(self, code: str) -> FakePlace:
        return next(place for place, _ in _PLACES if place.code == code)

    def resolve(self, text: str, within: str | None = None) -> list[FakePlaceHit]:
        hits = []
        for place, names in _PLACES:
            today = place.successors[0] if place.successors else place.code
            spans = [span for name in names for span in _found(text, name)]
            hits += [FakePlaceHit(place.code, today, s, e, text[s:e]) for s, e in spans[:1]]
        return sorted(hits, key=lambda hit: hit.start)


class FakeOccupations:
    """Six occupations with one or two names each and a few wrong spellings."""

    def get(self, code: str) -> FakeOccupation:
        known = {occupation.code: occupation for occupation, _, _ in _OCCUPATIONS}
        return known.get(code, FakeOccupation(code, f"Nhóm nghề {code}", f"Group {code}"))

    def find(self, text: str, limit: int = 3) -> list[FakeOccupationHit]:
        hits = []
        for occupation, names, wrong in _OCCUPATIONS:
            for name in names:
                hits += [
                    FakeOccupationHit(occupation.code, name, s, e) for s, e in _found(text, name)
                ]
            for name in wrong:
                hits += [
                    FakeOccupationHit(occupation.code, names[0], s, e, 88, False)
                    for s, e in _found(text, name)
                ]
        return hits[:limit]
