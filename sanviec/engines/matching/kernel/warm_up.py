"""Compile everything once, so that no request waits for it; set-up runs this as a program."""

from __future__ import annotations

from datetime import date

import numpy as np

from sanviec.engines.matching.facts import JobseekerFacts, VacancyFacts
from sanviec.engines.matching.fast_mutual import mutual_fast
from sanviec.engines.matching.fast_people import rank_people_fast
from sanviec.engines.matching.fast_ranking import rank_fast
from sanviec.engines.matching.index import JobseekerIndex, build_index
from sanviec.kernel.occupations import load_occupations
from sanviec.kernel.places import load_gazetteer

from .compiled import is_available

_ANY_DAY = date(2026, 1, 1)


def warm_up() -> bool:
    """Compile what is not kept on disk yet, and load what is; False without a compiler.

    Cost: half a minute once an installation, about a second in each process after it.
    """
    if not is_available():
        return False
    job = VacancyFacts("v", "Công nhân may", occupation="8153", text="may")
    index = build_index([job], gazetteer=load_gazetteer(), occupations=load_occupations())
    person = JobseekerFacts("p", wished_titles=("Công nhân may",), occupations=("8153",))
    people = JobseekerIndex([person], index)
    lists = (
        rank_fast(index, [person], 1, _ANY_DAY),
        mutual_fast(index, [person], 1, _ANY_DAY),
        rank_people_fast(people, ["v"], 1, _ANY_DAY),
        people.compiled.entered([job], np.zeros(1, dtype=np.int32), _ANY_DAY),
    )
    return [len(found) for one in lists for found in one] == [1, 1, 1, 1]


if __name__ == "__main__":
    warm_up()
