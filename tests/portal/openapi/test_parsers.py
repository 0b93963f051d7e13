"""JSON is read strictly, and each fault is named with its place."""

import io

import pytest

from pat_logistics.portal.openapi.faults import BodyError
from pat_logistics.portal.openapi.parsers import MAX_BODY_BYTES, MAX_DEPTH, StrictJSONParser


def parse(text):
    body = text if isinstance(text, bytes) else text.encode()
    return StrictJSONParser().parse(io.BytesIO(body))


def faults(text):
    with pytest.raises(BodyError) as caught:
        parse(text)
    return [(fault.path, fault.code) for fault in caught.value.faults]


def test_ordinary_json_is_read_as_it_is():
    text = '{"a": [1, 2.5, -3e2, true, null, "é"], "b": {"c": {}}}'
    assert parse(text) == {"a": [1, 2.5, -300.0, True, None, "é"], "b": {"c": {}}}


def test_a_byte_order_mark_is_no_fault():
    assert parse(b'\xef\xbb\xbf{"a": 1}') == {"a": 1}


@pytest.mark.parametrize("literal", ["NaN", "Infinity", "-Infinity", "1e999", "9" * 400])
def test_a_number_that_is_not_finite_is_named_by_its_path(literal):
    assert faults(f'{{"shipment": {{"stops": [{{"kg": 1}}, {{"kg": {literal}}}]}}}}') == [
        (("shipment", "stops", 1, "kg"), "not_finite")
    ]


def test_a_number_of_thousands_of_digits_is_refused_without_being_computed():
    assert faults('{"a": %s}' % ("1" * 50_000)) == [(("a",), "not_finite")]


def test_a_long_integer_is_kept_close_enough_to_be_found_out_of_range():
    assert parse('{"a": 1%s}' % ("0" * 30)) == {"a": 1e30}


def test_a_field_given_twice_is_named():
    assert faults('{"mass_kg": 1, "x": {"y": 1, "y": 1}, "mass_kg": 2}') == [
        (("mass_kg",), "repeated_field"),
        (("x", "y"), "repeated_field"),
    ]


@pytest.mark.parametrize("text", [r"\u0000", r"Mende\u0000", r"\ud800", r"a\udfffb"])
def test_text_the_database_cannot_hold_is_named(text):
    assert faults(f'{{"origin": "{text}"}}') == [(("origin",), "invalid_text")]


def test_a_name_the_database_cannot_hold_is_refused():
    assert faults(r'{"a": {"\ud800": 1}}') == [(("a",), "invalid_text")]


def test_several_faults_are_told_at_once():
    assert len(faults('{"a": NaN, "b": [Infinity], "c": "\\u0000"}')) == 3


@pytest.mark.parametrize("depth", [MAX_DEPTH + 2, 500, 40_000])
def test_content_nested_too_deep_is_refused(depth):
    assert [code for _, code in faults("[" * depth + "]" * depth)] == ["too_deep"]


@pytest.mark.parametrize("text", ["{", "{'a': 1}", '{"a": 1,}', "a=1", "", " ", '{"a": 01}', '{"a": .5}'])
def test_what_is_not_json_is_refused_with_its_line(text):
    with pytest.raises(BodyError, match="ligne 1, colonne") as caught:
        parse(text)
    assert [fault.code for fault in caught.value.faults] == ["malformed_json"]


@pytest.mark.parametrize("body", [b'{"a": "\xe9"}', b"\xff\xfe{\x00}\x00", b'{"a": "\xed\xa0\x80"}'])
def test_bytes_that_are_not_utf8_are_refused(body):
    assert faults(body) == [((), "invalid_encoding")]


def test_a_body_of_the_largest_size_is_read_and_one_byte_more_is_refused():
    largest = '"' + "a" * (MAX_BODY_BYTES - 2) + '"'
    assert len(parse(largest)) == MAX_BODY_BYTES - 2
    assert faults(largest + " ") == [((), "body_too_large")]
