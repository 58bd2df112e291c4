"""Names that share their head noun in a list: 上海市和普陀区财政局 are two bureaus."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from index.bodies import Region
from index.places import Stems, region_before

_JOINED = re.compile(r"(?:和|与|及|以及|、)$")


def shared_heads(
    text: str, named: Iterable[tuple[int, int]], forms: Collection[str], stems: Stems
) -> Iterator[tuple[int, int, str, tuple[Region, ...]]]:
    """(start, end, form, place) of each place that stands before the full name of a list's last member.

    `named`: where names with a place of their own stand; `forms`: what bodies are called without their places.
    """
    for start, end in named:
        joined = _JOINED.search(text[:start])
        form = next((text[at:end] for at in range(start + 1, end) if text[at:end] in forms), None)
        if joined is None or form is None:
            continue
        begin, places = region_before(text, joined.start(), stems)
        if places:
            yield begin, joined.start(), form, places
