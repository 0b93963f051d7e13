"""What a person types to name a commune, taken apart."""

import re
from dataclasses import dataclass

from pat_logistics.folding import words_of

MAX_TEXT = 100
MAX_WORDS = 8

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
        """Never fails: what makes no sense finds nothing."""
        text = text.replace("\x00", "").strip()[:MAX_TEXT]
        departement = ""
        if brackets := _IN_BRACKETS.search(text):
            departement = brackets[1].upper()
            text = text[: brackets.start()]
        words, codes = [], []
        for word in words_of(text):
            if _CODE.fullmatch(word):
                codes.append(word.upper())
            else:
                words.append(word)
        return cls(tuple(words[:MAX_WORDS]), tuple(codes[:2]), departement)

    @property
    def name(self) -> str:
        return " ".join(self.words)

    def __bool__(self) -> bool:
        return bool(self.words or self.codes)
