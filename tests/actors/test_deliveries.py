"""How many farms deliver a customer, asked of who knows."""

from pat_logistics.actors import deliveries


def test_what_each_app_counts_is_added_up(monkeypatch):
    asked = []

    def counted(actors, user):
        asked.append((list(actors), user))
        return {7: 4}

    monkeypatch.setattr(deliveries, "COUNTERS", [counted, counted])
    assert deliveries.farms_delivering(7, "somebody") == 8
    assert asked == [([7], "somebody")] * 2
    assert deliveries.farms_delivering(8, "somebody") == 0
