"""What the audit says of its findings, in the language of the page."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_SLOT = re.compile(r"\{(\w+)\}")


@cache
def _data() -> Any:
    return yaml.safe_load((files("qa.web") / "data" / "findings.yaml").read_text(encoding="utf-8"))


@cache
def _sentences() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Each Chinese sentence as a pattern of its slots, with the English of it."""
    return tuple((_pattern(entry["zh"]), str(entry["en"])) for entry in _data()["sentences"])


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = _SLOT.split(sentence)  # text, name, text, name, …
    named = (f"(?P<{part}>.+?)" if place % 2 else re.escape(part) for place, part in enumerate(parts))
    return re.compile("".join(named))


def in_english(why: str) -> str | None:
    """A finding's sentence in English, its names kept; None where it is not one that is known.

    >>> in_english("这里写的是 2018 年，本公开是 2019 年。")
    'The year 2018 stands here; this disclosure is of 2019.'
    """
    words = _data()["words"]
    for found, english in _sentences():
        if (said := found.fullmatch(why)) is not None:
            return english.format(
                **{name: words.get(text.strip(), text.strip()) for name, text in said.groupdict().items()}
            )
    return None
