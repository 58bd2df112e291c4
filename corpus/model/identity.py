"""Stable ids: a hash of a JSON list, never of joined text, so that parts cannot run into each other."""

import hashlib
import json
from pathlib import Path


def content_id(data: bytes) -> str:
    """The id of a file by its bytes: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(data).hexdigest()[:16]


def file_id(path: Path) -> str:
    """The same of a file, which is never held as a whole."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:16]


def stable_id(*parts: str | int | float | None) -> str:
    """A short id of these parts, the same in every run."""
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
