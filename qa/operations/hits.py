"""Numbers of sentences that fit a question: of what it asks for, in a unit that it can be counted in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from corpus.model import Kind
from index.normal import bare
from qa.data.load import pattern, read
from qa.evidence.around import before, bracketed, clause_of, counted, is_bought
from qa.evidence.book import Book
from qa.evidence.claims import Claim
from qa.operations.asked import content_of

VISITS = ("批次", "批", "次", "团组")
"""What is counted with its people beside it: 接待12批次、98人次."""
MONEY = ("万元", "元", "亿元", "%")


@lru_cache
def _table() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """The words of a question to the units that its number may have, the first that fits."""
    data = read("counted")
    rows = [(u["asked"], tuple(u["units"])) for u in data["units"]]
    rows += [(f"(多少|几){unit}", (unit,)) for unit in data["own_units"]]
    rows.append((data["any"]["asked"], tuple(data["any"]["units"])))
    return tuple((re.compile(asked), units) for asked, units in rows)


def units_of(piece: str) -> tuple[str, ...]:
    """The units that the number asked for may have; none where the words do not say."""
    return next((units for found, units in _table() if found.search(piece)), ())


@lru_cache
def _spoken() -> tuple[re.Pattern[str], dict[str, str]]:
    said = {str(k): str(v) for k, v in read("counted")["spoken"].items()}
    # 事业编 is 事业编制, but not where that stands there already
    keys = (re.escape(k) + (f"(?!{re.escape(v[len(k):])})" if v.startswith(k) else "") for k, v in said.items())
    return re.compile("|".join(sorted(keys, key=len, reverse=True))), said


@lru_cache
def _edges() -> re.Pattern[str]:
    """Verbs at the ends of what is counted, which the sentence need not say: 管多少所幼儿园."""
    doing, inside = read("counted")["doing"], "|".join(read("counted")["inside"])
    return re.compile(f"^(?:{inside}|[{doing}])+(?=.)|(?<=..)[{doing}]+$")


def written(text: str) -> str:
    """A question in the words of disclosures: 受理了多少案子 as 受理了多少案件."""
    found, said = _spoken()
    return found.sub(lambda m: said[m[0]], text)


@dataclass(frozen=True)
class Hit:
    """A number of a sentence that fits a question, and how well."""

    score: float
    claim: Claim
    book: Book


_PAID = re.compile("钱|元|费|金|款|支出|收入|预算|决算|资产|补|[花用拨付]")
_ALL = re.compile("[总共]计?有?$|总[数计量]$")
_GRADING = re.compile("^(绩效)?(自评|评价)(结果)?(评?[上为]|评|结果)*(?=[优良中差]的?$)")
"""绩效自评评为良的有几个: of the mark, and not of what was marked."""
_CARS = re.compile(
    "(does|do|have|has|any|are|is|there|howmany|official|its|own|the)*(vehicles?|cars?)(does|do|have|has|own)*"
)


def is_cars(content: str) -> bool:
    english = bool(_CARS.fullmatch(content))
    return english or bool(content) and "车" in content and set(content) <= set("公务用车家汽的辆台保有量没无")


def hit_of(piece: str, books: Sequence[Book], wanted: Kind) -> Hit | None:
    """The number that a piece of a question asks for; of things above a price, one whose clause gives that price."""
    price, rest = above(piece)
    return best_hit(rest, books, wanted, re.compile(rf"(?<!\d){price}\s*万") if price else None)


def above(piece: str) -> tuple[str, str]:
    """The price in 万元 above which things are asked for, in digits, and the question without it; empty where none is.

    >>> above("单价百万以上的设备有几台")
    ('100', '设备有几台')
    """
    text = _WAN.sub(lambda m: f"{_HUNDREDS[m[1]]}万", piece)
    size = _SIZE.search(text)
    return (size["n"], text[: size.start()] + text[size.end() :]) if size else ("", piece)


def best_hit(piece: str, books: Sequence[Book], wanted: Kind, priced: re.Pattern[str] | None = None) -> Hit | None:
    """The claim that covers what is asked: unit, subject, and the rest by its sentence or headings; `priced`: what its
    clause must say besides."""
    units, content = units_of(piece), _edges().sub("", content_of(piece)) or content_of(piece)
    if "辆" in units and is_cars(content):
        content = "车辆"
    content = _GRADING.sub("", content) or content
    content = content or ("人口" if units[:1] == ("万人",) else "")
    if not content:
        return None
    hits = []
    moved, buying = bool(_MOVED.search(piece)), bool(_BUYING.search(piece))
    content = _MOVED.sub("", content) or content if moved else content
    content = "车辆" if moved and "辆" in units and is_cars(content) else content
    same, paid = read("counted")["same"].get(content, ()), bool(_PAID.search(piece))
    for book in books:
        for claim in book.claims:
            fits = claim.fact.unit in units or groups(claim, units) or _cars_as_sets(claim, units)
            other = claim.aspect == "limit" or (not fits if units else claim.fact.unit == "分")
            other = other or not units and not paid and claim.fact.unit in MONEY[:3]  # 编外人员有多少: no 人员经费
            people = units[:1] == ("人",) and claim.fact.unit in ("个", "位")
            if people and not pattern("prose", "staff").search(_SCOPE.sub("", bare(claim.subject + counted(claim)))):
                continue  # 3个单位 are no people
            changed = claim.aspect == "change" or bool(_CHANGED.search(before(claim)))
            if other or changed != moved or (priced and not priced.search(clause_of(claim))):
                continue
            marked = claim.fact.unit == "分"
            score = _mark(content, claim) if marked else 1.5 if claim.core in same else _score(content, claim)
            if score > 0:
                score += 0.1 if _ALL.search(before(claim) or claim.subject) else 0
                spent = claim.measure == "final" and re.search("执行|实际|[花用]了|花掉|支出了", piece)
                # 更新执法执勤用车6辆 are not those there are
                score -= 0.25 if _apart(content, claim) or is_bought(claim) else 0
                score -= 0.25 if claim.measure == "budget" and re.search("[花用]了|花掉|支出了|实际", piece) else 0
                score -= 0.25 if priced and buying != _to_buy(claim) else 0
                score += (0.05 if book.document.kind == wanted else 0) + (0.1 if spent else 0)
                hits.append(Hit(score, claim, book))
    best = max(hits, key=lambda h: h.score, default=None) or _only(content, units, books)
    return best if best is not None and best.score >= (0.6 if units else 0.75) else None


_MANY = frozenset(("人", "名", "位", "个", "家", "项", "次", "辆", "台", "套", "台（套）", "分", *MONEY))


def _only(content: str, units: tuple[str, ...], books: Sequence[Book]) -> Hit | None:
    """The one number in a unit that is rare (小时, 公里), where its sentence says most of what is asked."""
    if not units or _MANY & set(units):
        return None
    told = [(c, book) for book in books for c in book.claims if c.fact.unit in units and c.aspect == "value"]
    if len(told) != 1:
        return None
    around = bare(told[0][0].sentence.text) + bare("".join(told[0][0].passage.section))
    letters = _telling(content)
    return Hit(0.6, *told[0]) if sum(c in around for c in letters) >= 0.6 * len(letters) else None


def groups(claim: Claim, units: tuple[str, ...]) -> bool:
    """Is it a number of parties of visitors, counted as 个: 国内来访团组31个?"""
    return units == VISITS and claim.fact.unit == "个" and "团组" in claim.subject


def _cars_as_sets(claim: Claim, units: tuple[str, ...]) -> bool:
    """Is it a number of vehicles, counted as other equipment is: 车辆46台?"""
    return units == ("辆",) and claim.fact.unit == "台" and "车" in claim.core


def _apart(content: str, claim: Claim) -> bool:
    """Is it told of a part only, in brackets (其中外事接待0批次), that the question does not name?"""
    return bracketed(claim) and not any(c in content for c in re.sub("[共有次数为]|其中", "", bare(before(claim)))[:2])


_SIZE = re.compile(r"(单价|单台|单件|单位)?(价值)?(在)?(?P<n>\d+)万(元)?([(（]含[)）])?及?以上的?")
_HUNDREDS = {"五十": 50, "百": 100, "一百": 100, "两百": 200, "二百": 200}
_WAN = re.compile("(五十|一百|两百|二百|百)万")


_BUYING = re.compile("买|购|添|新增|更新")


def _to_buy(claim: Claim) -> bool:
    """Is it of what is to be bought, as what its paragraph says before it since the last full stop tells?"""
    text, sentence = claim.passage.text, claim.sentence.text
    at = text.find(sentence)
    told = text[: max(0, at)].split("。")[-1] + sentence.split(f"{claim.fact.text}{claim.fact.unit}")[0]
    return bool(re.search("购置|购买|新增|采购|更新", told.split("。")[-1]))


def beside(piece: str, last: Hit | None, topic: str) -> Hit | None:
    """资金多少 after a count: the amount that the sentence gives next, unless it names a thing that `topic` does not."""
    units = units_of(piece)
    if last is None or not units or len(MARKING.sub("", content_of(piece))) > 2:
        return None
    visited = last.claim.fact.unit in VISITS or groups(last.claim, VISITS)
    units += ("人次",) if visited and "人" in units else ()
    told = [c for c in last.book.claims if c.sentence is last.claim.sentence]
    after = [c for c in told[told.index(last.claim) + 1 :] if c.fact.unit in units and c.aspect == "value"]
    if not after:
        return None
    other = re.sub("|".join(read("counted")["beside"]), "", bare(before(after[0])))
    return Hit(1.0, after[0], last.book) if len(other) < 3 or set(other) & set(topic) else None


_MOVED = re.compile(
    r"(比|较)(上年|去年|(19|20)\d\d年)度?[^，。？]{0,4}(增加?|减少?|多|少|添|新增)了?(多少|几)?[辆个人名台次]?"
)
_CHANGED = re.compile("(增加|减少|压减|压缩|增长|下降|核减|调减|追加|节约)了?$")
MARKING = re.compile("绩效|自评|评价|得了?分|评分|分数|平均|项目|分$")


def _mark(content: str, claim: Claim) -> float:
    """How well a mark fits: what is marked stands before it, since the last mark; the mean, where nothing is named."""
    named = MARKING.sub("", content)
    before_it = re.split(r"[；;。]|分[，,]", claim.sentence.text.split(f"{claim.fact.text}{claim.fact.unit}", 1)[0])[-1]
    if not named or named == "整体支出":
        return 1.0 if re.search("平均|整体", before_it) else 0.65 if not named else 0.0
    return 0.6 + 0.4 * sum(c in before_it for c in named) / len(named) if named[:4] in bare(before_it) else 0.0


def _score(content: str, claim: Claim) -> float:
    """How much of the content the claim's subject says, or, of a number of things, the words behind it too; in a
    list that names its things behind their numbers (13个行政村、2个社区) only those."""
    listed = not before(claim) or before(claim)[-1] in "和与及"  # 2个下属事业单位和2个派出机构
    if claim.fact.unit not in MONEY and counted(claim) and listed:
        return _covered(content, counted(claim), claim)
    if claim.fact.unit not in MONEY and content in counted(claim) and 2 * len(content) > len(counted(claim)):
        return _covered(content, counted(claim), claim)
    own = _covered(content, claim.subject, claim)
    return own if own or claim.fact.unit in MONEY else _covered(content, claim.subject + counted(claim), claim)


def covered_by(content: str, claim: Claim) -> bool:
    """Does what stands before a number name any of what is counted? 测算标准：268名代表 does not."""
    if any(c in counted(claim) for c in content):
        return bool(before(claim))
    return any(c in claim.subject for c in content)


def _covered(content: str, subject: str, claim: Claim) -> float:
    """How much of the content a subject says, helped by the sentence and the headings for the rest."""
    around = bare(claim.sentence.text) + bare("".join(claim.passage.section))
    content, subject, around = (_below(text) for text in (content, subject, around))
    telling = _telling(content)
    own = sum(c in subject for c in telling) / len(telling)
    rest = sum(c in around for c in telling) / len(telling)
    if own < 0.4 or rest < 0.8 or (own < 0.7 and rest < 1):
        return 0
    extra = sum(c not in content for c in subject) / max(1, len(subject))
    whole = _below(claim.within)
    of_all = bool(whole) and all(c in whole for c in telling)
    part = 0.3 if of_all and len(subject) > len(content) else 0  # 单位20个，其中行政单位1个: of all
    return 0.6 * own + 0.4 * rest - 0.15 * extra + (0.2 if content in subject else 0) - part


def _telling(content: str) -> list[str]:
    """The letters of a question that name something."""
    return [c for c in content if c not in read("operations")["light"]] or list(content)


_SCOPE = re.compile("编制范围内?的?")
"""纳入部门决算编制范围的单位: these are drawn up, and no posts."""


def _below(text: str) -> str:
    """Units below a department are called by several words that mean one: 下属, 所属, 直属."""
    return re.sub("|".join(read("counted")["below"]), "下属", _SCOPE.sub("", text))
