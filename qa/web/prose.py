"""An answer's text to safe HTML: paragraphs, lists and tables, its figures and [1] marks turned into buttons."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

_PRIVATE = re.compile(r"[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_SLOT = re.compile(r"[\ue000-\uf8ff]")
_MARK = re.compile(r"\[(\d{1,3})\]")
_RULE = re.compile(r"^\s*\|?[\s:|-]+\|[\s:|-]*$")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"^\s*(?:[-*•]|\d{1,2}[.、)])\s+")
_SLOTS = 0xF8FF - 0xE000
_GLUED = re.compile(r"([（(“《]?)([\ue000-\uf8ff])([，。；：、）)”》！？,.;:!?]{0,3})")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of the text that becomes this HTML."""

    start: int
    end: int
    html: Markup


def figure_spans(text: str, figures: Sequence[str], html: Callable[[int], Markup]) -> list[Span]:
    """Where each figure stands: in order, and never two in one place. `html(i)` shows the i-th."""
    taken: list[Span] = []
    cursor = 0
    for index, figure in enumerate(figures):
        place = _free(text, figure, cursor, taken)
        if place is None:
            place = _free(text, figure, 0, taken)
        if place is not None:
            taken.append(Span(place, place + len(figure), html(index)))
            cursor = place + len(figure)
    return taken


def _free(text: str, figure: str, start: int, taken: Iterable[Span]) -> int | None:
    place = text.find(figure, start) if figure else -1
    while place >= 0:
        end = place + len(figure)
        inside_number = (place > 0 and text[place - 1] in "0123456789.,") or (
            figure[-1].isdigit() and end < len(text) and text[end].isdigit())
        if not inside_number and all(end <= span.start or place >= span.end for span in taken):
            return place
        place = text.find(figure, place + 1)
    return None


def citation_spans(text: str, taken: Sequence[Span], html: Callable[[int], Markup | None]) -> list[Span]:
    """Where the [1] marks stand. `html(n)` shows mark n, or None where there is no such citation."""
    found = []
    for match in _MARK.finditer(text):
        shown = html(int(match[1]))
        if shown is not None and all(match.end() <= s.start or match.start() >= s.end for s in taken):
            found.append(Span(match.start(), match.end(), shown))
    return found


def to_html(text: str, spans: Sequence[Span]) -> Markup:
    """The text with its spans shown; everything else is escaped."""
    slots: list[Markup] = []
    pieces: list[str] = []
    place = 0
    for span in sorted(spans, key=lambda s: s.start)[:_SLOTS]:
        pieces += [_PRIVATE.sub("", text[place:span.start]), chr(0xE000 + len(slots))]
        slots.append(span.html)
        place = span.end
    pieces.append(_PRIVATE.sub("", text[place:]))
    html = _GLUED.sub(_glued, "".join(_blocks("".join(pieces))))
    return Markup(_SLOT.sub(lambda match: slots[ord(match[0]) - 0xE000], html))  # noqa: S704  every piece is escaped


def _glued(match: re.Match[str]) -> str:
    """A mark with the punctuation at it: a browser would begin a line with the stop that follows a button."""
    return f'<span class="bq-glued">{match[0]}</span>' if match[1] or match[3] else match[0]


def inline(text: str, spans: Sequence[Span]) -> Markup:
    """The text as it stands, line breaks kept, with its spans shown."""
    out = Markup()
    place = 0
    for span in sorted(spans, key=lambda s: s.start):
        out += escape(text[place:span.start]) + span.html
        place = span.end
    return out + escape(text[place:])


def _blocks(text: str) -> Iterable[str]:
    lines = text.splitlines()
    k = 0
    while k < len(lines):
        if "|" in lines[k] and k + 1 < len(lines) and _RULE.match(lines[k + 1]):
            end = next((j for j in range(k + 2, len(lines)) if "|" not in lines[j]), len(lines))
            yield _table(lines[k], lines[k + 2:end])
        elif _ITEM.match(lines[k]):
            end = next((j for j in range(k, len(lines)) if not _ITEM.match(lines[j])), len(lines))
            items = "".join(f"<li>{_words(_ITEM.sub('', line, count=1))}</li>" for line in lines[k:end])
            yield f"<ul>{items}</ul>"
        else:
            end = k + 1
            if lines[k].strip():
                yield f"<p>{_words(lines[k].strip().lstrip('#').strip())}</p>"
        k = end


def _table(head: str, rows: Sequence[str]) -> str:
    heads = "".join(f'<th scope="col">{_words(cell)}</th>' for cell in _cells(head))
    body = "".join("<tr>" + "".join(f"<td>{_words(cell)}</td>" for cell in _cells(row)) + "</tr>" for row in rows)
    return f'<div class="bq-scroll"><table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>'


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().removeprefix("|").removesuffix("|").split("|")]


def _words(text: str) -> str:
    return _BOLD.sub(r"<strong>\1</strong>", str(escape(text)))
