"""What sentences say of a phrase: values, changes, zeros, mentions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from functools import lru_cache

from corpus.model import Fact, Kind
from index.normal import bare
from qa.arithmetic import exact
from qa.data.load import pattern, read
from qa.evidence.book import Book, Word
from qa.evidence.claims import Claim, against_budget, core_of
from qa.evidence.projects import project_names
from qa.lexicon import classified, concept_of, official, terms_of
from qa.plan import Metric
from qa.resolve.found import Mention, Quantity, Zero
from qa.resolve.labels import names_of
from qa.resolve.scope import Slot

_NOTHING = r"(无|没有|未安排|未发生|为空|不涉及)"


def cores_of(metric: Metric) -> frozenset[str]:
    """The subjects of sentences that are of this phrase."""
    phrase = metric.key or bare(metric.phrase)
    concept = concept_of(phrase)
    names = {*concept.prose, core_of(metric.phrase, "")} if concept else set()
    if concept is None or not concept.prose:
        names |= set(names_of(metric))
        names |= {core_of(n, "") for n in official(phrase)}
    return frozenset(n for n in names if len(n) > 1)


def same_core(core: str, cores: frozenset[str]) -> bool:
    """Is a claim's subject one of these, but for a closing 支出 or 余额, or for the name of its class before it?"""
    if core in cores:
        return True
    if not core.endswith("收入") and (core + "支出" in cores or (core.endswith("支出") and core[:-2] in cores and len(core) > 4)):
        return True
    if core.endswith("余额") and core[:-2] in cores and len(core) > 4:
        return True
    return any(core[k:] in cores and classified(core[:k]) for k in range(1, len(core) - 3))


def claims_on(metric: Metric, book: Book) -> list[Claim]:
    """The claims of a book whose subject is this phrase, in reading order."""
    cores = cores_of(metric) | _project_cores(metric, book)
    balances = (n.removesuffix("余额") for n in cores if n.endswith("余额"))
    cores |= {core for core in balances if len(core) > 3 and _balance_of(core, book)}
    counted = (concept := concept_of(metric.key or bare(metric.phrase))) is not None and concept.count
    long = [n for n in cores if counted and (len(n) > 4 or n.startswith("编制"))]  # 中央政法编制人数28人
    alike = {core for core in book.cores if same_core(core, cores) or any(core.endswith(n) for n in long)}
    found = [c for c in book.claims if c.core in alike and _of_the_whole(c)] if alike else []
    other = "收入" if bare(metric.phrase).endswith("支出") else "支出" if bare(metric.phrase).endswith("收入") else ""
    if other:  # what comes in is not what goes out, though one name may be short for both
        found = [c for c in found if not c.core.endswith(other)]
    if counted and (stem := _PEOPLE.sub("", metric.key or bare(metric.phrase))):
        found = [c for c in found if c.core.startswith(stem)] or found  # 实有1982人，其中在职1434人: of those asked for
    if not found and not counted:
        found = _of_project(metric, book)
    if metric.within and metric.whole:
        return []
    received = metric.side == "income" or any(w.endswith("收入") for w in metric.within)
    if received and not bare(metric.phrase).endswith("收入"):
        return []  # a paragraph on what is spent says nothing of what is received
    for scope in metric.within:
        found = [c for c in found if any(s in bare("".join(c.passage.section) + c.sentence.text) for s in official(scope))]
    return found


def _balance_of(core: str, book: Book) -> bool:
    """专项债务余额 is 专项债务 where that stands among what a balance is made up of, and nowhere else."""
    said = [c for c in book.claims if c.core == core]
    return bool(said) and all(c.within.endswith("余额") for c in said)


_HEADS = ("人", "名")
_PEOPLE = re.compile("(教职工|职工|人员|员工|干部|人数|数|人)+$")
_AROUND_PROJECT = re.compile("(服务|项目|工作|专项|经费|资金|业务|全年|年度)+$")


def _of_project(metric: Metric, book: Book) -> list[Claim]:
    """Claims of the one project that is called a little longer: 综合窗口外包服务项目全年预算 of 综合窗口外包, 地震台网运行维护项目 of
    台网运行维护."""
    name = _AROUND_PROJECT.sub("", metric.key or bare(metric.phrase))
    if len(name) < 4 or metric.within or classified(name) or concept_of(name) is not None:
        return []
    held = (c.core for c in book.claims if name in c.core and re.search("项目|专项", c.core))
    projects = {core: _AROUND_PROJECT.sub("", core) for core in held}
    own = {core for core, called in projects.items() if called == name}
    most = len(name) + _BEFORE_PROJECT
    longer = own or {core for core, called in projects.items() if called.endswith(name) and len(called) <= most}
    return [c for c in book.claims if c.core in longer] if len(longer) == 1 else []


