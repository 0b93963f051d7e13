"""A request for quotes, as it is typed."""

import pytest

from carriers.models import QuoteRequest
from tests.cost_calc.quoting.asked import LOST, asking, typed
from tests.factories.quotes import (
    in_days,
)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"solutions": []}, "Cochez au moins une solution"),
        ({"solutions": ["999999"]}, "ne peut plus être interrogée"),
        ({"months": []}, "au moins un mois"),
        ({"months": ["13"]}, "Sélectionnez un choix valide"),
        ({"deadline": str(in_days(1))}, "de 2 à 60 jours"),
        ({"deadline": str(in_days(61))}, "de 2 à 60 jours"),
        ({"deadline": "demain"}, "Saisissez une date valide"),
        ({"first_on": "1900-01-01"}, "d’ici deux ans"),
        ({"goods_value_eur": "9" * 400}, "Donnez un nombre"),
        ({"message": "voyez www.exemple.fr"}, "Retirez les adresses de sites"),
        ({"message": "a\0b"}, "Le caractère nul"),
        ({"message": "x" * 1501}, "1500 caractères"),
        ({"token": "x"}, "UUID"),
    ],
)
def test_a_wrong_value_is_said_and_nothing_typed_is_lost(signed_in, territory, changes, said):
    data = typed(signed_in.get(asking("quotes:ask")), message=LOST) | changes
    for name in ("quotes:check", "quotes:send"):
        answer = signed_in.post(asking(name), data)
        page = answer.content.decode()
        assert answer.status_code == 200
        assert said in page
        if "message" not in changes:
            assert LOST in page
    assert not QuoteRequest.objects.exists()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"packages": "6", "package_kg": "100"}, "corrigez l’un ou l’autre"),
        ({"length_cm": "60"}, "Donnez les trois dimensions, ou aucune."),
        ({"packages": "0"}, "Donnez un nombre entier"),
        ({"package_kg": "0"}, "Donnez un nombre entre"),
        ({"place_1": "x" * 161}, "160"),
        ({"collect_hours": "voyez www.exemple.fr"}, "Retirez les adresses"),
        ({"collect_hours": "8 h\r\nRéponse acceptée"}, "signe invisible"),
        ({"hours_1": "le \u202enitam"}, "signe invisible"),
    ],
)
def test_packing_that_makes_no_sense_is_said_at_its_field(signed_in, territory, changes, said):
    data = typed(signed_in.get(asking("quotes:ask")), message=LOST) | changes
    page = signed_in.post(asking("quotes:send"), data).content.decode()
    assert said in page
    assert LOST in page
    assert not QuoteRequest.objects.exists()
