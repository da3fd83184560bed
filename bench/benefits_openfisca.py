"""The same figures in OpenFisca-core, run by its own interpreter: its licence keeps it apart.

`python bench/benefits_openfisca.py CLAIMS.npz` reads the columns, decides all claims on one day
(OpenFisca takes its parameters at one period) and prints seconds and sums as JSON.
"""

import json
import sys
import time

import numpy as np
from openfisca_core.entities import build_entity
from openfisca_core.indexed_enums import Enum
from openfisca_core.parameters import ParameterNode
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

RUNS, PERIOD, START = 7, "2025-03", "2013-01-01"
Person = build_entity(key="person", plural="persons", label="Person", is_person=True)


Region = Enum("Region", {name: name for name in ("I", "II", "III", "IV")})


def whole(name, formula=None):
    """Give a variable of whole numbers."""
    body = {"value_type": int, "entity": Person, "definition_period": DateUnit.MONTH, "label": name}
    return type(name, (Variable,), body | ({"formula": formula} if formula else {}))


def cap_of(persons, period, parameters):
    law = parameters(period)
    return law.multiple * law.minimum[persons("region", period)]


def amount_of(persons, period, parameters):
    share = persons("average_wage", period).astype(np.int64) * int(parameters(period).share)
    return np.minimum((share + 50) // 100, persons("cap", period))


def entitlement_of(persons, period, parameters):
    law, months = parameters(period), persons("months", period)
    further = np.maximum(0, months - law.first_months) // law.step
    return np.where(months < law.least, 0, np.minimum(law.most, law.first + further))


def used_of(persons, period, parameters):
    return parameters(period).step * persons("entitlement", period)


def reserve_of(persons, period, parameters):
    most = np.minimum(persons("months", period), parameters(period).counted)
    return np.maximum(0, most - persons("used", period))


def total_of(persons, period, parameters):
    return persons("amount", period) * persons("entitlement", period)


FORMULAS = {
    "cap": cap_of,
    "amount": amount_of,
    "entitlement": entitlement_of,
    "used": used_of,
    "reserve": reserve_of,
    "total": total_of,
}
VALUES = {
    "multiple": 5, "share": 60, "least": 12, "first": 3, "first_months": 36, "step": 12,
    "most": 12, "counted": 144,
}  # fmt: skip
MINIMUM = {"I": 4_960_000, "II": 4_410_000, "III": 3_860_000, "IV": 3_450_000}


def system():
    """Give the law as OpenFisca has it."""
    law = TaxBenefitSystem([Person])

    def dated(values):
        return {name: {"values": {START: value}} for name, value in values.items()}

    law.parameters = ParameterNode("", data=dated(VALUES) | {"minimum": dated(MINIMUM)})
    region = {"value_type": Enum, "possible_values": Region, "default_value": Region.I}
    body = region | {"entity": Person, "definition_period": DateUnit.MONTH, "label": "region"}
    law.add_variable(type("region", (Variable,), body))
    for name in ("average_wage", "months"):
        law.add_variable(whole(name))
    for name, formula in FORMULAS.items():
        law.add_variable(whole(name, formula))
    return law


def decided(law, claims):
    """Give seconds of the processor and the figures of all claims."""
    simulation = SimulationBuilder().build_default_simulation(law, len(claims["months"]))
    for name in ("average_wage", "months", "region"):
        simulation.set_input(name, PERIOD, claims[name])
    started = time.process_time()
    figures = {name: simulation.calculate(name, PERIOD) for name in FORMULAS}
    return time.process_time() - started, figures


if __name__ == "__main__":
    columns = dict(np.load(sys.argv[1]))
    tax_law = system()
    runs = [decided(tax_law, columns) for _ in range(RUNS)]
    sums = {name: int(values.astype(np.int64).sum()) for name, values in runs[0][1].items()}
    sys.stdout.write(json.dumps({"seconds": min(run[0] for run in runs), "sums": sums}))