_BEFORE_PROJECT = 4
"""Letters before what a project is called, at most."""


def _of_the_whole(claim: Claim) -> bool:
    """A bare 支出 is the total only in a paragraph about the total; 基本支出 of a line is not the body's."""
    if claim.core in read("prose")["kinds_of_spending"] and claim.within and classified(_line_of(claim.within)):
        return False
    if not pattern("prose", "general").match(claim.core):
        return True
    items = re.search("[（(][类款项][)）]", claim.passage.text)
    begun = bare(re.split("[。：:]", claim.passage.text)[0][:30])  # a paragraph may begin with its heading
    headings = bare("".join(claim.passage.section[-2:])) + begun
    return not items and bool(pattern("prose", "whole_heading").search(headings))


def _line_of(within: str) -> str:
    """The line that a part is of, by its name in the classification: 初中教育支出 is 初中教育."""
    return within if classified(within) else within.removesuffix("支出")


def of_funds(claim: Claim) -> bool:
    """Is it said of a part of the money only, by its sentence or by a heading above it?"""
    said = (claim.within, *(bare(h) for h in claim.passage.section[-2:]))
    return any(pattern("prose", "funds").search(text) for text in said) and not pattern("prose", "funds").search(claim.core)


def _project_cores(metric: Metric, book: Book) -> frozenset[str]:
    """All names of a project that has a chapter of its own, where the phrase is one of them or begins just one."""
    for name in (metric.key or bare(metric.phrase), *names_of(metric)):
        if name in book.projects:
            return frozenset(project_names(book.projects[name][0].section[0]))
    phrase = bare(metric.phrase)
    headings = {passages[0].section[0] for name, passages in book.projects.items() if len(phrase) > 3 and name.startswith(phrase)}
    return frozenset(project_names(next(iter(headings)))) if len(headings) == 1 else frozenset()


def values_on(metric: Metric, slot: Slot) -> list[tuple[Claim, Book]]:
    """Claims that give this phrase's value in this slot."""
    out = []
    for book in slot.books:
        for claim in claims_on(metric, book):
            if claim.aspect == "value" and _fits(claim, slot, book) and _money_as(metric, claim):
                out.append((claim, book))
    return out


def _money_as(metric: Metric, claim: Claim) -> bool:
    concept = concept_of(metric.key or bare(metric.phrase))
    counts = concept is not None and concept.count
    unit = claim.fact.amount.unit
    if counts:
        return concept is not None and claim.fact.unit in (_HEADS if concept.count == "人" else (concept.count,))
    return unit is not None and unit.dimension == "money"


def _fits(claim: Claim, slot: Slot, book: Book) -> bool:
    """Is the claim about the slot's year and kind?"""
    year = claim.fact.year
    document = book.document
    if re.search(r"上年|去年", claim.subject):
        return False
    if (year or document.year) != slot.year:
        return False
    wanted = slot.kind or (document.kind if document.year == slot.year else None)
    return wanted is None or (claim.measure or claim.fact.kind or document.kind) == wanted


def changes_on(metric: Metric, book: Book, kind: Kind | None, quantity: Quantity | None = None) -> list[Claim]:
    """Claims of change against the year before, amounts and percentages.

    `quantity`: what the total is; a bare 收入 or 支出 of this amount is the total in any paragraph.
    """
    found = [c for c in claims_on(metric, book) if c.aspect in ("change", "percent")]
    if not found and quantity is not None:
        found = [c for c in book.claims if c.aspect in ("change", "percent") and _by_amount(c, metric, book, quantity)]
    found = [c for c in found if not against_budget(c)]
    return [c for c in found if c.base is None or not re.search("执行", c.base) or kind == "final"] or found


def _by_amount(claim: Claim, metric: Metric, book: Book, quantity: Quantity) -> bool:
    """2024年收入预算4236.82万元，比上年减少152.36万元: does its sentence give the subject this very amount?"""
    if metric.within or claim.core not in cores_of(metric) or not pattern("prose", "general").match(claim.core) or of_funds(claim):
        return False
    said = [c for c in book.claims if c.sentence is claim.sentence and c.core == claim.core and c.aspect == "value"]
    return any(same_amount(c.fact, quantity) for c in said)


