"""Other names of a line: official ones of other places and years, and what people say, from the shared glossary."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from corpus.data.load import glossary
from qa.check.text import label_of, plain

SHORT = 3
"""What people say in fewer letters than this stands in too many other words (公车, 会议)."""


@lru_cache
def _names() -> dict[str, tuple[str, ...]]:
    """A label -> its other names; a saying of two terms tells neither."""
    said = Counter(plain(alias) for term in glossary() for alias in term.aliases)
    official = {label_of(name) for term in glossary() for name in term.names}
    out: dict[str, list[str]] = defaultdict(list)
    for term in glossary():
        names = [label_of(name) for name in term.names]
        says = [s for alias in term.aliases if said[s := plain(alias)] == 1 and len(s) >= SHORT and s not in official]
        english = [s for phrase in term.english if len(s := plain(phrase)) > 2 * SHORT]
        for name in names:
            out[name] += [other for other in (*names, *says, *english) if other != name]
    return {name: tuple(dict.fromkeys(others)) for name, others in out.items()}


def synonyms(label: str) -> tuple[str, ...]:
    """What else the line of this label is called.

    >>> "公务用车购置及运行维护费" in synonyms("公务用车购置及运行费")
    True
    """
    return _names().get(label, ())
