"""The page in a real browser, at desktop and phone size."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

import httpx
import openpyxl
import pytest

from corpus.read.render import page_size
from index.settings import Settings
from tests.web.conftest import PASSWORD, PATIENCE, SIZES, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

QUESTION = "示例市文化和旅游局2024年公务接待费是多少？"
LEFT = ("AbortError", "Connection errored out", "Unexpected error Connection errored out")
"""What Gradio logs of a page that is left while it still listens to the server."""
REFUSED = "Failed to load resource: the server responded with a status of 429"
"""What the browser itself logs of an answer that a test here makes up."""


@pytest.fixture(params=sorted(SIZES))
def page(browser: Browser, server: Server, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that fails the test for an error on the console or a request to another host."""
    width, height = SIZES[request.param]
    page = browser.new_page(viewport={"width": width, "height": height})
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text)
            if said.type == "error" and not said.text.startswith((*LEFT, REFUSED)) else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url)
            if not asked.url.startswith((server.url, "data:", "blob:")) else None)
    page.goto(server.url)
    page.wait_for_selector(".bq-examples [data-ask]")
    yield page
    kept = os.environ.get("BUDGET_QA_SCREENSHOTS")
    if kept:
        Path(kept).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(kept) / f"{request.node.name}.png")
    page.close()
    assert wrong == []


def ask(page: Page, question: str) -> None:
    page.fill("#bq-question textarea", question)
    page.click("#bq-send")
    page.wait_for_selector("#bq-log .bq-turn[data-share]")


def on_phone(page: Page) -> bool:
    size = page.viewport_size
    return size is not None and size["width"] < 900


def frame_in_points(page: Page, width: float, height: float) -> tuple[float, ...]:
    """Where the frame lies, in points of the page, by what the browser measures."""
    page.wait_for_function("document.querySelector('.bq-sheet img')?.complete")
    return tuple(page.evaluate("""([width, height]) => {
        const image = document.querySelector('.bq-sheet img').getBoundingClientRect();
        const frame = document.querySelector('.bq-frame').getBoundingClientRect();
        const x = (v) => (v - image.left) / image.width * width, y = (v) => (v - image.top) / image.height * height;
        return [x(frame.left), y(frame.top), x(frame.right), y(frame.bottom)];
    }""", [width, height]))


def test_ask_and_click_the_citation_and_the_frame_lies_on_the_cell(
    page: Page, client: httpx.Client, settings: Settings
) -> None:
    answer = client.post("/api/ask", json={"question": QUESTION}).json()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    ask(page, QUESTION)
    figure = page.locator("#bq-log .bq-text .bq-fig").first
    assert "".join(figure.inner_text().split()) == answer["figures"][0]["text"] + "✓已核对"
    cited = answer["citations"][0]
    page.locator("#bq-log .bq-text .bq-cite", has_text=f"[{cited['id']}]").first.click()
    page.wait_for_selector(".bq-frame", state="visible")
    document = next(d for d in client.get("/api/documents").json() if d["document"] == cited["document"])
    size = page_size(settings.files / f"{document['id']}.pdf", cited["page"])
    assert frame_in_points(page, *size) == pytest.approx(tuple(cited["bbox"]), abs=1.0)
    assert page.locator(".bq-printed").inner_text() == cited["quote"]
    view = page.locator(".bq-view").bounding_box()
    frame = page.locator(".bq-frame").bounding_box()
    assert view and frame and view["x"] <= frame["x"] and frame["y"] + frame["height"] <= view["y"] + view["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert "q=" in page.url
    if on_phone(page):
        page.click("[data-close]")
        assert page.evaluate("document.activeElement.classList.contains('bq-cite')")


def test_what_is_typed_before_the_page_has_come_to_itself_stays(page: Page, server: Server) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route) if not held else route.continue_()

    page.route("**/gradio_api/run/predict*", hold)
    page.goto(server.url)
    page.fill("#bq-question textarea", QUESTION)
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    page.wait_for_selector(".bq-examples [data-ask]")
    page.wait_for_function("""() => performance.getEntriesByType("resource")
        .filter((each) => each.name.includes("run/predict")).length === 3""")  # with the shared question and search
    assert page.input_value("#bq-question textarea") == QUESTION and page.locator("#bq-log .bq-turn").count() == 0
    page.click("#bq-send")
    page.wait_for_selector("#bq-log .bq-turn[data-share]")


