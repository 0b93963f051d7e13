"""Every link of every mail opens for whoever the mail was written to, and for nobody by mistake."""

import re
import uuid
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core import mail as django_mail
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from carriers.quotes import mails
from cost_calc.pricing.reference_files import load_reference_values
from needs_survey.applying import services as application
from needs_survey.campaign.reminders import remind as remind_advisors
from pat_logistics.actors import services as actors
from pat_logistics.mail import services
from pat_logistics.portal.moderation import confirmations
from pat_logistics.portal.moderation import services as moderation
from pat_logistics.portal.moderation.listings import CONFIRMABLE
from pat_logistics.webhooks import services as webhooks
from pat_logistics.webhooks.models import Stop
from producers import entries, personal
from producers.models import AdvisorEntry, Claim, Producer
from tests.factories.actors import ActorClaimFactory, ActorFactory
from tests.factories.everything import farm_with_everything
from tests.factories.moderation import ErrorReportFactory
from tests.factories.needs_survey import SHORT, SurveyResponseFactory, VisitFactory, answer
from tests.factories.producers import AdvisorEntryFactory, ProducerFactory
from tests.factories.webhooks import subscription_of

TEMPLATES = Path(settings.BASE_DIR, "templates")
LINK = re.compile(r"http://testserver[^\s)>]*")


def nobody(_world):
    """Somebody without an account."""
    return


def advisor(world):
    return world.advisor


def farmer(world):
    return world.farmer


def claimant(world):
    return Claim.objects.get().user


def quote(write):
    return lambda world: write(world.invitation)


def validate(world):
    draft = answer(SurveyResponseFactory(producer=world.unclaimed, author=world.advisor), **SHORT)
    return application.validate(response=draft, by=world.advisor, mark=application.mark_of(draft))


def validate_new(world):
    """The first diagnosis of a farm that the portal did not know."""
    identity = SHORT["identification"] | {"name": "Ferme neuve", "email": "neuve@exemple.fr"}
    draft = answer(SurveyResponseFactory(author=world.advisor), **SHORT | {"identification": identity})
    application.validate(response=draft, by=world.advisor, mark=application.mark_of(draft))


def undo(world):
    application.undo(response=validate(world), by=world.advisor)


def enter(world):
    entries.enter_profile(
        producer=ProducerFactory.build(commune=world.farm.commune, email="neuve@exemple.fr"),
        advisor=world.advisor,
        reason="Étude",
        source="phone",
    )


def remind_entry(world):
    AdvisorEntry.objects.filter(producer=world.unclaimed).update(entered_at=timezone.now() - timedelta(20))
    entries.remind_unclaimed()


def decide(world):
    entries.answer_claim(claim=Claim.objects.get(), by=world.advisor, accepted=True)


def correct(world):
    personal.tell_mistake(producer=world.unclaimed, parts=[], text="Le téléphone a changé.")


def visit(world):
    VisitFactory(
        producer=world.unclaimed,
        advisor=world.advisor,
        state="planned",
        planned_on=timezone.localdate() - timedelta(1),
    )
    remind_advisors(timezone.localdate())


def settle(world):
    report = ErrorReportFactory(producer=world.farm, email="lectrice@exemple.fr")
    moderation.close(report=report, user=world.advisor, state="done", answer="Corrigé")


def settle_offline(world):
    """The page was taken off before the report was answered."""
    report = ErrorReportFactory(producer=world.farm, email="lectrice@exemple.fr")
    Producer.objects.filter(pk=world.farm.pk).update(published_at=None)
    moderation.close(report=report, user=world.advisor, state="done", answer="Corrigé")


def confirm(world):
    confirmations._remind_of(CONFIRMABLE["producteur"], world.farm, timezone.localdate())


def contact(_world):
    message = {"subject": "question", "message": "Qui passe à Nasbinals ?", "email": "lectrice@exemple.fr"}
    Client().post(reverse("pages:contact"), message | {"form_key": uuid.uuid4()})


def post(name, email):
    def write(world):
        Client().post(reverse(name), {"email": email(world) if callable(email) else email})

    return write


def claim_actor(world):
    actors.ask_for(actor=ActorFactory(), user=world.farmer, message="C’est nous")


def answer_actor_claim(world):
    actors.answer_claim(claim=ActorClaimFactory(user=world.farmer), by=world.advisor, accepted=True)


def stop_webhook(world):
    webhooks.stop(subscription_of(world.farmer), why=Stop.GONE)


