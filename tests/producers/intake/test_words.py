"""Products and signs of quality in the words of others."""

import pytest

from pat_logistics.vocabulary import Label, ProductFamily
from producers.enums import LegalForm
from producers.intake.words import families, labels, legal_form

F = ProductFamily


@pytest.mark.parametrize(
    ("text", "wanted", "unknown"),
    [
        ("Ovins, caprins : lait ; Miel", [F.CHEESE, F.HONEY], []),
        ("fromage de brebis, yaourts et œufs", [F.CHEESE, F.YOGURT, F.EGGS], []),
        ("Bovins viande | Pommes de terre", [F.FRESH_MEAT, F.VEGETABLES], []),
        ("pommes, jus de pomme", [F.FRUITS, F.DRINKS], []),
        ("honey;eggs", [F.HONEY, F.EGGS], []),
        ("Châtaignes / farine de châtaigne", [F.CHESTNUT], []),
        (
            "Plantes à parfum, aromatiques et médicinales",
            [F.DRY_GROCERY],
            ["Plantes à parfum"],
        ),
        ("Prairies ; viande", [F.FRESH_MEAT], ["Prairies"]),
        ("pâté de campagne, pâtes fraîches", [F.CHARCUTERIE], ["pâtes fraîches"]),
        ("viande surgelée", [F.FROZEN_MEAT], []),
        ("  ;; ", [], []),
        ("Vaches laitières", [F.CHEESE], []),
        ("Foires et salons", [], ["Foires", "salons"]),
    ],
)
def test_products_become_families(text, wanted, unknown):
    assert families(text) == (wanted, unknown)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("AB", [Label.ORGANIC]),
        ("Bio ; AOP Pélardon", [Label.ORGANIC, Label.AOP_IGP]),
        ("en conversion bio", []),
        ("non", []),
        ("C1 ; AB", [Label.ORGANIC]),
        ("Label Rouge, De Lozère", [Label.LABEL_ROUGE, Label.DE_LOZERE]),
        ("biologie", []),
    ],
)
def test_signs_of_quality(text, wanted):
    assert labels(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("GAEC", LegalForm.COMPANY),
        ("Entreprise individuelle", LegalForm.SOLE),
        ("Société coopérative agricole", LegalForm.COOPERATIVE),
        ("association", None),
        ("ESAT d’insertion", LegalForm.SOCIAL_WORKSHOP),
    ],
)
def test_statuses(text, wanted):
    assert legal_form(text) is wanted
