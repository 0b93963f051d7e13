"""What the pages of one's own farm share."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from producers import perms
from producers.entries import claim_key
from producers.models import Producer
from producers.sections import SECTIONS


def managed_farm(request, pk):
    """A farm the user may edit. Another's is not found, as if it did not exist."""
    return get_object_or_404(
        Producer.objects.managed_by(request.user).select_related("commune", "organisation"), pk=pk
    )


def farm_page(request, producer, here, template, **context):
    """A page of the farm, with its tabs (`here` is the current one) and what this user may do."""
    pages = [
        ("overview", "Aperçu", reverse("farm:overview", args=[producer.pk])),
        ("profile", "Fiche", reverse("farm:profile", args=[producer.pk])),
        *(
            (section.slug, section.title, reverse("farm:rows", args=[producer.pk, section.slug]))
            for section in SECTIONS.values()
        ),
        ("publication", "Publication", reverse("farm:publication", args=[producer.pk])),
        ("history", "Historique", reverse("farm:history", args=[producer.pk])),
        ("data", "Mes données", reverse("farm:data", args=[producer.pk])),
    ]
    every_page = {
        "producer": producer,
        "farm_name": producer.name,
        "tabs": [{"url": url, "label": label, "current": slug == here} for slug, label, url in pages],
        "is_own": perms.may_publish(request.user, producer),
        "may_erase": perms.may_erase(request.user, producer),
    }
    return render(request, f"producers/own/{template}", every_page | context)


def known(form, user):
    """The profiles a new one may be the double of, with what this user may read and edit of each."""
    found = [form.twin] if form.twin else form.alike
    ids = [producer.pk for producer in found]
    visible = set(Producer.objects.visible_to(user).filter(pk__in=ids).values_list("pk", flat=True))
    managed = set(Producer.objects.managed_by(user).filter(pk__in=ids).values_list("pk", flat=True))
    return [
        {
            "producer": producer,
            "visible": producer.pk in visible,
            "managed": producer.pk in managed,
            "claim_url": reverse("farm:claim", args=[producer.pk])
            if producer.pk in visible
            else reverse("farm:claim_hidden", args=[claim_key(producer, user)]),
        }
        for producer in found
    ]
