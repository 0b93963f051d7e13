"""Rounds, platforms and lockers shared with others."""

import pytest

from tests.cost_calc.pricing.rounds import BY_OWN_VAN, by_id, eur_per_kg


@pytest.mark.parametrize("option", sorted(BY_OWN_VAN))
def test_other_kilos_bear_their_share_of_the_trip_to_a_quay_a_locker_a_meeting_point(compare, option):
    alone, shared = compare(), compare(own={"other_kg": 240.0})
    kilometres = [float(by_id(each)[option].kilometres["own"]) for each in (alone, shared)]
    assert kilometres[1] == pytest.approx(kilometres[0] * 60 / 300)
    assert eur_per_kg(shared, option) < eur_per_kg(alone, option)


def test_the_platform_of_montpellier_bears_a_fifth_of_a_shared_trip(compare):
    assert eur_per_kg(compare(), "plateforme-du-bas-languedoc") > 4
    shared = eur_per_kg(compare(own={"other_kg": 240.0}), "plateforme-du-bas-languedoc")
    assert shared == pytest.approx(1.3, abs=0.3)
