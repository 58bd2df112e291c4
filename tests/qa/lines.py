"""The lines of the sample disclosures, from the truth of their cells: what generated questions are made of."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

Scope = Literal["whole", "fund", "basic", "project", "received", "cost"]


@dataclass(frozen=True)
class Line:
    """A line in 万元: all of it, what one source pays, one column of it, what it receives, or an economic line."""

    label: str
    scope: Scope
    code: str
    value: Decimal

    def holds(self, other: Line) -> bool:
        return self.code != other.code and other.code.startswith(self.code)


@dataclass(frozen=True)
class Told:
    """A disclosure and its lines."""

    body: str
    year: int
    kind: str
    lines: tuple[Line, ...]

    def like(self, line: Line) -> Line | None:
        """The same line of this disclosure."""
        return next((x for x in self.lines if (x.label, x.scope) == (line.label, line.scope)), None)

    @property
    def total(self) -> Decimal:
        return next(x.value for x in self.lines if x.label == "总支出")


_SHEETS: tuple[tuple[str, Scope], ...] = (
    (r"^支出决算表$|部门支出预算总表$", "whole"),
    (r"一般公共预算支出功能分类|^一般公共预算财政拨款支出决算表$", "fund"),
    (r"^收入决算表$|部门收入预算总表$", "received"),
    (r"一般公共预算(财政拨款)?基本支出.*(决算|预算)表$", "cost"),
)
_MONEY = ("合计", "金额", "决算数", "预算数", "本年支出合计", "本年收入合计")
_COLUMNS: dict[str, Scope] = {"基本支出": "basic", "项目支出": "project"}


def read(samples: Path, name: str) -> Told:
    """The lines of one sample disclosure; labels that stand for several lines are left out."""
    who, year, kind = re.fullmatch(r"shili-(\w+)-(\d{4})-(budget|final)", name).groups()  # type: ignore[union-attr]
    texts = (samples / "cells" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    own = [cell for text in texts if (cell := json.loads(text))["year"] == int(year)]
    found = {line for cell in own if (line := _line(cell)) is not None and line.value > 0}
    meanings = Counter((x.label, x.scope) for x in found)
    codes = {label: {x.code[:1] for x in found if x.label == label} for label, _ in meanings}
    kept = (x for x in found if meanings[x.label, x.scope] == 1 and len(codes[x.label]) == 1)
    body = {"nongye": "示例市农业农村局", "wenlv": "示例市文化和旅游局"}[who]
    lines = tuple(sorted(kept, key=lambda x: (x.label, x.scope)))
    return Told(body, int(year), {"budget": "预算", "final": "决算"}[kind], lines)


def _line(cell: dict[str, Any]) -> Line | None:
    sheet = next((scope for pattern, scope in _SHEETS if re.search(pattern, cell["table"])), None)
    head, code = cell["col"][-1], cell["code"] or ""
    label = cell["row"][-1] if cell["row"] else "合计"
    if sheet is None or cell["unit"] not in ("元", "万元") or not re.search("[一-鿿]", label) or re.search(r"[（(“]", label):
        return None
    value = Decimal(cell["text"].replace(",", "")) / (10000 if cell["unit"] == "元" else 1)
    if label == "合计" and sheet == "whole" and head in _MONEY:
        return Line("总支出", "whole", "", value)
    if not code or label == "合计":
        return None
    column = _COLUMNS.get(head)
    if column is not None and sheet == "whole":
        return Line(label, column, code, value)
    return Line(label, sheet, code, value) if head in _MONEY else None
