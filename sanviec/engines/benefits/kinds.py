"""The words that a file may use, and the other writings of each that are understood."""

from __future__ import annotations

from typing import Final

SEPARATIONS: Final = (
    "contract_ended",
    "work_completed",
    "mutual_agreement",
    "lawful_resignation",
    "unlawful_resignation",
    "disciplinary_dismissal",
    "employer_ended",
    "restructuring",
    "employer_dissolved",
    "retired",
)
PENSIONS: Final = ("none", "eligible", "receiving")
CONTRACTS: Final = ("indefinite", "definite", "seasonal")
WAGE_REGIMES: Final = ("employer", "state")
REGIONS: Final = ("I", "II", "III", "IV")
UNPAID_REASONS: Final = ("maternity", "sickness", "suspended", "unpaid_leave")

# Grounds on which a benefit ends: each is a parameter `ground_…` with its articles.
GROUNDS: Final = (
    "new_job",
    "military",
    "study",
    "compulsory_measure",
    "missing",
    "detained",
    "pension",
    "refused_jobs",
    "no_notice",
    "settled_abroad",
    "works_abroad",
    "sanctioned",
    "death",
    "own_request",
)
NOTICES: Final = ("notice_missed", "notice_made")
KINDS: Final = (*GROUNDS, *NOTICES)
OTHER_KINDS: Final = {
    "abroad": "settled_abroad",
    "abroad_settlement": "settled_abroad",
    "abroad_work": "works_abroad",
    "overseas_work": "works_abroad",
    "job": "new_job",
    "business": "new_job",
    "retired": "pension",
    "two_refusals": "refused_jobs",
    "job_refusals": "refused_jobs",
    "no_notice_3_months": "no_notice",
    "sanction": "sanctioned",
    "fined": "sanctioned",
    "declared_missing": "missing",
    "detention": "detained",
    "prison": "detained",
    "imprisonment": "detained",
    "rehabilitation": "compulsory_measure",
    "compulsory_education": "compulsory_measure",
    "request": "own_request",
    "suspended": "notice_missed",
    "suspension": "notice_missed",
    "resumed": "notice_made",
    "resumption": "notice_made",
}