CASES = {
    "account/email/account_already_exists_message.txt": (
        post("account_signup", lambda world: world.farmer.email),
        nobody,
    ),
    "account/email/email_confirmation_message.txt": (post("account_signup", "neuf@exemple.fr"), nobody),
    "account/email/login_code_message.txt": (
        post("account_login", lambda world: world.farmer.email),
        nobody,
    ),
    "account/email/unknown_account_message.txt": (post("account_login", "inconnu@exemple.fr"), nobody),
    "actors/mail/claim.txt": (claim_actor, advisor),
    "actors/mail/claim_answered.txt": (answer_actor_claim, farmer),
    "moderation/mail/answer.txt": (settle, nobody),
    "moderation/mail/owner.txt": (settle, nobody),
    "moderation/mail/confirm.txt": (confirm, nobody),
    "needs_survey/mail/validated.txt": (validate, nobody),
    "needs_survey/mail/report.txt": (validate_new, nobody),
    "needs_survey/mail/undone.txt": (undo, nobody),
    "needs_survey/mail/visits.txt": (visit, advisor),
    "pages/mail/contact.txt": (contact, nobody),
    "producers/mail/claim.txt": (
        lambda world: entries.ask_for(producer=world.unclaimed, user=world.farmer, message="Moi"),
        advisor,
    ),
    "producers/mail/claim_answered.txt": (decide, claimant),
    "producers/mail/correction.txt": (correct, advisor),
    "producers/mail/entered.txt": (enter, nobody),
    "producers/mail/link.txt": (lambda world: personal.send_links(world.unclaimed.email), nobody),
    "producers/mail/refused.txt": (lambda world: entries.refuse_farm(producer=world.unclaimed), advisor),
    "producers/mail/reminder.txt": (remind_entry, nobody),
    "quotes/mail/accepted.txt": (quote(mails.accept), nobody),
    "quotes/mail/answered.txt": (lambda world: mails.tell_answer(world.invitation.answers.get()), farmer),
    "quotes/mail/ask.txt": (quote(mails.ask), nobody),
    "quotes/mail/cancelled.txt": (quote(mails.cancel), nobody),
    "quotes/mail/chosen.txt": (quote(mails.tell_chosen), nobody),
    "quotes/mail/deadline.txt": (lambda world: mails.tell_deadline(world.invitation.request), farmer),
    "quotes/mail/extended.txt": (quote(mails.extend), nobody),
    "quotes/mail/gone.txt": (quote(mails.withdraw), nobody),
    "quotes/mail/question.txt": (lambda world: mails.tell_question(world.invitation.messages.get()), farmer),
    "quotes/mail/reminder.txt": (quote(mails.remind), nobody),
    "quotes/mail/reply.txt": (lambda world: mails.reply(world.invitation.messages.get()), nobody),
    "quotes/mail/thanks.txt": (quote(mails.thank), nobody),
    "webhooks/mail/stopped.txt": (stop_webhook, farmer),
}


@pytest.fixture
def world(db):
    """A farm that has everything and an account, and one that an advisor entered and nobody keeps."""
    load_reference_values()
    made = farm_with_everything()
    unclaimed = ProducerFactory(commune=made.farm.commune, email="seule@exemple.fr")
    AdvisorEntryFactory(producer=unclaimed, email=unclaimed.email, entered_by=made.advisor)
    return SimpleNamespace(unclaimed=unclaimed, **vars(made))


@pytest.fixture
def written(monkeypatch):
    """Mails by the template they came from, each as (address, text)."""
    found = {}
    queue = services.OutgoingMail.objects.get_or_create
    render = services.get_template

    def remember(template):
        found["last"] = template
        return render(template)

    def note(*, key, defaults):
        found.setdefault(found["last"], []).append((defaults["to"], defaults["body"]))
        return queue(key=key, defaults=defaults)

    monkeypatch.setattr(services, "get_template", remember)
    monkeypatch.setattr(services.OutgoingMail.objects, "get_or_create", note)
    return found


def test_every_mail_of_the_portal_is_in_the_table():
    mails_of_apps = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.glob("*/mail/*.txt")
        if not path.name.startswith("_")
    }
    of_accounts = {str(path.relative_to(TEMPLATES)) for path in TEMPLATES.glob("account/email/*_message.txt")}
    assert set(CASES) == mails_of_apps | of_accounts - {"account/email/base_message.txt"}


def opened(body, reader):
    """What each link of a mail answers to who received it; sign-in pages count as closed doors."""
    client = Client()
    if reader:
        client.force_login(reader)
    for link in sorted(set(LINK.findall(body))):
        response = client.get(link.removeprefix("http://testserver").rstrip(".,;") or "/", follow=True)
        led_to = response.request["PATH_INFO"]
        at_the_door = led_to.startswith(reverse("account_login")) and reverse("account_login") not in link
        yield link, 401 if at_the_door else response.status_code


# Another way to the mail of the table, where its links might be others.
OTHER_WAYS = [
    ("moderation/mail/answer.txt", settle_offline, nobody),
    ("moderation/mail/owner.txt", settle_offline, farmer),
]


def test_every_link_of_every_mail_opens_for_its_addressee(world, written):
    closed = []
    cases = [(template, *case) for template, case in CASES.items()]
    for template, write, reader_of in cases + OTHER_WAYS:
        point = transaction.savepoint()
        written.clear()
        reader, seen = reader_of(world), len(django_mail.outbox)
        write(world)
        texts = written.pop(template, []) or [(m.to[0], m.body) for m in django_mail.outbox[seen:]]
        assert texts, f"{template}: nothing was written"
        for to, body in texts:
            assert reader is None or to == reader.email, template
            closed += [(template, *answer) for answer in opened(body, reader) if answer[1] != 200]
        transaction.savepoint_rollback(point)
    assert closed == []
