"""What a sentence claims of its numbers, read of a text as of a disclosure, to be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.model import Document, Passage
from corpus.model import Sentence as Printed
from corpus.prose.number import numbers_of
from corpus.read.raw import Char
from index.normal import bare
from qa.check.numerals import Numeral
from qa.check.scope import Sentence
from qa.check.text import plain
from qa.evidence import claims as told

_NOWHERE = Char("", 0.0, 0.0, 0.0, 0.0, 0.0)
_PURCHASE = re.compile(r"(?:政府)?(?:采购)?(?P<what>货物|工程|服务)类?(?:采购)?(?:预算|支出)?")
_ENDING = re.compile(r"(?<=..)(?:支出|经费|费用|资金|总额|金额|总数|数量|人数|人员|人|小计|共计|共|数|(?<=费)收入)+$")
_BOTH_SIDES = ("收入", "支出", "收支", "收入支出")
"""With what is carried over, what comes in and what is spent are one amount."""
_NO_WORDS = re.compile(r"[\d个名人家所户辆座][^、，和与及]{0,12}[、，和与及]\s*$")
_NEUTRAL = re.compile("(?:下?辖|[内下]?设有?|对|共?有|拥有|现有|共|为|含|包括)?")
"""Before a number of things: what is counted stands behind it alone."""
_DATED = re.compile(r"^截?至?[\d年月]{0,10}?(?:\d{1,2}日|年?[底末])")
_ASIDE = re.compile("不含.{1,6}$|[（(][^（）()]*[)）]")
_VERB = re.compile(r"^(?:实有|发生|支出|使用|花费|共|总|累计|开展|安排|对|为|有|现有|本级|部门|单位)+(?=..)")
_COUNTED = re.compile(r"\s*(?P<noun>[一-鿿“]{2,12})")
_NO_NOUN = re.compile(r"^(?:左右|以上|以下|以内|之多|的|和|与|及|或|等|占|比|较|是|为|其中|增加|减少|持平|同比)")
_DATE = re.compile(r"(?P<year>(?:19|20)\d\d)\s*年\s*(?:(?P<month>\d{1,2})\s*月\s*(?:\d{1,2}\s*日|底|末)?|(?:年)?(?:底|末))")
_OPENED = re.compile("占|比|较|与|同比|增|减|下降|上升|提高|降低")
"""What comes before one of these is what a share or a change is of."""
_SHARE_OF = re.compile(r"占(?:了|到)?(?P<whole>[^占，,。；;\d]{0,24}?)(?:的|比重|比例|为|是|达到?|约|近)*$")
_LIMIT = re.compile(r"(?P<limit>\d+(?:\.\d+)?)\s*[万千]?元(?:[(（]含[)）])?以[上下]")
_BUDGET = re.compile("预算|计划")
_QUALIFIED = re.compile("其他|其它|非|除|扣|不含|不包|上年|去年|所属|下属")
_YEAR = re.compile(r"(?:19|20)\d\d")



@dataclass(frozen=True, slots=True)
class Stated:
    """A claim with the words right before its number, and those behind it up to the next stop."""

    claim: told.Claim
    before: str
    after: str


def read_as_printed(sentence: Sentence, found: Sequence[Numeral], document: Document) -> dict[int, Stated]:
    """The claims of a sentence of a text by the places of their numbers; names of bodies are left out of it, and
    Chinese numerals are read as digits."""
    kept, quote = _rewritten(sentence, found)
    document = replace(document, department="", year=None)
    part = [(letter, 1, _NOWHERE) for letter in quote]
    facts = tuple(numbers_of(part, quote, document, "said", ()))
    passage = Passage("said", 1, (0, 0, 0, 0), (), quote, (Printed(quote, 1, (0, 0, 0, 0), facts),))
    return {kept[at]: stated for at, stated in _placed(told.claims_of((passage,), document))}


def _rewritten(sentence: Sentence, found: Sequence[Numeral]) -> tuple[list[int], str]:
    """The sentence as it is read, and the place of each of its letters in the text."""
    gone = {k for m in sentence.bodies for k in range(m.start, m.end)}
    written = {n.start: n for n in found if n.unit is not None and not re.search(r"\d", sentence.text[n.start : n.end])}
    kept: list[int] = []
    letters: list[str] = []
    k = 0
    while k < len(sentence.text):
        numeral = written.get(k)
        said = f"{format(numeral.value, 'f')}{numeral.unit.name}" if numeral and numeral.unit else sentence.text[k]
        if k not in gone:
            kept += [k] * len(said)
            letters.append(said)
        k = numeral.end if numeral else k + 1
    return kept, "".join(letters)


def _placed(claims: Sequence[told.Claim]) -> Iterator[tuple[int, Stated]]:
    """Each claim with the place of its number in its sentence."""
    at, sentence = 0, None
    for claim in claims:
        at = at if claim.sentence is sentence else 0
        sentence = claim.sentence
        begin = sentence.text.find(claim.fact.text, at)
        if begin < 0:
            continue
        at = begin + len(claim.fact.text)
        unit = re.match(r"\s*(?:[万亿百千]*(?:元|人次|人|辆|户|名)|台[(（]套[)）]|批次|团组|%|％|个百分点|[一-鿿])?", sentence.text[at:])
        yield begin, Stated(claim, sentence.text[:begin], sentence.text[at + (unit.end() if unit else 0) :])


def stated_of(passages: Sequence[Passage], document: Document) -> tuple[Stated, ...]:
    """The claims of a disclosure's sentences."""
    return tuple(stated for _, stated in _placed(told.claims_of(passages, document)))


