"""How many errors one caller may report."""

import pytest

from pat_logistics.portal.moderation.throttling import REPORTS_PER_HOUR
from tests.portal.moderation.samples import send

pytestmark = pytest.mark.django_db


def test_a_caller_who_reports_without_end_is_stopped_and_keeps_the_text(farm):
    for _ in range(REPORTS_PER_HOUR):
        assert send(farm).status_code == 302
    response = send(farm, text="Un texte à ne pas perdre")
    assert response.status_code == 429
    assert "Un texte à ne pas perdre" in response.content.decode()
    assert send(farm, address="192.0.2.2").status_code == 302


def test_without_a_proxy_a_caller_does_not_choose_his_address(farm):
    for number in range(REPORTS_PER_HOUR):
        send(farm, forwarded=f"198.51.100.{number}")
    assert send(farm, forwarded="198.51.100.99").status_code == 429


def test_behind_our_proxy_each_caller_is_counted_apart(farm, settings):
    settings.REST_FRAMEWORK = settings.REST_FRAMEWORK | {"NUM_PROXIES": 1}
    for _ in range(REPORTS_PER_HOUR):
        send(farm, forwarded="203.0.113.9, 198.51.100.1")
    assert send(farm, forwarded="203.0.113.9, 198.51.100.1").status_code == 429
    assert send(farm, forwarded="203.0.113.9, 198.51.100.2").status_code == 302


def test_one_network_of_the_new_internet_is_one_caller(farm):
    for number in range(REPORTS_PER_HOUR):
        send(farm, address=f"2001:db8::{number:x}")
    assert send(farm, address="2001:db8::ffff").status_code == 429
