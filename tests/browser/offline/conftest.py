"""A device ready to work without network, and its advisor."""

import pytest
from playwright.sync_api import expect

from tests.browser.offline.device import EXPECTED, Device
from tests.factories.accounts import advisor_of_lozere
from tests.factories.needs_survey import QuestionnaireFactory
from tests.factories.territory import CommuneFactory


@pytest.fixture(autouse=True)
def patience():
    """Sending waits until one stops typing; a busy machine adds to that."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def advisor(transactional_db):
    CommuneFactory(mende=True)
    CommuneFactory(florac=True)
    QuestionnaireFactory()
    return advisor_of_lozere()


@pytest.fixture
def device(chromium, live_server, tmp_path, advisor, client):
    made = Device(chromium.browser_type, tmp_path / "profile", live_server.url)
    made.sign_in(client, advisor)
    made.prepare()
    yield made
    made.context.close()
    assert [problem for problem in made.problems if not EXPECTED.search(problem)] == []
