"""The refusals, each with what there is instead."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from corpus.model import Kind
from index.normal import bare
from qa.answer import Status
from qa.data.load import pattern
from qa.evidence.book import Book
from qa.evidence.claims import heading_name
from qa.lexicon import concept_of, holder_of
from qa.library import Body
from qa.operations.ask import Ask, Item
from qa.operations.hits import units_of
from qa.operations.meant import meant, split
from qa.operations.which import have
from qa.plan import Metric
from qa.resolve.candidate import Candidate
from qa.resolve.candidates import candidates
from qa.resolve.found import Mention, Quantity
from qa.resolve.locate import resolve
from qa.resolve.prose import claims_on, mentions_of
from qa.resolve.scope import Slot

_MONEY = re.compile("经费|支出|预算|资金|费用|采购|投入|元")
_LONGEST = 160


def refuse(ask: Ask, item: Item) -> Status:
    """Say why there is no figure, and what there is."""
    concept = concept_of(item.metric.key or bare(item.metric.phrase))
    if concept is not None and concept.count:
        return not_disclosed(ask, item)
    if item.found.judgement == "mentioned" and item.found.mention is not None:
        if not item.metric.within and (told := with_its_number(ask, item)) is not None:
            return told
        return _of_other_kind(ask, item) or not_itemised(ask, item, item.found.mention)
    return _held(ask, item) or not_disclosed(ask, item)


def _of_other_kind(ask: Ask, item: Item) -> Status | None:
    """What was spent is asked for, and a sentence gives only what was planned for it, or the other way round: as it
    stands."""
    if item.metric.within:
        return None
    for document in item.body.of(item.year, None, ask.plan.level):
        book = ask.library.book(document)
        money = (c for c in claims_on(item.metric, book) if c.aspect == "value" and c.fact.unit in _MONEYS)
        for claim in (c for c in money if c.fact.year == item.year):
            text = _short(claim.sentence.text.strip().rstrip("。；;"))
            quote = ask.draft.quote(claim.sentence, text, document, claim.passage.section, [claim.fact])
            ask.say("count_quoted", place=ask.place(item), quote=quote)
            if item.kind is not None and claim.measure is not None and claim.measure != item.kind:
                ask.say("only_of_kind", kind=ask.t(claim.measure), asked=ask.t(item.kind))
                return "partial"
            return "answered"
    return None


_MONEYS = ("元", "千元", "万元", "百万元", "亿元")


def _held(ask: Ask, item: Item) -> Status | None:
    """A thing that the classification puts into a broader line: that line, as an upper bound."""
    term = holder_of(bare(item.metric.phrase))
    if term is None:
        return None
    line = ask.find(Metric(phrase=term.name), item.body, item.year, item.kind)
    if line.quantity is None or line.found.judgement != "exact":
        return None
    ask.say("not_itemised", place=ask.place(item), item=item.metric.phrase)
    amount = ask.draft.quantity(line.quantity, ask.plan.unit, True)
    ask.say("inside_term", item=item.metric.phrase, line=line.quantity.label, amount=amount)
    ask.suggest([ask.t("ask_item", dept=item.body.name, year=item.year, item=line.quantity.label)])
    return "not_itemised"


def not_disclosed(ask: Ask, item: Item) -> Status:
    """Not in the corpus: the year, the kind or the thing itself."""
    body, year, name = item.body, item.year, item.metric.phrase
    held = body.of(year, None, ask.plan.level)
    wanted = [k for k in (item.kind,) if k]
    if not held:
        ask.say("no_year", dept=body.name, year=year, item=name)
    elif wanted and not body.of(year, wanted[0], ask.plan.level):
        ask.say("no_kind", dept=body.name, year=year, kind=ask.t(wanted[0]), item=name)
    elif item.found.reason == "blank":
        ask.say("no_blank", place=ask.place(item), item=name)
    else:
        ask.say("no_item", place=ask.place(item), item=bare(item.metric.whole) or "的".join((*item.metric.within, name)))
        near = nearest(ask, item)
        like = [] if near and not split(ask, item) else [label for label in meant(ask, item) if label not in near]
        for how, labels in (("nearest", near), ("meant", like)):
            if labels:
                ask.say(how, list="、".join(labels))
                ask.suggest(ask.t("ask_item", dept=body.name, year=year, item=label) for label in labels[:3])
        return "not_disclosed"
    ask.say("have_years", dept=body.name, list=holdings(ask, body))
    if body.years and ask.find(item.metric, body, body.years[-1], None).found.solid:
        ask.suggest([ask.t("ask_item", dept=body.name, year=body.years[-1], item=name)])
    ask.say("publisher")
    return "not_disclosed"


def holdings(ask: Ask, body: Body) -> str:
    """The years and kinds that a department has in the corpus."""
    pairs = dict.fromkeys((d.year, d.kind) for d in body.documents if d.year)
    mark = "年" if ask.language == "zh" else " "
    return "、".join(f"{year}{mark}{ask.t(kind or 'budget')}" for year, kind in pairs)


def unknown_body(ask: Ask, names: tuple[str, ...]) -> Status:
    """A department that the corpus has nothing of."""
    ask.say("no_body", body="、".join(names))
    have(ask, names[0])
    ask.say("publisher")
    return "not_disclosed"


def nearest(ask: Ask, item: Item) -> list[str]:
    """Labels of money that are most like the words asked for."""
    words = bare(item.metric.whole) or item.metric.key or bare(item.metric.phrase)
    scored: dict[str, float] = {}
    for document in item.body.of(item.year, item.kind, ask.plan.level):
        for entry in ask.library.book(document).entries:
            label = entry.row.label if not entry.grand else entry.main
            if label and entry.names and label not in scored and not re.search(r"^(19|20)\d\d|\d(万|亿)?元", label):
                holds = 0.5 * (len(words) > 1 and words in bare(label))  # 办案: 办案业务费
                scored[label] = SequenceMatcher(None, words, bare(label)).ratio() + 0.3 * (bare(label) in words) + holds
    best = sorted(scored.items(), key=lambda kv: -kv[1])[:4]
    return [label for label, score in best if score > 0.4]


def not_itemised(ask: Ask, item: Item, first: Mention) -> Status:
    """Named in words only: the narrowest line around it as an upper bound, and what else it pays for."""
    for kind in dict.fromkeys((item.kind, None)):  # of the kind asked for, if that has such a line
        mentions = mentions_of(item.metric, _slot(ask, item, kind))[:8] or [first]
        lined = [(m, line) for m in mentions if (line := _line(ask, item, m)) is not None]
        if lined:
            break
    if not lined and not any(_about_money(m) for m in mentions):
        ask.say("no_item", place=ask.place(item), item=item.metric.phrase)
        near = [label for label in nearest(ask, item) if bare(item.metric.phrase) in bare(label)]
        if near:
            ask.say("nearest", list="、".join(near))
            ask.suggest(ask.t("ask_item", dept=item.body.name, year=item.year, item=n) for n in near[:3])
        else:
            _name(ask, mentions[0])
        return "not_disclosed"
    ask.say("not_itemised", place=ask.place(item), item=bare(item.metric.whole) or item.metric.phrase)
    if not lined:
        _name(ask, next(m for m in mentions if _about_money(m)))
        return "not_itemised"
    line = lined[0][1]
    ask.say("inside", line=line.label, amount=ask.draft.quantity(line, ask.plan.unit, True))
    printed = line.facts[0].kind or line.document.kind
    if item.kind is not None and printed is not None and printed != item.kind:
        ask.say("line_of_kind", year=item.year, kind=ask.t(printed), asked=ask.t(item.kind))
    for other, same in lined[:2]:
        if same.exact == line.exact:
            _pays(ask, other, same)
    ask.suggest([ask.t("ask_item", dept=item.body.name, year=item.year, item=line.label)])
    return "not_itemised"


_JOINS = re.compile(r"(?:收入|支出|预算|决算|完成|实现|安排|达到?|为|是|共计?|合计|总额|数|约|执行|下达|[“”\"（）()\s])*")


def with_its_number(ask: Ask, item: Item) -> Status | None:
    """Named in words with a number of its own right behind the name (税务部门完成13,866万元): the clause as it stands."""
    things = bool(re.search("多少[人名位个辆台]|几[人名位个辆台]", ask.plan.topic))
    wanted = units_of(ask.plan.topic) if ask.plan.operation == "count" else ()
    paid = things or bool(_MONEY.search(ask.plan.topic) or re.search("钱|[花用支付]了?多少|[每一][个名人户位生]", ask.plan.topic))
    for mention in mentions_of(item.metric, _slot(ask, item, item.kind))[:8]:
        place = _named_at(item, mention.quote)
        if mention.sentence is None or place is None or len(item.metric.phrase) < 2:
            continue
        if bool(_TO_BUY.search(mention.quote[: place[0]])) != bool(_BUYING.search(ask.plan.topic)):
            continue  # 拟购置固定资产1120万元 is not what there is, and what there is not what is bought
        joined = _JOINS.match(mention.quote, place[1])
        at = joined.end() if joined else place[1]
        every = ask.library.book(mention.document).claims
        for claim in (c for c in every if c.sentence is mention.sentence and c.aspect == "value"):
            unit = claim.fact.amount.unit
            money = unit is not None and unit.dimension == "money"
            if wanted and not (claim.fact.unit or "").endswith(wanted):
                continue  # 停车管理中心3家 are no vehicles of 停车管理中心
            if (things and money) or (paid and not things and not money) or not mention.quote.startswith(claim.fact.text, at):
                continue
            ask.draft.printed(claim.fact)
            clause = mention.quote[place[0] : at] + claim.fact.text + (claim.fact.unit or "")
            section = mention.passage.section if mention.passage else ()
            quoted = ask.draft.quote(mention.sentence, clause, mention.document, section)
            ask.say("count_quoted", place=ask.place(item), quote=quoted)
            return "answered"
    return None


_BUYING = re.compile("[买购添]|新增|更新")
_TO_BUY = re.compile("(拟|计划|预计|安排|新增|新)?(购置|购买|采购|新增|添置)(的|单位价值[^，。；]*)?$")


def _slot(ask: Ask, item: Item, kind: Kind | None) -> Slot:
    return Slot(item.body, item.year, kind, ask.plan.level, item.body.of(item.year, kind, ask.plan.level), ask.library)


def _line(ask: Ask, item: Item, mention: Mention) -> Quantity | None:
    """The line of money that the mention stands in: its row's own figure, or what its paragraph speaks of."""
    book = ask.library.book(mention.document)
    if mention.row is not None:
        entries = [e for e in book.entries if e.row.id == mention.row.id and e.year in (None, item.year)]
        total = [e for e in entries if not e.heads] or entries
        if not total:
            return None
        return Candidate((total[0],), book, (0,), mention.row.label).quantity()
    return _paragraph_line(ask, book, item, mention)


