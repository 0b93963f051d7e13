"""How prices, days and areas read."""

import datetime
from decimal import Decimal

import pytest

from carriers.enums import AreaRole, TariffBasis
from carriers.models import ServiceArea, TariffGrid
from carriers.tables import area_lines, grid_table, hour_in_words, weekdays_in_words
from tests.factories.carriers import (
    ServiceAreaFactory,
    SolutionFactory,
    TariffBandFactory,
    TariffGridFactory,
    TariffZoneFactory,
)


def plain(text):
    return text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ([], "jours à confirmer"),
        ([3], "mercredi"),
        ([4, 2], "mardi, jeudi"),
        ([1, 2, 3, 4, 5], "du lundi au vendredi"),
        ([5, 6], "vendredi, samedi"),
        ([1, 2, 3, 4, 5, 6, 7], "tous les jours"),
    ],
)
def test_days_are_said_in_words(days, words):
    assert weekdays_in_words(days) == words


@pytest.mark.parametrize(
    ("hour", "words"), [(None, ""), (datetime.time(12), "12 h"), (datetime.time(9, 30), "9 h 30")]
)
def test_an_hour_is_said_without_useless_minutes(hour, words):
    assert plain(hour_in_words(hour)) == words


@pytest.mark.django_db
def test_zones_are_columns_and_weights_are_rows():
    grid = TariffGridFactory(light=None, heavy=None)
    TariffZoneFactory(grid=grid, code="SUD", label="Hérault")
    for zone, low, high, price, flat in (
        ("SUD", 0, 30, 29, True),
        ("SUD", 30, None, 45, False),
        ("NORD", 30, None, 40, False),
    ):
        TariffBandFactory(grid=grid, zone=zone, min_kg=low, max_kg=high, price_eur=price, flat=flat)
    table = grid_table(grid)
    assert table.headers == ["Poids", "NORD", "Hérault"]
    assert [[plain(cell) for cell in row] for row in table.rows] == [
        ["jusqu’à 30 kg", "–", "29,00 € l’envoi"],
        ["à partir de 30 kg", "40,00 € les 100 kg", "45,00 € les 100 kg"],
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"basis": TariffBasis.PERCENT, "percent_of_value": "0.22"}, "22 % de la valeur des produits."),
        (
            {
                "basis": TariffBasis.FIXED_VARIABLE,
                "fixed_eur": 18,
                "eur_per_km": "0.14",
                "eur_per_kg": "0.22",
            },
            "18,00 € par envoi + 0,14 € par km + 0,22 € par kg.",
        ),
        (
            {"pickup_eur": 10, "pickup_capacity_kg": 200},
            "Enlèvement : 10,00 €, compté à nouveau tous les 200 kg.",
        ),
        (
            {"step_from_kg": 20, "step_kg": 20, "step_eur": 5},
            "Au-dessus de 20 kg : 5,00 € par tranche entamée de 20 kg.",
        ),
        ({"frozen_share": "0.35"}, "Supplément surgelé : 35 %."),
        ({"kg_per_pallet": 500}, "Une palette compte 500 kg."),
        ({"on_quote_above_kg": 1500}, "Sur devis au-delà de 1 500 kg."),
        ({"volumetric_kg_per_m3": 250}, "Produit léger : 1 m³ compte au moins pour 250 kg."),
        ({"return_eur": "0.5"}, "Reprise des emballages vides : 0,50 € pièce."),
        ({"tail_lift_eur": 18}, "Hayon : 18,00 €."),
    ],
)
def test_every_condition_of_a_grid_is_a_sentence(values, sentence):
    grid = TariffGridFactory(**values)
    grid.refresh_from_db()
    assert sentence in [plain(line) for line in grid_table(grid).conditions]


@pytest.mark.django_db
def test_bands_left_by_a_change_of_basis_are_not_shown_as_prices():
    grid = TariffGridFactory(basis=TariffBasis.PERCENT, percent_of_value="0.22")
    assert grid_table(TariffGrid.objects.get(pk=grid.pk)).rows == []


@pytest.mark.django_db
def test_a_bare_grid_has_no_condition():
    assert grid_table(TariffGridFactory()).conditions == []


@pytest.mark.django_db
def test_areas_with_the_same_days_share_a_line():
    solution = SolutionFactory()
    for departement, days in (("34", [2, 4]), ("30", [2, 4]), ("63", [3])):
        ServiceAreaFactory(
            solution=solution,
            role=AreaRole.DELIVERY,
            departement=departement,
            weekdays=days,
            cut_off=datetime.time(12),
        )
    lines = area_lines(ServiceArea.objects.with_places(), AreaRole.DELIVERY)
    assert [(line.places, line.days) for line in lines] == [
        (["Hérault (34)", "Gard (30)"], "mardi, jeudi"),
        (["Puy-de-Dôme (63)"], "mercredi"),
    ]
    assert area_lines(ServiceArea.objects.with_places(), AreaRole.COLLECTION) == []


@pytest.mark.parametrize(
    ("included", "share", "words"),
    [
        (False, None, "hors taxes"),
        (False, "0.2", "hors taxes, TVA de 20 % en plus"),
        (True, "0.2", "TTC, TVA de 20 % retirée des calculs"),
        (True, "0", "nets de TVA (service exonéré)"),
        (True, None, "TTC, à un taux de TVA qui n’est pas connu"),
    ],
)
def test_a_grid_says_its_vat(included, share, words):
    grid = TariffGrid(vat_included=included, vat_share=None if share is None else Decimal(share))
    assert plain(grid.vat_in_words) == words
