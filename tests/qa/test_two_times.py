"""What a year, a kind or a department behind 比 says of the other side, over final accounts of two years."""

from __future__ import annotations

from pathlib import Path

import pytest

from qa.service import Service
from tests.qa.build import Shelf

FARM = "示例市农业农村局"
HELD = ("shili-nongye-2022-budget", "shili-nongye-2022-final", "shili-nongye-2023-budget", "shili-nongye-2023-final", "shili-wenlv-2023-final")
CASES = [
    ("a kind behind the thing is of both years", f"{FARM}2023年比2022年公务接待费决算增长多少", ["8.78", "8.46", "0.32"]),
    ("a kind of the year before, of both where both have it", f"{FARM}差旅费2023年比2022年决算减少多少", ["72.97", "74.69", "1.72"]),
    ("two kinds, each of its own year", f"{FARM}2023年预算差旅费比2022年决算少多少", ["74.16", "74.69", "0.53"]),
    ("one year behind two departments", f"{FARM}比文旅局2023年决算多花多少", ["5615.36", "5209.25", "406.11"]),
    ("the same in English", "How much more did the agriculture bureau spend than the culture bureau in 2023?", ["5615.36", "5209.25", "406.11"]),
    ("how far the budget was spent, over two years", f"{FARM}2023年预算执行率比2022年降低几个百分点", ["94.59", "94.99", "0.40"]),
    ("spent and planned", f"{FARM}2023年三公经费里的公务用车运行维护费实际支出和年初预算各多少", ["48.07", "62.92"]),
]


@pytest.fixture(scope="module")
def years(samples: Path) -> Service:
    """Budgets and final accounts of two years, and a second department's of one."""
    from corpus.ingest import read_disclosure

    return Service(Shelf(*(read_disclosure(samples / f"{name}.pdf") for name in HELD)))


@pytest.mark.parametrize(("question", "figures"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_two_times(years: Service, question: str, figures: list[str]) -> None:
    answer = years.ask(question)
    assert answer.status == "answered", answer.answer
    given = {f.value for f in answer.figures if f.verdict in ("verified", "recomputed")}
    assert set(figures) <= given, answer.answer
