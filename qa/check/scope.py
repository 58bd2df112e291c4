"""What a sentence says that its numbers are about: body, year, budget or final accounts, table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from corpus.model import Document, Fact, Kind
from qa.check.bodies import Bodies, Labels, Mention
from qa.check.text import DASH, MASK
from qa.check.words import pattern

_YEAR = re.compile(
    r"(?<![\d.,])((?:19|20)\d\d)(?:\s*年度?|(?=\s*(?:预算|决算|部门|budget|final|fiscal))|(?=\s*[-—－至]\s*(?:19|20)\d\d\s*年)"
    r"|(?=\s*[、和与及]\s*(?:19|20)\d\d\s*(?:年|[两三四五]年))|(?=\s*[两三四五]年)|(?=\s*:)"
    r"|(?=\s*/\s*(?:19|20)\d\d(?!\d))|(?<=/\d{4})(?=\s*[)/])|(?<=\b(?:in|of|to|by)\s\d{4})|(?<=FY\d{4})|(?<=FY\s\d{4})|(?<=and\s\d{4})|(?<=between\s\d{4})|(?<=(?:the|for)\s\d{4})|(?<=from\s\d{4})|(?<=than\s\d{4}))",
    re.IGNORECASE,
)
_SHORT_YEAR = re.compile(
    r"(?:(?<![\d.,一-鿿A-Za-z])|(?<=[和与跟比较从由到至在而])|(?<=[预决]算))([12]\d)年(?=度?的|[^一-鿿]|[^来间内前后以里多余期之历])"
)
_CHINESE_YEAR = re.compile(r"二[〇○零]([〇○零一二三四五六七八九])([〇○零一二三四五六七八九])年度?")
_TIMES_OF = re.compile(
    r"(?:年?度?的?同期)?的\s*(?:约|近)?(?:[\d.一二两三四五六七八九十百]+(?:多|余)?倍"
    r"|一半|半数|[一二两三四五六七八九十]+分之[一二两三四五六七八九十]|[\d.]+%|[一二两三四五六七八九]成)"
)
_THROUGH = re.compile(r"\s*[至到~—–\-]+\s*")
_NUMBER = re.compile(r"\d|[一二三四五六七八九十百千万]{2}")
_OWNS = re.compile(
    r"\s*(?:年度?)?的?(?:年初|调整|全年)?(?:预算|决算|执行)?数?(?:的|为|是)?[约近]?(?:\s*\d|[一二三四五六七八九十百千万点]{2})"
)
_GOES_ON = re.compile("[收支数额总金]|单位|部门|科目|级次|[内外]|草案|编|调[整剂]|项目(?!支出)|年度|安排|资金|拨款|稳定|周转|法|体系")
_KIND_OF_ITEM = re.compile(
    r"(?<=[费出入款金计额目类贴奖资])(?P<kind>预算|决算)(?:数|额)?(?=\s*(?:[:：,，从由自在为是的]|\d|\x00|$))"
)
"""工会经费决算从2021年的: of which accounts the item is, where nothing else says it."""
_DATE = re.compile(r"(?:19|20)\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*[日号]")
_LABELLED = re.compile(r"(?:年(?:度|份)|\byear)[”\"']?\s*[:：]\s*[“\"']?((?:19|20)\d\d)(?!\d)", re.IGNORECASE)
_LABELLED_KIND = re.compile(
    r"(?:口径|类型|类别|种类|性质|数据|\bkind|\btype)[”\"']?\s*[:：]\s*[“\"']?(?:部门|单位)?(?P<kind>预算|决算)", re.IGNORECASE
)
_DIGIT = {d: str(k) for k, d in enumerate("〇一二三四五六七八九")} | {"○": "0", "零": "0"}
_COMPARED = re.compile(r"(?:(?<!对)比|较|\b(?:than|from|against|over|between)(?: in)?)$", re.IGNORECASE)
_TITLE = re.compile(r"《([^《》]*)》")
_KIND = re.compile(r"\s*的?(?:部门|单位|本级|政府|收支|年初)?(?P<kind>预算|决算|final accounts?|budget)", re.IGNORECASE)
_KINDS: dict[str, Kind] = {"预算": "budget", "决算": "final", "budget": "budget"}


_AFTER_KIND = ("", MASK, *"中，,《里显的:：当公说书报草方。.；;）)（(之内指明列表披可用安给把将有共为 ")


@dataclass(frozen=True, slots=True)
class Year:
    """A year that a text names; `compared` where it is only what is compared with (比2021年)."""

    start: int
    end: int
    year: int
    compared: bool = False
    opens: bool = False
    owns: bool = False
    """Is it the year of the next number only (由2018年的100万元增加到…)?"""


@dataclass(frozen=True, slots=True)
class Scope:
    """What the words around a number narrow it to; None leaves it open."""

    body: Mention | None = None
    year: int | None = None
    own_year: int | None = None
    """The year of the number itself, where the sentence named another one after that of the disclosure."""
    kind: Kind | None = None
    title: str | None = None
    free: bool = False
    """May the number of that other year stand in that year's own disclosure (由2018年的…增加到)?"""

    @property
    def about(self) -> int | None:
        return self.own_year or self.year

    def holds(self, document: Document) -> bool:
        """May this document be the one that is spoken of?"""
        if self.body is None:
            return True
        if document.id not in self.body.documents:
            return False
        return self.body.level is None or document.level in (None, self.body.level)

    def fits(self, fact: Fact, document: Document, kind: Kind | None = None, anywhere: bool = False) -> bool:
        """Do year and kind of a printed figure bear out the sentence? `kind` is what is said of the number itself;
        `anywhere`: the figure of an earlier year may stand in that year's own disclosure."""
        elsewhere = (self.year,) if anywhere and document.year == self.about else ()
        year = fact.year or document.year
        if self.about is not None and (year != self.about or self.year not in (year, document.year, *elsewhere)):
            return False
        if self.kind is not None and document.kind not in (None, self.kind) and fact.kind != self.kind:
            return False
        wanted = kind or (self.kind if document.kind != self.kind else None)
        return wanted is None or fact.kind in (None, wanted)


