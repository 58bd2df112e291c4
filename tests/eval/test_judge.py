"""What is right, what misleads, what is only missing: one case a line."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from eval.case import Case
from eval.judge import judge
from eval.run import run
from eval.systems.reply import Reply
from qa.answer import Answer, Citation, Figure


def answer(
    text: str = "为12.30万元[1]。",
    status: str = "answered",
    value: str = "12.30",
    unit: str = "万元",
    verdict: str = "verified",
    document: str = "a-2023.pdf",
) -> Answer:
    """An answer with one figure and one citation."""
    figure = Figure.model_validate(
        {"text": f"{value}{unit}", "value": value, "unit": unit, "verdict": verdict, "citations": [1]}
    )
    cited = Citation(id=1, document=document, title="", page=1, bbox=(0, 0, 1, 1), quote=value)
    return Answer.model_validate(
        {"question": "?", "status": status, "answer": text, "figures": [figure], "citations": [cited]}
    )


CASE = Case(q="多少？", figures=["12.30"], docs=["a-2023"])
LINES = {
    "right": (CASE, answer(), "right"),
    "right in another unit": (CASE, answer("为123,000.00元。", value="123,000.00", unit="元"), "right"),
    "right from the file of the tables": (CASE, answer(document="a-2023-tables.pdf"), "right"),
    "another figure": (CASE, answer("为12.40万元。", value="12.40"), "wrong"),
    "another document": (CASE, answer(document="b-2023.pdf"), "wrong"),
    "a figure that is not listed": (CASE, answer("为12.30万元，上年9.00万元。"), "wrong"),
    "a figure where none is disclosed": (Case(q="?", status=["not_disclosed"]), answer(), "wrong"),
    "what must not be said": (Case(q="?", figures=["12.30"], must_not=["为12"]), answer(), "wrong"),
    "a refusal": (CASE, answer("没有。", status="not_disclosed", verdict="unsupported"), "missed"),
    "a word short": (Case(q="?", figures=["12.30"], must=["热线"]), answer(), "missed"),
    "within the tolerance": (
        Case.model_validate({"q": "?", "figures": ["12.31"], "tolerance": "0.01"}),
        answer(),
        "right",
    ),
    "one of several": (Case(q="?", any_figures=["9", "12.30"]), answer(), "right"),
    "a percentage is no money": (Case(q="?", figures=["12.30"], unit="%"), answer(), "wrong"),
}


@pytest.mark.parametrize("name", LINES)
def test_verdicts(name: str) -> None:
    case, given, verdict = LINES[name]
    assert judge(case, given).verdict == verdict


class Always:
    """A system that knows one answer."""

    def ask(self, question: str, history: Sequence[str] = ()) -> Reply:
        return Reply(answer())


def test_a_run_adds_up() -> None:
    score = run("always", Always(), [CASE, Case(q="?", figures=["1"], kind="sum")])
    assert (score.count()["right"], score.count()["wrong"]) == (1, 1)
    assert "always: right 1/2 = 50.0%, wrong 1, missed 0" in list(score.lines())
    assert all(result.seconds > 0 for result in score.results)
