"""The weights as the compiled functions read them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np

from sanviec.engines.matching.kernel.layout import Longs
from sanviec.engines.matching.weights import Weights
from sanviec.engines.matching.wish_words import title_budget

from . import layout as at


class Rules(NamedTuple):
    """The weights, and their numbers as they stand first in `Desk.state`."""

    weights: Weights
    numbers: Longs


def rules_of(weights: Weights, on: date) -> Rules:
    """Give the weights for the day of the match."""
    numbers = np.zeros(at.N_RULES, dtype=np.int64)
    numbers[at.RULE_UNCODED] = weights.title_uncoded
    numbers[at.RULE_WHOLE] = title_budget(weights, ())
    numbers[at.RULE_TIMES] = weights.title_unclassified
    numbers[at.RULE_SKILL] = weights.skill
    numbers[at.RULE_SKILLS] = weights.skills_most
    numbers[at.RULE_TEXT] = weights.text
    numbers[at.RULE_TEXTS] = weights.text_most
    numbers[at.RULE_YEAR] = on.year
    numbers[at.BY_KIND :] = (*weights.occupation, weights.occupation_unknown)
    return Rules(weights, numbers)
