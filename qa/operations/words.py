"""Questions that are answered with the disclosure's own words: definitions and reasons."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.model import Document, Passage, Sentence
from index.normal import bare, plain
from qa.answer import Status
from qa.data.load import pattern, read
from qa.evidence.book import Book, Word
from qa.evidence.claims import core_of
from qa.evidence.projects import project_names
from qa.lexicon import concept_of, is_named_total
from qa.operations.ask import TOTAL, Ask, Item
from qa.operations.goals import amount_of
from qa.operations.lookup import single
from qa.operations.moved import moved
from qa.operations.presumed import both_years, presumed
from qa.operations.refuse import refuse, unknown_body
from qa.plan import Metric
from qa.resolve.labels import names_of
from qa.resolve.prose import cores_of, same_core

_LEAD = re.compile(r"^[(（]?[一二三四五六七八九十\d]+[)）、.．]*")
_LONG = 420


def define(ask: Ask) -> Status:
    """名词解释 first, then any sentence that says what the thing is."""
    metric = ask.metrics[0]
    names = _defined_names(metric)
    for body in ask.bodies:
        for document in sorted(body.documents, key=lambda d: _nearness(ask, d)):
            found = _definition(ask.library.book(document), names)
            if found is not None:
                passage, sentence = found
                _say_definition(ask, body.name, document, passage, sentence)
                return "answered"
    item = ask.find(metric, ask.bodies[0], ask.years(ask.bodies[0])[0], None)
    if item.quantity is None:
        return refuse(ask, item)
    ask.say("no_definition", dept=ask.bodies[0].name, item=metric.phrase)
    return "not_disclosed"


def _nearness(ask: Ask, document: Document) -> tuple[int, int]:
    year = ask.plan.years[0] if ask.plan.years else 9999
    kind = bool(ask.plan.kinds) and document.kind not in ask.plan.kinds
    return (abs((document.year or 0) - year), int(kind))


def _defined_names(metric: Metric) -> list[str]:
    concept = concept_of(metric.key or bare(metric.phrase))
    names = [bare(metric.phrase), *names_of(metric), *([concept.name] if concept else []), *cores_of(metric)]
    return list(dict.fromkeys(n for n in names if len(n) > 1))


def _definition(book: Book, names: list[str]) -> tuple[Passage, Sentence | None] | None:
    best: tuple[int, Passage] | None = None
    for passage in book.disclosure.passages:
        glossary = any("名词解释" in h or "专业名词" in h for h in passage.section)
        text = _LEAD.sub("", plain(passage.text))
        head = re.match(r"[^：:，。]{2,24}?(?=[：:]|是指|指|反映|，是|是[^否])", text)
        if not head:
            continue
        said = bare(re.sub(r"\([^)]*\)", "", head[0]))
        forms = [f for f in (bare(head[0]), said, re.sub("(预算|决算)$", "", said)) if f in names]
        if forms:
            score = (100 if glossary else 0) - names.index(forms[0])
            if (glossary or re.match(r".{2,24}?(是指|指)", text)) and (best is None or score > best[0]):
                best = (score, passage)
    return (best[1], None) if best else None


def _say_definition(ask: Ask, dept: str, document: Document, passage: Passage, sentence: Sentence | None) -> None:
    quoted = _LEAD.sub("", passage.text)
    quoted = quoted if len(quoted) <= _LONG else quoted[:_LONG] + "……"
    whole = Sentence(passage.text, passage.page, passage.bbox, tuple(f for s in passage.sentences for f in s.facts))
    ask.say("define", dept=dept, year=document.year, kind=ask.t(document.kind or "budget"),
            quote=ask.draft.quote(whole, quoted, document, passage.section))


@dataclass(frozen=True)
class Reason:
    """A sentence that gives a reason, how well it fits, and where it stands."""

    score: float
    document: Document
    passage: Passage
    text: str
    sentence: Sentence


def explain(ask: Ask) -> Status:
    """The reason that the prose gives for this thing in this year."""
    body = ask.bodies[0]
    metric = ask.metrics[0]
    year = max(ask.years(body))
    kind = ask.kinds(body)[0]
    sure = kind is not None and ask.plan.kinds_sure
    held = body.of(year, kind, ask.plan.level)
    # 完成年初预算 is told of what was spent
    documents = held or (() if sure and not ask.plan.execution else body.of(year, None, ask.plan.level))
    item = ask.find(metric, body, year, kind if sure else None)
    if ask.plan.purpose:
        return purpose(ask, item)
    if not documents:
        return refuse(ask, item)
    reasons = sorted((r for d in documents for r in _reasons(ask, metric, ask.library.book(d))), key=lambda r: -r.score)
    if reasons and reasons[0].score >= 2:
        best = reasons[0]
        otherwise = not _AGAINST_BUDGET.search(ask.question) and presumed(ask, item)
        place = ask.place_of(body, year, best.document.kind)
        quote = ask.draft.quote(best.sentence, best.text, best.document, best.passage.section)
        ask.say("explain", place=place, quote=quote)
        if not otherwise and _direction(bare(best.sentence.text), ask.plan.direction) < 0:
            words = ("down", "up") if ask.plan.direction > 0 else ("up", "down")
            ask.say("about_other", word=ask.t(words[0]), asked=ask.t(words[1]))
        return "answered"
    against_budget = bool(_AGAINST_BUDGET.search(ask.question))
    if item.quantity is not None and documents and _of_a_part(ask, item, documents, against_budget):
        return "answered"
    if item.quantity is None:
        status = refuse(ask, item)
        if status == "answered":  # its amount is told, and no reason
            ask.say("no_reason", place=ask.place(item), item=ask.name(item))
        return "partial" if status == "answered" else status
    if not against_budget and not presumed(ask, item):
        both_years(ask, item)
    ask.say("no_reason", place=ask.place(item), item=ask.name(item))
    return "answered" if moved(ask, item) else "partial"


def _of_a_part(ask: Ask, item: Item, documents: Sequence[Document], against_budget: bool) -> bool:
    """公车费怎么少了: where no reason is given for the whole, the one given for what it is made up of."""
    assert item.quantity is not None
    names = {bare(str(n)): parts for n, parts in read("also")["parts"].items()}
    parts = next((p for n in (bare(item.quantity.label), *names_of(item.metric)) if (p := names.get(n))), ())
    told = False
    for name in parts:
        part = Metric(phrase=name)
        told_of = (r for d in documents for r in _reasons(ask, part, ask.library.book(d)))
        reasons = sorted(told_of, key=lambda r: -r.score)
        if not reasons or reasons[0].score < 3:
            continue
        if not told and not against_budget and not presumed(ask, item):
            both_years(ask, item)
        best, told = reasons[0], True
        quote = ask.draft.quote(best.sentence, best.text, best.document, best.passage.section)
        place = ask.place_of(item.body, item.year, best.document.kind)
        ask.say("explain_part", place=place, item=ask.t("item", label=name), quote=quote)
    if told and len(parts) > 2 and not against_budget:
        moved(ask, item)
    return told


_AGAINST_BUDGET = re.compile("[比较于](年初|全年)?预算|than (the )?budget")


def purpose(ask: Ask, item: Item) -> Status:
    """What a line pays for, in the disclosure's words: a sentence that names it and says 用于, or a form's own words."""
    names = {n for n in {*names_of(item.metric), *cores_of(item.metric)} if len(n) > 1}
    best: tuple[float, Document, Word] | None = None
    for document in item.body.of(item.year, None, ask.plan.level):
        for word in ask.library.book(document).words:
            labels = {bare(p) for p in word.row.path} if word.row is not None else set()
            named = max((len(n) for n in names if n in word.plain or n in labels), default=0)
            chapter = word.passage is not None and len(word.passage.section) > 1 and _own_chapter(word.passage, names)
            if not (named or chapter) or (word.passage is not None and word.plain == bare(word.passage.text) and len(word.plain) < 20):
                continue
            score = named / 10 + (2 if labels & names else 0)
            score += 1.5 if pattern("prose", "purpose").search(word.text) else 0
            score += 1 if any(word.plain.find(n) in range(6) for n in names) else 0
            told = word.row is not None and bool(pattern("prose", "told_head").search(word.head or word.row.label))
            score += 1 if told and labels & names else 0
            score -= 2 if _paid_for(word, names) else 0
            score -= 2 if any("名词解释" in h for h in (word.passage.section if word.passage else ())) else 0
            if word.passage is not None and _own_chapter(word.passage, names):
                score += 4 if re.search("概述|内容|目标|概况", "".join(word.passage.section[1:])) else 1
            if best is None or score > best[0]:
                best = (score, document, word)
    if best is None:
        return refuse(ask, item) if item.quantity is None else single(ask, item)
    _, document, word = best
    place = ask.place_of(item.body, item.year, document.kind)
    if word.sentence is not None and word.passage is not None:
        facts = tuple(f for s in word.passage.sentences for f in s.facts)
        whole = Sentence(word.passage.text, word.passage.page, word.passage.bbox, facts)
        text = word.passage.text if len(word.passage.text) < 200 else word.text
        ask.say("purpose", place=place, quote=ask.draft.quote(whole, text, document, word.passage.section))
    elif word.row is not None and word.table is not None:
        mark = ask.draft.cite_words(document, word.row.page, word.row.bbox, word.text, word.table.title, word.row.path)
        ask.say("purpose", place=place, quote=ask.draft.quote_cell(word.text, mark))
    if ask.plan.first is None:
        _say_amount(ask, item, document)
    return "answered"


def _say_amount(ask: Ask, item: Item, document: Document) -> None:
    """What it costs, by the rows that bear its name; by the item's own figure, where it is no project."""
    names = {n for n in {*names_of(item.metric), *cores_of(item.metric)} if len(n) > 3}
    projects = [p for p in ask.library.book(document).told_projects if names & p.names]
    if len(projects) == 1 and projects[0].facts:
        ask.draft.say(amount_of(ask, projects[0]))
    elif item.quantity is not None and item.found.judgement == "exact" and item.quantity.comparable:
        ask.say("lookup", place=ask.place(item), item=ask.name(item), amount=ask.amount(item, extra=True, agree=2))
        if item.quantity.table is None:
            ask.say("from_prose")


