"""The report, in a real browser: charts, filters, nothing fetched; and what changed between two runs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from eval.case import dump, load
from eval.cli import main
from eval.report.data import NoReport, Report, read_report
from eval.report.diff import changed, changes
from eval.report.lines import HEADS, row, table
from eval.systems.ground import Ground

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

QUESTIONS = """
- {q: "文旅局2024年公务接待费预算多少？", docs: [shili-wenlv-2024-budget], kind: lookup, figures: ["7.10"]}
- {q: "文旅局2024年请客吃饭的预算是多少？", docs: [shili-wenlv-2024-budget], kind: lookup, figures: ["7.10"]}
- {q: "政数局2022年项目支出占总支出的比重？", docs: [shili-zwfw-2022], kind: ratio, figures: ["23.96"], unit: "%", tolerance: "0.01"}
- {q: "文旅局2019年预算是多少？", kind: not_disclosed, status: [not_disclosed]}
- {q: "<script>alert(1)</script>水费多少？", kind: lookup, figures: ["1.00"]}
- {q: "那2023年呢？", history: ["文旅局2024年公务接待费预算多少？"], docs: [shili-wenlv-2023-budget], kind: follow_up, figures: ["6.57"]}
"""


@pytest.fixture(scope="module")
def run(ground: Ground, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of this system and one that lacks a part, with its report."""
    folder = tmp_path_factory.mktemp("report")
    (folder / "q.yaml").write_text(QUESTIONS, encoding="utf-8")
    words = [
        str(folder / "q.yaml"),
        "--home",
        str(ground.settings.home),
        "--cache",
        str(folder / "cache"),
        "--quiet",
        "--checker",
        "1",
        "--variant",
        "composer",
        "--variant",
        "no-glossary",
        "--report",
        str(folder / "r.html"),
    ]
    assert main(words) == 0
    return folder / "r.html"


@pytest.fixture(scope="module")
def report(run: Path) -> Report:
    return read_report(run.with_suffix(".json"))


@pytest.fixture
def page(browser: Browser, run: Path) -> Iterator[Page]:
    """The page; the test fails for an error on the console and for any request but that for the page."""
    page = browser.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(("data:", run.as_uri())) else None
    )
    page.goto(run.as_uri())
    yield page
    page.close()
    assert wrong == []


def test_charts_are_drawn(page: Page) -> None:
    bars = page.locator("svg.chart rect.bar")
    assert bars.count() >= 6
    boxes = [bars.nth(i).bounding_box() for i in range(bars.count())]
    assert all(box and box["width"] > 0 and box["height"] > 5 for box in boxes)
    assert page.locator("svg.chart polyline.curve").count() == 2
    colours = {
        page.locator(f"rect.bar.{v}").first.evaluate("e => getComputedStyle(e).fill") for v in ("right", "missed")
    }
    assert len(colours) == 2


def test_the_table_has_a_row_for_every_system(page: Page) -> None:
    rows = page.locator("#summary tr")
    assert rows.count() == 3 and "composer" in rows.nth(1).inner_text() and "no-glossary" in rows.nth(2).inner_text()


def shown(page: Page) -> int:
    count = page.locator(".case:visible").count()
    assert page.locator("#shown").inner_text() == str(count)
    return count


def test_filters(page: Page, report: Report) -> None:
    right = sum(c.replies["composer"].verdict == "right" for c in report.cases)
    assert shown(page) == 6 and 0 < right < 6
    page.uncheck("input[data-verdict=right]")
    assert shown(page) == 6 - right
    page.check("input[data-verdict=right]")
    page.select_option("select[data-facet=kind]", "ratio")
    assert shown(page) == 1
    page.select_option("select[data-facet=kind]", "")
    page.check("#differ")
    assert shown(page) == sum(len({j.verdict for j in c.replies.values()}) > 1 for c in report.cases) > 0
    page.uncheck("#differ")
    page.fill("#words", "请客")
    assert shown(page) == 1
    page.fill("#words", "")
    page.select_option("select[data-facet=year]", "2024")
    assert shown(page) == 2


def test_a_question_opens_with_both_answers_and_the_picture_of_its_page(page: Page) -> None:
    case = page.locator(".case", has_text="2024年公务接待费预算多少").last
    case.locator("summary").click()
    assert case.locator(".answer").count() == 2 and "7.10万元" in case.locator(".answer pre").first.inner_text()
    picture = case.locator("img").first
    picture.scroll_into_view_if_needed()
    assert picture.evaluate("e => e.decode().then(() => e.naturalWidth > 400 && e.naturalHeight > 40)")


