"""The whole page by Tab, Enter and the arrows alone: what holds the focus is seen, and nothing wants a mouse."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl

from tests.web.test_browser import QUESTION

if TYPE_CHECKING:
    from playwright.sync_api import Page

MOST_STOPS = 150
"""Presses of Tab after which something is taken for out of reach."""


def reach(page: Page, selector: str, back: bool = False) -> None:
    """Press Tab until what the selector names holds the focus, and see that one sees it."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            break
    else:
        raise AssertionError(f"{selector} cannot be reached")
    seen = """() => {
        const at = document.activeElement, near = [at, at.parentElement, at.closest(".block, label, .bq-drop") ?? at];
        const marked = near.some((each) => {
            const style = getComputedStyle(each);
            return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== "none";
        });
        const box = at.getBoundingClientRect();
        return marked && box.width > 0 && box.bottom > 0 && box.top < window.innerHeight;
    }"""
    page.wait_for_function(seen, timeout=10_000)  # what has just arrived may still be scrolling the page


def press(page: Page, selector: str, back: bool = False) -> None:
    reach(page, selector, back)
    page.keyboard.press("Enter")


def leave_proof(page: Page) -> None:
    """Back to where the proof was opened from, where it lies over the page."""
    page.wait_for_selector(".bq-frame", state="visible")
    page.keyboard.press("Escape")


def test_from_a_question_to_its_proof_and_on(page: Page) -> None:
    reach(page, "#bq-question textarea")
    page.keyboard.type(QUESTION)
    page.keyboard.press("Enter")
    page.wait_for_selector("#bq-log .bq-turn[data-share]")
    press(page, "#bq-log .bq-cite")
    leave_proof(page)
    assert page.evaluate("document.activeElement.matches('#bq-log .bq-cite')")
    reach(page, "#bq-log .bq-next [data-ask]")
    follow = page.evaluate("document.activeElement.dataset.ask")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"#bq-log .bq-turn[data-question='{follow}']")


def test_search_with_a_filter(page: Page) -> None:
    open_tab(page, "search")
    reach(page, "#bq-terms textarea, #bq-terms input")
    page.keyboard.type("公务接待费")
    page.keyboard.press("Enter")
    page.wait_for_selector(".bq-hit")
    years = "[...document.querySelectorAll('.bq-hit .bq-where')].map((e) => e.firstChild.textContent.trim().slice(-4))"
    assert len(set(page.evaluate(years))) > 1
    reach(page, "[aria-label='年份']")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function(f"new Set({years}).size === 1")
    press(page, ".bq-hit")
    leave_proof(page)


def test_browse_to_a_table_and_take_it_away(page: Page) -> None:
    open_tab(page, "browse")
    page.wait_for_selector(".bq-doc")
    press(page, ".bq-doc")
    page.wait_for_selector(".bq-row")
    press(page, ".bq-row")
    page.wait_for_selector(".bq-cell")
    with page.expect_download() as taken:
        press(page, "a[href$='.xlsx'][download]")
    assert openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes())).worksheets
    reach(page, "th[data-sort] button")
    page.keyboard.press("Enter")
    assert page.locator("th[aria-sort]").count() == 1
    press(page, ".bq-cell")
    leave_proof(page)


def test_check_a_text(page: Page) -> None:
    open_tab(page, "check")
    reach(page, "#bq-text textarea")
    page.keyboard.type("示例市政务服务数据管理局2022年预算支出合计555.08万元。")
    press(page, "#bq-check")
    page.wait_for_selector(".bq-verdicts")
    press(page, ".bq-verdicts .bq-cite")
    leave_proof(page)


def open_tab(page: Page, name: str) -> None:
    press(page, f"#bq-tab-{name}-button")
    page.wait_for_selector(f"#bq-tab-{name}-button[aria-selected=true]")
