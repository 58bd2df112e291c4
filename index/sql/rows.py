"""A disclosure as rows of the schema, and the rows as a disclosure again: equal to what went in."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, cast

from corpus.model import Amount, Column, Disclosure, Document, Fact, Passage, Row, Sentence, Table, Unit
from index.fingerprint import canonical
from index.normal import name_of
from index.texts import passage_text, row_text, text_id

Record = dict[str, Any]
Stored = Mapping[str, Any]
Found = Mapping[str, Sequence[Stored]]
"""The rows of one document by table name, in reading order."""
TABLES = ("tables", "rows", "passages", "sentences", "facts")
"""What a document consists of, what is referred to first."""
_LARGEST = 2**63 - 1
_DIGITS = 18
_SIDES = ("x0", "top", "x1", "bottom")


def dump(value: object) -> str:
    """JSON of a path or the like, without blanks."""
    return canonical(value).decode("utf-8", "surrogatepass")


def records(disclosure: Disclosure) -> dict[str, list[Record]]:
    """The rows of everything below the document itself, by table name."""
    out: dict[str, list[Record]] = {name: [] for name in TABLES}
    for at, table in enumerate(disclosure.tables):
        out["tables"].append(_table_out(table, at))
        for row in table.rows:
            place = len(out["rows"])
            out["rows"].append(_row_out(row, at, place))
            for fact in row.facts:
                out["facts"].append(_fact_out(fact, len(out["facts"])) | _in_table(fact, row, place, table, disclosure))
    for at, passage in enumerate(disclosure.passages):
        out["passages"].append(_passage_out(passage, at))
        for sentence in passage.sentences:
            place = len(out["sentences"])
            out["sentences"].append(
                {"position": place, "passage_position": at, "text": sentence.text, "page": sentence.page}
                | _sides(sentence.bbox))
            for fact in sentence.facts:
                own = _own(fact, Fact("", disclosure.document.id, 0, fact.bbox, None, None, (), None, (), None, None,
                                      "", fact.amount, sentence.text, passage.section))
                out["facts"].append(_fact_out(fact, len(out["facts"])) | {
                    "row_position": None, "column_position": None, "sentence_position": place, "own": own})
    for held in out.values():
        for record in held:
            record["document_id"] = disclosure.document.id
    return out


def document_out(d: Document) -> Record:
    """The row of a document."""
    return {"id": d.id, "name": d.name, "title": d.title, "department": d.department, "level": d.level,
            "year": d.year, "kind": d.kind, "region": d.region, "pages": d.pages, "warnings": dump(d.warnings),
            "sample": d.sample}


def document_in(r: Stored) -> Document:
    """The document of a row."""
    return Document(r["id"], r["name"], r["title"], r["department"], r["level"], r["year"], r["kind"], r["region"],
                    r["pages"], tuple(json.loads(r["warnings"])), bool(r["sample"]))


def _table_out(t: Table, at: int) -> Record:
    columns = [[c.path, c.year, c.kind, c.unit, c.block] for c in t.columns]
    return {"position": at, "id": t.id, "title": t.title, "kind": t.kind, "unit": t.unit, "year": t.year,
            "pages": dump(t.pages), "columns": dump(columns), "note": t.note, "note_page": t.note_page,
            "note_box": t.note_bbox and dump(t.note_bbox), "box": t.bbox and dump(t.bbox)}


def _row_out(r: Row, table: int, at: int) -> Record:
    text = row_text(r)
    return {"position": at, "table_position": table, "id": r.id, "index": r.index, "label": r.label,
            "name": name_of(r.label), "path": dump(r.path), "code": r.code, "page": r.page, "block": r.block, "words": dump(r.words),
            "text_id": text_id("row", text) if text else None} | _sides(r.bbox)


def _passage_out(p: Passage, at: int) -> Record:
    text = passage_text(p)
    return {"position": at, "id": p.id, "page": p.page, "section": dump(p.section), "text": p.text,
            "text_id": text_id("passage", text) if text else None} | _sides(p.bbox)


def _sides(box: Sequence[float]) -> Record:
    return dict(zip(_SIDES, box, strict=True))


def _fact_out(f: Fact, at: int) -> Record:
    amount, unit = f.amount, f.amount.unit
    scaled = _unscaled(amount)
    mils = amount.mils if amount.value.is_finite() and amount.value.adjusted() < _DIGITS else None
    return {"position": at, "id": f.id, "page": f.page, "code": f.code, "year": f.year, "kind": f.kind,
            "text": f.text, "unscaled": scaled, "wide": str(amount.value) if scaled is None else None,
            "decimals": amount.decimals, "unit": unit and unit.name, "dimension": unit and unit.dimension,
            "power": unit and unit.power, "mils": mils if mils is None or abs(mils) <= _LARGEST else None,
            "subject": f.subject, "direction": f.direction} | _sides(f.bbox)


def _unscaled(amount: Amount) -> int | None:
    """The value as an integer of its last printed place; None where 64 bits do not hold it exactly."""
    value = amount.value
    if not value.is_finite() or len(value.as_tuple().digits) > _DIGITS or abs(amount.decimals) > _DIGITS:
        return None
    scaled = value.scaleb(amount.decimals)
    return int(scaled) if abs(scaled) <= _LARGEST and scaled == scaled.to_integral_value() else None


def _in_table(fact: Fact, row: Row, place: int, table: Table, disclosure: Disclosure) -> Record:
    """Where a fact of a table belongs, and what it says otherwise than its row and column do."""
    column = next((i for i, c in enumerate(table.columns) if c.path == fact.col and c.block == row.block), None)
    plain = Fact("", disclosure.document.id, 0, fact.bbox, table.title, table.id, row.path, None,
                 () if column is None else fact.col, None, None, "", fact.amount)
    return {"row_position": place, "column_position": column, "sentence_position": None, "own": _own(fact, plain)}


_INHERITED = ("document", "table", "table_id", "row", "col", "quote", "section", "confidence")


def _own(fact: Fact, plain: Fact) -> str | None:
    """What a fact does not share with what it stands in, as JSON."""
    own = {name: value for name in _INHERITED if (value := getattr(fact, name)) != getattr(plain, name)}
    return dump(own) if own else None


def rebuild(document: Document, seconds: float, found: Found) -> Disclosure:
    """The disclosure that these rows hold."""
    facts = _facts_by_owner(document, found)
    rows: dict[int, list[Row]] = {}
    for r in found["rows"]:
        row = Row(r["id"], r["index"], _path(r["path"]), r["code"], r["page"], _box(r), r["block"],
                  tuple(facts.get(("row", r["position"]), ())), tuple((a, b) for a, b in json.loads(r["words"])))
        rows.setdefault(r["table_position"], []).append(row)
    sentences: dict[int, list[Sentence]] = {}
    for r in found["sentences"]:
        inside = tuple(facts.get(("sentence", r["position"]), ()))
        sentences.setdefault(r["passage_position"], []).append(Sentence(r["text"], r["page"], _box(r), inside))
    tables = tuple(_table_in(r, rows.get(r["position"], [])) for r in found["tables"])
    passages = tuple(Passage(r["id"], r["page"], _box(r), _path(r["section"]), r["text"],
                             tuple(sentences.get(r["position"], ()))) for r in found["passages"])
    return Disclosure(document, tables, passages, seconds)


def _table_in(r: Stored, rows: Iterable[Row]) -> Table:
    return Table(r["id"], r["title"], r["kind"], r["unit"], r["year"], tuple(json.loads(r["pages"])),
                 _columns(r["columns"]), tuple(rows), r["note"], r["note_page"],
                 r["note_box"] and tuple(json.loads(r["note_box"])), r["box"] and tuple(json.loads(r["box"])))


def _columns(text: str) -> tuple[Column, ...]:
    return tuple(Column(tuple(path), *rest) for path, *rest in json.loads(text))


def _facts_by_owner(document: Document, found: Found) -> dict[tuple[str, int], list[Fact]]:
    tables = [(r["title"], r["id"], _columns(r["columns"])) for r in found["tables"]]
    rows = [(r["table_position"], _path(r["path"])) for r in found["rows"]]
    sections = [_path(r["section"]) for r in found["passages"]]
    sentences = [(r["text"], sections[r["passage_position"]]) for r in found["sentences"]]
    facts: dict[tuple[str, int], list[Fact]] = {}
    for r in found["facts"]:
        if r["row_position"] is not None:
            at, path = rows[r["row_position"]]
            title, id, columns = tables[at]
            col = () if r["column_position"] is None else columns[r["column_position"]].path
            shared = {"document": document.id, "table": title, "table_id": id, "row": path, "col": col,
                      "quote": None, "section": ()}
            owner = ("row", r["row_position"])
        else:
            quote, section = sentences[r["sentence_position"]]
            shared = {"document": document.id, "table": None, "table_id": None, "row": (), "col": (),
                      "quote": quote, "section": section}
            owner = ("sentence", r["sentence_position"])
        facts.setdefault(owner, []).append(_fact_in(r, shared))
    return facts


def _fact_in(r: Stored, shared: Record) -> Fact:
    if r["own"]:
        shared |= {k: tuple(v) if isinstance(v, list) else v for k, v in json.loads(r["own"]).items()}
    return Fact(id=r["id"], page=r["page"], bbox=_box(r), code=r["code"], year=r["year"], kind=r["kind"],
                text=r["text"], amount=amount_in(r), subject=r["subject"], direction=r["direction"], **shared)


def amount_in(r: Stored) -> Amount:
    """The amount of a fact's row, exact."""
    unit = None if r["unit"] is None else Unit(r["unit"], r["dimension"], r["power"])
    value = Decimal(r["wide"]) if r["wide"] is not None else Decimal(r["unscaled"]).scaleb(-r["decimals"])
    return Amount(value, unit, r["decimals"])


def _path(text: str) -> tuple[str, ...]:
    return tuple(json.loads(text))


def _box(r: Stored) -> tuple[float, float, float, float]:
    return cast(tuple[float, float, float, float], tuple(r[side] for side in _SIDES))
