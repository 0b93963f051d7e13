from django.urls import path, re_path

from needs_survey.needs import public_views

app_name = "territory_page"

urlpatterns = [
    path("", public_views.territory, name="page"),
    re_path(
        r"^(?P<code>[a-z]+)\.(?P<kind>csv|xlsx|geojson|svg|png)$", public_views.territory_file, name="file"
    ),
]
