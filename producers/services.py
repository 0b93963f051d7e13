"""Writes on a farm: each in one transaction, each with its invariants kept."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from pat_logistics.accounts.models import Membership, Organisation, Role, User
from pat_logistics.history import events_of
from pat_logistics.slugs import free_slug
from producers import consent
from producers.enums import PublicationGroup
from producers.models import Producer, PublicationChoice

SLUG_LENGTH = 100
# A second identical row this soon after the first is a button pressed twice.
DOUBLE_CLICK = timedelta(minutes=1)


@contextmanager
def one_creation_at_a_time() -> Iterator[None]:
    """A farm entered twice at the same moment is looked for, the second time, among those that exist."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('producers.create_farm'))")
        yield


@transaction.atomic
def create_farm(*, producer: Producer, user: User | None) -> Producer:
    """Save a new profile, unpublished; with a user, the farm and its organisation are that person's."""
    producer.slug = free_slug(Producer, producer.name, longest=SLUG_LENGTH, unnamed="producteur")
    producer.save()
    if user:
        attach(producer=producer, user=user)
    return producer


@transaction.atomic
def attach(*, producer: Producer, user: User) -> None:
    """Make the user one of those who keep this farm's profile."""
    # Two who become its first keepers at the same moment share one organisation.
    producer.organisation = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk).organisation
    if producer.organisation is None:
        producer.organisation = Organisation.objects.create(name=producer.name)
        producer.save(update_fields=["organisation", "updated_at"])
    Membership.objects.get_or_create(
        user=user, organisation=producer.organisation, defaults={"role": Role.PRODUCER}
    )


@transaction.atomic
def save_profile(*, producer: Producer, name_before: str) -> None:
    """Save the profile; the organisation of the farm follows its name."""
    producer.save()
    Organisation.objects.filter(producer=producer, name=name_before).update(name=producer.name)


@transaction.atomic
def save_row(*, row: Any) -> bool:
    """Save a line, a site, a vehicle or a flow. False when a double click had already added it."""
    Producer.objects.select_for_update().get(pk=row.producer_id)
    if row.pk is None and _just_added(row):
        return False
    row.save()
    _touch(row.producer_id)
    return True


def _just_added(row: Any) -> bool:
    noted = {field.attname for field in events_of(type(row)).model._meta.fields}
    same = {
        field.attname: getattr(row, field.attname)
        for field in row._meta.local_fields
        if field.attname in noted and not field.primary_key
    }
    since = timezone.now() - DOUBLE_CLICK
    recent = events_of(type(row)).filter(pgh_label="insert", pgh_created_at__gte=since, **same)
    return bool(type(row)._base_manager.filter(pk__in=recent.values("pgh_obj_id")).exists())


@transaction.atomic
def delete_row(*, row: Model) -> None:
    """Delete a line, a site, a vehicle or a flow."""
    producer_id = row.producer_id  # type: ignore[attr-defined]
    row.delete()
    _touch(producer_id)


def _touch(producer_id: int) -> None:
    Producer.objects.filter(pk=producer_id).update(updated_at=timezone.now())


@transaction.atomic
def choose_publication(
    *, producer: Producer, group: PublicationGroup, published: bool, by: User | None, wording: str
) -> None:
    """Publish a group or withdraw it: the column rules what is shown, the ledger keeps the choice.

    Withdrawing the profile withdraws every group, so that nothing comes back unasked the day it is published
    again. Choosing what is already so changes nothing.

    Raises
    ------
    ValidationError
        The sentence agreed to is not the present one, or the profile is to be published first.
    """
    producer = Producer.objects.select_for_update().get(pk=producer.pk)
    if published and wording != consent.CURRENT:
        raise ValidationError("Le texte a changé depuis que vous avez ouvert la page : relisez-le.")
    if published and group != PublicationGroup.PROFILE and not producer.published_at:
        raise ValidationError("Publiez d’abord la fiche : cette rubrique s’affiche dessus.")
    groups = list(PublicationGroup) if group == PublicationGroup.PROFILE and not published else [group]
    now, chosen = timezone.now(), []
    for each in groups:
        column = publication_column(each)
        if bool(getattr(producer, column)) != published:
            setattr(producer, column, now if published else None)
            chosen.append(each)
    producer.save(update_fields=[*map(publication_column, chosen), "updated_at"])
    PublicationChoice.objects.bulk_create(
        PublicationChoice(producer=producer, group=each, published=published, wording=wording, decided_by=by)
        for each in chosen
    )


def publication_column(group: PublicationGroup) -> str:
    """Column of `Producer` that holds since when a group is published."""
    return "published_at" if group == PublicationGroup.PROFILE else f"{group}_published_at"
