from django.urls import path, register_converter

from carriers.rides import Side
from carriers.views import rides

app_name = "rides"


class SideConverter:
    """« ferme » and « transporteur » in the addresses."""

    regex = "ferme|transporteur"
    words = {"ferme": Side.PRODUCER, "transporteur": Side.CARRIER}

    def to_python(self, value: str) -> Side:
        return self.words[value]

    def to_url(self, value: str) -> str:
        return next(word for word, side in self.words.items() if side == value)


register_converter(SideConverter, "ride_side")

urlpatterns = [
    path("", rides.index, name="index"),
    path("<ride_side:side>/<int:pk>/", rides.side_page, name="side"),
    path("<ride_side:side>/<int:pk>/avec/<int:other>/", rides.decide, name="decide"),
]
