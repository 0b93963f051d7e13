"""The pages where a diagnosis is entered."""

from django.urls import reverse

from tests.factories.needs_survey import SHORT, post_of


def url(response, section):
    return reverse("survey:section", args=[response.key, section])


def save(client, response, section, **more):
    response.refresh_from_db()
    revision = response.revisions.get(section, 0)
    return client.post(url(response, section), {"revision": revision, **more})


def fill(client, response):
    for section, answers in SHORT.items():
        save(client, response, section, **post_of(section, answers), **{f"{section}-seen": "1"})
    response.refresh_from_db()


def page(response):
    return response.content.decode().replace("\xa0", " ").replace("\u202f", " ")
