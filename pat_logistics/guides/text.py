"""The text of a guide: safe HTML from Markdown, the time it takes to read, and its words to look for."""

import math
import re

from markdown_it import MarkdownIt

WORDS_A_MINUTE = 200
LONGEST_SEARCH = 100

# What an advisor types is never HTML; a picture would come from another site, which the portal never loads.
_MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "html_block", "html_inline"])
# No line ends between the groups of a number, nor between a number and its unit.
_TIED = re.compile(r"(?<=\d) (?=\d{3}\b|(?:km|kg|g|h|l|min|minutes|minute|euros)\b)")


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


def reading_minutes(text: str) -> int:
    """Whole minutes, one at least."""
    return max(1, math.ceil(len(words_of(text)) / WORDS_A_MINUTE))


def words_of(text: str) -> list[str]:
    """The words of a text, without punctuation or Markdown signs."""
    return re.findall(r"[^\W_]+", text)
