"""Addresses of quote requests: those who ask, and those who answer by a signed link."""

from django.urls import path

from cost_calc.quoting.views import answers, asking, following

app_name = "quotes"

urlpatterns = [
    path("", following.request_list, name="list"),
    path("demander/", asking.ask, name="ask"),
    path("demander/verifier/", asking.check, name="check"),
    path("demander/envoyer/", asking.send, name="send"),
    path("recues/", answers.received, name="received"),
    path("reponse/<str:token>/", answers.answer, name="answer"),
    path("reponse/<str:token>/refus/", answers.refuse, name="refuse"),
    path("reponse/<str:token>/question/", answers.ask_producer, name="question"),
    path("reponse/<str:token>/ne-plus-recevoir/", answers.stop_mails, name="stop_mails"),
    path("<int:pk>/", following.detail, name="detail"),
    path("<int:pk>/annuler/", following.cancel, name="cancel"),
    path("<int:pk>/prolonger/", following.extend, name="extend"),
    path("<int:pk>/choisir/<int:invitation_pk>/", following.accept, name="accept"),
    path("<int:pk>/repondre/<int:invitation_pk>/", following.reply, name="reply"),
    path("<int:pk>/renvoyer/<int:invitation_pk>/", following.resend, name="resend"),
]
