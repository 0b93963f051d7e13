"""What the pages of a campaign are sent."""

from django.urls import reverse

TYPED = {"name": "Hiver", "departement": "48", "first_day": "2026-11-01", "last_day": "2027-01-31"}


def found(client, campaign, **query):
    page = client.get(reverse("survey:campaign_add", args=[campaign.pk]), query).context["page"]
    return {producer.name for producer in page}


def add(client, campaign, query="", **data):
    return client.post(reverse("survey:campaign_add", args=[campaign.pk]) + query, data)


def address(visit):
    return reverse("survey:visit", args=[visit.campaign_id, visit.pk])


def save(client, visit, **typed):
    opened = client.get(address(visit)).context["form"]
    data = {"opened_on": opened["opened_on"].value(), "state": visit.state, "note": "", "advisor": ""}
    response = client.post(address(visit), data | typed)
    visit.refresh_from_db()
    return response
