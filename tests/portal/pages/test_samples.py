"""The components page shows each state once."""

from pat_logistics.portal.pages.samples import component_samples


def test_one_form_is_as_it_opens_and_the_other_has_faults_of_both_kinds():
    samples = component_samples()
    assert not samples["form"].is_bound
    codes = {
        error.code for errors in samples["form_with_errors"].errors.as_data().values() for error in errors
    }
    assert codes == {"required", "invalid_choice", "min_value"}


def test_the_states_that_differ_to_the_eye_are_all_there():
    samples = component_samples()
    assert {step["state"] for step in samples["steps"]} == {"done", "current", ""}
    assert {option["checked"] for option in samples["facet_options"]} == {True, False}
    assert 0 in {option["count"] for option in samples["facet_options"]}
    assert samples["page"].has_previous()
    assert samples["page"].has_next()
    assert all(len(row) == len(samples["headers"]) for row in samples["rows"])
