"""Where the data of a user is kept where nothing else is said, and what stands where in it."""

from __future__ import annotations

import os
import sys
from pathlib import Path

FACTS = "facts.sqlite"
"""The SQLite file."""
FILES = "files"
"""The copies of what was ingested, named by content: page pictures are drawn from them."""
VECTORS = "vectors"
"""The generations of the embedded Chroma."""


def default_home() -> Path:
    """The per-user data directory of this system, without creating it."""
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / "budget-qa"
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "budget-qa"
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "budget-qa"
