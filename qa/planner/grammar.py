"""From typed spans to a plan: which operation, on what, against what."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.link import Linked
from index.normal import bare
from qa.lexicon import concept_of
from qa.plan import Filters, Metric, Operation, Plan, Side
from qa.planner.phrases import phrases_of
from qa.planner.spans import Token

_THAN = re.compile(r"比|较|相比|对比|than|compared|versus|vs")
_COUNT = {"一": 1, "两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_TOP = re.compile(
    r"(?:前|top ?)(?P<a>[一二两三四五六七八九十]|\d+)|(?:最多|最大|最高|最贵|最少|最小|最低)的(?P<b>[一二两三四五六七八九十]|\d+)(?:个|项|家|类)?"
    r"|(?P<c>[一二两三四五六七八九十]|\d+)(?:个|项|家|类)(?:最多|最大|最高|最少|最小|最低)"
)
_LIMIT = re.compile(r"(?P<how>超过|大于|高于|不低于|不少于|多于|低于|小于|少于|不足|不超过)(?P<n>\d[\d,.]*)\s*(?P<u>万元|亿元|元|万|亿|%)")
_LIMIT_AFTER = re.compile(r"(?P<n>\d[\d,.]*)\s*(?P<u>万元|亿元|元|万|亿)(?P<how>以上|以下)")
_BODY = re.compile("(局|厅|委员会|委|法院|检察院|办公室|街道|街道办|管委会|镇政府|区政府|市政府|中学|小学|医院|大学|[^支].?[省市县]|.{1,3}区)$")
_PROJECTS = re.compile(r"项目(?!支出)|专项(?!支出)|projects?")
_AMOUNT = re.compile(r"(?<![\d.,])\d[\d,]*(?:\.\d+)?\s*(?:万元|亿元|千元|元|万|亿|%)(?!以|预算)")
_LESS = ("低于", "小于", "少于", "不足", "不超过", "以下")
_QUANTITY = re.compile(r"多少|几|how much|how many|金额|数额|百分之")


class Reader:
    """The tokens of one question and what can be read from them."""

    def __init__(self, text: str, tokens: Sequence[Token], linked: Linked, bodies: tuple[str, ...] = ()) -> None:
        self.text = text
        self.tokens = tuple(tokens)
        self.linked = linked
        self.bodies = bodies
        self.phrases = phrases_of(self.tokens, text)
        self.roles = frozenset(role for token in self.tokens for role in token.roles)

    def has(self, *roles: str) -> bool:
        return any(role in self.roles for role in roles)

    def place(self, *roles: str) -> int | None:
        return next((k for k, token in enumerate(self.tokens) if token.has(*roles)), None)

    def sub(self, role: str) -> str | None:
        return next((r.split(":")[1] for t in self.tokens for r in sorted(t.roles) if r.startswith(f"{role}:")), None)

    @property
    def than(self) -> int | None:
        """Where a comparison begins: 比 … , or 与 … 相比."""
        for place, token in enumerate(self.tokens):
            if token.has("than") and _THAN.search(token.text):
                linked = [k for k in range(place) if self.tokens[k].has("and", "than") and k != place]
                closing = re.search("相比|对比|比起", token.text) and linked
                return linked[-1] if closing else place
        return None

    def plan(self) -> Plan:
        """The plan of this question alone, without what earlier questions add."""
        if not self.linked.kinds and self.has("kind_final"):
            self.linked = replace(self.linked, kinds=("final",), kinds_sure=True)
        operation = self.operation()
        metrics = tuple(p.metric for p in self.phrases if not _body_like(p.metric))
        if not metrics and operation in ("rank", "list") and _PROJECTS.search(self.text):
            metrics = (Metric(phrase="项目支出"),)
        base, metrics, years, kinds = self._base(metrics)
        excluded = self._excluded()
        if excluded and len(metrics) == 2 and operation in ("lookup", "sum", "list"):
            outer = next((m for m in metrics if bare(m.phrase) != excluded[0]), metrics[0])
            inner = next(m for m in metrics if bare(m.phrase) == excluded[0])
            operation, base, metrics = "difference", Side(metric=inner), (outer,)
        if operation in ("difference", "growth") and base is None and len(metrics) == 2 and not self.has("and", "each"):
            base, metrics = Side(metric=metrics[1]), metrics[:1]
        return Plan(
            operation=operation,
            metrics=_without_totals(metrics) if operation != "share" else metrics,
            departments=self._departments(base),
            unknown=self._unknown(),
            years=years,
            relative_year=self.linked.years_relative,
            kinds=kinds,
            kinds_sure=self.linked.kinds_sure or len(kinds) > 1,
            level=self.linked.level,
            unit=self.sub("unit"),
            filters=self._filters(),
            base=base,
            growth=self.has("growth", "fall", "percent") and self.has("growth", "fall", "more", "less", "percent"),
            each=self.has("each"),
            percent=self.has("percent", "share"),
            direction=-1 if self.has("fall", "less") else 1 if self.has("growth", "more") else 0,
            execution=self.has("execution"),
            whole_only=self._whole_only(),
            purpose=self.has("purpose"),
            opinion=self.has("opinion"),
            pick=self._pick(),
            asks_number=bool(_QUANTITY.search(self.text)),
            topic=self._topic(),
        )

    def operation(self) -> Operation:
        """Which operation the words ask for; the most telling words first."""
        years, departments = self.linked.years, self.bodies
        numbers = len(self.phrases)
        if self.has("define") and not self.has("growth", "fall", "than", "most", "least", "rank", "list") and not limits(self.text) and not _QUANTITY.search(self.text):
            return "define"
        if self.has("explain", "purpose"):
            return "explain"
        if self.has("check") and not self.has("amount"):
            return "check"
        if self.has("performance"):
            return "performance"
        if self.has("count") and not (self.has("list") and numbers):
            return "count"
        if self.has("execution") and (self.has("percent", "share") or _QUANTITY.search(self.text) or re.search("率|超", self.text)):
            return "share"
        if self.has("share", "used_on") and (self.has("share") or self.has("percent")):
            return "share"
        if self.has("trend"):
            return "trend"
        if self.has("average") and not self.has("performance"):
            return "average"
        return self._comparing(len(years), len(departments), numbers)

    def _comparing(self, years: int, departments: int, numbers: int) -> Operation:
        against = self.than is not None or self.has("last_year")
        if self.has("more", "less") and (against or numbers > 1 or years > 1 or departments > 1):
            return "growth" if self._over_years() else "difference"
        if self.has("growth", "fall"):
            return "trend" if years > 2 else "growth"
        if self.has("most", "least", "rank") or (self.has("who") and departments > 1):
            return "rank"
        if (self.has("sum", "plus") or self._says_total()) and (numbers > 1 or departments > 1 or years > 1) and not self.has("each"):
            return "sum"
        if limits(self.text) and departments < 2:
            return "list"
        if self.has("list") or any(r.startswith("level:") for r in self.roles):
            return "list"
        if self.has("each") and numbers == 1 and departments < 2 and years < 2 and not self._counts_items():
            return "list"
        if departments > 1 or years > 1:
            return "compare"
        return "lookup"

    def _counts_items(self) -> bool:
        return self.has("unit")

    def _says_total(self) -> bool:
        """三公经费合计: the word for adding up is part of the name."""
        return any(re.search("合计|总和|总共|一共", p.metric.phrase) for p in self.phrases)

    def _over_years(self) -> bool:
        """Is it two years, and nothing else, that are compared?"""
        same = len(set(self.linked.kinds)) < 2 and len(self.bodies) < 2
        return self.has("last_year") or (len(self.linked.years) > 1 and same)

    def _base(self, metrics: tuple[Metric, ...]) -> tuple[Side | None, tuple[Metric, ...], tuple[int, ...], tuple[str, ...]]:
        """What stands after 比, taken out of what is compared."""
        years, kinds = self.linked.years, self.linked.kinds
        than = self.than
        if than is None:
            side = Side(last_year=True) if self.has("last_year") else None
            return side, metrics, years, kinds
        end = next((k for k in range(than + 1, len(self.tokens)) if self.tokens[k].has("growth", "fall", "more", "less", "share")), len(self.tokens))
        stretch = range(than + 1, end)
        span = (self.tokens[than].start, self.tokens[end - 1].end)
        inner = [p for p in self.phrases if p.first in stretch]
        own_years = self._years_in(span)
        own_kinds = self._kinds_in(span)
        departments = self._departments_in(span)
        side = Side(
            metric=inner[0].metric if inner and len(self.phrases) > len(inner) else None,
            year=own_years[0] if own_years else None,
            kind=own_kinds[0] if own_kinds else None,
            department=departments[0] if departments else None,
            last_year=any(self.tokens[k].has("last_year") for k in stretch),
        )
        left = tuple(y for y in years if y not in own_years) or (years if not own_years else ())
        before = self._kinds_in((0, span[0]))
        if not before and any(t.has("actual", "kind_final") for t in self.tokens[:than]):
            before = ["final"]
        other = tuple(dict.fromkeys(before)) or (kinds[:1] if kinds and not own_kinds else ())
        if side == Side():
            return None, metrics, years, kinds
        kept = tuple(p.metric for p in self.phrases if side.metric is None or p not in inner)
        return side, kept, left, other

    def _years_in(self, span: tuple[int, int]) -> list[int]:
        found = []
        for s in self.linked.spans:
            if s.role == "year" and span[0] <= s.start < span[1]:
                found += [int(y) for y in re.findall(r"(?:19|20)\d\d", s.text)] or [y for y in self.linked.years if str(y)[2:] in s.text]
        return found

    def _kinds_in(self, span: tuple[int, int]) -> list[str]:
        found = []
        for s in self.linked.spans:
            if s.role == "kind" and span[0] <= s.start < span[1]:
                found.append("final" if re.search("决算|执行|实际|花", s.text) else "budget")
        return found

    def _departments_in(self, span: tuple[int, int]) -> list[str]:
        spans = [s for s in self.linked.spans if s.role == "department" and span[0] <= s.start < span[1]]
        if not spans or len(self.bodies) < 2:
            return []
        order = [s for s in self.linked.spans if s.role == "department"]
        return [s.text for s in spans if s in order]

    def _unknown(self) -> tuple[str, ...]:
        """Bodies that the corpus does not have: those that linking says, and those of a place that is not known (邻市…局)."""
        out = [s.text for s in self.linked.unknown]
        for before, token in zip(self.tokens, self.tokens[1:], strict=False):
            if token.has("department") and not before.roles and before.end == token.start and token.text[:1] in "省市区县镇":
                out.append(before.text + token.text)
        out += [p.metric.phrase for p in self.phrases if _body_like(p.metric)]
        return tuple(out)

    def _departments(self, base: Side | None) -> tuple[str, ...]:
        return self.bodies

    def _whole_only(self) -> bool:
        """Does the one phrase stand behind 占, so that the part is what was asked before?"""
        place = self.place("share")
        return place is not None and len(self.phrases) == 1 and self.phrases[0].first > place and not self.has("used_on")

    def _pick(self) -> int | None:
        """第二个呢: which of the list before."""
        token = next((t for t in self.tokens if t.has("next")), None)
        if token is None:
            return None
        number = re.search("第([一二三四五六七八九十])", token.text)
        words = {"second": 2, "third": 3, "first": 1}
        said = next((n for w, n in words.items() if w in token.text), -1)
        return _COUNT[number[1]] if number else said

    def _filters(self) -> Filters:
        top = _TOP.search(self.text)
        said = next((g for g in top.groups() if g), None) if top else None
        limit = _LIMIT.search(self.text) or _LIMIT_AFTER.search(self.text)
        bound = f"{limit['n'].replace(',', '')}{limit['u'] + ('元' if limit['u'] in '万亿' else '')}" if limit else None
        below = bool(limit and limit["how"] in _LESS)
        return Filters(
            top=(_COUNT.get(said) or int(said)) if said else None,
            order="least" if self.has("least") or top and re.search("最少|最小|最低", top[0]) else "most" if self.has("most") or top else None,
            at_least=bound if bound and not below else None,
            at_most=bound if bound and below else None,
            exclude=self._excluded(),
            level=self.sub("level"),
        )

    def _excluded(self) -> tuple[str, ...]:
        place = self.place("not")
        if place is None or not re.search("除|扣除|剔除|减去|去掉|不含|不包括|exclud|except|without", self.text):
            return ()
        near = [p for p in self.phrases if abs(p.first - place) <= 2 or abs(p.last - place) <= 2]
        return tuple(bare(p.metric.phrase) for p in near[:1])

    def _topic(self) -> str:
        """The question without what places it: for looking in prose."""
        keep = list(self.text)
        for s in self.linked.spans:
            if s.role != "kind":
                keep[s.start : s.end] = " " * (s.end - s.start)
        return " ".join("".join(keep).split())


def _body_like(metric: Metric) -> bool:
    """Is this unknown name one of a body, as its ending says?"""
    return not metric.known and bool(_BODY.search(metric.phrase)) and len(metric.phrase) < 16


def limits(text: str) -> list[tuple[int, int]]:
    """Where a question limits or numbers what it wants: 超过500万, 前三."""
    return [m.span() for found in (_TOP, _LIMIT, _LIMIT_AFTER) for m in found.finditer(text)]


def amounts(text: str) -> list[tuple[int, int]]:
    """Where a question gives an amount of its own: 住房公积金为1500万元对吗."""
    return [m.span() for m in _AMOUNT.finditer(text)]


def _without_totals(metrics: tuple[Metric, ...]) -> tuple[Metric, ...]:
    """A word for the total beside a thing of its own says nothing more: 住房公积金总额."""
    named = [m for m in metrics if (c := concept_of(bare(m.phrase))) is None or c.name not in ("总支出", "支出总计")]
    return tuple(named) if named and len(named) < len(metrics) and len(metrics) == 2 and metrics[0] in named else metrics
