"""Questions in, checked answers out: plan, gather, compute, write, check."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from index.settings import Settings
from qa.answer import Answer, Language, Status
from qa.compose.draft import Draft
from qa.events import Composed, Event, Final
from qa.lexicon import is_english
from qa.library import Body, Library, Reads
from qa.operations import averages, execution, growth, listing, lookup, movers, rank, ratio, spoken, sums, words
from qa.operations.ask import Ask
from qa.operations.below import below
from qa.operations.chapters import chapter
from qa.operations.counted_over import counts_of_each, counts_of_years
from qa.operations.counts import counts
from qa.operations.further import further, most_then_share
from qa.operations.levels import levels, levels_asked, subordinate, subordinate_asked
from qa.operations.outside import outside
from qa.operations.place import of_government, of_place
from qa.operations.refuse import unknown_body
from qa.operations.unnamed import MOST_BODIES, holders, of_no_department
from qa.operations.which import have
from qa.plan import Filters, Metric, Operation, Plan
from qa.planner.carried import Parsed
from qa.planner.plan import parse
from qa.planner.understood import Understood
from qa.verdicts import Gate

if TYPE_CHECKING:
    from qa.llm.client import Client

OPERATIONS: dict[str, Callable[[Ask], Status]] = {
    "lookup": lookup.lookup, "compare": lookup.lookup, "list": listing.listing, "check": listing.check,
    "sum": sums.total, "difference": sums.difference, "share": execution.part_or_whole, "growth": growth.growth,
    "trend": growth.trend, "average": averages.average, "rank": rank.rank, "define": words.define,
    "explain": words.explain, "count": spoken.count, "performance": spoken.performance,
    "ratio": ratio.ratio, "movers": movers.movers,
}


class Service:
    """Answers questions from a store. Warm, a question touches only the disclosures that it is about."""

    def __init__(self, store: Reads, settings: Settings | None = None, client: Client | None = None) -> None:
        """`client`: a chat model other than the settings' own, or with callbacks of LangChain."""
        self.library = Library(store)
        self.settings = settings
        self._client = client
        self._understood = Understood()
        if client is None and settings is not None and settings.llm:
            from qa.llm.client import Client

            self._client = Client(settings)

    def ask(
        self, question: str, history: Sequence[str] = (), department: str | None = None, year: int | None = None
    ) -> Answer:
        """One answer; `history` holds the earlier questions, oldest first. With a chat model it waits for that."""
        *_, last = self.stream(question, history, department, year)
        assert isinstance(last, Final)
        return last.answer

    def stream(
        self, question: str, history: Sequence[str] = (), department: str | None = None, year: int | None = None
    ) -> Iterator[Event]:
        """The same as events: `Composed` at once, `Final` last. Closing the iterator gives up the chat model."""
        answer, ask = self._composed(question, history, department, year)
        yield Composed(answer=answer)
        if self._client is not None:
            from qa.llm.tell import tell

            begun = time.perf_counter()
            answer = yield from tell(answer, ask, self._client.session(), lambda q: self._composed(q, (), None, None))
            written = {"write": round(time.perf_counter() - begun, 5)}
            answer = answer.model_copy(update={"timings": answer.timings | written})
        yield Final(answer=answer)

    def _composed(
        self, question: str, history: Sequence[str], department: str | None, year: int | None
    ) -> tuple[Answer, Ask]:
        begun = time.perf_counter()
        self.library.refresh()
        language: Language = "en" if is_english(question) else "zh"
        draft = Draft(self.library, language)
        parsed = parse(question, history, self.library, department, year, self._inferred, self._understood)
        planned = time.perf_counter()
        ask = Ask(parsed.plan, self.library, draft, parsed.bodies or self.library.bodies, bool(parsed.bodies), question)
        if parsed.plan.heard is not None:
            ask.say("heard", said=parsed.plan.heard[0], dept=parsed.plan.heard[1])
        status = self._run(ask, parsed, question)
        written = time.perf_counter()
        answer = self._finish(question, ask, status)
        done = time.perf_counter()
        timings = {"plan": planned - begun, "retrieve": written - planned, "write": 0.0, "check": done - written}
        return answer.model_copy(update={"timings": {k: round(v, 5) for k, v in timings.items()}}), ask

    def _inferred(self, parsed: Parsed) -> tuple[Body, ...]:
        """The one department that has what an earlier question asked for."""
        if parsed.plan.unknown or not parsed.plan.metrics:
            return ()
        ask = Ask(parsed.plan, self.library, Draft(self.library, "zh"), self.library.bodies, False)
        held = holders(ask, self.library.holding(parsed.plan.metrics[0].phrase, MOST_BODIES))
        return held if len(held) == 1 else ()

    def _run(self, ask: Ask, parsed: Parsed, question: str) -> Status:
        if not self.library.documents:
            ask.say("empty")
            return "not_disclosed"
        if outside(ask, parsed, question):
            ask.say("out_of_scope")
            have(ask)
            return "out_of_scope"
        if ask.plan.unknown and not parsed.bodies:
            return unknown_body(ask, ask.plan.unknown)
        if not parsed.bodies:
            return _finer(ask, question, of_no_department(ask, question, OPERATIONS))
        if (unheld := of_government(ask)) is not None:
            return unheld
        several = len(ask.bodies) > 1 and ask.plan.operation == "count"
        computed = counts_of_each(ask, ask.bodies) if several else counts_of_years(ask) or counts(ask)
        if computed is not None:
            return computed
        if levels_asked(question, ask.plan):
            return levels(ask)
        if (listed := below(ask, question)) is not None:
            return listed
        of_units = subordinate_asked(question) and ask.plan.operation != "count"
        if (told := chapter(ask) or (subordinate(ask) if of_units else None)) is not None:
            return told
        if ask.plan.pick is not None and ask.plan.operation != "lookup":
            picked(ask)
        try:
            first = ask.plan.first
            if ask.plan.meaning:
                _meaning_first(ask)
            own = OPERATIONS[ask.plan.operation] if first is None else partial(figures_and_reason, first=first)
            status = further(ask, most_then_share(ask) or own(ask))
        except ValueError:
            ask.say("withdrawn")
            return "not_disclosed"
        status = of_place(ask, _finer(ask, question, status))
        less = ask.units_too or ask.plan.actual and ask.budget_only
        if less and status == "answered":  # the unit's own figure, or what was spent, is not there, and that is said
            status = "partial"
        if ask.plan.unknown:
            ask.say("no_body", body="、".join(ask.plan.unknown))
            return "partial" if status == "answered" else status
        return status

    def _finish(self, question: str, ask: Ask, status: Status) -> Answer:
        """The gate's verdicts; an answer with a figure that does not verify is withdrawn."""
        figures = ask.draft.figures(Gate(self.library.store))
        unlisted = ask.draft.unlisted(question)
        if unlisted or any(f.verdict == "unsupported" for f in figures):
            return Answer(
                question=question, status="not_disclosed", answer=ask.t("withdrawn"), language=ask.language,
                warnings=[*unlisted, *(f.text for f in figures if f.verdict == "unsupported")], plan=_shown(ask.plan),
            )
        return Answer(
            question=question, status=status, answer="\n".join(_paragraphs(ask.draft.lines)), language=ask.language,
            figures=figures,
            citations=ask.draft.citations, alternatives=ask.alternatives, suggestions=ask.suggestions,
            warnings=[*ask.warnings, *ask.recognised()], plan=_shown(ask.plan),
        )


