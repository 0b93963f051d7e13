"""A fault says where it is, for people and for programs."""

from pat_logistics.portal.openapi.faults import MAX_NAME_LENGTH, BodyError, FieldError


def test_people_get_a_path_and_programs_a_pointer():
    fault = FieldError(("stops", 2, "a/b~c"), "required", "Il manque.").as_json(in_body=True)
    assert (fault["field"], fault["pointer"]) == ("stops.2.a/b~c", "/stops/2/a~1b~0c")


def test_a_fault_of_an_address_has_no_pointer_and_one_of_the_whole_body_an_empty_one():
    assert "pointer" not in FieldError(("q",), "invalid", "Non.").as_json(in_body=False)
    whole = FieldError((), "invalid", "Non.").as_json(in_body=True)
    assert (whole["field"], whole["pointer"]) == ("body", "")


def test_a_name_without_end_is_cut():
    assert len(FieldError(("x" * 9000,), "unknown", "Non.").as_json(in_body=True)["field"]) == MAX_NAME_LENGTH


def test_candidates_are_listed_only_when_there_are_some():
    two = ({"insee": "07293"}, {"insee": "34283"})
    assert FieldError(("origin",), "ambiguous", "Laquelle ?", two).as_json(in_body=True)[
        "candidates"
    ] == list(two)
    assert "candidates" not in FieldError(("origin",), "unknown", "Non.").as_json(in_body=True)


def test_a_body_with_several_faults_is_told_by_the_first():
    faults = [FieldError(("a",), "twice", "Deux fois."), FieldError(("b",), "nul", "Nul.")]
    error = BodyError.of(faults)
    assert (error.detail.code, error.faults, error.status_code) == ("twice", faults, 400)
    assert BodyError("not_json", "Illisible.").faults == [FieldError((), "not_json", "Illisible.")]
