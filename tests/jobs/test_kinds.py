"""The register of what can be done at length."""

from datetime import timedelta

from pat_logistics.jobs import kinds
from pat_logistics.jobs.kinds import Outcome, job


def test_a_function_is_registered_under_its_name_and_stays_a_function(monkeypatch):
    monkeypatch.setattr(kinds, "KINDS", {})

    @job("tests_new", title="Un essai", limit=timedelta(minutes=5))
    def do(_job, _progress):
        return Outcome(rows=[1])

    kind = kinds.KINDS["tests_new"]
    assert (kind.title, kind.limit, kind.address) == ("Un essai", timedelta(minutes=5), None)
    assert kind.run is do
    assert do(None, None).rows == [1]
