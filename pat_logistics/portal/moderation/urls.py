from django.urls import path, register_converter

from pat_logistics.portal.moderation.listings import CONFIRMABLE, KINDS, Kind
from pat_logistics.portal.moderation.views import public, queue


class KindConverter:
    """A kind of listing in an address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> Kind:
        return KINDS[value]

    def to_url(self, value: Kind | str) -> str:
        return value if isinstance(value, str) else value.slug


class ConfirmableConverter(KindConverter):
    regex = "|".join(CONFIRMABLE)


register_converter(KindConverter, "listing")
register_converter(ConfirmableConverter, "confirmable")

app_name = "moderation"

urlpatterns = [
    path("signaler/<listing:kind>/<int:pk>/", public.report, name="report"),
    path("confirmer/lien/<str:token>/", public.confirm_link, name="confirm_link"),
    path("confirmer/<confirmable:kind>/<int:pk>/", public.confirm, name="confirm"),
    path("moderation/", queue.reports, name="queue"),
    path("moderation/a-confirmer/", queue.to_confirm, name="to_confirm"),
    path("moderation/a-publier/", queue.to_publish, name="to_publish"),
    path("moderation/a-publier/<listing:kind>/<int:pk>/", queue.publish, name="publish"),
    path("moderation/<int:pk>/", queue.detail, name="detail"),
    path("moderation/<int:pk>/prendre/", queue.take, name="take"),
    path("moderation/<int:pk>/repondre/", queue.answer, name="answer"),
]
