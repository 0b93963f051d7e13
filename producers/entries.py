"""Profiles that advisors enter for producers: telling them, and what they answer (RGPD, article 14).

The mail holds the personal link of the farm (see `personal`): whoever holds it may read what was entered,
take the profile over once signed in, or refuse it.
"""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from pat_logistics.accounts.models import Organisation, Role, User
from pat_logistics.accounts.perms import has_role, is_administrator
from pat_logistics.mail.models import OutgoingMail
from pat_logistics.mail.services import queue_mail
from producers import holdings
from producers.consent import CURRENT
from producers.enums import ErasedBy, PublicationGroup
from producers.models import AdvisorEntry, Claim, Producer
from producers.personal import LASTS, link_of
from producers.services import attach, choose_publication, create_farm

REMIND_AFTER = timedelta(days=14)
PENDING_CLAIMS = 3
CLAIM_SALT = "producers.claim"
KEY_LASTS = timedelta(days=1)
TAKEN = "Cette fiche a déjà été reprise ou supprimée."


def advising_organisation(user: User, departement: str) -> Organisation | None:
    """In whose name an advisor writes to the producers of a département."""
    return (
        Organisation.objects.filter(
            memberships__user=user, memberships__role=Role.ADVISOR, departements__contains=[departement]
        )
        .order_by("name", "pk")
        .first()
    )


@transaction.atomic
def enter_profile(
    *, producer: Producer, advisor: User, reason: str, source: str, publish: bool = False
) -> AdvisorEntry:
    """Save a profile for its producer, nobody's yet, and tell the producer when there is an address.

    `publish`: the producer agreed, to the present sentence.
    """
    create_farm(producer=producer, user=None)
    if publish:
        choose_publication(
            producer=producer, group=PublicationGroup.PROFILE, published=True, by=advisor, wording=CURRENT
        )
        producer.refresh_from_db(fields=["published_at"])
    departement = producer.commune.departement
    entry = AdvisorEntry.objects.create(
        producer=producer,
        departement=departement,
        entered_by=advisor,
        organisation=advising_organisation(advisor, departement),
        email=producer.email,
        reason=reason,
        source=source,
    )
    tell_entered(entry=entry)
    return entry


def tell_entered(*, entry: AdvisorEntry) -> bool:
    """Tell a producer of the profile; told twice is told once. False without an address: met, he was told."""
    if not entry.email:
        return False
    _tell(entry, template="producers/mail/entered.txt", key="told", subject="Une fiche créée pour vous")
    return True


@transaction.atomic
def follow_address(*, producer: Producer) -> bool:
    """The address of a profile nobody took over was corrected: tell the new one, and end the former link."""
    open_ones = AdvisorEntry.objects.open().select_for_update(of=("self",))
    entry = open_ones.filter(producer=producer).exclude(email=producer.email).first()
    if entry is None or not producer.email:
        return False
    entry.email = producer.email
    entry.save(update_fields=["email"])
    digest = salted_hmac("entries.told", entry.email, algorithm="sha256").hexdigest()[:16]
    _tell(
        entry,
        template="producers/mail/entered.txt",
        key=f"told-{digest}",
        subject="Une fiche créée pour vous",
    )
    return True


def told_by(found: Iterable[AdvisorEntry]) -> dict[int, OutgoingMail]:
    """The mail that tells each producer, by entry: whether it left is for the advisor to know."""
    keys = {f"entry-{entry.pk}-told": entry.pk for entry in found}
    return {keys[mail.key]: mail for mail in OutgoingMail.objects.filter(key__in=keys).order_by("pk")}


def _tell(entry: AdvisorEntry, *, template: str, key: str, subject: str) -> None:
    if entry.producer is None:  # erased meanwhile: there is nothing left to tell
        return
    advisor = entry.entered_by.email if entry.entered_by else ""
    queue_mail(
        key=f"entry-{entry.pk}-{key}",
        to=entry.email,
        subject=subject,
        template=template,
        context={
            "producer": entry.producer,
            "entry": entry,
            "advisor": advisor or "Un conseiller",
            "link": link_of(entry.producer),
            "lasts_days": LASTS.days,
            "contact_email": settings.CONTACT_EMAIL,
        },
        reply_to=advisor,
    )


def _locked(producer: Producer) -> tuple[Producer, AdvisorEntry | None]:
    """The farm, which nobody keeps, and the entry it comes from: that one first, as whoever erases does.

    Raises
    ------
    ValidationError
        It was already taken over or erased.
    """
    entry = AdvisorEntry.objects.select_for_update().filter(producer=producer.pk).first()
    farms = Producer.objects.select_for_update(of=("self",)).select_related("commune")
    now = farms.filter(pk=producer.pk, organisation=None).first()
    if now is None or (entry and entry.claimed_at):
        raise ValidationError(TAKEN)
    return now, entry


@transaction.atomic
def claim_farm(*, producer: Producer, user: User) -> Producer:
    """The producer takes the profile over: it is the user's from now on. Raises as `_locked`."""
    producer, entry = _locked(producer)
    attach(producer=producer, user=user)
    if entry:
        entry.claimed_at = timezone.now()
        entry.save(update_fields=["claimed_at"])
    return producer


