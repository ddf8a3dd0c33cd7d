# SPDX-License-Identifier: AGPL-3.0-or-later
"""Clips: an EPUB of what a search finds, by day, with its origins; rights are respected."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pytest

import epubgen
from epubgen.back_file.read_epub import read_epub
from tests.conftest import EpubOf
from tests.unit.back_file.foreign_epubs import paper

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def folder(epub_of: EpubOf, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("clips")
    shutil.copy(epub_of(ROOT / "issues" / "xizhou-daily" / "2026-04-17", "horizontal-tb"), home / "xizhou.epub")
    paper(
        home / "a.epub",
        ("灯塔亮了", "灯塔昨夜亮了。"),
        ("别的", "别的。"),
        date="2024-03-05",
        number="7",
        author="周述",
    )
    epubgen.Library(home).add()
    return home


@pytest.fixture(scope="module")
def clip(folder: Path) -> epubgen.ClipResult:
    with epubgen.Library(folder) as library:
        return library.clip(folder.parent / "灯.epub", "灯塔", title="灯塔的故事")


def test_a_clip_holds_the_stories_by_day_with_their_origins(clip: epubgen.ClipResult) -> None:
    facts = read_epub(clip.path)
    stories = [story for story in facts.stories if story.section]
    assert (facts.series.name, len(stories), clip.stories) == ("灯塔的故事", clip.stories, len(stories))
    assert [story.section for story in stories] == sorted(story.section for story in stories)
    assert (stories[0].title, stories[0].section, stories[0].authors) == ("灯塔亮了", "2024-03-05", ("周述",))
    assert facts.cover
    with zipfile.ZipFile(clip.path) as pack:
        first = next(name for name in pack.namelist() if name.endswith("a-s0001.xhtml"))
        assert "江岸日报 2024-03-05 7" in pack.read(first).decode()
        pages = "".join(pack.read(name).decode() for name in pack.namelist() if "/a-s" in name)
        assert "汐州日报 2026-04-17 24713, 03" in pages
        assert "上一篇" not in "".join(story.text for story in stories)


def test_what_the_stories_have_stays(folder: Path, tmp_path: Path) -> None:
    with epubgen.Library(folder) as library:
        made = library.clip(tmp_path / "1.epub", "电车", author="陆晴川")
    text = next(story for story in read_epub(made.path).stories if story.section)
    own = next(story for story in read_epub(folder / "xizhou.epub").stories if story.title == text.title)
    assert (text.text, text.kicker, text.deck, text.authors) == (own.text, own.kicker, own.deck, own.authors)
    assert [one.caption for one in text.pictures] == [one.caption for one in own.pictures]


def test_stories_with_rights_of_their_own_need_leave(folder: Path, tmp_path: Path) -> None:
    with epubgen.Library(folder) as library:
        with pytest.raises(epubgen.SourceError) as refused:
            library.clip(tmp_path / "1.epub", author="苏以宁")
        assert [one.key for one in refused.value.findings] == ["EG116", "EG116.rights"]
        made = library.clip(tmp_path / "1.epub", author="苏以宁", with_reserved=True)
    (story,) = [one for one in read_epub(made.path).stories if one.section]
    assert story.rights.startswith("原作版权归")


def test_the_rights_of_the_sources_stand_in_the_clip(clip: epubgen.ClipResult) -> None:
    assert "汐州日报: 本报所刊作品未经书面许可" in read_epub(clip.path).rights
    with zipfile.ZipFile(clip.path) as pack:
        assert 'property="tdm:reservation">1<' in pack.read("EPUB/content.opf").decode()


def test_the_same_clip_has_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    with epubgen.Library(folder) as library:
        for name in ("1.epub", "2.epub"):
            library.clip(tmp_path / name, "灯塔亮了")
    assert (tmp_path / "1.epub").read_bytes() == (tmp_path / "2.epub").read_bytes()


def test_more_stories_than_asked_for_and_lost_epubs_are_told(tmp_path: Path) -> None:
    for day in (1, 2, 3):
        paper(tmp_path / f"{day}.epub", (f"第{day}天", "潮汐。"), date=f"2024-03-0{day}", identifier=f"urn:x:{day}")
    with epubgen.Library(tmp_path) as library:
        library.add()
        (tmp_path / "3.epub").unlink()
        made = library.clip(tmp_path / "clip.epub", "潮汐", limit=2)
    assert made.stories == 1
    assert [one.key for one in made.findings] == ["EG116.many", "EG116.gone"]


@pytest.mark.tools
@pytest.mark.slow
def test_a_clip_is_clean(clip: epubgen.ClipResult) -> None:
    report = epubgen.check(clip.path)
    assert report.errors == report.warnings == ()
