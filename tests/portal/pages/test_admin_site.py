"""Every page of the admin that adds something, whatever is posted there."""

import pytest
from django.contrib import admin
from django.urls import reverse

from pat_logistics.portal.pages.admin_site import MAX_ROWS
from tests.factories.accounts import UserFactory

JUNK = ["abc", "9" * 30, "é" * 3_000, "1e400", "a\0b", "["]


@pytest.fixture
def administrator(client, db):
    client.force_login(UserFactory(administrator=True))
    return client


def addresses():
    return [
        reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_add")
        for model in admin.site._registry
    ]


def forms_of(client, address):
    """The form of a page, the forms of its rows by their prefix; None where nothing can be added."""
    answer = client.get(address)
    if answer.status_code == 403:
        return None
    return answer.context["adminform"].form, [
        each.formset for each in answer.context["inline_admin_formsets"]
    ]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_every_field_of_every_page_is_a_fault_of_the_form(administrator, junk):
    tried = 0
    for address in addresses():
        if (found := forms_of(administrator, address)) is None:
            continue
        form, formsets = found
        data = dict.fromkeys(form.fields, junk)
        for formset in formsets:
            data |= {f"{formset.prefix}-TOTAL_FORMS": "1", f"{formset.prefix}-INITIAL_FORMS": "0"}
            data |= {f"{formset.prefix}-0-{name}": junk for name in formset.empty_form.fields}
        answer = administrator.post(address, data)
        assert answer.status_code in (200, 302, 400), address
        tried += 1
    assert tried > 8


def test_no_page_takes_more_rows_than_somebody_edits(administrator):
    formsets = [each for address in addresses() for each in (forms_of(administrator, address) or (0, []))[1]]
    assert len(formsets) >= 4
    assert {formset.absolute_max for formset in formsets} == {MAX_ROWS + 1}


def test_a_forged_number_of_rows_is_refused_before_they_are_made(administrator):
    address = reverse("admin:accounts_organisation_add")
    data = {"memberships-TOTAL_FORMS": "48095", "memberships-INITIAL_FORMS": "0"}
    [rows] = administrator.post(address, data).context["inline_admin_formsets"]
    assert len(rows.formset.forms) == MAX_ROWS + 1
    assert rows.formset.non_form_errors()
