"""Writes of pioneer groups, and the form that asks for one."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet

from needs_survey.models import PioneerGroup, PioneerMember
from pat_logistics.accounts.models import User
from pat_logistics.names import validate_name
from producers.models import Producer

# What a mail program takes from a link.
MOST_ADDRESSES = 30


class GroupForm(forms.Form):
    """The farms ticked, and the group they enter: a new one by its name, or one that exists."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    name = forms.CharField(
        label="Nom du nouveau groupe", max_length=120, required=False, validators=[validate_name]
    )
    group = forms.ModelChoiceField(
        PioneerGroup.objects.none(), label="Ou l’ajouter à un groupe", required=False, empty_label="—"
    )
    producers = forms.ModelMultipleChoiceField(
        Producer.objects.none(),
        label="Fermes",
        error_messages={
            "required": "Cochez au moins une ferme.",
            "invalid_choice": "Une des fermes cochées n’est plus d’accord, ou ne livre plus ici.",
            "invalid_pk_value": "Une des fermes cochées n’existe pas.",
        },
    )

    def __init__(
        self,
        data: Any = None,
        *,
        producers: "QuerySet[Producer]",
        groups: "QuerySet[PioneerGroup]",
        departement: str,
    ) -> None:
        super().__init__(data, initial={"key": uuid.uuid4()})
        fields: Any = self.fields
        fields["producers"].queryset = producers
        fields["group"].queryset = groups.filter(departement=departement)
        self.departement = departement

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        name, group = cleaned.get("name"), cleaned.get("group")
        if not name and not group and "name" not in self.errors and "group" not in self.errors:
            self.add_error(
                "name", ValidationError("Donnez un nom au groupe, ou choisissez-en un.", "missing")
            )
        if name and group:
            self.add_error(
                "group", ValidationError("Un nouveau groupe ou un groupe qui existe : un seul.", "two")
            )
        taken = PioneerGroup.objects.filter(departement=self.departement, name=name)
        if name and taken.exclude(key=cleaned.get("key") or uuid.uuid4()).exists():
            self.add_error("name", ValidationError("Un groupe du département porte déjà ce nom.", "taken"))
        return cleaned


@dataclass(frozen=True, slots=True)
class Letter:
    """A message ready to write: nobody reads who else receives it."""

    farms: int
    address: str


def letters(addresses: Iterable[str], *, subject: str) -> list[Letter]:
    """Messages to all who have an address, in lots: some programs refuse a longer list."""
    known = sorted(set(addresses) - {""})
    lots = [known[start : start + MOST_ADDRESSES] for start in range(0, len(known), MOST_ADDRESSES)]
    said = {"subject": subject, "body": DRAFT}
    return [
        Letter(len(lot), f"mailto:?{urlencode({'bcc': ','.join(lot), **said}, quote_via=quote)}")
        for lot in lots
    ]


DRAFT = (
    "Bonjour,\r\n\r\nVous avez accepté d’être recontacté au sujet de vos livraisons. D’autres fermes vont au "
    "même endroit que vous : une tournée à plusieurs pourrait coûter moins cher à chacun.\r\n\r\nSeriez-vous "
    "disponible pour en parler, et quels jours ?\r\n"
)


class TakenError(Exception):
    """Another group took the name meanwhile."""


def save_group(
    *,
    author: User,
    departement: str,
    key: uuid.UUID,
    name: str,
    group: PioneerGroup | None,
    producers: Iterable[Producer],
) -> PioneerGroup:
    """Put farms in a group, made for them unless there is one; the same form twice is one group."""
    try:
        with transaction.atomic():
            if group is None:
                group, _ = PioneerGroup.objects.get_or_create(
                    key=key, defaults={"name": name, "departement": departement, "created_by": author}
                )
            PioneerMember.objects.bulk_create(
                [PioneerMember(group=group, producer=producer) for producer in producers],
                ignore_conflicts=True,
            )
    except IntegrityError:
        raise TakenError from None
    return group


@transaction.atomic
def remove_members(*, members: Iterable[PioneerMember]) -> int:
    """Take farms out of a group; how many were."""
    _, by_model = PioneerMember.objects.filter(pk__in=[member.pk for member in members]).delete()
    return by_model.get(PioneerMember._meta.label, 0)


@transaction.atomic
def delete_group(*, group: PioneerGroup) -> None:
    """The farms and their diagnoses stay."""
    group.delete()
