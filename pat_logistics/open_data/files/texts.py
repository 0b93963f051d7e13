"""JSON lines and GeoJSON: the database writes each row, what is around them is written here."""

import json
from collections.abc import Iterator

from pat_logistics.open_data.extracts import Extract


def json_lines(extract: Extract) -> Iterator[bytes]:
    """An object a line (https://jsonlines.org)."""
    for rows in extract.objects():
        yield ("\n".join(rows) + "\n").encode()


def feature_collection(extract: Extract) -> Iterator[bytes]:
    """GeoJSON (RFC 7946), with what the file says of itself after its features."""
    count, before = 0, '{"type":"FeatureCollection","features":[\n'
    for rows in extract.features():
        yield (before + ",\n".join(rows)).encode()
        count, before = count + len(rows), ",\n"
    head = "" if count else before
    about = json.dumps(extract.about(count), ensure_ascii=False)[1:]
    yield f'{head}\n],"numberReturned":{count},{about}'.encode()
