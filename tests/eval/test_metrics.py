"""What a run amounts to: one case a line, computed by hand."""

from __future__ import annotations

from typing import Any

import pytest

from eval.case import Case
from eval.judge import judge
from eval.metrics.chance import bootstrap, mcnemar
from eval.metrics.citations import Printed, Share, exactness, precision, recall
from eval.metrics.facets import facets
from eval.metrics.found import rank, retrieval
from eval.metrics.measure import measures, pairs
from eval.metrics.verdicts import calibration, refusals, statuses
from eval.run import Result, Score
from eval.systems.ground import Ground
from eval.systems.own import Own
from eval.systems.reply import Hit, Reply, plain_answer
from qa.answer import Answer, Citation, Figure

WENLV = "shili-wenlv-2024-budget"


def result(case: Case, answer: Answer, hits: tuple[Hit, ...] | None = None, tokens: int | None = None) -> Result:
    return Result(case, Reply(answer, hits, tokens, 0.01), judge(case, answer))


def cited(
    value: str,
    unit: str,
    quotes: list[str],
    expression: str | None = None,
    page: int = 12,
    document: str = WENLV + ".pdf",
    **more: Any,
) -> Answer:
    """An answer with one figure, over quotes of one page."""
    marks = list(range(1, len(quotes) + 1))
    figure = Figure(
        text=f"{value}{unit}",
        value=value,
        unit=unit,
        verdict="recomputed" if expression else "verified",
        expression=expression,
        citations=marks,
    )
    citations = [
        Citation(id=k, document=document, title="", page=page, bbox=(1, 1, 2, 2), quote=q)
        for k, q in zip(marks, quotes, strict=True)
    ]
    return Answer.model_validate(
        {"question": "?", "status": "answered", "answer": f"{value}{unit}", "figures": [figure], "citations": citations}
        | more
    )


CASE = Case(q="?", figures=["7.10"], docs=[WENLV])
HELD = {
    "the cell prints it": (cited("7.10", "万元", ["7.10"]), True),
    "converted": (cited("71000.00", "元", ["7.10"]), True),
    "converted and rounded, from 元": (cited("5,493.96", "万元", ["54,939,600.00"], page=5), True),
    "another figure": (cited("7.10", "万元", ["9.00"]), False),
    "not printed on that page": (cited("7.10", "万元", ["7.10"], page=3), False),
    "of a document that there is not": (cited("7.10", "万元", ["7.10"], document="none.pdf"), False),
    "computed from the cited cells": (cited("16.10", "万元", ["7.10", "9.00"], "7.10万元 + 9.00万元"), True),
    "computed from a cell that is not cited": (cited("16.10", "万元", ["7.10"], "7.10万元 + 9.00万元"), False),
    "an average over cited cells": (cited("8.05", "万元", ["7.10", "9.00"], "(7.10万元 + 9.00万元) ÷ 2"), True),
}


@pytest.mark.parametrize("name", HELD)
def test_a_citation_holds_its_figure(name: str, ground: Ground) -> None:
    answer, held = HELD[name]
    assert precision([result(CASE, answer)], Printed(ground)) == Share(int(held), 1)


def test_recall_asks_for_the_figure_its_place_and_its_document(ground: Ground) -> None:
    right, elsewhere = cited("7.10", "万元", ["7.10"]), cited("7.10", "万元", ["7.10"], page=3)
    other = Case(q="?", figures=["7.10"], docs=["shili-wenlv-2023-budget"])
    found = [
        result(CASE, right),
        result(CASE, elsewhere),
        result(other, right),
        result(Case(q="?", figures=["1", "7.10"]), right),
    ]
    assert recall(found, Printed(ground)) == Share(2, 5)
    assert exactness(found) == Share(4, 5)


def test_chunks_are_cited_by_their_page(ground: Ground) -> None:
    chunk = Hit(document=WENLV + ".pdf", page=12, text="2024年 公务接待费 7.10")
    assert precision([result(CASE, plain_answer("?", "7.10万元[1]", [chunk]))], Printed(ground)) == Share(1, 1)


def refused(status: str) -> Answer:
    return Answer.model_validate({"question": "?", "status": status, "answer": "没有。"})


