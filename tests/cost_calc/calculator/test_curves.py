"""Where one way becomes cheaper than another."""

from carriers.models import Solution


def test_where_the_cheaper_option_changes_is_written_in_words(get):
    turns = get(destination="48092").context["curve"].turns
    assert turns
    assert all(sentence.startswith("À partir de ") for sentence in turns)


def test_the_minimum_weight_of_a_service_is_no_crossing(get):
    page = get()
    shown = {row.label: row for row in page.context["rows"]}
    sentence = next(s for s in page.context["curve"].sentences if s.startswith("Ligne fraîche A75"))
    assert shown["Ligne fraîche A75"].eur_per_kg < shown["Votre fourgon, trajet exprès"].eur_per_kg
    assert "toujours moins cher que votre fourgon" in sentence


def test_the_limits_said_of_a_service_are_its_own_and_never_those_of_the_chart(get):
    said = " ".join(get().context["curve"].sentences).replace("\u202f", " ")
    fresh = Solution.objects.get(name="Ligne fraîche A75")
    assert fresh.min_kg == 10
    assert fresh.on_quote_above_kg == 3000  # beyond the chart
    assert "Ligne fraîche A75, qui accepte ici à partir de 10 kg\u00a0: toujours moins cher" in said
    assert "500 kg\u00a0:" not in said