def flat_on(metric: Metric, book: Book) -> Claim | None:
    """The claim of this phrase's value whose clause says that it is what it was the year before."""
    for claim in claims_on(metric, book):
        if claim.aspect != "value":
            continue
        after = claim.sentence.text.split(claim.fact.text, 1)[-1]
        clause = re.split("[；;。]", after)[0]
        named = re.search(r"^[^，。；]{0,6}[，,]?(?:与|同|和|较|比)(?:(?:19|20)\d\d年|上年|去年)[^，。；]{0,8}?(?:持平|一致|相同|没有变化|无变化)|^(?:万?元)?[，,]?同(?:上年|去年)$", clause)
        if named and "执行" not in named[0]:
            return claim
    return None


def of_amount(claim: Claim, book: Book, quantity: Quantity) -> bool:
    """Is the change said of this amount? Totals go by several names: where the paragraph gives its subject another value,
    it speaks of another total."""
    if not pattern("prose", "total").match(claim.core):
        return True
    told = [c for c in book.claims if c.passage.id == claim.passage.id and c.aspect == "value"]
    own = [c for c in told if c.core == claim.core] or [c for c in told if pattern("prose", "total").match(c.core)]
    return not own or any(same_amount(c.fact, quantity) for c in own)


def same_amount(said: Fact, quantity: Quantity) -> bool:
    """Does a sentence's figure give this amount, to its digits or cut off?"""
    unit = said.amount.unit
    if unit is None or not quantity.comparable:
        return False
    value = exact(quantity.expression) / Fraction(10) ** unit.power
    return abs(value - Fraction(said.amount.value)) < Fraction(1, 10**said.amount.decimals)


def zero_of(metric: Metric, slot: Slot, tables: Iterable[str]) -> Zero | None:
    """The sentence or the note that says there is none of it."""
    cores = cores_of(metric)
    kinds = tuple(tables)
    for book in slot.books:
        for word in _words(book, cores):
            if word.sentence is not None and word.passage is not None and _denies(word.plain, cores):
                s = word.sentence
                return Zero(book.document, None, s.text, s.page, s.bbox, s)
    for book in slot.books:
        for passage in book.disclosure.passages:
            headings = [bare(h) for h in passage.section[-2:]]
            if any(core in h for core in cores if len(core) > 3 for h in headings):
                for s in passage.sentences:
                    if re.search("(无|没有)(此|该|这)(项|类)(支出|预算|经费|资金|安排)", s.text):
                        return Zero(book.document, None, s.text, s.page, s.bbox, s)
    for book in slot.books:
        for table in book.disclosure.tables:
            if table.kind in kinds and table.note and re.search(_NOTHING + "|空表", table.note):
                box = table.note_bbox or table.bbox or (0.0, 0.0, 0.0, 0.0)
                return Zero(book.document, table, table.note, table.note_page or table.pages[0], box)
    return None


def none_of(metric: Metric, slot: Slot) -> Zero | None:
    """The sentence that says outright that there is none of it, where nothing else is said: 本部门无债务."""
    name = bare(metric.phrase)
    plain_denial = re.compile(
        f"(?:^|[，。；：、]|[^，。；、]{{0,14}}[局厅委院会室门位年我])(?:均|也|暂)?{_NOTHING}(?:此类|相关)?"
        f"{re.escape(name)}(?:支出|余额|资金|经费|项目|情况)?(?=$|[，。；])"
    )
    for word in _words(slot.books[0], (name,)) if len(name) > 1 and slot.books else ():
        if word.sentence is not None and plain_denial.search(word.plain):
            s = word.sentence
            return Zero(slot.books[0].document, None, s.text, s.page, s.bbox, s)
    return None


def _denies(text: str, cores: frozenset[str]) -> bool:
    for core in cores:
        named = re.escape(core)
        if re.search(rf"{_NOTHING}[^，。；]{{0,12}}{named}|{named}[^，。；\d]{{0,14}}(预算|支出|决算)?(为零|为0(?![.\d万元])|为0(\.0+)?(万?元)?$|{_NOTHING})", text):
            return True
    return False


def _words(book: Book, names: Iterable[str]) -> Iterator[Word]:
    wanted = tuple(names)
    for word in book.words:
        if any(name in word.plain for name in wanted):
            yield word


def mention_of(metric: Metric, slot: Slot) -> Mention | None:
    """The best place where the phrase is named in words and no figure of its own is given."""
    found = mentions_of(metric, slot)
    return found[0] if found else None


