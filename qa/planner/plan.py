"""A question, and what was asked before it, to one plan."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from corpus.data.load import functional
from corpus.tables.rowtree import is_body
from index.bodies import parse_body
from index.likely import likely, placed
from index.link import Linked, bodies_in, link
from index.normal import bare, normalise, sound
from qa.data.load import words
from qa.lexicon import concept_of, official, terms_of
from qa.library import Body, Library
from qa.plan import Metric, Plan
from qa.planner.carried import Parsed, carried
from qa.planner.endings import leaves_out, of_one_ending, shortens
from qa.planner.filters import COUNT, ENOUGH, amounts, fraction_asked, limits, unit_asked
from qa.planner.grammar import Reader
from qa.planner.spans import Fixed, tokens_of
from qa.planner.understood import Said, Understood

_COMMA = re.compile(r"(?<!\d),|,(?!\d{3}(?!\d))")
"""A comma that parts clauses, and not the thousands of a number."""
_SPAN = re.compile("(?<![第前后每十])([两二三四五六])年(?!级|内|期|以|后|前|一(?!共|起))")
"""三年: so many of the newest years."""
_WHOSE_CARS = re.compile("(谁|哪[个家](单位|部门|局)?)的?(公务|公)?(用)?车辆?(更|最)?(多|少)(?!少)")
"""谁的车多: the number of vehicles of each."""
_BOTH_KINDS = re.compile("(?:支出)?基本(和|与|、|及)项目(?:支出)?(?=分别|各|是多少|多少|[，,。？?]|$)")
"""基本和项目分别多少: the two kinds of spending, said short."""
_YEAR_END = re.compile(r"(?<=\d年)底")
"""2021年底债务余额: no part of the name."""
_ITSELF = re.compile("[局院厅委办处部会]?(机关|本级|本部)[里内]?部?")
"""公安局机关: the body itself, and no unit below it."""
_WHEN = re.compile(r"\s*((19|20)\d\d年?度?)?的?\s*")
_SINCE = re.compile(r"\d年?(以来|起|开始)|since \d{4}")
MOST_LABELS = 80
"""The labels of no more documents than this are read for understanding a question."""
MOST_LIKELY = 24
"""Where no department is named in a large corpus, those of so many documents that hold what it names."""


def parse(
    question: str, history: Sequence[str], library: Library, department: str | None = None, year: int | None = None,
    infer: Callable[[Parsed], tuple[Body, ...]] | None = None, understood: Understood | None = None,
) -> Parsed:
    """The plan of a question; earlier questions lend what it leaves out.

    `infer` says which department an earlier question without one came to be about. `understood` remembers the earlier
    questions, which come again with each that follows them; `infer` must then always be the same.
    """
    before: Parsed | None = None
    generation, understood = library.generation, understood or Understood()
    for number, earlier in enumerate(history, 1):
        said: Said = (generation, *history[:number])
        known = understood.get(said)
        if known is None:
            known = _one(earlier, before, library, None, None)
            if not known.bodies and infer is not None:
                known = replace(known, bodies=infer(known))
            understood.keep(said, known)
        before = known
    parsed = _one(question, before, library, department, year)
    if parsed.bodies and department is None and year is None:  # as it will be read when it is an earlier question
        understood.keep((generation, *history, question), parsed)
    return parsed


def _one(question: str, before: Parsed | None, library: Library, department: str | None, year: int | None) -> Parsed:
    text = _WHOSE_CARS.sub("各有多少辆车", _BOTH_KINDS.sub(r"基本支出\1项目支出", normalise(question).text))
    text = _YEAR_END.sub(" ", text)
    linked = link(_plainly(text), library.documents, department, year)
    if department is None and not linked.unknown and (not linked.departments or linked.places):
        near = placed(_plainly(text), bodies_in(library.documents))
        if near is not None and near.sure:
            return _meaning(text, (near.start, near.end), near.departments[0], before, library, year)
    bodies = _bodies(linked, library)
    scope = bodies or (before.bodies if before else ())
    documents = [d for body in scope for d in body.documents] or list(library.likely(text, MOST_LABELS, MOST_LIKELY))
    if len(documents) > MOST_LABELS:
        documents = [body.documents[-1] for body in scope][:MOST_LABELS]
    fixed = [Fixed("unknown_body" if s.role == "unknown" else s.role, s.start, s.end) for s in linked.spans]
    fixed += [Fixed("limit", *span) for span in limits(text)]
    fixed += [Fixed("amount", *span) for span in amounts(text)]
    if part := fraction_asked(text):
        fixed.append(Fixed("fraction", *part[1]))
    if shown := unit_asked(text):
        fixed.append(Fixed(f"unit:{shown[0]}", *shown[1]))
    fixed += [Fixed("beyond", *m.span()) for m in ENOUGH.finditer(text)]
    fixed += [Fixed("region", *span) for span in _regions(text, linked, bodies)]
    labels = library.labels(documents)
    tokens = tokens_of(text, fixed, labels)
    plan = Reader(text, tokens, linked, tuple(b.name for b in bodies)).plan()
    if department is None and len(plan.unknown) == 1 and len(bodies) < 2 and (at := text.find(plan.unknown[0])) >= 0:
        meant = likely(plan.unknown[0], bodies_in(library.documents))
        if meant.sure:
            return _meaning(text, (at, at + len(plan.unknown[0])), meant.departments[0], before, library, year)
    if part and plan.operation == "lookup":
        plan = plan.model_copy(update={"fraction": part[0]})

    def printed(label: str) -> bool:
        return any(label in library.book(d).names for d in documents)

    plan = _several_counts(_of_people(_one_name(plan, text, labels, printed), text), text)
    plan = of_one_ending(_by_label(plan, labels, printed), labels, printed)
    if not all(m.known for m in plan.metrics):
        plan = plan.model_copy(update={"metrics": tuple(m if m.known else _heard(m, labels) for m in plan.metrics)})
    if any(m.side == "income" for m in plan.metrics):
        plan = plan.model_copy(update={"metrics": tuple(_received(m, labels, printed) for m in plan.metrics)})
    if len(bodies) == 1 and department is None and (unit := _unit_below(plan, text, linked, printed)):
        plan = plan.model_copy(update={"unknown": (*plan.unknown, f"{bodies[0].name}{unit}"), "metrics": plan.metrics[1:]})
        bodies = ()
    if len(plan.unknown) > len(linked.unknown):
        bodies = tuple(b for b in bodies if len(bodies) > 1)
    if plan.base is not None and plan.base.department and len(bodies) > 1:
        plan, bodies = _sides(plan, bodies, library)
    if before is not None:
        plan, bodies = carried(plan, bodies, before, tokens)
    if not bodies and not plan.unknown and len(library.bodies) == 1:
        bodies = library.bodies
    if not plan.years and (span := _SPAN.search(text)) and bodies:
        years = tuple(sorted({y for b in bodies for y in b.years}))[-COUNT[span[1]]:]
        changed = {("growth", True): "trend", ("lookup", True): "sum" if plan.summed else "compare", ("lookup", False): "compare"}
        summed = "sum" if plan.summed and plan.operation == "lookup" else None
        operation = summed or changed.get((plan.operation, len(years) > 2), plan.operation)
        plan = plan.model_copy(update={"years": years, "operation": operation})
    if len(plan.years) == 1 and bodies and _SINCE.search(text):
        plan = plan.model_copy(update={"years": tuple(sorted({y for b in bodies for y in b.years if y >= plan.years[0]})) or plan.years})
        plan = plan.model_copy(update={"operation": "trend" if plan.operation == "growth" and len(plan.years) > 2 else plan.operation})
    return Parsed(plan.model_copy(update={"departments": tuple(b.name for b in bodies)}), bodies, tokens, before)


_RETIRED = re.compile("(离退休|退休|离休)(人员|干部|职工|教师)?$")
_PAID = re.compile("钱|经费|费用|支出|工资|待遇|元|万")


def _of_people(plan: Plan, text: str) -> Plan:
    """在职人员和退休人员各多少: beside people that are counted, the retired are people too, and not what they are paid."""
    counts = [c is not None and bool(c.count) for c in (concept_of(m.key or bare(m.phrase)) for m in plan.metrics)]
    if not any(counts) or _PAID.search(text):
        return plan
    told = tuple(m.model_copy(update={"key": _RETIRED.sub(r"\1人数", bare(m.phrase))}) if _RETIRED.fullmatch(bare(m.phrase)) else m for m in plan.metrics)
    return plan.model_copy(update={"metrics": told})


def _by_label(plan: Plan, labels: Sequence[frozenset[str]], printed: Callable[[str], bool]) -> Plan:
    """一事一议, which stands for a broader line elsewhere, where just one label here says it word for word."""
    every = frozenset().union(*labels)

    def meant(metric: Metric) -> Metric:
        phrase = metric.key or bare(metric.phrase)
        if len(phrase) < 4 or phrase.isascii() or not metric.known or phrase in every or concept_of(phrase) is not None:
            return metric
        named = {name for name in official(phrase) if name != phrase and name in every}
        holding = {label for label in every if phrase in label and printed(label)} if named else set()
        return metric.model_copy(update={"key": next(iter(holding))}) if len(holding) == 1 and not holding & named else metric

    return plan.model_copy(update={"metrics": tuple(map(meant, plan.metrics))}) if plan.metrics else plan


def _several_counts(plan: Plan, text: str) -> Plan:
    """编制多少，实际在岗多少: two questions of numbers, the first of which counts, are counted both."""
    asking = [c for c in re.split("[，,；;、。？?]", text) if re.search("多少|几", c)]
    counted = [c for m in plan.metrics if (c := concept_of(m.key or bare(m.phrase))) is not None and c.count]
    if plan.operation in ("lookup", "compare") and counted and len(asking) > 1 and len(plan.metrics) < len(asking) and not _PAID.search(text):
        return plan.model_copy(update={"operation": "count", "counting": True})
    return plan


def _meaning(
    text: str, span: tuple[int, int], name: str, before: Parsed | None, library: Library, year: int | None
) -> Parsed:
    """The question with a body's own name in the place of one that was cut short or misspelt; both are told."""
    parsed = _one(text[: span[0]] + name + text[span[1] :], before, library, None, year)
    return replace(parsed, plan=parsed.plan.model_copy(update={"heard": (text[span[0] : span[1]], name)}))


