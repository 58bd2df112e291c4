"""The sample questions that ship with the project, and the real ones where they are: none wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from corpus.ingest import read_disclosure
from eval.case import Case
from eval.judge import judge
from qa.service import Service
from tests.qa.build import Shelf


def test_one_real_disclosure(shared: Path) -> None:
    service = Service(Shelf(read_disclosure(shared / "disclosures" / "yantian-zwfw-2022.pdf")))
    cases = [Case.model_validate(c) for c in yaml.safe_load((shared / "cases" / "yantian.yaml").read_text(encoding="utf-8"))]
    verdicts = {case.q: judge(case, service.ask(case.q, case.history)) for case in cases}
    assert {q: v.reasons for q, v in verdicts.items() if v.verdict != "right"} == {}


@pytest.mark.parametrize("name", ["shili-zwfw-2022"])
def test_the_sample_of_the_hotline(samples: Path, name: str) -> None:
    answer = Service(Shelf(read_disclosure(samples / f"{name}.pdf"))).ask("12345热线一年花多少钱？")
    assert answer.status == "not_itemised"
    assert "政务事项管理经费" in answer.answer
    assert next(f.value for f in answer.figures if f.verdict == "verified") == "87.99"
    assert answer.citations[0].sample
