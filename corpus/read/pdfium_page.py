"""What pdfium finds on a page, in the coordinates and with the boxes that pdfminer would give.

Three facts make the two agree: pdfminer's origin is the corner of the media box after the page's rotation; its
character boxes begin at the font's descent and are one font size high; its rectangles are sub-paths of four corners
with level and upright sides, whatever operator drew them.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from corpus.model import BBox
from corpus.read.frame import Frame, Matrix, is_slanted

Point = tuple[float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
DEEPEST = 15
"""Forms within forms past this depth are one that calls itself."""
_HYPHENS = (0x2, 0xFFFE)
"""What pdfium puts for a hyphen at the end of a line."""
_SKIPPED = (0xA, 0xD)


class Glyph(NamedTuple):
    """A character that is drawn, its box in points from the top left corner."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    white: bool


class Drawn(NamedTuple):
    """A sub-path in points from the top left corner; `kind` as pdfminer names it: line, rect or curve."""

    kind: str
    points: tuple[Point, ...]
    bbox: BBox
    ruling: bool
    """Is it drawn with a line that is not white?"""
    filled: bool
    """Is it filled with a colour that is not white?"""


def multiply(a: Matrix, b: Matrix) -> Matrix:
    """First a, then b."""
    return (
        a[0] * b[0] + a[1] * b[2],
        a[0] * b[1] + a[1] * b[3],
        a[2] * b[0] + a[3] * b[2],
        a[2] * b[1] + a[3] * b[3],
        a[4] * b[0] + a[5] * b[2] + b[4],
        a[4] * b[1] + a[5] * b[3] + b[5],
    )


def glyphs(text_page: Any, frame: Frame, fonts: Fonts) -> Iterator[Glyph]:
    """The characters in the order of pdfium's text; `fonts` gathers what fonts they are of."""
    rect, matrix, size = pdfium.FS_RECTF(), pdfium.FS_MATRIX(), ctypes.c_float()
    origin = (ctypes.c_double(), ctypes.c_double())
    a, b, c, d, e, f = frame.matrix
    colours = _Colours()
    for k in range(pdfium.FPDFText_CountChars(text_page)):
        thing = pdfium.FPDFText_GetTextObject(text_page, k)
        if not thing:  # pdfium's own blanks and line ends
            continue
        code = pdfium.FPDFText_GetUnicode(text_page, k)
        if code in _SKIPPED:
            continue
        pdfium.FPDFText_GetLooseCharBox(text_page, k, rect)
        pdfium.FPDFText_GetMatrix(text_page, k, matrix)
        if is_slanted((matrix.a, matrix.b, matrix.c, matrix.d, 0.0, 0.0)):
            continue
        pdfium.FPDFText_GetCharOrigin(text_page, k, *origin)
        pdfium.FPDFTextObj_GetFontSize(thing, size)
        x, y = a * origin[0].value + c * origin[1].value + e, b * origin[0].value + d * origin[1].value + f
        up_x, up_y = size.value * (a * matrix.c + c * matrix.d), size.value * (b * matrix.c + d * matrix.d)
        x0, x1 = a * rect.left + c * rect.bottom + e, a * rect.right + c * rect.top + e
        top, bottom = b * rect.left + d * rect.bottom + f, b * rect.right + d * rect.top + f
        descent = fonts.descent(thing)
        if abs(up_x) <= abs(up_y):
            top, bottom = y + descent * up_y, y + (descent + 1) * up_y
        else:
            x0, x1 = x + descent * up_x, x + (descent + 1) * up_x
        if code in _HYPHENS:
            code = 0x2D
        elif code == 0 or code >= 0xFFFD:
            fonts.unmapped = True
        (x0, x1), (top, bottom) = sorted((x0, x1)), sorted((top, bottom))
        yield Glyph(chr(code), x0, top, x1, bottom, bottom - top, colours.white_fill(thing))


