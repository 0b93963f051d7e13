"""The page of a job follows it to its end, and then lets it be."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from pat_logistics.jobs.models import Job, JobState
from tests.factories.jobs import JobFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_page_follows_a_job_to_its_end_and_keeps_the_focus(watched, sign_in):
    job = JobFactory(running=True, done=3, total=12)
    sign_in(watched, job.owner)
    watched.open(job.get_absolute_url(), width=360)
    page = watched.page
    page.get_by_role("button", name="Arrêter ce travail").focus()
    Job.objects.update(done=7)
    expect(page.get_by_text("7 sur 12").first).to_be_visible()
    expect(page.get_by_role("button", name="Arrêter ce travail")).to_be_focused()
    Job.objects.update(state=JobState.DONE, finished_at=timezone.now())
    expect(page.get_by_text("Terminé le")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text("terminé")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(2500)  # longer than the time between two questions
    assert asked == []
    assert watched.problems == []
