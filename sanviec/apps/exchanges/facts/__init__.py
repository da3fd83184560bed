"""The only place that turns a session's rows into what the scheduling engine plans."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sanviec.apps.exchanges.models import ExchangeSession
from sanviec.engines.scheduling import Instance

from .clashes import clashes_of
from .instance import make_instance
from .pairs import WISH_POINTS, Offer, PairKey, Warned, find_pairs, willing
from .reading import SessionRows, read_rows

__all__ = ["WISH_POINTS", "LeftOut", "Offer", "PairKey", "SessionFacts", "Warned", "session_facts"]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many people are not planned, by the reason."""

    without_file: int
    without_consent: int
    without_match: int


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """A session as the engine sees it, and what the engine is not told.

    Args:
        offers: (participant, stand) -> the vacancy that they would talk about.
        warned: what the rules say of pairs.
    """

    rows: SessionRows
    instance: Instance
    offers: dict[PairKey, Offer]
    left_out: LeftOut
    warned: tuple[Warned, ...]


def session_facts(
    session: ExchangeSession, *, now: datetime, skip_absent: bool = False
) -> SessionFacts:
    """What is planned in a session now.

    Args:
        skip_absent: leave out who is registered and has not come.

    Cost: a dozen queries; O(people * vacancies) to score the pairs.
    """
    rows = read_rows(session, now=now, skip_absent=skip_absent)
    people = willing(rows)
    clashes = clashes_of(session, now=now)
    found = find_pairs(rows, people, clashes, now=now)
    met = {person_id for person_id, _stand_id in found.offers}
    files = {row.pk: row.jobseeker_id for row in rows.people.values()}
    left_out = LeftOut(
        sum(file_id is None for file_id in files.values()),
        sum(file_id is not None and file_id not in people for file_id in files.values()),
        sum(file_id in people and pk not in met for pk, file_id in files.items()),
    )
    instance = make_instance(rows, found.offers, clashes)
    return SessionFacts(rows, instance, found.offers, left_out, found.warned)
