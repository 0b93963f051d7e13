"""A farm, and a company, that have one of everything the portal may hold on them."""

from types import SimpleNamespace

from carriers.models import QuoteBand
from needs_survey.applying import services
from needs_survey.models import PioneerGroup, PioneerMember
from pat_logistics.accounts.models import Role
from producers import consent
from producers.enums import PublicationGroup
from producers.services import attach, choose_publication
from tests.factories.accounts import UserFactory, advisor_of_lozere
from tests.factories.carriers import (
    CarrierFactory,
    DropPointFactory,
    RideFactory,
    SolutionFactory,
    TariffZoneFactory,
)
from tests.factories.cost_calc import KeptResultFactory
from tests.factories.moderation import ErrorReportFactory
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, VisitFactory, answer
from tests.factories.producers import (
    AdvisorEntryFactory,
    ClaimFactory,
    FlowFactory,
    IntakeRowFactory,
    ProducerFactory,
    ProductLineFactory,
    StorageSiteFactory,
    VehicleFactory,
)
from tests.factories.quotes import QuoteAnswerFactory, QuoteInvitationFactory, QuoteMessageFactory
from tests.factories.territory import CommuneFactory

VERDICTS = ["Pas en dessous de 20 kg."]
TODAY = [{"label": "Votre fourgon", "eur": 36.5, "co2e_kg": 12.25}]


def farm_with_everything(email="ferme@exemple.fr"):
    """`farm`, its owner `farmer`, `advisor`, a validated `response`, an `invitation` to quote, a `group`."""
    mende, advisor, farmer = CommuneFactory(mende=True), advisor_of_lozere(), UserFactory(email=email)
    farm = ProducerFactory(name="Ferme du Vent", slug="ferme-du-vent", commune=mende, email=email)
    AdvisorEntryFactory(producer=farm, email=email, entered_by=advisor)
    attach(producer=farm, user=farmer)
    response = answer(SurveyResponseFactory(producer=farm, author=advisor), **SHORT)
    response = services.validate(response=response, by=advisor, mark=services.mark_of(response))
    line = ProductLineFactory(producer=farm)
    StorageSiteFactory(producer=farm)
    VehicleFactory(producer=farm)
    FlowFactory(producer=farm, product_line=line)
    choose_publication(
        producer=farm, group=PublicationGroup.PROFILE, published=True, by=farmer, wording=consent.CURRENT
    )
    invitation = QuoteInvitationFactory(
        request__producer=farm, request__created_by=farmer, request__today=TODAY, verdicts=VERDICTS
    )
    QuoteBand.objects.create(answer=QuoteAnswerFactory(invitation=invitation), min_kg=0, price_eur=30)
    QuoteMessageFactory(invitation=invitation)
    RideFactory(producer=farm)
    VisitFactory(producer=farm, advisor=advisor, note="Sonner fort")
    group = PioneerGroup.objects.create(name="Les pionniers", departement="48")
    PioneerMember.objects.create(group=group, producer=farm)
    KeptResultFactory(producer=farm, kept_by=farmer)
    ErrorReportFactory(producer=farm, email="voisin@exemple.fr")
    ClaimFactory(producer=farm)
    IntakeRowFactory(producer=farm)
    farm.refresh_from_db()
    return SimpleNamespace(
        farm=farm, farmer=farmer, advisor=advisor, response=response, invitation=invitation, group=group
    )


def company_with_everything():
    """`carrier`, `user` who keeps it, `grid` of one of its services."""
    user = UserFactory(role=Role.CARRIER)
    carrier = CarrierFactory(
        organisation=user.memberships.get().organisation, commune=CommuneFactory(mende=True)
    )
    solution = SolutionFactory(carrier=carrier, priced=True, from_mende_to_montpellier=True)
    DropPointFactory(solution=solution)
    grid = solution.grids.get()
    TariffZoneFactory(grid=grid)
    RideFactory(carrier=carrier, agreed=True)
    QuoteInvitationFactory(solution=solution, answered=True, questioned=True, verdicts=VERDICTS)
    return SimpleNamespace(carrier=carrier, user=user, solution=solution, grid=grid)
