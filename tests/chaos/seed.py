"""`python -m tests.chaos.seed 100` inside a portal: who writes, and what; the story is told as JSON."""

import json
import sys

import django


def main(farms):
    """Give each of two times as many farms one who writes: half are asked a question, half ask for quotes."""
    django.setup()
    from django.db.models import Value
    from django.db.models.functions import Concat
    from django.test import Client
    from django.test.utils import setup_test_environment
    from django.urls import reverse

    from carriers import demo
    from carriers.models import Solution
    from carriers.quotes.links import token_of
    from needs_survey.models import Questionnaire
    from pat_logistics.accounts.models import Role
    from pat_logistics.territory.models import Commune
    from tests.factories.accounts import (
        MembershipFactory,
        OrganisationFactory,
        UserFactory,
        advisor_of_lozere,
    )
    from tests.factories.needs_survey import SurveyResponseFactory
    from tests.factories.producers import ProducerFactory
    from tests.factories.quotes import QuoteInvitationFactory, QuoteRequestFactory
    from tests.permissions.apps import QUESTION

    setup_test_environment()
    demo.load()
    # Few examples have an address: with one each, as many may be asked as there are solutions.
    Solution.objects.update(contact_email=Concat("slug", Value("@asked.example")))
    mende, town = Commune.objects.get(pk="48095"), Commune.objects.get(pk=QUESTION["destination"])
    advisor = advisor_of_lozere()

    def session_of(user):
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(user)
        return client, client.cookies["sessionid"].value

    def farm_of(user):
        own = MembershipFactory(user=user, organisation=OrganisationFactory(), role=Role.PRODUCER)
        return ProducerFactory(commune=mende, organisation=own.organisation, email=f"ferme-{user.email}")

    askers, questions, form = [], [], None
    # Nobody has many requests open at once, and nobody receives many in a day: one each, of each in turn.
    for number in range(farms):
        user = UserFactory()
        farm, (client, session) = farm_of(user), session_of(user)
        form = form or client.get(reverse("quotes:ask"), QUESTION).context["form"]
        asked = {name: form[name].value() for name in form.fields if form[name].value() is not None}
        one = form.matching.askable[number % len(form.matching.askable)]
        asked |= {"producer": farm.pk, "solutions": str(one.solution.pk)}
        askers.append({"session": session, "farm": farm.pk, "asked": asked})
    service = Solution.objects.order_by("pk").first()
    for _ in range(farms):
        user = UserFactory()
        request = QuoteRequestFactory(
            producer=farm_of(user), created_by=user, origin=mende, stop__commune=town
        )
        invitation = QuoteInvitationFactory(request=request, solution=service)
        questions.append({"pk": invitation.pk, "token": token_of(invitation)})
    owner = UserFactory()
    current = Questionnaire.objects.current()
    story = {
        "advisor": session_of(advisor)[1],
        "owner": session_of(owner)[1],
        "farm": farm_of(owner).pk,
        "question": QUESTION,
        "askers": askers,
        "questions": questions,
        "diagnoses": [
            str(SurveyResponseFactory(author=advisor, questionnaire=current).key) for _ in range(3)
        ],
    }
    sys.stdout.write(json.dumps(story, default=str))


if __name__ == "__main__":
    main(int(sys.argv[1]))
