"""Parts that the harness leaves out to see what each is worth. No setting and no variable reaches this: only a process that
calls `leave_out` before it does anything else answers without a part."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, get_args

Part = Literal["glossary", "dense", "checker", "stitching"]
PARTS: tuple[Part, ...] = get_args(Part)
_OUT: set[Part] = set()


def leave_out(parts: Iterable[Part]) -> None:
    """Leave these parts out from now on; what was loaded before keeps them."""
    _OUT.update(parts)


def left_out(part: Part) -> bool:
    """Is this part left out?"""
    return part in _OUT
