"""Links that open something, left out of what people read."""

import pytest
from django.core import signing
from django.utils.module_loading import import_string

from pat_logistics.settings import LOGGING
from pat_logistics.signed_links import without_links


def test_a_signed_link_that_is_refused_or_crashes_is_not_in_the_log_of_django(client, caplog):
    token = signing.dumps(12, salt="a")
    client.get(f"/quelque-part/{token}/")
    [record] = [record for record in caplog.records if record.name == "django.request"]
    line = dict(LOGGING["formatters"]["line"])
    said = import_string(line.pop("()"))(line.pop("format")).format(record)
    assert token in record.getMessage()
    assert said.endswith("WARNING django.request Not Found: /quelque-part/***/")


@pytest.mark.parametrize(
    "token",
    [
        signing.dumps({"pk": 12}, salt="a"),
        signing.dumps({"pk": 12}, salt="a").replace(":", "%3A"),
        signing.Signer(salt="b", sep=".").sign("12"),
    ],
    ids=["dated", "in an address", "without a date"],
)
def test_whoever_reads_a_line_cannot_open_what_it_names(token):
    assert without_links(f"GET /ferme/recue/{token}/ 200") == "GET /ferme/recue/***/ 200"


@pytest.mark.parametrize(
    "text", ["/static/js/map.0123456789ab.js", "48095", "a:" + "b" * 42, "a:" + "b" * 44]
)
def test_what_opens_nothing_is_left_as_it_is(text):
    assert without_links(text) == text