def test_the_checker_has_its_table(page: Page, report: Report) -> None:
    rows = page.locator("#checker tr")
    assert rows.count() == 3 and report.checker is not None
    assert report.checker["true"]["borne out"] > 0 and report.checker["false"].get("borne out", 0) == 0


def test_what_users_and_documents_write_is_text(page: Page) -> None:
    assert page.locator(".case .q", has_text="<script>alert(1)</script>").count() == 1


def test_the_page_names_nothing_outside(run: Path) -> None:
    text = run.read_text(encoding="utf-8")
    assert not re.search(r"""(src|href)=(?!["']?data:)|@import|url\((?!data:)|fetch\(|https?://""", text)
    assert "default-src 'none'" in text


def test_it_reads_on_a_phone(browser: Browser, run: Path) -> None:
    page = browser.new_page(viewport={"width": 375, "height": 800})
    page.goto(run.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth <= 375")
    page.close()


def test_json_beside_it(report: Report) -> None:
    assert list(report.systems) == ["composer", "no-glossary"] and len(report.cases) == 6 and len(report.documents) == 3
    first = next(c for c in report.cases if c.kind == "ratio").replies["composer"]
    assert first.verdict == "right" and first.answer.figures and report.pairs[0]["other"] == "no-glossary"
    assert len(HEADS) == len(row("composer", report.systems["composer"]))
    assert len({len(line) for line in table([HEADS, row("composer", report.systems["composer"])])}) == 1


def worse(report: Report, question: str) -> Report:
    """The same run with one answer turned wrong and one dropped."""
    cases = []
    for case in report.cases[:-1]:
        if question in case.q:
            reply = case.replies["composer"].model_copy(update={"verdict": "wrong", "reasons": ("another figure",)})
            case = case.model_copy(update={"replies": case.replies | {"composer": reply}})
        cases.append(case)
    return report.model_copy(update={"cases": cases})


def test_what_got_worse(report: Report, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = worse(report, "请客")
    count, lines = changes(report, now)
    assert count == 1 and lines[0] == "worse: composer: right -> wrong: 文旅局2024年请客吃饭的预算是多少？"
    assert lines[-1] == "1 worse, 0 better, 0 worded otherwise; 0 new questions, 1 no longer asked"
    assert changes(now, report)[0] == 0 and "1 better" in changes(now, report)[1][-1]
    assert list(changed(report, report)) == []
    for name, each in (("a", report), ("b", now)):
        (tmp_path / f"{name}.json").write_text(each.model_dump_json(), encoding="utf-8")
    words = ["diff", str(tmp_path / "a.json"), str(tmp_path / "b.json"), "--report", str(tmp_path / "d.html")]
    assert main(words) == 1 and "1 worse" in capsys.readouterr().out
    assert "another figure" in (tmp_path / "d.html").read_text(encoding="utf-8")
    assert main([*words[:2], str(tmp_path / "a.json")]) == 0


@pytest.mark.parametrize("text", ["", "[]", "<html>"])
def test_a_file_that_is_no_report_is_named(text: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(text, encoding="utf-8")
    with pytest.raises(NoReport, match=r"x\.json"):
        read_report(tmp_path / "x.json")
    with pytest.raises(NoReport, match="no report"):
        read_report(tmp_path / "none.json")


GATES = {
    "all hold": (["--fail-under", "0.5", "--wrong-at-most", "6"], 0),
    "too few right": (["--fail-under", "0.99"], 1),
    "nothing got worse": (["--baseline", "r.json", "--no-worse"], 0),
    "something got worse": (["--baseline", "better.json", "--no-worse"], 1),
}


@pytest.mark.parametrize("name", GATES)
def test_gates(name: str, run: Path, report: Report, ground: Ground) -> None:
    words, code = GATES[name]
    folder = run.parent
    cases = [
        c.model_copy(update={"replies": {"composer": c.replies["composer"].model_copy(update={"verdict": "right"})}})
        for c in report.cases
    ]
    (folder / "better.json").write_text(report.model_copy(update={"cases": cases}).model_dump_json(), encoding="utf-8")
    words = [str(folder / w) if w.endswith(".json") else w for w in words]
    again = [str(folder / "q.yaml"), "--home", str(ground.settings.home), "--cache", str(folder / "cache"), "--quiet"]
    assert main([*again, *words]) == code


def test_the_questions_are_those_that_were_given(run: Path, report: Report, tmp_path: Path) -> None:
    cases = load(run.parent / "q.yaml")
    assert {c.asked for c in cases} == {c.id for c in report.cases}
    (tmp_path / "q.yaml").write_text(dump(cases), encoding="utf-8")
    assert load(tmp_path / "q.yaml") == cases
    assert json.loads(run.with_suffix(".json").read_text(encoding="utf-8"))["corpus"] == report.corpus