def _paragraph_line(ask: Ask, book: Book, item: Item, mention: Mention) -> Quantity | None:
    """The line of money of which the paragraph says, before it names the thing, what it pays for."""
    if mention.passage is None:
        return None
    slot = Slot(item.body, item.year, None, None, (mention.document,), ask.library)
    purpose = pattern("prose", "purpose")
    ahead = _before(item, mention)
    for claim in reversed([c for c in book.claims if c.passage.id == mention.passage.id and c.aspect == "value"]):
        number, _, after = ahead.rpartition(claim.fact.text)
        ended = re.search("[；;。]", after.rstrip("；;。"))
        printed = bool(claim.subject) and bool(candidates(Metric(phrase=claim.core), slot))
        if not number or ended or not purpose.search(after) or not printed:
            # the line's amount, then its purposes: a thing before them, or one of another sentence, is none of them
            continue
        found = resolve(Metric(phrase=claim.core), slot)
        if found.solid:
            return found.quantity
    led = _LED_BY.match(mention.quote)
    for name in dict.fromkeys((*([led["name"]] if led else []), heading_name(mention.passage.section))):
        named = Metric(phrase=name)
        if len(name) < 3 or _counted(item, mention) or not candidates(named, slot):
            continue
        line = resolve(named, slot)
        if line.judgement == "exact":
            return line.quantity
    return None