def _unit_below(plan: Plan, text: str, linked: Linked, printed: Callable[[str], bool]) -> str:
    """某大学应用技术学院三公经费: a unit named right behind its body, of which no row is printed, is another body; its name."""
    if len(plan.metrics) < 2:
        return ""
    unit = plan.metrics[0]
    name = unit.key or bare(unit.phrase)
    at = text.find(unit.phrase)
    behind = any(s.role == "department" and s.end <= at and _WHEN.fullmatch(text[s.end : at]) for s in linked.spans)
    named = is_body(f"某某{unit.phrase}") or unit.phrase.endswith("法庭")
    named = named and not _ITSELF.fullmatch(unit.phrase)
    if not behind or not named or unit.within or printed(name) or terms_of(name) or concept_of(name) is not None:
        return ""
    return unit.phrase


def _one_name(plan: Plan, text: str, labels: Sequence[frozenset[str]], printed: Callable[[str], bool]) -> Plan:
    """数据共享开放和数据安全: names that are joined and do not each bear a figure, where they are one name together."""
    metrics = plan.metrics
    if len(metrics) != 2 or all(m.known and printed(m.key or bare(m.phrase)) for m in metrics) or plan.operation not in ("lookup", "list", "compare", "sum"):
        return plan
    first, last = (text.find(m.phrase) for m in metrics)
    joined = text[first : last + len(metrics[1].phrase)] if 0 <= first < last else ""
    near = bool(joined) and len(joined) <= sum(len(m.phrase) for m in metrics) + 1
    if not near or (short := _shortened(bare(joined), labels)) is None:
        return plan
    operation = "lookup" if plan.operation == "sum" else plan.operation
    return plan.model_copy(update={"metrics": (Metric(phrase=joined, key=short),), "operation": operation})


