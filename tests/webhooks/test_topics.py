from pat_logistics.webhooks import topics


def test_a_list_that_is_added_may_be_chosen(monkeypatch):
    monkeypatch.setattr(topics, "TOPICS", {})
    topics.add(topics.Topic("jams", "Confitures", lambda row: None))
    assert topics.choices() == [("jams", "Confitures")]
