"""The numeric checker: every number of a text, judged by recomputation from what the disclosures print.

Independent of the planner: it shares the store and the arithmetic with it, never a conclusion.
"""

from qa.check.answers import Unproven, verify_figures
from qa.check.check import check_text
from qa.check.report import Checked, CheckedFigure

__all__ = ["Checked", "CheckedFigure", "Unproven", "check_text", "verify_figures"]
