"""The two sides of a comparison: which words of a sentence say what is set against what."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_UNTIL = r"[^,，;；。]"
_VERSUS = re.compile(
    rf"(?P<left>{_UNTIL}*?)(?:(?<![同环对相])比起?|(?<!相)较之?|高于|低于|多于|少于)(?P<right>{_UNTIL}+?)(?:来说?|而言)?"
    r"(?P<by>增加|减少|增长|下降|降低|提高|上升|多出|高出|低出|少出|超出|净增|净减|节约|节省|超支|多|少|高|低|增|减)(?:出)?(?:了|支出|花|用|安排|列支|约|近|为|\s)*$"
)
_BEYOND = re.compile(
    rf"(?P<left>{_UNTIL}*?)(?:(?<![不未])超过|(?<!没有)超出|高出|多出|高于|低于|多于|少于|大于|小于|不及)(?P<right>{_UNTIL}{{2,}}?)"
    r"(?:了|达|约|近|共|\s)*$"
)
_APART = re.compile(
    rf"(?P<both>{_UNTIL}*?[与和同跟]{_UNTIL}+?)"
    r"(?:的|之间的?|二者|两者|之间)*(?:相差|差额|差距|之差|差)(?:了|为|是|达到|达|约|近|有|数|\s)*$"
)
_LESS = re.compile(
    rf"(?P<left>{_UNTIL}*?)(?:减去|减掉|扣除|扣掉|刨去|(?<![污增])减(?![排灾免负税轻震贫量持值少]))(?P<right>{_UNTIL}+?)(?:之?后)?[,，]?(?:等于|为|剩余|剩下|还剩|是)+(?:约|近)?\s*$"
)
_AGAINST = re.compile(
    rf"(?:相较于?|相比于?|较之|比起)(?P<right>{_UNTIL}+?)(?:相比|来说?|而言)?[,，](?P<left>{_UNTIL}+?)"
    r"(?P<by>多出|高出|超出|多|少|高|低)(?:了|支出|花|用|安排|列支|约|近|为|\s)*$"
)
_EXCEEDED = re.compile(
    rf"(?P<left>{_UNTIL}*?)\b(?:exceed(?:ed|s)?|topped|tops|outstripped|surpassed)\b(?P<right>{_UNTIL}+?)\s+by\s*$",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    rf"(?P<part>{_UNTIL}*?)(?:是|为|相当于|只有|仅有|达到?|不到|不足|超过)(?P<whole>(?!年初|调整|全年|预算){_UNTIL}{{2,}}?)的(?:约|近|大约|差不多|将近|超过|不到|不足)*$"
)
_ONE = re.compile(
    r"(?P<left>前者|后者|前一项|后一项)(?:[比较](?:前者|后者|前一项|后一项))?[要则更]?(?:多|少|高|低|超)(?:出|过|了|于|约|近|\s)*$"
)
_PART = re.compile(
    r"(?P<part>[^;；。]*?)占(?:到|了)?(?P<whole>[^,，;；。]*?)(?:的)?(?:比重|比例|份额)?(?:为|是|达到|达|约|近|有)*$"
)
_INSIDE = re.compile(
    rf"(?P<part>{_UNTIL}*?)在(?P<whole>{_UNTIL}+?)(?:当中|之中|里面|中|里|内)(?:所|的)?"
    r"(?:占有?|占比|占到|占了|比重|比例|份额)(?:比重|比例|份额|比)?(?:为|是|达到|达|约|近|有|到|了|的)*$"
)
_WITHIN = re.compile(
    rf"(?P<whole>{_UNTIL}+?)(?:当中|之中|里面|中|里|内)[,，]?(?P<part>{_UNTIL}{{2,}}?)(?:所|的)?(?:占比?|比重|比例)(?:为|是|达到|达|约|近|有|到|了)*$"
)
_TIMES = re.compile(rf"(?P<left>{_UNTIL}*?)(?:是|为|相当于|约为|达到?)(?P<right>{_UNTIL}+?)的?(?:约|近|将近)?$")
_OF_WHOLE = re.compile(
    rf"(?P<whole>{_UNTIL}+?)(?:的|中的|里的|(?:之中|当中|中|里|内)(?:[,，]?有|[,，])?)(?:约|近|有|超过|超|将近|逾)*$"
)
_IS_PART = re.compile(
    r"\s*(?:以上|左右|多|强|弱)?[,，]?(?:的)?(?:资金|支出|经费|钱|金额)?(?:都|均|全部|被|主要)?"
    r"(?:用于|用在|用作|花在|来自|来源于|是|为|属于|由|给了|拨给|投向|投入)(?P<part>[^,，;；。]{2,40})"
)
_OF_ENGLISH = re.compile(
    r"\s*of\s+(?P<whole>.{2,60}?)(?:\s+(?:was|were|is|are|went|goes)\b(?P<part>.*))?[.,;]?\s*$", re.IGNORECASE
)
_THAN = re.compile(
    r"\s*(?P<by>more|less|higher|lower|above|below)\s+(?:than\s+)?(?P<right>.{2,60}?)[.,;]?\s*$", re.IGNORECASE
)
_CHANGED = re.compile(
    r"(?:增加|减少|压减|压缩|核减|追加|调增|调减)(?!到|至|为|了|额|幅|数|率|的|约|近)(?:[^,，;；。\d]){2,24}?(?:支出|收入|经费|费用?|预算|资金|补助|补贴)(?:约|近|共)?$"
)
_SPENT = re.compile(
    r"\s*(?:more|less)\s+(?:on|for)\s+(?P<item>[^.,;]{2,60}?)\s*(?:in\b[^.,;]*)?\bthan\b", re.IGNORECASE
)
_SHARE_ENGLISH = re.compile(
    r"(?P<part>.*?)\s*(?:accounts?|accounted|accounting|made up|makes up|represents?|represented|is|was|took)(?:\s+for)?\s*$",
    re.IGNORECASE,
)
_TIMES_ENGLISH = re.compile(
    r"\s*(?:that of\s+|as (?:much|large|high) as\s+|of\s+)?(?P<right>.{2,60}?)[.,;]?\s*$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Sides:
    """Two phrases of a text, with where they begin in the words before the number (-1: behind it)."""

    left: str
    right: str
    left_at: int = 0
    right_at: int = 0


def _of(found: re.Match[str] | None, left: str = "left", right: str = "right", offset: int = 0) -> Sides | None:
    return found and Sides(found[left], found[right], found.start(left) + offset, found.start(right) + offset)


def versus(words: str) -> Sides | None:
    """A比B多, A超过B, A与B相差, A减去B等于: the greater and the lesser as the words have them."""
    tail, offset = _tail(words)
    for form in (_AGAINST, _VERSUS, _LESS, _BEYOND, _EXCEEDED):
        found = _of(form.search(tail), offset=offset)
        if found is not None and not (form is _BEYOND and found.right.rstrip("\x00 ").endswith(("(", "（", "["))):
            return found  # 甲（5万元）高于乙（3万元）: the number in brackets is the other one's own
    return None


def apart(words: str) -> Iterator[Sides]:
    """A与B相差: every way of cutting, for a name may hold 和 itself."""
    tail, offset = _tail(words)
    found = _APART.search(tail)
    if found:
        both, at = found["both"], found.start("both") + offset
        for cut in re.finditer("[与和同跟]", both):
            if cut.start() and cut.end() < len(both):
                yield Sides(both[: cut.start()], both[cut.end() :], at, at + cut.end())


def one_of_two(words: str) -> str | None:
    """前者多, 后者少: which of the two figures before is spoken of."""
    found = _ONE.search(_tail(words)[0])
    return found["left"] if found else None


def than(words: str, after: str) -> Sides | None:
    """A was 12 million more than B."""
    found = _THAN.match(after)
    return Sides(re.sub(r"\b(?:was|were|is|are)\s*$", "", words), found["right"], 0, -1) if found else None


def changed_item(words: str) -> bool:
    """增加基本支出10万元: what has changed stands behind the word for it."""
    return _CHANGED.search(_tail(words)[0]) is not None


def spent(after: str) -> str | None:
    """(W spent 12 million) more on A in 2022 than in 2021: what it was spent on."""
    found = _SPENT.match(after)
    return found["item"] if found else None


def times(words: str, after: str) -> Sides | None:
    """A是B的三倍, A was 3 times B."""
    verb = re.search(r"\b(?:was|were|is|are)\s*$", words)
    found = _TIMES_ENGLISH.match(after) if verb else None
    if found and verb:
        return Sides(words[: verb.start()], found["right"], 0, -1)
    tail, offset = _tail(words)
    return _of(_TIMES.search(tail), offset=offset)


def part_and_whole(words: str, after: str) -> Sides | None:
    """A占B的, A在B中占, B中A占, B的…是A, A accounted for … of B: the part, then the whole."""
    tail, offset = _tail(words)
    english = _OF_ENGLISH.match(after)
    if english:
        return _english_share(words, english)
    for form in (_INSIDE, _PART):
        found = form.search(tail)
        if found and (form is _PART or "占" not in found["whole"]):
            if form is _PART and not found["whole"].strip("\x00 ") and (inside := _WITHIN.search(tail)):
                return _of(inside, "part", "whole", offset)
            return _of(found, "part", "whole", offset)
    whole, part = _OF_WHOLE.search(tail), _IS_PART.match(after)
    if whole and part:
        return Sides(part["part"], whole["whole"], -1, whole.start("whole") + offset)
    return _of(_ANOTHER.search(tail), "part", "whole", offset)


def is_share(words: str, after: str) -> bool:
    """Do the words behind a percentage make it a share (of B, 的…是A)?"""
    tail = _tail(words)[0]
    if re.match(r"\s*of\s+\S", after, re.IGNORECASE):
        return True
    return bool((_OF_WHOLE.search(tail) and _IS_PART.match(after)) or _ANOTHER.search(tail))


def _english_share(words: str, found: re.Match[str]) -> Sides | None:
    before = _SHARE_ENGLISH.match(words)
    if found["part"] and not (before and before["part"].strip("\x00 ,")):
        part = re.sub(r"^\s*(?:spent|used|allocated|given|devoted)?\s*(?:on|for|to)?\s*", "", found["part"])
        return Sides(part, found["whole"], -1, -1)
    return Sides(before["part"] if before else words, found["whole"], 0, -1)


def _tail(words: str) -> tuple[str, int]:
    """The words after the last stop, and where they begin."""
    stops = list(re.finditer(r"[;；。]", words))
    at = stops[-1].end() if stops else 0
    return words[at:], at
