"""Codes of the directory, where other modules count on them."""

from pat_logistics.actors.enums import NEED_OF, OUTLET_TYPES, ActorKind, Need


def test_each_kind_of_actor_answers_a_need_of_a_farm():
    assert set(NEED_OF) == set(ActorKind)
    assert set(NEED_OF.values()) == set(Need)


def test_private_people_are_no_kind_of_customer_of_the_directory():
    codes = [code for code, _ in OUTLET_TYPES]
    assert "home" not in codes
    assert "outside" not in codes
    assert "market" in codes
