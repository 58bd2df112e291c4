"""What the page shows where there is nothing to show, where it fails, and where what it holds changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.web.conftest import PASSWORD
from tests.web.test_browser import QUESTION, ask, on_phone

if TYPE_CHECKING:
    from playwright.sync_api import Page

LATER = "示例市文化和旅游局2023年公务接待费是多少？"
NEW = "示例市农业农村局"
CHECKED = "示例市政务服务数据管理局2022年预算支出合计555.08万元，其中基本支出500万元。"


def search(page: Page, terms: str) -> None:
    page.locator("#bq-tab-search-button").click()
    page.fill("#bq-terms textarea, #bq-terms input", terms)
    page.click("#bq-search")


def check(page: Page, text: str) -> None:
    page.locator("#bq-tab-check-button").click()
    page.fill("#bq-text textarea", text)
    page.click("#bq-check")
    page.locator(".bq-pasted", has_text=text[:12]).wait_for()


@pytest.mark.parametrize("nothing", ["hits", "figures", "refusal"])
def test_beside_nothing_stands_no_proof_of_something_else(page: Page, nothing: str) -> None:
    ask(page, QUESTION)
    if on_phone(page):
        page.locator("#bq-log .bq-cite").first.click()
        page.wait_for_selector(".bq-frame", state="visible")
        page.click("[data-close]")
    else:
        page.wait_for_selector(".bq-panel .bq-frame")
    if nothing == "hits":
        search(page, "qqzzx")
        page.locator("#bq-found .bq-empty").wait_for()
    elif nothing == "figures":
        check(page, "这一段文字没有写数目。")
    else:
        page.fill("#bq-question textarea", "示例市文化和旅游局2019年会议费是多少？")
        page.click("#bq-send")
        page.locator("#bq-log .bq-status-not_disclosed").wait_for()
    page.wait_for_selector(".bq-panel .bq-legend", state="attached")
    assert page.locator(".bq-panel .bq-proof").count() == 0


def test_a_refusal_leads_to_the_search_and_to_what_is_held(page: Page) -> None:
    page.fill("#bq-question textarea", "示例市文化和旅游局2024年信息化项目是多少？")
    page.click("#bq-send")
    way = page.locator("#bq-log [data-search]")
    way.wait_for()
    terms = str(way.get_attribute("data-search"))
    assert terms == "信息化" and terms in way.inner_text()
    way.click()
    page.wait_for_selector(".bq-hit")
    assert page.locator("#bq-terms textarea, #bq-terms input").input_value() == terms
    page.locator("#bq-tab-ask-button").click()
    page.locator("#bq-log [data-tab=browse]").click()
    page.wait_for_selector(".bq-doc")


def test_what_is_contradicted_is_shown_first(page: Page) -> None:
    check(page, CHECKED)
    if on_phone(page):  # there a proof opens when it is asked for
        assert page.locator(".bq-panel.bq-open").count() == 0
        return
    page.wait_for_selector("#bq-checked [aria-pressed=true]")
    assert "500万元" in page.locator("#bq-checked [aria-pressed=true]").inner_text()
    assert page.locator(".bq-panel .bq-printed").inner_text() == "422.09"


def test_one_step_back_is_what_was_looked_at_before(page: Page) -> None:
    ask(page, QUESTION)
    first = page.url
    page.fill("#bq-question textarea", LATER)
    page.click("#bq-send")
    page.wait_for_selector(f"#bq-log .bq-turn[data-question='{LATER}']")
    second = page.url
    page.locator("#bq-tab-browse-button").click()
    page.locator(".bq-doc").first.click()
    page.wait_for_selector(".bq-row")
    page.locator(".bq-row").nth(1).click()
    page.wait_for_selector(".bq-cell")
    page.go_back()
    page.wait_for_selector(".bq-row")
    page.go_back()
    page.wait_for_selector("#bq-tab-ask-button[aria-selected=true]")
    assert page.url == second
    page.go_back()
    page.wait_for_function("""question => {
        const turn = document.querySelector(`#bq-past .bq-turn[data-question='${question}']`).getBoundingClientRect();
        return turn.top >= -2 && turn.top < window.innerHeight;
    }""", arg=QUESTION)
    assert page.url == first
    page.go_forward()
    page.go_forward()
    page.wait_for_selector(".bq-row", state="visible")


def test_a_folded_table_stays_said_to_be_folded_while_a_cell_is_looked_up(page: Page) -> None:
    page.locator("#bq-tab-browse-button").click()
    page.locator(".bq-doc").first.click()
    page.locator(".bq-row", has_text="基本支出").first.click()
    page.locator("[data-fold]").first.click()
    page.locator(".bq-cell").first.click()
    page.wait_for_selector(".bq-frame", state="visible")
    page.keyboard.press("Escape")
    assert page.locator("[data-fold]").first.get_attribute("aria-pressed") == "true"


def test_what_cannot_reach_the_server_is_said_and_stays_typed(page: Page) -> None:
    page.wait_for_function("""() => performance.getEntriesByType("resource")
        .filter((each) => each.name.includes("run/predict")).length === 3""")
    away = ("**/gradio_api/run/predict*", "**/gradio_api/app_id*")
    for address in away:
        page.route(address, lambda route: route.abort())
    page.fill("#bq-question textarea", QUESTION)
    for _ in range(2):  # the second time Gradio knows that the server is away, and asks it nothing
        page.click("#bq-send")
        page.locator("#bq-log .bq-failed", has_text="连不上服务器").wait_for()
        assert page.locator("[data-busy]").count() == 0
    assert "连接中断" in page.locator(".toast-body").last.inner_text()
    with page.expect_navigation():
        for address in away:
            page.unroute(address)
    page.wait_for_selector(".bq-examples [data-ask]")
    page.wait_for_function("question => document.querySelector('#bq-question textarea').value === question",
                           arg=QUESTION)
    page.click("#bq-send")
    page.wait_for_selector("#bq-log .bq-turn[data-share]")


def test_filters_have_room_for_what_is_chosen(page: Page) -> None:
    page.locator("#bq-tab-search-button").click()
    boxes = page.locator(".bq-filterrow input")
    for number in range(boxes.count()):
        box = boxes.nth(number).bounding_box()
        around = boxes.nth(number).locator("xpath=ancestor::*[.//*[name()='svg']][1]")
        arrow = around.locator("svg").first.bounding_box()
        assert box and arrow and box["width"] > 40 and arrow["x"] >= box["x"] + 28, number


def test_hints_in_boxes_can_be_read(page: Page) -> None:
    """Axe does not look at them: 4.5:1 as for other words."""
    for scheme in ("light", "dark"):
        page.goto(f"{page.url.split('?')[0]}?__theme={scheme}")
        page.wait_for_selector(".bq-examples [data-ask]")
        assert page.evaluate("""() => {
            const box = document.querySelector("#bq-question textarea");
            const lit = (colour) => colour.match(/[\\d.]+/g).slice(0, 3).map((c) => c / 255)
                .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
                .reduce((sum, c, k) => sum + c * [0.2126, 0.7152, 0.0722][k], 0);
            const [hint, own] = [getComputedStyle(box, "::placeholder"), getComputedStyle(box)];
            const [a, b] = [hint.color, own.backgroundColor].map(lit);
            return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        }""") >= 4.5, scheme


def test_an_upload_and_its_undoing_change_the_count_and_the_filters(page: Page, samples: Path) -> None:
    held = page.locator(".bq-held-line").inner_text()
    page.locator("#bq-tab-charts-button").click()
    page.wait_for_selector("[data-drawn]")
    page.locator("#bq-tab-staff-button").click()
    page.fill("input[name=password]", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector(".bq-drop")
    page.set_input_files("#bq-file", samples / "shili-nongye-2022-budget.pdf")
    page.wait_for_selector("[data-state=done]")
    page.wait_for_function("held => document.querySelector('.bq-held-line').innerText !== held", arg=held)
    assert "4 份" in page.locator(".bq-held-line").inner_text() and "3 个部门" in page.locator(".bq-held-line").inner_text()
    page.locator("#bq-tab-charts-button").click()
    page.locator(".bq-choice", has_text=NEW).wait_for()
    page.locator("#bq-tab-search-button").click()
    page.get_by_label("部门").last.click()
    page.get_by_role("option", name=NEW).wait_for()
    page.get_by_role("option", name=NEW).click()
    page.locator("#bq-tab-staff-button").click()
    page.locator("[data-post$=undo]").first.click()
    page.wait_for_function("held => document.querySelector('.bq-held-line').innerText === held", arg=held)
    page.locator("#bq-tab-search-button").click()
    page.wait_for_function("document.querySelector('.bq-filterrow input').value === '全部'")
