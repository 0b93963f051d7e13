from carriers.models.answers import QuoteAnswer, QuoteBand, QuoteMessage, QuoteOptOut, QuoteSent
from carriers.models.areas import ServiceArea, ServiceAreaQuerySet
from carriers.models.companies import Carrier, CarrierQuerySet
from carriers.models.loading import ready_to_price
from carriers.models.places import DROP_POINT_KM, DropPoint
from carriers.models.quotes import QuoteInvitation, QuoteRequest, QuoteStop
from carriers.models.returns import QuoteMiss, SolutionViews
from carriers.models.rides import Ride, RideQuerySet
from carriers.models.serving import Delivery, Miss, Seen, Serving
from carriers.models.solutions import MAX_FITTING, Solution, SolutionQuerySet, candidates
from carriers.models.tariffs import TariffBand, TariffGrid, TariffGridQuerySet, TariffZone

__all__ = [
    "DROP_POINT_KM",
    "MAX_FITTING",
    "Carrier",
    "CarrierQuerySet",
    "Delivery",
    "DropPoint",
    "Miss",
    "QuoteAnswer",
    "QuoteBand",
    "QuoteInvitation",
    "QuoteMessage",
    "QuoteMiss",
    "QuoteOptOut",
    "QuoteRequest",
    "QuoteSent",
    "QuoteStop",
    "Ride",
    "RideQuerySet",
    "Seen",
    "ServiceArea",
    "ServiceAreaQuerySet",
    "Serving",
    "Solution",
    "SolutionQuerySet",
    "SolutionViews",
    "TariffBand",
    "TariffGrid",
    "TariffGridQuerySet",
    "TariffZone",
    "candidates",
    "ready_to_price",
]
