"""The page: four tabs and the proof beside them, in Gradio Blocks. Words come from `words`, HTML from `views`."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from corpus.errors import BudgetQAError
from corpus.model import Kind
from qa.answer import Language
from qa.web.desk import MAX_QUESTION, MAX_TEXT, Desk
from qa.web.examples import Examples
from qa.web.views import View
from qa.web.words import Words

MOST_TURNS = 6
_STATE_SECONDS = 1800
_KINDS: dict[str, Kind] = {"budget": "budget", "final": "final"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Talk:
    """A conversation: its questions, oldest first, and what was shown, newest first."""

    questions: tuple[str, ...] = ()
    turns: tuple[str, ...] = ()

    def and_(self, question: str, turn: str) -> Talk:
        """The conversation with one more turn; the oldest go."""
        return Talk((*self.questions, question)[-MOST_TURNS:], (turn, *self.turns)[:MOST_TURNS])


class Handlers:
    """What the page's events do."""

    def __init__(self, desk: Desk, view: View, examples: Examples) -> None:
        self._desk, self._view, self._examples = desk, view, examples
        self._words: Words = view.words

    def ask(self, question: str, department: str | None, year: str | None, talk: Talk) -> Iterator[tuple[Any, ...]]:
        """What is asked at once, its answer as soon as it is there."""
        question = " ".join((question or "").split())[:MAX_QUESTION]
        if not question:
            yield (gr.skip(),) * 4
            return
        pending = self._view.message(self._words("looking"), question, pending=True)
        yield self._shown(talk, pending), "", talk, ""
        try:
            answer = self._desk.ask(question, talk.questions, department, _number(year))
            talk = talk.and_(question, self._view.answer(answer, department, _number(year)))
            yield self._shown(talk), gr.skip(), talk, gr.skip()
        except Exception as error:
            yield self._shown(talk, self._view.message(self._said(error), question)), gr.skip(), talk, gr.skip()

    def search(self, terms: str, department: str | None, year: str | None, kind: str | None) -> str:
        """Search results."""
        try:
            return self._view.hits(self._desk.search(terms or "", department, _number(year), _KINDS.get(kind or "")))
        except Exception as error:
            return self._view.message(self._said(error))

    def check(self, text: str) -> str:
        """A text with its verdicts."""
        try:
            return self._view.checked(self._desk.check(text or ""))
        except Exception as error:
            return self._view.message(self._said(error))

    def load(self, request: gr.Request) -> tuple[Any, ...]:
        """What depends on the corpus and on the address: filters, examples, the question of a shared link."""
        documents = self._desk.documents()
        asked = request.query_params
        departments = sorted({d.department for d in documents if d.department})
        years = sorted({d.year for d in documents if d.year}, reverse=True)
        everything = (self._words("all"), "")
        of_departments = [everything, *((name, name) for name in departments)]
        of_years = [everything, *((str(year), str(year)) for year in years)]
        department = asked.get("department") if asked.get("department") in departments else ""
        year = asked.get("year") if asked.get("year") in map(str, years) else ""
        return (
            self._view.head(documents), self._view.examples(self._examples.of(self._words.language)),
            self._view.corpus(documents), str(asked["q"])[:MAX_QUESTION] if asked.get("q") else gr.skip(),
            gr.update(choices=of_departments, value=department), gr.update(choices=of_years, value=year),
            gr.update(choices=of_departments), gr.update(choices=of_years),
        )

    def _shown(self, talk: Talk, first: str = "") -> str:
        return f'<div class="bq-talk">{first}{"".join(talk.turns)}</div>'

    def _said(self, error: Exception) -> str:
        if isinstance(error, BudgetQAError):
            return str(error)
        _log.error("the page could not do what was asked", exc_info=error)
        return self._words("failed")


def _number(year: str | None) -> int | None:
    return int(year) if year and year.isdigit() else None


