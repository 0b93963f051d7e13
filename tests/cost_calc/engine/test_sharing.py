"""Shares add up to the cent, whatever the rule."""

import math
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cost_calc.engine.errors import InvalidInput
from cost_calc.engine.sharing import Partner, Rule, round_shares, share_cost
from tests.cost_calc.engine.samples import nonsense, quick

partners = st.lists(
    st.tuples(st.floats(0.1, 1000), st.floats(0.1, 1e5), st.integers(1, 5)), min_size=1, max_size=6
).map(lambda rows: [Partner(f"p{number}", *row) for number, row in enumerate(rows)])
cents = st.integers(0, 10**7).map(lambda count: count / 100)


def saving(members):
    """A round costs 50 EUR, and 20 EUR a partner."""
    return 50.0 + 20.0 * len(members)


def in_cents(shares):
    return sum(round(share * 100) for share in shares)


@quick
@given(amounts=st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=20))
def test_rounded_amounts_add_up_to_their_rounded_sum(amounts):
    assert abs(in_cents(round_shares(amounts)) - math.fsum(amounts) * 100) <= 0.51


@quick
@given(amounts=st.lists(st.floats(0.01, 1e6), min_size=1, max_size=20), total=cents)
def test_weights_are_scaled_to_the_total_to_the_cent(amounts, total):
    assert in_cents(round_shares(amounts, total)) == round(total * 100)


@quick
@given(amounts=st.lists(st.floats(0, 1e6), min_size=1, max_size=20))
def test_rounding_moves_no_share_by_a_whole_cent(amounts):
    assert all(
        abs(share - exact) < 0.01 + 1e-6 for share, exact in zip(round_shares(amounts), amounts, strict=True)
    )


@pytest.mark.parametrize("rule", Rule)
@quick
@given(partners=partners, total=cents)
def test_shares_add_up_to_the_cent(rule, partners, total):
    shares = share_cost(total, partners, rule, saving)
    assert in_cents(shares.values()) == round(total * 100)


@pytest.mark.parametrize("rule", ["kg", "kg_km", "stops"])
@quick
@given(partners=partners, total=cents)
def test_who_brings_more_never_pays_less(rule, partners, total):
    shares = share_cost(total, partners, rule)
    ranked = sorted(partners, key=lambda partner: getattr(partner, rule))
    paid = [shares[partner.id] for partner in ranked]
    assert all(low <= high + 0.01 + 1e-9 for low, high in pairwise(paid))


def test_thirds_of_ten_euros_give_the_odd_cent_to_the_first():
    assert round_shares([10 / 3] * 3, 10) == (3.34, 3.33, 3.33)


def test_equal_shares_do_not_look_at_what_is_on_board():
    assert share_cost(30, [Partner("a", 1), Partner("b", 99)], "equal") == {"a": 15.0, "b": 15.0}


def test_the_textbook_shapley_value_of_an_airport_runway():
    need = {"small": 12.0, "middle": 15.0, "large": 33.0}
    shares = share_cost(
        33, [Partner(name) for name in need], "shapley", lambda members: max(need[name] for name in members)
    )
    assert shares == {"small": 4.0, "middle": 5.5, "large": 23.5}


def test_partners_who_bring_the_same_pay_the_same_shapley_value():
    assert share_cost(90, [Partner("a"), Partner("b")], "shapley", saving) == {"a": 45.0, "b": 45.0}


@pytest.mark.parametrize(
    ("field", "build"),
    [
        ("sharing.rule", lambda: share_cost(10, [Partner("a")], "au feeling")),
        ("sharing.partners", lambda: share_cost(10, [], "kg")),
        ("sharing.partners", lambda: share_cost(10, [Partner("a"), Partner("a")], "equal")),
        ("sharing.partners", lambda: share_cost(10, [Partner(str(n)) for n in range(13)], "shapley", saving)),
        ("sharing.coalition_eur", lambda: share_cost(10, [Partner("a")], "shapley")),
        ("sharing.coalition_eur", lambda: share_cost(10, [Partner("a")], "shapley", lambda _: math.nan)),
        ("sharing.amounts", lambda: share_cost(10, [Partner("a", kg=0)], "kg")),
        ("sharing.amounts", lambda: round_shares(["a"])),
        ("sharing.unit", lambda: round_shares([1.0], unit=0)),
        ("partner.id", lambda: Partner(3)),
        ("partner.kg", lambda: Partner("a", kg=-1)),
    ],
)
def test_a_sharing_without_sense_is_refused_by_its_name(field, build):
    with pytest.raises(InvalidInput) as caught:
        build()
    assert caught.value.field == field


@quick
@given(value=nonsense)
def test_a_total_without_sense_is_refused(value):
    with pytest.raises(InvalidInput, match="total_eur"):
        share_cost(value, [Partner("a", 1)], "kg")
