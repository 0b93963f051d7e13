"""Areas of every width, and what they serve."""

from carriers.models import Delivery, Serving, Solution


def fitting(**asked):
    """The solutions that serve a delivery."""
    return Solution.objects.fitting(Serving(Delivery(**asked)))


def where(kind, commune):
    return {
        "commune": {"commune": commune},
        "epci": {"epci": commune.epci},
        "departement": {"departement": commune.departement},
        "country": {"country_part": "mainland"},
    }[kind]