def of_one(said: Stated, stated: Stated) -> bool:
    """Do two claims say their numbers of one thing, in one respect?"""
    one, other = said.claim, stated.claim
    names = name_of(said), name_of(stated)
    if one.aspect != other.aspect or not names[0]:
        return False
    longer = min(map(len, names)) > 5 and _ends_with(*sorted(names, key=len, reverse=True))
    alike = names[0] == names[1] or longer or _of_receptions(said, *names) or _counted_alike(said, stated)
    if not alike or _limits(said) != _limits(stated):
        return False
    if not totals_agree(*(s.claim.subject if _TOTAL.search(s.claim.subject) else s.before for s in (said, stated))):
        return False
    if not _nouns_agree(said, stated) or not dates_agree(said.before, stated.before):
        return False
    if one.aspect == "share":
        return _wholes_agree(said, stated)
    return one.aspect not in ("change", "percent") or _bases_agree(one.base, other.base)


def name_of(said: Stated) -> str:
    """What a claim is of; with what is counted, where the words before the number are too few to tell it."""
    core = bare(said.claim.core or told.core_of(_OPENED.split(re.split(r"[，,；;。]", said.before)[-1])[0], ""))
    bought = _PURCHASE.fullmatch(core)
    if bought:
        return f"政府采购{bought['what']}"
    if core in _BOTH_SIDES:
        found = _TOTAL.search(said.claim.subject or said.before)
        return "收支" if found and found["grand"] else core
    name, noun = bared(core), _noun(said)
    if len(noun) > 2 and _NO_WORDS.search(said.before):
        return noun  # 68个教学班、3862名在校学生
    name = "车辆" if name in ("车", "有车", "公车") else name
    if _NEUTRAL.fullmatch(name) and len(noun) > 2:
        return noun  # 下辖11个行政村
    return name + noun if len(name) < 3 or said.claim.fact.unit in ("个", "项", "件", "名", "户", "家", "所") else name


def named_so(core: str) -> str:
    """The name of a thing that a phrase alone names."""
    bought = _PURCHASE.fullmatch(core)
    return f"政府采购{bought['what']}" if bought else bared(core)


def bared(core: str) -> str:
    bare_core = _YEAR.sub("", _DATED.sub("", _ASIDE.sub("", core))).lstrip("年度末")
    return _VERB.sub("", _ENDING.sub("", bare_core))


