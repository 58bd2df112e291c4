"""Files that are versions of one disclosure stand side by side, and are said to."""

from __future__ import annotations

import pytest

from corpus.model import Document
from corpus.versions import versions_of

TABLES = ("收支总表", "收入总表", "支出总表", "三公经费支出表")


def _document(name: str, **other: object) -> Document:
    fields: dict[str, object] = {"department": "示例市文化局", "level": "department", "year": 2023, "kind": "budget"}
    return Document(id=name, name=f"{name}.pdf", title=name, region=None, pages=3, **(fields | other))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "titles", "versions"),
    [
        ({}, TABLES[:3], ["b.pdf"]),
        ({}, (), []),
        ({}, ("基本支出表", "政府采购表", "收支总表"), []),
        ({"year": 2022}, TABLES, []),
        ({"kind": "final"}, TABLES, []),
        ({"level": "unit"}, TABLES, []),
        ({"department": None}, TABLES, []),
    ],
    ids=["corrected", "its text", "other tables", "year", "kind", "level", "unknown body"],
)
def test_versions(other: dict[str, object], titles: tuple[str, ...], versions: list[str]) -> None:
    held = {"a": TABLES, "b": titles}
    found = versions_of([_document("a"), _document("b", **other)], lambda document: held[document.id])
    assert found["a"] == versions
    assert found["b"] == (["a.pdf"] if versions else [])
