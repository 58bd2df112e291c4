"""Which operation a question asks for."""

from __future__ import annotations

import re
from functools import lru_cache

from index.normal import bare
from qa.data.load import read
from qa.lexicon import whole_of
from qa.plan import Operation
from qa.planner.filters import confirms, filters_of, limits
from qa.planner.reader import Spoken

MEANING = re.compile(r"什么意思|含义|定义|指什么|指的是|解释|意思|mean")
_TOGETHER = re.compile(r"合计|一共|总共|共计|加起来|加在一起|总和|之和|合起来|altogether|in total|together")
_LINES = re.compile("(几|多少)(个|类|款|项|种)[^，。]{0,6}(科目|大类|类级|款级|项级|明细)|科目(一共|总共|共)?有(几|多少)个")
_HEADS = re.compile(
    "(?:有|共有|一共有)(多少|几)(个|名|位|张|户)?[一-鿿]{0,5}(老师|教师|教职工|职工|员工|医生|护士|工作人员|人员|干部|干警|民警|辅警|警察|法官|检察官|公务员|志愿者|代表|委员"
    "|床位|学生|患者|病人)(?!的?(钱|经费|支出|工资))|(人员|职工|人数|干部)(一共|总共|共)?(有多少|多少|有几个|几个)(?!钱|元|万|经费|支出|费)(?!.{0,3}(钱|经费|支出|元))"
)
_CARS_HELD = re.compile("车辆?(现在|目前|一共|总共|现|共)?有(多少|几)(?!钱|元|万|经费|费用)")
_WHICH = re.compile(
    r"(来自|在于|体现在|集中在)哪|哪(些|几|个|项|类|一)[^，。？]{0,8}(科目|项目|支出|部门|单位|局|费用?|项|类|经费|家)?[^，。？]{0,4}(增|减|涨|降|升|多了|少了|压缩)"
    r"|which"
)
_PROJECTS_EACH = re.compile(
    "(几|多少)个?项目(?!支出)[^。？?]*(各|分别|每个|都是|都叫|哪)|项目(?!支出)[^，。？?]{0,6}(几|多少)个[^。？?]*(各|分别|每个|哪)"
)
"""有几个项目，分别多少钱: the projects themselves, and how many."""
_WHOSE_MOST = re.compile("(几|各|[两三四五六七八九十])个?(部门|单位|家|局)[^，。？?]*(谁|哪)[^，。？?]*(最|更)")
"""几个部门里谁的…最高 counts nothing."""
_MEASURED = re.compile("率|超|吗|没有|是否|情况|最|咋样|如何|怎样|怎么样|did |was |were |has |stay")
_BELOW_NAMED = re.compile("(下属|所属|直属|下级|二级)的?(预算)?(事业)?单位[^，。？?]{0,4}(叫什么|叫啥|名字|名称)")
"""二级单位叫什么名字 asks for the names that stand with their number."""
_BELOW = re.compile("下面有$|下边有$")
"""下面有多少处卫生院 counts, and lists nothing."""
_EQUALS = re.compile("等于(多少|几)")
"""甲加乙等于多少 asks for the sum and not whether two things agree."""
OF_WHAT = re.compile("(?<!不)(是|为|相当于|等于)(?:[^，,。；？?比较]|(?<=里面)[，,])+的(百分之|百分比|几成)")
"""甲是乙的百分之几 asks for a share without naming one."""
_RATIO = re.compile("的比(值|例关系|是多少|是几)?[？?]?$")
"""人员经费和公用经费的比: of one to the other."""
OF_BUDGET = re.compile(
    "预算[^，。？?]{0,14}[，,]?[^，。？?]{0,6}(用|花|支|执行|完成)(掉|了|完|出去|到)*(预算的?)?(百分之|几成|多大比例|多少比例)|(用|花|支)(掉|了|完)+(年初|全年"
    "|当年)?预算的?(百分之|几成|多大比例)|(花|用|支出|执行|完成)[了掉](年初|全年|当年|本年)?预算的?(百分|几成|多少)|预算(执行|完成)了?(百分|几成|多少)|(决算|实际|花[的了]"
    "|用[的了]|执行|支出数).{0,10}(占|是|为|相当于)(年初|全年|当年|本年|上年)?预算(数|额)?(的(?!多少倍|几倍)|多少|百分)"
)
_RESULT = re.compile("得分|评分|多少分(?!之)|得了几分|自评|满意度|合格率|达标率|办结率")
"""What performance is told in, also inside a longer name: 群众满意度, 绩效自评得分."""
_EACH_ONE = re.compile("(每|一)(个|名|人|户|位|生)[^，。？?]{0,12}(带动|帮扶|服务|培训|救助|补助|资助)了?多少")
"""一个困难学生一年资助多少 asks for a standard."""
_SERVED = re.compile("(带动|帮扶|服务|培训|救助|惠及|覆盖|慰问|资助|受益)了?多少(?!钱|元|万|资金|经费|亿)")
"""What is reached and not what is spent: 带动了多少贫困户."""
_DONE_AND_GREW = re.compile("(完成|实现)了?(多少|几)(?!成|个?百分)(?!.*预算).*(上年|去年|同比|增长|下降)")
"""完成多少，比上年涨多少: what came in and how it grew; no budget is spoken of."""
_SO_MANY_PEOPLE = re.compile("(多少|几)(个|名|位)?[^，。？?钱元费多几]{0,8}(患者|病人|残疾人|观众|游客|读者|旅客|参观者)(?!的?(钱|经费|补助|补贴|支出))")
"""要管理多少在册患者: people, and not what they cost."""
WHICH_YEAR = re.compile(r"哪一?个?年|which year")
OVER_LINES = re.compile("哪(一?[项个类]|些|几[项个]).{0,12}(决算|实际|执行数)[^，。？]{0,6}(比|超过?|大于|高于|多于)(年初)?预算")
UNDER_LINES = re.compile(
    "哪(一?[项个类款]|些|几[项个]).{0,8}(没有?(花|用|执行|支出)(完|掉|出去)|未(花|用|执行|支出)完|没花|没用)|哪(一?[项个类款]|些|几[项个]).{0,12}(决算|实际"
    "|执行数?)[^，。]{0,6}(低于|少于|小于|不足|没(有)?达到)(年初)?预算"
)
"""哪些科目没花完: of which lines less was spent than their budget."""
EVERY_BODY = re.compile(
    r"(?:[两三四五六七八九十\d]+|几|各|所有|全部|这些|每)个?(?:部门|单位|机关|机构|家|局|厅|委)(?!级)"
    r"|哪[个家些几]?(?:部门|单位|局|家)|(?:all|each|every|which|of the|among the|across the) (?:department|bod|unit)"
)
"""三个部门, 各局, 哪个部门: of all departments."""
AGAINST_LAST = re.compile("最(多|高|大|贵)[^。？?]{0,14}(比|和|跟|与|同|较)最(少|低|小|便宜)|最(少|低|小)[^。？?]{0,14}(比|和|跟|与|同|较)最(多|高|大)")
"""最多的比最少的多多少: how far apart the first and the last are."""
QUANTITY = re.compile(r"多少|几|how much|how many|金额|数额|百分之")


