"""What shuts people out: axe-core over every tab, light and dark, at desktop and phone size, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import PASSWORD, PATIENCE, SIZES, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTION = "示例市文化和旅游局2024年总支出比上年增加多少？"
REFUSED = "示例市文化和旅游局2024年信息化项目是多少？"
TEXT = "示例市政务服务数据管理局2022年预算支出合计555.08万元，其中基本支出500万元，比上年增长20%。"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}
LOOKS = [("/", "light", "desktop"), ("/", "dark", "phone"),
         *(pytest.param(*look, marks=pytest.mark.long) for look in (
             ("/", "dark", "desktop"), ("/", "light", "phone"), ("/en/", "light", "desktop"), ("/en/", "dark", "phone")))]


def faults(page: Page, place: str) -> list[str]:
    """The serious and critical findings of axe here, and a page that is wider than its window."""
    from axe_playwright_python.sync_playwright import Axe

    found = [f"{place}: {v['id']} ({v['impact']}) {node['html'][:160]}"
             for v in Axe().run(page, options=RULES).response["violations"]
             if v["impact"] in ("serious", "critical") for node in v["nodes"][:3]]
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return found + ([f"{place}: {wide} pixels too wide"] if wide > 0 else [])


@pytest.mark.parametrize(("path", "scheme", "size"), LOOKS)
def test_nobody_is_shut_out_of_any_tab(browser: Browser, server: Server, path: str, scheme: str, size: str) -> None:
    width, height = SIZES[size]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    page.goto(server.url + path + ("?__theme=dark" if scheme == "dark" else "?__theme=light"))
    page.wait_for_selector(".bq-examples [data-ask]")
    wrong = faults(page, "start")
    page.fill("#bq-question textarea", QUESTION)
    page.click("#bq-send")
    page.wait_for_selector("#bq-log .bq-turn[data-share]")
    page.locator("#bq-log .bq-text [data-how], #bq-log .bq-text [data-proof]").first.click()
    page.wait_for_selector(".bq-frame")
    wrong += faults(page, "answer")
    if size == "phone":
        page.click("[data-close]")
        page.wait_for_selector("[data-close]", state="hidden")
    page.fill("#bq-question textarea", REFUSED)
    page.click("#bq-send")
    page.wait_for_selector("#bq-log .bq-status-not_disclosed")
    wrong += faults(page, "refusal")
    visit(page, "search")
    page.fill("#bq-terms textarea, #bq-terms input", "公务接待费")
    page.locator("#bq-terms textarea, #bq-terms input").press("Enter")
    page.wait_for_selector(".bq-hit")
    wrong += faults(page, "search")
    page.fill("#bq-terms textarea, #bq-terms input", "qqzzx")
    page.locator("#bq-terms textarea, #bq-terms input").press("Enter")
    page.wait_for_selector("#bq-found .bq-empty")
    wrong += faults(page, "nothing found")
    visit(page, "browse")
    page.locator(".bq-doc").first.click()
    page.wait_for_selector(".bq-row")
    wrong += faults(page, "document")
    page.locator(".bq-row").nth(1).click()
    page.wait_for_selector(".bq-cell")
    wrong += faults(page, "table")
    page.locator("[data-view$=findings]").first.click()
    page.wait_for_selector(".bq-findings, .bq-held .bq-empty")
    wrong += faults(page, "findings")
    visit(page, "charts")
    for mode in range(3):
        page.locator(".bq-mode").nth(mode).click()
        page.wait_for_selector(f".bq-mode:nth-child({mode + 1})[aria-current]")
        page.wait_for_selector("[data-drawn]")
        wrong += faults(page, f"chart {mode}")
    visit(page, "check")
    page.fill("#bq-text textarea", TEXT)
    page.click("#bq-check")
    page.wait_for_selector(".bq-verdicts")
    wrong += faults(page, "check")
    page.route("**/gradio_api/run/predict*", lambda route: route.fulfill(status=500, json={"error": "x"}))
    page.click("#bq-check")
    page.wait_for_selector(".bq-failed")
    page.unroute("**/gradio_api/run/predict*")
    wrong += faults(page, "failed")
    visit(page, "staff")
    page.wait_for_selector(".bq-login")
    wrong += faults(page, "sign in")
    page.fill("input[name=password]", "another")
    page.click(".bq-login .bq-go")
    page.wait_for_selector(".bq-login .bq-warning", state="visible")
    wrong += faults(page, "wrong password")
    page.fill("input[name=password]", PASSWORD)
    page.click(".bq-login .bq-go")
    page.wait_for_selector(".bq-drop")
    page.set_input_files("#bq-file", {"name": "a.pdf", "mimeType": "application/pdf",
                                      "buffer": b"no file of this kind"})
    page.wait_for_selector("[data-state=failed]")
    wrong += faults(page, "staff")
    page.close()
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def visit(page: Page, tab: str) -> None:
    """Open a tab, wherever Gradio has put its button."""
    button = page.locator(f"#bq-tab-{tab}-button")
    if not button.is_visible():
        page.locator(".overflow-menu > button").click()
        page.locator(".overflow-menu button").filter(has_text=page.evaluate(
            "tab => document.getElementById(`bq-tab-${tab}-button`)?.textContent ?? ''", tab)).last.click()
        return
    button.click()
