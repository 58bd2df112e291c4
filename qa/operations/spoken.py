"""Numbers that only prose and forms give: counts, scores, targets, indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.model import Document, Kind, Row, Table
from index.normal import bare
from qa.answer import Status
from qa.data.load import read
from qa.evidence.book import Book
from qa.evidence.claims import Claim
from qa.lexicon import concept_of
from qa.library import Body
from qa.operations.ask import Ask
from qa.operations.lookup import lookup, single
from qa.operations.lookup import table as several
from qa.operations.refuse import not_disclosed, refuse
from qa.plan import Metric
from qa.resolve.found import Found

_UNITS = (
    ("得分|分数|几分|多少分", ("分",)), ("多少辆|几辆|多少台车|多少车|几台车|公车|车辆", ("辆",)), ("多少人|几人|几个人|人数|编制", ("人", "名")),
    ("多少台|几台|设备", ("台（套）", "台", "套")), ("多少家|几家", ("家", "个")), ("多少批次|几批", ("批次", "批", "次")),
    ("多少次|几次", ("次", "人次")), ("百分之|率|比例|满意度", ("%",)), ("多少钱|资金|金额|多少万|经费", ("万元", "元", "亿元")),
    ("多少个|几个|多少项|几项|项目数|数量|how many", ("个", "项", "家", "辆", "人", "次", "台（套）")),
)


_UNITS_OF_THINGS = re.compile("(多少|几)(辆|人|名|台|家|次|批|件)|how many")


@dataclass(frozen=True)
class Hit:
    """A number of a sentence that fits a question, and how well."""

    score: float
    claim: Claim
    book: Book


def count(ask: Ask) -> Status:
    """How many of something: vehicles, people, projects, sets of equipment."""
    return _answer(ask, fallback=not any(m.known for m in ask.plan.metrics))


def performance(ask: Ask) -> Status:
    """Targets, indicators and results."""
    body = ask.bodies[0]
    for year in ask.years(body):
        hit = _indicator(ask, body, year)
        if hit is not None:
            document, table, row = hit
            _say_indicator(ask, body, year, document, table, row)
            return "answered"
    return _answer(ask, fallback=True)


def _heads(ask: Ask) -> Status | None:
    """A count that disclosures usually give, by the name people use: 编制, 在职, 退休."""
    content = _content(ask.plan.topic)
    content = "车辆" if _is_cars(content) else content
    if ask.plan.metrics and ask.language == "en":
        content = ask.plan.metrics[0].key or bare(ask.plan.metrics[0].phrase)
    concept = next((c for form in (content, content + "人数", content + "数") if (c := concept_of(form)) is not None and c.count), None)
    if concept is None or (ask.language == "zh" and concept.count not in _units(ask.plan.topic)):
        return None
    metric = Metric(phrase=concept.name)
    items = [ask.find(metric, body, year, ask.kinds(body)[0]) for body in ask.bodies for year in ask.years(body)]
    if any(i.quantity is None for i in items):
        return None
    return single(ask, items[0]) if len(items) == 1 else several(ask, items)


def _answer(ask: Ask, fallback: bool) -> Status:
    heads = None if _is_cars(_content(ask.plan.topic)) else _heads(ask)
    if heads is not None:
        return heads
    status: Status | None = None
    for body in ask.bodies:
        for year in ask.years(body):
            documents = body.of(year, ask.kinds(body)[0], ask.plan.level)
            books = [ask.library.book(d) for d in documents]
            found: list[Hit | None] = []
            for piece in _pieces(ask.plan.topic):
                found.append(_best(piece, books, _kind_meant(ask.plan.topic)) or _beside(piece, found[-1] if found else None))
            hits = [h for h in found if h is not None]
            for hit in hits:
                clause = _clause(hit.claim)
                if clause:
                    ask.draft.printed(hit.claim.fact)
                    quoted = ask.draft.quote(hit.claim.sentence, clause, hit.book.document, hit.claim.passage.section)
                    ask.say("count_quoted", place=ask.place_of(body, year, hit.book.document.kind), quote=quoted)
                    continue
                label = _before(hit.claim) or hit.claim.subject or ask.plan.topic
                ask.say("count", place=ask.place_of(body, year, hit.book.document.kind), item=label, amount=ask.draft.printed(hit.claim.fact),
                        after=_behind(hit.claim) if hit.claim.fact.unit not in _MONEY else "")
            if hits:
                status = "answered" if len(hits) == len(found) and status in (None, "answered") else "partial"
    if status is None:
        status = _heads(ask)
    if status is not None:
        return status
    if not fallback and ask.plan.metrics and not _UNITS_OF_THINGS.search(ask.plan.topic):
        return lookup(ask)
    body = ask.bodies[0]
    item = ask.find(ask.plan.metrics[0] if ask.plan.metrics else Metric(phrase=_content(ask.plan.topic) or ask.plan.topic, known=False), body, ask.years(body)[0], None)
    if item.quantity is None:
        return refuse(ask, item)
    missing = replace(item, found=Found("absent", reason="item"), metric=Metric(phrase=_content(ask.plan.topic) or ask.plan.topic, known=False))
    return not_disclosed(ask, missing)


def _pieces(topic: str) -> list[str]:
    """The questions in a question: each part that asks for a number."""
    parts = [p for p in re.split(r"[,，;；。?？]", topic) if p.strip()]
    asked = [p for p in parts if re.search("多少|几|how|什么|率|分", p)] or parts
    return asked


def _is_cars(content: str) -> bool:
    return bool(content) and "车" in content and set(content) <= set("公务用车家汽的辆台小轿保有量")


def _units(piece: str) -> tuple[str, ...]:
    return next((units for found, units in _UNITS if re.search(found, piece)), ())


def _content(piece: str) -> str:
    """What a question is about, without the words of asking."""
    text = bare(piece)
    for word in _asking():
        text = text.replace(word, " ")
    return re.sub(r"\s+", "", text).strip("说们这那哪着过吗呢吧啊呀嘛么儿里内")


def _asking() -> list[str]:
    """The words of asking; single characters may stand inside names, so only particles are among them."""
    words = {bare(w) for role in ("stop", "count", "polite") for w in read("operations")[role] if not w.isascii()}
    keep = {"项目", "涉及", "编报", "采购", "购买", "购置", "部门", "单位"}
    plain = {w for w in words - keep if len(w) > 1} | set("的了吗呢有是为和几共在中里")
    return sorted(plain - {"在"}, key=len, reverse=True)


def _best(piece: str, books: list[Book], wanted: Kind) -> Hit | None:
    """The claim that covers what is asked: unit, subject, and the rest by its sentence or headings."""
    units, content = _units(piece), _content(piece)
    if "辆" in units and _is_cars(content):
        content = "车辆"
    if not content:
        return None
    hits = []
    for book in books:
        for claim in book.claims:
            if claim.aspect in ("change",) or (units and claim.fact.unit not in units):
                continue
            score = _score(content, claim)
            if score > 0:
                hits.append(Hit(score + (0.05 if book.document.kind == wanted else 0), claim, book))
    best = max(hits, key=lambda h: h.score, default=None)
    return best if best is not None and best.score >= (0.6 if units else 0.75) else None


def _kind_meant(topic: str) -> Kind:
    """Results are told with the final accounts, targets with the budget."""
    return "final" if re.search("自评|评价|得分|完成|结果|实际", topic) else "budget"


def _beside(piece: str, last: Hit | None) -> Hit | None:
    """资金多少 after a count: the amount that the same sentence gives next."""
    units = _units(piece)
    if last is None or not units or len(_content(piece)) > 2:
        return None
    after = [c for c in last.book.claims if c.sentence is last.claim.sentence and c.fact.unit in units and c.aspect == "value"]
    return Hit(1.0, after[0], last.book) if after else None


_MONEY = ("万元", "元", "亿元", "%")


def _counted(claim: Claim) -> str:
    """What stands behind a number of things: 共6个项目实行绩效目标管理."""
    return bare(_behind(claim))[:20]


def _clause(claim: Claim) -> str:
    """The whole clause, where the thing counted has a number in its name: 单位价值100万元以上专用设备21台（套）."""
    text = claim.sentence.text
    at = text.find(claim.fact.text + (claim.fact.unit or ""))
    if at < 0:
        return ""
    start = max(text.rfind(mark, 0, at) for mark in "，,。；;：:、") + 1
    end = min((k for mark in "，,。；;、" if (k := text.find(mark, at)) >= 0), default=len(text))
    clause = text[start:end].strip()
    return clause if re.search(r"\d", text[start:at]) and len(clause) < 80 else ""


def _before(claim: Claim) -> str:
    """The words before a number in its clause, as they stand, with what is in their brackets."""
    clause = re.split("[，,。；;：:、]", claim.sentence.text.split(claim.fact.text, 1)[0])[-1].strip()
    return clause if 1 < len(clause) < 40 and not re.search(r"\d", clause) else ""


def _behind(claim: Claim) -> str:
    behind = claim.sentence.text.split(claim.fact.text, 1)[-1].lstrip().removeprefix(claim.fact.unit or "")
    text = re.split("[，,。；;（(、]", behind)[0]
    return text if len(text) < 24 and not re.search(r"\d", text) else ""


def _score(content: str, claim: Claim) -> float:
    """How much of the content the claim's subject says, or, of a number of things, the words behind it too."""
    own = _covered(content, claim.subject, claim)
    return own if own or claim.fact.unit in _MONEY else _covered(content, claim.subject + _counted(claim), claim)


