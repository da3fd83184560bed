"""The audit chain: one line for each act, each bound to the one before it.

The hash is an HMAC under a key outside the database: who can write SQL but has not the key
cannot recompute the chain. Each line also carries a fingerprint of the row it speaks of, so a
business row changed by SQL is found too, not only a changed audit line.
"""

from .chain import Act, chain_hash, record, record_many, state_hash
from .verification import Finding, verify

__all__ = ["Act", "Finding", "chain_hash", "record", "record_many", "state_hash", "verify"]
