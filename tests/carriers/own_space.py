"""What the pages of a company are sent, and answer."""

from django.urls import reverse

SIRET = "73282932000074"
CREATE = reverse("company:create")


def as_typed(form):
    """What a browser would send back from a form as it was shown."""
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


def body(response):
    return response.content.decode()


def area(**changes):
    return {"role": "delivery", "scope": "departement", "departement": "34", "weekdays": ["2", "4"]} | changes


def service(**changes):
    return {
        "kind": "carrier",
        "name": "Tournée du mardi",
        "summary": "Mende vers Alès",
        "temperatures": ["chilled"],
        "source": "Déclaré",
        "source_date": "2026-11-01",
        "atp_attested": "unknown",
        "sanitary_approval": "unknown",
        "returns_empties": "unknown",
    } | changes


def add_service(client, company, **changes):
    return client.post(reverse("company:solution_add", args=[company.slug]), service(**changes))
