"""Each number of a text against what the disclosures print: which way it is judged, and what a denial makes of it."""

from __future__ import annotations

import re
from dataclasses import replace

from corpus.model import PERCENT, YUAN, Fact
from index.normal import CJK, bare
from index.shortened import in_order as in_order_of
from index.standing import official_names
from qa.check.claim import Claim, Judged, Thread
from qa.check.computed import judge_computed
from qa.check.corpus import Corpus
from qa.check.match import find
from qa.check.numerals import Numeral, numerals
from qa.check.order import in_order
from qa.check.placed import placed
from qa.check.printed import judge_printed
from qa.check.quoted import judge_quoted
from qa.check.rates import related, turned
from qa.check.reach import Reach
from qa.check.reading import Found
from qa.check.reasons import Reason, because
from qa.check.relations import UNKNOWN, relation_of
from qa.check.respectively import Share, distribute
from qa.check.scope import Scope, Sentence
from qa.check.stated import by_statements, shared_out
from qa.check.statement import Stated, read_as_printed
from qa.check.text import MASK, label_of, plain, same_length
from qa.check.wordless import with_its_change
from qa.check.words import pattern

LONGEST = 160
"""So many letters before a number are read for what it is of: no text can make one number cost more."""


def judge_sentence(sentence: Sentence, corpus: Corpus, thread: Thread, firm: bool = False) -> list[Judged]:
    """The numbers of one sentence, judged in their order; `thread` is brought up to date. `firm`: every number is a
    claim, as those in the cells of a table are."""
    out: list[tuple[Claim | None, Judged]] = []
    begin = 0
    thread.new_sentence()
    found = list(numerals(sentence.text, _masked(sentence, corpus)))
    asked, thread.asked = thread.asked, None
    if not found or sentence.text.rstrip().endswith(("?", "？", "吗", "呢")):
        _asked(sentence, corpus, thread)
        thread.asked = sentence if not found and sentence.text.rstrip().endswith(("?", "？")) else None
    shares = distribute(sentence, found, corpus)
    reach = Reach()
    said = read_as_printed(sentence, found, corpus.documents[0]) if found and corpus.documents else {}
    previous: Numeral | None = None
    for numeral in found:
        begin = max(begin, numeral.begin - LONGEST)
        back = reach.back(numeral, sentence, begin)
        claim = _claim(numeral, *(back or (sentence, begin)), shares.get(numeral.start))
        claim = _answering(claim, asked, thread)
        if claim is None:
            judged = Judged(numeral, "unsupported", (because("unpaired"),))
        elif out and _is_other_end(out[-1][1].numeral, numeral):
            judged = replace(out[-1][1], numeral=numeral)
        else:
            judged = _as_stated(claim, judge(claim, corpus, thread), said.get(numeral.start), corpus, thread)
        if previous is not None and pattern("per_hundred").search(sentence.text[: previous.end]):
            judged = _per_hundred(claim, judged, corpus, thread)
        previous = numeral
        reach.note(numeral, sentence, begin)
        begin = max(numeral.end, thread.consumed)
        told = judged.verdict in ("verified", "recomputed") or judged.verdict == "contradicted" and not _of_cells(judged)
        if firm or not numeral.soft or told:
            out.append((claim, judged))
    ordered = in_order(out, asked.bare if asked else "")
    return [with_its_change(claim, judged, corpus) for (claim, _), judged in zip(out, ordered, strict=True)]


def _as_stated(claim: Claim, judged: Judged, said: Stated | None, corpus: Corpus, thread: Thread) -> Judged:
    """The verdict with what the disclosures' sentences claim of the same; what follows in the text counts with it."""
    found = by_statements(claim, judged, shared_out(said, claim), corpus)
    last = thread.figures[-1] if thread.figures else None
    if found is not judged and found.operand is not None and last is (judged.operand or UNKNOWN):
        thread.figures[-1] = found.operand
    return found


