"""Campaigns: for the advisors of the département and administrators; nobody else knows of them."""

from tests.factories.needs_survey import CampaignFactory, VisitFactory
from tests.permissions.rows import FORBIDDEN, NOT_FOUND, OK, REDIRECT, Row, everyone

SURVEYORS = everyone(FORBIDDEN) | {"visitor": REDIRECT, "advisor": OK, "administrator": OK}
REDIRECTED = SURVEYORS | {"advisor": REDIRECT, "administrator": REDIRECT}
ELSEWHERE = SURVEYORS | {"advisor": NOT_FOUND}


def campaign(_world):
    return [CampaignFactory().pk]


def elsewhere(_world):
    return [CampaignFactory(departement="34").pk]


def followed(world):
    return [VisitFactory(producer=world.producer).campaign_id]


def visit(world):
    row = VisitFactory(producer=world.producer)
    return [row.campaign_id, row.pk]


def of_another_farm(_world):
    """A farm of the campaign that has moved away since: its visit is not for the advisors of here."""
    row = VisitFactory(producer__commune__insee="34999", producer__commune__departement="34")
    return [row.campaign_id, row.pk]


ROWS = {
    "survey:campaigns": Row(SURVEYORS),
    "survey:campaign_create": [Row(SURVEYORS), Row(SURVEYORS, method="post", data={})],
    "survey:my_visits": Row(SURVEYORS),
    "survey:my_visits_csv": Row(SURVEYORS, is_page=False),
    "survey:campaign": [
        Row(SURVEYORS, args=followed),
        Row(ELSEWHERE, args=elsewhere),
        Row(SURVEYORS, args=campaign, method="post", data={}),
    ],
    "survey:campaign_edit": [
        Row(SURVEYORS, args=campaign),
        Row(ELSEWHERE, args=elsewhere),
        Row(SURVEYORS, args=campaign, method="post", data={}),
    ],
    "survey:campaign_delete": [
        Row(SURVEYORS, args=campaign),
        Row(REDIRECTED, args=campaign, method="post"),
        Row(ELSEWHERE | {"administrator": REDIRECT}, args=elsewhere, method="post"),
    ],
    "survey:campaign_add": [
        Row(SURVEYORS, args=campaign),
        Row(ELSEWHERE, args=elsewhere),
        Row(REDIRECTED, args=campaign, method="post", data={}),
    ],
    "survey:campaign_progress": [Row(SURVEYORS, args=followed), Row(ELSEWHERE, args=elsewhere)],
    "survey:visit": [
        Row(SURVEYORS, args=visit),
        Row(ELSEWHERE, args=of_another_farm),
        Row(SURVEYORS, args=visit, method="post", data={}),
    ],
    # An administrator has no visits of the own.
    "survey:visit_take": Row(REDIRECTED | {"administrator": FORBIDDEN}, args=visit, method="post"),
}
