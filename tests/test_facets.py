"""A facet shows what its choices would give, whether they are a closed list or rows."""

from django.db.models import Q

from pat_logistics.facets import SHOWN_NAMES, Facet, SlugsFilter, required, shown


def facet(name="colour", *, rule=lambda wanted: Q(), **more):
    return Facet(name, "Couleur", rule=rule, count="", **more)


def test_a_choice_that_gives_nothing_is_left_out_unless_it_is_ticked():
    choices = [("red", "rouge"), ("blue", "bleu"), ("green", "vert")]
    options = shown("Couleur", "colour", choices, {"red": 3}, ["green"]).options
    assert [(option.label, option.count, option.checked) for option in options] == [
        ("rouge", 3, False),
        ("vert", 0, True),
    ]


def test_of_rows_the_most_found_are_shown_and_those_that_are_ticked():
    rows = facet(names=lambda slugs: {slug: slug.upper() for slug in sorted(slugs)})
    counts = {f"row-{number:02d}": number for number in range(1, 2 * SHOWN_NAMES + 1)}
    options = rows.shown(counts, ["row-01"]).options
    assert len(options) == SHOWN_NAMES + 1
    assert [option.value for option in options if option.checked] == ["row-01"]
    assert f"row-{SHOWN_NAMES:02d}" not in [option.value for option in options]


def test_the_names_of_rows_are_not_read_when_nothing_is_found():
    def unexpected(slugs):
        raise AssertionError

    assert facet(names=unexpected).shown({}, []).options == []


def test_choices_that_are_rows_are_asked_by_their_slugs():
    filter_of = facet(names=dict.fromkeys, help_text="Adresse de la page.").as_filter()
    assert isinstance(filter_of, SlugsFilter)
    assert not isinstance(facet(choices=[("red", "rouge")]).as_filter(), SlugsFilter)


def test_two_facets_that_share_a_rule_require_it_once():
    def same(wanted):
        return Q(name=wanted["colour"])

    both = [facet("colour", rule=same), facet("shade", rule=same)]
    assert required(both, {"colour": "red"}) == [Q(name="red")]