def build(desk: Desk, language: Language, examples: Examples) -> gr.Blocks:
    """The page in one language."""
    view = View(desk, language)
    w, on = view.words, Handlers(desk, view, examples)
    documents = desk.documents()
    page = gr.Blocks(title=w("name"), analytics_enabled=False, fill_width=True, delete_cache=(3600, 3600))
    with page:
        head = _html(view.head(documents))
        with gr.Row(elem_classes="bq-columns", equal_height=False):
            with gr.Column(scale=6, min_width=320, elem_classes="bq-main"), gr.Tabs(elem_id="bq-tabs"):
                ask = _ask_tab(w, on)
                search = _search_tab(w, on)
                with gr.Tab(w("tab_browse"), id="browse"):
                    shelves = _html(view.corpus(documents))
                _check_tab(w, on)
            with gr.Column(scale=5, min_width=320, elem_classes="bq-side"):
                _html(view.panel())
        _html(f'<footer class="bq-footer">{w("footer")} <a href="/api">{w("api")}</a></footer>')
        loaded = page.load(on.load, None, [head, ask.examples, shelves, ask.question, ask.department, ask.year,
                                           search.department, search.year], api_visibility="private",
                           show_progress="hidden")
        loaded.then(on.ask, ask.inputs, ask.outputs, api_visibility="private", show_progress="hidden")
    page.queue(default_concurrency_limit=8, max_size=256)
    return page


@dataclass(frozen=True, slots=True)
class _Ask:
    question: gr.Textbox
    department: gr.Dropdown
    year: gr.Dropdown
    examples: gr.HTML
    inputs: list[Any]
    outputs: list[Any]


@dataclass(frozen=True, slots=True)
class _Search:
    department: gr.Dropdown
    year: gr.Dropdown


def _ask_tab(w: Words, on: Handlers) -> _Ask:
    with gr.Tab(w("tab_ask"), id="ask"):
        talk = gr.State(Talk(), time_to_live=_STATE_SECONDS)
        with gr.Row(elem_classes="bq-askrow"):
            question = gr.Textbox(label=w("question"), placeholder=w("question_hint"), lines=1, max_lines=4, scale=6,
                                  max_length=MAX_QUESTION, elem_id="bq-question")
            send = gr.Button(w("send"), variant="primary", scale=1, min_width=90, elem_id="bq-send")
        with gr.Accordion(w("filters"), open=False, elem_classes="bq-filters"), gr.Row():
            department = gr.Dropdown([(w("all"), "")], label=w("department"), value="")
            year = gr.Dropdown([(w("all"), "")], label=w("year"), value="")
        examples = _html("")
        log = _html("", "bq-log")
        inputs, outputs = [question, department, year, talk], [log, question, talk, examples]
        for event in (question.submit, send.click):
            event(on.ask, inputs, outputs, api_visibility="private", show_progress="hidden", trigger_mode="once")
    return _Ask(question, department, year, examples, inputs, outputs)


def _search_tab(w: Words, on: Handlers) -> _Search:
    with gr.Tab(w("tab_search"), id="search"):
        with gr.Row(elem_classes="bq-askrow"):
            terms = gr.Textbox(label=w("search_terms"), placeholder=w("search_hint"), lines=1, max_lines=1, scale=6,
                               max_length=MAX_QUESTION, elem_id="bq-terms")
            send = gr.Button(w("search"), variant="primary", scale=1, min_width=90, elem_id="bq-search")
        with gr.Row(elem_classes="bq-filterrow"):
            department = gr.Dropdown([(w("all"), "")], label=w("department"), value="", min_width=140)
            year = gr.Dropdown([(w("all"), "")], label=w("year"), value="", min_width=100)
            kind = gr.Dropdown([(w("all"), ""), (w("budget"), "budget"), (w("final"), "final")], label=w("kind"),
                               value="", min_width=100)
        found = _html("", "bq-found")
        for event in (terms.submit, send.click):
            event(on.search, [terms, department, year, kind], found, api_visibility="private", show_progress="minimal")
    return _Search(department, year)


def _check_tab(w: Words, on: Handlers) -> None:
    with gr.Tab(w("tab_check"), id="check"):
        text = gr.Textbox(label=w("check_text"), placeholder=w("check_hint"), lines=6, max_lines=20,
                          max_length=MAX_TEXT, elem_id="bq-text")
        send = gr.Button(w("check"), variant="primary", elem_id="bq-check")
        checked = _html("", "bq-checked")
        send.click(on.check, text, checked, api_visibility="private", show_progress="minimal")


def _html(value: str, id: str | None = None) -> gr.HTML:
    return gr.HTML(value, elem_id=id, apply_default_css=False, js_on_load=None)
