"""What was written, told in the words of the forms."""

import datetime
from decimal import Decimal

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from carriers.models import TariffGrid
from pat_logistics.accounts.models import Role, User
from pat_logistics.history import (
    EMPTY,
    People,
    events_of,
    in_words,
    last_change_id,
    structure_in_words,
    version,
)
from pat_logistics.portal.guides.models import Guide
from producers.models import Producer
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory, advisor_of_lozere
from tests.factories.guides import GuideFactory


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ({"oui": True, "kilos": Decimal("1200.50")}, "oui\u00a0: oui\nkilos\u00a0: 1200,5"),
        ([1, 0.35, -2], "1\n0,35\n−2"),
        ([["a", "b"], ["c"]], "a, b\nc"),
        ({"jours": [1, 2], "autre": {}}, "jours\u00a0: 1, 2\nautre\u00a0: vide"),
        ({"rangs": [{"nom": "miel", "kg": 3}]}, "rangs\u00a0: nom\u00a0: miel ; kg\u00a0: 3"),
        ([], EMPTY),
        (None, EMPTY),
        (False, "non"),
    ],
)
def test_a_structure_of_any_shape_is_told_in_lines(value, words):
    assert structure_in_words(value) == words


@pytest.mark.parametrize(
    ("model", "column", "value", "words"),
    [
        (Producer, "labels", ["organic"], "Agriculture biologique"),
        (Producer, "labels", [], EMPTY),
        (Producer, "commune", "48095", "supprimé depuis"),
        (Producer, "latitude", 44.5, "44,5"),
        (Producer, "is_example", True, "oui"),
        (Producer, "confirmed_on", datetime.date(2026, 5, 1), "1er mai 2026"),
    ],
)
def test_a_value_is_told_as_its_form_would_show_it(model, column, value, words):
    assert in_words(model._meta.get_field(column), value).replace("\u00a0", " ") == words


def test_a_period_is_told_with_both_its_ends_included():
    days = TariffGrid._meta.get_field("valid_during")
    year = DateRange(datetime.date(2026, 1, 1), datetime.date(2027, 1, 1))
    assert in_words(days, year).replace("\u00a0", " ") == "du 1er janvier 2026 au 31 décembre 2026"
    assert in_words(days, DateRange(datetime.date(2026, 1, 1), None)).startswith("à partir du 1er")


@pytest.mark.django_db
def test_each_write_moves_the_version_of_its_row_and_of_no_other():
    guide, other = GuideFactory(), GuideFactory()
    before, mark = version(guide), last_change_id([events_of(Guide)])
    Guide.objects.filter(pk=other.pk).update(title="Changé")
    assert version(guide) == before
    assert last_change_id([events_of(Guide)]) != mark
    assert version(Guide(pk=10**9)) == 0


@pytest.mark.django_db
def test_people_are_named_by_what_they_are_to_the_reader():
    ours = OrganisationFactory()
    reader, colleague = (MembershipFactory(organisation=ours).user for _ in range(2))
    advisor, boss, stranger = (
        advisor_of_lozere(),
        UserFactory(administrator=True),
        UserFactory(role=Role.CARRIER),
    )
    gone = 10**9
    people = People(ours.pk, reader, [reader.pk, colleague.pk, advisor.pk, boss.pk, stranger.pk, gone, None])
    assert [people.name(pk) for pk in (reader.pk, colleague.pk, advisor.pk, boss.pk, stranger.pk, gone)] == [
        "vous", colleague.email, "un conseiller", "l’administration du portail", "une autre personne",
        "un compte supprimé",
    ]  # fmt: skip
    assert people.name(None) == "le portail, sans personne connectée"


@pytest.mark.django_db
def test_a_farm_is_told_the_address_of_its_advisor():
    advisor = advisor_of_lozere()
    assert advisor.email in People(None, User(), [advisor.pk], advisors_named=True).name(advisor.pk)
