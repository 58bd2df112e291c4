"""Cuts the font of the samples from WenQuanYi Micro Hei: python -m eval.samples.font.subset wqy-microhei.ttc

Kept: the 3,755 common characters and the signs of GB 2312, and Latin letters and digits: what a disclosure prints.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONT = Path(__file__).with_name("wqy-microhei-subset.ttf")
FURTHER = "“”‘’—…·•①②③④⑤≥≦≧％〇　恤赈祉矿缴稿勘"


def common_characters() -> set[str]:
    """The signs (rows 1-9) and level-1 characters (rows 16-55) of GB 2312."""
    kept = set(FURTHER) | {chr(code) for code in range(32, 127)}
    for row in (*range(0xA1, 0xAA), *range(0xB0, 0xD8)):
        for cell in range(0xA1, 0xFF):
            kept |= set(bytes([row, cell]).decode("gb2312", errors="ignore"))
    return kept


def main(source: str) -> None:
    """Writes the subset beside this file."""
    options = subset.Options()
    options.hinting = False
    options.layout_features = []
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, fontNumber=0, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in common_characters()])
    cutter.subset(font)
    font.save(FONT)


if __name__ == "__main__":
    main(sys.argv[1])
