"""From typed spans to a plan: which operation, on what, against what."""

from __future__ import annotations

import re
from dataclasses import replace

from index.normal import bare
from qa.lexicon import concept_of
from qa.plan import TOTAL, Metric, Plan, Side
from qa.planner.filters import COUNT, claimed_in, confirms, filters_of, limits
from qa.planner.operation import (
    EVERY_BODY,
    MEANING,
    OF_BUDGET,
    OVER_LINES,
    QUANTITY,
    UNDER_LINES,
    WHICH_YEAR,
    before_reason,
    operation_of,
)
from qa.planner.phrases import Phrase, named_like_a_body
from qa.planner.scopes import in_one_scope
from qa.planner.shared import Shared
from qa.planner.spans import Token

_PROJECTS = re.compile(r"项目(?!支出)|专项(?!支出)|projects?")
_SPENT = re.compile(r"(?<!plan to )(?<!will )(?<!planned to )(?<!going to )\b(spent|spend)\b(?!.*\bbudget)")
_BOTH = re.compile(
    "(年初|打算|计划|原定|预计)[^，。？?]{0,8}(花|用|安排|支出|拨)[^，。？?]{0,4}(多少|几)[^，。？?]{0,3}[，,？?；;](最后|最终|实际上?|结果|到底|到头来|年底"
    "|后来)+[^，。？?]{0,3}(花|用|支出)|(花|用|支出)了多少[^。？?]{0,4}[，,？?](年初|全年)?预算(数)?(安排)?(是|为|有)?多少|预算(数)?(是"
    "|为)?多少[，,？?][^。？?]{0,4}(花|用|支出)了多少|实际(支出|花|发生|执行|完成|使用)[^，。？]{0,6}(和|与|及|、)(年初|全年|当年)?预算|预算(数|额)?(和|与|及"
    "|、)实际(支出|花|发生|执行|完成|使用)|budget (vs|versus|and|against) actual|actual (vs|versus|and|against) budget"
)
_LEFT = re.compile("剩(下|余)?了?(多少|几)|(多少|几)[^，。？?]{0,4}(剩下|剩余|没花|结余)|left over|remained?")
"""年末还剩多少钱: what is left of all that was there."""
_AGAINST_PLAN = re.compile("(跟|和|与|同|较|对照)(年初|全年)?预算(数)?(相)?比")
_LEFT_OUT = re.compile(
    "除|扣除|剔除|减去|去掉|扣掉|扣去|不含|不包括|不算|不计|刨去|刨除|抛开|撇开|以外|之外|exclud|except|without"
)
_RISING = re.compile("从[低小少]到")
_TIMES_OF = re.compile(r"how many times (?!larger|bigger|more|greater|higher|as )\S")


