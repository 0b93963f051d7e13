"""Answers changed in the sentence of the result."""


def test_each_small_form_sends_the_rest_of_the_question_along(get):
    page = get(stop_2="48092", kg_2="20", vehicle="small_van")
    for edit in page.context["edits"].values():
        own = {field.name for _, field in edit.fields}
        assert not own & dict(edit.others).keys()
        assert {"stop_2", "vehicle", "family"} - own <= dict(edit.others).keys()


def test_the_whole_question_can_be_changed_from_its_answers(get):
    page = get(vehicle="small_van", changer="1")
    assert "rows" not in page.context
    assert '<option value="small_van" selected>' in page.content.decode()
