"""What is compressed on its way, and what compression must not change."""

import gzip
import io

import pytest
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.urls import reverse

from pat_logistics.portal.pages.compression import Compression
from tests.factories.producers import ProducerFactory

pytestmark = pytest.mark.django_db
ASKS = {"accept-encoding": "gzip, deflate, br"}


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
