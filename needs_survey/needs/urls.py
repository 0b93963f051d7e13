from django.urls import path, re_path

from needs_survey.needs import views

app_name = "needs"

urlpatterns = [
    path("", views.flows, name="flows"),
    path("<slug:code>/", views.view, name="view"),
    re_path(r"^(?P<code>[a-z]+)\.(?P<kind>csv|xlsx|geojson|svg|png)$", views.export, name="export"),
]
