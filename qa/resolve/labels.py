"""What a phrase may be called where it is printed."""

from __future__ import annotations

from functools import lru_cache

from index.normal import bare
from qa.data.load import read
from qa.lexicon import official
from qa.plan import Metric


def names_of(metric: Metric) -> tuple[str, ...]:
    """Labels that would mean exactly this phrase, the phrase itself first."""
    return _names(metric.key or bare(metric.phrase))


@lru_cache(maxsize=4096)
def _names(phrase: str) -> tuple[str, ...]:
    rules = read("scopes")
    names = dict.fromkeys(official(phrase))
    for name in tuple(names):
        for ending in rules["endings"]:
            if name.endswith(ending) and len(name) - len(ending) >= 2:
                names.setdefault(name[: -len(ending)])
    for name in tuple(names):
        for suffix in rules["suffixes"]:
            names.setdefault(name + suffix)
    for name in tuple(names):
        for prefix in rules["prefixes"]:
            names.setdefault(prefix + name)
    return tuple(names)
