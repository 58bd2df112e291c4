"""Which body a text speaks of: full names, names without their region, abbreviations, and bodies that are not here."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from corpus.data.load import economic, functional
from corpus.model import Document, Level
from index.bodies import bodies_of
from index.mentions import find_bodies
from index.normal import normalise
from qa.check.text import half_width, plain
from qa.check.words import words

_REGION = re.compile(
    r"^(?:[一-鿿]{2,8}?(?:省|自治区))?(?:[一-鿿]{2,6}?市(?!场|容|民|政(?!务|府|协|法|策|研)))?(?:[一-鿿]{1,6}?(?:区|县|旗)(?!域|划))?"
)
_PART = re.compile(r"([一-鿿]{2,8}?)(省|自治区|市(?!场|容|民|政(?!务|府|协|法|策|研))|区(?!域|划)|县|旗)")
_PARTY = re.compile(r"^(?:中国共产党|中共)")
_COMMITTEE = re.compile(r"(省|市|区|县)委员会(?=.)")
_BRACKETS = re.compile(r"\([^()]*\)")
_LEVEL = re.compile(
    r"^\s*(?:[(（\[【]?\s*(?P<unit>本级|单位|机关本级)\s*[)）\]】]|(?P<bare>本级)|[(（]\s*(?P<department>部门|汇总|本部门)\s*[)）])"
)
_FUNCTION = "说悉获称从自向到给让请问开看的对据是和与由将年本在较比，,。；;：:、（）()《》“”\"' \n\t及\x00"


_LEAD = (
    r"(?:(?:其?次|再次|然后|最[多少高低大小]的?)?[是为]|[高低多少大小]于|[超不]过|不[及如]|相?[比较]于?|以及|还有|包括|例如|比如|其中|[列编写计归]入|纳入|根据|按照|来自|对于|关于"
    r"|定位到?|查询|查找|检索|打开|查阅"
    r"|[和与跟同及或而但则把被将让给到由从自据在看含即])"
)
_LEADS = re.compile(f"{_LEAD}(?=.{{4}})")
_LED = re.compile(f"(?:{_LEAD}|年度)$")


Labels = Callable[[frozenset[str]], Iterable[str]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A body at text[start:end]: the documents that are its own, or none where it is not here."""

    start: int
    end: int
    name: str
    documents: frozenset[str]
    level: Level | None = None


def canonical(name: str) -> str:
    """One name for one body, however it signs.

    >>> canonical("中国共产党江苏省委员会办公厅") == canonical("中共江苏省委办公厅") == "江苏省委办公厅"
    True
    """
    return _COMMITTEE.sub(r"\1委", _PARTY.sub("", _BRACKETS.sub("", plain(name))))


def aliases(name: str) -> Iterator[str]:
    """What a body of this name is called, its region left out step by step."""
    for long, short in words()["body_short"].items():
        if long in name[2:]:
            yield from _aliases(name.replace(long, short))
    yield from _aliases(name)
    shortest = name
    for long, short in words()["body_short"].items():
        shortest = shortest[:2] + shortest[2:].replace(long, short)
    yield from _aliases(shortest)  # 某区政府办


def _aliases(name: str) -> Iterator[str]:
    full = canonical(name)
    yield plain(name)
    yield _BRACKETS.sub("", plain(name))
    yield full
    region = _REGION.match(full)
    parts = list(_PART.finditer(region.group())) if region else []
    rest = full[region.end() :] if region else full
    for k, part in enumerate(parts):
        tail = "".join(match.group() for match in parts[k + 1 :]) + rest
        yield from (part.group() + tail, part[1] + tail, part[2] + tail)
    if len(rest) >= 3 and not rest.startswith("委"):
        yield rest