@dataclass
class Sentence:
    """A sentence with what it names; `bare` has all of that blotted out, letter for letter."""

    text: str
    start: int
    bare: str = ""
    kept: str = ""
    """`bare` with all years and bodies but the first: those may be part of a label."""
    bodies: list[Mention] = field(default_factory=list)
    years: list[Year] = field(default_factory=list)
    kinds: list[tuple[int, Kind]] = field(default_factory=list)
    titles: list[tuple[int, str]] = field(default_factory=list)
    scope: Scope = Scope()
    """What holds before its first word: carried over from the sentences before."""

    def at(self, position: int) -> Scope:
        """The scope of a number at this place."""
        body = _last(self.bodies, position) or self.scope.body or (self.bodies[0] if self.bodies else None)
        years = [y for y in self.years if not y.compared]
        before = [
            y for y in years if y.start < position and not (y.owns and _NUMBER.search(self.text[y.end : position]))
        ]
        if len(before) > 2 and spanned(before[:2], self.text):
            before = before[2:]  # 2021年至2023年间，最低的是2022年的: of the year that is named last
        scope = replace(self.scope, body=body)
        if before:
            # a year that opens a clause speaks anew; one inside it (的2022年预算数) belongs to its number
            head = next((y for y in reversed(before) if y.opens), before[0])
            scope = replace(scope, year=head.year, own_year=before[-1].year, free=before[-1].owns)
        elif years and scope.year is None:
            scope = replace(scope, year=years[0].year, own_year=None)
        before_it = [(at, kind) for at, kind in self.kinds if at < position]
        opening = [kind for at, kind in before_it if any(y.start == at and y.opens for y in self.years)]
        kinds = (
            opening[-1:] or [kind for _, kind in before_it] or ([] if scope.kind else [k for _, k in self.kinds[:1]])
        )
        titles = [title for at, title in self.titles if at < position]
        return replace(scope, kind=kinds[0] if kinds else scope.kind, title=titles[-1] if titles else scope.title)

    def end(self) -> Scope:
        """What is carried over to the next sentence: the body, its year and kind, not the table."""
        scope = self.at(len(self.text))
        return replace(scope, own_year=None, title=None, free=False)


def _last(mentions: Sequence[Mention], position: int) -> Mention | None:
    before = [m for m in mentions if m.start < position]
    return before[-1] if before else None


