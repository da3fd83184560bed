"""Asking the engine: what the law says of a claim on a day, kept so that it can be replayed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from sanviec.apps.claims.facts import facts_in_benefit, facts_of, facts_of_decision
from sanviec.apps.claims.models import Claim, ClaimDecision
from sanviec.engines.benefits import decide, decision_record, load_law, read_facts


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was asked, by which law, and the answer in the fields of the contract."""

    facts: dict[str, Any]
    law_digest: str
    record: dict[str, Any]

    @property
    def sha256(self) -> str:
        return fingerprint(self.record)

    @property
    def need(self) -> dict[str, str] | None:
        """The fact that is missing, with what to do, when the facts do not determine it."""
        return self.record["error"]


def outcome_of(claim: Claim, *, on: date) -> Outcome:
    """What the law says of the claim as it stands, decided on a day.

    Raises:
        InputError: a fact is impossible or contradicts another one; ``field`` names it.
    Cost: one query, under a millisecond of reckoning.
    """
    return _ask(facts_of(claim, on=on))


def outcome_in_benefit(claim: Claim, *, on: date) -> Outcome:
    """The same for a claim that was granted: where the benefit stands, what is kept."""
    return _ask(facts_in_benefit(claim, on=on))


def outcome_for(decision: ClaimDecision, *, on: date) -> Outcome:
    """What the law says where a decision is made that is not written yet."""
    return _ask(facts_of_decision(decision, on=on))


def outcome_with(claim: Claim, event: dict[str, Any], *, on: date) -> Outcome:
    """The same if one more thing happened to the person."""
    facts = facts_in_benefit(claim, on=on)
    return _ask(facts | {"status_events": [*facts.get("status_events", []), event]})


def replay(decision: ClaimDecision) -> Outcome:
    """The answer once more from the stored facts; the same law gives the same bytes."""
    return _ask(decision.facts)


def _ask(facts: dict[str, Any]) -> Outcome:
    law = load_law()
    record = decision_record(facts.get("case_id"), decide(read_facts(facts), law))
    # As the database gives it back, so that a fingerprint is of what is kept.
    kept: dict[str, Any] = json.loads(json.dumps(record, ensure_ascii=False))
    return Outcome(facts, law.digest, kept)


def fingerprint(record: dict[str, Any]) -> str:
    """The SHA-256 of an answer in its one canonical writing."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
