"""The page that a farm's personal link opens."""

from django.urls import reverse

from producers import personal
from tests.factories.producers import A_WHILE_AGO, ProducerFactory
from tests.factories.territory import CommuneFactory

AGAIN = reverse("farm:received_again")


def url(name, farm, *args):
    return reverse(f"farm:{name}", args=[personal.token_of(farm), *args])


def ask(client, email):
    return client.post(AGAIN, {"email": email})


def farm_nobody_keeps():
    return ProducerFactory(
        name="Ferme du Vent",
        commune=CommuneFactory(mende=True),
        email="ferme@exemple.fr",
        published_at=A_WHILE_AGO,
    )
