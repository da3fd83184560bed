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
OTHER_SEPARATIONS: Final = {
    "contract_expired": "contract_ended",
    "expired": "contract_ended",
    "job_completed": "work_completed",
    "agreement": "mutual_agreement",
    "resignation_lawful": "lawful_resignation",
    "resigned_lawfully": "lawful_resignation",
    "resignation_unlawful": "unlawful_resignation",
    "resigned_unlawfully": "unlawful_resignation",
    "abandoned_work": "unlawful_resignation",
    "dismissal": "disciplinary_dismissal",
    "dismissed": "disciplinary_dismissal",
    "forced_resignation": "disciplinary_dismissal",
    "employer_terminated": "employer_ended",
    "unlawful_employer_termination": "employer_ended",
    "redundancy": "restructuring",
    "laid_off": "restructuring",
    "bankruptcy": "employer_dissolved",
    "dissolution": "employer_dissolved",
    "employer_bankrupt": "employer_dissolved",
    "retirement": "retired",
}
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
TRANSFERRED: Final = "transferred"
REFUSED_JOB: Final = "refused_job"  # one of the refusals that together are a ground
KINDS: Final = (*GROUNDS, *NOTICES, REFUSED_JOB, TRANSFERRED)
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
    "job_refused": "refused_job",
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
    "withdrawn": "own_request",
    "withdrawal": "own_request",
    "notice_exempt": "notice_made",
    "exempt": "notice_made",
    "transfer": "transferred",
    "moved": "transferred",
    "suspended": "notice_missed",
    "suspension": "notice_missed",
    "resumed": "notice_made",
    "resumption": "notice_made",
}

KIND_WORDS: Final = {
    "new_job": ("có việc làm", "a new job"),
    "military": ("thực hiện nghĩa vụ quân sự, công an", "military or police service"),
    "study": ("đi học dài hạn", "long studies"),
    "compulsory_measure": ("vào cơ sở giáo dục, cai nghiện bắt buộc", "a compulsory measure"),
    "missing": ("bị tòa án tuyên bố mất tích", "declared missing by a court"),
    "detained": ("bị tạm giam, chấp hành hình phạt tù", "detention or prison"),
    "pension": ("hưởng lương hưu hằng tháng", "a monthly pension"),
    "refused_job": ("đủ số lần từ chối việc làm", "jobs refused as often as the law bears"),
    "refused_jobs": ("hai lần từ chối việc làm", "two jobs refused"),
    "no_notice": ("ba tháng liên tục không thông báo", "three months in a row without a notice"),
    "settled_abroad": ("ra nước ngoài định cư", "settled abroad"),
    "works_abroad": ("đi lao động ở nước ngoài theo hợp đồng", "work abroad by contract"),
    "sanctioned": ("bị xử phạt vi phạm hành chính", "an administrative sanction"),
    "death": ("chết", "death"),
    "own_request": ("theo đề nghị của người lao động", "the person's own request"),
}
