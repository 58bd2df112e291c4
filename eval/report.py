"""The report: one HTML file without outside requests, and the same as JSON."""

from __future__ import annotations

import html
import json
from collections.abc import Sequence
from pathlib import Path

from eval.run import Result, Score

_STYLE = """
body{font:15px/1.6 system-ui,"Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif;margin:2rem auto;
max-width:72rem;padding:0 1rem;color:#1b1f24;background:#fff}table{border-collapse:collapse;width:100%}
th,td{border-bottom:1px solid #d8dee4;padding:.4rem .6rem;text-align:left;vertical-align:top}td.n{text-align:right;
font-variant-numeric:tabular-nums}.right{color:#116329}.wrong{color:#a40e26;font-weight:600}.missed{color:#7d4e00}
details{margin:.2rem 0}summary{cursor:pointer}small{color:#57606a}pre{white-space:pre-wrap;margin:.3rem 0}
label{margin-right:1rem}@media(prefers-color-scheme:dark){body{background:#0d1117;color:#e6edf3}
th,td{border-color:#30363d}.right{color:#56d364}.wrong{color:#ff7b72}.missed{color:#e3b341}small{color:#9ea7b3}}
"""
_SCRIPT = """
for(const box of document.querySelectorAll('input[data-show]'))box.addEventListener('change',()=>{
for(const row of document.querySelectorAll('tr[data-verdict]'))row.hidden=!document.querySelector(
'input[data-show="'+row.dataset.verdict+'"]').checked})
"""


def write(scores: Sequence[Score], path: Path) -> None:
    """Write the report to `path`, and JSON beside it."""
    path.write_text(page(scores), encoding="utf-8")
    path.with_suffix(".json").write_text(json.dumps([data(s) for s in scores], ensure_ascii=False, indent=1), "utf-8")


def data(score: Score) -> dict[str, object]:
    """A score as JSON."""
    return {
        "system": score.system,
        "right": score.right,
        "count": dict(score.count()),
        "by_kind": {kind: dict(count) for kind, count in score.by_kind().items()},
        "p50": score.percentile(0.5),
        "p95": score.percentile(0.95),
        "results": [
            {
                "q": r.case.q,
                "history": r.case.history,
                "kind": r.case.kind,
                "verdict": r.judgement.verdict,
                "why": list(r.judgement.reasons),
                "seconds": round(r.seconds, 4),
                "answer": r.answer.model_dump(mode="json"),
            }
            for r in score.results
        ],
    }


def page(scores: Sequence[Score]) -> str:
    """The report as HTML."""
    body = "".join(_summary(s) for s in scores) + "".join(_questions(s) for s in scores)
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">'
        f"<title>budget-qa 评测</title><style>{_STYLE}</style><h1>budget-qa 评测</h1>{body}<script>{_SCRIPT}</script></html>"
    )


def _summary(score: Score) -> str:
    rows = "".join(
        f'<tr><td>{html.escape(kind)}<td class="n">{c["right"]}<td class="n">{c["wrong"]}<td class="n">{c["missed"]}'
        for kind, c in score.by_kind().items()
    )
    total = score.count()
    return (
        f"<h2>{html.escape(score.system)}</h2><p>对 {total['right']} / {len(score.results)}（{score.right:.1%}），"
        f"错 {total['wrong']}，漏 {total['missed']}；p50 {score.percentile(0.5) * 1000:.0f} ms，"
        f"p95 {score.percentile(0.95) * 1000:.0f} ms</p>"
        f"<table><tr><th>类别<th>对<th>错<th>漏{rows}</table>"
    )


def _questions(score: Score) -> str:
    boxes = "".join(
        f'<label><input type="checkbox" data-show="{v}" checked> <span class="{v}">{word}</span></label>'
        for v, word in (("wrong", "错"), ("missed", "漏"), ("right", "对"))
    )
    rows = "".join(
        _question(r) for r in sorted(score.results, key=lambda r: "wrong missed right".index(r.judgement.verdict))
    )
    return f"<h2>{html.escape(score.system)}：逐题</h2><p>{boxes}</p><table><tr><th>判定<th>问题与回答{rows}</table>"


def _question(result: Result) -> str:
    word = {"right": "对", "wrong": "错", "missed": "漏"}[result.judgement.verdict]
    before = "".join(f"<small>{html.escape(h)}</small><br>" for h in result.case.history)
    why = "".join(f"<li>{html.escape(reason)}" for reason in result.judgement.reasons)
    cited = "".join(
        f"<li>[{c.id}] {html.escape(c.document)} 第 {c.page} 页 {html.escape(c.table or '')} "
        f"{html.escape('—'.join(c.row))} {html.escape('›'.join(c.column))}：{html.escape(c.quote)}"
        for c in result.answer.citations
    )
    verdict = result.judgement.verdict
    return (
        f'<tr data-verdict="{verdict}"><td class="{verdict}">{word}<td>{before}'
        f"<details><summary>{html.escape(result.case.q)} <small>{html.escape(result.case.kind)}，"
        f"{result.seconds * 1000:.0f} ms</small></summary><pre>{html.escape(result.answer.answer)}</pre>"
        f"<ul>{why}</ul><ul>{cited}</ul><small>{html.escape(result.case.why)}</small></details>"
    )