def operation_of(said: Spoken) -> Operation:
    """Which operation the words ask for; the most telling words first."""
    years, departments = said.linked.years, said.bodies
    if _BELOW_NAMED.search(said.text):
        return "count"
    numbers = len(said.phrases)
    if said.has("compound"):
        return "trend"
    if said.has("movers"):
        return "movers"
    if _moves(said):
        return "movers"
    if AGAINST_LAST.search(said.text):
        return "rank"
    if said.has("times") or (numbers == 2 and _RATIO.search(said.text)):
        return "ratio"
    if said.has("performance") and said.has("define") and not MEANING.search(said.text):
        return "performance"
    against = said.than is not None or said.has("last_year")
    counted = limits(said.text) or QUANTITY.search(said.text)
    if said.has("define") and not counted and not said.has("growth", "fall", "than", "most", "least", "rank", "list"):
        return "define"
    if said.has("explain", "purpose"):
        return "explain"
    if said.has("check") and not _EQUALS.search(said.text) and not said.has("amount") and not limits(said.text):
        return "check"
    if said.has("performance") or _RESULT.search(said.text):
        return "performance"
    changed = said.has("growth", "fall") or said.has("more", "less") and against
    if _DONE_AND_GREW.search(said.text) and numbers < 2 and changed:
        return "growth"
    if any(re.search("%|成", said.text[a:b]) for a, b in limits(said.text)):
        return "share" if said.has("share") and confirms(said.text) and not said.has("who", "list") else "list"
    numbered = limits(said.text) and re.search("科目|项目|支出|经费|费用", said.text)
    if said.has("count") and (numbered or _LINES.search(said.text)):
        return "list"
    if said.has("course_up", "course_down") and not said.has("explain", "share"):
        return "trend"
    of_bodies = EVERY_BODY.search(said.text)
    if said.has("share") and numbers < 2 and not said.has("used_on") and _ordered(said) and not of_bodies:
        return "list"
    if _counted(said) or _counts(said):
        return "count"
    if _nouns().search(said.text) and not said.has("average", "than"):
        return "count"
    served = _SERVED.search(said.text) and not _EACH_ONE.search(said.text)
    if _SO_MANY_PEOPLE.search(said.text) or _HEADS.search(said.text) or _CARS_HELD.search(said.text) or served:
        return "count"
    if _PROJECTS_EACH.search(said.text) and numbers < 2:
        return "list"
    listed = any(t.has("list") and not _BELOW.match(t.text) for t in said.tokens)
    if said.has("count") and not (listed and numbers) and not _WHOSE_MOST.search(said.text):
        return "count"
    measured = said.has("percent", "share") or QUANTITY.search(said.text) or _MEASURED.search(said.text)
    carried_out = (said.has("execution") or OF_BUDGET.search(said.text)) and measured
    if OVER_LINES.search(said.text) or UNDER_LINES.search(said.text) or carried_out:
        return "share"
    two = against or len(years) > 1
    parted = said.has("more", "less") and against and re.search("几成|百分之", said.text)  # 比2019年少了几成
    shared = re.search("占|比重|share|proportion", said.text)
    moved = (said.has("growth", "fall") or parted) and two and numbers < 2 and not shared
    if moved and said.has("share"):
        return "trend" if len(years) > 2 else "growth"  # 较上年增减金额和比例: of the change
    if said.has("share", "used_on") and (said.has("share") or said.has("percent")):
        return "share"
    if OF_WHAT.search(said.text) and (numbers == 2 or (numbers == 1 and len(years) + len(departments) > 2)):
        return "share" if numbers == 2 else "ratio"
    if said.minus is not None or said.has("unspent"):
        return "difference"
    if said.has("trend"):
        return "trend"
    if said.has("average") and not said.has("performance"):
        return "average"
    operation = _comparing(said, len(years), len(departments), numbers)
    moves = said.has("growth", "fall", "more", "less", "than")
    if operation == "lookup" and said.has("percent") and numbers == 1 and not moves:
        metric = said.phrases[0].metric
        if whole_of(metric.key or bare(metric.phrase)) is not None:  # 中小企业拿到百分之几: of what it is a part of
            return "share"
    return operation


