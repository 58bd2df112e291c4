"""Bodies whose names people shorten: of ministries, development zones, streets and towns; places spelt in English."""

from __future__ import annotations

import pytest

from corpus.model import Document
from index.bodies import parse_body
from index.link import link

BODIES = (
    "水利部盐江流域水土保持监督管理局本级", "岚山经济技术开发区管理委员会", "白石市云溪县青石街道办事处", "云溪县白水镇人民政府",
    "云溪县政务服务中心", "重庆市长寿区妇女联合会",
)  # fmt: skip
DOCUMENTS = tuple(Document(str(i), f"{i}.pdf", "", name, None, 2024, "budget", None, 1) for i, name in enumerate(BODIES))


@pytest.mark.parametrize(("question", "expected"), [
    ("盐江流域水土保持监督管理局本级2024年收入总计多少", [0]),
    ("盐江局2024年物业费多少", [0]),
    ("水利部盐江局本级2024年事业收入", [0]),
    ("岚山经济技术开发区2024年预算多少", [1]),
    ("青石街道和云溪县政务服务中心哪个三公经费多", [2, 4]),
    ("白水镇给村委会的补助多少", [3]),
    ("What was the 2024 budget of the Changshou District Women's Federation?", [5]),
])
def test_shortened_names(question: str, expected: list[int]) -> None:
    found = link(question, DOCUMENTS)
    assert set(found.names) == {BODIES[i] for i in expected}
    assert found.unknown == ()


@pytest.mark.parametrize(("name", "place", "left"), [
    ("苏州工业园区管理委员会", "苏州", "工业园区管理委员会"),
    ("广州经济技术开发区管理委员会", "广州", "经济技术开发区管理委员会"),
    ("鄞州区财政局", "鄞州", "财政局"),
])
def test_a_known_place_is_not_cut(name: str, place: str, left: str) -> None:
    body = parse_body(name)
    assert ([r.stem for r in body.regions], body.name) == ([place], left)


def test_a_bureau_keeps_its_ending() -> None:
    assert parse_body("云溪县财政局本级").name == parse_body("云溪县财政局（局本级）").name == "财政局"