def _heard(metric: Metric, labels: Sequence[frozenset[str]]) -> Metric:
    """A name that nothing bears, as the label that sounds the same and shares most of its letters: 公务接代费."""
    phrase = bare(metric.phrase)
    if phrase.isascii() and len(phrase) > 5:
        letters = re.sub("[^a-z]", "", phrase)
        read = {x for of in labels for x in of if len(x) > 2 and letters == "".join(sound(x))}
        return metric.model_copy(update={"known": True, "key": next(iter(read))}) if len(read) == 1 else metric
    if (short := _shortened(phrase, labels)) is not None:
        return metric.model_copy(update={"known": True, "key": short})
    if (stem := re.sub("(支出)?类(支出)?$", "", phrase)) != phrase and len(stem) > 1:  # 灾害防治类
        names = (bare(n) for code, s in functional().items() if len(code) == 3 for n in s.names)
        classes = {name for name in names if name.startswith(stem)}
        if len(own := classes & frozenset().union(*labels)) == 1:
            return metric.model_copy(update={"known": True, "key": next(iter(own))})
    words = {x for of in labels for x in of if shortens(phrase, x) or leaves_out(phrase, x)}
    if len(words) == 1:
        return metric.model_copy(update={"known": True, "key": next(iter(words))})
    like = {
        label for of in labels for label in of
        if len(label) == len(phrase) > 2 and sum(a == b for a, b in zip(label, phrase, strict=True)) * 2 >= len(phrase) and sound(label) == sound(phrase)
    }
    return metric.model_copy(update={"known": True, "key": next(iter(like))}) if len(like) == 1 else metric


