"""Builders of small disclosures, and hypothesis strategies of arbitrary ones."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import strategies as st

from corpus.model import (
    WAN,
    Amount,
    BBox,
    Column,
    Disclosure,
    Document,
    Fact,
    Passage,
    Row,
    Sentence,
    Table,
    Unit,
    content_id,
    stable_id,
    unit_of,
)

BOX: BBox = (10.0, 20.5, 30.25, 40.125)


def document(name: str = "a.pdf", content: str = "", *, department: str | None = "示例市甲局", year: int | None = 2022,
             sample: bool = False) -> Document:
    """A document whose id is made from `content` (its name, if that is not given)."""
    return Document(content_id((content or name).encode()), name, f"{department}{year}年部门预算", department,
                    "department", year, "budget", "示例市", 3, ("页 3 没有文字",), sample)


def fact(owner: str, at: int, row: tuple[str, ...], value: str, *, table: Table | None = None, **more: object) -> Fact:
    """A figure in 万元 of a row."""
    decimals = len(value.partition(".")[2])
    values: dict[str, object] = {
        "id": stable_id(owner, at, value), "document": owner, "page": 1, "bbox": BOX, "table": "收支总表",
        "table_id": stable_id(owner, "t"), "row": row, "code": None, "col": ("预算数",), "year": 2022, "kind": "budget",
        "text": value, "amount": Amount(Decimal(value), WAN, decimals)}
    return Fact(**(values | more))  # type: ignore[arg-type]


def disclosure(doc: Document | None = None, labels: tuple[str, ...] = ("水费", "公务接待费"),
               prose: str = "水费比上年增加1.50万元。") -> Disclosure:
    """One table with a row for each label, and one sentence."""
    doc = doc or document()
    rows = tuple(
        Row(stable_id(doc.id, k), k, ("支出", label), f"302{k:02}", 1, BOX, 0,
            (fact(doc.id, k, ("支出", label), f"{k + 1}.20", code=f"302{k:02}"),), (("用途", "日常开支"),) if k else ())
        for k, label in enumerate(labels))
    column = Column(("预算数",), 2022, "budget", "万元")
    table = Table(stable_id(doc.id, "t"), "收支总表", "summary", "万元", 2022, (1,), (column,), rows)
    said = fact(doc.id, 99, (), "1.50", table=None, table_id=None, col=(), quote=prose, section=("二、支出情况",),
                subject="水费", direction="up")
    said = Fact(**{name: getattr(said, name) for name in Fact.__slots__} | {"table": None})
    passage = Passage(stable_id(doc.id, "p"), 2, BOX, ("二、支出情况",), prose, (Sentence(prose, 2, BOX, (said,)),))
    return Disclosure(doc, (table,), (passage,), 0.5)


_words = st.text(st.characters(codec="utf-8", exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)
_maybe = st.none() | _words
_year = st.none() | st.integers(1990, 2100)
_kind = st.none() | st.sampled_from(["budget", "final"])
_box = st.tuples(*[st.floats(0, 5000, allow_nan=False)] * 4)
_path = st.lists(_words, max_size=3).map(tuple)
_units = st.none() | st.sampled_from([unit_of(n) for n in ("元", "万元", "%", "辆", "亿元")]) | st.builds(
    Unit, _words.filter(bool), st.sampled_from(["money", "count"]), st.integers(0, 8))
_amounts = st.one_of(
    st.builds(lambda n, d, u: Amount(Decimal(n).scaleb(-d), u, d), st.integers(-10**17, 10**17), st.integers(0, 6),
              _units),
    st.builds(lambda v, u: Amount(v, u, 2), st.decimals(allow_nan=False, allow_infinity=False, places=5), _units))
_facts = st.builds(Fact, _words, _words, st.integers(0, 99), _box, _maybe, _maybe, _path, _maybe, _path, _year, _kind,
                   _words, _amounts, _maybe, _path, _maybe, st.none() | st.sampled_from(["up", "down", "flat"]),
                   st.none() | st.floats(0, 1))
_columns = st.builds(Column, _path, _year, _kind, _maybe, st.integers(0, 2))
_rows = st.builds(Row, _words, st.integers(0, 99), _path, _maybe, st.integers(0, 99), _box, st.integers(0, 2),
                  st.lists(_facts, max_size=2).map(tuple), st.lists(st.tuples(_words, _words), max_size=2).map(tuple))
_tables = st.builds(Table, _words, _words, _maybe, _maybe, _year, st.lists(st.integers(1, 99), max_size=2).map(tuple),
                    st.lists(_columns, max_size=2).map(tuple), st.lists(_rows, max_size=3).map(tuple), _maybe,
                    st.none() | st.integers(1, 99), st.none() | _box, st.none() | _box)
_sentences = st.builds(Sentence, _words, st.integers(1, 99), _box, st.lists(_facts, max_size=2).map(tuple))
_passages = st.builds(Passage, _words, st.integers(1, 99), _box, _path, _words,
                      st.lists(_sentences, max_size=2).map(tuple))
_documents = st.builds(
    Document, _words.filter(bool), _words, _words, _maybe, st.none() | st.sampled_from(["department", "unit"]), _year,
    _kind, _maybe, st.integers(0, 999), st.lists(_words, max_size=2).map(tuple), st.booleans())
disclosures = st.builds(Disclosure, _documents, st.lists(_tables, max_size=2).map(tuple),
                        st.lists(_passages, max_size=2).map(tuple), st.floats(0, 100))
"""Any disclosure at all: what a store takes it must give back."""