def _covered(content: str, subject: str, claim: Claim) -> float:
    """How much of the content a subject says, helped by the sentence and the headings for the rest."""
    around = bare(claim.sentence.text) + bare("".join(claim.passage.section))
    own = sum(c in subject for c in content) / len(content)
    rest = sum(c in around for c in content) / len(content)
    if own < 0.4 or rest < 0.8 or (own < 0.7 and rest < 1):
        return 0
    extra = sum(c not in content for c in subject) / max(1, len(subject))
    return 0.6 * own + 0.4 * rest - 0.15 * extra + (0.2 if content in subject else 0)


def _indicator(ask: Ask, body: Body, year: int) -> tuple[Document, Table, Row] | None:
    """The row of an indicator whose name the question covers."""
    content = _content(re.sub("目标值?|指标值?|绩效|多少", "", ask.plan.topic))
    if len(content) < 3:
        return None
    best: tuple[float, Document, Table, Row] | None = None
    for document in body.of(year, None, ask.plan.level):
        for table in ask.library.book(document).disclosure.tables:
            for row in table.rows:
                label = bare(_label(row))
                if not label or not row.words or row.facts or table.kind not in ("performance", None):
                    continue
                grams = {content[k : k + 2] for k in range(len(content) - 1)}
                score = sum(g in label for g in grams) / max(1, len(grams))
                back = {label[k : k + 2] for k in range(len(label) - 1)}
                score = (score + sum(g in content for g in back) / max(1, len(back))) / 2
                if score > 0.55 and (best is None or score > best[0]):
                    best = (score, document, table, row)
    return best[1:] if best else None


def _label(row: Row) -> str:
    """The name of an indicator; digits that begin it may have been read as its code."""
    return (row.code or "") + row.label


def _say_indicator(ask: Ask, body: Body, year: int, document: Document, table: Table, row: Row) -> None:
    head, value = next(((h, v) for h, v in row.words if re.search(r"\d|[≥≧≤＜>]", v)), row.words[-1])
    mark = ask.draft.cite_words(document, row.page, row.bbox, f"{_label(row)} {value}", table.title, row.path)
    ask.say("indicator", place=ask.place_of(body, year, document.kind), item=_label(row), head=head or "目标值",
            value=ask.draft.quote_cell(value, mark))
