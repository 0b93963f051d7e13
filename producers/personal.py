"""The personal link of a farm: what the mails about it open, without an account.

One link for all that the portal noted at the producer's, whoever entered it: the answers, the consents, the
report, « corriger », « reprendre ma fiche ». It holds for one farm and the address it has now, for a stated
time; a corrected address or an erased farm ends it. It can be asked again at the address, and only there.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core import signing
from django.db.models import QuerySet
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from pat_logistics.accounts.models import Role, User
from pat_logistics.mail.services import queue_mail
from producers.models import AdvisorEntry, Producer

SALT = "producers.personal"
# Links of the mails sent before there was one kind: they lead where the others do, as long as they last.
ENTRY_SALT = "producers.entry"
LASTS = timedelta(days=60)
# Farms of one address that are written to at once: a family has two or three.
MOST_FARMS = 5


class ClosedLinkError(Exception):
    """A link of ours that opens nothing any more; `why` is "expired", "erased", "moved" or "claimed"."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Part:
    """What an app above adds to the personal page; `advisor` entered it."""

    template: str
    context: dict[str, Any] = field(default_factory=dict)
    advisor: User | None = None


# Each takes the farm and the token of its page.
PARTS: list[Callable[[Producer, str], Part | None]] = []


def parts_of(producer: Producer, token: str) -> list[Part]:
    return [part for make in PARTS if (part := make(producer, token))]


def _mark(email: str) -> str:
    return salted_hmac(SALT, email.lower(), algorithm="sha256").hexdigest()[:16]


def token_of(producer: Producer) -> str:
    return signing.dumps([producer.pk, _mark(producer.email)], salt=SALT)


def link_of(producer: Producer) -> str:
    return f"{settings.SITE_URL}{reverse('farm:received', args=[token_of(producer)])}"


def farm_of(token: str) -> Producer | None:
    """The farm a link opens; None for a forged one.

    Raises
    ------
    ClosedLinkError
        It is too old, the farm is erased or has another address now.
    """
    try:
        pk, mark = signing.loads(token, salt=SALT, max_age=LASTS)
    except signing.SignatureExpired:
        raise ClosedLinkError("expired") from None
    except signing.BadSignature:
        return _farm_of_entry(token)
    producer: Producer | None = Producer.objects.select_related("commune").filter(pk=pk).first()
    if producer is None:
        raise ClosedLinkError("erased")
    if not producer.email or not constant_time_compare(mark, _mark(producer.email)):
        raise ClosedLinkError("moved")
    return producer


def _farm_of_entry(token: str) -> Producer | None:
    try:
        pk, email = signing.loads(token, salt=ENTRY_SALT, max_age=LASTS)
    except signing.SignatureExpired:
        raise ClosedLinkError("expired") from None
    except (signing.BadSignature, TypeError):
        return None
    entries = AdvisorEntry.objects.select_related("producer__commune")
    entry: AdvisorEntry | None = entries.filter(pk=pk).first()
    if entry is None or entry.producer is None:
        raise ClosedLinkError("erased")
    if entry.producer.email.lower() != str(email).lower():
        raise ClosedLinkError("moved")
    return entry.producer


def send_links(email: str) -> None:
    """Write the links of the farms of this address, once an hour at most; nothing to an unknown one."""
    hour = timezone.now().strftime("%Y%m%d%H")
    for producer in Producer.objects.filter(email__iexact=email).order_by("pk")[:MOST_FARMS]:
        queue_mail(
            key=f"farm-link-{producer.pk}-{hour}",
            to=producer.email,
            subject="Votre lien personnel",
            template="producers/mail/link.txt",
            context={"producer": producer, "link": link_of(producer), "lasts_days": LASTS.days},
        )


def farms_carrying(user: User) -> QuerySet[Producer]:
    """Farms that nobody keeps, with an address that this account has proved to be its own."""
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    farms: QuerySet[Producer] = (
        Producer.objects.annotate(address_low=Lower("email"))
        .filter(organisation=None, address_low__in=[email.lower() for email in proved])
        .exclude(email="")
        .select_related("commune")
        .order_by("sort_key", "pk")
    )
    return farms


def advisors_for(producer: Producer, parts: list[Part]) -> list[User]:
    """Who is told of a mistake: whoever entered last and still follows the place, else all who follow it."""
    following = User.objects.filter(
        memberships__role=Role.ADVISOR,
        memberships__organisation__departements__contains=[producer.commune.departement],
        is_active=True,
    ).distinct()
    entry = AdvisorEntry.objects.filter(producer=producer).first()
    entered = [part.advisor for part in parts] + [entry.entered_by if entry else None]
    for advisor in filter(None, entered):
        if following.filter(pk=advisor.pk).exists():
            return [advisor]
    return list(following.order_by("pk"))


def tell_mistake(*, producer: Producer, parts: list[Part], text: str) -> bool:
    """Pass on what the producer says is wrong; False when no advisor follows the place."""
    advisors = advisors_for(producer, parts)
    digest = salted_hmac(SALT, text, algorithm="sha256").hexdigest()[:16]
    for advisor in advisors:
        queue_mail(
            key=f"farm-correction-{producer.pk}-{advisor.pk}-{digest}",
            to=advisor.email,
            subject=f"Une correction demandée par {producer.name}",
            template="producers/mail/correction.txt",
            context={
                "producer": producer,
                "text": text,
                "farm_link": settings.SITE_URL + reverse("farm:overview", args=[producer.pk]),
            },
            reply_to=producer.email,
        )
    return bool(advisors)
