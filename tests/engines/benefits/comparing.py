"""Compare the engine with the plain law on random claims.

`make night-benefits` is the long run for the night: 10 million claims on every core, the seed is
the day. `python -m tests.engines.benefits.comparing 10000000 [seed]` takes one's own.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from random import Random
from typing import Any

from sanviec.engines.benefits import decide, decision_record, load_law, read_facts
from sanviec.kernel.errors import InputError
from tests.engines.benefits.claims import random_claim
from tests.engines.benefits.oracle import Impossible, decide_plainly

PART = 25_000
UNCOMPARED = {"case_id", "refusals", "explanation", "provisional", "error"}


def difference(facts: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """Give the fields on which both do not agree, and what became of the claim."""
    law = load_law()
    try:
        decision = decide(read_facts(facts), law)
    except InputError as error:
        engine: dict[str, Any] | None = None
        what = error.code
    else:
        record = decision_record(None, decision)
        engine = {key: value for key, value in record.items() if key not in UNCOMPARED}
        what = str(decision.eligible)
    try:
        plain: dict[str, Any] | None = decide_plainly(facts)
    except Impossible:
        plain = None
    if engine is None or plain is None:
        return ({} if engine is plain else {"impossible": (what, plain)}), what
    return {key: (engine[key], plain[key]) for key in engine if engine[key] != plain[key]}, what


def compare(count: int, seed: int) -> Counter[str]:
    """Compare many claims; give how many were entitled, refused, open or impossible.

    Raises:
        AssertionError: engine and plain law differ on a claim.
    """
    rng = Random(seed)
    kinds: Counter[str] = Counter()
    for number in range(count):
        facts = random_claim(rng)
        try:
            differing, what = difference(facts)
        except Exception as error:
            raise AssertionError(f"claim {number} of seed {seed}: {error!r}\n{facts}") from error
        assert differing == {}, f"claim {number} of seed {seed}: {differing}\n{facts}"
        kinds[what] += 1
    return kinds


def compare_on_all_cores(count: int, seed: int) -> Counter[str]:
    """Compare many claims in parts, a seed each, on every core; tell how far it is.

    Raises:
        AssertionError: engine and plain law differ, or one of them broke down; the message names
            seed and claim. It is told at once, and what has not begun is not run.
    """
    sizes = [min(PART, count - done) for done in range(0, count, PART)]
    kinds: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        parts = [pool.submit(compare, size, seed + n) for n, size in enumerate(sizes)]
        for done in as_completed(parts):
            if done.exception() is not None:
                pool.shutdown(wait=False, cancel_futures=True)
            kinds += done.result()
            sys.stderr.write(f"\r{kinds.total():,} of {count:,}")
    sys.stderr.write("\n")
    return kinds


if __name__ == "__main__":
    claims = int(sys.argv[1]) if len(sys.argv) > 1 else 200_000
    told = compare_on_all_cores(claims, int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    sys.stdout.write(f"{claims} claims agree: {dict(told)}\n")