def test_what_is_typed_outlives_a_page_that_is_loaded_anew(page: Page) -> None:
    """As Gradio does by itself when the server was away and has come back."""
    ask(page, QUESTION)
    page.fill("#bq-question textarea", "那培训费呢")
    page.get_by_role("tab", name="核对").click()
    page.fill("#bq-text textarea", "一段还没有核对的文字")
    page.get_by_role("tab", name="提问").click()
    page.reload()
    page.wait_for_selector(f"#bq-log .bq-turn[data-question='{QUESTION}']")
    page.wait_for_function("document.querySelector('#bq-question textarea').value === '那培训费呢'")
    page.get_by_role("tab", name="核对").click()
    page.wait_for_function("document.querySelector('#bq-text textarea').value === '一段还没有核对的文字'")
    page.goto(page.url.split("?")[0])
    page.wait_for_selector(".bq-examples [data-ask]")
    assert page.input_value("#bq-question textarea") == ""


def test_a_follow_up_by_its_button_and_a_shared_link(page: Page, server: Server) -> None:
    ask(page, QUESTION)
    suggestion = page.locator("#bq-log [data-ask]").first
    words = suggestion.get_attribute("data-ask")
    suggestion.click()
    page.locator("#bq-past .bq-turn").wait_for()
    assert page.locator("#bq-past .bq-turn").get_attribute("data-question") == QUESTION
    newest = page.locator("#bq-log .bq-turn")
    assert newest.get_attribute("data-question") == words
    page.goto(server.url + str(newest.get_attribute("data-share")))
    page.wait_for_selector("#bq-log .bq-turn[data-share]")
    assert page.locator("#bq-log .bq-turn").first.get_attribute("data-question") == words


OTHERS = ("示例市政务服务数据管理局2022年“三公”经费一共多少？", "示例市文化和旅游局2023年项目支出占总支出的比例是多少？")


def test_each_answer_shows_its_own_proofs_and_none_of_the_answer_before(page: Page, client: httpx.Client) -> None:
    """Gradio changes one answer's nodes into the next one's, and leaves what lies in templates as it was."""
    history: list[str] = []
    for question in (QUESTION, *OTHERS):
        answer = client.post("/api/ask", json={"question": question, "history": history}).json()
        history.append(question)
        page.fill("#bq-question textarea", question)
        page.click("#bq-send")
        page.wait_for_selector(f"#bq-log .bq-turn[data-question='{question}']")
        for cited in answer["citations"]:
            page.locator("#bq-log .bq-source").nth(cited["id"] - 1).click()
            page.wait_for_selector(".bq-proof-title", state="visible")
            box = ",".join(map(str, cited["bbox"]))
            assert page.locator(".bq-frame").get_attribute("data-bbox") == box, question
            assert cited["title"] in page.locator(".bq-proof-title").inner_text()
            if on_phone(page):
                page.click("[data-close]")
        assert cited["quote"] in str(page.locator("#bq-log [data-copy]").evaluate(
            "button => document.getElementById(button.dataset.copy).content.textContent"))


