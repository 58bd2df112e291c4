"""The vocabulary of tables and captions, loaded once from the YAML beside this file."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache
def _load(name: str) -> Any:
    return yaml.load((HERE / name).read_text(encoding="utf-8"), Loader=_LOADER)


@lru_cache
def pattern(section: str, name: str) -> re.Pattern[str]:
    """A compiled pattern of table_words.yaml."""
    return re.compile(_load("table_words.yaml")[section][name])


@lru_cache
def numbering() -> tuple[re.Pattern[str], ...]:
    """The numberings of labels, outermost first."""
    return tuple(re.compile(p) for p in _load("table_words.yaml")["labels"]["numbering"])


@lru_cache
def _kinds() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((entry["kind"], re.compile(entry["pattern"])) for entry in _load("table_kinds.yaml"))


def table_kind(title: str) -> str | None:
    """The canonical kind of a table of this title, None if its words tell none.

    >>> table_kind("一般公共预算“三公”经费支出表")
    'three_public'
    """
    bare = re.sub(r"[\s“”\"'‘’《》]", "", title)
    return next((kind for kind, found in _kinds() if found.search(bare)), None)
