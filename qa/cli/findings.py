"""The findings as a grid, for spreadsheets."""

from __future__ import annotations

from collections.abc import Sequence

from qa.audit import AuditFinding
from qa.proofread.words import KINDS, VERDICTS
from qa.web.sheet import Sheet

HEADS = ("文件", "页", "类别", "结论", "所印", "应为", "差额", "说明", "依据")


def sheet_of(findings: Sequence[AuditFinding]) -> Sheet:
    """One row a finding. Printed figures stay words: they are shown as they stand on the page."""
    rows = tuple(
        (f.document, str(f.page), KINDS[f.kind], VERDICTS[f.verdict], f.printed, f.expected, f.difference or "", f.why, _evidence(f))
        for f in findings
    )  # fmt: skip
    return Sheet("校对结果", (f"共 {len(rows)} 处",), HEADS, rows)


def _evidence(finding: AuditFinding) -> str:
    """Each cell or sentence, with its page."""
    said = []
    for c in finding.citations:
        place = " — ".join((*([f"《{c.table}》"] if c.table else c.section[-1:]), *c.row, *c.column))
        said.append(f"第{c.page}页 {place}：{c.quote}" if place else f"第{c.page}页：{c.quote}")
    return "；".join(said)
