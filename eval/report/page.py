"""The report as one HTML page: nothing in it is fetched from anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from eval.metrics.facets import NAMES
from eval.report.charts import curves, legend, stacked
from eval.report.data import Report
from eval.report.diff import changed
from eval.report.lines import percent
from eval.report.pictures import pictures
from eval.systems.ground import Ground

HERE = Path(__file__).parent
WORDS = {"right": "对", "missed": "漏", "wrong": "错"}
FACETS = {"kind": "类别", "department": "部门", "place": "地区", "year": "年份", "language": "语言"}
MEASURES = (
    ("figures", "数字完全一致"),
    ("citation_precision", "引用准确率"),
    ("citation_recall", "引用召回率"),
    ("refusal_precision", "拒答准确率"),
    ("refusal_recall", "拒答召回率"),
)
STATUSES = {
    "answered": "已回答",
    "partial": "部分回答",
    "not_itemised": "未单列",
    "not_disclosed": "未公开",
    "out_of_scope": "不在范围",
}
VERDICTS = {"verified": "已核对", "recomputed": "已重算", "contradicted": "有矛盾", "unsupported": "无依据"}


def write(report: Report, path: Path, ground: Ground | None = None, before: Report | None = None) -> None:
    """The page, and `path` with the ending .json beside it; with `ground` the pictures of cited pages are in it."""
    path.write_text(page(report, ground, before), encoding="utf-8")
    path.with_suffix(".json").write_text(report.model_dump_json(indent=1), encoding="utf-8")


def page(report: Report, ground: Ground | None = None, before: Report | None = None) -> str:
    """The page; with the corpus, pictures of the first system's citations; with an earlier run, the changes."""
    environment = Environment(
        loader=FileSystemLoader(HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["percent"] = percent
    first = next(iter(report.systems))
    order = {"wrong": 0, "missed": 1, "right": 2}
    return environment.get_template("page.html.j2").render(
        report=report,
        first=first,
        words=WORDS,
        facet_names=FACETS,
        measures=MEASURES,
        statuses=STATUSES,
        verdicts=VERDICTS,
        style=(HERE / "style.css").read_text(encoding="utf-8"),
        script=(HERE / "script.js").read_text(encoding="utf-8"),
        charts=_charts(report, first),
        legend=legend(tuple(WORDS.items())),
        cases=sorted(report.cases, key=lambda c: (order[c.replies[first].verdict], c.kind)),
        choices={name: sorted({c.facets[name] for c in report.cases}) for name in NAMES},
        pictures={c.id: pictures(c.replies[first].answer, ground) for c in report.cases} if ground else {},
        changes=list(changed(before, report)) if before else None,
    )


def _charts(report: Report, first: str) -> list[tuple[str, Any]]:
    systems = {name: m["count"] for name, m in report.systems.items()}
    by = report.systems[first]["by"]
    recalls = {
        name: {int(k): share for k, share in m["retrieval"]["recall"].items()}
        for name, m in report.systems.items()
        if m["retrieval"]
    }
    found = [("各系统", stacked(systems, "各系统的对、漏、错"))]
    found += [
        (f"{first}：按{FACETS[name]}", stacked(by[name], f"按{FACETS[name]}")) for name in NAMES if len(by[name]) > 1
    ]
    found.append(("检索：前 k 条里有答案所在的行", curves(recalls, "Recall@k")))
    return [(title, chart) for title, chart in found if chart]
