from django.contrib.sitemaps.views import index, sitemap
from django.urls import path, re_path
from django.views.decorators.http import require_safe

from pat_logistics.portal.pages import views
from pat_logistics.portal.pages.sitemaps import SITEMAPS

app_name = "pages"

INSEE = r"(?P<insee>(?:[0-9]{2}|2[AB])[0-9]{3})"

urlpatterns = [
    path("", views.home, name="home"),
    path("recherche/", views.search, name="search"),
    path("contact/", views.contact, name="contact"),
    path("conseillers/", views.advisors, name="advisors"),
    re_path(rf"^communes/{INSEE}-(?P<slug>[-a-z0-9]*)/$", views.commune, name="commune"),
    path("mon-espace/", views.workspace, name="workspace"),
    path("composants/", views.components, name="components"),
    path("jours-de-marche/", views.market_days_page, name="market_days"),
    path("ce-que-demandent-les-clients/", views.customers_page, name="customers"),
    path("mentions-legales/", views.legal, name="legal"),
    path("confidentialite/", views.privacy, name="privacy"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("credits/", views.credits_page, name="credits"),
    path("changements/", views.changes, name="changes"),
    path("plan-du-site/", views.site_map, name="site_map"),
    path("carte/departement.geojson", views.departement_outline, name="departement_outline"),
    path("portail.webmanifest", views.manifest, name="manifest"),
    path("robots.txt", views.robots, name="robots"),
    path(
        "sitemap.xml",
        require_safe(index),
        {"sitemaps": SITEMAPS, "sitemap_url_name": "pages:sitemap_part"},
        name="sitemap",
    ),
    path("sitemap-<slug:section>.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap_part"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("favicon.ico", views.favicon, name="favicon"),
]
