"""The page: its tabs and the proof beside them, in Gradio Blocks. Words come from `words`, HTML from `views`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr

from corpus.errors import BudgetQAError
from corpus.model import Document, Kind
from index.search import Hit
from qa.answer import Language
from qa.web.answering import answering
from qa.web.desk import MAX_HITS, MAX_QUESTION, MAX_TEXT, Desk
from qa.web.examples import Examples
from qa.web.views import View
from qa.web.words import Words, spoken

LEAST_EARLIER, MOST_EARLIER = 6, 12
"""Questions that a conversation goes back to: at the most it is cut to the least, for as long as it only grows what was
understood of it is not worked out again."""
MOST_HITS = 30
TABLES, PROSE = "tables", "prose"
_PLACES = (TABLES, PROSE, "三公", "收支", "收入", "支出", "基本支出", "项目", "采购", "绩效", "政府性基金")
"""Where to search: tables, prose, or tables whose title holds this word."""
_STATE_SECONDS = 1800
_KINDS: dict[str, Kind] = {"budget": "budget", "final": "final"}
_log = logging.getLogger(__name__)


def _private(queue: bool) -> dict[str, Any]:
    """How the page's own events are declared. Only what streams goes through Gradio's queue: it costs two requests and
    a stream of messages for each call, more than a whole answer."""
    return {"api_visibility": "private", "show_progress": "hidden", "queue": queue}


_AT_ONCE = _private(queue=False)


class Handlers:
    """What the page's events do."""

    def __init__(self, desk: Desk, view: View, examples: Examples) -> None:
        self._desk, self._view, self._examples = desk, view, examples
        self._words: Words = view.words
        self.streams = desk.settings.llm is not None
        self.asking: Callable[..., Any] = self.ask_on if self.streams else self.ask
        self.linked: Callable[..., Any] = self.ask_linked_on if self.streams else self.ask_linked

    def ask(self, question: str, department: str | None, year: str | None, earlier: tuple[str, ...]) -> tuple[Any, ...]:
        """The checked answer, where no chat model is set: one picture of the page, and no more work than that."""
        return list(self.ask_on(question, department, year, earlier))[-1]

    def ask_on(self, question: str, department: str | None, year: str | None,
               earlier: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
        """The checked answer at once, then a chat model's text as it comes, and what stands in the end."""
        question = " ".join((question or "").split())[:MAX_QUESTION]
        if not question:
            yield (gr.skip(),) * 4
            return
        scope = department or None, _number(year)
        try:
            for shown in answering(self._desk, self._view, question, earlier, *scope):
                yield shown, "", _later(earlier, question), ""
        except Exception as error:
            yield self._view.message(self._said(error), question), gr.skip(), earlier, gr.skip()

    def ask_linked(self, request: gr.Request) -> tuple[Any, ...]:
        """The answer to a shared link's question, taken from the address: the box is where somebody may be typing."""
        return list(self.ask_linked_on(request))[-1]

    def ask_linked_on(self, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """The same, as it comes into being."""
        asked = request.query_params
        scope = asked.get("department"), asked.get("year")
        for shown, _, earlier, examples in self.ask_on(asked.get("q", ""), *scope, ()):
            yield shown, gr.skip(), earlier, examples

    def clear(self) -> tuple[Any, ...]:
        """A new conversation."""
        return "", (), self._view.examples(self._examples.of(self._view.words.language))

    def search(self, terms: str, department: str | None, year: str | None, kind: str | None, where: str | None) -> str:
        """Search results."""
        try:
            found = self._desk.search(terms or "", department, _number(year), _KINDS.get(kind or ""),
                                      MAX_HITS if where else MOST_HITS + 1)
            asked = {"q": terms, "department": department, "year": year, "kind": kind}
            shown = within(found, where)
            return self._view.hits(shown[:MOST_HITS], terms, asked, len(shown) > MOST_HITS)
        except Exception as error:
            return self._view.message(self._said(error))

    def search_linked(self, request: gr.Request) -> Any:
        """The results of a shared link, which the address holds."""
        asked = request.query_params
        terms = asked.get("s", "")[:MAX_QUESTION]
        if not terms:
            return gr.skip()
        return self.search(terms, asked.get("department"), asked.get("year"), asked.get("kind"), None)

    def check(self, text: str) -> str:
        """A text with its verdicts."""
        try:
            return self._view.checked(self._desk.check(text or "", self._words.language))
        except Exception as error:
            return self._view.message(self._said(error))

    def load(self, request: gr.Request) -> tuple[Any, ...]:
        """What depends on the corpus and on the address: filters, examples, the terms of a shared link."""
        documents = self._desk.documents()
        departments, years = self._choices(documents)
        asked = request.query_params
        department, year = asked.get("department", ""), asked.get("year", "")
        chosen = (gr.update(choices=departments, value=department if (department, department) in departments else ""),
                  gr.update(choices=years, value=year if (year, year) in years else ""))
        examples = gr.skip() if asked.get("q") else self._view.examples(self._examples.of(self._view.words.language))
        kind = asked.get("kind", "")
        return (self._view.head(documents), examples, *chosen, asked.get("s", "")[:MAX_QUESTION] or gr.skip(), *chosen,
                kind if kind in _KINDS else "")

    def refresh(self, *chosen: str | None) -> tuple[Any, ...]:
        """What the page says of the corpus, after a document came in or went: what is chosen and still there stays."""
        documents = self._desk.documents()
        departments, years = self._choices(documents)
        held = {value for _, value in (*departments, *years)}
        lists = (departments, years, departments, years)
        return (self._view.head(documents), *(gr.update(choices=choices, value=value if value in held else "")
                                              for choices, value in zip(lists, chosen, strict=True)))

    def _choices(self, documents: Sequence[Document]) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """The departments and years of the filters."""
        everything = (self._words("all"), "")
        names = sorted({d.department for d in documents if d.department})
        years = sorted({d.year for d in documents if d.year}, reverse=True)
        return [everything, *((name, name) for name in names)], [everything, *((str(y), str(y)) for y in years)]

    def _said(self, error: Exception) -> str:
        if isinstance(error, BudgetQAError):
            return spoken(str(error), self._words.language)
        _log.error("the page could not do what was asked", exc_info=error)
        return self._words("failed")


def within(hits: Sequence[Hit], where: str | None) -> list[Hit]:
    """The hits of one kind of place: prose, tables, or tables whose title says this."""
    if not where:
        return list(hits)
    if where in (PROSE, TABLES):
        return [hit for hit in hits if (hit.table is None) == (where == PROSE)]
    return [hit for hit in hits if hit.table and where in hit.table]


def _later(earlier: tuple[str, ...], question: str) -> tuple[str, ...]:
    said = *earlier, question
    return said if len(said) <= MOST_EARLIER else said[-LEAST_EARLIER:]


def _number(year: str | None) -> int | None:
    return int(year) if year and year.isdigit() else None


def build(desk: Desk, language: Language, examples: Examples) -> gr.Blocks:
    """The page in one language."""
    view = View(desk, language)
    w, on = view.words, Handlers(desk, view, examples)
    page = gr.Blocks(title=w("name"), analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with page:
        head = _html(view.head(desk.documents()))
        with gr.Row(elem_classes="bq-columns", equal_height=False):
            with gr.Column(scale=6, min_width=320, elem_classes="bq-main"), \
                    gr.Tabs(elem_id="bq-tabs", overflow_behavior="wrap"):
                ask = _ask_tab(w, on)
                search = _search_tab(w, on)
                _fetched_tab(view, "browse", "corpus", "view/corpus")
                _fetched_tab(view, "charts", "charts", "view/charts/trend")
                _check_tab(w, on)
                if desk.settings.staff_password is not None:
                    _fetched_tab(view, "staff", "staff", "view/staff")
            with gr.Column(scale=5, min_width=320, elem_classes="bq-side"):
                _html(view.panel())
        _html(f'<footer class="bq-footer">{w("footer")} <a href="/api">{w("api")}</a></footer>')
        loaded = page.load(on.load, None, [head, ask.examples, ask.department, ask.year, search.terms,
                                           search.department, search.year, search.kind], **_AT_ONCE)
        chosen = [ask.department, ask.year, search.department, search.year]
        if desk.settings.staff_password is not None:  # the script presses it after an upload
            anew = gr.Button("", elem_id="bq-refresh", elem_classes="bq-pressed-elsewhere")
            anew.click(on.refresh, chosen, [head, *chosen], **_AT_ONCE)
        loaded.then(on.linked, None, ask.outputs, **_private(on.streams))
        loaded.then(on.search_linked, None, search.found, **_AT_ONCE)
    page.queue(default_concurrency_limit=4, max_size=256)
    return page


@dataclass(frozen=True, slots=True)
class _Ask:
    department: gr.Dropdown
    year: gr.Dropdown
    examples: gr.HTML
    outputs: list[Any]


@dataclass(frozen=True, slots=True)
class _Search:
    terms: gr.Textbox
    department: gr.Dropdown
    year: gr.Dropdown
    kind: gr.Dropdown
    found: gr.HTML


def _fetched_tab(view: View, name: str, place: str, address: str) -> None:
    """A tab whose content is fetched when it is first seen."""
    with gr.Tab(view.words(f"tab_{name}"), id=name, elem_id=f"bq-tab-{name}"):
        _html(f'<div id="bq-{place}" class="bq-fetched" data-load="{view.base}{address}">'
              f'<p class="bq-pending" role="status">{view.words("loading")}</p></div>')


def _ask_tab(w: Words, on: Handlers) -> _Ask:
    with gr.Tab(w("tab_ask"), id="ask", elem_id="bq-tab-ask"):
        earlier = gr.State((), time_to_live=_STATE_SECONDS)
        with gr.Row(elem_classes="bq-askrow"):
            question = gr.Textbox(label=w("question"), placeholder=w("question_hint"), lines=1, max_lines=4, scale=6,
                                  max_length=MAX_QUESTION, elem_id="bq-question")
            send = gr.Button(w("send"), variant="primary", scale=1, min_width=90, elem_id="bq-send")
        with gr.Accordion(w("filters"), open=False, elem_classes="bq-filters"), gr.Row():
            department = gr.Dropdown([(w("all"), "")], label=w("department"), value="", min_width=140)
            year = gr.Dropdown([(w("all"), "")], label=w("year"), value="", min_width=100)
        clear = gr.Button(w("clear"), elem_id="bq-clear", elem_classes="bq-pressed-elsewhere")
        examples = _html("")
        log = _html("", "bq-log")
        # the script keeps the earlier answers: only the newest is sent
        _html(f'<section id="bq-past" hidden><p class="bq-actions"><button type="button" class="bq-quiet" '
              f'data-press="bq-clear">＋ {w("clear")}</button></p>'
              f'<h2 class="bq-earlier">{w("earlier")}</h2><div></div></section>')
        inputs, outputs = [question, department, year, earlier], [log, question, earlier, examples]
        gr.on([question.submit, send.click], on.asking, inputs, outputs, trigger_mode="once", **_private(on.streams))
        clear.click(on.clear, None, [log, earlier, examples], **_AT_ONCE)
    return _Ask(department, year, examples, outputs)


def _search_tab(w: Words, on: Handlers) -> _Search:
    with gr.Tab(w("tab_search"), id="search", elem_id="bq-tab-search"):
        with gr.Row(elem_classes="bq-askrow"):
            terms = gr.Textbox(label=w("search_terms"), placeholder=w("search_hint"), lines=1, max_lines=1, scale=6,
                               max_length=MAX_QUESTION, elem_id="bq-terms")
            send = gr.Button(w("search"), variant="primary", scale=1, min_width=90, elem_id="bq-search")
        with gr.Row(elem_classes="bq-filterrow"):
            everything = (w("all"), "")
            department = gr.Dropdown([everything], label=w("department"), value="", min_width=140)
            year = gr.Dropdown([everything], label=w("year"), value="", min_width=90)
            kind = gr.Dropdown([everything, (w("budget"), "budget"), (w("final"), "final")], label=w("kind"), value="",
                               min_width=90)
            tables = [(w(f"in_{word}") if word in (TABLES, PROSE) else word, word) for word in _PLACES]
            where = gr.Dropdown([everything, *tables], label=w("table"), value="", min_width=110)
        found = _html("", "bq-found")
        inputs = [terms, department, year, kind, where]
        # one event for all of them, so that what was chosen last is what is shown
        gr.on([terms.submit, send.click, *(box.input for box in (department, year, kind, where))], on.search, inputs,
              found, trigger_mode="always_last", **_AT_ONCE)
    return _Search(terms, department, year, kind, found)


def _check_tab(w: Words, on: Handlers) -> None:
    with gr.Tab(w("tab_check"), id="check", elem_id="bq-tab-check"):
        text = gr.Textbox(label=w("check_text"), placeholder=w("check_hint"), lines=6, max_lines=20,
                          max_length=MAX_TEXT, elem_id="bq-text")
        send = gr.Button(w("check"), variant="primary", elem_id="bq-check")
        checked = _html("", "bq-checked")
        send.click(on.check, text, checked, **_AT_ONCE)


def _html(value: str, id: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=id, apply_default_css=False, js_on_load=None)