def _received(metric: Metric, labels: Sequence[frozenset[str]], printed: Callable[[str], bool]) -> Metric:
    """科研收入: 科研事业收入, where that is the one income that begins so, and nothing is called 科研 alone."""
    said = metric.key or bare(metric.phrase)
    if metric.side != "income" or metric.within or len(said) < 2 or said.endswith("收入") or printed(said):
        return metric
    longer = {x for of in labels for x in of if x.startswith(said) and x.endswith("收入") and len(x) <= len(said) + _INSIDE}
    return Metric(phrase=f"{metric.phrase}收入", key=next(iter(longer))) if len(longer) == 1 else metric


_INSIDE = 6
"""Letters that a short name leaves out, 收入 among them."""
_JOINTS = re.compile("[和及与、的或]")
_GENERIC = re.compile("(工作|专项|项目|业务)?(经费|资金|项目|费用|专项|支出)$|采购(预算|金额|支出|合同)?$")
LEAST = 6
"""Letters of a name that is said shorter, at least."""


def _shortened(phrase: str, labels: Sequence[frozenset[str]]) -> str | None:
    """The one label of which a phrase leaves out no more than a quarter at its ends, and how its parts are joined:
    数据共享开放和数据安全 of 政务数据共享和开放、数据安全工作经费."""
    said = _GENERIC.sub("", _JOINTS.sub("", phrase))
    if len(said) < LEAST:
        return None
    found = set()
    for label in {x for of in labels for x in of if len(x) > LEAST}:
        core = _GENERIC.sub("", _JOINTS.sub("", label))
        if said in core and 4 * len(said) >= 3 * len(core):
            found.add((core, label))
    whole = {label for core, label in found if core == said} or {label for _, label in found}
    return min(whole, key=len) if len({core for core, _ in found}) == 1 or len(whole) == 1 else None


def _regions(text: str, linked: Linked, bodies: tuple[Body, ...]) -> list[tuple[int, int]]:
    """Where the place of a department that is named stands by itself: 江苏三家单位（省人大、省检察院）."""
    stems = {region.stem for body in bodies for region in parse_body(body.name).regions}
    spans = [m.span() for stem in stems for m in re.finditer(f"{stem}[省市区县]?", text)]
    return [(a, b) for a, b in spans if all(b <= s.start or a >= s.end for s in linked.spans)]


def _plainly(text: str) -> str:
    """The question with its courtesies blanked out, in place: 我想知道省人大 names no province of 知道."""
    for word in words("operations", "polite"):
        text = text.replace(word, " " * len(word))
    return _COMMA.sub(" ", text)


def _sides(plan: Plan, bodies: tuple[Body, ...], library: Library) -> tuple[Plan, tuple[Body, ...]]:
    """Which of two departments is compared with which: the one behind 比 is the base."""
    assert plan.base is not None
    right = _bodies(link(plan.base.department or "", library.documents), library)
    base = next((b for b in bodies if b in right), bodies[-1])
    others = tuple(b for b in bodies if b is not base)
    return plan.model_copy(update={"base": plan.base.model_copy(update={"department": base.name})}), others


def _bodies(linked: Linked, library: Library) -> tuple[Body, ...]:
    found = dict.fromkeys(name for name in linked.names)
    bodies: list[Body] = []
    for name in found:
        body = library.body(name)
        if body is not None and body not in bodies:
            bodies.append(body)
    return tuple(bodies)
