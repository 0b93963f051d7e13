"""Admin without passwords, and without `leaflet.admin`: plain autodiscovery imports it, and it needs GDAL."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps
from django.contrib.admin.apps import SimpleAdminConfig


class PortalAdminConfig(SimpleAdminConfig):
    default_site = "pat_logistics.portal.pages.admin_site.PortalAdminSite"

    def ready(self):
        super().ready()
        for config in apps.get_app_configs():
            if config.name != "leaflet" and find_spec(f"{config.name}.admin"):
                import_module(f"{config.name}.admin")
        self._sign_in_by_code()

    def _sign_in_by_code(self):
        """Administrators go through the sign-in page of everyone: one door, one rate limit."""
        from allauth.account.decorators import secure_admin_login
        from django.contrib import admin

        admin.site.login = secure_admin_login(admin.site.login)
        admin.site.site_header = admin.site.site_title = "PAT Logistique"