def _paid_for(word: Word, names: set[str]) -> bool:
    """Does the thing stand behind 用于, so that the sentence says what another line pays for?"""
    told = pattern("prose", "purpose").search(word.text)
    first = min((k for n in names if (k := bare(word.text[: told.start()]).find(n)) >= 0), default=None) if told else None
    return told is not None and word.sentence is not None and first is None


def _own_chapter(passage: Passage, names: set[str]) -> bool:
    headed = bool(passage.section) and passage.text not in passage.section
    return headed and bool(names & set(project_names(passage.section[0])))


def _reasons(ask: Ask, metric: Metric, book: Book) -> Iterator[Reason]:
    """Every sentence with a reason, judged by how near it stands to what is said of the thing."""
    cores = cores_of(metric)
    names = {n for n in {*names_of(metric), *cores} if len(n) > 1}
    total = metric == TOTAL or is_named_total(metric.key or bare(metric.phrase))
    names = set() if total else {n for n in names if n not in ("支出", "收入", "收支")}
    cores = frozenset() if total else cores
    before = ""
    for passage in book.disclosure.passages:
        if any("名词解释" in h or "职责" in h or "职能" in h for h in passage.section):
            continue
        near = 0.0
        held = {c.core for c in book.claims if c.passage.id == passage.id}
        for place, sentence in enumerate(passage.sentences):
            own = bare(sentence.text)
            subject = _subject_score(own, names, total)
            near = max(near * 0.8, subject)
            if not pattern("prose", "reason").search(sentence.text) or pattern("prose", "made_up_of").match(sentence.text):
                continue
            own_cores = {c.core for c in book.claims if c.sentence is sentence and c.aspect == "value"}
            if not total and own_cores and not subject and not any(same_core(c, cores) for c in own_cores):
                continue  # the reason of a sibling
            score = max(near, subject)
            score += 1.5 if held & cores else 0
            score += 1.5 if _heading_is(passage, names, total) else 0
            score += 1 if place == 0 and before and _subject_score(before, names, total) > 1 else 0
            score += _direction(own, ask.plan.direction)
            if total and not _other_subject(own):
                score += 1
            text = _from_reason(sentence.text)
            yield Reason(score, book.document, passage, text, sentence)
        before = bare(passage.text)


