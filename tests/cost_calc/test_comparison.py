"""One delivery, every way it can be made, with the real rows of the database."""

import math
from dataclasses import replace

import pytest
from carriers.models import Solution
from cost_calc.comparison import compare_shipment
from cost_calc.engine.carbon import CarbonMethod
from cost_calc.engine.compare import OptionKind
from cost_calc.models import ReferenceValue
from cost_calc.question import OwnMeans
from tests.cost_calc.conftest import DAY


def by_id(result, option_id):
    return next(row for row in result.priced if row.result.option.id == option_id)


def test_mende_montpellier_has_at_least_eight_options_of_five_kinds(ask):
    result = compare_shipment(ask(), at=DAY)
    for row in result.priced:
        print(row.result.option.kind, row.result.option.id, row.result.feasible, round(row.result.eur_per_kg,2), round(row.result.co2e_kg_per_kg,3), row.result.quote.minutes, row.low_eur_per_kg, [str(v.code) for v in row.result.verdicts])
    assert len(result.feasible) >= 8
    assert len({row.result.option.kind for row in result.feasible}) >= 5
