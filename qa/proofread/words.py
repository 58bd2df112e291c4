"""What kinds and verdicts of findings are called."""

from __future__ import annotations

KINDS = {
    "sum": "加总", "prose_vs_table": "文字与表格", "percentage": "百分比", "cross_table": "表间", "cross_year": "跨年度",
    "unit": "单位", "year": "年度", "text": "文字",
}  # fmt: skip
VERDICTS = {"mismatch": "不一致", "rounding": "尾数误差", "cannot_check": "无法判断"}