class Reader(Shared):
    """A question taken apart, to its plan."""

    def plan(self) -> Plan:
        """The plan of this question alone, without what earlier questions add."""
        self._kinds_said()
        operation = operation_of(self)
        metrics = tuple(p.metric for p in self._asked() if not _body_like(p.metric))
        if not metrics and (operation in ("rank", "list") or self.has("sum")) and _PROJECTS.search(self.text):
            metrics = (Metric(phrase="项目支出"),)
        if operation != "count":
            metrics = tuple(_spent_on_cars(m) for m in metrics)
        base, metrics, years, kinds = self._base(metrics)
        excluded = self._excluded()
        plain = operation in ("lookup", "sum", "list", "difference", "compare") and not limits(self.text)
        left_out = self._left_out() if plain else ()
        if len(left_out) > 1:
            outer = next((m for m in metrics if m not in left_out), TOTAL)
            operation, base, metrics = "difference", Side(metric=left_out[0], more=left_out[1:]), (outer,)
        elif excluded and plain and operation != "compare" and len(metrics) in (1, 2):
            inner = next((m for m in metrics if bare(m.phrase) == excluded[0]), metrics[0])
            outer = next((m for m in metrics if m is not inner), _whole_of(inner))
            if inner.within and outer == TOTAL and self._out_of_what_holds_it(inner):
                outer = Metric(phrase=inner.within[-1], within=inner.within[:-1])
            elif inner.within and self._left_out_of_it(inner):
                outer = inner.model_copy(update={"within": inner.within[:-1]})
                inner = Metric(phrase=inner.within[-1], within=(inner.key or bare(inner.phrase),))
            operation, base, metrics = "difference", Side(metric=inner.model_copy(update={"side": None})), (outer,)
        if operation in ("difference", "growth") and base is None and len(metrics) == 2 and not self.has("and", "each"):
            base, metrics = Side(metric=metrics[1]), metrics[:1]
        if operation == "ratio" and base is None and len(metrics) < 2 and len(years) > 1:
            spans = [(s.start, s.end) for s in self.linked.spans if s.role == "year"]
            named = list(dict.fromkeys(y for span in spans for y in self._years_in(span)))
            years = tuple(named[:1]) or years[:1]
            base = Side(year=named[1] if len(named) > 1 else None, last_year=len(named) < 2)
        if operation == "movers":
            metrics = tuple(m for m in metrics if m.known)
        turned = operation == "share" and self._whole_first() or operation == "ratio" and _TIMES_OF.search(self.text)
        if len(metrics) == 2 and turned:
            metrics = metrics[::-1]
        if operation == "check" and base is None and self.both_sides and not metrics[0].within:
            metrics = (Metric(phrase="收入总计"), Metric(phrase="支出总计"))
        if not metrics and operation == "lookup" and _LEFT.search(self.text):
            metrics = (Metric(phrase="结余"),)
        if operation == "difference" and base is None and self.both_sides:
            received, spent = _sides_of(metrics[0])
            metrics, base = (received,), Side(metric=spent)
        if operation == "difference" and base is None and _AGAINST_PLAN.search(self.text):
            base, kinds = Side(kind="budget"), ("final",)
        if operation == "explain" and self.has("unspent"):
            kinds = ("final",)
        metrics, base = in_one_scope(metrics, base)
        moving = self._moving() if operation == "movers" else None
        return Plan(
            operation=operation,
            metrics=_without_totals(metrics) if operation not in ("share", "difference", "ratio", "check") else metrics,
            departments=self._departments(base),
            unknown=self._unknown(),
            years=years,
            relative_year=self.linked.years_relative,
            kinds=kinds,
            kinds_sure=self.linked.kinds_sure or len(kinds) > 1,
            level=self.linked.level,
            unit=self.sub("unit"),
            filters=filters_of(
                self.text, self.has("least") or bool(_RISING.search(self.text)), self.has("most", "rank"), excluded,
                _level(self.text) or self.sub("level"),
            ),
            base=base,
            growth=self.has("growth", "fall", "percent") and self.has("growth", "fall", "more", "less", "percent"),
            each=self.has("each"),
            percent=moving[1] if moving else self.has("percent", "share"),
            direction=moving[0] if moving else -1 if self.has("fall", "less") else 1 if self.has("growth", "more") else 0,
            execution=self.has("execution") or any(p.search(self.text) for p in (OF_BUDGET, OVER_LINES, UNDER_LINES)),
            whole_only=self._whole_only(),
            parts_only=self._parts_only(),
            part_count=self._part_count(),
            purpose=self.has("purpose"),
            opinion=self.has("opinion"),
            pick=self._pick(),
            first=before_reason(self) if operation == "explain" else None,
            asks_number=bool(QUANTITY.search(self.text)),
            summed=self.has("sum", "plus"),
            every_body=bool(EVERY_BODY.search(self.text)),
            compound=self.has("compound"),
            claimed=claimed_in(self.text),
            confirms=confirms(self.text),
            course=1 if self.has("course_up") else -1 if self.has("course_down") else 0,
            meaning=operation not in ("define", "explain") and self.has("define") and bool(MEANING.search(self.text)),
            actual=bool(re.search("实际|actual", self.text)) and not re.search("预算|budget", self.text),
            position=self.has("position"),
            counting=self.has("count"),
            over_years=bool(WHICH_YEAR.search(self.text)),
            place="、".join(self.linked.places),
            leftover=self._leftover() if not metrics and base is None else "",
            topic=self._topic(),
        )

    def _leftover(self) -> str:
        """年终多发的一笔: where no thing is named, the words around what no known word accounts for."""
        unknown = ((k, t.text) for k, t in enumerate(self.tokens) if not t.roles)
        alone = [k for k, text in unknown if re.search("[一-鿿]", text) and text not in "大小高低贵"]
        if not alone:
            return ""
        first = last = alone[0]
        while first and self._goes_with(first - 1):
            first -= 1
        while last + 1 < len(self.tokens) and self._goes_with(last + 1):
            last += 1
        return self.text[self.tokens[first].start : self.tokens[last].end].strip("的了是有")

    def _goes_with(self, place: int) -> bool:
        token = self.tokens[place]
        plain = not token.roles or token.roles <= {"stop", "more", "less", "growth", "fall", "used_on"}
        return plain and not re.search("多少|几|什么|怎|吗|呢|请问|[?？]", token.text)

    def _kinds_said(self) -> None:
        """Budget or final accounts by words that linking leaves alone: 决算数, spent, 实际支出和年初预算."""
        kinds = self.linked.kinds
        if self.has("unspent"):
            self.linked = replace(self.linked, kinds=("budget", "final"), kinds_sure=True)
        elif not kinds and self.has("kind_final"):
            self.linked = replace(self.linked, kinds=("final",), kinds_sure=True)
        elif not kinds and _SPENT.search(self.text):
            self.linked = replace(self.linked, kinds=("final",), kinds_sure=False)
        elif kinds == ("budget",) and _BOTH.search(self.text) and not self.has("execution", "share", "percent", "than"):
            self.linked = replace(self.linked, kinds=("final", "budget"), kinds_sure=True)

    def _out_of_what_holds_it(self, metric: Metric) -> bool:
        """文化和旅游中行政运行以外的部分: the second is left out of the first."""
        phrase = next((p for p in self.phrases if p.metric == metric), None)
        if phrase is None or not any(t.has("within") for t in self.tokens[phrase.first : phrase.last + 1]):
            return False
        before, behind = self.text[: phrase.start], self.text[phrase.end :]
        return not re.search("除|不含|不包括|扣|剔", before) and bool(re.match("(以|之)?外|除外|不算", behind))

    def _left_out_of_it(self, metric: Metric) -> bool:
        """不含财政拨款的图书馆经费: what stands first is left out of what it stands in; 除行政运行的基本支出外 is one thing."""
        phrase = next((p for p in self.phrases if p.metric == metric), None)
        return phrase is not None and bool(re.search("(不含|不包括|不算|剔除|扣除|去掉|刨去)$", self.text[: phrase.start])) and not re.match(
            "(以|之)?外|后", self.text[phrase.end :]
        )

    def _asked(self) -> tuple[Phrase, ...]:
        """The phrases, without unknown ones in clauses that ask for nothing: 我是普通市民，…公务接待费多少."""
        if not any(p.metric.known for p in self.phrases):
            return self.phrases
        ends = [m.end() for m in re.finditer("[，,；;。？?！!]", self.text)] + [len(self.text)]
        clause = {p: next(e for e in ends if p.start < e) for p in self.phrases}
        telling = {clause[p] for p in self.phrases if p.metric.known}
        asking = {e for e, s in zip(ends, [0, *ends], strict=False) if QUANTITY.search(self.text[s:e])}
        return tuple(p for p in self.phrases if p.metric.known or clause[p] in telling | asking)

    def _moving(self) -> tuple[int, bool]:
        """Which way 变化最大, 增长最快 goes, and whether it is meant in percent."""
        said = next((t.text for t in self.tokens if t.has("movers")), None)
        if said is None:
            way = -1 if self.has("fall") else 1 if self.has("growth") and not re.search("变动|变化|增减", self.text) else 0
            return way, bool(re.search("快|幅|率|速|猛|百分", self.text))
        both = re.search("变|增减|chang", said)
        way = 0 if both else -1 if re.search("减|降|砍|压|少|fell|decrease|cut", said) else 1
        return way, bool(re.search("快|幅|率|速|猛|fast", said))

    def _unknown(self) -> tuple[str, ...]:
        """Bodies that the corpus does not have: those that linking says, and those of a place that is not known (邻市…局)."""
        out = [s.text for s in self.linked.unknown]
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            glued = not before.roles and before.end == token.start and re.search("[一-鿿]$", before.text)
            if token.has("department") and glued:
                out.append(self._with_place(before) + token.text)
        out += [p.metric.phrase for p in self.phrases if _body_like(p.metric)]
        return tuple(out)

    def _with_place(self, token: Token) -> str:
        """An unexplained word glued to a body's name, with the place before it."""
        place = next((t for t in self.tokens if t.has("region") and t.end == token.start), None)
        return (place.text if place else "") + token.text

    def _departments(self, base: Side | None) -> tuple[str, ...]:
        return self.bodies

    def _pick(self) -> int | None:
        """第二个呢: which of the list before."""
        token = next((t for t in self.tokens if t.has("next")), None)
        if token is None:
            return None
        number = re.search("第([一二三四五六七八九十])", token.text)
        words = {"second": 2, "third": 3, "first": 1}
        said = next((n for w, n in words.items() if w in token.text), -1)
        return COUNT[number[1]] if number else said

    def _excluded(self) -> tuple[str, ...]:
        """除人员经费外, 不含住房公积金: what is left out."""
        place = self.place("not")
        if place is None or place == self.minus or not _LEFT_OUT.search(self.text):
            return ()
        after = re.match("不含|不包括|不算|不计|扣除|扣掉|扣去|剔除|减去|去掉|除了|除去|除掉|刨|抛|撇|exclud|except|without", self.tokens[place].text)
        near = [p for p in self.phrases if (not after and abs(p.last - place) <= 2) or abs(p.first - place) <= 2]
        chosen = next((p for p in near if p.first > place), near[0]) if near and after else near[0] if near else None
        return (bare(chosen.metric.phrase),) if chosen else ()

    def _left_out(self) -> tuple[Metric, ...]:
        """除了甲和乙以外: everything that stands between."""
        span = re.search("(?:除[了去掉]?|扣[除掉去]|剔除|去掉|不含|不包括|刨去)(?P<what>.+?)(?:以外|之外|外|后|的|还有|还剩|剩下|剩余|其余|[，,；;]|$)", self.text)
        if span is None:
            return ()
        return tuple(p.metric for p in self.phrases if span.start("what") <= p.start and p.end <= span.end("what"))

    def _topic(self) -> str:
        """The question without what places it: for looking in prose."""
        keep = list(self.text)
        for s in self.linked.spans:
            if s.role != "kind":
                keep[s.start : s.end] = " " * (s.end - s.start)
        return " ".join("".join(keep).split())


