"""New work from the agency's feed: reported once, in any order, and decided by people."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from sanviec.apps.claims import services
from sanviec.apps.claims.agency import AgencyError
from sanviec.apps.claims.models import AgencyCursor, AgencyNews, Claim
from sanviec.apps.claims.services import Report
from sanviec.apps.platform import audit
from sanviec.integrations.social_insurance.sandbox import SandboxAgency
from tests.apps import factories as lower
from tests.twin import NUMBER, twin

from .factories import approver_of, fresh, make_claim, officer_of, open_decision, sign_prepared

__all__ = ["twin"]
pytestmark = pytest.mark.django_db
# The second month of a made claim runs from 09/01/2027.
LATER = datetime(2027, 1, 20, 2, 0, tzinfo=UTC)


def event(name: str, began_on: str, number: str = NUMBER, **said: Any) -> dict[str, Any]:
    told = {"id": name, "number": number, "employer": "Công ty Mới", "from": began_on}
    return told | {"contract_months": 12} | said


def outcomes() -> dict[str, str]:
    return dict(AgencyNews.objects.order_by("event_id").values_list("event_id", "outcome"))


def receiving() -> Claim:
    return make_claim(until="receiving", insurance_no=NUMBER)


def test_a_new_job_becomes_a_prepared_ending(twin: SandboxAgency) -> None:
    claim = receiving()
    twin.news.append(event("n1", "2027-01-15"))

    services.pull_news(now=LATER)

    decision = open_decision(claim)
    assert (decision.kind, decision.state, decision.ground) == ("terminate", "prepared", "new_job")
    assert decision.reason == "Cơ quan BHXH: Công ty Mới"
    assert fresh(claim).state == "receiving"
    sign_prepared(claim, LATER)
    assert fresh(claim).state == "ended"
    assert list(audit.verify()) == []


def test_the_feed_told_twice_has_one_effect(twin: SandboxAgency) -> None:
    claim = receiving()
    twin.news.extend([event("n1", "2027-01-15"), event("n1", "2027-01-15")])

    services.pull_news(now=LATER)
    AgencyCursor.objects.update(cursor="")
    assert services.pull_news(now=LATER) == 0

    assert claim.reports.count() == 1
    assert AgencyNews.objects.count() == 1


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_the_earliest_job_counts_in_whatever_order_it_is_told(
    twin: SandboxAgency, order: tuple[int, ...]
) -> None:
    claim = receiving()
    days = ("2027-01-12", "2027-01-15", "2027-01-18")
    for number in order:
        twin.news.append(event(f"n{number}", days[number]))
        services.pull_news(now=LATER + timedelta(hours=number))

    assert claim.reports.count() == 3
    signed = sign_prepared(claim, LATER)
    assert signed.effective_on == date(2027, 1, 12)
    assert fresh(claim).state == "ended"


def test_what_the_person_told_already_is_known(twin: SandboxAgency) -> None:
    claim = receiving()
    report = Report("new_job", date(2027, 1, 12), True, "Người lao động báo", 12)
    facts: dict[str, Any] = {"actor": officer_of(claim), "now": LATER}
    services.report_status(claim=claim, report=report, **facts)
    twin.news.append(event("n1", "2027-01-01"))

    services.pull_news(now=LATER)

    assert outcomes() == {"n1": "known"}
    assert claim.reports.count() == 1


def test_people_are_found_by_their_own_number_too(twin: SandboxAgency) -> None:
    number = lower.citizen_id()
    claim = make_claim(lower.make_seeker(identity_no=number), until="receiving")
    twin.news.extend([event("n1", "2027-01-15", number), event("n2", "2027-01-15", "9999999999")])

    services.pull_news(now=LATER)

    assert outcomes() == {"n1": "reported"}
    assert claim.reports.get().is_notified is False


def test_what_does_not_touch_the_benefit_ends_nothing(twin: SandboxAgency) -> None:
    claim = make_claim(until="filed", insurance_no=NUMBER)
    twin.news.extend([event("n1", "2026-10-01"), event("n2", "2026-11-10")])

    services.pull_news(now=LATER)

    assert outcomes() == {"n1": "earlier", "n2": "flagged"}
    assert claim.flags.get().detail == "Công ty Mới, đóng từ 10/11/2026"
    assert fresh(claim).state == "filed"


def test_a_job_that_lies_ahead_is_reported_when_it_begins(twin: SandboxAgency) -> None:
    claim = receiving()
    twin.news.append(event("n1", "2027-01-25"))
    services.pull_news(now=LATER)
    assert outcomes() == {"n1": "ahead"}

    services.pull_news(now=LATER + timedelta(days=7))

    assert outcomes() == {"n1": "reported"}
    assert open_decision(claim).effective_on == date(2027, 1, 25)


def test_an_ending_waits_for_the_decision_before_it(twin: SandboxAgency) -> None:
    claim = receiving()
    services.prepare_suspensions(now=LATER)
    suspension = open_decision(claim)
    services.propose_decision(decision=suspension, actor=officer_of(claim), now=LATER)
    twin.news.append(event("n1", "2027-01-15"))
    services.pull_news(now=LATER)
    assert services.prepare_endings(now=LATER) == 0
    assert open_decision(claim).kind == "suspend"

    facts: dict[str, Any] = {"decision": open_decision(claim), "reason": "Có tin mới"}
    services.send_back(actor=approver_of(claim), now=LATER, **facts)
    assert services.prepare_endings(now=LATER) == 1

    ending = open_decision(claim)
    assert ending.kind == "terminate"
    services.drop_decision(decision=ending, reason="Trùng tên", actor=officer_of(claim), now=LATER)
    assert services.prepare_endings(now=LATER) == 0


def test_work_that_ends_nothing_by_itself_is_shown_to_a_person(twin: SandboxAgency) -> None:
    claim = receiving()
    # The benefit begins on 09/12/2026; the law's engine ends nothing that had not begun.
    twin.news.append(event("n1", "2026-12-07"))

    services.pull_news(now=LATER)

    assert outcomes() == {"n1": "reported"}
    assert not claim.decisions.open().exists()
    assert claim.flags.get().kind == "works_elsewhere"


def test_what_the_system_prepared_before_gives_way(twin: SandboxAgency) -> None:
    claim = receiving()
    services.prepare_suspensions(now=LATER)
    twin.news.append(event("n1", "2027-01-15"))

    services.pull_news(now=LATER)

    assert open_decision(claim).kind == "terminate"
    assert claim.decisions.get(kind="suspend").state == "dropped"


def test_an_agency_that_breaks_off_loses_nothing(twin: SandboxAgency) -> None:
    receiving()
    twin.news.extend(event(f"n{n:03d}", "2027-01-15", f"{n:010d}") for n in range(7))
    twin.page_size = 5
    twin.news.append(event("last", "2027-01-15"))
    # The first page comes, the second one fails at each of its three tries.
    twin.faults.extend(["", "error", "error", "error"])

    with pytest.raises(AgencyError):
        services.pull_news(now=LATER)
    assert AgencyCursor.objects.get().cursor == "5"

    services.pull_news(now=LATER)

    assert outcomes() == {"last": "reported"}
