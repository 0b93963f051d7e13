"""The text of a guide: safe HTML from Markdown, the time it takes to read, and its words to look for."""

import math
import re

from markdown_it import MarkdownIt
from markdown_it.token import Token

WORDS_A_MINUTE = 200
LONGEST_SEARCH = 100

# What an advisor types is never HTML; a picture would come from another site, which the portal never loads.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
_HTML = re.compile(r"</?[a-zA-Z][^<>]*>|<!--")
# No line ends between the groups of a number, nor between a number and its unit.
_TIED = re.compile(r"(?<=\d) (?=\d{3}\b|(?:km|kg|g|h|l|min|minutes|minute|euros)\b|°C)")


def to_html(text: str) -> str:
    """HTML of a Markdown text. Titles begin at the second level: the first is the title of the page."""
    tokens = _MARKDOWN.parse(text)
    for token in tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
        for child in token.children or ():
            if child.type == "text":
                child.content = _TIED.sub("\u202f", child.content)
    return str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))


def mistakes(text: str) -> list[str]:
    """What would not come out as typed: HTML, a first-level title, a title that skips a level."""
    found = []
    level = 1
    for token in _MARKDOWN.parse(text):
        if token.type == "heading_open":
            here = int(token.tag[1])
            if here == 1:
                found.append("Un intertitre commence par « ## » : un seul « # » est le titre de la page.")
            elif here > level + 1:
                found.append(f"« {'#' * here} » saute un niveau : il vient sous « {'#' * (here - 1)} ».")
            level = max(here, 2)
        elif token.type == "inline" and (tag := _HTML.search(_typed(token))):
            found.append(f"« {tag[0]} » est du HTML : il s’afficherait tel quel. Écrivez le texte sans lui.")
    return list(dict.fromkeys(found))


def _typed(token: Token) -> str:
    """The text of a line, without what is shown as code on purpose."""
    return "".join(child.content for child in token.children or () if child.type == "text")


def reading_minutes(text: str) -> int:
    """Whole minutes, one at least."""
    return max(1, math.ceil(len(words_of(text)) / WORDS_A_MINUTE))


def words_of(text: str) -> list[str]:
    """The words of a text, without punctuation or Markdown signs."""
    return re.findall(r"[^\W_]+", text)
