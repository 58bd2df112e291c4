"""How soon the page stands and how soon an answer does, as one person's browser sees it.

Told, never asserted: the machine is shared; what fails here is a page or an answer that does not come.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import FLAGS, PATIENCE, Server
from tests.web.load import QUESTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page

TIMES = 3
_WHEN_SHOWN = """(selector) => new Promise((done) => {
    const look = () => (document.querySelector(selector) ? done(performance.now()) : requestAnimationFrame(look));
    look();
})"""


@pytest.mark.long
def test_the_first_page_and_an_answer_are_timed(
    chromium: str, server: Server, record_property: Callable[[str, object], None], capsys: pytest.CaptureFixture[str]
) -> None:
    from playwright.sync_api import sync_playwright

    first, answers = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for _ in range(TIMES):  # each in a context of its own: nothing is kept from the page before
            page = browser.new_page()
            page.set_default_timeout(PATIENCE)
            page.goto(server.url)
            first.append(float(page.evaluate(_WHEN_SHOWN, ".bq-examples [data-ask]")))
            answers += [_answered(page, question) for question in QUESTIONS]
            page.close()
        browser.close()
    told = (f"first page {statistics.median(first):.0f} ms, an answer in the page {statistics.median(answers):.0f} ms "
            f"(median), {max(answers):.0f} ms at most")
    with capsys.disabled():
        print(f"\n{told}")
    record_property("speed", told)


def _answered(page: Page, question: str) -> float:
    """Milliseconds from the click until the answer to this question stands."""
    page.fill("#bq-question textarea", question)
    return float(page.evaluate("""async ([question, shown]) => {
        const begun = performance.now();
        document.getElementById("bq-send").click();
        const done = await eval(shown)(`#bq-log .bq-turn[data-question="${CSS.escape(question)}"]`);
        return done - begun;
    }""", [question, _WHEN_SHOWN]))
