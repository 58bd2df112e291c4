"""The numbers that Word puts before paragraphs by itself: they stand on the page, but in no text of the file."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from corpus.read.word_text import W, value

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

    styles: Styles
    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def of(self, paragraph: Any) -> str:
        """The number that stands before a paragraph (its element), "" if there is none."""
        place = self._place(paragraph)
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


    def _place(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the level of a paragraph, its own or its style's."""
        own = _place_in(paragraph.find(W + "pPr"))
        place = own if own is not None else self.styles.of(paragraph).place
        return place if place is not None and place[0] not in ("", "0") else None


@dataclass(frozen=True, slots=True)
class Style:
    """The name of a paragraph's style, in small letters, and the list and level that it numbers by, or a style above it."""

    name: str = ""
    place: tuple[str, int] | None = None


@dataclass(slots=True)
class Styles:
    """The paragraph styles of a document, each worked out once: python-docx looks through all of them each time."""

    by_id: dict[str, Style] = field(default_factory=dict)
    default: Style = Style()

    def of(self, paragraph: Any) -> Style:
        """The style of a paragraph (its element)."""
        name = value(paragraph, f"{W}pPr/{W}pStyle")
        return self.by_id.get(name, self.default) if name is not None else self.default


def styles_of(document: Any) -> Styles:
    """The paragraph styles that a document defines."""
    elements = [e for e in document.styles.element.iterchildren(W + "style") if e.get(W + "type") == "paragraph"]
    named = {e.get(W + "styleId"): e for e in elements}
    out = Styles()
    for key, element in named.items():
        style, above, place = element, {key}, _place_in(element.find(W + "pPr"))
        while place is None:
            base = value(style, W + "basedOn")
            if base is None or base in above or base not in named:
                break
            above.add(base)
            style = named[base]
            place = _place_in(style.find(W + "pPr"))
        out.by_id[key] = Style((value(element, W + "name") or "").lower(), place)
        if element.get(W + "default") in ("1", "true", "on"):
            out.default = out.by_id[key]
    return out


def numbering_of(document: Any) -> Numbering:
    """The numberings that a document defines."""
    found = Numbering(styles_of(document))
    try:
        root = document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return found
    for shape in root.iter(W + "abstractNum"):
        found.levels[shape.get(W + "abstractNumId")] = {
            int(level.get(W + "ilvl")): _Level(
                int(value(level, W + "start") or 1),
                value(level, W + "numFmt") or "decimal",
                value(level, W + "lvlText") or "",
            )
            for level in shape.iter(W + "lvl")
        }
    for number in root.iter(W + "num"):
        found.lists[number.get(W + "numId")] = value(number, W + "abstractNumId") or ""
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


def _place_in(properties: Any) -> tuple[str, int] | None:
    """The list and the level that properties of a paragraph name."""
    how = properties.find(W + "numPr") if properties is not None else None
    if how is None:
        return None
    level = value(how, W + "ilvl") or "0"
    return value(how, W + "numId") or "", int(level) if level.isdecimal() else 0
