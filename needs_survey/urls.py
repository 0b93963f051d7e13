from django.urls import include, path

from needs_survey.views import application, contact, entry, offline, received

app_name = "survey"

urlpatterns = [
    path("", entry.index, name="index"),
    path("nouveau/", entry.begin, name="begin"),
    path("coordonnees/", contact.contact, name="contact"),
    path("campagnes/", include("needs_survey.campaign.urls")),
    path("", include("needs_survey.exchange.urls")),
    path("hors-ligne/", offline.app, name="offline"),
    path("hors-ligne/questionnaire/<int:version>/<slug:length>/", offline.form, name="offline_form"),
    path("hors-ligne/application.webmanifest", offline.manifest, name="offline_manifest"),
    path("hors-ligne/fermes/", offline.farms, name="offline_farms"),
    path("hors-ligne/session/", offline.session, name="offline_session"),
    path("hors-ligne/envoi/", offline.receive, name="offline_send"),
    # Where it stands, it may keep everything under /diagnostics/.
    path("worker.js", offline.worker, name="offline_worker"),
    path("recue/<str:token>/<uuid:key>/retirer/", received.withdraw, name="received_withdraw"),
    path("<uuid:key>/", entry.check, name="check"),
    path("<uuid:key>/valider/", application.validate, name="validate"),
    path("<uuid:key>/decider/", application.decide, name="decide"),
    path("<uuid:key>/rattacher/", application.attach, name="attach"),
    path("<uuid:key>/annuler/", application.undo, name="undo"),
    path("<uuid:key>/retirer/", application.withdraw, name="withdraw"),
    path("<uuid:key>/supprimer/", entry.discard, name="discard"),
    path("<uuid:key>/brouillon.json", offline.draft, name="offline_draft"),
    path("<uuid:key>/<slug:section>/", entry.section, name="section"),
]
