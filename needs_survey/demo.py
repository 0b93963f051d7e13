"""An example campaign on the example farms, so that a new portal shows how one goes.

The farms are invented and marked so; the campaign too. Its days are told from the day it is loaded.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from needs_survey.campaign.perms import advisors_of
from needs_survey.enums import VisitState
from needs_survey.models import Campaign, Visit
from pat_logistics.territory.models import HOME_DEPARTEMENT
from producers.models import Producer

NAME = "Premiers diagnostics"
LASTS = datetime.timedelta(days=60)
# State, days from today to the appointment, whether the example advisor has it, note; one farm each.
VISITS = (
    (VisitState.PLANNED, 3, True, "Après la traite du matin"),
    (VisitState.PLANNED, 10, True, ""),
    (VisitState.PLANNED, -2, True, "Reporté par téléphone, nouvelle date à prendre"),
    (VisitState.TO_CONTACT, None, True, ""),
    (VisitState.UNREACHABLE, None, True, "Deux messages laissés"),
    (VisitState.REFUSED, None, True, "Pas cette année"),
    (VisitState.TO_CONTACT, None, False, ""),
    (VisitState.TO_CONTACT, None, False, ""),
)


@transaction.atomic
def load_campaign() -> bool:
    """Add the example, once; whether it was added."""
    if Campaign.objects.filter(is_example=True).exists():
        return False
    today = timezone.localdate()
    advisor = advisors_of(HOME_DEPARTEMENT).filter(email__endswith=".example").first()
    campaign = Campaign.objects.create(
        name=NAME,
        departement=HOME_DEPARTEMENT,
        first_day=today,
        last_day=today + LASTS,
        organiser=advisor,
        is_example=True,
    )
    farms = Producer.objects.filter(is_example=True, commune__departement=HOME_DEPARTEMENT)
    Visit.objects.bulk_create(
        Visit(
            campaign=campaign,
            producer=farm,
            state=state,
            planned_on=None if days is None else today + datetime.timedelta(days),
            advisor=advisor if is_taken else None,
            note=note,
        )
        for farm, (state, days, is_taken, note) in zip(farms.order_by("slug"), VISITS, strict=False)
    )
    return True