_LED_BY = re.compile(r"[\d一二三四五六七八九十(（]*[)）、.．]?\s*(?P<name>[^，,。：:；;]{3,24})[：:]")
"""5.农业废弃物回收利用：回收农膜…: a sentence that begins with the name of the line that it tells the purpose of."""


def _named_at(item: Item, text: str) -> tuple[int, int] | None:
    """Where a text names what is asked for, in the words of the question."""
    places = [(at, at + len(name)) for name in (item.metric.phrase, item.metric.key or "") if name and (at := text.find(name)) >= 0]
    return min(places, default=None)


def _before(item: Item, mention: Mention) -> str:
    """What the paragraph says before it names the thing; up to the end of the sentence, where that says it in other words."""
    assert mention.passage is not None
    text = mention.passage.text
    place = _named_at(item, text)
    return text[: place[0]] if place else text[: text.find(mention.quote) + len(mention.quote)]


def _counted(item: Item, mention: Mention) -> bool:
    """Does the thing stand there with a number of its own (其中法官38人)? Then it is no purpose of a line of money."""
    place = _named_at(item, mention.quote)
    return place is not None and re.match(r"[^，,。；;：:]{0,6}\d", mention.quote[place[1] :]) is not None


def _about_money(mention: Mention) -> bool:
    if mention.passage is None:
        return True
    chapter = "".join(mention.passage.section) + mention.passage.text
    return bool(_MONEY.search(chapter))


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "……"


def _name(ask: Ask, mention: Mention) -> None:
    money = [f for f in (mention.sentence.facts if mention.sentence else ()) if f.amount.unit is not None and f.amount.unit.dimension == "money"]
    ask.say("named_with" if money else "named_in", quote=_quoted(ask, mention))  # whose the amount is, the reader sees


def _pays(ask: Ask, mention: Mention, line: Quantity) -> None:
    ask.say("pays_for", line=line.label, quote=_quoted(ask, mention))


def _quoted(ask: Ask, mention: Mention) -> str:
    text = _short(mention.quote)
    if mention.sentence is not None:
        section = mention.passage.section if mention.passage else ()
        return ask.draft.quote(mention.sentence, text, mention.document, section)
    table = mention.table.title if mention.table else None
    row = mention.row.path if mention.row else ()
    mark = ask.draft.cite_words(mention.document, mention.page, mention.bbox, mention.quote, table, row)
    return ask.draft.quote_cell(text, mark)