def _of_cells(judged: Judged) -> bool:
    """Is it judged by cells of tables?"""
    return any(isinstance(fact, Fact) and fact.table is not None for fact in judged.evidence)


_HOW_MUCH = re.compile(r"(?P<said>.*?(?:增加|减少|增长|下降|提高|降低|上升|多|少|高|低)(?:了|出)?)(?:多少|几)")


def _answering(claim: Claim | None, asked: Sentence | None, thread: Thread) -> Claim | None:
    """与2023年相比，培训费增加了多少？答：5万元: a number that answers is of the relation that was asked for."""
    said = _HOW_MUCH.search(asked.bare) if asked else None
    if claim is None or asked is None or said is None or claim.relation is not None or not claim.says_nothing:
        return claim
    words = said["said"].replace(MASK, "")
    relation = relation_of(words, claim.numeral)
    compared = [year.year for year in asked.years if year.compared or year.owns]
    if relation not in ("difference", "growth"):
        return claim
    thread.base = (compared[-1], None) if compared else thread.base
    return replace(claim, relation=relation, given=re.split("[,，]", words)[-1])


def _asked(sentence: Sentence, corpus: Corpus, thread: Thread) -> None:
    """甲局的培训费是多少？ What is asked, or announced (培训费如下：), is what the next number is of."""
    scope, bare = sentence.at(len(sentence.text)), sentence.bare.replace(MASK, "").strip()
    if bare.endswith((":", "：")):
        thread.heading = re.split(r"[,，;；。]", bare)[-1].rstrip(":：")
    elif (announced := pattern("announced").match(bare)) is not None:
        thread.heading, thread.subject, thread.phrase = announced["item"], (), ""  # 政务事项管理经费主要用于…。 2022年预算87.99万元
    phrases = (bare.rstrip("?？ "), pattern("leading_kind").sub("", bare))
    found = find(phrases, scope, corpus.within(scope)) if scope.body else Found()
    if found.readings and found.strict:
        thread.subject = found.readings


def _claim(numeral: Numeral, sentence: Sentence, begin: int, share: Share | None) -> Claim | None:
    """What the sentence claims of the number; None where it is one of a list that does not match its names."""
    scope = placed(numeral, sentence)
    begin = max(begin, numeral.begin - LONGEST)
    if share is None:
        claim = Claim(numeral, sentence, begin, scope, None)
        return replace(claim, relation=relation_of(claim.said, numeral, claim.behind))
    if share.words is None:
        return None
    if share.year is not None:
        scope = replace(scope, year=share.year, own_year=None)
    if share.body is not None:
        scope = replace(scope, body=share.body)
    return Claim(numeral, sentence, begin, scope, relation_of(share.words, numeral), share.words)


def _per_hundred(claim: Claim | None, judged: Judged, corpus: Corpus, thread: Thread) -> Judged:
    """每百元支出中有20元是…: a share in percent, said in yuan."""
    if claim is None or claim.numeral.unit != YUAN:
        return judged
    share = replace(claim, numeral=replace(claim.numeral, unit=PERCENT), relation="share")
    return replace(judge_computed(share, "share", corpus, thread), numeral=claim.numeral)


def _masked(sentence: Sentence, corpus: Corpus) -> str:
    """The sentence with names that hold digits, and years, blotted out."""
    masked = list(sentence.text)
    for start, end in corpus.numbered(same_length(sentence.text), sentence.at(len(masked))):
        masked[start:end] = MASK * (end - start)
    for year in sentence.years:
        masked[year.start : year.end] = MASK * (year.end - year.start)
    return "".join(masked)


def _is_other_end(low: Numeral, high: Numeral) -> bool:
    """Are these the two ends of one range?"""
    return high.until is not None and low.until == high.value and low.value == high.until


