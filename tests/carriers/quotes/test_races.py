"""Two decisions at the same instant, on real connections."""

import threading

import pytest
from django.db import connections

from carriers.models import QuoteInvitation
from carriers.quotes import services
from tests.factories.quotes import QuoteInvitationFactory, QuoteRequestFactory


@pytest.mark.django_db(transaction=True)
def test_two_offers_chosen_at_the_same_instant_leave_one_chosen():
    quote = QuoteRequestFactory()
    offers = QuoteInvitationFactory.create_batch(2, request=quote, answered=True)
    together, refused = threading.Barrier(2), []

    def choose(invitation):
        together.wait()
        try:
            services.accept_offer(invitation=invitation, version=1)
        except services.QuoteError as error:
            refused.append(str(error))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=choose, args=[offer]) for offer in offers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == ["Vous avez déjà choisi une autre offre."]
    assert sorted(QuoteInvitation.objects.values_list("state", flat=True)) == ["accepted", "thanked"]
