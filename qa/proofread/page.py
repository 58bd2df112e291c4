"""One HTML file of the findings, with pictures of the pages and the cells framed. It asks nothing of any other host."""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from corpus.errors import ReadError
from corpus.model import BBox, Document
from corpus.read.render import page_png, page_size
from qa.answer import Citation
from qa.audit import AuditFinding
from qa.proofread.words import KINDS, VERDICTS

DPI = 96
"""Enough to read a page of small print, at a fifth of a megabyte."""
MARGIN = 2.0
"""Points around a framed cell."""
Place = tuple[str, int]
FileOf = Callable[[Document], Path | None]


@dataclass
class _Page:
    """A page of a document: the findings on it, and the evidence for others."""

    frames: list[tuple[BBox, str, str]] = field(default_factory=list)
    findings: list[dict[str, Any]] = field(default_factory=list)
    elsewhere: list[int] = field(default_factory=list)


def report(findings: Sequence[AuditFinding], documents: Iterable[Document], file_of: FileOf, title: str = "校对报告") -> str:
    """The page. `file_of` gives the original file of a document, None where it is not kept."""
    pages: dict[Place, _Page] = defaultdict(_Page)
    for number, finding in enumerate(findings, 1):
        _add(pages, number, finding)
    counted = [f.verdict for f in findings]
    known = {d.name: d for d in documents}
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            findings=len(findings),
            mismatches=counted.count("mismatch"),
            roundings=counted.count("rounding"),
            unchecked=counted.count("cannot_check"),
            documents=[
                _document(name, known.get(name), findings, pages, file_of) for name in sorted({p[0] for p in pages})
            ],
        )
    )


def _add(pages: dict[Place, _Page], number: int, finding: AuditFinding) -> None:
    here = pages[finding.document, finding.page]
    here.findings.append(_shown(number, finding))
    for k, cited in enumerate(finding.citations):
        page = pages[cited.document, cited.page]
        doubted = k == 0 and (cited.document, cited.page) == (finding.document, finding.page)
        if any(cited.bbox):
            page.frames.append((cited.bbox, str(number), finding.verdict if doubted else "evidence"))
        if page is not here and number not in page.elsewhere:
            page.elsewhere.append(number)


def _shown(number: int, finding: AuditFinding) -> dict[str, Any]:
    return {
        "number": number, "kind": KINDS[finding.kind], "verdict": finding.verdict, "said": VERDICTS[finding.verdict],
        "why": finding.why, "printed": finding.printed, "expected": finding.expected, "difference": finding.difference,
        "last_digit": finding.size == "last_digit", "cells": [_cell(c) for c in finding.citations],
    }  # fmt: skip


def _cell(cited: Citation) -> dict[str, Any]:
    place = " — ".join((*([f"《{cited.table}》"] if cited.table else cited.section[-1:]), *cited.row, *cited.column))
    return {"anchor": _anchor(cited.document, cited.page), "page": cited.page, "place": place, "quote": cited.quote}


def _document(
    name: str, document: Document | None, findings: Sequence[AuditFinding], pages: dict[Place, _Page], file_of: FileOf
) -> dict[str, Any]:
    own = [f.verdict for f in findings if f.document == name]
    path = file_of(document) if document is not None else None
    return {
        "name": name,
        "title": (document.title if document else "") or name,
        "mismatches": own.count("mismatch"),
        "roundings": own.count("rounding"),
        "pages": [_page(place, page, path) for place, page in sorted(pages.items()) if place[0] == name],
    }


def _page(place: Place, page: _Page, path: Path | None) -> dict[str, Any]:
    picture, size = _picture(path, place[1])
    return {
        "number": place[1], "anchor": _anchor(*place), "picture": picture, "findings": page.findings,
        "elsewhere": page.elsewhere, "frames": [_frame(box, label, kind, size) for box, label, kind in page.frames],
    }  # fmt: skip


def _picture(path: Path | None, number: int) -> tuple[str | None, tuple[float, float]]:
    """The page in base64 with its size in points; None where it cannot be drawn."""
    if path is None or path.suffix.lower() != ".pdf":
        return None, (1.0, 1.0)
    try:
        return base64.b64encode(page_png(path, number, DPI)).decode("ascii"), page_size(path, number)
    except ReadError:
        return None, (1.0, 1.0)


def _frame(box: BBox, label: str, kind: str, size: tuple[float, float]) -> dict[str, str]:
    left, top, right, bottom = box[0] - MARGIN, box[1] - MARGIN, box[2] + MARGIN, box[3] + MARGIN
    width, height = size
    shares = {
        "left": left / width, "top": top / height, "width": (right - left) / width, "height": (bottom - top) / height,
    }  # fmt: skip
    return {"label": label, "kind": kind} | {name: f"{100 * share:.3f}" for name, share in shares.items()}


def _anchor(document: str, page: int) -> str:
    """A name for a page that any file name yields."""
    return "p" + base64.urlsafe_b64encode(document.encode()).decode("ascii").rstrip("=") + f"-{page}"


@lru_cache
def _environment() -> Environment:
    return Environment(loader=PackageLoader("qa.proofread", "."), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True)  # fmt: skip
