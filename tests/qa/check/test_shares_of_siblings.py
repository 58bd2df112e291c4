"""A percentage that the prose gives to one item is none of its sibling's; nothing of a body bears out what is said of a stranger."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from index.memory import MemoryStore
from qa.check.check import check_text

SCHOOL, COURT = "云岭市第五中学", "云岭市人民法院"


@pytest.fixture
def made(tmp_path: Path) -> MemoryStore:
    held = []
    for body, share in ((SCHOOL, "84.00"), (COURT, "71.04")):
        path = tmp_path / f"{body}.html"
        path.write_text(f"""<html><head><meta charset="utf-8"></head><body><h1>{body}2023年度部门决算</h1><h2>三、支出决算情况说明</h2>
<p>2023年本年支出合计200.00万元，其中：基本支出150.00万元，占75.00%；项目支出50.00万元，占25.00%。</p><h2>四、三公经费</h2>
<p>2023年三公经费支出决算为1.26万元，完成预算的{share}%。</p></body></html>""", encoding="utf-8")
        held.append(read_disclosure(path))
    return MemoryStore(held)


@pytest.mark.parametrize(("text", "verdicts"), [
    (f"{SCHOOL}2023年基本支出占支出的75.00%。", {"verified", "recomputed"}),
    (f"{SCHOOL}2023年项目支出占支出的25.00%。", {"verified", "recomputed"}),
    (f"{SCHOOL}2023年基本支出占支出的25.00%。", {"contradicted", "unsupported"}),
    (f"{SCHOOL}2023年项目支出占支出的75.00%。", {"contradicted", "unsupported"}),
    ("龙泉县二中2023年“三公”经费完成预算的71.04%。", {"unsupported"}),  # no body here is called so
])
def test_a_share_is_of_its_own_item_and_body(text: str, verdicts: set[str], made: MemoryStore) -> None:
    (figure,) = check_text(text, made).figures
    assert figure.verdict in verdicts, (figure.verdict, figure.why)
