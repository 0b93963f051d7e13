"""Three things to do: what saves most first."""

from types import SimpleNamespace

from cost_calc.diagnosis.advice import Advice, Offer
from cost_calc.diagnosis.costs import WeekCost
from cost_calc.diagnosis.delivery_costs import Deliveries, DeliveryCost, WayCost
from cost_calc.diagnosis.neighbours import Neighbours
from cost_calc.diagnosis.steps import next_steps


def service(pk, name):
    return SimpleNamespace(pk=pk, name=name, summary="Livre le lendemain.", is_example=False)


UNKNOWN = WeekCost()
LINE, PARCEL, TOOL = service(1, "Ligne du causse"), service(2, "Colis"), service(3, "Outil")


def way(eur, solution=None, minutes=60.0):
    return WayCost(solution.name if solution else "Votre fourgon", eur, eur / 50, minutes, 1.0, solution)


def delivery(place, now, *others, times=50.0, **more):
    return DeliveryCost(
        place, "restaurant", "fromage", kg=50.0, per_year=times, now=now, others=others, link="x", **more
    )


def steps(*rows, costs=UNKNOWN, advice=()):
    return next_steps(Deliveries(rows), Neighbours(), costs, advice)


def test_the_same_service_for_two_places_is_one_call_and_its_savings_add_up():
    """50 × (40 − 30) + 50 × (30 − 24) = 800 €, before 50 × (40 − 28) = 600 €."""
    found = steps(
        delivery("Alès", way(40.0), way(28.0, PARCEL)),
        delivery("Mende", way(40.0), way(30.0, LINE, 15.0)),
        delivery("Millau", way(30.0), way(24.0, LINE, 15.0)),
    )
    assert found[0].title == "Demander à Ligne du causse de livrer Mende et Millau"
    assert "800\u202f€ de moins par an, et 75\u202fh gagnées" in found[0].text
    assert found[0].solution is LINE
    assert "600\u202f€" in found[1].text


def test_where_nothing_is_cheaper_the_van_is_to_be_filled():
    found = steps(delivery("Mende", way(20.0), way(30.0, LINE)))
    assert "remplir le véhicule" in found[0].title


def test_what_a_refused_intermediary_would_save_is_said_and_left_to_choose():
    """50 × (40 − 30) = 500 € a year."""
    found = steps(delivery("Mende", way(40.0), apart=(way(30.0, LINE), way(35.0, PARCEL))))
    assert "sans intermédiaire" in found[0].text
    assert "500\u202f€ de moins par an" in found[0].text


def test_rounds_that_nobody_noted_are_to_be_noted_where_trips_are_supposed():
    missing = WeekCost(missing=("La longueur de vos tournées.",))
    found = steps(delivery("Mende", way(20.0)), costs=missing)
    assert [step.title for step in found][1] == "Noter deux semaines de livraisons"
    assert "trajets supposés" in found[1].text


def test_a_saving_within_the_error_of_the_roads_is_worth_no_call():
    found = steps(delivery("Mende", way(20.0), way(19.6, LINE)))
    assert not any(step.solution is LINE for step in found)


def test_what_answers_an_irritant_fills_the_three_and_is_not_told_twice():
    advice = [
        Advice("trop loin", (Offer(LINE), Offer(PARCEL)), (), ()),
        Advice("paperasse", (Offer(TOOL),), (), ()),
    ]
    found = steps(delivery("Mende", way(40.0), way(30.0, LINE)), advice=advice)
    assert [step.solution for step in found] == [LINE, PARCEL, TOOL]


def test_a_solution_that_costs_more_everywhere_is_not_who_to_ring():
    """At 60 € the line is the cheapest that goes there: the parcels, which go there too, cost more still."""
    advice = [Advice("trop loin", (Offer(LINE), Offer(PARCEL), Offer(TOOL)), (), ())]
    found = steps(delivery("Mende", way(40.0), way(60.0, LINE), reach=frozenset({1, 2})), advice=advice)
    assert [step.solution for step in found if step.solution] == [TOOL]


def test_a_solution_that_saves_at_one_place_may_be_rung_for_another_reason():
    advice = [Advice("trop loin", (Offer(PARCEL),), (), ())]
    rows = [
        delivery("Mende", way(40.0), way(60.0, PARCEL), reach=frozenset({2})),
        delivery("Alès", way(40.0), way(39.9, PARCEL), reach=frozenset({2})),
    ]
    assert PARCEL in [step.solution for step in steps(*rows, advice=advice)]


def test_a_market_is_no_saving():
    found = steps(delivery("Mende", way(40.0), way(10.0, LINE), sells_there=True))
    assert not any(step.solution is LINE for step in found)


def test_an_unknown_cost_is_to_be_noted_first():
    found = steps(costs=WeekCost(missing=("La longueur de vos tournées.",)))
    assert found[0].title == "Noter deux semaines de livraisons"
    assert found[0].ask_advisor