def _subject_score(text: str, names: set[str], total: bool) -> float:
    head = re.split("主要原因|原因|主要是|由于|因为", text)[0]
    if any(n in head for n in names):
        starts = any(core_of(head).startswith(n) or head.find(n) < 20 for n in names if n in head)
        return 3 if starts else 2
    whole = re.search("收支|收入支出|(收入|支出)总计|预算收支|部门预算|支出预算|财政拨款收入支出|财政拨款支出", head)
    if total and whole and not _THREE_PUBLIC.search(head):
        return 2
    return 0


_THREE_PUBLIC = re.compile("三公|接待|用车|因公出国")


def _other_subject(text: str) -> bool:
    return bool(re.search("类|款|项|机关运行经费|三公|接待|用车", re.split("原因", text)[0]))


def _heading_is(passage: Passage, names: set[str], total: bool) -> bool:
    last = bare(passage.section[-1]) if passage.section else ""
    if total:
        return bool(re.search("总体情况|收支总|编制说明|收支情况", last))
    return any(n in last for n in names)


def _direction(text: str, wanted: int) -> float:
    if not wanted:
        return 0
    up = len(re.findall("增加|增长|上升|提高|调增", text))
    down = len(re.findall("减少|下降|降低|压减|压缩|小于", text))
    if not up and not down:
        return 0
    return 0.5 if (up >= down) == (wanted > 0) else -0.5


def _from_reason(text: str) -> str:
    """The sentence; from the reason on where figures stand before it."""
    found = re.search(r"(主要原因|主要是因为|主要是由于|主要由于|原因是|主要是|由于|因为)", text)
    return text[found.start():] if found and re.search(r"\d", text[: found.start()]) else text


__all__ = ["define", "explain", "unknown_body", "Item"]
