"""The pages where prices go out to a spreadsheet, and come back in."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from carriers.models import Solution, TariffGrid
from tests.carriers.exchange.files import BANDS, company, file_of, run, statuses
from tests.factories.carriers import SolutionFactory, TariffGridFactory


@pytest.fixture
def carrier(db):
    return company()


@pytest.fixture
def staff(client, carrier):
    client.force_login(carrier.user)
    return client


def send(staff, carrier, content, name="prix.csv"):
    return staff.post(
        reverse("company:exchange", args=[carrier.slug]), {"file": SimpleUploadedFile(name, content)}
    )


def test_the_file_tried_is_the_file_written(staff, carrier):
    response = send(staff, carrier, file_of(*BANDS))
    assert not TariffGrid.objects.exists()
    apply = reverse("company:exchange_apply", args=[carrier.slug])
    staff.post(apply, {"mark": "0" * 64})
    assert not TariffGrid.objects.exists()
    for _ in range(2):  # sent twice, written once
        staff.post(apply, {"mark": response.context["mark"]})
        assert TariffGrid.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"\x00", b"PK\x03\x04", file_of("0;100;dix;oui")])
def test_a_bad_file_is_answered_on_the_page(staff, carrier, content):
    response = send(staff, carrier, content)
    assert response.status_code == 200
    assert "error-summary" in response.content.decode()


def test_the_example_is_a_file_that_can_be_imported(staff, carrier):
    for form in ("csv", "xlsx"):
        content = staff.get(reverse("company:sample", args=[carrier.slug, form])).content
        assert set(statuses(run(carrier, content, apply=False))) == {"créée"}


def test_an_export_of_many_grids_takes_as_many_queries_as_of_one(
    staff, carrier, django_assert_max_num_queries
):
    for number in range(5):
        TariffGridFactory(solution=SolutionFactory(carrier=carrier, slug=f"ligne-{number}"))
    assert Solution.objects.count() == 6
    with django_assert_max_num_queries(8):
        staff.get(reverse("company:export", args=[carrier.slug, "csv"]))
