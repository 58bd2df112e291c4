"""What is read from the samples is what their script knows it printed: each cell with its whole address."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from corpus.model import Fact
from eval.samples.make import disclosures

Address = tuple[object, ...]
NUMBERING = re.compile(r"^(其中[：:]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+[.、．])+")
BODY = re.compile(r"^示例市.+局$")


def plain(path: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    """Labels without numbering; a department's own line above its items may be their ancestor or not."""
    labels = [NUMBERING.sub("", label) for label in path]
    return tuple(labels[1:] if len(labels) > 1 and BODY.match(labels[0]) else labels)


def truth(samples: Path, stem: str) -> Counter[Address]:
    lines = (samples / "cells" / f"{stem}.jsonl").read_text(encoding="utf-8").splitlines()
    return Counter(
        (c["page"], c["text"], plain(c["row"]), c["code"], plain(c["col"]), c["unit"], c["year"])
        for c in map(json.loads, lines)
    )


def address(fact: Fact) -> Address:
    return (fact.page, fact.text, plain(fact.row), fact.code, plain(fact.col), fact.unit, fact.year)


@pytest.mark.parametrize("stem", sorted(disclosures()))
def test_every_cell_is_read_with_its_address_and_no_other(stem: str, samples: Path) -> None:
    disclosure = read_disclosure(samples / f"{stem}.pdf")
    read, printed = Counter(map(address, disclosure.facts)), truth(samples, stem)
    assert (printed - read, read - printed) == (Counter(), Counter())
    assert disclosure.document.sample
    department, year, kind = disclosure.document.department, disclosure.document.year, disclosure.document.kind
    expected = {"zwfw": "政务服务数据管理局", "nongye": "农业农村局", "wenlv": "文化和旅游局"}[stem.split("-")[1]]
    assert (department, year, kind) == (f"示例市{expected}", int(stem.split("-")[2]), "final" if "final" in stem else "budget")