@lru_cache
def _nouns() -> re.Pattern[str]:
    """受理了多少案件: things that are counted, named right behind the word that asks, and not what is paid for them."""
    nouns = "|".join(map(re.escape, sorted(read("counted")["nouns"], key=len, reverse=True)))
    return re.compile(f"(?:多少|几)(?:个|名|位|件|起)?[^，。？?钱元费款金补]{{0,3}}?(?:{nouns})(?!的?(?:[^，。？?]{{0,4}}(?:费|钱|经费|资金|支出)))")


def _ordered(said: Spoken) -> bool:
    """花钱最多的三类，各占多少: of the lines of a thing, and not of the thing."""
    return said.has("most", "least", "list") or filters_of(said.text, False, False, (), None).top is not None


def _counted(said: Spoken) -> bool:
    """有公务车吗 asks for vehicles, and not for what is spent on them."""
    return len(said.phrases) == 1 and bool(_ANY.search(said.text))


def _counts(said: Spoken) -> bool:
    """公务接待批次: a name that nothing bears and that ends in what is counted."""
    return any(not p.metric.known and _COUNT_NOUN.search(p.metric.phrase) for p in said.phrases)


_COUNT_NOUN = re.compile("(批次|人次|批数|次数|人数|团组数|辆数|台数|户数|个数|件数|数量|保有量)$")
_ANY = re.compile(
    "有[^，。？?]{0,4}车辆?[吗么]|有(没有|无)[^，。？?费钱]{0,6}车辆?[？?]?$"
    r"|(does|do|did) .* (have|own) .*(vehicles?|cars?)\b|(is|are) there .*(vehicles?|cars?)\b"
)


