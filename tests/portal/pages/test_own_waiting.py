"""What « Mon espace » says is waiting."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from carriers.models import Ride
from cost_calc.pricing.reference_files import load_reference_values
from needs_survey.enums import VisitState
from needs_survey.models import Visit
from pat_logistics.accounts.models import Role
from pat_logistics.portal.pages import own_waiting as waiting
from tests.factories.accounts import MembershipFactory, OrganisationFactory, UserFactory
from tests.factories.carriers import SolutionFactory
from tests.factories.everything import farm_with_everything
from tests.factories.producers import ProducerFactory
from tests.factories.quotes import QuoteInvitationFactory

LONG_AGO = timezone.now() - datetime.timedelta(days=200)


def texts(found):
    return [one.text.replace("\u00a0", " ") for one in found]


@pytest.mark.django_db
def test_a_farm_is_told_of_offers_visits_reports_rides_and_age(client):
    load_reference_values()
    world = farm_with_everything()
    farm = world.farm
    QuoteInvitationFactory(request=world.invitation.request, answered=True)
    Visit.objects.update(state=VisitState.PLANNED, planned_on=timezone.localdate())
    Ride.objects.update(producer_agreed_at=None, carrier_agreed_at=timezone.now())
    type(farm).objects.filter(pk=farm.pk).update(published_at=LONG_AGO, confirmed_on=None)
    found = texts(waiting.for_farms([farm], world.farmer))
    assert any("offre" in text and "votre demande vers" in text for text in found)
    assert any("Un conseiller vient à Ferme du Vent" in text for text in found)
    assert any("Le bilan de Ferme du Vent est prêt" in text for text in found)
    assert any("propose de se montrer avec Ferme du Vent" in text for text in found)
    assert "Tout est-il encore juste sur la fiche de Ferme du Vent ?" in found
    client.force_login(world.farmer)
    page = client.get(reverse("pages:workspace"))
    assert "Ce qui vous attend" in page.content.decode()
    for one in page.context["own_waiting"]:
        assert client.get(one.url).status_code == 200, one.url


@pytest.mark.django_db
def test_a_profile_not_published_is_a_draft_and_nothing_else_waits():
    farm = ProducerFactory()
    assert texts(waiting.for_farms([farm], UserFactory())) == [
        f"La fiche de {farm.name} est un brouillon : personne ne la voit."
    ]
    assert waiting.for_farms([], UserFactory()) == []


@pytest.mark.django_db
def test_a_company_is_told_of_quotes_to_answer_and_services_not_published(client):
    user, company = UserFactory(), OrganisationFactory()
    MembershipFactory(user=user, organisation=company, role=Role.CARRIER)
    solution = SolutionFactory(carrier__organisation=company, published_at=None)
    QuoteInvitationFactory(solution=solution)
    found = waiting.for_companies(user)
    assert texts(found) == [
        "Une demande de devis attend votre réponse.",
        f"{solution.name} est un brouillon : personne ne le voit.",
    ]
    client.force_login(user)
    for one in found:
        assert client.get(one.url).status_code == 200
    assert waiting.for_companies(UserFactory()) == []
