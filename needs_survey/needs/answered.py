"""Which kinds of solution answer what farms look for, and what troubles them."""

from collections.abc import Iterable
from urllib.parse import urlencode

from django.urls import reverse

from carriers.enums import SolutionKind as K

# Kinds in the order in which they answer, by code of a choice of the questionnaire.
OF_TROUBLES = {
    "too_far": (K.CO_DELIVERY, K.CARRIER, K.PLATFORM),
    "too_long": (K.CARRIER, K.PARCEL, K.LOCKER),
    "small_volumes": (K.CO_DELIVERY, K.PARCEL, K.PLATFORM),
    "vehicle_cost": (K.CO_DELIVERY, K.CARRIER, K.SUBSIDY),
    "cold_chain": (K.STORAGE, K.LOCKER, K.CARRIER),
    "customer_hours": (K.LOCKER, K.PLATFORM, K.STORAGE),
    "no_carrier": (K.PARCEL, K.CO_DELIVERY, K.SOFTWARE),
    "opaque_prices": (K.SOFTWARE, K.TRAINING),
    "returns": (K.CARRIER, K.CO_DELIVERY, K.PLATFORM),
    "winter": (K.STORAGE, K.CO_DELIVERY, K.LOCKER),
    "mental_load": (K.SOFTWARE, K.TRAINING, K.CARRIER),
    "paperwork": (K.SOFTWARE, K.TRAINING),
}
OF_WISHES = {
    "regular_carrier": (K.CARRIER,),
    "grouping": (K.CARRIER, K.PLATFORM, K.CO_DELIVERY),
    "co_delivery": (K.CO_DELIVERY,),
    "drop_point": (K.CARRIER, K.PARCEL, K.LOCKER),
    "shared_cold_room": (K.STORAGE,),
    "lockers": (K.LOCKER,),
    "platform": (K.PLATFORM,),
    "advice": (K.TRAINING, K.SOFTWARE),
}


def solutions_for(choices: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Of each choice, by its words, the address of the solutions that answer it."""
    kinds = OF_TROUBLES | OF_WISHES
    catalogue = reverse("carriers:list")
    return tuple(
        (label.capitalize(), f"{catalogue}?{urlencode([('kind', kind.value) for kind in kinds[code]])}")
        for code, label in choices
        if code in kinds
    )
