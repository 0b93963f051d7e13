from django.urls import include, path

from needs_survey.views import application, entry

app_name = "survey"

urlpatterns = [
    path("", entry.index, name="index"),
    path("nouveau/", entry.begin, name="begin"),
    path("campagnes/", include("needs_survey.campaign.urls")),
    path("", include("needs_survey.exchange.urls")),
    path("<uuid:key>/", entry.check, name="check"),
    path("<uuid:key>/valider/", application.validate, name="validate"),
    path("<uuid:key>/rattacher/", application.attach, name="attach"),
    path("<uuid:key>/annuler/", application.undo, name="undo"),
    path("<uuid:key>/retirer/", application.withdraw, name="withdraw"),
    path("<uuid:key>/supprimer/", entry.discard, name="discard"),
    path("<uuid:key>/<slug:section>/", entry.section, name="section"),
]
