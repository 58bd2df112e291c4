"""The corpus as a Fiscal Data Package: every amount of the tables in 元, with its place, described for programs.

Format: the Fiscal Data Package of the Frictionless specifications, in both its drafts: the `columnType` of each field
(1.0rc1) and the `model` that its published JSON schema asks for (0.3), which also wants the tabular profile.
"""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

from corpus.model import Disclosure, Document
from index.ports import FactStore
from qa.evidence.entry import side_of
from qa.web.sheet import LICENCE, guarded

AMOUNTS, DOCUMENTS = "data/amounts.csv", "data/documents.csv"
_FIELDS: tuple[tuple[str, str, str, str | None], ...] = (
    ("fact_id", "string", "id of the printed figure, the same in every run", None),
    ("document_id", "string", "id of the document: the first 16 hex digits of its SHA-256", None),
    ("department", "string", "部门或单位", "administrative-classification:generic:level1:label"),
    ("fiscal_year", "integer", "the year that the figure is about", "date:fiscal-year"),
    ("phase", "string", "budget (预算) or final (决算)", "phase:id"),
    ("direction", "string", "revenue or expenditure", "direction"),
    ("functional_code", "string", "支出功能分类科目编码 (2xx…)", "functional-classification:generic:code"),
    ("economic_code", "string", "支出经济分类科目编码 (3xx…, 5xx…)", "economic-classification:generic:code"),
    ("item", "string", "the row's own label", "activity:generic:subactivity:label"),
    ("row_path", "string", "the row's labels from the outermost inwards", None),
    ("column_path", "string", "the column's heads from the top down", None),
    ("table", "string", "the title of the table", None),
    ("page", "integer", "page of the document, from 1", None),
    ("amount", "number", "the amount in 元, exact", "value"),
    ("currency", "string", "ISO 4217", "value-currency:code"),
    ("printed", "string", "the figure as printed", None),
    ("printed_unit", "string", "the unit that it is printed in", None),
)
_DOCUMENT_FIELDS = (
    ("document_id", "string"), ("file", "string"), ("title", "string"), ("department", "string"), ("level", "string"),
    ("year", "integer"), ("kind", "string"), ("region", "string"), ("pages", "integer"), ("sample", "boolean"),
)


def write_package(store: FactStore, out: IO[bytes]) -> None:
    """Write the package as a zip; one disclosure is held in memory at a time."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, lines in _files(store):
            with archive.open(name, "w") as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
                text.writelines(lines)


def write_folder(store: FactStore, folder: Path) -> list[Path]:
    """Write the package into a folder, each file in the place of an earlier one of its name when it is whole."""
    written = []
    for name, lines in _files(store):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished = path.with_name(f".{path.name}.part")
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(lines)
        unfinished.replace(path)
        written.append(path)
    return written


def _files(store: FactStore) -> Iterator[tuple[str, Iterator[str]]]:
    """The files of the package, each by its name and in pieces."""
    documents = store.documents()
    amounts = (row for document in documents for row in _amounts(store.disclosure(document.id)))
    yield "datapackage.json", iter([json.dumps(descriptor(documents), ensure_ascii=False, indent=1)])
    yield DOCUMENTS, _csv([name for name, _ in _DOCUMENT_FIELDS], map(_document, documents))
    yield AMOUNTS, _csv([name for name, *_ in _FIELDS], amounts)


def _csv(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield from map(_line, itertools.chain([heads], rows))


def _line(row: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row)
    return out.getvalue()


def _document(d: Document) -> list[str]:
    return [d.id, guarded(d.name), guarded(d.title), guarded(d.department or ""), d.level or "", str(d.year or ""),
            d.kind or "", guarded(d.region or ""), str(d.pages), str(d.sample).lower()]


def _amounts(held: Disclosure) -> Iterator[list[str]]:
    document = held.document
    for table in held.tables:
        for row in table.rows:
            for fact in row.facts:
                unit = fact.amount.unit
                if unit is None or unit.dimension != "money":
                    continue
                code = fact.code or ""
                side = side_of(table.kind, fact.col, row.path, table.title)
                words = (row.label, " › ".join(row.path), " › ".join(fact.col), table.title)
                item, path, column, title = map(guarded, words)
                yield [fact.id, document.id, guarded(document.department or ""), str(fact.year or document.year or ""),
                       fact.kind or document.kind or "", "revenue" if side == "income" else "expenditure",
                       code if re.match("2", code) else "", code if re.match("[35]", code) else "", item, path, column,
                       title, str(fact.page), _yuan(fact.amount.base), "CNY", guarded_number(fact.text), unit.name]


def _yuan(value: Decimal) -> str:
    return format(value.normalize() if value else Decimal(0), "f")


def guarded_number(text: str) -> str:
    """A printed number as it stands; a sign before anything but a number is guarded."""
    return text if re.fullmatch(r"[-－]?[\d,，.．\s]+", text) else guarded(text)


def descriptor(documents: Sequence[Document]) -> dict[str, Any]:
    """The datapackage.json of these documents."""
    years = sorted({d.year for d in documents if d.year})
    return {
        "profile": "tabular-data-package",
        "profiles": {"fiscal": "*", "tabular": "*"},
        "name": "budget-disclosures",
        "title": "预算公开文件中的金额 (amounts printed in budget disclosures)",
        "description": LICENCE,
        "countryCode": "CN",
        "granularity": "aggregated",
        **({"fiscalPeriod": {"start": f"{years[0]}-01-01", "end": f"{years[-1]}-12-31"}} if years else {}),
        "sources": [{"title": d.title or d.name, "path": d.name} for d in documents],
        "contributors": [{"title": "budget-qa", "role": "wrangler"}],
        "resources": [
            {"name": "amounts", "path": AMOUNTS, "profile": "tabular-data-resource", "format": "csv", "encoding": "utf-8",
             "mediatype": "text/csv", "schema": {
                 "fields": [_field(*field) for field in _FIELDS], "missingValues": [""], "primaryKey": ["fact_id"],
                 "foreignKeys": [{"fields": ["document_id"],
                                  "reference": {"resource": "documents", "fields": ["document_id"]}}]}},
            {"name": "documents", "path": DOCUMENTS, "profile": "tabular-data-resource", "format": "csv",
             "encoding": "utf-8", "mediatype": "text/csv", "schema": {
                 "fields": [{"name": name, "type": kind} for name, kind in _DOCUMENT_FIELDS], "missingValues": [""],
                 "primaryKey": ["document_id"]}},
        ],
        "model": {"measures": {"amount": {"source": "amount", "resource": "amounts", "currency": "CNY"}},
                  "dimensions": {name: _dimension(kind, fields) for name, (kind, fields) in _DIMENSIONS.items()}},
    }


_DIMENSIONS: dict[str, tuple[str, tuple[str, ...]]] = {
    "department": ("entity", ("department",)), "year": ("datetime", ("fiscal_year",)), "phase": ("other", ("phase",)),
    "direction": ("other", ("direction",)), "function": ("classification", ("functional_code",)),
    "economic": ("classification", ("economic_code",)), "item": ("activity", ("item", "row_path", "column_path", "table")),
}


def _dimension(kind: str, fields: Sequence[str]) -> dict[str, Any]:
    return {"dimensionType": kind, "primaryKey": [fields[0]],
            "attributes": {field: {"source": field, "resource": "amounts"} for field in fields}}


def _field(name: str, kind: str, description: str, column: str | None) -> dict[str, str]:
    return {"name": name, "type": kind, "description": description} | ({"columnType": column} if column else {})
