"""Addresses of quote requests: those who ask, and those who answer by a signed link."""

from django.urls import path

from carriers.views import answers
from cost_calc import views_asking, views_quotes

app_name = "quotes"

urlpatterns = [
    path("", views_quotes.request_list, name="list"),
    path("demander/", views_asking.ask, name="ask"),
    path("demander/verifier/", views_asking.check, name="check"),
    path("demander/envoyer/", views_asking.send, name="send"),
    path("recues/", answers.received, name="received"),
    path("reponse/<str:token>/", answers.answer, name="answer"),
    path("reponse/<str:token>/refus/", answers.refuse, name="refuse"),
    path("reponse/<str:token>/question/", answers.ask_producer, name="question"),
    path("reponse/<str:token>/ne-plus-recevoir/", answers.stop_mails, name="stop_mails"),
    path("<int:pk>/", views_quotes.detail, name="detail"),
    path("<int:pk>/annuler/", views_quotes.cancel, name="cancel"),
    path("<int:pk>/prolonger/", views_quotes.extend, name="extend"),
    path("<int:pk>/choisir/<int:invitation_pk>/", views_quotes.accept, name="accept"),
    path("<int:pk>/repondre/<int:invitation_pk>/", views_quotes.reply, name="reply"),
    path("<int:pk>/renvoyer/<int:invitation_pk>/", views_quotes.resend, name="resend"),
]
