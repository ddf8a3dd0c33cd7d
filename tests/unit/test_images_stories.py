# SPDX-License-Identifier: AGPL-3.0-or-later
"""Stories made of photos: galleries, and photo stories without text, whole in the EPUB and clean by our rules."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

from epubgen import api
from epubgen.model import Article, Credit, Gallery, Photo
from tests.unit.drawn import corners, issue_of, saved


def shot(number: int, **more: object) -> Photo:
    data = saved(corners((300 + number, 200)), "JPEG")
    facts = {"caption": f"Shot {number}.", "alt": "Four fields", "credit": (Credit(name="A"),)} | more
    return Photo(file=f"{number}.jpg", data=data, **facts)  # type: ignore[arg-type]


def test_galleries_and_photo_stories(tmp_path: Path) -> None:
    gallery = Article(id="g", title=("G",), body=(Gallery(items=tuple(shot(n) for n in range(3)), caption="All"),))
    alone = Article(id="p", title=("P",), kind="photo", lead_photo=shot(7), photos=(shot(8), shot(9, color="gray")))
    issue = replace(issue_of(), articles=(gallery, alone))
    epub = api.build(issue, tmp_path / "a.epub", cover="none")
    assert not epub.report.errors
    assert not api.check(tmp_path / "a.epub", java=False).errors
    with zipfile.ZipFile(tmp_path / "a.epub") as pack:
        texts = {name: pack.read(name).decode() for name in pack.namelist() if name.endswith(".xhtml")}
        pictures = [name for name in pack.namelist() if name.endswith((".jpg", ".png"))]
    assert len(pictures) == 6
    (first,) = [text for text in texts.values() if 'class="gallery"' in text]
    assert first.count("<img") == 3
    assert 'width="301" height="200"' in first
    (second,) = [text for text in texts.values() if "Shot 7." in text and "<img" in text and text is not first]
    assert [second.count(f"Shot {n}.") > 0 for n in (7, 8, 9)] == [True] * 3
