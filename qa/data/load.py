"""The YAML files of this folder, each read once."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@lru_cache
def read(name: str) -> Any:
    """A YAML file of this folder, by the C parser where it is built in."""
    return yaml.load((HERE / f"{name}.yaml").read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  a safe loader in C


@lru_cache
def pattern(file: str, name: str) -> re.Pattern[str]:
    """A regular expression of such a file, compiled once."""
    return re.compile(read(file)[name])


@lru_cache
def words(file: str, name: str) -> tuple[str, ...]:
    """A list of words of such a file, longest first, so that the longest is tried first."""
    found = read(file)[name]
    items = found if isinstance(found, list) else str(found).split()
    return tuple(sorted((str(w) for w in items), key=len, reverse=True))
