"""The frozen report: figures as JSON with their fingerprint, one of the whole, one a centre."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.models import ExchangeSession, SessionReport
from sanviec.apps.exchanges.reporting.content import fingerprint, frozen_figures
from sanviec.apps.exchanges.selectors.figures import centres_of
from sanviec.apps.platform import audit
from sanviec.apps.platform.actors import Actor


def freeze_reports(*, session: ExchangeSession, actor: Actor, now: datetime) -> list[SessionReport]:
    """Write the reports in the caller's transaction; a session of one centre has one."""
    centres = centres_of(session)
    whose: list[Centre | None] = [None, *(centres if len(centres) > 1 else [])]
    return [_freeze(session, centre, actor, now) for centre in whose]


def _freeze(
    session: ExchangeSession, centre: Centre | None, actor: Actor, now: datetime
) -> SessionReport:
    figures: dict[str, Any] = frozen_figures(session, centre, now=now)
    report = SessionReport(
        session=session,
        centre=centre,
        figures=figures,
        sha256=fingerprint(figures),
        made_by_id=actor.user_id,
        created_at=now,
        updated_at=now,
    )
    report.save(force_insert=True)
    told = {"sha256": report.sha256}
    audit.record(audit.Act("session.report_frozen", report, told), actor=actor, now=now)
    return report
