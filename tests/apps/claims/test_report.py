"""The report's numbers from rows, and the same once more by SQL that shares no line with them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from itertools import product
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.utils import translation

from sanviec.apps.centres.models import Centre
from sanviec.apps.claims import services
from sanviec.apps.claims.enums import ExemptGround, GateReason, IntakeChannel
from sanviec.apps.claims.models import Claim
from sanviec.apps.claims.reporting import ReportRow, claims_report, gate_report, write_report
from sanviec.apps.claims.selectors.figures import Period, nearest_rank, numbers_of
from sanviec.apps.claims.services import Report
from sanviec.apps.counselling.services import Meeting, record_counselling
from tests.apps import factories as lower

from .factories import (
    NOW,
    TODAY,
    approver_of,
    fresh,
    make_claim,
    officer_of,
    open_decision,
    sign_prepared,
)
from .test_benefit import SECOND, TOO_LATE, notice
from .test_transfers import ask, hand_over, take_over

pytestmark = pytest.mark.django_db
LATER = datetime(2027, 7, 1, 2, 0, tzinfo=UTC)
NOVEMBER = (date(2026, 11, 1), date(2026, 11, 30))
JANUARY = (date(2027, 1, 1), date(2027, 1, 31))
YEAR = (date(2026, 7, 1), date(2027, 6, 30))


def period(centre: Centre | None, days: tuple[date, date] = YEAR, on: date | None = None) -> Period:
    return Period(centre.pk if centre else None, *days, on or LATER.date())


def person_of(centre: Centre) -> Any:
    return lower.make_seeker(centre=centre)


def helped_claim(centre: Centre) -> Claim:
    """Counselling and an introduction came before the decision to pay."""
    claim = make_claim(person_of(centre), until="accepted", channel=IntakeChannel.PORTAL)
    actor = officer_of(claim)
    met = Meeting(TODAY, "Đã nói")
    record_counselling(jobseeker=claim.jobseeker, meeting=met, actor=actor, now=NOW)
    lower.make_referral(claim.jobseeker, until="sent")
    services.propose_claim(claim=claim, actor=actor, now=NOW)
    return signed(claim)


def signed(claim: Claim, at: datetime = NOW) -> Claim:
    services.sign_decision(decision=open_decision(claim), actor=approver_of(claim), now=at)
    return fresh(claim)


def world(centre: Centre) -> dict[str, Claim]:
    """One claim of each kind that the report tells apart."""
    running = make_claim(person_of(centre), until="receiving")
    services.note_gate_reason(
        claim=running,
        kind=GateReason.HINDERED,
        reason="Nằm viện",
        actor=officer_of(running),
        now=NOW,
    )
    notice(running, SECOND)
    silent = make_claim(person_of(centre), until="receiving", channel=IntakeChannel.POST)
    exempt = make_claim(person_of(centre), until="receiving")
    services.exempt_month(
        month=exempt.months.get(number=2),
        ground=ExemptGround.ILLNESS,
        reason="Giấy bệnh viện",
        actor=officer_of(exempt),
        now=SECOND,
    )
    late = make_claim(person_of(centre), until="proposed", separation="unlawful_resignation")
    signed(late, NOW + timedelta(days=60))
    return {"running": running, "silent": silent, "exempt": exempt, "late": late} | {
        "helped": helped_claim(centre),
        "waiting": make_claim(person_of(centre), until="filed"),
    }


class Sql:
    """The numbers of a centre and a period in plain SQL."""

    def __init__(self, centre: Centre, days: tuple[date, date]) -> None:
        self.code, self.days = centre.code, days
        begins, ends = period(centre, days).begins, period(centre, days).ends
        adapt = connection.ops.adapt_datetimefield_value
        self.instants = (adapt(begins), adapt(ends))

    def rows(self, text: str, *facts: Any) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(text, [self.code, *facts])
            return list(cursor.fetchall())

    def filed(self) -> dict[str, int]:
        base = (
            "FROM claims_claim k JOIN centres_centre c ON c.id = k.filed_at_centre_id "
            "WHERE c.code = %s AND k.filed_on BETWEEN %s AND %s"
        )
        ((n, persons),) = self.rows(
            f"SELECT COUNT(*), COUNT(DISTINCT k.jobseeker_id) {base}", *self.days
        )
        told = {"filed": n, "filed_persons": persons}
        for name in ("channel", "state"):
            counted = self.rows(f"SELECT k.{name}, COUNT(*) {base} GROUP BY k.{name}", *self.days)
            told |= {f"{name}.{code}": number for code, number in counted}
        return told

    DECISIONS = (
        "FROM claims_claimdecision d JOIN claims_claim k ON k.id = d.claim_id "
        "JOIN centres_centre c ON c.id = COALESCE(d.centre_id, k.filed_at_centre_id) "
        "WHERE c.code = %s AND d.state = 'signed' AND d.signed_at >= %s AND d.signed_at < %s "
    )

    def decided(self) -> dict[str, int]:
        kinds = self.rows(
            f"SELECT d.kind, COUNT(*) {self.DECISIONS} GROUP BY d.kind", *self.instants
        )
        ((persons, money),) = self.rows(
            "SELECT COUNT(DISTINCT k.jobseeker_id), "
            "COALESCE(SUM(k.monthly_amount_vnd * k.entitlement_months), 0) "
            f"{self.DECISIONS} AND d.kind = 'grant'",
            *self.instants,
        )
        told = {f"decision.{kind}": n for kind, n in kinds}
        return told | {"granted_persons": persons, "granted_vnd": int(money)}

    def notices(self) -> dict[str, int]:
        ((in_time, late, missing, exempt),) = self.rows(
            "SELECT"
            " SUM(CASE WHEN NOT m.is_exempt AND n.made_on <= m.notice_until THEN 1 ELSE 0 END),"
            " SUM(CASE WHEN NOT m.is_exempt AND n.made_on > m.notice_until THEN 1 ELSE 0 END),"
            " SUM(CASE WHEN NOT m.is_exempt AND n.id IS NULL THEN 1 ELSE 0 END),"
            " SUM(CASE WHEN m.is_exempt THEN 1 ELSE 0 END)"
            " FROM claims_benefitmonth m JOIN claims_claim k ON k.id = m.claim_id"
            " JOIN centres_centre c ON c.id = COALESCE(m.centre_id, k.filed_at_centre_id)"
            " LEFT JOIN claims_jobsearchnotice n ON n.id = m.notice_id"
            " WHERE c.code = %s AND m.notice_until BETWEEN %s AND %s AND m.state <> 'void'",
            *self.days,
        )
        names = ("in_time", "late", "missing", "exempt")
        counted = (in_time, late, missing, exempt)
        return {f"notice.{name}": int(n or 0) for name, n in zip(names, counted, strict=True)}

    def gate(self) -> dict[str, int]:
        helped = (
            "EXISTS (SELECT 1 FROM counselling_counsellingsession s WHERE "
            "s.jobseeker_id = k.jobseeker_id AND s.held_on >= k.separated_on "
            "AND s.created_at <= d.signed_at) AND EXISTS (SELECT 1 FROM referrals_referral r WHERE "
            "r.jobseeker_id = k.jobseeker_id AND r.sent_at <= d.signed_at)"
        )
        counted = self.rows(
            f"SELECT {helped}, COALESCE(NULLIF(k.gate_reason_kind, ''), 'other'), COUNT(*) "
            f"{self.DECISIONS} AND d.kind = 'grant' GROUP BY 1, 2",
            *self.instants,
        )
        told = {"gate.granted": 0, "gate.helped": 0}
        for is_helped, reason, n in counted:
            told["gate.granted"] += n
            name = "gate.helped" if is_helped else f"gate.{reason}"
            told[name] = told.get(name, 0) + n
        return told

    def days_to_decide(self) -> list[int]:
        pairs = self.rows(
            f"SELECT k.accepted_on, d.signed_at {self.DECISIONS} AND d.kind IN ('grant', 'refuse')",
            *self.instants,
        )
        return sorted((_local(signed_at) - _day(accepted)).days for accepted, signed_at in pairs)


def _day(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(str(value))


def _local(value: Any) -> date:
    at = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    return (at.replace(tzinfo=None) + timedelta(hours=7)).date()


@pytest.mark.slow
def test_each_number_is_that_of_plain_sql() -> None:
    centre, other = lower.make_centre(), lower.make_centre()
    claims = world(centre)
    world(other)
    services.prepare_suspensions(now=TOO_LATE)
    sign_prepared(claims["silent"], TOO_LATE)
    take_over(hand_over(ask(claims["running"], other)))

    for each, days in product((centre, other), (NOVEMBER, JANUARY, YEAR)):
        numbers, sql = numbers_of(period(each, days)), Sql(each, days)
        expected = sql.filed() | sql.decided() | sql.notices() | sql.gate()
        assert {code: numbers.get(code, 0) for code in expected} == expected
        spans = sql.days_to_decide()
        assert numbers["days.count"] == len(spans)
        if spans:
            assert numbers["days.p90"] == spans[-(-len(spans) * 9 // 10) - 1]


@pytest.mark.slow
def test_what_each_number_says() -> None:
    centre = lower.make_centre()
    world(centre)

    told = numbers_of(period(centre))

    assert (told["filed"], told["filed_persons"]) == (6, 6)
    assert (told["channel.counter"], told["channel.portal"], told["channel.post"]) == (4, 1, 1)
    assert (told["decision.grant"], told["decision.refuse"]) == (4, 1)
    assert told["granted_vnd"] == 4 * 3 * 4_800_000
    assert told["refused.unlawful_resignation"] == 1
    # Four were signed on the day of the whole dossier, one after sixty days: late.
    assert (told["days.median"], told["days.p90"], told["late.decided"]) == (0, 60, 1)
    assert told["late.open"] == 1
    assert (told["gate.granted"], told["gate.helped"]) == (4, 1)
    assert (told["gate.hindered"], told["gate.other"]) == (1, 2)


def test_a_claim_that_moved_is_counted_once_on_each_side() -> None:
    centre, other = lower.make_centre(), lower.make_centre()
    claim = make_claim(person_of(centre), until="receiving")
    take_over(hand_over(ask(claim, other)), SECOND)
    services.prepare_suspensions(now=TOO_LATE)
    sign_prepared(fresh(claim), TOO_LATE)

    here, there, both = (numbers_of(period(who)) for who in (centre, other, None))

    assert (here["decision.grant"], there.get("decision.grant", 0)) == (1, 0)
    assert (here.get("decision.suspend", 0), there["decision.suspend"]) == (0, 1)
    for name in ("filed", "notice.missing"):
        assert here[name] + there[name] == both[name]


@pytest.mark.parametrize(
    ("worked_on", "found"),
    [
        (date(2027, 2, 23), (1, 1)),
        (date(2027, 2, 24), (0, 1)),
        (date(2027, 5, 23), (0, 1)),
        (date(2027, 5, 24), (0, 0)),
    ],
)
def test_at_work_again_within_three_and_six_months(worked_on: date, found: tuple[int, int]) -> None:
    # Signed on 23/11/2026.
    claim = make_claim(until="receiving")
    job = Report("new_job", worked_on, True, "Tự báo", 12)
    services.report_status(claim=claim, report=job, actor=officer_of(claim), now=LATER)

    told = numbers_of(period(claim.centre))
    assert (told["followed.3"], told["followed.6"]) == (1, 1)
    assert (told["at_work.3"], told["at_work.6"]) == found


def test_who_cannot_be_followed_yet_is_left_out() -> None:
    claim = make_claim(until="receiving")

    told = numbers_of(period(claim.centre, on=date(2027, 3, 1)))

    assert told["followed.3"] == 1
    assert "followed.6" not in told


def test_growth_is_against_the_same_days_of_last_year() -> None:
    made = {"code": "x", "title": "", "unit": "hồ sơ"}
    assert ReportRow(value=12, before=10, **made).growth == 20.0
    assert ReportRow(value=12, before=0, **made).growth is None
    assert ReportRow(value=None, before=3, **made).growth is None
    centre = lower.make_centre()
    paid = ({"from": "2022-07", "to": "2025-10", "wage_vnd": 8_000_000, "paid": True},)
    at = datetime(2025, 11, 24, 2, 0, tzinfo=UTC)
    facts = {"separated_on": date(2025, 11, 3), "contributions": paid}
    make_claim(person_of(centre), until="filed", at=at, **facts)
    for _ in range(2):
        make_claim(person_of(centre), until="filed")

    report = claims_report(period(centre, NOVEMBER))

    row = report.sections[0].rows[0]
    assert (row.code, row.value, row.before, row.growth) == ("filed", 2, 1, 100.0)


def test_the_gate_alone_says_the_same_as_the_report() -> None:
    centre = lower.make_centre()
    helped_claim(centre)
    make_claim(person_of(centre), until="granted")
    asked = period(centre, NOVEMBER)

    rows = {row.code: row.value for row in gate_report(asked)}

    assert rows["gate.share"] == 50.0
    report = claims_report(asked)
    assert all(report.value(code) == value for code, value in rows.items())


def test_the_workbook_holds_the_same_numbers_and_no_formula() -> None:
    centre = lower.make_centre(name="=1+1 Trung tâm")
    make_claim(person_of(centre), until="granted")
    report = claims_report(period(centre, NOVEMBER))

    sheet = openpyxl.load_workbook(BytesIO(write_report(report, centre.name))).active

    assert sheet is not None
    assert (sheet["A1"].value, sheet["A1"].data_type) == ("=1+1 Trung tâm", "s")
    told = {row[0]: row[2] for row in sheet.iter_rows(values_only=True) if row[1]}
    assert told["Hồ sơ đã nộp"] == 1
    assert told["Tổng mức hưởng theo quyết định"] == 3 * 4_800_000
    assert all(cell.data_type != "f" for line in sheet.iter_rows() for cell in line)


def test_the_same_number_of_queries_for_many_claims(
    django_assert_num_queries: Any,
) -> None:
    centre = lower.make_centre()
    asked = period(centre)
    for _ in range(3):
        make_claim(person_of(centre), until="granted")
    with translation.override("vi"), django_assert_num_queries(13):
        numbers_of(asked)
    assert numbers_of(replace(asked, centre_id=None))["filed"] == 3


@pytest.mark.parametrize(("percent", "value"), [(50, 2), (90, 4), (100, 4), (1, 1)])
def test_the_nearest_rank(percent: int, value: int) -> None:
    assert nearest_rank([1, 2, 3, 4], percent) == value
