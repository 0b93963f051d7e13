"""What the home page says of the territory, in a handful of queries whatever its size."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Max, Q

from carriers.models import Solution
from pat_logistics.actors.models import Actor
from producers.models import Producer

# The list beside the map stays short enough to be read; the directory has everybody.
SHOWN_PRODUCERS = 40


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure worth knowing, with where it comes from."""

    title: str
    text: str
    source: str


FACTS = (
    Fact(
        title="La logistique pèse 23 % du chiffre d’affaires",
        text=(
            "C’est la moyenne en circuit court ; selon les fermes, de 20 à 40 %. "
            "Sous 20 %, le poids est acceptable. Autour de 10 %, il est idéal."
        ),
        source=(
            "enquêtes reprises par Action agricole picarde, Interlud et La France Agricole, "
            "lues en novembre 2026 (ordre de grandeur)."
        ),
    ),
    Fact(
        title="Une cantine laisse environ 1,10 € par kilo pour livrer",
        text=(
            "En 2018, environ 10 tonnes sont passées par Agrilocal 48 pour 55 200 €, soit 5,52 € le kilo. "
            "Avec un plafond de 20 %, il reste environ 1,10 € par kilo pour toute la logistique."
        ),
        source="Département de la Lozère (lozere.fr), chiffres de 2018.",
    ),
    Fact(
        title="Une tournée, c’est 1 h 38 de volant",
        text=(
            "La tournée habituelle d’un producteur compte 4 ou 5 arrêts, 98 minutes de conduite (médiane) "
            "et 22,4 kg de CO₂. À 15 € de l’heure, ces minutes de volant valent 24,50 €."
        ),
        source="calculs publiés avec Logicoût, Université Gustave Eiffel, 2023.",
    ),
)


def territory_today():
    """Counts, date of the last change and points of the map: what any visitor may see."""
    producers = Producer.objects.visible_to(AnonymousUser())
    counted = producers.aggregate(
        total=Count("pk"), examples=Count("pk", filter=Q(is_example=True)), updated_at=Max("updated_at")
    )
    solutions = Solution.objects.published().aggregate(
        total=Count("pk"), examples=Count("pk", filter=Q(is_example=True))
    )
    actors = Actor.objects.published().aggregate(
        total=Count("pk", filter=Q(is_example=False)),
        unconfirmed=Count("pk", filter=Q(is_example=False, confirmed_on=None)),
    )
    shown = producers.select_related("commune").order_by("-updated_at", "pk")[:SHOWN_PRODUCERS]
    points = [
        {
            "id": producer.pk,
            "lat": producer.shown_latitude,
            "lon": producer.shown_longitude,
            "label": producer.name,
            "detail": producer.commune.name + (" · exemple" if producer.is_example else ""),
            "url": producer.get_absolute_url(),
            "place": {
                "label": f"Livrer depuis {producer.commune.name}",
                "url": producer.commune.get_absolute_url(),
            },
        }
        for producer in shown
    ]
    return {
        "producers": counted["total"],
        "example_producers": counted["examples"],
        "solutions": solutions["total"],
        "example_solutions": solutions["examples"],
        "actors": actors["total"],
        "unconfirmed_actors": actors["unconfirmed"],
        "updated_at": counted["updated_at"],
        "points": sorted(points, key=lambda point: point["label"]),
    }
