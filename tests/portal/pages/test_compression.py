"""What is compressed on its way, and what compression must not change."""

import gzip
import io
import json

import brotli
import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from pat_logistics.portal.pages.compression import SHORTEST, Compression
from tests.factories.accounts import UserFactory
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
ASKS = {"accept-encoding": "gzip, deflate"}
ASKS_BROTLI = {"accept-encoding": "gzip, deflate, br, zstd"}


def test_a_page_comes_compressed_to_whoever_can_read_it(client):
    address = reverse("pages:legal")
    plain, packed = client.get(address), client.get(address, headers=ASKS)
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in packed["Vary"]
    assert len(packed.content) < len(plain.content) / 2
    assert gzip.decompress(packed.content).startswith(plain.content[:500])


def test_the_length_of_a_page_says_nothing_of_a_guess(client):
    lengths = {len(client.get(reverse("pages:legal"), headers=ASKS).content) for _ in range(12)}
    assert len(lengths) > 3


def test_data_of_the_api_keep_their_tag_and_are_not_sent_twice(client):
    address = "/api/v1/schema/"
    plain, packed = client.get(address), client.get(address, headers=ASKS)
    again = client.get(address, headers={**ASKS, "if-none-match": packed["ETag"]})
    assert packed["Content-Encoding"] == "gzip"
    assert packed["ETag"].removeprefix("W/") == plain["ETag"]
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(address, headers={"if-none-match": plain["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    "answer",
    [
        lambda: StreamingHttpResponse(iter([b"a;b\n"] * 500), content_type="text/csv"),
        lambda: HttpResponse(b"%PDF" * 500, content_type="application/pdf"),
        lambda: HttpResponse(b"PK" * 500, content_type="application/vnd.ms-excel"),
    ],
    ids=["rows as they are read", "a PDF", "a workbook"],
)
def test_what_flows_or_is_packed_already_goes_as_it_is(rf, answer):
    response = Compression(lambda _request: answer())(rf.get("/", headers=ASKS))
    assert "Content-Encoding" not in response


@pytest.mark.parametrize("kind", ["csv", "csv-fr", "jsonl", "geojson", "gpkg"])
def test_the_files_of_the_lists_are_compressed_as_the_database_hands_them_over(client, kind):
    ProducerFactory.create_batch(30, published=True)
    address = f"/api/v1/producers/?format={kind}"
    plain, packed = client.get(address).getvalue(), client.get(address, headers=ASKS)
    whole = packed.getvalue()
    assert packed["Content-Encoding"] == "gzip"
    assert len(whole) < len(plain) / 2
    assert len(gzip.decompress(whole)) == len(plain)


def test_a_parquet_file_is_compressed_already(client):
    ProducerFactory(published=True)
    assert "Content-Encoding" not in client.get("/api/v1/producers/?format=parquet", headers=ASKS)


def test_a_long_list_on_the_disk_is_compressed_as_it_leaves(rf):
    rows = b"Ferme du Vent;48095\r\n" * 10_000
    answer = FileResponse(io.BytesIO(rows), as_attachment=True, filename="a.csv", content_type="text/csv")
    response = Compression(lambda _request: answer)(rf.get("/", headers=ASKS))
    packed = response.getvalue()
    assert response["Content-Encoding"] == "gzip"
    assert "Content-Length" not in response
    assert gzip.decompress(packed) == rows


class TestBrotli:
    """Smaller still, for the data of the API alone, to whoever can read it."""

    def test_data_of_the_api_come_smaller_and_keep_their_tag(self, client):
        address = "/api/v1/schema/"
        plain, gzipped = client.get(address), client.get(address, headers=ASKS)
        packed = client.get(address, headers=ASKS_BROTLI)
        assert packed["Content-Encoding"] == "br"
        assert "Accept-Encoding" in packed["Vary"]
        assert packed["Content-Length"] == str(len(packed.content))
        assert len(packed.content) < len(gzipped.content)
        assert brotli.decompress(packed.content) == plain.content
        assert packed["ETag"] == f"W/{plain['ETag']}"
        again = client.get(address, headers={**ASKS_BROTLI, "if-none-match": packed["ETag"]})
        assert (again.status_code, again.content) == (304, b"")

    def test_a_list_comes_by_it_too(self, client):
        ProducerFactory.create_batch(30, published=True)
        packed = client.get("/api/v1/producers/", headers=ASKS_BROTLI)
        assert packed["Content-Encoding"] == "br"
        assert len(json.loads(brotli.decompress(packed.content))["results"]) == 30

    @pytest.mark.parametrize(
        ("asked", "coding"),
        [
            ("br", "br"), ("BR", "br"), ("gzip;q=1.0, br;q=0.5", "br"), ("br;q=0, gzip", "gzip"),
            ("br; q=0.000, gzip", "gzip"), ("gzip", "gzip"), ("brotli, gzip", "gzip"),
            ("identity", ""), ("", ""),
        ],
    )  # fmt: skip
    def test_it_comes_to_whoever_names_it_and_does_not_refuse_it(self, client, asked, coding):
        answer = client.get("/api/v1/schema/", headers={"accept-encoding": asked})
        assert answer.get("Content-Encoding", "") == coding

    def test_a_page_does_not(self, client):
        """Its length would tell of a guess: Django adds a random one to gzip alone."""
        assert client.get(reverse("pages:legal"), headers=ASKS_BROTLI)["Content-Encoding"] == "gzip"

    def test_what_a_session_reads_does_not(self, client):
        client.force_login(UserFactory())
        assert client.get("/api/v1/schema/", headers=ASKS_BROTLI)["Content-Encoding"] == "gzip"

    def test_a_file_does_not(self, client):
        ProducerFactory.create_batch(30, published=True)
        answer = client.get("/api/v1/producers/?format=jsonl", headers=ASKS_BROTLI)
        assert answer["Content-Encoding"] == "gzip"

    def test_a_short_answer_goes_as_it_is(self, client):
        answer = client.get("/api/v1/producers/?fields=id", headers=ASKS_BROTLI)
        assert len(answer.content) < SHORTEST
        assert "Content-Encoding" not in answer
