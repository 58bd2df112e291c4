"""No rule of reading names a place: what is learned from one place's disclosures must hold for the others."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

CORPUS = Path(__file__).resolve().parents[3] / "corpus"
REGIONS = yaml.safe_load((CORPUS / "data" / "regions.yaml").read_text(encoding="utf-8"))
LISTS = {"regions.yaml", "pinyin.txt", "radicals.txt", "traditional.txt"}
"""Lists of all places of the country, and of letters, which hold for every place alike."""
FILES = sorted(p for p in CORPUS.rglob("*") if p.suffix in (".py", ".yaml") and p.name not in LISTS)


def names() -> set[str]:
    """The provinces, cities and districts by name."""
    lists = [v for v in REGIONS.values() if isinstance(v, str)]
    return {name for text in lists for name in re.findall("[一-鿿]{2,}", text)}


def test_the_lists_hold_places() -> None:
    assert {"江苏", "上海", "深圳", "普陀", "盐田"} <= names() and len(names()) > 200


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(CORPUS)))
def test_no_rule_names_a_place(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert sorted(name for name in names() if name in text) == []
