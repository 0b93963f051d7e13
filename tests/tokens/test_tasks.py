import pytest
from django.utils import timezone

from pat_logistics.tokens.services import note_use
from pat_logistics.tokens.tasks import write_uses
from tests.factories.tokens import token_of


@pytest.mark.django_db
def test_the_clock_writes_down_which_served():
    token, _ = token_of()
    note_use(token)
    write_uses()
    token.refresh_from_db()
    assert token.last_used_on == timezone.localdate()
