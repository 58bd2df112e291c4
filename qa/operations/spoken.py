"""Numbers that only prose and forms give: counts, scores, targets, indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from corpus.model import Kind
from index.normal import bare
from qa.answer import Status
from qa.arithmetic import Cell, Share, exact
from qa.data.load import pattern
from qa.evidence.around import before, behind, bracketed, clause_of, counted
from qa.evidence.book import Book
from qa.evidence.claims import Claim
from qa.lexicon import concept_of
from qa.operations.ask import Ask, Item
from qa.operations.asked import content_of
from qa.operations.goals import goals
from qa.operations.indicators import indicator, listed, problem, say_indicator
from qa.operations.lookup import lookup, single
from qa.operations.lookup import table as several
from qa.operations.pieces import bought, is_bought, money_beside, pieces_of, two_counted
from qa.operations.refuse import nearest, not_disclosed, refuse
from qa.operations.staff import called, everybody
from qa.plan import Metric
from qa.resolve.found import Found

_VISITS = ("批次", "批", "次", "团组")
"""What is counted with its people beside it: 接待12批次、98人次."""
_UNITS = (
    ("得分|分数|几分|多少分|评分", ("分",)),
    ("车辆?(现在|目前|一共|总共|现|共)?有(多少|几)(?!钱|元|万|经费|费用)|"
     "(多少|几)[台部][^，。？]{0,6}车|多少辆|几辆|多少台车|多少车|几台车|公车|公务车|用车|车辆|vehicle|cars?", ("辆",)), ("人次", ("人次", "人")),
    ("(接待|来访|来宾)[^，。？]{0,4}(多少|几)次", _VISITS), ("(花|用|支)了?(多少|几)(?![人名批辆家个台次])", ("万元", "元", "亿元")),
    ("(接待|来访|来宾)[^，。？]{0,4}多少(个)?人", ("人次", "人")),
    ("(多少|几)(个|名|位)?[^，。？钱元]{0,6}(人员|职工|干部|干警|民警|辅警|警察|法官|检察官|教师|老师|医生|护士|代表|委员|公务员|"
     "在职|在编|退休|离休)", ("人", "名", "位", "个")),
    ("多少人|几人|几个人|人数|编制|多少名|几名|多少位|几位", ("人", "名", "位", "个")),
    ("多少[^，。？钱元]{0,6}户", ("户",)), ("多少[^，。？钱元]{0,6}(群众|党员|居民|学生|儿童|老人|妇女|职工)", ("人", "名", "人次")),
    ("车[^，。？]{0,3}(多少|几)[台部]", ("辆",)),
    ("多少台|几台|设备", ("台（套）", "台", "套")), ("多少家|几家", ("家", "个")), ("多少批|几批|批次|(多少|几)拨", _VISITS),
    ("多少次|几次", ("次", "人次")), ("百分之|率|比例|满意度", ("%",)), ("多少钱|资金|金额|多少万|经费", ("万元", "元", "亿元")),
    *((f"(多少|几){unit}", (unit,)) for unit in ("张", "户", "所", "件", "场", "亩", "公里", "座", "册", "起", "吨", "艘", "架")),
    ("多少个|几个|多少项|几项|项目数|数量|how many", ("个", "项", "家", "辆", "人", "次", "台（套）")),
)


_UNITS_OF_THINGS = re.compile("(多少|几)(辆|人|名|位|台|家|次|批|件|张|户|所|场|亩|座)|how many")
_MONEY = ("万元", "元", "亿元", "%")


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
        told = goals(ask, body, year)
        if told is not None:
            return told
        if listed(ask, body, year):
            return "answered"
        hit = indicator(ask, body, year)
        if hit is not None:
            say_indicator(ask, body, year, hit)
            return "answered"
    status = _answer(ask, fallback=True)
    return "answered" if status == "partial" and _PROBLEM.search(ask.plan.topic) and problem(ask) else status


def _heads(ask: Ask) -> Status | None:
    """A count that disclosures usually give, by the name people use: 编制, 在职, 退休."""
    content = content_of(ask.plan.topic)
    content = "车辆" if _is_cars(content) else content
    if ask.plan.metrics and ask.language == "en":
        content = ask.plan.metrics[0].key or bare(ask.plan.metrics[0].phrase)
    alone = "人" in _units(ask.plan.topic) and len(pieces_of(ask.plan.topic)) < 2
    if alone and (named := called(content, ask)) is not None:
        told = ask.t("count", item=before(named) or named.subject, amount=ask.draft.printed(named.fact), after="")
        place = ask.place_of(ask.bodies[0], ask.years(ask.bodies[0])[0], named.fact.kind)
        ask.say("count_quoted", place=place, quote=told.strip())
        return "answered"
    forms = (content, content + "人数", content + "数")
    concept = next((c for form in forms if (c := concept_of(form)) is not None and c.count), None)
    if concept is None or (ask.language == "zh" and concept.count not in _units(ask.plan.topic)):
        return None
    for metric in (Metric(phrase=concept.name), *(Metric(phrase=content + end) for end in ("人数", "数"))):
        items = [ask.find(metric, body, year, ask.kinds(body)[0]) for body in ask.bodies for year in ask.years(body)]
        if all(i.quantity is not None for i in items):
            break
    else:
        return None
    return single(ask, items[0]) if len(items) == 1 else several(ask, items)


def _answer(ask: Ask, fallback: bool) -> Status:
    content = content_of(ask.plan.topic)
    heads = None if _is_cars(content) else everybody(ask, content) or _heads(ask)
    if heads is not None:
        return heads
    if (shared := share_of_counts(ask)) is not None:
        return shared
    status: Status | None = None
    for body in ask.bodies:
        for year in ask.years(body):
            documents = body.of(year, ask.kinds(body)[0], ask.plan.level)
            books = [ask.library.book(d) for d in documents]
            found: list[Hit | None] = []
            pieces = pieces_of(ask.plan.topic)
            paid = money_beside(ask, body, year, pieces)
            for piece in (p for p in pieces if p not in paid):
                last = found[-1] if found else None
                again = _beside(piece, last) if not _MARKING.sub("", content_of(piece)) else None
                kind = _kind_meant(ask.plan.topic)
                if (cars := bought(piece, books)) is not None:
                    found.append(Hit(1.0, *cars))
                    continue
                found.append(again or _best(piece, books, kind) or _above(piece, books, kind) or _beside(piece, last))
            hits = [h for h in found if h is not None]
            if hits:
                quote = ask.joined((_told(ask, hit) for hit in hits), "；")
                ask.say("count_quoted", place=ask.place_of(body, year, hits[0].book.document.kind), quote=quote)
                status = "answered" if len(hits) == len(found) and status in (None, "answered") else "partial"
    if status is None:
        status = _heads(ask)
    if status is None and (target := indicator(ask, ask.bodies[0], ask.years(ask.bodies[0])[0])) is not None:
        say_indicator(ask, ask.bodies[0], ask.years(ask.bodies[0])[0], target)
        status = "answered"
    if status is not None:
        return status
    if not fallback and ask.plan.metrics and not _UNITS_OF_THINGS.search(ask.plan.topic):
        return lookup(ask)
    if (told := _paid(ask)) is not None:
        return told
    body = ask.bodies[0]
    unknown = Metric(phrase=content_of(ask.plan.topic) or ask.plan.topic, known=False)
    unknown = Metric(phrase="车辆") if _is_cars(content) else unknown
    item = ask.find(ask.plan.metrics[0] if ask.plan.metrics else unknown, body, ask.years(body)[0], None)
    held = body.of(item.year, item.kind, ask.plan.level)
    if ask.plan.operation == "count" and item.found.judgement != "mentioned" and held:
        return _no_count(ask, item)
    if item.quantity is None:
        return refuse(ask, item)
    return not_disclosed(ask, replace(item, found=Found("absent", reason="item"), metric=unknown))


def share_of_counts(ask: Ask) -> Status | None:
    """执法执勤用车占全部车辆多少: one number of things in percent of another, where both are told."""
    two = two_counted(ask.plan.topic)
    body = ask.bodies[0]
    year = ask.years(body)[0]
    books = [ask.library.book(d) for d in body.of(year, ask.kinds(body)[0], ask.plan.level)]
    hits = [_best(piece, books, "final") for piece in two or ()]
    if len(hits) != 2 or hits[0] is None or hits[1] is None or hits[0].claim.fact.unit != hits[1].claim.fact.unit:
        return None
    part, whole = (Cell(hit.claim.fact) for hit in hits if hit is not None)
    if not exact(whole) or exact(part) > exact(whole):
        return None
    share = Share(part, whole)
    names = [ask.t("item", label=before(hit.claim) or hit.claim.subject) for hit in hits if hit is not None]
    place = ask.place_of(body, year, hits[0].book.document.kind)
    ask.say("share", place=place, part=names[0], a=ask.draft.printed(part.fact), whole=names[1],
            b=ask.draft.printed(whole.fact), percent=ask.draft.computed(share, 2))
    ask.say("computed", expression=ask.draft.working(share))
    return "answered"


def _paid(ask: Ask) -> Status | None:
    """出国几次，花了多少: where the number of times is not told, what was paid is."""
    pieces = pieces_of(ask.plan.topic)
    money = [p for p in pieces if _PAID.search(p) and not _UNITS_OF_THINGS.search(p)]
    body = ask.bodies[0]
    if not ask.plan.metrics or len(pieces) < 2 or not money:
        return None
    if ask.find(ask.metrics[0], body, ask.years(body)[0], None).quantity is None:
        return None
    status = lookup(ask)
    ask.say("part_missing", list="、".join(p.strip() for p in pieces if p not in money))
    return "partial" if status == "answered" else status


_PAID = re.compile("(花|用|支出|付)[了掉]?(多少|几)|多少钱|多少经费|多少万|how much|cost")


def _other_year(ask: Ask, year: int) -> int | None:
    """The newest other year whose disclosure tells the number."""
    body = ask.bodies[0]
    pieces, meant = pieces_of(ask.plan.topic), _kind_meant(ask.plan.topic)
    for other in sorted(set(body.years) - {year}, reverse=True):
        books = [ask.library.book(d) for d in body.of(other, None, ask.plan.level)]
        if all(_best(piece, books, meant) is not None for piece in pieces):
            return other
    return None


def _no_count(ask: Ask, item: Item) -> Status:
    """The number is not told; what is paid for the thing, or is named like it, is offered."""
    concept = concept_of(item.metric.key or bare(item.metric.phrase))
    counted_thing = concept is not None and bool(concept.count)
    what = concept.name if concept is not None and (counted_thing and ask.language == "en") else ask.plan.topic.strip("?？。 ")
    ask.say("no_count", place=ask.place(item), what=what)
    if (year := _other_year(ask, item.year)) is not None:
        ask.say("count_other", year=year)
        dated = re.sub(r"(19|20)\d\d", str(year), ask.question)
        ask.suggest([dated if ask.plan.years else f"{item.body.name}{year}年{ask.plan.topic.strip()}"])
    near = [] if counted_thing else nearest(ask, item)
    if near:
        ask.say("nearest", list="、".join(near))
        ask.suggest(ask.t("ask_item", dept=item.body.name, year=item.year, item=n) for n in near[:3])
    return "not_disclosed"


def _told(ask: Ask, hit: Hit) -> str:
    """One number with what it is of; its whole clause, where that has other numbers in its name."""
    claim = hit.claim
    if clause := clause_of(claim):
        return ask.draft.quote(claim.sentence, clause, hit.book.document, claim.passage.section, [claim.fact])
    things = claim.fact.unit not in _MONEY
    content = content_of(ask.plan.topic)
    named = not things or _is_cars(content) or _covered_by(content, claim)
    label = before(claim) or claim.subject or ask.plan.topic if named else ""
    after = behind(claim) if things else ""
    return ask.t("count", item=label, amount=ask.draft.printed(claim.fact), after=after).strip()


_CARS = re.compile(
    "(does|do|have|has|any|are|is|there|howmany|official|its|own|the)*(vehicles?|cars?)(does|do|have|has|own)*"
)


def _is_cars(content: str) -> bool:
    english = bool(_CARS.fullmatch(content))
    return english or bool(content) and "车" in content and set(content) <= set("公务用车家汽的辆台小轿保有量没无")


def _units(piece: str) -> tuple[str, ...]:
    return next((units for found, units in _UNITS if re.search(found, piece)), ())


def _best(piece: str, books: list[Book], wanted: Kind) -> Hit | None:
    """The claim that covers what is asked: unit, subject, and the rest by its sentence or headings."""
    units, content = _units(piece), content_of(piece)
    if "辆" in units and _is_cars(content):
        content = "车辆"
    if not content:
        return None
    hits = []
    moved = bool(_MOVED.search(piece))
    content = _MOVED.sub("", content) or content if moved else content
    content = "车辆" if moved and "辆" in units and _is_cars(content) else content
    for book in books:
        for claim in book.claims:
            other = not (claim.fact.unit in units or _groups(claim, units)) if units else claim.fact.unit == "分"
            people = units[:1] == ("人",) and claim.fact.unit in ("个", "位")
            if people and not pattern("prose", "staff").search(bare(claim.subject + counted(claim))):
                continue  # 3个单位 are no people
            changed = claim.aspect == "change" or bool(_CHANGED.search(before(claim)))
            if other or changed != moved:
                continue
            score = _mark(content, claim) if claim.fact.unit == "分" else _score(content, claim)
            if score > 0:
                spent = claim.measure == "final" and re.search("执行|实际", piece)
                score -= 0.25 if _apart(content, claim) or is_bought(claim) else 0  # 更新执法执勤用车6辆 are not those there are
                score += (0.05 if book.document.kind == wanted else 0) + (0.1 if spent else 0)
                hits.append(Hit(score, claim, book))
    best = max(hits, key=lambda h: h.score, default=None)
    return best if best is not None and best.score >= (0.6 if units else 0.75) else None


def _groups(claim: Claim, units: tuple[str, ...]) -> bool:
    """Is it a number of parties of visitors, counted as 个: 国内来访团组31个?"""
    return units == _VISITS and claim.fact.unit == "个" and "团组" in claim.subject


def _apart(content: str, claim: Claim) -> bool:
    """Is it told of a part only, in brackets (其中外事接待0批次), that the question does not name?"""
    return bracketed(claim) and not any(c in content for c in re.sub("[共有次数为]|其中", "", bare(before(claim)))[:2])


_SIZE = re.compile(r"(单价|单台|单件)?(价值)?(在)?(?P<n>\d+)万(元)?([(（]含[)）])?及?以上的?")


def _above(piece: str, books: list[Book], wanted: Kind) -> Hit | None:
    """单价100万元以上设备几台: of things above a price, those whose sentence gives that price."""
    size = _SIZE.search(piece)
    if size is None:
        return None
    hit = _best(piece[: size.start()] + piece[size.end() :], books, wanted)
    return hit if hit is not None and re.search(rf"(?<!\d){size['n']}\s*万", hit.claim.sentence.text) else None


def _kind_meant(topic: str) -> Kind:
    """Results are told with the final accounts, targets with the budget."""
    return "final" if re.search("自评|评价|得分|完成|结果|实际", topic) else "budget"


def _beside(piece: str, last: Hit | None) -> Hit | None:
    """资金多少 after a count: the amount that the same sentence gives next."""
    units = _units(piece)
    if last is None or not units or len(_MARKING.sub("", content_of(piece))) > 2:
        return None
    visited = last.claim.fact.unit in _VISITS or _groups(last.claim, _VISITS)
    units += ("人次",) if visited and "人" in units else ()
    told = [c for c in last.book.claims if c.sentence is last.claim.sentence]
    after = [c for c in told[told.index(last.claim) + 1 :] if c.fact.unit in units and c.aspect == "value"]
    return Hit(1.0, after[0], last.book) if after else None


_PROBLEM = re.compile("什么问题|哪些问题|何问题|什么不足|哪些不足")
_MOVED = re.compile(r"(比|较)(上年|去年|(19|20)\d\d年)度?[^，。？]{0,4}(增加?|减少?|多|少|添|新增)了?(多少|几)?[辆个人名台次]?")
_CHANGED = re.compile("(增加|减少|压减|压缩|增长|下降|核减|调减|追加|节约)了?$")
_MARKING = re.compile("绩效|自评|评价|得了?分|评分|分数|平均|项目|分$")


def _mark(content: str, claim: Claim) -> float:
    """How well a mark fits: what is marked stands before it, since the last mark; the mean, where nothing is named."""
    named = _MARKING.sub("", content)
    before_it = re.split(r"[；;。]|分[，,]", claim.sentence.text.split(f"{claim.fact.text}{claim.fact.unit}", 1)[0])[-1]
    if not named or named == "整体支出":
        return 1.0 if re.search("平均|整体", before_it) else 0.65 if not named else 0.0
    return 0.6 + 0.4 * sum(c in before_it for c in named) / len(named) if named[:4] in bare(before_it) else 0.0


def _score(content: str, claim: Claim) -> float:
    """How much of the content the claim's subject says, or, of a number of things, the words behind it too; in a
    list that names its things behind their numbers (13个行政村、2个社区) only those."""
    if claim.fact.unit not in _MONEY and counted(claim) and not before(claim):
        return _covered(content, counted(claim), claim)
    own = _covered(content, claim.subject, claim)
    return own if own or claim.fact.unit in _MONEY else _covered(content, claim.subject + counted(claim), claim)


def _covered_by(content: str, claim: Claim) -> bool:
    """Does what stands before a number name any of what is counted? 测算标准：268名代表 does not."""
    if any(c in counted(claim) for c in content):
        return bool(before(claim))
    return any(c in claim.subject for c in content)


def _covered(content: str, subject: str, claim: Claim) -> float:
    """How much of the content a subject says, helped by the sentence and the headings for the rest."""
    around = bare(claim.sentence.text) + bare("".join(claim.passage.section))
    own = sum(c in subject for c in content) / len(content)
    rest = sum(c in around for c in content) / len(content)
    if own < 0.4 or rest < 0.8 or (own < 0.7 and rest < 1):
        return 0
    extra = sum(c not in content for c in subject) / max(1, len(subject))
    return 0.6 * own + 0.4 * rest - 0.15 * extra + (0.2 if content in subject else 0)
