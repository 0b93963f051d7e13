import pytest

from pat_logistics.webhooks.forms import SubscriptionForm
from pat_logistics.webhooks.models import Subscription
from tests.factories.accounts import UserFactory
from tests.factories.webhooks import ADDRESS, subscription_of

pytestmark = pytest.mark.django_db

TYPED = {"name": "Carte", "address": ADDRESS, "datasets": ["producers", "flows"]}


def form(instance=None, *, may_look_up=lambda: True, **typed):
    instance = instance or Subscription(user=UserFactory())
    return SubscriptionForm(TYPED | typed, instance=instance, may_look_up=may_look_up)


@pytest.fixture(autouse=True)
def public(name_leads_to):
    name_leads_to("93.184.216.34")


def test_a_whole_form_is_right():
    whole = form()
    assert whole.is_valid(), whole.errors
    assert whole.cleaned_data["datasets"] == ["producers", "flows"]


def test_the_scheme_is_kept_as_the_database_wants_it():
    assert form(address="HTTPS://avis.exemple.fr/A").is_valid()


@pytest.mark.parametrize(
    ("field", "wrong", "words"),
    [
        ("name", "", "Donnez-lui un nom"),
        ("name", "\u202eX", "signe invisible"),
        ("address", "", "Donnez l’adresse"),
        ("address", "http://avis.exemple.fr/", "https://"),
        ("address", "https://moi:mot@avis.exemple.fr/", "mot de passe"),
        ("address", "https://avis.exemple.fr:22/", "443 ou 8443"),
        ("address", f"https://avis.exemple.fr/{'a' * 500}", "trop longue"),
        ("datasets", [], "une liste au moins"),
        ("datasets", ["needs"], "needs"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field, wrong, words):
    refused = form(**{field: wrong})
    assert not refused.is_valid()
    assert list(refused.errors) == [field]
    assert words in refused.errors[field][0]


def test_a_name_that_leads_inside_is_told_at_once(name_leads_to):
    name_leads_to("10.0.0.1")
    assert "réseau privé" in form().errors["address"][0]


def test_a_name_that_serves_already_is_told():
    subscription = subscription_of()
    same = form(Subscription(user=subscription.user))
    assert "déjà un webhook" in str(same.errors)


def test_an_address_that_stays_is_not_looked_up_again(name_leads_to):
    subscription = subscription_of()
    name_leads_to("10.0.0.1")
    assert form(subscription, name="Autre", may_look_up=lambda: False).is_valid()


def test_whoever_looked_up_too_many_names_waits(name_leads_to):
    assert "dans une heure" in form(may_look_up=lambda: False).errors["address"][0]
