# SPDX-License-Identifier: AGPL-3.0-or-later
"""Text that runs from right to left says so: ``dir`` on the page, the passage, and what other pages quote of it."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from epubgen.api import build, check

PAPER = "id: p\ntitle: {title}\nlanguage: {language}\ncover: {{mode: none}}\n"
CHINESE = (
    "---\ntitle: 港口今日重新开放\nauthors: 何小雨\n---\n部长说：[أهلا وسهلا بكم في الميناء]{lang=ar}，随后登船。\n"
)
ARABIC = "---\ntitle: الميناء يفتح أبوابه اليوم\nlang: ar\nkicker: في المدينة\nsummary: السفن تعود إلى الميناء.\ncolumn: رأي\nauthors: سمير حداد\n---\nيفتح الميناء أبوابه اليوم في 38 دقيقة.\n"
ENGLISH = "---\ntitle: The harbour opens\nlang: en\nauthors: Ann Lee\n---\nThe harbour opens today.\n"


def _built(tmp_path: Path, language: str, title: str, **stories: str) -> Path:
    files = {f"articles/{name}.md": text for name, text in stories.items()}
    files |= {"publication.yaml": PAPER.format(language=language, title=title), "issue.yaml": "date: 2026-04-22\n"}
    build(files, output=tmp_path / "p.epub")
    return tmp_path / "p.epub"


def _pages(epub: Path) -> dict[str, str]:
    with zipfile.ZipFile(epub) as pack:
        return {name.rpartition("/")[2]: pack.read(name).decode() for name in pack.namelist() if name.endswith("xhtml")}


def test_a_chinese_paper_with_an_arabic_story(tmp_path: Path) -> None:
    pages = _pages(_built(tmp_path, "zh-Hans", "港报", a=CHINESE, b=ARABIC))
    assert re.search(r'<html[^>]* lang="ar"[^>]* dir="rtl"', pages["a-b.xhtml"])
    assert '<span lang="ar" xml:lang="ar" dir="rtl">أهلا وسهلا بكم في الميناء</span>' in pages["a-a.xhtml"]
    assert not re.search(r"<html[^>]* dir=", pages["a-a.xhtml"] + pages["contents.xhtml"])
    for words in ("سمير حداد", "رأي", "الميناء يفتح أبوابه اليوم"):
        assert f'dir="rtl">{words}</span>' in pages["contents.xhtml"]
    assert '<p class="digest" lang="ar" xml:lang="ar" dir="rtl">' in pages["contents.xhtml"]
    assert 'dir="rtl">何小雨' not in pages["contents.xhtml"]


def test_an_arabic_paper_with_an_english_story(tmp_path: Path) -> None:
    pages = _pages(_built(tmp_path, "ar", "الميناء", a=ENGLISH, b=ARABIC))
    turned = {name for name, text in pages.items() if re.search(r'<html[^>]* dir="rtl"', text)}
    assert turned == pages.keys() - {"a-a.xhtml"}
    assert re.search(r'<html[^>]* dir="ltr"', pages["a-a.xhtml"])


@pytest.mark.parametrize(("language", "title"), [("zh-Hans", "港报"), ("en", "Harbour"), ("ar", "الميناء")])
def test_our_own_rules_find_nothing(tmp_path: Path, language: str, title: str) -> None:
    report = check(_built(tmp_path, language, title, b=ARABIC), java=False)
    assert [found.text() for found in report.errors + report.warnings if found.code.startswith("B")] == []
