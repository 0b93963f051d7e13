"""What waits for who has a farm or a company, said when signing in: a sentence and where it leads."""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone

from carriers import perms as carrier_perms
from carriers.enums import InvitationState, QuoteState
from carriers.models import Carrier, QuoteInvitation, QuoteRequest, Ride, Solution
from needs_survey.enums import ResponseState, VisitState
from needs_survey.models import SurveyResponse, Visit
from pat_logistics.accounts.models import User
from pat_logistics.formats import french_day
from producers.freshness import stale
from producers.models import Producer

# A report is said to be ready this long; later it is in its list, as the others.
REPORT_IS_NEW = datetime.timedelta(days=60)
# Of each kind; the page of each lists the rest.
MOST = 10


@dataclass(frozen=True, slots=True)
class OwnWaiting:
    text: str
    url: str


def for_farms(farms: Iterable[Producer], user: User) -> list[OwnWaiting]:
    """Offers and questions received, visits, reports, drafts, rides, profiles to confirm."""
    farms = list(farms)
    return [one for kind in _FARM for one in kind(farms, user)] if farms else []


def for_companies(user: User) -> list[OwnWaiting]:
    """Quotes to answer, rides, services to confirm or not published yet; nothing for who has no company."""
    carriers = list(Carrier.objects.filter(carrier_perms.owned_by(user)))
    return [one for kind in _COMPANY for one in kind(carriers, user)] if carriers else []


def several(count: int, one: str, many: str) -> str:
    """« une offre reçue », « 3 offres reçues »."""
    return one if count == 1 else f"{count}\u00a0{many}"


def _quotes(farms: list[Producer], _user: User) -> Iterator[OwnWaiting]:
    gave, asked = (
        Q(invitations__state=state) for state in (InvitationState.ANSWERED, InvitationState.QUESTION)
    )
    requests = (
        QuoteRequest.objects.filter(producer__in=farms, state__in=(QuoteState.OPEN, QuoteState.CLOSED))
        .annotate(gave=Count("invitations", filter=gave), asked=Count("invitations", filter=asked))
        .filter(Q(gave__gt=0) | Q(asked__gt=0))
        .with_places()
        .order_by("-created_at", "-pk")
    )
    for request in requests[:MOST]:
        told = [several(request.gave, "Une offre reçue", "offres reçues")] if request.gave else []
        told += [several(request.asked, "une question", "questions posées")] if request.asked else []
        sentence = " et ".join(told)
        yield OwnWaiting(
            f"{sentence[:1].upper()}{sentence[1:]}\u00a0: votre demande vers {request.destination_names}.",
            request.get_absolute_url(),
        )


def _visits(farms: list[Producer], _user: User) -> Iterator[OwnWaiting]:
    planned = Visit.objects.filter(
        producer__in=farms, state=VisitState.PLANNED, planned_on__gte=timezone.localdate()
    ).select_related("producer")
    for visit in planned.order_by("planned_on", "pk")[:MOST]:
        yield OwnWaiting(
            f"Un conseiller vient à {visit.producer.name} le {french_day(visit.planned_on)}.",
            reverse("farm:overview", args=[visit.producer_id]),
        )


def _reports(farms: list[Producer], _user: User) -> Iterator[OwnWaiting]:
    ready = SurveyResponse.objects.validated().filter(
        producer__in=farms, validated_at__gte=timezone.now() - REPORT_IS_NEW
    )
    for response in ready.select_related("producer").order_by("-validated_at", "pk")[:MOST]:
        day = french_day(timezone.localdate(response.validated_at))
        yield OwnWaiting(
            f"Le bilan de {response.producer.name} est prêt, depuis le {day}.",
            reverse("diagnosis:page", args=[response.key]),
        )


def _drafts(farms: list[Producer], user: User) -> Iterator[OwnWaiting]:
    names = {farm.pk: farm.name for farm in farms}
    drafts = SurveyResponse.objects.filter(producer__in=farms, author=user, state=ResponseState.DRAFT)
    for response in drafts.order_by("pk")[:MOST]:
        yield OwnWaiting(
            f"Un diagnostic de {names.get(response.producer_id or 0, '')} n’est pas fini.",
            response.get_absolute_url(),
        )


def _unpublished(farms: list[Producer], _user: User) -> Iterator[OwnWaiting]:
    for farm in farms[:MOST]:
        if farm.published_at is None:
            yield OwnWaiting(
                f"La fiche de {farm.name} est un brouillon\u00a0: personne ne la voit.",
                reverse("farm:publication", args=[farm.pk]),
            )


def _farm_rides(farms: list[Producer], _user: User) -> Iterator[OwnWaiting]:
    rides = Ride.objects.waiting_for_producer().filter(producer__in=farms).with_parties()
    for ride in rides.order_by("pk")[:MOST]:
        yield OwnWaiting(
            f"{ride.carrier.name} propose de se montrer avec {ride.producer.name}.",
            reverse("rides:side", args=["producer", ride.producer_id]),
        )


def _farms_to_confirm(farms: list[Producer], _user: User) -> Iterator[OwnWaiting]:
    old = Producer.objects.filter(stale(), pk__in=[farm.pk for farm in farms])
    for farm in old.order_by("sort_key", "pk")[:MOST]:
        yield OwnWaiting(
            f"Tout est-il encore juste sur la fiche de {farm.name}\u00a0?", farm.get_absolute_url()
        )


def _to_answer(_carriers: list[Carrier], user: User) -> Iterator[OwnWaiting]:
    waiting = QuoteInvitation.objects.received_by(user).waiting().filter(request__state=QuoteState.OPEN)
    if count := waiting.count():
        said = several(count, "Une demande de devis attend", "demandes de devis attendent")
        yield OwnWaiting(f"{said} votre réponse.", reverse("quotes:received"))


def _carrier_rides(carriers: list[Carrier], _user: User) -> Iterator[OwnWaiting]:
    rides = Ride.objects.waiting_for_carrier().filter(carrier__in=carriers).with_parties()
    for ride in rides.order_by("pk")[:MOST]:
        yield OwnWaiting(
            f"{ride.producer.name} propose de se montrer avec {ride.carrier.name}.",
            reverse("rides:side", args=["carrier", ride.carrier_id]),
        )


def _services(carriers: list[Carrier], _user: User) -> Iterator[OwnWaiting]:
    services: Any = Solution.objects.filter(carrier__in=carriers).order_by("name", "pk")
    for solution in services.filter(stale())[:MOST]:
        yield OwnWaiting(f"Tout est-il encore juste pour {solution.name}\u00a0?", solution.get_absolute_url())
    for solution in services.filter(published_at=None)[:MOST]:
        yield OwnWaiting(
            f"{solution.name} est un brouillon\u00a0: personne ne le voit.",
            reverse("company:solution", args=[solution.slug]),
        )


_FARM = (_quotes, _visits, _reports, _drafts, _farm_rides, _farms_to_confirm, _unpublished)
_COMPANY = (_to_answer, _carrier_rides, _services)
