# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fonts and measures of a cover serve the next one, as long as somebody has the face."""

from __future__ import annotations

import gc
from collections import Counter
from pathlib import Path

import pytest
from PIL import Image, ImageDraw, ImageFont

import epubgen
from epubgen.covers import type as cover_type
from epubgen.covers.type import Typeface
from epubgen.epub.fonts.font_file import faces
from tests.unit.tiny_font import tiny_font

PAPER = {
    "publication.yaml": "id: paper\ntitle: 青溪日报\nlanguage: zh-Hans\n",
    "issue.yaml": "date: 2026-05-08\n",
    "articles/a.md": "---\ntitle: 小城的新图书馆\n---\n\n城里的人都说好，下周再来看看。\n",
}


@pytest.mark.usefixtures("encoded_anew")
def test_a_second_cover_loads_no_font_and_measures_and_draws_only_new_characters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count: Counter[str] = Counter()
    measured = ("getlength", "getmask2")
    for owner, name in ((ImageFont, "truetype"), *((ImageFont.FreeTypeFont, name) for name in measured)):
        known = getattr(owner, name)
        monkeypatch.setattr(
            owner, name, lambda *args, name=name, known=known, **more: (count.update([name]), known(*args, **more))[1]
        )
    monkeypatch.setattr(cover_type, "_LOADED", type(cover_type._LOADED)())
    epubgen.build(PAPER, tmp_path / "a.epub")
    first = Counter(count)
    assert min(first["truetype"], first["getlength"]) > 1
    count.clear()
    changed = PAPER | {"articles/a.md": PAPER["articles/a.md"].replace("城里", "乡里")}
    epubgen.build(changed, tmp_path / "b.epub")
    assert 1 <= count["getlength"] <= 2
    assert 1 <= count["getmask2"] <= first["getmask2"] / 3  # the new one, and the numbers of the day
    assert count["truetype"] == 0


@pytest.mark.parametrize("bold", [0, cover_type.BOLD])
def test_a_kept_glyph_is_drawn_as_a_new_one(bold: float) -> None:
    """Its edges too, and at the nearest whole pixel."""
    (face,) = faces(tiny_font("口"))
    font = cover_type._sizes_of(face)(64)
    at_once, kept = (Image.new("RGB", (160, 160), "white") for _ in range(2))
    ImageDraw.Draw(at_once).text((40, 100), "口", "#8c1c1c", font.font, anchor="ls", stroke_width=bold * 64)
    font.glyph("口", bold * 64).draw(ImageDraw.Draw(kept), (40.4, 99.6), "#8c1c1c")
    assert at_once.tobytes() == kept.tobytes()
    assert len(set(kept.tobytes())) > 1


def test_sizes_of_a_face_that_nobody_has_are_forgotten() -> None:
    (face,) = faces(tiny_font("abc"))
    gc.collect()  # those of earlier tests
    before = len(cover_type._LOADED)
    kind = Typeface((face,))
    assert kind.width("abc", 20) > 0
    assert len(cover_type._LOADED) == before + 1
    del kind, face
    gc.collect()
    assert len(cover_type._LOADED) <= before
