"""Correcting a guide, and the faults told at their field."""

import pytest

from pat_logistics.history import version
from pat_logistics.portal.guides.models import Guide
from tests.portal.guides.samples import address, typed

pytestmark = pytest.mark.django_db


def test_a_form_saved_unchanged_writes_nothing_in_the_history(client, advisor, guide):
    before = version(guide)
    client.post(address(guide), typed(guide))
    assert version(guide) == before


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("sources", "", "Il manque une réponse ici"),
        ("sources", "Un titre sans date", "Ligne 1"),
        ("sources", "2023 | Bonne\n31/02/2020 | Mauvaise", "Ligne 2"),
        ("sources", "2999 | À venir", "n’est pas à venir"),
        ("sources", "2023 | Piège | javascript:alert(1)", "https://"),
        ("sources", "\n".join(["2023 | Source"] * 21), "Pas plus de 20"),
        ("body", "a" * 20_001, "20"),
        ("body", "zéro\x00octet", "caract"),
        ("body", "## Bien\n\n#### Trop bas", "saute un niveau"),
        ("body", "Du <b>gras</b>", "HTML"),
        ("example_query", "origin=48095", "Le calculateur ne comprend pas"),
        ("example_query", "http://[", "Le calculateur ne comprend pas"),
        ("title", "", "Il manque une réponse ici"),
    ],
)
def test_what_makes_no_sense_is_told_beside_its_field_and_not_saved(
    client, advisor, guide, field, value, message
):
    response = client.post(address(guide), typed(guide, **{field: value}))
    assert message in str(response.context["form"].errors[field])
    assert str(version(guide)) == response.context["form"].current_mark


def test_the_address_of_a_result_page_is_enough_for_the_example(client, advisor, guide):
    query = "origin=48095&destination=34172&family=eggs&mass_kg=20"
    client.post(address(guide), typed(guide, example_query=f"https://portail.exemple.fr/calculer/?{query}"))
    assert Guide.objects.get().example_query == query
