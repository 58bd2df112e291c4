"""Text as the checker reads it: half-width, letter for letter as long as the original, cut into sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

MASK = "\x00"
"""Stands for a letter that is already accounted for."""
_FULL = {0xFF01 + k: 0x21 + k for k in range(94)} | {0x3000: 0x20, 0xA0: 0x20, 0x2212: 0x2D}
_KEEP = {ord(c) for c in "，；：！？"}
_TABLE = {k: v for k, v in _FULL.items() if k not in _KEEP} | {ord(line): 0x7C for line in "│┃┆┇┊┋"}
_GROUPED = re.compile(
    r"(?<=[０-９])，(?=[０-９]{3}(?![０-９]))"
    r"|(?<=\d)[，\u2009\u202f ](?=\d{3}(?:[，\u2009\u202f ]\d{3})*\.\d{1,2}\s*(?:[百千万亿]*元|million))"
)
"""A mark between the thousands of a number: full-width, or a blank, where a point and a unit of money say that it is one
number."""
_SAID_BY = r"[”」][^\n。！？”]{0,40}?(?:说|表示|介绍|解释|称|透露|坦言|指出|回应|写道|强调|告诉)"
_STOP = re.compile(rf"(?:[。！？!?](?!{_SAID_BY})|\n)|(?<=[A-Za-z%)])\.(?=\s|$)")
DASH = re.compile(r"[—–―－─\-→>＞/／·]+")
_NOISE = re.compile(r"[\s“”\"'‘’《》〈〉「」\x00]")
_BRACKET = str.maketrans("（）【】〔〕［］", "()[][][]")
_NUMBERING = re.compile(
    r"^(?:第[一二三四五六七八九十]+[部章节]分?|[一二三四五六七八九十]+、|\([一二三四五六七八九十\d]+\)|\d+[.、．](?!\d)|[①-⑳⒈-⒛])"
)
_AMONG = re.compile(r"^(?:其中|包括|含|加|减|一般是)[:：、]?(?=.{2})")
_ITEM = re.compile(
    r"^\s*(?:#+ |[-*•●▪◆■◇□○·>]+\s*|\d{1,2}[.、)](?!\d)\s*|\(\d{1,2}\)|\([一二三四五六七八九十]{1,3}\)|[一二三四五六七八九十]{1,3}、|[①-⑳])+"
)
_SUMS_UP = re.compile(
    r"\s*(?:以上|上述|前述|合计|总计|共计|小计|[两二三四五六七八九十\d]+(?:项|者|笔)(?:合计|共|总)|in total|total)",
    re.IGNORECASE,
)
_EMPHASIS = re.compile(r"\*\*|__|`+|~~")


def is_item(line: str) -> bool:
    """Is it an item of a list?"""
    return _ITEM.match(line) is not None


def sums_up(line: str) -> bool:
    """Does a line sum up the list above it: 合计：…, 上述两项共计…?"""
    return _SUMS_UP.match(line) is not None


def unmarked(line: str) -> str:
    """A half-width line without Markdown and the marks of lists, letter for letter as long.

    >>> unmarked("- **培训费**：5万元")
    '    培训费  ：5万元'
    """
    bare = _EMPHASIS.sub(lambda match: " " * len(match.group()), line)
    item = _ITEM.match(bare)
    return " " * item.end() + bare[item.end() :] if item else bare


_TAG = re.compile(
    r"<(?P<end>/?)(?P<name>table|thead|tbody|caption|tr|td|th|p|br|b|i|u|em|strong|span|div|li|ul|ol|font|small|sup|sub|h[1-6]|hr|a|code|pre)\b[^<>\n]{0,200}>"
    r"|&(?P<entity>(?:nb|em|en|thin)sp);",
    re.IGNORECASE,
)
_CELLS = ("td", "th")
_LINES = ("tr", "p", "br", "div", "li", "caption", "table", "h1", "h2", "h3", "h4", "h5", "h6", "hr")


def untagged(text: str) -> tuple[str, list[int]]:
    """A text without tags of HTML, cells divided by |, rows and paragraphs by line ends; and where each letter stood.

    >>> untagged("<tr><td>培训费</td><td>5.00</td></tr>")[0].split()
    ['培训费|5.00|']
    """
    if "<" not in text or not _TAG.search(text):
        return text, []
    rows = re.search(r"<t[rd]\b", text, re.IGNORECASE) is not None
    letters: list[str] = []
    places: list[int] = []
    at = 0
    for found in [*_TAG.finditer(text), None]:
        end = found.start() if found else len(text)
        for k, letter in enumerate(text[at:end], at):
            letters.append(" " if rows and letter == "\n" else letter)
            places.append(k)
        if found and (mark := _laid_out(found)):
            letters.append(mark)
            places.append(found.start())
        at = found.end() if found else end
    return "".join(letters), places


def _laid_out(tag: re.Match[str]) -> str:
    if tag["entity"]:
        return " "
    name, closes = tag["name"].lower(), bool(tag["end"])
    if name in _CELLS and closes:
        return "|"
    return "\n" if name in _LINES and (closes or name in ("br", "hr")) else ""


def half_width(text: str) -> str:
    """The text with full-width letters made half-width, every letter at its old place; Chinese stops are kept.

    >>> half_width("８７．９９万元，")
    '87.99万元，'
    """
    return _GROUPED.sub(",", text).translate(_TABLE)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the sentences of a text, stops included."""
    begin = 0
    for stop in _STOP.finditer(text):
        yield begin, stop.end()
        begin = stop.end()
    if begin < len(text):
        yield begin, len(text)


def same_length(text: str) -> str:
    """Brackets alike, letter for letter."""
    return text.translate(_BRACKET)


def plain(text: str) -> str:
    """A label or a clause for comparison: no blanks, no quotation marks, half-width brackets, small letters.

    >>> plain("“三公” 经费（合  计）")
    '三公经费(合计)'
    """
    return _NOISE.sub("", half_width(text).translate(_BRACKET)).replace("，", ",").replace("：", ":").lower()


def label_of(text: str) -> str:
    """A label without numbering, "其中：" and blanks."""
    bare, before = plain(text), None
    while bare != before:
        before, bare = bare, _AMONG.sub("", _NUMBERING.sub("", bare))
    return bare
