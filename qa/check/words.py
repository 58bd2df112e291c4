"""The checker's vocabulary, loaded once from the YAML beside this file."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def load(name: str) -> Any:
    """The content of a YAML file of this folder."""
    return yaml.load((Path(__file__).parent / name).read_text(encoding="utf-8"), Loader=_LOADER)


@lru_cache
def words() -> Any:
    """The whole vocabulary."""
    return load("words.yaml")


@lru_cache
def pattern(*keys: str) -> re.Pattern[str]:
    """The compiled expression at this place of the vocabulary."""
    found = words()
    for key in keys:
        found = found[key]
    return re.compile(found, re.IGNORECASE)


@lru_cache
def edge(name: str) -> re.Pattern[str]:
    """Function words at the beginning (`lead`) or the end (`tail`) of a clause, as many as there are; `lead_end`: one
    of those that a name may follow; `silent`: words that name nothing at all."""
    function: dict[str, list[str]] = words()["function"]
    if name == "lead_end":
        return re.compile(f"(?:{_either(function['lead'] + function['before_name'])})$", re.IGNORECASE)
    if name == "silent":
        return re.compile(rf"(?:{_either(function['silent'] + function['lead'])}|\s)*+", re.IGNORECASE)
    alternatives = _either(function[name])
    return re.compile(rf"^(?:{alternatives}|\s)+" if name == "lead" else rf"(?:{alternatives}|\s)++$", re.IGNORECASE)


def trimmed(text: str) -> str:
    """A phrase without the function words at its ends; nothing, where it names nothing."""
    return edge("tail").sub("", edge("lead").sub("", text))


def _either(listed: list[str]) -> str:
    """One of these expressions, the longer ones first."""
    return "|".join(sorted((name.replace(" ", r"\s*") for name in dict.fromkeys(listed)), key=len, reverse=True))