def test_each_search_and_each_checked_text_shows_its_own_proofs(page: Page) -> None:
    page.get_by_role("tab", name="检索").click()
    for terms in ("公务接待费", "培训费"):
        page.fill("#bq-terms textarea, #bq-terms input", terms)
        page.click("#bq-search")
        page.locator(".bq-hit .bq-path", has_text=terms).first.click()
        page.wait_for_selector(".bq-facts", state="visible")
        assert terms in page.locator(".bq-facts").inner_text()
        if on_phone(page):
            page.click("[data-close]")
    page.get_by_role("tab", name="核对").click()
    for text, file in (("示例市政务服务数据管理局2022年预算支出合计555.08万元。", "shili-zwfw-2022.pdf"),
                       ("示例市文化和旅游局2024年公务接待费预算为99.99万元。", "shili-wenlv-2024-budget.pdf")):
        page.fill("#bq-text textarea", text)
        page.click("#bq-check")
        page.locator(".bq-pasted", has_text=text[:12]).wait_for()
        page.locator("#bq-checked .bq-verdicts .bq-cite").first.click()
        page.wait_for_selector(".bq-facts", state="visible")
        assert page.locator(".bq-facts .bq-file").inner_text() == file
        if on_phone(page):
            page.click("[data-close]")


def test_search_opens_the_page_with_the_cell_framed(page: Page, server: Server) -> None:
    page.get_by_role("tab", name="检索").click()
    page.fill("#bq-terms textarea, #bq-terms input", "公务接待费")
    page.click("#bq-search")
    page.locator(".bq-hit").first.click()
    page.wait_for_selector(".bq-frame", state="visible")
    assert page.locator(".bq-sheet img").evaluate("image => image.decode().then(() => image.naturalWidth)") > 800
    printed = page.locator(".bq-hit").first.locator(".bq-hot b").first.inner_text()
    assert page.locator(".bq-printed").inner_text() == printed
    if on_phone(page):
        page.click("[data-close]")
    link = page.locator("#bq-found [data-link]").get_attribute("data-link")
    page.goto(server.url + str(link))
    page.wait_for_selector(".bq-hit")
    assert page.locator("#bq-terms textarea, #bq-terms input").input_value() == "公务接待费"


def test_browse_to_a_table_and_its_cell(page: Page) -> None:
    page.get_by_role("tab", name="浏览").click()
    page.locator(".bq-doc").first.click()
    page.locator(".bq-row").nth(1).click()
    cell = page.locator(".bq-cell").first
    text = cell.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    cell.click()
    page.wait_for_selector(".bq-frame", state="visible")
    assert page.locator(".bq-printed").inner_text() == text
    page.click("[data-close]")
    assert not page.locator(".bq-panel").is_visible() or on_phone(page)
    with page.expect_download() as taken:
        page.locator("a[href$='.xlsx'][download]").first.click()
    book = openpyxl.load_workbook(io.BytesIO(taken.value.path().read_bytes()))
    assert any(float(text.replace(",", "")) == cell.value for row in book.worksheets[0].iter_rows() for cell in row
               if isinstance(cell.value, int | float))
    rows = page.locator(".bq-data tbody tr")
    before = rows.count()
    page.locator("[data-filter]").first.fill(page.locator(".bq-data tbody th").nth(2).inner_text())
    assert 0 < page.locator(".bq-data tbody tr:visible").count() < before


def test_charts_are_drawn_beside_their_tables_and_have_links(page: Page, server: Server) -> None:
    page.get_by_role("tab", name="图表").click()
    page.wait_for_selector("[data-drawn] .scatterlayer")
    page.fill("input[name=item]", "公务接待费")
    page.get_by_label("示例市文化和旅游局").check()
    page.get_by_role("button", name="查看").click()
    page.wait_for_selector("[data-drawn] .scatterlayer, .bq-empty")
    page.get_by_text("公务接待费 · 各年趋势").wait_for()
    page.locator(".bq-years .bq-cell").first.click()
    page.wait_for_selector(".bq-frame", state="visible")
    page.click("[data-close]")
    link = str(page.locator(".bq-result [data-link]").get_attribute("data-link"))
    page.goto(server.url + link)
    page.get_by_text("公务接待费 · 各年趋势").wait_for()
    page.get_by_role("button", name="构成").click()
    page.wait_for_selector("[data-drawn] .treemaplayer")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_of_two_answers_for_one_place_the_one_asked_for_last_stands(page: Page, server: Server) -> None:
    held: list[Route] = []
    page.route("**/view/charts/trend", lambda route: held.append(route))
    page.get_by_role("tab", name="图表").click()
    page.wait_for_function("!document.getElementById('bq-charts').dataset.load")
    page.evaluate("""link => {
        const button = document.createElement("button");
        button.dataset.open = link;
        document.body.append(button);
        button.click();
    }""", "/view/charts/trend?item=公务接待费&department=示例市文化和旅游局")
    page.get_by_text("公务接待费 · 各年趋势").wait_for()
    with page.expect_response("**/view/charts/trend"):
        held[0].continue_()
    page.wait_for_selector("#bq-charts [data-drawn]")
    assert page.locator("#bq-charts h3").inner_text() == "公务接待费 · 各年趋势"
    assert "item=" in unquote(page.url)


