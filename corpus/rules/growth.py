"""Percentages in prose: growth on last year, shares of a total, rates of completion, and the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from corpus.model import Fact, Passage, Sentence
from corpus.model.finding import Finding, Place
from corpus.rules.book import Book, plain
from corpus.rules.judge import Judgement, judge_percent, percent_of

_SHARE = re.compile(r"占(?P<of>[^，。；、\d]{0,24}?)(的|比例?为?|比重为?)?$")
_PLANNED = re.compile("(年初|年度|全年|调整后?|变动|汇编|代编)?(预算|任务|目标|计划)(数|任务)?的?")
"""占调整预算105.47%: how much of what was planned came in, and no part of a total."""
_ANOTHER = re.compile(
    r"[，；。：](?:其中[，：]?)?(?P<item>[^，；。：\d]{2,20}(?:费|费用|支出|经费|收入|拨款|资金)(?:支出)?(?:预算|决算)?数?)(?=比|较|与|同比)"
)
"""Another item is compared from here on: 总额5万元，…，公务用车运行维护费支出决算比预算无变化，比去年增加1万元."""
_THREE = re.compile(r"三公")


def growth(book: Book) -> Iterator[Finding]:
    """“支出 Z，比上年增加 X，增长 Y%”: Y = X ÷ (Z − X), or X ÷ (Z + X) where it fell."""
    for passage, sentence in book.sentences():
        facts = sentence.facts
        for k, fact in enumerate(facts):
            if fact.unit != "%" or fact.direction not in ("up", "down"):
                continue
            change = _change(facts, k)
            if change is None:
                continue
            verdicts = [(b, j) for b in _bases(passage, sentence, change) if (j := _grown(b, change, fact)) is not None]
            yield from _report(fact, verdicts, change, "增减幅度")


def _change(facts: Sequence[Fact], k: int) -> Fact | None:
    """The amount of change that a percentage goes with: the figure right before it, of money, in the same direction."""
    before = facts[k - 1] if k else None
    if before is None or before.amount.mils is None or before.direction != facts[k].direction:
        return None
    return before


def _bases(passage: Passage, sentence: Sentence, change: Fact) -> list[Fact]:
    """The current amounts that a change may be of: the nearest before it in its sentence, else in its passage; there also
    the wholes, of which what stands behind 其中 is a part."""
    at = next(i for i, f in enumerate(sentence.facts) if f is change)
    own = [
        f for f in sentence.facts[:at] if f.amount.mils is not None and f.direction is None and not _is_before(f, change)
    ]
    if own:
        return [f for f in own[::-1][:2] if not _ANOTHER.search(_between(sentence, f, change))]
    earlier: list[Fact] = []
    wholes: list[Fact] = []
    for other in passage.sentences:
        if other is sentence:
            break
        amounts = [f for f in other.facts if f.amount.mils is not None and f.direction is None]
        earlier += amounts
        wholes += amounts[:1] if "其中" in other.text else []
    item = _item_compared(_between(sentence, None, change))
    found = list(dict.fromkeys([*earlier[::-1][:3], *wholes[::-1][:2]]))
    return found if not item else [f for f in found if _alike(item, f.subject or "")]


def _is_before(amount: Fact, change: Fact) -> bool:
    """Is an amount what there was the year before (比上年同期133万元减收20万元), of which the change is none?"""
    return amount.year is not None and change.year is not None and amount.year < change.year


def _item_compared(text: str) -> str:
    """The item that a sentence itself names as compared (公务用车运行维护费支出决算比预算…), "" where it names none."""
    found = [match["item"] for match in _ANOTHER.finditer(f"，{text}")]
    return found[-1] if found else ""


def _alike(item: str, subject: str) -> bool:
    """Do two phrases name one item, general words left aside?"""
    one, other = (re.sub("其中|支出|预算|决算|总额|数|的|为", "", plain(text)) for text in (item, subject))
    pairs = {one[k : k + 2] for k in range(len(one) - 1)}
    return not pairs or 2 * sum(pair in other for pair in pairs) >= len(pairs)


def _between(sentence: Sentence, one: Fact | None, other: Fact) -> str:
    """The words of a sentence between two of its figures, from its beginning where the first is None."""
    at, begin = 0, 0
    for fact in sentence.facts:
        found = sentence.text.find(fact.text, at)
        if found < 0:
            return ""
        if fact is other:
            return sentence.text[begin:found]
        at = found + len(fact.text)
        begin = at if fact is one else begin
    return ""


def _grown(now: Fact, change: Fact, printed: Fact) -> Judgement | None:
    up = change.direction == "up"
    before = now.amount.base - change.amount.base if up else now.amount.base + change.amount.base
    span = now.amount.interval() - change.amount.interval() if up else now.amount.interval() + change.amount.interval()
    if before <= 0 or span.low <= 0 or now.amount.base == 0:
        return None
    return percent_of(change.amount.base, change.amount.interval(), before, span, printed.amount)


def shares(book: Book) -> Iterator[Finding]:
    """“A 万元，占 B 的 p%”: p = A ÷ B, where B is named or the total just above."""
    recent: list[Fact] = []
    section: tuple[str, ...] = ()
    for passage, sentence in book.sentences():
        if passage.section[:2] != section:
            section, recent = passage.section[:2], []
        for k, fact in enumerate(sentence.facts):
            part = sentence.facts[k - 1] if k else None
            named = _share_of(sentence.text, fact)
            if fact.unit == "%" and named is not None and part is not None and part.amount.mils is not None:
                wholes = _wholes(book, named, [*recent, *_before(sentence, part)], part)
                verdicts = [
                    (w, j) for w in wholes if (j := judge_percent(part.amount, w.amount, fact.amount)) is not None
                ]
                yield from _report(fact, verdicts, part, "所占比例")
        recent += [f for f in sentence.facts if f.amount.mils is not None and f.direction is None]


def _before(sentence: Sentence, part: Fact) -> list[Fact]:
    """The amounts that a sentence names before this one."""
    at = next(i for i, f in enumerate(sentence.facts) if f is part)
    return [f for f in sentence.facts[:at] if f.amount.mils is not None and f.direction is None]


def _share_of(text: str, fact: Fact) -> str | None:
    """What a percentage is said to be a share of; "" where that is not named; None where it is no share."""
    at = text.find(fact.text + "%")
    found = _SHARE.search(text[:at]) if at > 0 else None
    if found is None or _PLANNED.fullmatch(found.group("of").strip()):
        return None
    return plain(found.group("of"))


def _wholes(book: Book, named: str, recent: Sequence[Fact], part: Fact) -> list[Fact]:
    if _THREE.search(named):
        total = three_public_total(book)
        return [total] if total else []
    if named:
        known = [f for f in book.by_label.get(named, []) if f.year == part.year]
        said = [f for f in recent if plain(f.subject or "").endswith(named)]
        return known + said + _tops(recent, part)
    return _tops(recent, part)


def _tops(recent: Sequence[Fact], part: Fact) -> list[Fact]:
    """Totals that prose has named above and that are not below the part: the nearest three, a sibling may be among them, and the largest two."""
    totals = [
        f
        for f in recent
        if re.search("合计|总计|总额|总预算|预算|共|决算数?(为|是)?$", f.subject or "") and f.amount.base >= part.amount.base
    ]
    largest = {f.amount.base: f for f in sorted(totals, key=lambda f: -f.amount.base)}
    return list(dict.fromkeys([*totals[:-4:-1], *list(largest.values())[:2]]))


def three_public_total(book: Book) -> Fact | None:
    """The “三公” total: its own 小计, or the 合计 of a table that holds nothing else (DOMAIN 9)."""
    for table in book.of_kind("three_public"):
        facts = [f for f in table.facts if f.year == book.year]
        own = [
            f for f in facts if f.col and len(f.col) > 1 and _THREE.search(f.col[-2]) and f.col[-1] in ("小计", "合计")
        ]
        if own:
            return own[0]
        if re.search("会议费|培训费", table.title) or any(
            re.search("会议费|培训费", c.path[-1]) for c in table.columns if c.path
        ):
            return None
        alone = [f for f in facts if f.col and re.fullmatch("合计|总计", f.col[-1]) and len(f.col) == 1]
        if alone:
            return alone[0]
    return None


_BUDGET = re.compile(r"(年初|全年|调整|年度)?预算(数)?(为|是|：)?$")
_FINAL = re.compile(r"(支出)?决算(数)?(为|是|：)?$")


def completion(book: Book) -> Iterator[Finding]:
    """“年初预算为 A，支出决算为 B，完成年初预算的 p%”, and the words 大于 / 小于 / 等于 after it."""
    for passage in book.passages:
        pair: tuple[Fact, Fact] | None = None
        for sentence in passage.sentences:
            budget = _first(sentence, _BUDGET)
            final = _first(sentence, _FINAL)
            if budget is not None and final is not None:
                pair = (budget, final)
                done = next((f for f in sentence.facts if f.unit == "%" and _completes(sentence.text, f)), None)
                if done is not None and not budget.amount.value and final.amount.value:
                    yield _on_nothing(done, budget, final)
                elif done is not None:
                    found = judge_percent(final.amount, budget.amount, done.amount)
                    yield from _report(done, [(budget, found)] if found else [], final, "完成率")
            if pair is not None:
                yield from _compared(sentence, *pair)


def _on_nothing(done: Fact, budget: Fact, final: Fact) -> Finding:
    """A rate of completion where nothing was budgeted (DOMAIN 21: on a base of 0 there is no percentage)."""
    why = f"年初预算为 {budget.text}，没有完成率可言，却印了 {done.text}%。"
    return Finding(
        done.document, done.page, "percentage", f"{done.text}%", "年初预算为0，不计算完成率", None, "mismatch", False, why,
        (done, budget, final),
    )  # fmt: skip


def _first(sentence: Sentence, words: re.Pattern[str]) -> Fact | None:
    return next((f for f in sentence.facts if f.amount.mils is not None and words.search(f.subject or "")), None)


def _completes(text: str, fact: Fact) -> bool:
    at = text.find(fact.text + "%")
    return at > 0 and bool(re.search(r"完成(年初|全年|年度|调整)?预算(数)?的?$", text[:at]))


def _compared(sentence: Sentence, budget: Fact, final: Fact) -> Iterator[Finding]:
    said = re.search(r"决算数(?P<word>大于|小于|等于|与)(年初)?预算数(?P<flat>持平)?", sentence.text)
    if not said or (said.group("word") == "与" and not said.group("flat")):
        return
    word = {"大于": 1, "小于": -1, "等于": 0, "与": 0}[said.group("word")]
    difference = final.amount.base - budget.amount.base
    true = (difference > 0) - (difference < 0)
    if word == true:
        return
    right = {1: "大于", -1: "小于", 0: "等于"}[true]
    yield Finding(
        sentence.facts[0].document if sentence.facts else budget.document,
        sentence.page,
        "text",
        said.group(0),
        f"决算数{right}预算数",
        None,
        "mismatch",
        False,
        f"决算 {final.text} 万元{right}预算 {budget.text} 万元，文字却写“{said.group(0)}”。",
        (final, budget),
        Place(budget.document, sentence.page, sentence.bbox, sentence.text),
    )


def _report(fact: Fact, verdicts: Sequence[tuple[Fact, Judgement]], other: Fact, what: str) -> Iterator[Finding]:
    """A finding unless one base bears the percentage out; of several bases the first is the one that the words name."""
    if not verdicts or any(j.outcome == "equal" for _, j in verdicts):
        return
    close = [v for v in verdicts if v[1].outcome == "rounding" or v[1].last_digit]
    base, found = (close or list(verdicts))[0]
    if found.outcome == "mismatch" and found.expected > Decimal(100000):
        return
    expected = found.expected.quantize(Decimal(1).scaleb(-max(fact.amount.decimals, 2)))
    yield Finding(
        fact.document,
        fact.page,
        "percentage",
        f"{fact.text}%",
        f"{expected}%",
        found.difference,
        "mismatch",  # a sentence that computes from printed figures must be exact (DOMAIN: Rounding)
        found.last_digit,
        f"{what}印的是 {fact.text}%，按 {other.text} 与 {base.text} 计算应为 {expected}%。",
        (fact, other, base),
    )
