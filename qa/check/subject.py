"""What a figure is of: the words before it, those behind it, or what the text has spoken of before."""

from __future__ import annotations

import re

from qa.check import operands
from qa.check.agree import agree, in_unit
from qa.check.carry import carried
from qa.check.claim import Claim, Thread
from qa.check.corpus import Corpus
from qa.check.match import find
from qa.check.reading import Found, Reading
from qa.check.text import label_of, plain
from qa.check.words import edge, pattern

_BARE_SIDE = re.compile(r"(?:本年|全年|总)?(?P<side>收入|支出)(?:为|是|达到?|共计?|约|了)*")


_CAR_PART = re.compile("(?P<part>购置费?|运行费|运行维护费|运维费)(?:预算|决算|支出)*(?:为|是)?")


def subject_of(claim: Claim, corpus: Corpus, thread: Thread) -> Found:
    """What the words name; where they name nothing, what the figure before was of, if only the year is another."""
    if claim.says_nothing and claim.after:
        behind = find((claim.after,), claim.scope, corpus.within(claim.scope))
        if behind.strict and behind.any:
            thread.consumed, thread.phrase = claim.after_end, claim.after
            return behind
    side = _BARE_SIDE.fullmatch(edge("lead").sub("", plain(claim.words)))
    if side and claim.scope.body and claim.scope.title is None and _of_the_body(claim, thread):
        return find((f"{side['side']}总额",), claim.scope, corpus.within(claim.scope))
    if claim.only_kind and thread.figures and not thread.subject and thread.phrase:
        item = pattern("kind_tail").sub(
            "", plain(thread.phrase)
        )  # 培训费年初预算5万元，决算…: sentences print the first
        return find((f"{item}{plain(claim.said).lstrip('，,')}",), claim.scope, corpus.within(claim.scope))
    part = _CAR_PART.fullmatch(edge("lead").sub("", plain(claim.words)))
    heads = [head for r in thread.subject for head in (*r.fact.row, *r.fact.col)]
    spoken = "".join((thread.among, thread.phrase, *heads))
    if part and "用车" in spoken:
        found = find((f"公务用车{part['part']}",), claim.scope, corpus.within(claim.scope))
        if found.any:
            return found  # 公务用车购置及运行费5万元，其中运行费3万元
    if whole := _bare_total(claim, corpus, thread):
        return whole
    if (claim.only_kind and thread.figures) or (claim.says_nothing and thread.subject):
        return carried(claim, thread.subject, corpus)
    if len(thread.figures) > 1 and claim.direct:
        return Found()  # the total of what was listed, not of the body
    phrases = claim.phrases
    if claim.says_nothing and not claim.scope.title:  # a body alone is not the row of its name
        phrases = (thread.heading, claim.words) if thread.heading else (claim.words, claim.words)
    own = _column_of_the_row(claim, thread)
    if own:
        return Found(own)
    found = find(phrases, claim.scope, corpus.within(claim.scope))
    named_again = claim.sentence.kinds and any(m.end <= claim.numeral.start for m in claim.sentence.bodies)
    if thread.heading and phrases[0] == thread.heading and named_again:
        found = _bearing_out(claim, found)  # of the line announced, or of the body that is named again
    if not found.any and claim.says_nothing and not thread.subject:
        found = _bearing_out(claim, _ahead(claim, corpus))
    if found.any or found.strict or not claim.after:
        return found
    behind = find((claim.after,), claim.scope, corpus.within(claim.scope))
    if behind.strict:
        thread.consumed = claim.after_end
    return behind if behind.strict else found


def _column_of_the_row(claim: Claim, thread: Thread) -> tuple[Reading, ...]:
    """食堂改造320万元，其中财政专户管理资金200万元: a part is in the row spoken of, where that is of a project."""
    head = label_of(plain(claim.words).lstrip(",、;:()和及")).rstrip("为是:")
    among = thread.figures[thread.parts_from - 1 : thread.parts_from]
    spoken = among[0].readings if among else ()
    rows = [r for r in spoken if r.words.tables[r.entry.table].table.kind in ("project", "general_project")]
    return tuple(
        Reading(fact, r.words, r.entry, True) for r in rows for fact in r.entry.row.facts
        if fact.col and len(head) > 2 and label_of(fact.col[-1]) == head
    )  # fmt: skip


def _bare_total(claim: Claim, corpus: Corpus, thread: Thread) -> Found | None:
    """甲局2023年预算5万元, 甲局2023年一共5万元: the body's own total, where nothing else has been spoken of; it is borne
    out only, for the text may mean another money."""
    nothing = pattern("bare_total").fullmatch(plain(claim.said)) is not None
    named = any(m.end <= claim.numeral.start for m in claim.sentence.bodies)
    whole = bool(claim.sentence.kinds) or pattern("relation", "total").search(claim.said) is not None
    if not (nothing and named and whole) or claim.after or claim.scope.title or thread.subject or thread.phrase or thread.heading:
        return None
    found = _bearing_out(claim, find(("总支出",), claim.scope, corpus.within(claim.scope)))
    return found if found.any else None


def _bearing_out(claim: Claim, found: Found) -> Found:
    """What stands behind a figure may be of something else: it bears out, and contradicts nothing."""
    values = (in_unit(reading.fact.amount, claim.numeral.unit) for reading in found.readings)
    return found if any(value is not None and agree(claim.numeral, value).holds for value in values) else Found()


def _ahead(claim: Claim, corpus: Corpus) -> Found:
    """从2021年的3万元到2022年的5万元，培训费…: what a sentence that begins with figures goes on to name."""
    clause = re.search(r"[,，](?P<words>[^,，;；。\d]{2,60})", claim.sentence.bare[claim.numeral.end :])
    if clause is None or not claim.says_nothing or claim.sentence.text[: claim.begin].strip(" ,，"):
        return Found()
    of_next = claim.sentence.bare[claim.numeral.end + clause.end() :][:1].isdigit()
    if of_next and not operands.CHANGE.search(clause["words"]):
        return Found()  # what stands right before the next figure is what that one is of
    return find((operands.CHANGE.split(clause["words"])[0],), claim.scope, corpus.within(claim.scope))


def _of_the_body(claim: Claim, thread: Thread) -> bool:
    """Is 收入 or 支出 alone the body's own: the body is named just before it, or nothing but totals has been spoken of?"""
    named = any(claim.begin <= m.start < claim.numeral.start for m in claim.sentence.bodies)
    labels = [label_of(reading.fact.row[-1]) if reading.fact.row else "" for reading in thread.subject]
    return (named or bool(labels) or not thread.phrase) and all(pattern("totals").match(label) for label in labels)