def test_staff_add_a_file_look_at_it_and_take_it_back(page: Page, client: httpx.Client, samples: Path) -> None:
    page.get_by_role("tab", name="添加").click()
    page.fill("input[name=password]", PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.wait_for_selector("#bq-file", state="attached")
    page.set_input_files("#bq-file", samples / "shili-nongye-2023-budget.pdf")
    job = page.locator(".bq-job-done").first
    job.wait_for()
    assert "示例市农业农村局" in job.inner_text() and "12 张表" in job.inner_text()
    job.get_by_text("打开这份文件").click()
    page.get_by_role("heading", name="示例市农业农村局2023年部门预算").wait_for()
    page.get_by_role("tab", name="添加").click()
    job.get_by_text("撤销这次添加").click()
    page.locator("#bq-jobs li").first.locator(".bq-job-undone").wait_for()
    assert len(client.get("/api/documents").json()) == 3


def test_check_a_text(page: Page) -> None:
    page.get_by_role("tab", name="核对").click()
    page.fill("#bq-text textarea", "示例市政务服务数据管理局2022年预算支出合计555.08万元，《收支总表》收入总计999.99万元。")
    page.click("#bq-check")
    page.wait_for_selector(".bq-verdicts")
    shown = page.locator(".bq-pasted .bq-fig")
    assert [text.split()[-1] for text in shown.all_inner_texts()] == ["已核对", "与原文不符"]


def test_an_empty_question_does_nothing_and_markup_stays_text(page: Page) -> None:
    page.click("#bq-send")
    ask(page, "<img src=x onerror=alert(1)> {{7*7}} ${1+1}")
    assert page.locator("#bq-log .bq-asked").inner_text() == "<img src=x onerror=alert(1)> {{7*7}} ${1+1}"
    assert page.locator("#bq-log img").count() == 0


def test_a_question_that_is_refused_is_answered_with_a_sentence_and_can_be_asked_again(page: Page) -> None:
    page.route("**/gradio_api/run/predict*", lambda route: route.fulfill(
        status=429, content_type="application/json", body='{"error": "请求太频繁，请过几秒再试。"}'))
    page.fill("#bq-question textarea", QUESTION)
    page.click("#bq-send")
    said = page.locator("#bq-log [role=alert]")
    said.wait_for()
    assert said.inner_text() == "请求太频繁，请过几秒再试。" and page.input_value("#bq-question textarea") == QUESTION
    assert page.locator("[data-busy]").count() == 0
    page.unroute("**/gradio_api/run/predict*")
    page.click("#bq-send")
    page.wait_for_selector("#bq-log .bq-turn[data-share]")
    assert said.count() == 0


def test_english(page: Page, server: Server) -> None:
    page.click(".bq-language")
    page.wait_for_selector("#bq-question textarea")
    assert page.url == server.url + "/en/" and page.evaluate("document.documentElement.lang") == "en"
    ask(page, "How much did 示例市文化和旅游局 set aside for official receptions in 2024?")
    assert page.locator("#bq-log .bq-chip").inner_text().strip() != ""
