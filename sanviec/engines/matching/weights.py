"""How many points each term of a score can give, and the checks that exactness rests on."""

from __future__ import annotations

from dataclasses import dataclass, fields

from sanviec.kernel.errors import InputError

# A cell of a small table holds points and a rule of four bits in int16, and so do their sums.
_LARGEST_SCORE = 2_000
_Breaks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Weights:
    """Points of every term: whole numbers, never negative, 100 in all by default.

    The trade (occupation 32 + title 10) outweighs place and wage together (27 + 10), so that with
    all else equal the right trade far away and badly paid stands before another trade next door.
    A trade close to the wished one (26) next door stands before the wished one out of reach, and
    one of the same two digits (16) in a wished province beside it.
    What is not known gives about half of what it could: neither a punishment nor a present.

    Args:
        occupation: points by shared leading digits of the ISCO-08 codes, none to four.
        occupation_unknown: when a code is missing on either side.
        title: all words of a wished title stand in the vacancy's title.
        title_unclassified: times the title points count when the vacancy has no occupation code.
        place: breaks (km, points), straight between them, for the distance of two communes.
        place_wished: in a province that the jobseeker wished for.
        place_wished_country: in a country that the jobseeker wished for.
        place_same_province: same province as home, distance not known.
        place_near_province: most that another province gives when the commune is not known.
        place_near_km: distance of the centres up to which another province is told as near.
        place_reach_km: farther than this nobody goes to work every day.
        place_relocation: anywhere in the country for a person who would move.
        place_overseas: abroad for a person who accepts work abroad and named no country.
        place_unknown: when the place of either side is not known.
        wage_reach: the upper end of the wage reaches the wish.
        wage_floor: the lower end of the wage reaches the wish.
        wage_lowest_percent: share of the wish, in percent, below which a wage gives nothing.
        wage_unknown: when the wage or the wish is not known.
        shift, shift_unknown: a wished shift is offered; not known.
        employment_type, employment_type_unknown: a wished type; not known, except that work of
            another kind than full time gives nothing to who did not ask for it.
        experience, experience_unknown: enough experience; not known.
        education, education_below, education_unknown: enough schooling; one level less; not known.
        skill, skills_most: for each shared skill; most for all of them.
        text, text_most: for each wished phrase in the description; most for all of them.
    """

    occupation: tuple[int, int, int, int, int] = (0, 4, 16, 26, 32)
    occupation_unknown: int = 4
    title: int = 10
    title_unclassified: int = 2
    place: _Breaks = (
        (3, 27), (10, 24), (20, 20), (30, 15), (50, 8), (80, 4), (100, 3), (200, 1), (300, 0)
    )  # fmt: skip
    place_wished: int = 26
    place_wished_country: int = 27
    place_same_province: int = 16
    place_near_province: int = 8
    place_near_km: int = 100
    place_reach_km: int = 80
    place_relocation: int = 8
    place_overseas: int = 13
    place_unknown: int = 11
    wage_reach: int = 6
    wage_floor: int = 4
    wage_lowest_percent: int = 70
    wage_unknown: int = 5
    shift: int = 3
    shift_unknown: int = 1
    employment_type: int = 5
    employment_type_unknown: int = 2
    experience: int = 7
    experience_unknown: int = 3
    education: int = 2
    education_below: int = 1
    education_unknown: int = 1
    skill: int = 1
    skills_most: int = 2
    text: int = 1
    text_most: int = 2

    def __post_init__(self) -> None:
        if any(number < 0 for number in self._numbers()):
            raise _refused("âm", "negative")
        if list(self.occupation) != sorted(self.occupation):
            raise _refused("giảm khi đúng nghề hơn", "lower for a closer occupation")
        if self._falls_with_nearness():
            raise _refused("giảm khi gần hơn", "lower for a nearer place")
        if not 0 < self.wage_lowest_percent < 100:
            raise _refused("ngoài khoảng 1–99 %", "outside 1–99 percent for the lowest wage")
        if self.largest_score > _LARGEST_SCORE:
            raise _refused(f"tổng quá {_LARGEST_SCORE}", f"more than {_LARGEST_SCORE} in all")

    def _numbers(self) -> list[int]:
        values = [getattr(self, field.name) for field in fields(self)]
        plain = [value for value in values if isinstance(value, int)]
        return plain + list(self.occupation) + [number for pair in self.place for number in pair]

    def _falls_with_nearness(self) -> bool:
        km = [km for km, _ in self.place]
        points = [points for _, points in self.place]
        return not km or km != sorted(set(km)) or points != sorted(points, reverse=True)

    @property
    def trade_most(self) -> int:
        """Most that occupation and title give together."""
        return self.occupation[4] + self.title

    @property
    def title_wide(self) -> int:
        """Most of the title where the wished codes hold unlike jobs.

        It takes over half a digit: all of it would carry a namesake far away before the same code
        next door.
        """
        return self.title + (self.occupation[4] - self.occupation[3]) // 2

    @property
    def title_uncoded(self) -> int:
        """Most of the title in a vacancy without a code, for a jobseeker who has one.

        Less than a coded match of the same words: the code was not found for a reason.
        """
        return self.title * self.title_unclassified

    @property
    def place_most(self) -> int:
        """Most that a place gives."""
        return max(
            self.place[0][1],
            self.place_wished,
            self.place_wished_country,
            self.place_same_province,
            self.place_near_province,
            self.place_relocation,
            self.place_overseas,
            self.place_unknown,
        )

    @property
    def place_in_reach(self) -> int:
        """Least that a place gives which one can go to from home every day, or wished for."""
        km = [points for km, points in self.place if km <= self.place_reach_km]
        return max(min(km, default=1), 1)

    @property
    def wage_most(self) -> int:
        """Most that a wage gives."""
        return max(self.wage_reach + self.wage_floor, self.wage_unknown)

    @property
    def wish_most(self) -> int:
        """Most of what the jobseeker asks of the work: trade, place, wage and working time."""
        return (
            self.trade_most
            + self.place_most
            + self.wage_most
            + max(self.shift, self.shift_unknown)
            + max(self.employment_type, self.employment_type_unknown)
        )

    @property
    def demand_most(self) -> int:
        """Most of what the employer asks of the person: trade, experience, schooling, skills."""
        return (
            self.trade_most
            + max(self.experience, self.experience_unknown)
            + max(self.education, self.education_below, self.education_unknown)
            + self.skills_most
            + self.text_most
        )

    @property
    def largest_score(self) -> int:
        """Most that a pair can reach."""
        return self.wish_most + self.demand_most - self.trade_most


def _refused(what_vi: str, what_en: str) -> InputError:
    return InputError(
        f"Bảng điểm không dùng được: có điểm {what_vi}.",
        f"Weights refused: points {what_en}",
        field="weights",
        code="bad_weights",
    )


DEFAULT_WEIGHTS = Weights()
