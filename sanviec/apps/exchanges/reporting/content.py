"""What a report says, as plain data that can be frozen, and its fingerprint."""

from __future__ import annotations

import hashlib
import json
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from sanviec.apps.centres.models import Centre
from sanviec.apps.exchanges.enums import ParticipantState
from sanviec.apps.exchanges.models import ExchangeSession, Participant, SessionReport
from sanviec.apps.exchanges.selectors.figures import (
    Figure,
    Value,
    centres_of,
    figures_of,
    problems_of,
    stand_rows,
)
from sanviec.apps.reference.selectors import gazetteer

VERSION = 1


def frozen_figures(
    session: ExchangeSession, centre: Centre | None, *, now: datetime
) -> dict[str, Any]:
    """The report of the whole session with every part, or of one centre's part and the whole.

    A centre reads its own part and the whole, never another centre's.
    """
    centres = [row for row in centres_of(session) if centre is None or row.pk == centre.pk]
    figures = figures_of(session)
    with override("vi"):
        return {
            "version": VERSION,
            "is_provisional": True,
            "made_at": timezone.localtime(now).isoformat(timespec="seconds"),
            "centre": _centre(centre) if centre else None,
            "centres": [_centre(row) for row in centres],
            "session": _session(session),
            "counters": [_counter(figure, centres) for figure in figures],
            "priority_groups": _priority_groups(session, centre),
            "stands": _stands(session, centre),
            "problems": [p.text_vi for p in problems_of(session, figures)],
        }


def fingerprint(figures: dict[str, Any]) -> str:
    """SHA-256 of the figures in one fixed writing."""
    text = json.dumps(figures, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def is_intact(report: SessionReport) -> bool:
    """Whether the figures are still those that were frozen."""
    return fingerprint(report.figures) == report.sha256


def _centre(centre: Centre) -> dict[str, Any]:
    return {"id": str(centre.pk), "code": centre.code, "name": centre.name}


def _session(session: ExchangeSession) -> dict[str, Any]:
    return {
        "number": session.number,
        "title": session.title,
        "kind": session.kind,
        "kind_vi": str(session.get_kind_display()),
        "theme": session.theme,
        "held_on": session.held_on.isoformat(),
        "starts_at": f"{timezone.localtime(session.starts_at):%H:%M}",
        "ends_at": f"{timezone.localtime(session.ends_at):%H:%M}",
        "venue": session.venue,
        "address": session.address,
        "commune": _place(session.commune_code, session.held_on),
        "host": session.centre.name,
        "programme": session.programme_code,
        "closed_because": session.state_reason,
    }


def _place(code: str, on: date) -> str:
    places = gazetteer()
    return places.full_name_on(code, on) if code in places else ""


def _counter(figure: Figure, centres: list[Centre]) -> dict[str, Any]:
    counter = figure.counter
    return {
        "code": counter.code,
        "vi": counter.title_vi,
        "en": counter.title_en,
        "unit": counter.unit.value,
        "unit_vi": counter.unit_vi,
        "definition": counter.definition_vi,
        "counted": figure.counted,
        "value": figure.shown,
        "parts": {centre.code: _part(figure.parts[centre.pk]) for centre in centres},
    }


def _part(value: Value) -> dict[str, Any]:
    said = {"counted": value.counted, "value": value.shown}
    return said | ({"reason": value.override.reason} if value.override else {})


def _priority_groups(session: ExchangeSession, centre: Centre | None) -> dict[str, int]:
    """How many who attended belong to each group; somebody may belong to several."""
    people = Participant.objects.filter(session=session, state=ParticipantState.ATTENDED)
    if centre is not None:
        people = people.filter(centre=centre)
    counted: dict[str, int] = {}
    for groups in people.order_by("id").values_list("priority_groups", flat=True):
        for group in groups:
            counted[group] = counted.get(group, 0) + 1
    return dict(sorted(counted.items()))


def _stands(session: ExchangeSession, centre: Centre | None) -> list[dict[str, Any]]:
    """The stands; for one centre's report those that it brought."""
    return [
        {
            "no": row.stand.stand_no,
            "name": row.stand.name,
            "kind": str(row.stand.get_kind_display()),
            "centre": row.stand.centre.code,
            "openings": row.openings,
            "held": row.held,
            "passed": row.passed,
            "hired": row.hired,
        }
        for row in stand_rows(session)
        if centre is None or row.stand.centre_id == centre.pk
    ]
