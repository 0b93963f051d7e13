"""A table of prices pasted in the box below the bands, read by the server."""

import pytest

from carriers.forms.pasting import read_table
from tests.carriers.typed_grids import add, typed


def values(pasted, *names):
    return [tuple(row.get(name, "") for name in names) for row in pasted.rows]


def test_three_columns_are_from_to_and_price():
    pasted = read_table("0\t10\t14,00 €\n10\t1 000\t1 019,50\n")
    assert values(pasted, "min_kg", "max_kg", "price_eur") == [
        ("0", "10", "14,00\u0020€"),
        ("10", "1 000", "1 019,50"),
    ]
    assert pasted.told.startswith("2 lignes et 3 colonnes collées")


def test_two_columns_are_up_to_and_price_and_each_band_starts_where_the_last_ended():
    pasted = read_table("5 kg;18 €\n30 kg;24\net plus;40")
    assert values(pasted, "min_kg", "max_kg", "price_eur") == [
        ("0", "5 kg", "18\u0020€"),
        ("5", "30 kg", "24"),
        ("30", "", "40"),
    ]


def test_headings_say_the_order_of_the_columns_and_a_remark_is_left_aside():
    pasted = read_table("Prix HT\tRemarque\tJusqu’à\tÀ partir de\n12\tvu\t10\t0")
    assert values(pasted, "min_kg", "max_kg", "price_eur", "zone") == [("0", "10", "12", "")]


def test_prices_of_zones_side_by_side_make_a_band_for_each_zone():
    pasted = read_table("De\tÀ\tZone 1\tSud\n0\t100\t42\t39,5\n100\t\t34\t")
    assert values(pasted, "zone", "min_kg", "max_kg", "price_eur") == [
        ("Zone 1", "0", "100", "42"),
        ("Sud", "0", "100", "39,5"),
        ("Zone 1", "100", "", "34"),
    ]


@pytest.mark.parametrize("text", ["", "   \n", "12", "1\t2\t3\t4\t5\t6", "Nom\tVille\nx\ty", "De\tÀ\n0\t1"])
def test_what_is_no_table_of_prices_is_refused_with_what_is_needed(text):
    pasted = read_table(text)
    assert not pasted.rows or values(pasted, "price_eur")
    assert pasted.refusal or pasted.rows


@pytest.mark.django_db
def test_the_pasted_rows_follow_those_typed_and_nothing_is_written(client, service):
    data = typed(("0", "10", "14"), ("", "", ""), action="paste", table="10\t30\t19,00 €\n30\t\t1 024,50")
    response = add(client, service, data)
    rows = response.context["editor"].bands.forms
    assert [row["price_eur"].value() for row in rows] == ["14", "19.00", "1024.50"]
    assert "2 lignes et 3 colonnes collées" in response.content.decode()
    assert not service.grids.exists()


@pytest.mark.django_db
def test_a_pasted_cell_that_is_no_price_is_told_at_its_row_and_stays(client, service):
    page = add(client, service, typed(action="paste", table="0\t10\t14\n10\t30\tvoir devis")).content.decode()
    assert "Tranche 2, Prix (€)" in page
    assert 'value="voir devis"' in page


@pytest.mark.django_db
def test_a_table_that_is_not_understood_stays_in_its_box(client, service):
    page = add(client, service, typed(("0", "10", "14"), action="paste", table="bonjour")).content.decode()
    assert "Il en faut" in page
    assert ">bonjour</textarea>" in page
    assert 'value="14"' in page


@pytest.mark.django_db
def test_a_flat_price_is_kept_while_one_looks_at_another_basis(client, service):
    data = typed(("0", "100", "42"), basis="parcel", action="basis") | {"bands-0-flat": "on"}
    page = add(client, service, data).content.decode()
    assert (
        '<input type="hidden" name="bands-0-flat" value="on"' in page
        or 'name="bands-0-flat" value="True"' in page
    )
    add(client, service, data | {"action": "save"})
    assert not service.grids.get().bands.get().flat
