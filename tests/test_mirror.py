"""Each module of the code has its tests at the same path: one is found from the other without a search.

`tests/carriers/quotes/test_links.py` tests `carriers/quotes/links.py`; the name of
`pat_logistics/` is left out. What crosses modules (visibility, races, laws…) has files of its own beside.
"""

import ast
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PACKAGES = ("pat_logistics", "producers", "carriers", "needs_survey", "cost_calc")
# What tests elsewhere hold whole, and where.
ELSEWHERE = {
    "pat_logistics/celery.py": "embedded/test_supervisor.py",
    "pat_logistics/embedded/__main__.py": "embedded/test_supervisor.py",
}
# Modules from before this rule that still wait for their tests. The list only shrinks.
LACKING = """
pat_logistics/mail/backend.py
pat_logistics/mail/reserved.py
producers/entries.py
producers/enums.py
producers/facets.py
producers/filters.py
producers/forms.py
producers/guards.py
producers/large.py
producers/models/choices.py
producers/models/flow.py
producers/models/goods.py
producers/models/producer.py
producers/models/vehicle.py
producers/overview.py
producers/perms.py
producers/personal.py
producers/sections.py
producers/tasks.py
producers/views/common.py
producers/views/files.py
producers/views/sections.py
carriers/changes.py
carriers/editing.py
carriers/enums.py
carriers/exchange/columns.py
carriers/exchange/samples.py
carriers/filters.py
carriers/forms/companies.py
carriers/forms/fields.py
carriers/forms/grids.py
carriers/forms/pasting.py
carriers/forms/solutions.py
carriers/large.py
carriers/models/answers.py
carriers/models/areas.py
carriers/models/companies.py
carriers/models/packing.py
carriers/models/places.py
carriers/models/quotes.py
carriers/models/returns.py
carriers/models/rides.py
carriers/models/searching.py
carriers/models/serving.py
carriers/models/solutions.py
carriers/models/tariffs.py
carriers/outlines.py
carriers/perms.py
carriers/quotes/forms.py
carriers/quotes/links.py
carriers/quotes/mails.py
carriers/quotes/texts.py
carriers/services.py
carriers/state.py
carriers/tasks.py
carriers/undo.py
carriers/views/access.py
carriers/views/company.py
carriers/views/editor.py
carriers/views/files.py
carriers/views/grids.py
carriers/views/rides.py
needs_survey/answers.py
needs_survey/applying/columns.py
needs_survey/applying/hours.py
needs_survey/applying/plan.py
needs_survey/applying/services.py
needs_survey/campaign/choice.py
needs_survey/campaign/forms.py
needs_survey/campaign/my_visits.py
needs_survey/campaign/perms.py
needs_survey/campaign/progress.py
needs_survey/campaign/services.py
needs_survey/campaign/views.py
needs_survey/enums.py
needs_survey/exchange/columns.py
needs_survey/exchange/reading_xlsform.py
needs_survey/fields.py
needs_survey/forms.py
needs_survey/large.py
needs_survey/management/commands/load_questionnaire.py
needs_survey/models/application.py
needs_survey/models/campaign.py
needs_survey/models/edition.py
needs_survey/models/group.py
needs_survey/models/response.py
needs_survey/needs/answered.py
needs_survey/needs/behind.py
needs_survey/needs/candidates.py
needs_survey/needs/charts.py
needs_survey/needs/exports.py
needs_survey/needs/figures.py
needs_survey/needs/files.py
needs_survey/needs/filters.py
needs_survey/needs/flow_map.py
needs_survey/needs/group_views.py
needs_survey/needs/incoming.py
needs_survey/needs/places.py
needs_survey/needs/public_views.py
needs_survey/needs/releases.py
needs_survey/needs/report.py
needs_survey/needs/rows.py
needs_survey/needs/sources.py
needs_survey/needs/summary.py
needs_survey/needs/tables.py
needs_survey/needs/territory.py
needs_survey/perms.py
needs_survey/personal.py
needs_survey/prefill.py
needs_survey/services.py
needs_survey/tasks.py
needs_survey/views/application.py
needs_survey/views/contact.py
needs_survey/views/entry.py
needs_survey/views/offline.py
needs_survey/views/received.py
cost_calc/api/detail_serializers.py
cost_calc/api/examples.py
cost_calc/api/json_fields.py
cost_calc/api/round_serializers.py
cost_calc/api/views.py
cost_calc/calculator/curves.py
cost_calc/calculator/forms.py
cost_calc/calculator/in_place.py
cost_calc/calculator/keep_form.py
cost_calc/calculator/keeping.py
cost_calc/calculator/quantity_field.py
cost_calc/calculator/values_page.py
cost_calc/calculator/views/farm.py
cost_calc/calculator/views/tariffs.py
cost_calc/diagnosis/document.py
cost_calc/diagnosis/neighbours.py
cost_calc/diagnosis/of_farm.py
cost_calc/diagnosis/report.py
cost_calc/engine/bands.py
cost_calc/engine/bill.py
cost_calc/engine/errors.py
cost_calc/engine/explained.py
cost_calc/engine/legs/common.py
cost_calc/engine/legs/on_board.py
cost_calc/engine/pricing.py
cost_calc/engine/quantities.py
cost_calc/engine/shipment.py
cost_calc/engine/supplements.py
cost_calc/engine/vehicle_costs.py
cost_calc/engine/verdicts.py
cost_calc/management/commands/load_reference_values.py
cost_calc/models.py
cost_calc/pricing/build.py
cost_calc/pricing/case.py
cost_calc/pricing/customers.py
cost_calc/pricing/filling.py
cost_calc/pricing/mixed.py
cost_calc/pricing/question.py
cost_calc/pricing/serving.py
cost_calc/pricing/shared.py
cost_calc/quoting/forms.py
cost_calc/quoting/views/asking.py
cost_calc/templatetags/carrier_return.py
cost_calc/templatetags/diagnosis.py
cost_calc/templatetags/farm_costs.py
cost_calc/words/verdict_words.py
"""


