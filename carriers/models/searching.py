"""What may be asked of many solutions: who sees them, the words they hold, what a price needs."""

from django.db.models import Prefetch, Q

from carriers.enums import GOODS_KINDS, SolutionKind
from carriers.models.companies import Carrier
from carriers.models.places import DropPoint
from carriers.models.serving import ServingQuerySet
from carriers.perms import managed_by, published_solution, visible_solution
from pat_logistics.folding import words_of
from pat_logistics.lookups import SEARCHED_WORDS, holds, resembles
from pat_logistics.meanings import meaning
from pat_logistics.territory.models import Commune

# Words of what each kind is called, those that say nothing of it left out.
_KINDS = {
    word: kind
    for kind in SolutionKind
    for word in words_of(kind.label)
    if len(word) >= 5 and word not in ("entre", "producteurs")
}  # fmt: skip
_KINDS |= {"casier": SolutionKind.LOCKER, "consigne": SolutionKind.LOCKER, "logiciel": SolutionKind.SOFTWARE}


# What a card, a map or a price says of a solution beside its own columns.
PLACES = ("carrier__commune", "commune", "round_destination")


class SolutionQuerySet(ServingQuerySet):
    def published(self):
        return self.filter(published_solution())

    def visible_to(self, user):
        """Published, or of the user's own organisation; everything for advisors and administrators."""
        return self.filter(visible_solution(user))

    def managed_by(self, user):
        """Services whose pages the user keeps; those of no company are the advisors'."""
        return self.filter(managed_by(user, "carrier__organisation"))

    def carrying_goods(self):
        """What can be priced: software, advice and subsidies carry nothing."""
        return self.filter(kind__in=GOODS_KINDS)

    def search(self, words: list[str]):
        """Solutions that hold every word, in their own texts or in the name of their carrier or commune.

        Accents and capitals are ignored. Trigram indexes: a union for each word, as an OR over three tables
        would read them all.
        """
        return self._said(words, holds)

    def resembling(self, words: list[str]):
        """Solutions that hold every word, or one that looks like it: for when nothing else was found."""
        return self._said(words, resembles)

    def _said(self, words, rule):
        found, everything = self, self.model.objects.order_by()
        for word in words[:SEARCHED_WORDS]:
            carriers = Carrier.objects.filter(rule("sort_key", word))
            communes = Commune.objects.said_by(rule("names_key", word), word)
            own, *others = (
                everything.filter(condition).values("pk")
                for condition in (
                    rule("search_text", word),
                    Q(carrier__in=carriers),
                    Q(commune__in=communes),
                    *_meant(word),
                )
            )
            found = found.filter(pk__in=own.union(*others, all=True))
        return found

    def with_places(self):
        """Loads what a card or a map says of a solution: two queries whatever the number."""
        return self.select_related(*PLACES).prefetch_related(
            Prefetch("drop_points", queryset=DropPoint.objects.select_related("commune"))
        )


def _meant(word: str):
    """What a word of every day says of a solution: its nature, or the temperature of a product it takes."""
    if kind := _KINDS.get(word) or _KINDS.get(word.rstrip("s")):
        yield Q(kind=kind)
    if temperatures := meaning(word).carried_at:
        yield Q(temperatures__overlap=list(temperatures), kind__in=GOODS_KINDS)
