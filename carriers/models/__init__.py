from carriers.models.answers import QuoteAnswer, QuoteBand, QuoteMessage, QuoteOptOut
from carriers.models.areas import ServiceArea, ServiceAreaQuerySet
from carriers.models.companies import Carrier, CarrierQuerySet
from carriers.models.quotes import QuoteInvitation, QuoteRequest, QuoteStop
from carriers.models.rides import Ride, RideQuerySet
from carriers.models.solutions import DROP_POINT_KM, DropPoint, Solution, SolutionQuerySet, candidates
from carriers.models.tariffs import TariffBand, TariffGrid, TariffGridQuerySet, TariffZone

__all__ = [
    "DROP_POINT_KM",
    "Carrier",
    "CarrierQuerySet",
    "DropPoint",
    "QuoteAnswer",
    "QuoteBand",
    "QuoteInvitation",
    "QuoteMessage",
    "QuoteOptOut",
    "QuoteRequest",
    "QuoteStop",
    "Ride",
    "RideQuerySet",
    "ServiceArea",
    "ServiceAreaQuerySet",
    "Solution",
    "SolutionQuerySet",
    "TariffBand",
    "TariffGrid",
    "TariffGridQuerySet",
    "TariffZone",
    "candidates",
]