class Bodies:
    """The bodies of a corpus and the names that they go by."""

    def __init__(self, documents: Iterable[Document]) -> None:
        documents = tuple(documents)
        self._named = bodies_of(documents)
        held: dict[str, set[str]] = defaultdict(set)
        self._levels: dict[str, Level | None] = {}
        for document in documents:
            if document.department:
                held[canonical(document.department)].add(document.id)
        by_alias: dict[str, set[str]] = defaultdict(set)
        for document in documents:
            for alias in aliases(document.department) if document.department else ():
                if len(alias) >= 3:
                    by_alias[alias] |= held[canonical(document.department or "")]
        self.groups: Mapping[str, frozenset[str]] = {name: frozenset(ids) for name, ids in held.items()}
        self._aliases = {alias: frozenset(ids) for alias, ids in by_alias.items()}
        names = "|".join(re.escape(alias) for alias in sorted(self._aliases, key=len, reverse=True))
        self._names = re.compile(names) if names else None
        ends = words()["body_end"]
        level = r"(?:[(（](?:本级|部门|单位|汇总)[)）])?\s*(?:本级)?的?"
        follow = rf"(?=\s*{level}\s*(?:\d{{4}}\s*年|二[〇○零]|(?:部门|单位)?(?:预算|决算)|年度|《|在\d))"
        begin = r"(?:(?<=[，,。;；:：、\s《(（\n])|(?<=年)|(?<=年度)|(?<=据)|^)"
        strong, speech = words()["body_strong"], words()["body_speech"]
        office = f"(?:{words()['body_office']})"
        place = r"(?:[一-鿿]{2,4}?(?:省|自治区|自治州|市|区|县|旗|盟|州))"
        self._placed = re.compile(
            rf"(?<![一-鿿])(?P<first>[一-鿿]{{0,5}}?)(?P<body>{place}{{1,3}}(?:(?:(?!的)[一-鿿]){{1,16}}?(?:{strong})|{office}))"
            rf"(?=$|[^一-鿿]|{speech}|\d)|(?P<inner>{place}{{2,3}}(?:(?:(?!的)[一-鿿]){{1,16}}?(?:{strong})|{office}))(?=$|[^一-鿿]|{speech}|\d)"
            rf"|(?<=[是为于与和比由从])(?P<led>(?![全各某本该我]){place}{{1,3}}(?:(?:(?!的)[一-鿿]){{1,16}}?(?:{strong})|{office}))(?=$|[^一-鿿]|{speech}|\d)"
        )
        said = rf"(?=\s*(?:{speech}))"
        self._speaking = re.compile(
            rf"{begin}(?P<body>(?:(?!年度?|根据|按照|本|我|该|各|全|某|这|那|的)[一-鿿]){{2,14}}?(?:局|委员会|办公厅|办公室|法院|检察院|人民政府|总工会)){said}"
        )
        self._foreign = re.compile(rf"{begin}(?P<body>(?:(?!年度?|根据|按照)[一-鿿]){{2,26}}?(?:{ends})){follow}")

    def mentions(self, text: str, labels: Labels | None = None, before: Mention | None = None) -> list[Mention]:
        """The bodies that a text names, in its order. `labels` tells the rows of the bodies named so far (and of the one
        spoken of `before`) that sound like a body's name (政府办公厅（室）及相关机构事务)."""
        found = list(self._known(text))
        held = [m.documents for m in (*found, *([before] if before else [])) if m.documents]
        names = labels(frozenset().union(*held)) if labels and held else ()
        names = [name for name in (*names, *_official()) if name in text]
        for form in (self._foreign, self._placed, self._speaking):
            for match in form.finditer(text):
                start, end = match.span(next(name for name in ("body", "inner", "led") if match.groupdict().get(name)))
                inside = any(_within(name, text, start, end) for name in names)
                if not inside and not any(m.start < end and start < m.end for m in found):
                    found.append(self._abbreviated(text, start, end))
        if not any(m.documents for m in found):
            called = list(self._called(text))
            found = [*called, *(m for m in found if all(m.end <= c.start or c.end <= m.start for c in called))]
        return sorted(found, key=lambda m: m.start)

    def _called(self, text: str) -> Iterator[Mention]:
        """Bodies by what people call them, as questions do: 区团委, 万安镇, 经开区. Only of one body, where a name may begin."""
        normal = normalise(text)
        for mention in find_bodies(normal.text, self._named):
            top = max((score for _, score in mention.departments), default=0)
            names = {canonical(name) for name, score in mention.departments if score >= top - 0.05}
            start, end = normal.span(mention.start, mention.end)
            begins = start == 0 or text[start - 1] in _FUNCTION
            if begins and (
                len(names) == 1 or (not names and mention.regional)
            ):  # one that is not here bears nothing out
                yield self._levelled(text, start, end, self.groups[names.pop()] if names else frozenset())

    def _known(self, text: str) -> Iterator[Mention]:
        if self._names is None:
            return
        for match in self._names.finditer(text):
            start, end = match.span()
            documents = self._aliases[match.group()]
            if start and text[start - 1] not in _FUNCTION and "一" <= text[start - 1] <= "鿿" and not _led(text, start):
                begin = start
                while begin and "一" <= text[begin - 1] <= "鿿" and text[begin - 1] not in _FUNCTION:
                    begin -= 1
                longer = text[begin:end]
                known = [ids for name, ids in self.groups.items() if name.endswith(longer)]
                before = re.search(rf"(?:{words()['body_before']})$", longer[: start - begin])
                if known:
                    documents = frozenset().union(*known)
                elif before:
                    documents = frozenset()
                    start = begin
                elif not _REGION.match(match.group()).group():  # type: ignore[union-attr]
                    continue  # the end of some longer name
            yield self._levelled(text, start, end, documents)

    def _abbreviated(self, text: str, start: int, end: int) -> Mention:
        """盐田区政数局 for 深圳市盐田区政务服务数据管理局: its letters in their order, in one body's name only."""
        led = _LEADS.match(text, start, end)
        if led and (inner := self._abbreviated(text, led.end(), end)).documents:
            return inner  # 其次是甲局, 高于乙局: what leads up to a body is no part of its name
        short = text[start:end]
        for inside in re.finditer("[是为于与和比由从的]", text[start : end - 4]):
            if (inner := self._abbreviated(text, start + inside.end(), end)).documents:
                return inner
        fits = [(name, ids) for name, ids in self.groups.items() if _letters(short, name) and len(short) >= 3]
        close = [(name, ids) for name, ids in fits if short[-2:] in name] or fits
        return self._levelled(text, start, end, close[0][1] if len(close) == 1 else frozenset())

    def _levelled(self, text: str, start: int, end: int, documents: frozenset[str]) -> Mention:
        said = _LEVEL.match(text[end:])
        level: Level | None = None
        if said:
            level = "department" if said["department"] else "unit"
            end += said.end()
        return Mention(start, end, text[start:end], documents, level)


_SOUNDS = re.compile("局|委|办|院|厅|署|政府|总工会|支队|党校|馆")


def sounds_like_a_body(label: str) -> bool:
    """May a label of a table be taken for the name of a body?"""
    return len(label) >= 4 and _SOUNDS.search(label) is not None


@lru_cache
def _official() -> tuple[str, ...]:
    """The names of the classifications that do."""
    names = {half_width(name) for book in (functional(), economic()) for s in book.values() for name in s.names}
    return tuple(name for name in names if sounds_like_a_body(name))


def _led(text: str, start: int) -> bool:
    """Does nothing but what leads up to a name stand just before it (高于甲局, 2023年度甲局)?"""
    return _LED.search(text, max(0, start - 8), start) is not None


def _within(name: str, text: str, start: int, end: int) -> bool:
    """Does a known label stand over the end of this span?"""
    at = text.find(name)
    while at >= 0:
        if at < end <= at + len(name):
            return True
        at = text.find(name, at + 1)
    return False


def _letters(short: str, name: str) -> bool:
    letters = iter(name)
    return all(letter in letters for letter in short)