def judge(claim: Claim, corpus: Corpus, thread: Thread) -> Judged:
    """One number."""
    body = claim.scope.body
    if body is not None and not body.documents:
        return Judged(claim.numeral, "unsupported", (because("no_body", body.name),))
    if not corpus.within(claim.scope):
        return Judged(claim.numeral, "unsupported", (_nothing_there(claim.scope),))
    claim = related(claim, thread)
    quoted = judge_quoted(claim, corpus)
    if quoted is not None:
        thread.figures.append(quoted.operand or UNKNOWN)
        judged = quoted
    elif claim.relation is None or _is_head(claim, corpus):
        judged = judge_printed(claim, corpus, thread)
    else:
        judged = judge_computed(claim, claim.relation, corpus, thread)
    judged = _of_no_body(claim, turned(claim, judged, thread), corpus, thread)
    return _of_a_stranger(claim, _denied(claim, judged), corpus)


def _of_no_body(claim: Claim, judged: Judged, corpus: Corpus, thread: Thread) -> Judged:
    """Where no body is named and several disclose the thing, the cell of one of them belies nothing."""
    if claim.scope.body is not None or corpus.alone or judged.verdict != "contradicted":
        return judged
    anyone = replace(claim.scope, year=None, own_year=None, kind=None, title=None)
    held = {d.department or d.id for d in corpus.documents if d.id in {f.document for f in judged.evidence}}
    words = [corpus.words(d) for d in corpus.documents]
    for phrases in (claim.phrases, (thread.phrase, thread.phrase)):
        found = find(phrases, anyone, words) if phrases[0] else Found()
        held |= {r.document.department or r.document.id for r in (*found.readings, *found.misfits)}
        if len(held) > 1:
            return Judged(claim.numeral, "unsupported", (because("unnamed_body"),))
    return judged


_STRANGER = re.compile(rf"[{CJK}()（）]{{3,24}}?(?=20\d\d年|[“\"，,:：])")
_OF_MONEY = re.compile("支出|经费|费用|收入|预算|决算|资金|总计|合计|采购|余额|结转|结余|拨款|情况|方面|其中|增|减|较|比|占|全年|本年|上年|去年|主要")


def _of_a_stranger(claim: Claim, judged: Judged, corpus: Corpus) -> Judged:
    """Where the sentence opens with a name that no body here is known by: nothing of another body bears it out, or belies it."""
    opened = _STRANGER.match(plain(claim.sentence.text).lstrip())
    if claim.scope.body is not None or corpus.alone or opened is None or judged.verdict == "unsupported":
        return judged
    name = bare(opened[0])
    held = {corpus.of(f.document).document.department or "" for f in judged.evidence}
    if _OF_MONEY.search(name) or name in official_names() or all(in_order_of(name, department) for department in held):
        return judged
    return Judged(claim.numeral, "unsupported", (because("no_body", opened[0]),))


def _is_head(claim: Claim, corpus: Corpus) -> bool:
    """Do the words end with the head of a column that only sounds like a relation (比上年增减额)?"""
    said = plain(claim.said).rstrip("为是:=,")
    if claim.relation not in ("difference", "growth", "completion", "share") or claim.numeral.shape != "plain":
        return False
    readings = find(claim.phrases, claim.scope, corpus.within(claim.scope)).readings
    heads = [label_of(r.fact.col[-1]) for r in readings if r.named and r.fact.col]
    return any(said.endswith(head) and relation_of(head, claim.numeral) is not None for head in heads)


def _nothing_there(scope: Scope) -> Reason:
    who = scope.body.name if scope.body else because("anyone")
    return because("no_year", who, scope.year)


def _denied(claim: Claim, judged: Judged) -> Judged:
    """A number that the text says it is not."""
    behind = claim.sentence.bare[claim.numeral.end :].replace(MASK, "")
    if not pattern("denied").search(claim.said.rstrip()) and not pattern("denied_after").match(behind):
        return judged
    if judged.verdict in ("verified", "recomputed"):
        right = judged.expected or format(claim.numeral.value, "f")
        return replace(judged, verdict="contradicted", why=(because("denied"),), expected=right)
    return replace(
        judged, verdict="unsupported", why=(because("denied_else"), *judged.why), expected=None, expression=None
    )
