"""The frame lies where the number is printed."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from qa.web import proof
from qa.web.desk import Desk
from qa.web.pictures import picture, size_of


def test_the_frame_of_every_number_holds_ink_and_its_bands_pass_through_it(desk: Desk) -> None:
    document = desk.store.find("shili-zwfw-2022")
    for fact in desk.facts("shili-zwfw-2022")[::60]:
        found = proof.of_fact(desk, document, fact)
        assert found.frame and found.size and found.row_band and found.column_band
        image = Image.open(io.BytesIO(picture(desk, document, fact.page))).convert("L")
        left, top = found.frame.left / 100 * image.width, found.frame.top / 100 * image.height
        right = left + found.frame.width / 100 * image.width
        bottom = top + found.frame.height / 100 * image.height
        inside = image.crop((int(left), int(top), int(right) + 1, int(bottom) + 1))
        assert min(inside.tobytes()) < 120, fact
        assert found.row_band.top <= found.frame.top + 0.01 and found.column_band.top < found.frame.top
        assert found.row_band.left <= found.frame.left <= found.row_band.left + found.row_band.width


def test_a_citation_without_its_document_is_words_only(desk: Desk) -> None:
    citation = desk.ask("示例市政务服务数据管理局2022年总支出是多少？").citations[0]
    lost = proof.of_citation(desk, citation.model_copy(update={"document": "gone.pdf"}))
    assert lost.picture is None and lost.frame is None and lost.quote == citation.quote


def test_pictures_are_drawn_once(desk: Desk) -> None:
    document = desk.store.find("shili-zwfw-2022")
    first = picture(desk, document, 2)
    kept = desk.settings.home / "pictures" / document.id
    assert [p.read_bytes() for p in kept.glob("2-*.png")] == [first]
    assert size_of(desk, document, 2) == pytest.approx((595.3, 841.9), abs=1)