class Fonts:
    """The fonts of a page: how far each reaches below the line, in font sizes (negative), asked for once."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self.unmapped = False
        """Did pdfium not know which character a glyph is?"""
        self._descents: dict[int, float] = {}
        self._value = ctypes.c_float()

    def descent(self, thing: Any) -> float:
        font = pdfium.FPDFTextObj_GetFont(thing)
        key = ctypes.addressof(font.contents) if font else 0
        if key not in self._descents:
            found = bool(font) and pdfium.FPDFFont_GetDescent(font, 1.0, self._value)
            self._descents[key] = -abs(self._value.value) if found else 0.0
            name = ctypes.create_string_buffer(256)
            length = pdfium.FPDFFont_GetBaseFontName(font, name, 256) if font else 0
            self.names.add(name.value.decode("utf-8", "replace") if length else "")
        return self._descents[key]


class _Colours:
    """Asks pdfium for colours into one set of buffers."""

    def __init__(self) -> None:
        self.parts = tuple(ctypes.c_uint() for _ in range(4))

    def white_fill(self, thing: Any) -> bool:
        return bool(pdfium.FPDFPageObj_GetFillColor(thing, *self.parts)) and self._white()

    def white_stroke(self, thing: Any) -> bool:
        return bool(pdfium.FPDFPageObj_GetStrokeColor(thing, *self.parts)) and self._white()

    def _white(self) -> bool:
        red, green, blue, _ = self.parts
        return red.value == green.value == blue.value == 255


class Paths:
    """Walks a page's objects, forms entered: the sub-paths drawn and the number of images."""

    def __init__(self, page: Any, frame: Frame) -> None:
        self.drawn: list[Drawn] = []
        self.images = 0
        self._colours = _Colours()
        for k in range(pdfium.FPDFPage_CountObjects(page)):
            self._thing(pdfium.FPDFPage_GetObject(page, k), frame.matrix, 0)

    def _thing(self, thing: Any, matrix: Matrix, depth: int) -> None:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_PATH:
            self._path(thing, multiply(_matrix(thing), matrix))
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            self.images += 1
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = multiply(_matrix(thing), matrix)
            for k in range(pdfium.FPDFFormObj_CountObjects(thing)):
                self._thing(pdfium.FPDFFormObj_GetObject(thing, k), inner, depth + 1)

    def _path(self, thing: Any, matrix: Matrix) -> None:
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDFPath_GetDrawMode(thing, mode, stroke)
        ruling = bool(stroke.value) and not self._colours.white_stroke(thing)
        filled = bool(mode.value) and not self._colours.white_fill(thing)
        if not (ruling or filled):
            return
        for points, curved in _subpaths(thing, matrix):
            xs, ys = zip(*points, strict=True)
            box = (min(xs), min(ys), max(xs), max(ys))
            self.drawn.append(Drawn(_kind(points, curved), tuple(points), box, ruling, filled))


def _matrix(thing: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(thing, found):
        return IDENTITY
    return (found.a, found.b, found.c, found.d, found.e, found.f)


def _subpaths(thing: Any, matrix: Matrix) -> Iterator[tuple[list[Point], bool]]:
    """The points of each sub-path (of a Bézier curve, its ends), and whether it has curves."""
    a, b, c, d, e, f = matrix
    x, y = ctypes.c_float(), ctypes.c_float()
    points: list[Point] = []
    control = 0
    for k in range(pdfium.FPDFPath_CountSegments(thing)):
        segment = pdfium.FPDFPath_GetPathSegment(thing, k)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            if len(points) > 1:
                yield points, control > 0
            points, control = [], 0
        elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
            control += 1
            if control % 3:
                continue
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        px, py = x.value, y.value
        points.append((a * px + c * py + e, b * px + d * py + f))
    if len(points) > 1:
        yield points, control > 0


def _kind(points: list[Point], curved: bool) -> str:
    if not curved:
        if len(points) == 2 or (len(points) == 3 and points[0] == points[2]):
            return "line"
        if len(points) == 5 and points[0] == points[4]:
            (x0, y0), (x1, y1), (x2, y2), (x3, y3), _ = points
            if (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0) or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0):
                return "rect"
    return "curve"
