from django.urls import include, path

from needs_survey.views import entry

app_name = "survey"

urlpatterns = [
    path("", entry.index, name="index"),
    path("nouveau/", entry.begin, name="begin"),
    path("campagnes/", include("needs_survey.campaign.urls")),
    path("", include("needs_survey.exchange.urls")),
    path("<uuid:key>/", entry.check, name="check"),
    path("<uuid:key>/valider/", entry.validate, name="validate"),
    path("<uuid:key>/supprimer/", entry.discard, name="discard"),
    path("<uuid:key>/<slug:section>/", entry.section, name="section"),
]