def mentions_of(metric: Metric, slot: Slot) -> list[Mention]:
    """Where the phrase is named in words: rows of words first, they have an amount."""
    phrase = bare(metric.whole) or metric.key or bare(metric.phrase)
    spoken = _spoken(phrase)
    if done := _done(phrase):
        inner = [x for t in terms_of(phrase) for a in t.aliases if (x := bare(a)) in done and len(x) > 2]
        spoken = tuple(dict.fromkeys((*spoken, *(inner if terms_of(phrase) else [done]))))
    if phrase.isascii():  # lawyers: what the language of the disclosures calls them in passing
        aliases = [bare(a) for t in terms_of(phrase) for a in t.aliases]
        spoken = tuple(dict.fromkeys((*spoken, *(a for a in aliases if len(a) > 1))))
    loose = _core(phrase) if not metric.known else ""
    found: list[tuple[int, Mention]] = []
    for book in slot.books:
        for word in book.words:
            score = _named(spoken, word.plain) or (_loosely(loose, word) if loose else 0)
            if score and not (word.passage is not None and _defines(word)):
                score += 40 if word.row is not None and word.row.facts else 0
                score += 5 if word.sentence is not None and word.passage is not None and len(word.passage.text) > len(word.text) else 0
                found.append((score, _mention(word, book)))
    return [mention for _, mention in sorted(found, key=lambda pair: -pair[0])]


def _done(phrase: str) -> str:
    """请会计师, 租车位: whom or what, without the verb before it; empty where too little is left to name anything."""
    rest = re.sub(pattern("prose", "doing"), "", phrase)
    return rest if rest != phrase and len(rest) > 2 else ""


def _core(phrase: str) -> str:
    """What a phrase is about, without the verb before it (修古桥, 拍宣传片); empty where it holds a term that is known."""
    if any(classified(x := phrase[a:b]) or any(x in map(bare, t.names) for t in terms_of(x)) for a in range(len(phrase)) for b in range(a + 3, len(phrase) + 1)):
        return ""
    return re.sub("(?<=..)(治理|防治|整治|管理|维护|建设|改造|保障|服务|活动|工作|项目)$", "", re.sub(pattern("prose", "doing"), "", phrase))


def _loosely(core: str, word: Word) -> int:
    """Does a clause that says what money is for hold all of this, in any order: 农膜回收, 回收农膜?"""
    told = pattern("prose", "purpose").search(word.text) or re.match(r"[\d一二三四五六七八九十(（]*[)）、.．]?[^，。]{2,20}[：:]", word.text)
    if len(core) < 2 or not (told or (word.row is not None and word.row.facts)):
        return 0
    pairs = [core[k : k + 2] for k in range(len(core) - 1)]
    for clause in re.split("[，。；;,]", word.text):
        text = bare(clause)
        if 5 * sum(c in text for c in core) >= 4 * len(core) and 2 * sum(p in text for p in pairs) >= len(pairs) + (len(core) < 3):
            return 12
    return 0


def _defines(word: Word) -> bool:
    return any("名词解释" in h for h in (word.passage.section if word.passage else ()))


def _spoken(phrase: str) -> tuple[str, ...]:
    """The phrase, its official names, and both without what any line of money is called."""
    out = dict.fromkeys(official(phrase))
    for name in tuple(out):
        for ending in ("专项经费", "工作经费", "经费", "费用", "支出", "资金", "费"):
            if name.endswith(ending) and len(name) - len(ending) >= 3:
                out.setdefault(name[: -len(ending)])
                break
    return tuple(out)


def _named(names: tuple[str, ...], text: str) -> int:
    """How well a text names one of these: whole, or all its pieces near each other (12345热线: 12345政务热线)."""
    for place, name in enumerate(names):
        if name in text:
            return 30 - place
    for pieces in _pieces(names):
        if all(p in text for p in pieces):
            places = [text.find(p) for p in pieces]
            if max(places) - min(places) < 24:
                return 15
        if pieces[0].isdigit() and len(pieces[0]) > 3 and pieces[0] in text:
            return 8
    return 0


@lru_cache(maxsize=1024)
def _pieces(names: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Numbers, Latin letters and the rest of each name that has more than one of these."""
    apart = (tuple(p for p in re.findall(r"\d+|[a-z]+|[^\da-z]+", name) if len(p) > 1 or p.isdigit()) for name in names)
    return tuple(pieces for pieces in apart if len(pieces) > 1)


def _mention(word: Word, book: Book) -> Mention:
    document = book.document
    if word.sentence is not None:
        s = word.sentence
        return Mention(document, s.text, s.page, s.bbox, s, word.passage, None, None)
    assert word.row is not None and word.table is not None
    return Mention(document, word.text, word.row.page, word.row.bbox, None, None, word.row, word.table)