def _noun(said: Stated) -> str:
    """What is counted, as it stands behind the number: 11个行政村."""
    unit = said.claim.fact.amount.unit
    found = _COUNTED.match(said.after) if unit is not None and unit.dimension == "count" else None
    return "" if found is None or _NO_NOUN.match(found["noun"]) else found["noun"]


def _nouns_agree(said: Stated, stated: Stated) -> bool:
    one, other = _noun(said), _noun(stated)
    begins = one.startswith(other[:3]) or other.startswith(one[:3])  # true of none, too
    return begins or _counted_alike(said, stated)


_TOTAL = re.compile(r"(?P<grand>总计|总预算|总决算)|合计")


def totals_agree(said: str, printed: str) -> bool:
    """Are both of the total with what is carried over (总计), or neither?"""
    one, other = (_TOTAL.search(re.split(r"[，,；;。：:]", words)[-1]) for words in (said, printed))
    return one is None or other is None or bool(one["grand"]) == bool(other["grand"])


def dates_agree(said: str, printed: str) -> bool:
    """Are the words before two numbers as of one day, where both name one (截至2022年12月31日, 2022年末)?"""
    one, other = (list(_DATE.finditer(words)) for words in (said, printed))
    if not one or not other:
        return True
    months = [int(found[-1]["month"] or 12) for found in (one, other)]
    return one[-1]["year"] == other[-1]["year"] and months[0] == months[1]


def _of_receptions(said: Stated, one: str, other: str) -> bool:
    """Of batches and visits of guests, 接待 is 公务接待, and no 外事接待 where that is counted too."""
    unit = said.claim.fact.unit or ""
    shorter, longer = sorted((one, other), key=len)
    return unit in ("批次", "人次", "批") and len(shorter) > 1 and longer.endswith(shorter)


def _counted_alike(said: Stated, stated: Stated) -> bool:
    """Are the same things counted, which stand behind the number: 3个项目进行了绩效自评, 3个项目开展绩效自评?"""
    one, other = _noun(said), _noun(stated)
    if min(len(bared(bare(s.claim.core))) for s in (said, stated)) > 2 or one[:2] != other[:2]:
        return False
    pairs = [{noun[k : k + 2] for k in range(len(noun) - 1)} for noun in (one, other)]
    return min(map(len, pairs)) > 2 and 2 * len(pairs[0] & pairs[1]) >= min(map(len, pairs))


def _ends_with(longer: str, shorter: str) -> bool:
    """在乡复员退伍军人生活补助 is 复员退伍军人生活补助, 其他农业生态资源保护 is not 农业生态资源保护."""
    return longer.endswith(shorter) and not _QUALIFIED.search(longer.removesuffix(shorter))


def _limits(said: Stated) -> list[str]:
    """The limits that narrow a thing down (单价50万元以上)."""
    return [m["limit"] for m in _LIMIT.finditer(re.split(r"[，,；;。、]", said.before)[-1])]


def _wholes_agree(said: Stated, stated: Stated) -> bool:
    """Is the share of one whole, where both name it?"""
    one, other = (_SHARE_OF.search(s.before) for s in (said, stated))
    wholes = [bared(bare(plain(found["whole"]))) for found in (one, other) if found]
    if len(wholes) < 2 or not all(wholes):
        return len(wholes) == 2
    shorter, longer = sorted(wholes, key=len)
    return longer.endswith(shorter)


def _bases_agree(one: str | None, other: str | None) -> bool:
    """Is the change against the same: a budget of the year, or the year before?"""
    planned = [bool(_BUDGET.search(base or "")) and not re.search(r"上年|去年|\d{4}", base or "") for base in (one, other)]
    years = [_YEAR.findall(base or "") for base in (one, other)]
    return planned[0] == planned[1] and (not all(years) or years[0] == years[1])


def same_way(said: Stated, stated: Stated) -> bool:
    """Do both go up, or both down?"""
    return said.claim.aspect not in ("change", "percent") or said.claim.direction == stated.claim.direction
