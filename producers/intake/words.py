"""What lists say in their words, in ours: products, signs of quality, statuses. What is not sure is left."""

import re

from pat_logistics.folding import fold
from pat_logistics.vocabulary import Label, ProductFamily
from producers.enums import LegalForm

# In this order: « fromage de brebis » is no meat, « pâté de foie » no flour. On folded text.
_FAMILIES = [
    (re.compile(pattern), family)
    for pattern, family in (
        (r"\byaourt|\byog", ProductFamily.YOGURT),
        (r"\blait\b|laiti|fromage|cheese|dairy|\btomme|beurre|\bcreme|faisselle|pelardon|roquefort|\bmilk",
         ProductFamily.CHEESE),
        (r"\boeuf|\beggs?\b|pondeuse", ProductFamily.EGGS),
        (r"surgel", ProductFamily.FROZEN_MEAT),
        (r"plats? cuisine|traiteur|plats? prepare", ProductFamily.READY_MEALS),
        (r"charcut|saucis|jambon|salaison|terrine|\bpates? de\b|rillette|foie gras",
         ProductFamily.CHARCUTERIE),
        (r"chataign|chestnut|\bmarrons?\b", ProductFamily.CHESTNUT),
        (r"\bmiels?\b|apicult|abeille|\bruche|honey|pollen|propolis", ProductFamily.HONEY),
        (r"aromatique|medicinal|ppam|tisane|epice|safran|confiture|\bhuile|lentille|conserve|epicerie"
         r"|legumes? sec|\bsel\b|\bherbs?\b|herboris", ProductFamily.DRY_GROCERY),
        (r"\bjus\b|biere|cidre|boisson|brasse|\bvins?\b|viti|\bwine|\bbeer|sirop|limonade|juice|vigne",
         ProductFamily.DRINKS),
        (r"\bpains?\b|farine|boulang|\bbread|flour|meunerie|paysan boulanger", ProductFamily.BREAD_FLOUR),
        (r"legume|maraich|pommes? de terre|vegetable|salade|tomate|oignon|champignon|\bcourge|poireau",
         ProductFamily.VEGETABLES),
        (r"\bfruit|\bpommes?\b|\bpoires?\b|cerise|framboise|myrtille|fraise|arboricult|abricot|\bnoix\b",
         ProductFamily.FRUITS),
        (r"viande|bovin|\bovin|agneau|mouton|\bveau|\bporc|volaille|poulet|canard|\bmeat|boucher|lapin"
         r"|caprin|chevreau|gibier|\bbeef|poultry|\blamb\b|dinde|pintade|allaitant",
         ProductFamily.FRESH_MEAT),
    )
]  # fmt: skip
_LABELS = [
    (re.compile(pattern), label)
    for pattern, label in (
        (r"^ab$|agriculture biologique|\bbio\b|biologique|organic", Label.ORGANIC),
        (r"\baop\b|\baoc\b|\bigp\b", Label.AOP_IGP),
        (r"label rouge", Label.LABEL_ROUGE),
        (r"de lozere", Label.DE_LOZERE),
        (r"sud de france", Label.SUD_DE_FRANCE),
        (r"bienvenue a la ferme", Label.BIENVENUE_A_LA_FERME),
    )
]
_NOT_YET = re.compile(r"conversion|\bnon\b|\bsans\b")
_FORMS = [
    (re.compile(pattern), form)
    for pattern, form in (
        (r"cooperat|groupement|\bcuma\b|\bsica\b", LegalForm.COOPERATIVE),
        (r"insertion|\besat\b", LegalForm.SOCIAL_WORKSHOP),
        (r"transformat|artisan", LegalForm.PROCESSOR),
        (r"\bgaec\b|\bearl\b|\bscea\b|\bsarl\b|\bsasu?\b|societe|\beurl\b|\bscop\b", LegalForm.COMPANY),
        (r"individuel|\bei\b|micro", LegalForm.SOLE),
    )
]  # fmt: skip


def families(text: str) -> tuple[list[ProductFamily], list[str]]:
    """Families of the products that a cell lists, each once, and the words that none of them covers."""
    found: dict[ProductFamily, None] = {}
    unknown = []
    for item in _items(text):
        family = next((family for pattern, family in _FAMILIES if pattern.search(fold(item))), None)
        if family:
            found[family] = None
        else:
            unknown.append(item)
    return list(found), unknown


def labels(text: str) -> list[Label]:
    """Signs of quality that a cell names; a farm under conversion to organic is not there yet."""
    found: dict[Label, None] = {}
    for item in map(fold, _items(text)):
        if not _NOT_YET.search(item):
            found |= dict.fromkeys(label for pattern, label in _LABELS if pattern.search(item))
    return list(found)


def legal_form(text: str) -> LegalForm | None:
    folded = fold(text)
    return next((form for pattern, form in _FORMS if pattern.search(folded)), None)


def _items(text: str) -> list[str]:
    """The comma parts things only where nothing else does: « Ovins, caprins : lait » is one of several."""
    sign = r"[;|\n/]" if re.search(r"[;|\n:]", text) else r"[;|\n/,]| et | & "
    return [item.strip() for item in re.split(sign, text) if item.strip()]