def read_sentence(
    text: str, start: int, scope: Scope, bodies: Bodies, newest: int | None, labels: Labels | None = None
) -> Sentence:
    """What a half-width sentence names; `newest` is the year that 今年 stands for where no other is known, `labels` the
    rows of bodies that sound like bodies themselves."""
    sentence = Sentence(text, start, scope=scope)
    bare = list(text)
    for match in _TITLE.finditer(text):
        if re.search(r"表\s*(?:\([^()]*\))?\s*$", match[1]) or re.search(r"表$", match[1]):
            sentence.titles.append((match.start(), match[1]))
        else:
            sentence.bodies += [replace_span(m, match.start(1)) for m in bodies.mentions(match[1])]
            sentence.kinds += [(match.start(), _KINDS[k.group()]) for k in re.finditer("预算|决算", match[1])][-1:]
            sentence.years += [Year(match.start(), match.end(), int(y[1])) for y in _YEAR.finditer(match[1])][:1]
        _blot(bare, match.start(), match.end())
    for mention in bodies.mentions("".join(bare), labels, scope.body):
        sentence.bodies.append(mention)
        _blot(bare, mention.start, mention.end)
    _years(sentence, bare, scope, newest)
    if not sentence.kinds:
        sentence.kinds += _kinds_of_bodies(sentence, bare)
    if not sentence.kinds:
        sentence.kinds += [(m.start(), _KINDS[m["kind"]]) for m in _LABELLED_KIND.finditer("".join(bare))]
    if not sentence.kinds and len({k.group() for k in re.finditer("预算|决算", pattern("kind", "of_money").sub("", "".join(bare)))}) == 1:
        sentence.kinds += [(m.start(), _KINDS[m["kind"]]) for m in _KIND_OF_ITEM.finditer("".join(bare))][:1]
    if not [y for y in sentence.years if not y.compared] and scope.year is None:
        inside = [int(y[1]) for _, title in sentence.titles for y in _YEAR.finditer(title)]
        sentence.years += [Year(sentence.titles[0][0], sentence.titles[0][0], inside[0])] if inside else []
    sentence.bare = "".join(bare)
    as_rows = [m for k, m in enumerate(sentence.bodies) if (k or scope.body) and _is_label(m, sentence)]
    named, sentence.bodies = sentence.bodies, [m for m in sentence.bodies if m not in as_rows]
    kept = list(sentence.bare)
    for year in sentence.years[1:]:
        kept[year.start : year.end] = text[year.start : year.end]
    if scope.year is not None and sentence.years and not sentence.bodies:
        first = sentence.years[0]
        kept[first.start : first.end] = text[first.start : first.end]
    for mention in named if scope.body else named[1:]:
        kept[mention.start : mention.end] = text[mention.start : mention.end]
    sentence.kept = "".join(kept)
    return sentence


def _kinds_of_bodies(sentence: Sentence, bare: list[str]) -> list[tuple[int, Kind]]:
    """甲局预算的: budget or final accounts, where no year but a body stands before it."""
    text = "".join(bare)
    found = [(m, _KIND.match(text, m.end)) for m in sentence.bodies]
    return [(m.start, _KINDS.get(kind["kind"].lower(), "final")) for m, kind in found if kind]


def _is_label(mention: Mention, sentence: Sentence) -> bool:
    """A body's name may be a row of the table that was just named, or a part of one."""
    after = sentence.text[mention.end :]
    titled = [at for at, _ in sentence.titles if at < mention.start]
    if titled and any(m.start < titled[-1] and not m.documents for m in sentence.bodies):
        return True  # a table of a body that is not here: another body is a row of it at most
    in_table = bool(titled) and not re.match(
        r"\s*的?(?:20\d\d|二|《|部门|单位)", after
    )
    return bool(DASH.match(after)) or in_table


def replace_span(mention: Mention, offset: int) -> Mention:
    """The same mention in a longer text."""
    return Mention(mention.start + offset, mention.end + offset, mention.name, mention.documents, mention.level)


