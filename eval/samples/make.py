"""Writes the sample disclosures and the truth of their cells: python -m eval.samples.make [FOLDER]

The same bytes come out of every run, so a change of a sample is a change that git shows. Three errors are planted,
each in one place; planted-errors.yaml lists them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from eval.samples import finals, nongye_budget, wenlv_budget, zwfw
from eval.samples.accounts import Department, accounts
from eval.samples.bodies import NONGYE, WENLV, YEARS
from eval.samples.paper import Paper

FOLDER = Path(__file__).parent
Writer = Callable[[Paper], None]

WRONG_TOTAL = {"shili-nongye-2022-budget": 16450}
"""A procurement total that its three parts do not add up to."""
WRONG_AMOUNT = {"shili-wenlv-2023-budget": ("2070108", "492.00")}
"""An amount that the prose gives otherwise than the tables."""
WRONG_SHARE = {"shili-nongye-2023-final": "42.34"}
"""A share that the amounts beside it do not give."""


def disclosures() -> Mapping[str, Writer]:
    """File stem: what sets it."""
    writers: dict[str, Writer] = {zwfw.NAME: zwfw.write}
    for department in (NONGYE, WENLV):
        for year in YEARS:
            writers |= _year(department, year)
    return writers


def _year(department: Department, year: int) -> dict[str, Writer]:
    now, before = (accounts(department, y, False) for y in (year, year - 1))
    done, done_before = (accounts(department, y, True) for y in (year, year - 1))
    budget, final = (f"{department.stem}-{year}-{kind}" for kind in ("budget", "final"))
    first: Writer
    if department is NONGYE:
        first = partial(nongye_budget.write, now=now, before=before, planted_total=WRONG_TOTAL.get(budget))
    else:
        first = partial(wenlv_budget.write, now=now, before=before, planted=WRONG_AMOUNT.get(budget))
    style = finals.NONGYE_STYLE if department is NONGYE else finals.WENLV_STYLE
    wrong = WRONG_SHARE.get(final)
    second = partial(finals.write, now=done, before=done_before, budget=now, style=style, planted_share=wrong)
    return {budget: first, final: second}


def main(folder: Path = FOLDER) -> None:
    """Writes every PDF to `folder` and its cells to `folder/cells`."""
    (folder / "cells").mkdir(parents=True, exist_ok=True)
    for stem, write in disclosures().items():
        paper = Paper(folder / f"{stem}.pdf", f"{stem}（示例）")
        write(paper)
        paper.save()
        lines = (json.dumps(cell, ensure_ascii=False) + "\n" for cell in paper.truth)
        (folder / "cells" / f"{stem}.jsonl").write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