def _body_like(metric: Metric) -> bool:
    """Is this unknown name one of a body, as its ending says?"""
    return not metric.known and named_like_a_body(metric.phrase)


def _sides_of(metric: Metric) -> tuple[Metric, Metric]:
    """收支差额: what is received and what is spent, of a line or of all."""
    if not metric.within:
        return Metric(phrase="总收入"), Metric(phrase="总支出")
    line = Metric(phrase=metric.within[-1], within=metric.within[:-1])
    return line.model_copy(update={"side": "income"}), line.model_copy(update={"side": "expenditure"})


def _level(text: str) -> str | None:
    """…支出（项）, 项级: the level that is said outright."""
    found = re.search("[(（](?P<a>[类款项])[)）]|(?P<b>[类款项])级", text)
    return (found["a"] or found["b"]) if found else None


def _whole_of(inner: Metric) -> Metric:
    """What a thing is left out of where that is not said: all income, for a source of income."""
    income = re.search("收入$|拨款$|专户", bare(inner.phrase)) and "支出" not in inner.phrase
    return Metric(phrase="总收入") if income else TOTAL


def _spent_on_cars(metric: Metric) -> Metric:
    """Vehicles, where they are not counted, are what is spent on them."""
    concept = concept_of(metric.key or bare(metric.phrase))
    cars = concept is not None and concept.count == "辆" and "量" not in metric.phrase and "数" not in metric.phrase
    return metric.model_copy(update={"key": "公务用车购置及运行费"}) if cars else metric


def _without_totals(metrics: tuple[Metric, ...]) -> tuple[Metric, ...]:
    """A word for the total beside a thing of its own says nothing more: 住房公积金总额."""
    named = [m for m in metrics if (c := concept_of(bare(m.phrase))) is None or c.name not in ("总支出", "支出总计")]
    return tuple(named) if named and len(named) < len(metrics) and len(metrics) == 2 and metrics[0] in named else metrics
