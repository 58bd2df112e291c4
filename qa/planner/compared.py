"""What stands behind 比: the other side of a comparison, and the years and kinds that are said of one side or of both."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.model import Kind
from index.normal import bare
from qa.plan import Metric, Side
from qa.planner.phrases import Phrase
from qa.planner.reader import Spoken


class Compared(Spoken):
    """A question whose comparison can be read."""

    def _base(self, metrics: tuple[Metric, ...]) -> tuple[Side | None, tuple[Metric, ...], tuple[int, ...], tuple[Kind, ...]]:
        """What stands after 比, taken out of what is compared."""
        years, kinds = self.linked.years, self.linked.kinds
        if self.stretch is None and (pair := self._paired()) is not None:
            (year, kind), (other_year, other_kind) = pair
            same = len({(m.key, m.within) for m in metrics}) == 1
            return Side(year=other_year, kind=other_kind), metrics[:1] if same else metrics, (year,), (kind,)
        if self.stretch is None and (apart := self._other_body()) is not None:
            return apart, metrics, tuple(y for y in years if y != apart.year), kinds
        if self.stretch is None:
            side = Side(last_year=True) if self.has("last_year") else None
            return side, metrics, years, kinds
        than, end = self.stretch
        span = (self.tokens[than].start, self.tokens[end - 1].end)
        inner = [p for p in self.phrases if than < p.first < end]
        side = self._side(inner, range(than + 1, end), span)
        own_years, own_kinds = self._years_in(span), self._kinds_in(span)
        left = tuple(y for y in years if y not in own_years) or (years if side.department or not own_years else ())
        before = [*self._kinds_in((0, span[0])), *self._kinds_in((span[1], len(self.text)))]
        if not before and any(t.has("actual", "kind_final") for t in self.tokens[:than]):
            before = ["final"]
        other: tuple[Kind, ...] = tuple(dict.fromkeys(before)) or kinds[:1]
        if own_kinds and not before and not own_years and not side.department and not inner:  # 比预算少花了多少: of what was spent
            other = ("final",) if own_kinds[0] == "budget" else ("budget",)
        # 2023年比2021年公务接待费决算: of both years
        both = bool(side.department) or bool(own_years and inner and side.metric is None)
        if own_kinds and not before and not both and side.metric is None:  # 2023年比2022年决算: of both where both have it
            self.linked = replace(self.linked, kinds_sure=False)
        if side.metric is not None:  # How much more is A than B in the 2022 budget: a year or a kind said once is of both
            left, side = (left, side) if left else (years, side.model_copy(update={"year": None}))
            side = side if before else side.model_copy(update={"kind": None})
        if side == Side() and (other_end := self._other_end(metrics, span)) is not None:
            return Side(metric=other_end), metrics, years, kinds
        if side == Side():
            return None, metrics, years, kinds
        kept = tuple(p.metric for p in self.phrases if side.metric is None or p not in inner)
        return side, kept, left, other

    def _paired(self) -> tuple[tuple[int, Kind], tuple[int, Kind]] | None:
        """2022年会议费决算与2023年会议费预算相差: two years, each with a kind of its own behind it."""
        spans = sorted((s for s in self.linked.spans if s.role in ("year", "kind")), key=lambda s: s.start)
        if [s.role for s in spans] != ["year", "kind"] * 2 or not self.has("more", "less", "times"):
            return None
        second = spans[2].start
        sides = [(y, k) for part in ((0, second), (second, len(self.text))) for y in self._years_in(part) for k in self._kinds_in(part)]
        return (sides[0], sides[1]) if len(sides) == 2 and sides[0] != sides[1] else None

    def _other_body(self) -> Side | None:
        """农业农村局2022年和文旅局2023年的会议费哪个高: two departments, each in a year of its own."""
        spans = sorted((s for s in self.linked.spans if s.role in ("year", "department")), key=lambda s: s.start)
        roles = [s.role for s in spans]
        if roles not in (["department", "year"] * 2, ["year", "department"] * 2) or len(self.bodies) != 2:
            return None
        second = self._years_in((spans[2].start, len(self.text)))
        if len(self.linked.years) != 2 or len(second) != 1 or not self.has("more", "less", "times", "most", "least", "who"):
            return None
        return Side(year=second[0], department=next(s.text for s in spans[2:] if s.role == "department"))

    def _other_end(self, metrics: tuple[Metric, ...], span: tuple[int, int]) -> Metric | None:
        """年初结转和结余比年末少多少: the same thing at the other end of the year."""
        said = re.search("年[初末]|期[初末]", self.text[span[0] : span[1]])
        for here, there in (("初", "末"), ("末", "初")):
            name = metrics[0].key or bare(metrics[0].phrase) if len(metrics) == 1 else ""
            if said and said[0].endswith(there) and re.match(f"[年期]{here}", name):
                return Metric(phrase=name[0] + there + name[2:])
        return None

    def _side(self, inner: Sequence[Phrase], stretch: range, span: tuple[int, int]) -> Side:
        """What stands in the stretch: a thing where another is compared with it, a year, a kind, a department."""
        years, kinds, departments = self._years_in(span), self._kinds_in(span), self._departments_in(span)
        if not kinds and any(self.tokens[k].has("actual", "kind_final") for k in stretch):  # 比2022年实际支出多多少
            kinds = ["final"]
        compared = bool(inner) and len(self.phrases) > len(inner)
        summed = compared and len(inner) > 1 and any(self.tokens[k].has("sum", "plus") for k in stretch)
        return Side(
            metric=inner[0].metric if compared else None,
            more=tuple(p.metric for p in inner[1:]) if summed else (),
            summed=summed,
            year=years[0] if years else None,
            kind=kinds[0] if kinds else None,
            department=departments[0] if departments else None,
            last_year=any(self.tokens[k].has("last_year") for k in stretch),
        )

    def _years_in(self, span: tuple[int, int]) -> list[int]:
        found = []
        for s in self.linked.spans:
            if s.role == "year" and span[0] <= s.start < span[1]:
                found += [int(y) for y in re.findall(r"(?:19|20)\d\d", s.text)] or [y for y in self.linked.years if str(y)[2:] in s.text]
        return found

    def _kinds_in(self, span: tuple[int, int]) -> list[Kind]:
        found: list[Kind] = []
        for s in self.linked.spans:
            if s.role == "kind" and span[0] <= s.start < span[1]:
                found.append("final" if re.search("决算|执行|实际|花|final|outturn|actual|spent", s.text) else "budget")
        return found

    def _departments_in(self, span: tuple[int, int]) -> list[str]:
        spans = [s for s in self.linked.spans if s.role == "department" and span[0] <= s.start < span[1]]
        return [s.text for s in spans] if len(self.bodies) > 1 else []
