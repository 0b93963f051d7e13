"""Every code the engine may give has its French sentence."""

import re
from pathlib import Path

import pytest

import cost_calc.engine
from cost_calc.engine.compare import OptionKind
from cost_calc.engine.feasibility import Severity
from cost_calc.engine.lines import Component, Formula, Provenance
from cost_calc.words import texts


@pytest.mark.parametrize(
    ("catalogue", "codes"),
    [
        (texts.COMPONENTS, Component),
        (texts.FORMULAS, Formula),
        (texts.KINDS, OptionKind),
        (texts.PROVENANCES, Provenance),
        (texts.SEVERITIES, Severity),
    ],
)
def test_every_code_of_the_engine_has_its_words(catalogue, codes):
    assert set(codes) <= set(catalogue)


def test_every_input_of_a_line_has_its_words():
    folder = Path(cost_calc.engine.__file__).parent
    sources = "\n".join(path.read_text() for path in folder.rglob("*.py"))
    # A line's inputs are written Input("name", …) or, in a tariff or a vehicle cost, ("name", value, "unit").
    names = set(re.findall(r'(?<!Invalid)Input\(\s*"(\w+)"', sources))
    names |= set(re.findall(r'\("(\w+)", [^"()=]+, "[€a-z/0-9 ]*"\)', sources))
    assert names
    assert names <= set(texts.INPUTS)