def _years(sentence: Sentence, bare: list[str], scope: Scope, newest: int | None) -> None:
    text = "".join(bare)
    found = [(m.start(), m.end(), int(m[1])) for m in _YEAR.finditer(text)]
    found += [(m.start(), m.end(), int(f"20{_DIGIT[m[1]]}{_DIGIT[m[2]]}")) for m in _CHINESE_YEAR.finditer(text)]
    found += [(m.start(1), m.end(1), int(m[1])) for m in _LABELLED.finditer(text)]
    found += [(m.start(), m.end(), year) for m in _SHORT_YEAR.finditer(text) if (year := _recent(m[1], newest))]
    dated = [f for f in found if _DATE.match(text, f[0])]
    found = [f for f in found if f not in dated]  # 2025年3月12日公开的
    named = sorted(found)
    base = named[0][2] if named else scope.year or newest
    for name, step in (("last_year", -1), ("year_before_last", -2), ("this_year", 0)):
        for match in pattern(name).finditer(text):
            covered = any(s <= match.start() < e for s, e, _ in found)
            if base is not None and not covered and (step or not named):
                found.append((match.start(), match.end(), base + step))
    last = pattern("last_year")
    for start, end, year in sorted(found):
        before = text[max(0, start - 12) : start].rstrip()
        ahead = re.match(r"[^，,。;；]{0,12}?相比|[^，,。;；]{0,10}?(增加|减少|增长|下降|降低|提高)", text[end:])
        compared = bool(re.search(rf"(?:{pattern('before_year').pattern})$", before))
        compared = compared and not before.endswith(("于", "对比"))
        compared = compared or bool(
            last.fullmatch(text[start:end]) and (ahead or "同比" in text[start:end] or "on-year" in text[start:end])
        )
        compared = compared or bool(_COMPARED.search(before))
        listed = re.search(r"(?:19|20)\d\d\s*(?:年度?)?\s*[和与及]$", text[max(0, start - 12) : start])
        compared = compared and not (listed and not re.match(r"\s*相比", text[end:]))
        owns = (
            not _is_measure(text, start, end)
            and _OWNS.match(text[end:]) is not None
            and (compared or before.endswith(("由", "从", "自", "在")))
        )
        compared = compared and not owns or _is_measure(text, start, end)
        opens = not owns and not re.search(r"[^\s\x00，,。;；、:：而但]$", before)
        # 2024年预算《…》中，2023年末…: what stands in a disclosure is of that disclosure's year still
        opens = opens and not (sentence.years and re.search("[中里内][，,]$", before))
        sentence.years.append(Year(start, end, year, compared, opens, owns))
        kind = _KIND.match("".join(bare)[end:])
        if kind and not compared:
            name = kind["kind"].lower()
            if re.fullmatch("的?(预算|决算)", kind.group()) and re.match(r"数|执行", "".join(bare)[end + kind.end() :]):
                continue  # 2022年预算数 is a column
            if pattern("kind_in_name").match("".join(bare)[end + kind.end() :]):
                continue
            sentence.kinds.append((start, _KINDS.get(name, "final")))
            follows = "".join(bare)[end + kind.end() :][:1]
            if re.match(r"收入|支出|总", "".join(bare)[end + kind.end() :]):
                _blot(bare, end, end + kind.start("kind"))  # 预算收入 is what income is called
            elif len(kind.group().strip(" 的")) > 2 or follows in _AFTER_KIND or _names_on("".join(bare)[end + kind.end() :]):
                _blot(bare, end, end + kind.end())
        if not compared:
            _blot(bare, start, end)


def _names_on(rest: str) -> bool:
    """2018年预算培训费: does the name of an item follow, and not the rest of a name that 预算 begins?"""
    return _GOES_ON.match(rest) is None and re.match("[一-鿿“]{2}", rest) is not None


def _is_measure(text: str, start: int, end: int) -> bool:
    """达到上年的两倍: is last year what something is measured by?"""
    measured = re.search(r"(?:相当于|是|为|达到?|不到|不足|超过|只有|仅为?)\s*$", text[:start])
    named = pattern("last_year").fullmatch(text[start:end]) or measured
    return named is not None and _TIMES_OF.match(text[end:]) is not None


def spanned(years: Sequence[Year], text: str) -> list[int]:
    """2017—2019年: every year from the first to the last; none where no span is written."""
    if len(years) != 2 or not _THROUGH.fullmatch(text[years[0].end : years[1].start]):
        return []
    return list(range(years[0].year, years[1].year + 1))


def _recent(digits: str, newest: int | None) -> int | None:
    """18年: the year of this century that it is short for, where disclosures reach near it."""
    year = 2000 + int(digits)
    return year if newest is not None and newest - 15 <= year <= newest + 1 else None


def _blot(letters: list[str], start: int, end: int) -> None:
    for k in range(start, end):
        letters[k] = MASK
