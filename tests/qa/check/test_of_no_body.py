"""Sentences that name no body, the year that a change is against, and marks that quote a name only."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.ingest import read_disclosure
from index.memory import MemoryStore
from tests.qa.check.test_check import C, R, U, V, judged

SAID = {
    "松溪县粮食局2020年“三公”经费预算": "公务接待费支出22.20万元，比2019年预算减少4.80万元，下降17.78%，主要是压减招待。",
    "松溪县林场2020年“三公”经费预算": "公务接待费支出5.30万元，比上年减少0.20万元，下降3.64%，主要是减少接待活动。",
    "松溪县港务局2020年“三公”经费决算": "“三公”经费支出共192.80万元，比上年减少19.30万元，主要是管控严格。",
    "松溪县气象局2020年“三公”经费决算": "1.接待费支出5.48万元，比预算增加0万元，比去年增加1.55万元，主要是来人增多。",
}
TABLE = "<p>一、2020年“三公”经费支出预算表</p><p>单位：万元</p><table border=1><tr><td>项目</td><td>预算数</td></tr>{}</table>"


def page(folder: Path, number: int, title: str, said: str, table: str = "") -> Path:
    path = folder / f"{number}.html"
    path.write_text(f"<meta charset=utf-8><body><h1>{title}</h1>{table}<h2>二、情况说明</h2><p>{said}</p>", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> MemoryStore:
    folder = tmp_path_factory.mktemp("said")
    rows = "<tr><td>合计</td><td>{0}</td></tr><tr><td>公务接待费</td><td>{0}</td></tr>"
    tables = [TABLE.format(rows.format("22.20")), TABLE.format(rows.format("5.30")), "", ""]
    paths = [page(folder, k, *said, tables[k]) for k, said in enumerate(SAID.items())]
    return MemoryStore([read_disclosure(path) for path in paths])


FIRST, SECOND, THIRD, FOURTH = SAID.values()
CASES: list[tuple[str, list[tuple[str, str, str | None]]]] = [
    # word for word one disclosure's: of that body, whatever others print
    (FIRST, [("22.20万元", V, None), ("4.80万元", V, None), ("17.78%", R, None)]),
    (SECOND, [("5.30万元", V, None), ("0.20万元", V, None), ("3.64%", R, None)]),
    # a change against the budget belies none against last year
    (FOURTH, [("5.48万元", V, None), ("0万元", V, None), ("1.55万元", V, None)]),
    # no body named, and no sentence of any: nobody's cell belies it
    ("公务接待费支出9.90万元。", [("9.90万元", U, None)]),
    ("松溪县林场2020年公务接待费支出9.90万元。", [("9.90万元", C, "5.30")]),
    # a change is against the year that the disclosure says
    ("松溪县粮食局2020年公务接待费22.20万元，比2016年预算减少4.80万元。", [("22.20万元", V, None), ("4.80万元", U, None)]),
    ("松溪县粮食局2020年公务接待费22.20万元，比2019年预算减少4.80万元。", [("22.20万元", V, None), ("4.80万元", V, None)]),
    ("松溪县林场2020年公务接待费5.30万元，比2019年减少0.20万元。", [("5.30万元", V, None), ("0.20万元", V, None)]),
    # “三公” is no quotation of what stands behind it
    ("与上年相比，松溪县港务局2017年的“三公”经费支出共192.80万元，主要是管控严格。", [("192.80万元", U, None)]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES, ids=range(len(CASES)))
def test_a_sentence(text: str, wanted: list[tuple[str, str, str | None]], store: MemoryStore) -> None:
    assert judged(text, store) == wanted
