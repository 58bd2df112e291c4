"""The numbers that Word puts before paragraphs by itself: they stand on the page, but in no text of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

_DIGITS = "零一二三四五六七八九"
_CHINESE = {"chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting", "taiwaneseCounting",
            "taiwaneseCountingThousand", "chineseLegalSimplified"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    kind: str
    text: str


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of a document; ask once for each, in order."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def of(self, paragraph: Any) -> str:
        """The number that stands before a paragraph, "" if there is none."""
        place = _place(paragraph)
        if place is None:
            return ""
        number, level = place
        shape = self.lists.get(number, "")
        levels = self.levels.get(shape, {})
        if level not in levels:
            return ""
        counts = self.counts.setdefault(shape, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [k for k in counts if k > level]:
            del counts[deeper]
        text = levels[level].text
        for k in range(level + 1):
            if k in levels:
                text = text.replace(f"%{k + 1}", counted(counts.get(k, levels[k].start), levels[k].kind))
        return text if any(c.isalnum() for c in text) else ""


def numbering_of(document: Any) -> Numbering:
    """The numberings that a document defines."""
    from docx.oxml.ns import qn

    found = Numbering()
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return found
    for shape in root.iter(qn("w:abstractNum")):
        found.levels[shape.get(qn("w:abstractNumId"))] = {
            int(level.get(qn("w:ilvl"))): _Level(
                int(_value(level, "w:start") or 1),
                _value(level, "w:numFmt") or "decimal",
                _value(level, "w:lvlText") or "",
            )
            for level in shape.iter(qn("w:lvl"))
        }
    for number in root.iter(qn("w:num")):
        found.lists[number.get(qn("w:numId"))] = _value(number, "w:abstractNumId") or ""
    return found


def counted(number: int, kind: str) -> str:
    """A count as its kind writes it.

    >>> counted(12, "chineseCounting"), counted(3, "decimal")
    ('十二', '3')
    """
    if kind in _CHINESE and 0 < number < 100:
        tens, ones = divmod(number, 10)
        head = ("" if tens == 1 else _DIGITS[tens]) + "十" if tens else ""
        return head + (_DIGITS[ones] if ones else "")
    if kind.startswith("decimalEnclosedCircle") and 0 < number <= 20:
        return chr(0x2460 + number - 1)
    if kind in ("lowerLetter", "upperLetter") and 0 < number <= 26:
        return chr((97 if kind == "lowerLetter" else 65) + number - 1)
    return "" if kind in ("bullet", "none") else str(number)


def _place(paragraph: Any) -> tuple[str, int] | None:
    """The list and the level of a paragraph, its own or its style's."""
    from docx.oxml.ns import qn

    style = paragraph.style
    elements = [paragraph._element.pPr]
    while style is not None:
        elements.append(style.element.pPr)
        style = style.base_style
    for properties in elements:
        how = properties.find(qn("w:numPr")) if properties is not None else None
        if how is not None:
            number, level = _value(how, "w:numId"), _value(how, "w:ilvl")
            return (number, int(level or 0)) if number and number != "0" else None
    return None


def _value(element: Any, name: str) -> str | None:
    from docx.oxml.ns import qn

    found = element.find(qn(name))
    value: str | None = found.get(qn("w:val")) if found is not None else None
    return value
