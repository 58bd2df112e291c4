"""Slots: their grammar, what they are filled with, and that a stream fills them like a whole text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.llm.evidence import Evidence, evidence_of
from qa.llm.slots import BadSlot, Filler, filling
from qa.llm.think import Spoken
from qa.service import Service
from tests.qa.build import Shelf, science

QUESTION = "示例市科学技术局2023年项目支出占总支出的比例？"


def made() -> Evidence:
    service = Service(Shelf(science()))
    answer, ask = service._composed(QUESTION, (), None, None)
    return evidence_of(answer, ask.draft, service.library)


EVIDENCE = made()


@pytest.mark.parametrize(("slot", "text"), [
    ("f1", "300.00万元[1][2]"), ("f2", "1,000.00万元[3][4]"), (" f1 ", "300.00万元[1][2]"),
])
def test_a_figure_as_it_is_printed(slot: str, text: str) -> None:
    assert filling(slot, EVIDENCE).text.split("[")[0] == text.split("[")[0]
    assert "[" in filling(slot, EVIDENCE).text


@pytest.mark.parametrize(("slot", "text", "value"), [
    ("f1|元", "3,000,000元", "3000000"), ("f1|亿元", "0.0300亿元", "0.0300"), ("f1+f2", "1,300.00万元", "1300.00"),
    ("f2-f1", "700.00万元", "700.00"), ("f2 − f1|元", "7,000,000元", "7000000"), ("f1/f2|%", "30.00%", "30.00"),
    ("f1÷f2", "30.00%", "30.00"), ("f2/f1|倍", "3.33倍", "3.33"), ("(f2-f1)/f1|%", "233.33%", "233.33"),
])
def test_a_figure_computed_or_converted(slot: str, text: str, value: str) -> None:
    found = filling(slot, EVIDENCE)
    assert found.text.split("[")[0] == text and found.claimed is not None and str(found.claimed.value) == value


@pytest.mark.parametrize("slot", [
    "", "f9", "s9", "f0", "x1", "f1|吨", "f1|%", "f1*f2", "f1+", "f1-f2", "f1/f2|万元", "f1+f3", "(f1-f2)/f1", "f1|", "f1.claimed",
    "f1[0]", "__class__", "f1/f2/f1", "f1 f2", "F1", "f1|元|元", "s1|元", "1+1", "f1|" + "元" * 50,
])
def test_what_is_no_slot(slot: str) -> None:
    if slot == "f1|":
        assert filling(slot, EVIDENCE).text == filling("f1", EVIDENCE).text
        return
    with pytest.raises(BadSlot):
        filling(slot, EVIDENCE)


@given(st.text(alphabet="f123|+-/()元万%倍 s{}.", max_size=20))
def test_any_slot_is_filled_or_bad(slot: str) -> None:
    try:
        found = filling(slot, EVIDENCE)
    except BadSlot:
        return
    assert found.text and "{" not in found.text


TEXT = "甲{{f1}}乙{ {{f2|元}}，{{f9}}丙{{f1/f2|%}}{{未完"


@given(st.lists(st.integers(0, len(TEXT)), max_size=8))
def test_a_stream_is_filled_like_the_whole(cuts: list[int]) -> None:
    whole, parts = Filler(EVIDENCE), Filler(EVIDENCE)
    edges = [0, *sorted(cuts), len(TEXT)]
    pieces = [TEXT[a:b] for a, b in pairwise(edges)]
    assert "".join([*map(parts.more, pieces), parts.rest()]) == whole.more(TEXT) + whole.rest()


def test_no_half_slot_is_shown() -> None:
    filler = Filler(EVIDENCE)
    shown = [filler.more(c) for c in "甲{{f1}}乙"]
    assert all("{" not in s and "}" not in s for s in shown) and "300.00万元" in "".join(shown)


THOUGHTS = "好<think>也许是99</think>的<think>再想</think>，<b>完<think>没有说完"


@given(st.lists(st.integers(0, len(THOUGHTS)), max_size=8))
def test_thoughts_are_kept_out_however_they_are_cut(cuts: list[int]) -> None:
    spoken = Spoken()
    edges = [0, *sorted(cuts), len(THOUGHTS)]
    said = "".join(spoken.more(THOUGHTS[a:b]) for a, b in pairwise(edges)) + spoken.rest()
    assert said == "好的，<b>完"