def _finer(ask: Ask, question: str, status: Status) -> Status:
    """What is asked for in finer pieces than are printed (人均, 每月) is answered by the whole, and that is said."""
    for note in (note for found, note in _FINER if found.search(question) and ask.draft.claimed):
        if note == "only_years" and any(_PART_OF_YEAR.search(c.title) for c in ask.draft.citations):
            continue  # a report of half a year
        if note == "not_divided" and len(ask.bodies) > 1:
            continue  # the mean of bodies
        if status == "answered":
            ask.say(note)
            status = "partial"
    return status


def _meaning_first(ask: Ask) -> None:
    """基本支出是什么意思，是多少: what it means, where the disclosures say so, before the figure."""
    trial = replace(ask, draft=Draft(ask.library, ask.language), suggestions=[], alternatives=[])
    if ask.plan.metrics and words.define(trial) == "answered":
        ask.draft.__dict__.update(trial.draft.__dict__)


def figures_and_reason(ask: Ask, first: Operation) -> Status:
    """是多少，为什么下降: the figures, then the reason."""
    plan = ask.plan
    ask.plan = plan.model_copy(update={"operation": first})
    figures = OPERATIONS[first](ask)
    if figures not in ("answered", "partial"):
        return figures
    ask.plan = plan
    reason = OPERATIONS["explain"](ask)
    return figures if reason == "answered" else "partial"


def picked(ask: Ask) -> None:
    """第二个呢, 第二项占多少: the line of that place in the list asked for before becomes what is asked."""
    lines = listing.lines_of(ask)
    place = ask.plan.pick or 0
    if lines and -1 <= place <= len(lines) and place:
        label = lines[place - 1 if place > 0 else -1][0]
        operation = "lookup" if ask.plan.operation in ("list", "rank", "compare") else ask.plan.operation
        metrics = (Metric(phrase=label), *ask.plan.metrics[1:])
        asked = metrics if operation != "lookup" else metrics[:1]
        alone = {"operation": operation, "metrics": asked, "filters": Filters()}
        ask.plan = ask.plan.model_copy(update=alone)


def _paragraphs(lines: Sequence[str]) -> list[str]:
    """Sentences run on; the rows of a table stand on lines of their own."""
    out: list[str] = []
    for line in lines:
        row = line.startswith("- ")
        if out and not row and not out[-1].startswith("- "):
            out[-1] += ("" if out[-1].endswith(("。", "！", "？", "：", "”")) else " ") + line
        else:
            out.append(line)
    return out


def _shown(plan: Plan) -> dict[str, Any]:
    return plan.model_dump(mode="json", exclude_defaults=True, exclude={"topic"})


_FINER = (
    (re.compile(r"(?<![\d年])\d{1,2}月份?|[一二三四五六七八九十]+月份|年\d{1,2}月|季度|上半年|下半年|每个?月|月均"
                r"|一个月|每一?[天日]|[一平]均?一?天|日均|per (day|month)|a day|quarter"), "only_years"),
    (re.compile("平均每一?(个|家|名|位|户|辆|所|间|次|批|项|台)|每一?(辆|户|批)[^，。？?]{0,8}平均"), "not_divided"),
    (re.compile("打[一二三四五六七八九]折|翻[一两]?[倍番]"), "only_printed"),
    (re.compile("人均|每一?个?人(?!大|民)|per (head|capita|person)"), "no_heads"),
)
"""What is asked for in finer pieces than disclosures give: the whole is given, and that it is the whole is said."""
_PART_OF_YEAR = re.compile("半年|季度|[0-9一二三四五六七八九十]月(份|底|末)?(预算|执行|收支)")
