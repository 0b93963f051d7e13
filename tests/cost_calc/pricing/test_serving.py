"""What a solution declares it takes."""

import pytest

from carriers.models import Solution
from tests.cost_calc.pricing.rounds import by_id, codes


def test_a_service_that_leaves_the_empties_says_what_fetching_them_would_cost(compare):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(returns_empties=False, returns_note="")
    result = compare(returns_kg=30.0)
    verdict = next(
        verdict
        for verdict in by_id(result)["ligne-fraiche-a75"].verdicts
        if verdict.code == "returns-not-taken"
    )
    own = by_id(result)["own"].quote
    driven = sum(line.eur for line in own.lines if line.component in ("vehicle", "driving"))
    assert verdict.params["fetch_eur"] == pytest.approx(driven + 3.0 / 60 * 15)


@pytest.mark.parametrize(("takes", "said"), [(True, set()), (None, {"returns-not-known"})])
def test_a_service_says_nothing_of_empties_it_takes_and_is_asked_when_it_is_silent(compare, takes, said):
    Solution.objects.filter(slug="ligne-fraiche-a75").update(returns_empties=takes, returns_note="")
    found = codes(by_id(compare(returns_kg=30.0))["ligne-fraiche-a75"])
    assert {code for code in found if code.startswith("returns")} == said
    assert not any(code.startswith("returns") for code in codes(by_id(compare())["ligne-fraiche-a75"]))
