"""What stands on page after page and is no part of any: page numbers, running heads and feet."""

from __future__ import annotations

import re
from collections.abc import Collection

from corpus.data.words import pattern
from corpus.read.layout import PageLayout
from corpus.read.raw import BLANK, Line
from corpus.tables.caption import is_title

PAGE_NUMBER = re.compile(
    r"^[-—－–\s]*\d{1,4}[-—－–\s]*$|^第\s*\d+\s*页(?:[,，/、]?\s*共\s*\d+\s*页)?$|^第\d+页|^\d{1,4}/\d{1,4}$"
)


def furniture(page: PageLayout, running: Collection[str]) -> set[Line]:
    """Page numbers, and running lines that are no captions: a table's title stands on each of its pages."""
    return {line for line in page.lines if PAGE_NUMBER.match(line.text) or _runs(BLANK.sub("", line.text), running)}


def _runs(text: str, running: Collection[str]) -> bool:
    captioned = is_title(text) or any(pattern("captions", name).search(text) for name in ("unit", "body", "note"))
    return text in running and not captioned