def before_reason(said: Spoken) -> Operation | None:
    """是多少，为什么下降: what the clause before the reason asks for; None where it only names the thing."""
    place = next((t.start for t in said.tokens if t.has("explain", "purpose")), None)
    if place is None or not QUANTITY.search(said.text[:place]) or not re.search("[，,；;。？?、]", said.text[:place]):
        return None
    said_of = (len(said.linked.years), len(said.bodies), len(said.phrases))
    operation = "share" if said.has("execution") else _comparing(said, *said_of)
    return operation if operation in ("share", "lookup", "compare", "difference", "growth", "trend", "sum") else None


def _moves(said: Spoken) -> bool:
    """哪些科目减少了, 增幅最大的三个科目: which of the lines or departments moved, and not by how much one did."""
    ordered = filters_of(said.text, False, False, (), None)
    which = said.has("who", "most", "least") or bool(_WHICH.search(said.text)) or bool(ordered.top or ordered.place)
    other = said.has("explain", "share", "performance", "define")
    return which and said.has("growth", "fall") and not other and len(said.phrases) < 2


def _comparing(said: Spoken, years: int, departments: int, numbers: int) -> Operation:
    against = said.than is not None or said.has("last_year")
    pair = numbers > 1 or years > 1 or departments > 1 or len(set(said.linked.kinds)) > 1 or said.both_sides
    if said.has("more", "less") and WHICH_YEAR.search(said.text) and not against and numbers == 1:
        return "rank"
    if said.has("more", "less") and (against or pair):
        return "growth" if _over_years(said) else "difference"
    if said.has("growth", "fall"):
        return "trend" if years > 2 else "growth"
    placed = filters_of(said.text, False, False, (), None).place
    if said.has("most", "least", "rank", "position") or placed or (said.has("who") and departments > 1):
        return "rank"
    several = numbers > 1 or departments > 1 or years > 1
    if several and (said.has("sum", "plus") or _says_total(said) and not said.has("each")) and not _each_total(said):
        return "sum"
    confirmed = confirms(said.text) and numbers == 1 and not said.has("who", "list")
    if limits(said.text) and departments < 2 and not confirmed:
        return "list"
    if said.has("list") or any(r.startswith("level:") for r in said.roles):
        return "list"
    divided = said.has("each") and not re.search("每个?月|每天|每人|每年|每季", said.text) and not _counts_items(said)
    if divided and numbers == 1 and departments < 2 and years < 2 and len(set(said.linked.kinds)) < 2:
        return "list"
    departments = departments if departments or not EVERY_BODY.search(said.text) else 2
    if said.than is not None and (said.has("last_year") or years > 0) and numbers < 2 and departments < 2:
        return "growth"
    if said.than is not None and numbers == 2 and departments < 2 and years < 2:
        return "difference"
    if departments > 1 or years > 1:
        return "compare"
    return "lookup"


def _each_total(said: Spoken) -> bool:
    """各部门总计分别是多少: 总 belongs to each; 各多少，一共多少 asks for both."""
    return said.has("each") and not _TOGETHER.search(said.text)


def _counts_items(said: Spoken) -> bool:
    return said.has("unit")


def _says_total(said: Spoken) -> bool:
    """三公经费合计: the word for adding up is part of the name."""
    return any(re.search("合计|总和|总共|一共", t.text) for p in said.phrases for t in said.tokens[p.first : p.last + 1])


def _over_years(said: Spoken) -> bool:
    """Is it two years, and nothing else, that are compared?"""
    same = len(set(said.linked.kinds)) < 2 and len(said.bodies) < 2
    return said.has("last_year") or (len(said.linked.years) > 1 and same)
