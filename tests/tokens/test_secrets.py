import pytest

from pat_logistics.tokens.secrets import SHAPE, digest_of, is_whole, new_secret


def test_a_new_one_is_whole_and_like_no_other():
    drawn = {new_secret() for _ in range(200)}
    assert len(drawn) == 200
    assert all(SHAPE.fullmatch(secret) and is_whole(secret) for secret in drawn)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: text[:-1],
        lambda text: text + "0",
        lambda text: text.swapcase(),
        lambda text: text[:9] + ("0" if text[9] != "0" else "1") + text[10:],
        lambda text: text.replace("pat_", "bat_"),
        lambda text: text[:-1] + "é",
    ],
)
def test_one_that_was_cut_or_mistyped_is_not(spoil):
    assert not is_whole(spoil(new_secret()))


def test_the_digest_does_not_tell_the_text():
    secret = new_secret()
    assert len(digest_of(secret)) == 64
    assert secret[4:] not in digest_of(secret)