@transaction.atomic
def refuse_farm(*, producer: Producer) -> bool:
    """The producer refuses the profile: all of it is erased at once. Raises as `_locked`.

    The advisor who entered it is told, without its name; False when nobody is left to tell.
    """
    producer, entry = _locked(producer)
    if entry:
        entry.refused_at = timezone.now()
        entry.save(update_fields=["refused_at"])
    commune = producer.commune
    holdings.erase(producer=producer, by=ErasedBy.REFUSAL)
    if entry is None or entry.entered_by is None:
        return False
    queue_mail(
        key=f"entry-{entry.pk}-refused",
        to=entry.entered_by.email,
        subject="Une fiche que vous aviez créée est refusée",
        template="producers/mail/refused.txt",
        context={"entry": entry, "commune": commune},
    )
    return True


def remind_unclaimed() -> int:
    """Write once more to the producers who have not answered after two weeks; says how many."""
    waiting = (
        AdvisorEntry.objects.open()
        .filter(reminded_at=None, producer__isnull=False, entered_at__lte=timezone.now() - REMIND_AFTER)
        .exclude(email="")
    )
    reminded = 0
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            entry = waiting.select_for_update(of=("self",)).filter(pk=pk).first()
            if entry is None:
                continue
            _tell(
                entry,
                template="producers/mail/reminder.txt",
                key="reminder",
                subject="Rappel : une fiche créée pour vous",
            )
            entry.reminded_at = timezone.now()
            entry.save(update_fields=["reminded_at"])
            reminded += 1
    return reminded


@transaction.atomic
def ask_for(*, producer: Producer, user: User, message: str) -> Claim:
    """Ask the advisors for the profile of one's farm. Asking twice is asking once.

    Raises
    ------
    ValidationError
        The user already waits for several answers.
    """
    User.objects.select_for_update().get(pk=user.pk)
    pending = Claim.objects.pending().filter(user=user)
    same: Claim | None = pending.filter(producer=producer).first()
    if same:
        return same
    if pending.count() >= PENDING_CLAIMS:
        raise ValidationError("Vous avez déjà plusieurs demandes en attente. Attendez une réponse.")
    claim = Claim.objects.create(producer=producer, user=user, message=message)
    departement = producer.commune.departement
    advisors = User.objects.filter(
        memberships__role=Role.ADVISOR,
        memberships__organisation__departements__contains=[departement],
        is_active=True,
    )
    for pk, email in advisors.distinct().order_by("pk").values_list("pk", "email"):
        subject = "Une demande de rattachement"
        _mail_claim(claim, to=email, key=f"asked-{pk}", subject=subject, name="claim")
    return claim


@transaction.atomic
def answer_claim(*, claim: Claim, by: User, accepted: bool) -> bool:
    """An advisor accepts or refuses; the person is told. A second answer changes nothing, and says so.

    Raises
    ------
    PermissionDenied
        The advisor is who asks: somebody else checks.
    """
    if by == claim.user:
        raise PermissionDenied
    waiting = Claim.objects.pending().select_for_update().filter(pk=claim.pk).first()
    if waiting is None:
        return False
    claim = waiting
    claim.accepted, claim.decided_at, claim.decided_by = accepted, timezone.now(), by
    claim.save()
    if accepted:
        attach(producer=claim.producer, user=claim.user)
        AdvisorEntry.objects.open().filter(producer=claim.producer).update(claimed_at=timezone.now())
    subject = "Votre demande est acceptée" if accepted else "Votre demande n’est pas acceptée"
    _mail_claim(claim, to=claim.user.email, key="answered", subject=subject, name="claim_answered")
    return True


def _mail_claim(claim: Claim, *, to: str, key: str, subject: str, name: str) -> None:
    context: dict[str, Any] = {
        "claim": claim,
        "producer": claim.producer,
        "claims_link": settings.SITE_URL + reverse("advising:claims"),
        "farm_link": settings.SITE_URL + reverse("farm:index"),
        "contact_email": settings.CONTACT_EMAIL,
    }
    queue_mail(
        key=f"claim-{claim.pk}-{key}",
        to=to,
        subject=subject,
        template=f"producers/mail/{name}.txt",
        context=context,
    )


def claim_key(producer: Producer, user: User) -> str:
    """Opens the request for a profile that this person may not see, after its name or SIRET was typed."""
    return signing.dumps([producer.pk, user.pk], salt=CLAIM_SALT)


def farm_of_key(key: str, user: User) -> Producer | None:
    """None for a key that is forged, too old or somebody else's."""
    try:
        pk, user_pk = signing.loads(key, salt=CLAIM_SALT, max_age=KEY_LASTS)
    except signing.BadSignature:
        return None
    return Producer.objects.select_related("commune").filter(pk=pk).first() if user_pk == user.pk else None


def departements_of(user: User) -> list[str] | None:
    """Départements whose producers the user may enter; None for all of them (administrator)."""
    if is_administrator(user):
        return None
    if not has_role(user, Role.ADVISOR):
        return []
    followed = Organisation.objects.filter(memberships__user=user, memberships__role=Role.ADVISOR)
    return sorted({code for codes in followed.values_list("departements", flat=True) for code in codes})
