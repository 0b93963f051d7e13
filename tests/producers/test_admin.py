"""Correcting a producer in the admin."""

import pytest
from django.contrib.admin.models import LogEntry
from django.urls import reverse

from producers.enums import ErasedBy
from producers.models import Erasure, Flow, Producer
from tests.factories.accounts import UserFactory
from tests.factories.producers import FlowFactory, ProducerFactory, ProductLineFactory
from tests.factories.territory import CommuneFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(UserFactory(administrator=True))
    return client


def inlines(lines=0):
    forms = {}
    totals = {"product_lines": lines, "storage_sites": 0, "vehicles": 0, "publication_choices": 0}
    for prefix, total in totals.items():
        forms |= {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": 0}
    return forms


def test_a_producer_is_entered_with_a_product_and_no_position(admin):
    season = {f"product_lines-0-season_{month}": "normal" for month in range(12)}
    data = {
        "name": "Ferme du Vent",
        "slug": "ferme-du-vent",
        "legal_form": "sole",
        "labels": ["organic", "aop_igp"],
        "commune": CommuneFactory(mende=True).pk,
        "product_lines-0-family": "cheese",
        "product_lines-0-temperature": "chilled",
        "product_lines-0-packagings": ["crate"],
    }
    response = admin.post(reverse("admin:producers_producer_add"), data | season | inlines(1))
    assert response.status_code == 302, response.context["errors"]
    producer = Producer.objects.get()
    assert producer.labels == ["organic", "aop_igp"]
    assert producer.latitude == 44.51782
    assert producer.product_lines.get().packagings == ["crate"]


def test_contradictory_wishes_are_refused_in_words(admin):
    data = {
        "name": "Ferme du Vent",
        "slug": "ferme-du-vent",
        "legal_form": "sole",
        "commune": CommuneFactory(mende=True).pk,
        "refuses_intermediaries": "on",
        "open_to_pooling": "on",
    }
    page = admin.post(reverse("admin:producers_producer_add"), data | inlines()).content.decode()
    assert "Choisissez : refuser tout intermédiaire, ou être prêt à mutualiser" in page


def test_a_flow_is_entered_with_its_months(admin):
    line = ProductLineFactory()
    data = {
        "producer": line.producer.pk,
        "product_line": line.pk,
        "destination": CommuneFactory(montpellier=True).pk,
        "customer_type": "restaurant",
        "kg_per_delivery": "60",
        "deliveries_per_year": "48",
        "months": ["5", "6"],
        "weekdays": [],
        "returns_kg": "0",
        "transport_today": "self",
        "paid_by": "producer",
    }
    response = admin.post(reverse("admin:producers_flow_add"), data)
    assert response.status_code == 302, response.context["errors"]
    assert Flow.objects.get().months == [5, 6]


@pytest.mark.parametrize("model", ["producer", "productline", "flow"])
def test_lists_search_and_open(admin, model):
    FlowFactory()
    ProducerFactory()
    assert admin.get(reverse(f"admin:producers_{model}_changelist"), {"q": "ferme"}).status_code == 200


def test_deleting_a_producer_in_the_admin_erases_all_that_is_held_on_it(admin):
    producer = ProducerFactory(name="Ferme du Vent")
    admin.post(reverse("admin:producers_producer_delete", args=[producer.pk]), {"post": "yes"})
    assert not Producer.pgh_event_model.objects.exists()
    assert not LogEntry.objects.filter(object_repr__contains="Vent").exists()
    assert Erasure.objects.get().erased_by == ErasedBy.ADMINISTRATOR


def test_deleting_several_erases_each(admin):
    ids = [ProducerFactory().pk, ProducerFactory().pk]
    data = {"action": "delete_selected", "_selected_action": ids, "post": "yes"}
    admin.post(reverse("admin:producers_producer_changelist"), data)
    assert not Producer.objects.exists()
    assert Erasure.objects.count() == 2


def test_publishing_is_not_done_in_the_admin(admin):
    producer = ProducerFactory()
    page = admin.get(reverse("admin:producers_producer_change", args=[producer.pk])).text
    assert 'name="published_at' not in page


@pytest.mark.parametrize("typed", ["L'Etable", "étable st-chely", "123 456 789 00012"])
def test_a_producer_is_found_however_it_is_typed(admin, typed):
    ProducerFactory(name="L’Étable de Saint-Chély", siret="12345678900012")
    ProducerFactory(name="Le Mas")
    page = admin.get(reverse("admin:producers_producer_changelist"), {"q": typed})
    assert [row.name for row in page.context["cl"].result_list] == ["L’Étable de Saint-Chély"]


def test_a_product_line_is_found_however_it_is_typed(admin):
    line = ProductLineFactory(name="Saint-Nectaire d’Été")
    ProductLineFactory(name="Tomme")
    page = admin.get(reverse("admin:producers_productline_changelist"), {"q": "st nectaire d'ete"})
    assert list(page.context["cl"].result_list) == [line]
