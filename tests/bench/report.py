"""What a measure prints, and whether it holds its bound."""

import sys
from collections.abc import Callable


class Report:
    """Lines `name: value unit (bound …) ok|over`, and whether one was over."""

    def __init__(self, write: Callable[[str], object] = sys.stdout.write) -> None:
        self._write = write
        self.over = False

    def __call__(
        self, name: str, value: float, unit: str, bound: float | None = None, sense: str = "<="
    ) -> None:
        """Print one measure; without a bound it is only informative."""
        verdict = ""
        if bound is not None:
            held = value <= bound if sense == "<=" else value >= bound
            verdict = f" (bound {sense} {bound:,g}) {'ok' if held else 'over'}"
            self.over = self.over or not held
        self._write(f"{name}: {value:,.4g} {unit}{verdict}\n")
