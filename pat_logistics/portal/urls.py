"""Addresses of the portal."""

from django.contrib import admin
from django.urls import include, path

from pat_logistics.portal.pages.health import healthz, readyz

handler500 = "pat_logistics.portal.pages.outage.crash"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("", include("pat_logistics.portal.pages.urls")),
    path("calculer/", include("cost_calc.calculator.urls")),
    path("producteurs/", include("producers.urls")),
    path("mon-espace/", include("producers.own_urls")),
    path("solutions/", include("carriers.urls")),
    path("qui-peut-aider/", include("pat_logistics.actors.urls")),
    path("guides/", include("pat_logistics.portal.guides.urls")),
    path("devis/", include("cost_calc.quoting.urls")),
    path("diagnostics/", include("cost_calc.diagnosis.urls")),
    path("diagnostics/", include("needs_survey.urls")),
    path("besoins/", include("needs_survey.needs.urls")),
    path("territoire/", include("needs_survey.needs.territory_urls")),
    path("", include("pat_logistics.portal.moderation.urls")),
    path("mon-espace/transporteur/", include("carriers.own_urls")),
    path("mon-espace/trajets/", include("carriers.rides_urls")),
    path("travaux/", include("pat_logistics.jobs.urls")),
    path("communes/", include("pat_logistics.territory.urls")),
    path("data/", include("pat_logistics.portal.open_data.urls")),
    path("compte/jetons/", include("pat_logistics.tokens.urls")),
    path("compte/webhooks/", include("pat_logistics.webhooks.urls")),
    path("compte/", include("pat_logistics.accounts.urls")),
    path("api/v1/", include("pat_logistics.portal.openapi.urls")),
    path("api/ogc/", include("pat_logistics.portal.open_data.ogc.urls")),
    path("admin/", admin.site.urls),
]