def test_refusals() -> None:
    due = Case(q="?", status=["not_disclosed"])
    found = [
        result(due, refused("not_disclosed")),
        result(due, refused("not_itemised")),
        result(CASE, refused("not_disclosed")),
        result(due, cited("7.10", "万元", ["7.10"])),
        result(CASE, cited("7.10", "万元", ["7.10"])),
    ]
    assert refusals(found) == (Share(2, 3), Share(2, 3))
    assert statuses(found)["answered"] == {"right": 1, "wrong": 1}
    assert calibration(found) == {"verified": {"wrong": 1, "right": 1}}


def test_ranks() -> None:
    here, there = Hit(document=WENLV + ".pdf", text="公务接待费 7.10"), Hit(document="b.pdf", text="公务接待费 7.10")
    assert rank(CASE, [there, here]) == 2
    assert rank(CASE, [there]) > 10
    assert rank(Case(q="?", figures=["71,000"], unit="元"), [there]) == 1
    assert rank(Case(q="?", figures=["7.10", "1"]), [there]) > 10
    assert rank(Case(q="?", figures=["7.1"], unit="%"), [Hit(document="b", text="7.10")]) == 1
    scored = [
        result(Case(q="?", kind="lookup", figures=["7.10"]), refused("partial"), hits)
        for hits in ((there,), (here,) * 2, ())
    ]
    found = retrieval(scored)
    assert found is not None and (found.questions, found.recall[1], round(found.mrr, 3)) == (3, 2 / 3, 0.667)
    assert retrieval([result(CASE, refused("partial"))]) is None, "a system that does not tell has no rank"


def test_chance() -> None:
    assert bootstrap([True] * 30) == (1.0, 1.0) and bootstrap([]) == (0.0, 0.0)
    low, high = bootstrap([True] * 80 + [False] * 20)
    assert 0.70 < low < 0.75 and 0.85 < high < 0.90
    assert bootstrap([True, False] * 20) == bootstrap([True, False] * 20), "the same seed, the same interval"


PAIRS = {
    "alike": ([True, False], [True, False], (0, 0, 1.0)),
    "one ahead once": ([True, True], [True, False], (1, 0, 1.0)),
    "ahead ten times": ([True] * 10, [False] * 10, (10, 0, 2 / 1024)),
    "even": ([True, False], [False, True], (1, 1, 1.0)),
    "eight to two": ([True] * 8 + [False] * 2, [False] * 8 + [True] * 2, (8, 2, 0.109375)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_mcnemar(name: str) -> None:
    one, other, found = PAIRS[name]
    assert mcnemar(one, other) == found


def test_facets(ground: Ground) -> None:
    assert facets(Case(q="What is it?", docs=[WENLV]), ground) == {
        "kind": "any",
        "department": "示例市文化和旅游局",
        "place": "示例市",
        "year": "2024",
        "language": "en",
    }
    both = facets(Case(q="？", docs=[WENLV, "shili-zwfw-2022"]), ground)
    assert (both["department"], both["year"], both["place"]) == ("several", "several", "示例市")
    assert facets(Case(q="？", docs=["none"]), ground)["department"] == "—"


def test_all_measures_of_this_system(ground: Ground) -> None:
    cases = [
        Case(q="文旅局2024年公务接待费预算多少？", docs=[WENLV], kind="lookup", figures=["7.10"]),
        Case(q="今天天气怎么样？", kind="out_of_scope", status=["out_of_scope"]),
    ]
    system = Own(ground)
    score = Score("composer", tuple(result(c, (r := system.ask(c.q)).answer, r.hits) for c in cases))
    found = measures(score, ground)
    assert found["count"] == {"right": 2, "wrong": 0, "missed": 0} and found["interval"] == (1.0, 1.0)
    assert found["by"]["kind"] == {"lookup": {"right": 1}, "out_of_scope": {"right": 1}}
    assert [
        found[k]["share"]
        for k in ("figures", "citation_precision", "citation_recall", "refusal_precision", "refusal_recall")
    ] == [1.0] * 5
    assert (
        found["retrieval"]["recall"]["5"] == 1.0
        and found["tokens"] is None
        and found["verdicts"]["verified"]["right"] >= 1
    )
    assert pairs([score, Score("twin", score.results)]) == [
        {"one": "composer", "other": "twin", "only_one": 0, "only_other": 0, "p": 1.0}
    ]
    assert pairs([]) == []
