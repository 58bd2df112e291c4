"""What the page says, in Chinese and English."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from qa.answer import Language

LANGUAGES: tuple[Language, ...] = ("zh", "en")
MARKS = {"verified": "✓", "recomputed": "∑", "contradicted": "✗", "unsupported": "?"}
STATUS_MARKS = {"answered": "✓", "partial": "◐", "not_itemised": "⊂", "not_disclosed": "∅", "out_of_scope": "↷"}


class Words:
    """The words of one language: `words("page", page=3)`."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __call__(self, key: str, **values: object) -> str:
        text = _all()[key][self.language]
        return text.format(**values) if values else text

    @property
    def other(self) -> str:
        """The address of the same page in the other language."""
        return "/en/" if self.language == "zh" else "/"


_BOTH = re.compile(r"(?P<zh>.+?[。！？]) \((?P<en>.+)\)", re.DOTALL)


def spoken(sentence: str, language: Language) -> str:
    """The part in this language of a sentence that is said in both.

    >>> spoken("请先写下问题。 (Write a question first.)", "en")
    'Write a question first.'
    >>> spoken("There is no document x.", "zh")
    'There is no document x.'
    """
    both = _BOTH.fullmatch(sentence)
    return both[language] if both else sentence


@cache
def words_of(language: Language) -> Words:
    """The words of this language."""
    return Words(language)


@cache
def _all() -> dict[str, dict[str, str]]:
    return dict(load("words.yaml"))


def load(name: str) -> Any:
    """A YAML file of this package."""
    return yaml.load(files("qa.web").joinpath("data", name).read_text("utf-8"), Loader=yaml.CSafeLoader)
