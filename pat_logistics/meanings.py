"""What everyday words mean of a product: « bio » is a label, « pélardon » a cheese, « frais » a temperature.

One reading for the directory of producers, the catalogue of solutions and the search of the whole portal.
"""

import functools
from dataclasses import dataclass

from pat_logistics.vocabulary import DEFAULT_TEMPERATURE, Label, ProductFamily, Temperature

# A word shorter than this is in the singular: « bus », « jus ».
LONG_WORD = 4

_FAMILIES = {
    ProductFamily.FRESH_MEAT: (
        "viande boeuf bovin veau agneau mouton porc volaille poulet canard boucher boucherie steak"
    ),
    ProductFamily.FROZEN_MEAT: "viande",
    ProductFamily.CHARCUTERIE: "charcuterie charcutier saucisson saucisse jambon pate terrine salaison",
    ProductFamily.CHEESE: (
        "fromage fromager fromagerie fromagere lait laitier laiterie creme beurre tomme pelardon roquefort"
        " cantal laguiole feta"
    ),
    ProductFamily.YOGURT: "yaourt yoghourt yogourt faisselle",
    ProductFamily.EGGS: "oeuf",
    ProductFamily.VEGETABLES: (
        "legume maraicher maraichage maraichere salade tomate patate carotte poireau courge oignon"
    ),
    ProductFamily.FRUITS: "fruit pomme poire fraise framboise myrtille cerise verger arboriculteur",
    ProductFamily.CHESTNUT: "chataigne marron",
    ProductFamily.HONEY: "miel apiculteur apiculture apicultrice ruche abeille",
    ProductFamily.BREAD_FLOUR: "pain farine boulanger boulangere boulangerie ble meunier",
    ProductFamily.DRY_GROCERY: "tisane plante aromatique epicerie epice lentille confiture conserve",
    ProductFamily.DRINKS: "boisson jus biere brasserie brasseur cidre sirop vin vigneron limonade",
    ProductFamily.READY_MEALS: "plat traiteur",
}
_LABELS = {
    Label.ORGANIC: "bio biologique ab",
    Label.AOP_IGP: "aop aoc igp",
    Label.LABEL_ROUGE: "rouge",
    Label.BIENVENUE_A_LA_FERME: "bienvenue",
}
_TEMPERATURES = {
    Temperature.CHILLED: "frais fraiche froid froide refrigere refrigeree frigo frigorifique",
    Temperature.FROZEN: "surgele surgelee congele congelee",
    Temperature.AMBIENT: "ambiant ambiante sec seche",
}


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a word stands for; nothing when it is no word of products."""

    families: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    temperatures: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.families or self.labels or self.temperatures)

    @property
    def carried_at(self) -> frozenset[str]:
        """Temperatures at which what it means travels."""
        usual = {DEFAULT_TEMPERATURE[ProductFamily(family)].value for family in self.families}
        return self.temperatures | frozenset(usual)


@functools.cache
def _index() -> dict[str, dict[str, set[str]]]:
    """By word, then by what it says."""
    index: dict[str, dict[str, set[str]]] = {}
    for kind, table in (("families", _FAMILIES), ("labels", _LABELS), ("temperatures", _TEMPERATURES)):
        for choice, text in table.items():
            for word in text.split():
                index.setdefault(word, {}).setdefault(kind, set()).add(choice.value)
    return index


def _singular(word: str) -> str:
    return word[:-1] if len(word) >= LONG_WORD and word[-1] in "sx" else word


def meaning(word: str) -> Meaning:
    """What a folded word means, in the singular or in the plural."""
    known = _index().get(word) or _index().get(_singular(word)) or {}
    return Meaning(**{kind: frozenset(choices) for kind, choices in known.items()})
