"""What a person types to name a commune, taken apart."""

import re
from dataclasses import dataclass, replace

from pat_logistics.folding import fold, words_of
from pat_logistics.territory.departements import NAMES

MAX_TEXT = 100
MAX_WORDS = 8
CEDEX = "cedex"
# « Le Cheylard » is also looked for as « Cheylard ».
ARTICLES = ("le", "la", "les", "l")

_IN_BRACKETS = re.compile(r"\(\s*(\d{2,3}|2[ab])\s*\)\s*$", re.IGNORECASE)
# « Mende (Lozère) », « Mende, Lozère ».
_NAMED_AFTER = re.compile(r"(?:\(([^()]+)\)|,([^,()]+))\s*$")
# « 48 000 », « 48.000 », and the « 48095.0 » of a spreadsheet.
_PARTED_CODE = re.compile(r"(?<![\d.,])(\d{2})[ .\u00a0\u202f](\d{3})(?![\d.,])")
_WHOLE_FIGURES = re.compile(r"(?<![\d.,])(\d{4,5})[.,]0+(?![\d.,])")
WHOLE_CODE = re.compile(r"\d{5}|2[ab]\d{3}")
_CODE = re.compile(r"\d{1,5}|2[ab]\d{3}")
# « Paris 15ème arr. » is « Paris 15e »: INSEE writes « Paris 15e Arrondissement ».
_ORDINAL = re.compile(r"(\d{1,2})(?:e|eme|ieme|er)")
_DISTRICT = {"arr", "arrt", "ardt", "arrdt", "arrond", "arrondissement", "arrondissements"}
_CODES_BY_NAME = {fold(name): code for code, name in NAMES.items()}


def whole_codes(text: str) -> str:
    """A text with its codes in one piece: « 48 000 Mende » → « 48000 Mende »."""
    return _WHOLE_FIGURES.sub(r"\1", _PARTED_CODE.sub(r"\1\2", text))


@dataclass(frozen=True, slots=True)
class PlaceName:
    """« St-Chély d’Apcher (48) » → words saint, chely…, département 48; digits are codes."""

    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    departement: str = ""

    @classmethod
    def parse(cls, text: str) -> "PlaceName":
        """Never fails: what makes no sense finds nothing."""
        text = text.replace("\x00", "").strip()[:MAX_TEXT]
        departement = ""
        if brackets := _IN_BRACKETS.search(text):
            departement = brackets[1].upper()
            text = text[: brackets.start()]
        elif after := _NAMED_AFTER.search(text):
            departement = _CODES_BY_NAME.get(fold(after[1] or after[2]), "")
            text = text[: after.start()] if departement else text
        words, codes = [], []
        after_number = False
        for word in words_of(whole_codes(text)):
            if CEDEX in words:  # « CEDEX 9 »: the number is that of a sorting office
                break
            if _CODE.fullmatch(word):
                codes.append(word.upper())
            elif ordinal := _ORDINAL.fullmatch(word):
                number = int(ordinal[1])
                words.append("1er" if number == 1 else f"{number}e")
            elif not (after_number and word in _DISTRICT):
                words.append(word)
            after_number = word[0].isdecimal()
        place = cls(tuple(words[:MAX_WORDS]), tuple(codes[:2]), departement)
        return place.without_cedex() if CEDEX in words else place

    def without_cedex(self) -> "PlaceName":
        """« 48005 MENDE CEDEX »: a code of the post for one customer; only its département counts."""
        words = tuple(word for word in self.words if word != CEDEX)
        code = self.codes[0] if self.codes else ""
        departement = code[:3] if code.startswith("97") else code[:2]
        if departement == "20":  # Corsica, whose communes are of 2A or of 2B
            departement = ""
        return replace(self, words=words, codes=(), departement=self.departement or departement)

    def without_article(self) -> "PlaceName":
        """« L’Hospitalet » → « Hospitalet »."""
        return replace(self, words=self.words[1:]) if self.words[0] in ARTICLES and self.words[1:] else self

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def __bool__(self) -> bool:
        return bool(self.words or self.codes)
