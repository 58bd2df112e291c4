"""The reference reader: PDF pages by pdfplumber (pdfminer)."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from corpus.errors import Damaged, Encrypted, NotFound, UnknownFormat
from corpus.model import BBox
from corpus.read.frame import Frame, is_slanted
from corpus.read.raw import Char, RawPage
from corpus.read.rulings import rulings_of

REOPENED = 256
"""After so many pages a file is opened anew: pdfminer keeps what it has parsed until its document is closed."""
THIN = 3.0
"""A filled box thinner than this (points) is a ruling line."""
_WHITE = {(1,), (1, 1, 1), (0, 0, 0, 0), (1.0,)}


def pages(path: Path) -> Iterator[RawPage]:
    """The pages of a PDF, one at a time, each forgotten before the next is read.

    Raises NotFound, UnknownFormat, Encrypted or Damaged, with a sentence that names the file.
    """
    check_magic(path)
    first, count = 0, 1
    while first < count:
        with opened(path) as document:
            count = len(document.pages)
            for page in document.pages[first : first + REOPENED]:
                yield raw_page(page)
        first += REOPENED


def check_magic(path: Path) -> None:
    """Raise unless the file is there and begins as a PDF does."""
    if not path.is_file():
        raise NotFound(f"没有这个文件：{path}。请检查路径。 (There is no file {path}: check the path.)")
    with path.open("rb") as file:
        head = file.read(1024)
    if not head:
        raise Damaged(f"{path.name} 是空文件，请重新下载。 ({path.name} is empty: download it again.)")
    if b"%PDF-" not in head:
        raise UnknownFormat(f"{path.name} 不是 PDF 文件。 ({path.name} is no PDF: check what the file is.)")


@contextmanager
def opened(path: Path) -> Iterator[Any]:
    """The document by pdfplumber; raises Encrypted or Damaged with a sentence that names the file."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    logging.getLogger("pdfminer").setLevel(logging.ERROR)  # its warnings of odd files are not for users
    try:
        document = pdfplumber.open(path)
        document.pages  # noqa: B018  the page tree is read here, so that its faults are raised here
    except (PdfminerException, PDFEncryptionError, PDFPasswordIncorrect) as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, (PDFPasswordIncorrect, PDFEncryptionError)) or isinstance(error, PDFPasswordIncorrect):
            raise Encrypted(
                f"{path.name} 已加密，请先去掉密码。 ({path.name} is encrypted: remove its password first.)"
            ) from error
        raise Damaged(
            f"{path.name} 已损坏（{cause}），请重新下载。 ({path.name} is damaged: download it again.)"
        ) from error
    except Exception as error:  # pdfminer raises what its parsers meet: any of it means a broken file
        raise Damaged(
            f"{path.name} 无法读取（{type(error).__name__}），请重新下载。"
            f" ({path.name} cannot be read: download it again.)"
        ) from error
    with document:
        yield document


def raw_page(page: Any) -> RawPage:
    """What a page of pdfplumber's shows; the page is then forgotten. Raises Damaged."""
    try:
        shown, hidden = _visible(page)
        edges, images = page.filter(_rules).edges, len(page.images)
    except (MemoryError, RecursionError):
        raise
    except Exception as error:
        raise Damaged(
            f"第 {page.page_number} 页无法读取（{type(error).__name__}）。 (Page {page.page_number} cannot be read.)"
        ) from error
    finally:
        page.close()
    left, top = page.bbox[0], page.bbox[1]
    found = rulings_of(edges, page.page_number, left, top)
    return RawPage(
        number=page.page_number,
        width=float(page.width),
        height=float(page.height),
        chars=tuple(shown),
        boxes=found.boxes,
        rules=found.rules,
        hidden=hidden,
        images=images,
        warnings=found.warnings,
    )


def _rules(thing: dict[str, Any]) -> bool:
    """Is this a ruling line or the side of a drawn box? White boxes behind text and cell shading are not."""
    kind = thing["object_type"]
    if kind == "char":
        return False
    if kind not in ("rect", "line", "curve"):
        return True
    if thing.get("stroke") and not _is_white(thing.get("stroking_color")):
        return True
    thin = min(thing["width"], thing["height"]) < THIN
    return bool(thing.get("fill")) and thin and not _is_white(thing.get("non_stroking_color"))


def _visible(page: Any) -> tuple[list[Char], int]:
    """The characters that a reader sees, and how many there are that a reader does not."""
    left, top = page.bbox[:2]
    box = _shown(page)
    fills = [r for r in page.rects if r.get("fill") and not _is_white(r.get("non_stroking_color"))]
    shown: list[Char] = []
    hidden = 0
    for c in page.chars:
        if is_slanted(c["matrix"]):
            continue
        x, y = (c["x0"] + c["x1"]) / 2, (c["top"] + c["bottom"]) / 2
        inside = box[0] <= x - left <= box[2] and box[1] <= y - top <= box[3]
        if not inside or c["size"] < 0.5 or (_is_white(c.get("non_stroking_color")) and not _covered(x, y, fills)):
            hidden += bool(c["text"].strip())
            continue
        shown.append(Char(c["text"], c["x0"] - left, c["top"] - top, c["x1"] - left, c["bottom"] - top, c["size"]))
    return shown, hidden


def _shown(page: Any) -> BBox:
    """The part of a page that is shown: its crop box. pdfplumber's own turns it with the page the wrong way."""
    media, crop = page.page_obj.mediabox, page.page_obj.cropbox
    return Frame(_upright(media), page.rotation).shown(_upright(crop))


def _upright(box: Any) -> BBox:
    x0, y0, x1, y1 = (float(v) for v in box)
    return (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def _is_white(color: Any) -> bool:
    if color is None:
        return False
    return (tuple(color) if isinstance(color, (list, tuple)) else (color,)) in _WHITE


def _covered(x: float, y: float, boxes: list[dict[str, Any]]) -> bool:
    return any(b["x0"] <= x <= b["x1"] and b["top"] <= y <= b["bottom"] for b in boxes)
