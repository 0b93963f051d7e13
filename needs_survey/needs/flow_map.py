"""The map of the flows as a drawing that needs no background map: outlines, lines that taper, names."""

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from needs_survey.needs.figures import Figure, Line, Table
from needs_survey.needs.places import Position, positions_of
from pat_logistics import territory

# Lines drawn, the greatest; the list has more of them.
MOST_LINES = 40
WIDTH, MARGIN, TALLEST = 720, 56, 900
WIDEST, THINNEST, BIGGEST_RING = 22.0, 2.5, 30.0
# The tip of a line, as a share of where it begins; how far it bends beside the straight way.
TIP, BEND, STEPS = 0.12, 0.14, 14
# Narrower than this, the pale edge of a line would hide where it arrives.
SHARPEST = 2.0
LETTER, LINE_HEIGHT, MOST_LETTERS = 11.0, 25, 18
MOST_NAMES = 16
# How far a name may stand, with a line to its place.
FAR = (26, 48, 74, 104)
# Under the drawing: three widths, or the words alone.
LEGEND_HEIGHT, WORDS_HEIGHT = 132, 44
# Beyond the outline by this share of its size, a place is drawn at the edge.
BEYOND = 0.32

Point = tuple[float, float]
# Left, top, right, bottom.
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A flow between two places: wide where it leaves, thin where it arrives."""

    title: str
    path: str
    url: str = ""
    comes_in: bool = False


@dataclass(frozen=True, slots=True)
class Ring:
    """What is delivered where it is made."""

    title: str
    x: float
    y: float
    radius: float
    url: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """A place by its name, on one line or two."""

    x: float
    y: float
    anchor: str
    words: list[str]
    # From the place to the name, when it stands away from it.
    leader: Box | None = None


@dataclass(frozen=True, slots=True)
class Scale:
    """One width of the legend."""

    figure: Figure
    path: str
    y: float


@dataclass(frozen=True, slots=True)
class FlowMap:
    width: int
    height: int
    outlines: list[str]
    rings: list[Ring]
    ribbons: list[Ribbon]
    spots: list[Point]
    names: list[Name]
    scales: list[Scale]
    has_incoming: bool
    has_beyond: bool
    legend_y: float


_OUTLINES = Path(territory.__file__).parent / "data"


@cache
def _outline(departement: str) -> list[list[Point]]:
    """Rings of the outline of a département, where one is kept; else none."""
    file = _OUTLINES / f"departement_{departement}.geojson"
    if not departement.isalnum() or not file.exists():
        return []
    geometry = json.loads(file.read_text(encoding="utf-8"))["geometry"]
    parts = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return [[(lon, lat) for lon, lat, *_ in polygon[0]] for polygon in parts]


@dataclass(frozen=True, slots=True)
class _Frame:
    """From degrees to the drawing: what lies beyond it is drawn at its edge."""

    west: float
    north: float
    scale: float
    ratio: float
    height: float

    @classmethod
    def around(cls, points: Sequence[Point]) -> "_Frame":
        lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
        ratio = math.cos(math.radians(sum(lats) / len(lats)))
        across = max((max(lons) - min(lons)) * ratio, 0.05)
        along = max(max(lats) - min(lats), 0.05)
        scale = min((WIDTH - 2 * MARGIN) / across, (TALLEST - 2 * MARGIN) / along)
        west = (min(lons) + max(lons)) / 2 - (WIDTH / 2) / scale / ratio
        north = max(lats) + MARGIN / scale
        return cls(west, north, scale, ratio, along * scale + 2 * MARGIN)

    def at(self, lat: float, lon: float) -> Point:
        return (
            round((lon - self.west) * self.ratio * self.scale, 1),
            round((self.north - lat) * self.scale, 1),
        )

    def holds(self, point: Point) -> bool:
        return 0 <= point[0] <= WIDTH and 0 <= point[1] <= self.height

    def clipped(self, inner: Point, outer: Point) -> Point:
        """Where the way to a place beyond the drawing leaves it."""
        edge = 12.0
        shares = [1.0]
        for from_, to, low, high in (
            (inner[0], outer[0], edge, WIDTH - edge),
            (inner[1], outer[1], edge, self.height - edge),
        ):
            if to > high:
                shares.append((high - from_) / (to - from_))
            elif to < low:
                shares.append((low - from_) / (to - from_))
        share = max(min(shares), 0.0)
        return (
            round(inner[0] + (outer[0] - inner[0]) * share, 1),
            round(inner[1] + (outer[1] - inner[1]) * share, 1),
        )


def drawn(
    lines: Sequence[tuple[Line, str]],
    positions: dict[str, Position],
    departements: Iterable[str],
    incoming: Iterable[Line] = (),
) -> FlowMap | None:
    """The map of some lines, each with the address it opens; None when no place of theirs is known.

    Greatest first: those names are written, and small lines stay above the wide ones.
    """
    told = [(line, url, False) for line, url in lines] + [(line, "", True) for line in incoming]
    told = [row for row in told if row[0].figures[0].value and set(row[0].key) <= set(positions)]
    if not told:
        return None
    told = sorted(told, key=lambda row: -(row[0].figures[0].value or 0))[:MOST_LINES]
    outlines = [ring for code in departements for ring in _outline(code)]
    here = [(positions[line.key[0]].lon, positions[line.key[0]].lat) for line, _, comes in told if not comes]
    home = [point for ring in outlines for point in ring] + here
    frame = _framed(home, [positions[code] for line, _, _ in told for code in line.key])
    most = max(line.figures[0].value or 0 for line, _, _ in told)
    drawing = _Drawing(frame, positions, most)
    for line, url, comes_in in told:
        drawing.add(line, url, comes_in=comes_in)
    scales = _scales(most, frame.height) if drawing.ribbons else []
    return FlowMap(
        WIDTH,
        round(frame.height + (LEGEND_HEIGHT if scales else WORDS_HEIGHT)),
        [_closed([frame.at(lat, lon) for lon, lat in ring]) for ring in outlines],
        drawing.rings,
        drawing.ribbons,
        list(drawing.spots.values()),
        drawing.names(),
        scales,
        any(comes_in for *_, comes_in in told),
        drawing.has_beyond,
        frame.height,
    )


def places_drawn(table: Table, departements: Iterable[str]) -> FlowMap | None:
    """A ring for each grouping of communes of a table."""
    lines = [(replace(line, names=line.names * 2, key=line.key * 2), "") for line in table.lines if line.key]
    return drawn(lines, positions_of({line.key[0] for line, _ in lines}, "epci"), departements)


def _framed(home: Sequence[Point], places: Iterable[Position]) -> _Frame:
    """The territory, and of the places around it those that are near."""
    if not home:
        return _Frame.around([(place.lon, place.lat) for place in places])
    west, east = min(lon for lon, _ in home), max(lon for lon, _ in home)
    south, north = min(lat for _, lat in home), max(lat for _, lat in home)
    wide, tall = max(east - west, 0.3) * BEYOND, max(north - south, 0.3) * BEYOND
    near = [
        (place.lon, place.lat)
        for place in places
        if west - wide <= place.lon <= east + wide and south - tall <= place.lat <= north + tall
    ]
    return _Frame.around([*home, *near])


class _Drawing:
    """What is drawn, the greatest flow first."""

    def __init__(self, frame: _Frame, positions: dict[str, Position], most: float) -> None:
        self.frame, self.positions, self.most = frame, positions, most
        self.rings: list[Ring] = []
        self.ribbons: list[Ribbon] = []
        self.spots: dict[str, Point] = {}
        self.has_beyond = False
        self._labels: dict[str, str] = {}

    def add(self, line: Line, url: str, *, comes_in: bool) -> None:
        figure, (origin, arrival) = line.figures[0], line.key
        share = (figure.value or 0) / self.most
        farms = f", {figure.farms} ferme{'s' if figure.farms > 1 else ''}" if figure.farms else ""
        start, end = (self._at(code) for code in line.key)
        for code, name in zip(line.key, line.names, strict=True):
            self._labels.setdefault(code, name)
        if origin == arrival:
            self.spots[origin] = start
            title = f"{line.names[0]}, sur place\u00a0: {figure}{farms}"
            self.rings.append(Ring(title, *start, round(max(BIGGEST_RING * math.sqrt(share), 5), 1), url))
            return
        self.spots.setdefault(origin, start)
        self.spots.setdefault(arrival, end)
        title = f"{line.names[0]} → {line.names[1]}\u00a0: {figure}{farms}"
        wide = max(WIDEST * share, THINNEST)
        self.ribbons.append(Ribbon(title, _tapered(start, end, wide), url, comes_in))

    def _at(self, code: str) -> Point:
        """Where a place is drawn: one beyond the drawing at its edge, whichever flow goes there."""
        place = self.positions[code]
        point = self.frame.at(place.lat, place.lon)
        if self.frame.holds(point):
            return point
        self.has_beyond = True
        return self.frame.clipped((WIDTH / 2, self.frame.height / 2), point)

    def names(self) -> list[Name]:
        """The names of the places of most kilos, where they cover no other."""
        taken: list[Box] = []
        found: list[Name] = []
        for code, spot in self.spots.items():
            label = _plain(self._labels[code])
            written = self._written(spot, _in_two(label), taken) or self._written(spot, _cut(label), taken)
            if written:
                found.append(written)
            if len(found) >= MOST_NAMES:
                break
        return found

    def _written(self, spot: Point, words: list[str], taken: list[Box]) -> Name | None:
        """Beside its place, where it covers no other name; None when there is no such room."""
        x, y = spot
        wide = max(len(word) for word in words) * LETTER
        tall = LINE_HEIGHT * len(words)
        # Near the right edge, a name ends there.
        edge = min(x + wide / 2, WIDTH - 4)
        near = (
            ("start", x + 10, y - tall / 2),
            ("end", x - 10 - wide, y - tall / 2),
            ("middle", x - wide / 2, y + 12),
            ("middle", x - wide / 2, y - 12 - tall),
            ("end", x - 10 - wide, y - 4 - tall),
            ("start", x + 10, y - 4 - tall),
            ("end", edge - wide, y + 12),
            ("end", edge - wide, y - 12 - tall),
        )
        far = [
            place
            for away in FAR
            for place in (
                ("start", x + away, y - tall - away / 2),
                ("start", x + away, y + away / 2),
                ("end", x - away - wide, y - tall - away / 2),
                ("end", x - away - wide, y + away / 2),
                ("middle", x - wide / 2, y + away),
                ("middle", x - wide / 2, y - away - tall),
            )
        ]
        for rank, (anchor, left, top) in enumerate([*near, *far]):
            box = (left, top, left + wide, top + tall)
            if left < 2 or left + wide > WIDTH - 2 or box[3] > self.frame.height or top < 0:
                continue
            if any(_cross(box, other) for other in taken) or self._covers_another(box, spot):
                continue
            taken.append(box)
            at = {"start": left, "end": left + wide, "middle": x}[anchor]
            leader = None
            if rank >= len(near):
                leader = (*spot, min(max(x, left), left + wide), min(max(y, top), top + tall))
            return Name(round(at, 1), round(top + LINE_HEIGHT * 0.75, 1), anchor, words, leader)
        return None

    def _covers_another(self, box: Box, spot: Point) -> bool:
        """A name over the place of another would be read as the name of that one."""
        others = (each for each in self.spots.values() if each != spot)
        return any(_cross(box, (x - 4, y - 4, x + 4, y + 4)) for x, y in others)


def _cross(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _plain(name: str) -> str:
    """A grouping without what it is: the map has room for names."""
    for letters in ("CC ", "CA ", "CU "):
        name = name.removeprefix(letters)
    for little in ("de la ", "de l’", "des ", "du ", "de ", "d’"):
        if name.startswith(little):
            name = name.removeprefix(little)
            break
    return name[:1].upper() + name[1:]


def _in_two(name: str) -> list[str]:
    """On two lines, cut near the middle, when it is long."""
    return [name] if len(name) <= MOST_LETTERS else _cut(name)


def _cut(name: str) -> list[str]:
    spaces = [place for place, letter in enumerate(name) if letter == " "]
    if not spaces:
        return [name]
    cut = min(spaces, key=lambda place: abs(place - len(name) / 2))
    return [name[:cut], name[cut + 1 :]]


def _tapered(start: Point, end: Point, wide: float) -> str:
    """A bent ribbon; bent to its right, so that the way back lies beside it."""
    (x1, y1), (x2, y2) = start, end
    bend = (
        (x1 + x2) / 2 - (y2 - y1) * BEND,
        (y1 + y2) / 2 + (x2 - x1) * BEND,
    )
    left, right = [], []
    for step in range(STEPS + 1):
        t = step / STEPS
        x = (1 - t) ** 2 * x1 + 2 * t * (1 - t) * bend[0] + t**2 * x2
        y = (1 - t) ** 2 * y1 + 2 * t * (1 - t) * bend[1] + t**2 * y2
        dx = 2 * (1 - t) * (bend[0] - x1) + 2 * t * (x2 - bend[0])
        dy = 2 * (1 - t) * (bend[1] - y1) + 2 * t * (y2 - bend[1])
        size = math.hypot(dx, dy) or 1
        half = max(wide * (1 - (1 - TIP) * t), SHARPEST) / 2
        left.append((x - dy / size * half, y + dx / size * half))
        right.append((x + dy / size * half, y - dx / size * half))
    return _closed([*left, *reversed(right)])


def _closed(points: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points) + "Z"


def _scales(most: float, top: float) -> list[Scale]:
    """Three round figures, and how wide they are drawn."""
    found = []
    for rank, share in enumerate((1.0, 0.4, 0.1)):
        kg = _rounded(most * share)
        y = top + 34 + rank * 32
        path = _tapered((MARGIN, y), (MARGIN + 90, y), max(WIDEST * kg / most, THINNEST))
        found.append(Scale(Figure(kg, "kg"), path, y))
    return found


def _rounded(value: float) -> float:
    """Down to 1, 2 or 5 and zeros."""
    power = 10.0 ** math.floor(math.log10(value)) if value > 0 else 1.0
    return max(step * power for step in (1, 2, 5) if step * power <= value * 1.0001 or step == 1)
