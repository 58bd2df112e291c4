"""What says how far a figure goes is in the answer whatever a model leaves out."""

from __future__ import annotations

import pytest

from qa.service import Service
from tests.qa.llm.conftest import Asking
from tests.qa.llm.played import Body, Played, figures, plays, sentence
from tests.qa.test_like_with_like import BODY, FORMS


def careless(body: Body) -> str:
    """Each printed figure in a sentence of its own, and nothing of what was said beside it."""
    printed = [row for row in figures(body) if "computed" not in row and row["of"]]
    return "".join(sentence(row, f"{{{{{row['id']}}}}}") for row in printed)


def wide(body: Body) -> str:
    """The figures of the widest table of each year, typed."""
    return f"{BODY}2022年预算中，“差旅费”为80.00万元，2023年为5.00万元，减少75.00万元。"


ASKED = [
    ("a figure of another scope beside the comparison", f"{BODY}2023年差旅费比上年增长多少", "口径不同的数，没有拿来比较"),
    ("scopes that differ", f"{BODY}2023年物业管理费比上年减少多少", "不能直接比较"),
    ("a narrower line of the same name", f"{BODY}2022年差旅费多少", "口径较窄"),
]


@pytest.mark.parametrize(("question", "caution"), [c[1:] for c in ASKED], ids=[c[0] for c in ASKED])
def test_a_caution_is_never_left_out(question: str, caution: str, asking: Asking, played: Played) -> None:
    played.play(plays(careless))
    answer = asking(FORMS).ask(question)
    assert answer.writer == "llm" and caution in FORMS.ask(question).answer and caution in answer.answer, answer.answer


def test_an_upper_bound_stays_one(city: Service, asking: Asking, played: Played) -> None:
    played.play(plays(careless))
    answer = asking(city).ask("12345热线一年花多少钱？")
    assert answer.status == "not_itemised" and "只能看作上限" in answer.answer, answer.answer


def test_a_model_that_takes_the_widest_tables(asking: Asking, played: Played) -> None:
    played.play(plays(wide))
    answer = asking(FORMS).ask(f"{BODY}2023年差旅费比上年增长多少")
    assert answer.writer == "composer" and "75.00" not in answer.answer, answer.answer
