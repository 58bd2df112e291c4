"""Figures of answers, recomputed from their citations alone."""

from __future__ import annotations

import pytest

from index.memory import MemoryStore
from qa.answer import Answer, Citation, Figure
from qa.check.answers import verify_figures

CASES = [
    ("as printed", Figure(text="87.99万元", value="87.99", unit="万元", verdict="verified", citations=[1]), None),
    ("converted", Figure(text="879,900元", value="879900", unit="元", verdict="verified", citations=[1]), None),
    ("another figure", Figure(text="89.97万元", value="89.97", unit="万元", verdict="verified", citations=[1]), "no cell"),
    ("no citation", Figure(text="87.99万元", value="87.99", unit="万元", verdict="verified"), "cites no"),
    ("a share", Figure(text="18.33%", value="18.33", unit="%", verdict="recomputed",
                       expression="87.99万元 ÷ 480.00万元", citations=[1, 2]), None),
    ("a growth", Figure(text="445.52%", value="445.52", unit="%", verdict="recomputed",
                        expression="(480.00万元 − 87.99万元) ÷ 87.99万元", citations=[1, 2]), None),
    ("a mean", Figure(text="284.00万元", value="284.00", unit="万元", verdict="recomputed",
                      expression="(480.00万元 + 87.99万元) ÷ 2", citations=[1, 2]), None),
    ("a wrong sum", Figure(text="567.98万元", value="567.98", unit="万元", verdict="recomputed",
                           expression="480.00万元 + 87.99万元", citations=[1, 2]), "another figure"),
    ("an operand without citation", Figure(text="567.99万元", value="567.99", unit="万元", verdict="recomputed",
                                           expression="480.00万元 + 87.99万元", citations=[1]), "not cited"),
]


@pytest.mark.parametrize(("figure", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_figures_of_an_answer(figure: Figure, why: str | None, store: MemoryStore) -> None:
    document = next(d for d in store.documents() if d.department == "云岭市档案局" and (d.year, d.kind) == (2023, "budget"))
    facts = store.disclosure(document.id).facts
    wanted = [next(f for f in facts if f.text == text and f.col[-1:] == ("合计",)) for text in ("87.99", "480.00")]
    citations = [
        Citation(id=k, document=document.name, title=document.title, page=f.page, table=f.table, row=list(f.row),
                 column=list(f.col), bbox=f.bbox, quote=f.text)
        for k, f in enumerate(wanted, 1)
    ]
    answer = Answer(question="?", status="answered", answer=figure.text, figures=[figure], citations=citations)
    found = verify_figures(answer, store)
    assert [why is not None and why in unproven.why for unproven in found] == ([True] if why else [])
