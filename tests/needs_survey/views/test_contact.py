"""What an advisor signs with."""

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
CONTACT = reverse("survey:contact")


def test_the_name_and_the_telephone_are_kept_as_the_portal_writes_them(client, advisor):
    client.post(CONTACT, {"full_name": "Camille Exemple", "phone": "0466000000"})
    advisor.refresh_from_db()
    assert (advisor.full_name, advisor.phone) == ("Camille Exemple", "04 66 00 00 00")


def test_both_may_be_left_out_and_a_wrong_number_is_told_at_its_field(client, advisor):
    assert client.post(CONTACT, {"full_name": "", "phone": ""}).status_code == 302
    page = client.post(CONTACT, {"full_name": "Camille", "phone": "12"})
    assert list(page.context["form"].errors) == ["phone"]
