"""Roads between the places of one comparison."""

from cost_calc.pricing.ways import Roads
from pat_logistics.territory.models import Commune
from pat_logistics.territory.roads import Road

FARM, NEAR, FAR = (Commune(pk=code, name=code) for code in ("48001", "48002", "48003"))


def road(low, km, high):
    return Road(km, km, low, high, low, high, "estimated", "estimated")


def roads(**lengths):
    """Roads that are as long one way as the other, but for what is told."""
    places = {"farm": FARM, "near": NEAR, "far": FAR}
    return Roads(
        {
            (places[a].pk, places[b].pk): road(*ends)
            for name, ends in lengths.items()
            for a, b in [name.split("_")]
        }
    )


ALL = {
    "farm_near": (5, 10, 20),
    "near_farm": (5, 10, 20),
    "farm_far": (10, 20, 40),
    "far_farm": (10, 20, 40),
    "near_far": (5, 10, 20),
    "far_near": (9, 11, 12),
}


def test_a_way_there_and_back_is_a_round_through_one_place():
    there_and_back = roads(**ALL).round(FARM, [FAR])
    assert there_and_back.places == (FARM, FAR, FARM)
    assert (there_and_back.distance_km, there_and_back.minutes) == (40, 40)


def test_a_road_with_a_range_is_an_array_of_its_ends():
    ends = roads(**ALL).at_ends()
    assert ends(FARM, NEAR).distance_km.tolist() == [5, 20]
    assert ends.round(FARM, [FAR]).distance_km.tolist() == [20, 80]


def test_a_road_that_is_known_is_the_same_at_both_ends():
    assert roads(farm_near=(10, 10, 10)).at_ends()(FARM, NEAR).distance_km == 10


def test_each_end_takes_the_order_that_is_best_for_its_roads():
    """Near first is the shortest at the low end, far first at the high end."""
    ends = roads(**ALL).at_ends().round(FARM, [NEAR, FAR])
    assert ends.distance_km.tolist() == [5 + 5 + 10, 40 + 12 + 20]