def holds_code(path):
    """Whether a module does anything: addresses, sentences and settings are tested by what reads them."""
    defined = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef
    return any(isinstance(node, defined) for node in ast.walk(ast.parse(path.read_text())))


def modules():
    """The modules to test; every run reads each `apps.py` and migration, test_permissions.py each address."""
    for package in PACKAGES:
        for path in sorted((ROOT / package).rglob("*.py")):
            at_start = (
                path.name == "apps.py" or path.name.endswith("urls.py") or path.parent.name == "migrations"
            )
            if not at_start and holds_code(path):
                yield path.relative_to(ROOT)


def mirror(module):
    """Where the tests of a module are; those of a package's own `__init__` bear the name of the package."""
    folders = module.parts[1:-1] if module.parts[0] == "pat_logistics" else module.parts[:-1]
    name = module.parent.name if module.stem == "__init__" else module.stem
    return Path("tests", *folders, f"test_{name}.py")


def is_tested(module):
    return str(module) in ELSEWHERE or (ROOT / mirror(module)).is_file()


@pytest.mark.parametrize(
    ("module", "tests"),
    [
        ("carriers/quotes/links.py", "tests/carriers/quotes/test_links.py"),
        ("pat_logistics/forms/numbers.py", "tests/forms/test_numbers.py"),
        ("pat_logistics/exchange/sheets/__init__.py", "tests/exchange/sheets/test_sheets.py"),
    ],
)
def test_the_tests_of_a_module_are_at_its_path(module, tests):
    assert mirror(Path(module)) == Path(tests)


def test_each_module_has_its_tests():
    untested = {str(module) for module in modules() if not is_tested(module)}
    assert not untested - set(LACKING.split()), "a module comes with its tests, at its path"
    assert not set(LACKING.split()) - untested, "tested now, or gone: take them off LACKING"


def test_what_is_tested_elsewhere_still_is():
    for module, tests in ELSEWHERE.items():
        assert (ROOT / module).is_file()
        assert (ROOT / "tests" / tests).is_file()
        assert not (ROOT / mirror(Path(module))).exists(), "it has its own now: take it off ELSEWHERE"
