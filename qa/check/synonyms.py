"""Other names of a line: official ones of other places and years, and what people say, from the shared glossary."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import lru_cache

from corpus.data.load import glossary
from qa.check.text import label_of, plain
from qa.check.words import words

SHORT = 3
"""What people say in fewer letters than this stands in too many other words (会议, 就业), but for `short_sayings`."""
LONG = 6
"""An English saying has more letters than this."""


@lru_cache
def _names() -> dict[str, tuple[tuple[str, bool], ...]]:
    """A label -> its other names, and whether they are what people say; a saying of two terms tells neither."""
    said = Counter(plain(alias) for term in glossary() for alias in term.aliases)
    official = {label_of(name) for term in glossary() for name in term.names}
    out: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    for term in glossary():
        names = [label_of(name) for name in term.names]
        says = [s for alias in term.aliases if said[s := plain(alias)] == 1 and _long_enough(s) and s not in official]
        english = [s for phrase in term.english if len(s := plain(phrase)) > LONG]
        for name in names:
            out[name] += [(other, False) for other in names if other != name]
            out[name] += [(other, True) for other in (*says, *english)]
    return {name: tuple(dict.fromkeys(others)) for name, others in out.items()}


def _long_enough(saying: str) -> bool:
    return len(saying) >= SHORT or saying in words()["short_sayings"]


def synonyms(label: str) -> tuple[tuple[str, bool], ...]:
    """What else the line of this label is called, each with whether it is only what people say.

    >>> ("公务用车购置及运行维护费", False) in synonyms("公务用车购置及运行费")
    True
    """
    return _names().get(label, ())
