"""What a person types to name a commune, taken apart."""

import re
import unicodedata
from dataclasses import dataclass

MAX_TEXT = 100
MAX_WORDS = 8
SHORT_FORMS = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes"}

_IN_BRACKETS = re.compile(r"\(\s*(\d{2,3}|2[ab])\s*\)\s*$", re.IGNORECASE)
_CODE = re.compile(r"\d{1,5}|2[ab]\d{3}")


@dataclass(frozen=True, slots=True)
class PlaceName:
    """« St-Chély d’Apcher (48) » → words saint, chely…, département 48; digits are codes."""

    words: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    departement: str = ""

    @classmethod
    def parse(cls, text: str) -> "PlaceName":
        """Never fails: what makes no sense finds nothing. Accents are left to the database (`Fold`)."""
        text = unicodedata.normalize("NFC", text.replace("\x00", "")).strip()[:MAX_TEXT].lower()
        departement = ""
        if brackets := _IN_BRACKETS.search(text):
            departement = brackets[1].upper()
            text = text[: brackets.start()]
        words, codes = [], []
        for word in re.findall(r"[^\W_]+", text):
            if _CODE.fullmatch(word):
                codes.append(word.upper())
            else:
                words.append(SHORT_FORMS.get(word, word))
        return cls(tuple(words[:MAX_WORDS]), tuple(codes[:2]), departement)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def __bool__(self) -> bool:
        return bool(self.words or self.codes)
