"""The adversarial bench over the samples: the promise of the checker, at a small size."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from eval.checker.material import in_chinese
from eval.checker.run import run
from index.memory import MemoryStore
from tests.eval.checker.places import places

NUMBERS = [("879900", "八十七万九千九百"), ("10.05", "十点零五"), ("100000001", "一亿零一"), ("15", "十五"), ("2030", "二千零三十")]


@pytest.mark.parametrize(("value", "text"), NUMBERS, ids=[text for _, text in NUMBERS])
def test_numbers_in_chinese(value: str, text: str) -> None:
    assert in_chinese(Decimal(value)) == text


def test_the_checker_finds_what_is_false_and_doubts_nothing_true(samples: Path) -> None:
    store = MemoryStore(read_disclosure(path) for path in sorted(samples.glob("*-2023-*.pdf")))
    score = run(store, n=3)
    assert score.sentences > 600
    assert [item.text for item, _ in score.missed] == []


def test_it_does_so_for_the_heads_and_labels_of_other_places() -> None:
    score = run(MemoryStore(places()), n=3)
    assert score.sentences > 600
    assert [item.text for item, _ in score.missed] == []
