"""Geometry of the two charts of a result. Drawn by templates as SVG, each beside the table of its figures."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 640, 400
LEFT, RIGHT, TOP, BOTTOM = 64, 24, 16, 56


def ticks(high: float, count: int = 5) -> list[float]:
    """Round values from 0 up to at least `high`: multiples of 1, 2 or 5 times a power of ten."""
    if not high > 0:
        return [0.0, 1.0]
    raw = high / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw * (1 - 1e-9))
    return [round(step * i, 12) for i in range(math.ceil(high / step - 1e-9) + 1)]


@dataclass(frozen=True, slots=True)
class Axis:
    """One axis: its ticks, and where a value falls in pixels."""

    low: float
    high: float
    start_px: float
    end_px: float
    ticks: Sequence[float]
    log: bool = False

    def at(self, value: float) -> float:
        scale = math.log10 if self.log else float
        share = (scale(value) - scale(self.low)) / (scale(self.high) - scale(self.low))
        return round(self.start_px + share * (self.end_px - self.start_px), 1)

    @property
    def marks(self) -> list[tuple[float, float]]:
        """Pairs (pixel, value)."""
        return [(self.at(value), value) for value in self.ticks]


def linear(high: float, start_px: float, end_px: float) -> Axis:
    values = ticks(high)
    return Axis(values[0], values[-1], start_px, end_px, values)


def masses(low: float, high: float) -> list[float]:
    """Ticks of a logarithmic axis of kilos: 1, 2, 5, 10, 20, 50…"""
    first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
    return [m * 10.0**p for p in range(first, last + 1) for m in (1, 2, 5) if low <= m * 10.0**p <= high]


@dataclass(frozen=True, slots=True)
class Frame:
    """A chart's two axes and its size, for the templates."""

    x: Axis
    y: Axis
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    bottom: int = HEIGHT - BOTTOM


def scatter_frame(x_high: float, y_high: float) -> Frame:
    return Frame(linear(x_high, LEFT, WIDTH - RIGHT), linear(y_high, HEIGHT - BOTTOM, TOP))


def curve_frame(low_kg: float, high_kg: float, y_high: float) -> Frame:
    x = Axis(low_kg, high_kg, LEFT, WIDTH - RIGHT, masses(low_kg, high_kg), log=True)
    return Frame(x, linear(y_high, HEIGHT - BOTTOM, TOP))


def path(frame: Frame, xs: Sequence[float], ys: Sequence[float]) -> str:
    """SVG path through the points; a value that is not a number, or above the frame, lifts the pen."""
    commands, pen_down = [], False
    for x, y in zip(xs, ys, strict=True):
        if math.isnan(y) or y > frame.y.high:
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down else 'M'}{frame.x.at(x)} {frame.y.at(y)}")
        pen_down = True
    return "".join(commands)
