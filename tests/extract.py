"""Small OpenStreetMap extracts, written for the tests: roads drawn between places of invented courses."""

import itertools

import osmium
from osmium.osm.mutable import Node, Way

MENDE, FLORAC, BEND = (44.518, 3.5), (44.325, 3.594), (44.42, 3.75)
# A road of its own, that no other reaches.
ISLAND = (44.9, 3.9), (44.95, 4.0)
STEPS = 30


def write_extract(path, *roads, first_id=1, kmh=60, **tags):
    """Write roads, each a list of corners (latitude, longitude); a shared corner joins them."""
    tags = {"highway": "secondary", "maxspeed": str(kmh), **tags}
    writer = osmium.SimpleWriter(str(path), overwrite=True)
    numbers, ways = {}, []
    for corners in roads:
        points = [corners[0]]
        for (south, west), (north, east) in itertools.pairwise(corners):
            along = [step / STEPS for step in range(1, STEPS + 1)]
            points += [(south + (north - south) * part, west + (east - west) * part) for part in along]
        for point in points:
            if point not in numbers:
                numbers[point] = first_id + len(numbers)
                lat, lon = point
                writer.add_node(Node(id=numbers[point], location=(lon, lat), version=1))
        ways += [points[start : start + 11] for start in range(0, len(points) - 1, 10)]
    for number, points in enumerate(ways, start=first_id):
        nodes = [numbers[point] for point in points]
        writer.add_way(Way(id=number, version=1, nodes=nodes, tags=tags))
    writer.close()
    return path
