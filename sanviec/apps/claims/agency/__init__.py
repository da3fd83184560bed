"""The social-insurance agency as the centre sees it: its contract, its port, its files.

The agency's real interface is not public: the contract is ours and provisional
(docs/operating/social_insurance.md).
"""

from .contract import ContributionRecord, News, NewWork, Work, read_news, read_record
from .files import record_in_file
from .port import AgencyError, RecordAgency, connected_agency, is_connected

__all__ = [
    "AgencyError",
    "ContributionRecord",
    "NewWork",
    "News",
    "RecordAgency",
    "Work",
    "connected_agency",
    "is_connected",
    "read_news",
    "read_record",
    "record_in_file",
]
