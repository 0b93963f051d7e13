"""The signature is that of Standard Webhooks, so that the libraries of others verify it."""

import datetime

import pytest

from pat_logistics.webhooks import signing

# Test vector of the reference libraries, https://github.com/standard-webhooks/standard-webhooks
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE, MOMENT = "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330
BODY = b'{"test": 2432232314}'
SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def test_the_published_vector_is_signed_as_published():
    assert signing.signature(SECRET, MESSAGE, MOMENT, BODY) == SIGNATURE


@pytest.mark.parametrize(
    ("message", "moment", "body"),
    [("msg_autre", MOMENT, BODY), (MESSAGE, MOMENT + 1, BODY), (MESSAGE, MOMENT, BODY + b" ")],
)
def test_each_part_is_signed(message, moment, body):
    assert signing.signature(SECRET, message, moment, body) != SIGNATURE


def test_the_headers_carry_a_signature_for_each_secret():
    now = datetime.datetime.fromtimestamp(MOMENT, datetime.UTC)
    other = signing.secret_of(signing.new_seed())
    assert signing.headers([SECRET, other], MESSAGE, now, BODY) == {
        "webhook-id": MESSAGE,
        "webhook-timestamp": str(MOMENT),
        "webhook-signature": f"{SIGNATURE} {signing.signature(other, MESSAGE, MOMENT, BODY)}",
    }


def test_a_secret_needs_both_what_is_stored_and_the_key_of_the_portal(settings):
    seed = signing.new_seed()
    secret = signing.secret_of(seed)
    assert secret == signing.secret_of(seed)
    assert secret != signing.secret_of(signing.new_seed())
    assert seed not in secret
    settings.SECRET_KEY = "another"
    assert secret != signing.secret_of(seed)


def test_a_seed_fits_its_column():
    assert len(signing.new_seed()) == 43
