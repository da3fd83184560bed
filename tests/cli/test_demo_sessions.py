"""The demo's four sessions: each is closed, and its report says what the database counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.models import ExchangeSession, SessionReport
from sanviec.apps.exchanges.reporting.content import is_intact
from sanviec.apps.exchanges.reporting.paragraph import paragraph
from sanviec.apps.payments.models import OverpaymentRecovery, PayList
from sanviec.apps.platform import audit
from sanviec.cli.demo_world.build import build_world, morning_of
from tests.apps.exchanges.by_hand import BY_HAND, by_hand

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
# Kind, centres that take part, and the fewest people and hires that make it worth looking at.
EXPECTED = {"fair": (1, 50, 3), "online": (3, 20, 2), "mobile": (1, 15, 1), "fixed": (1, 20, 1)}


@pytest.mark.slow  # builds the whole demo world
@pytest.mark.django_db
def test_every_report_of_the_demo_equals_counts_written_by_hand() -> None:
    build_world(today_at=morning_of(NOW))
    sessions = {session.kind: session for session in ExchangeSession.objects.order_by("held_on")}
    assert set(sessions) == set(EXPECTED)
    for kind, session in sessions.items():
        centres, people, hires = EXPECTED[kind]
        reports = list(SessionReport.objects.filter(session=session).order_by("created_at", "id"))
        assert len(reports) == (1 if centres == 1 else centres + 1)
        assert session.state == "closed"
        whole = next(report for report in reports if report.centre is None)
        counted = {row["code"]: row for row in whole.figures["counters"]}
        assert counted["attended"]["value"] >= people, kind
        assert counted["hired"]["value"] >= hires, kind
        assert whole.figures["problems"] == []
        assert str(session.held_on.year) in paragraph(whole.figures)
        for report in reports:
            assert is_intact(report)
            assert_by_hand(report)
    # Each centre shows a pay list that was answered, and money that has to come back.
    assert set(PayList.objects.values_list("state", flat=True)) == {"answered"}
    assert PayList.objects.count() == OverpaymentRecovery.objects.count() == Centre.objects.count()
    assert list(audit.verify()) == []


def assert_by_hand(report: SessionReport) -> None:
    """Whole and parts of a report equal the database's own counts."""
    for row in report.figures["counters"]:
        code = row["code"]
        assert row["counted"] == by_hand(code, report.session), code
        for centre_code, part in row["parts"].items():
            centre = Centre.objects.get(code=centre_code)
            assert part["counted"] == by_hand(code, report.session, centre), (code, centre_code)
    assert {row["code"] for row in report.figures["counters"]} == set(BY_HAND)
