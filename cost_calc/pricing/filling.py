"""What else is on board of the producer's own van: as he says it, never as one would wish it."""

from dataclasses import dataclass

from cost_calc.engine.quantities import anywhere
from cost_calc.pricing.question import Question
from cost_calc.pricing.references import ReferenceSet


@dataclass(frozen=True, slots=True)
class Filling:
    """Other goods in the same vehicle, and the stops made for them; which of the two was not said."""

    kg: float = 0.0
    stops: int = 0
    guessed_kg: bool = False
    guessed_stops: bool = False

    def __bool__(self) -> bool:
        return anywhere(self.kg > 0)


ALONE = Filling()


def is_asked(question: Question) -> bool:
    """Whether nothing was said of what else is on board."""
    return question.own.other_kg is None and question.own.other_stops is None


def declared(question: Question, refs: ReferenceSet) -> Filling:
    """What the producer says; of the two numbers, the one he leaves out comes from the usual round."""
    kg, stops = question.own.other_kg, question.own.other_stops
    if not (kg or (kg is None and stops)):
        return ALONE
    usual = usual_stops(question, refs)
    return Filling(
        kg=mean_kg(question) * float(stops or 0) if kg is None else kg,
        stops=usual if stops is None else stops,
        guessed_kg=kg is None,
        guessed_stops=stops is None,
    )


def supposed(question: Question, refs: ReferenceSet, room_kg: float, kg: float | None = None) -> Filling:
    """The van filled: as many kilos as asked, else one usual round of customers as big, in the room left."""
    stops = usual_stops(question, refs)
    wished = mean_kg(question) * stops if kg is None else kg
    kilos = wished if kg is not None else min(wished, room_kg)
    return Filling(kilos, stops, guessed_kg=kg is None, guessed_stops=True) if kilos > 0 else ALONE


def usual_stops(question: Question, refs: ReferenceSet) -> int:
    """Other stops of the usual round, one at least whatever the customers of this delivery."""
    return max(1, round(refs["round.stops"]) - len(question.stops))


def mean_kg(question: Question) -> float:
    return question.mass_kg / len(question.stops)
