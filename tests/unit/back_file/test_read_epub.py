# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the library learns of EPUBs: ours of two versions, and foreign ones."""

from __future__ import annotations

import datetime as dt
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from epubgen.back_file.facts import IssueFacts, StoryFacts
from epubgen.back_file.issue_titles import day_in_text, month_in_text, number_in_title, series_in_title
from epubgen.back_file.read_epub import read_epub, series_key
from epubgen.errors import CheckFailed
from epubgen.validation.archive import MAX_MEMBER, Archive
from tests.conftest import EpubOf
from tests.unit.back_file.foreign_epubs import calibre_news, several_in_one, without_contents

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def own(epub_of: EpubOf) -> IssueFacts:
    return read_epub(epub_of(ROOT / "issues" / "xizhou-daily" / "2026-04-17", "horizontal-tb"), "xizhou-daily/a.epub")


def story(facts: IssueFacts, title: str) -> StoryFacts:
    return next(one for one in facts.stories if one.title.startswith(title))


def test_our_own_issue_is_known_by_what_its_package_says(own: IssueFacts) -> None:
    assert own.ours
    assert (own.series.id, own.series.name, own.series.issn, own.series.cn) == (
        "xizhou-daily", "汐州日报", "9999-0415", "99-0017",
    )  # fmt: skip
    assert (own.date, own.number, own.languages, own.direction) == (dt.date(2026, 4, 17), "24713", ("zh-CN",), "ltr")
    assert (own.cover, own.pages[0], own.pages[-1]) == ("EPUB/cover-image.jpg", "01", "08")
    assert own.accessibility.access_modes == ("textual", "visual")
    assert own.file == "xizhou-daily/a.epub"
    assert [one.position for one in own.stories] == list(range(1, len(own.stories) + 1))


def test_our_own_issue_says_whether_it_is_in_the_mode_of_its_publication(own: IssueFacts, epub_of: EpubOf) -> None:
    tall = read_epub(epub_of(ROOT / "issues" / "rare-names" / "2026-09-09", "vertical-rl"))
    assert [(one.vertical, one.twin) for one in (own, tall)] == [(False, False), (True, True)]


def test_a_story_of_ours_has_its_section_page_people_and_pictures(own: IssueFacts) -> None:
    lead = own.stories[0]
    assert lead.title == "天未亮，港先醒 一季度箱量同比增长5.3%"
    assert (lead.section, lead.page, lead.authors) == ("要闻", "01", ("江予", "沈知远", "郑海宁"))
    assert lead.kicker == "汐州港北澳港区“夜转晨”作业见闻"
    assert lead.text.startswith("凌晨4时40分")
    assert "上一篇" not in lead.text
    assert (lead.pictures[0].media_type, lead.pictures[0].credit) == ("image/jpeg", "本报记者 霍青摄")
    assert story(own, "潮退了").column == "书里书外"
    assert story(own, "借来的灯").rights == "原作版权归艾琳·哈特所有，中译本由译者授权本报刊用。"


def test_notices_and_corrections_are_stories_without_a_page(own: IssueFacts) -> None:
    assert [(one.title, one.page, one.section) for one in own.stories[-2:]] == [("更正", "", ""), ("启事", "", "")]


def test_an_epub_of_the_first_version_is_read(tmp_path: Path) -> None:
    source = ROOT / "tests/compat/0.1.0/out/beacon-times-2026-03-02-晨版.epub"
    facts = read_epub(Path(shutil.copy(source, tmp_path)))
    assert (facts.series.id, facts.ours) == ("beacon-times", True)
    lead = facts.stories[0]
    assert (lead.title, lead.section, lead.page, lead.authors) == ("老灯换新芯 岛上不断电", "要闻", "01", ("江灯",))


def test_a_download_of_calibre_is_read(tmp_path: Path) -> None:
    facts = read_epub(calibre_news(tmp_path / "news.epub"))
    assert (facts.series.name, facts.series.id, facts.series.kind) == (
        "The Estuary Review", "the-estuary-review", "magazine",
    )  # fmt: skip
    assert facts.date == dt.date(2024, 1, 12)  # not the day before in another time zone
    assert (facts.modified, facts.cover) == ("2024-01-12T05:15:00Z", "cover.jpg")
    first, second = facts.stories
    assert (first.title, first.section, first.authors) == ("The tide turns", "Leaders", ("Ann Lee", "Tom Marsh"))
    assert first.text == "It turned at noon.\nNobody\nsaw it.\nIt turned again at six."
    assert (second.text, second.pictures[0].caption) == ("They steal chips.", "A gull.")


def test_a_member_is_read_once_and_a_title_page_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    members: Counter[str] = Counter()
    read = Archive.read

    def counted(archive: Archive, name: str, limit: int = MAX_MEMBER) -> bytes:
        members[name] += 1
        return read(archive, name, limit)

    monkeypatch.setattr(Archive, "read", counted)
    read_epub(calibre_news(tmp_path / "news.epub"))
    assert set(members.values()) == {1}
    assert "feed_0/article_1/index.html" in members
    assert "titlepage.xhtml" not in members


def test_stories_in_one_document_are_cut_where_the_contents_point(tmp_path: Path) -> None:
    facts = read_epub(several_in_one(tmp_path / "3.epub"))
    assert [(one.path, one.title, one.section, one.page, one.text) for one in facts.stories] == [
        ("text.xhtml#s1", "桥通了", "专题", "5", "大桥今天通车。"),
        ("text.xhtml#s2", "渡口停了", "专题", "5", "渡口今天停航。"),
    ]
    assert (facts.number, facts.series.issn, facts.stories[0].authors) == ("3", "2049-3630", ("许南乔",))


def test_an_issn_is_no_identifier_of_an_issue(tmp_path: Path) -> None:
    facts = read_epub(several_in_one(tmp_path / "3.epub"))
    assert facts.identifier.startswith("urn:uuid:")
    assert read_epub(several_in_one(tmp_path / "again.epub")).identifier == facts.identifier


def test_an_epub_without_contents_has_a_story_a_document(tmp_path: Path) -> None:
    facts = read_epub(without_contents(tmp_path / "g.epub"))
    assert [(one.title, one.text) for one in facts.stories] == [("One", "First."), ("Two", "Second.")]
    assert (facts.date, facts.modified, facts.series.name) == (dt.date(2023, 3, 5), "2023-03-06T00:00:00Z", "Gazette")


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (lambda data: data[: len(data) // 2], "B18"),
        (lambda _: b"", "B18"),
        (lambda _: b"%PDF-1.7", "B18"),
        (lambda data: data.replace(b"META-INF/container.xml", b"META-INF/contained.xml"), "B20"),
    ],
)
def test_a_damaged_file_is_refused_by_its_name(tmp_path: Path, damage: Callable[[bytes], bytes], code: str) -> None:
    epub = without_contents(tmp_path / "bad.epub")
    epub.write_bytes(damage(epub.read_bytes()))
    with pytest.raises(CheckFailed) as refused:
        read_epub(epub)
    (found,) = refused.value.findings
    assert found.code == code
    assert "bad.epub" in str(found.at)


def test_a_document_that_cannot_be_read_hides_no_other(tmp_path: Path) -> None:
    epub = without_contents(tmp_path / "g.epub")
    broken = tmp_path / "broken.epub"
    with zipfile.ZipFile(epub) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<html><p>" if name == "a.xhtml" else old.read(name))
    assert [one.title for one in read_epub(broken).stories] == ["Two"]


def test_keys_of_titles_are_plain_and_their_own() -> None:
    assert series_key("The Économist") == "the-economist"
    assert series_key("x", "2049-363X") == "2049-363x"
    keys = {series_key(name) for name in ("人民日报", "光明日报", "G20 报告", "G20 周刊", "G20")}
    assert len(keys) == 5
    assert all(key.isascii() for key in keys)


@pytest.mark.parametrize(
    ("title", "series", "day", "number"),
    [
        ("The Estuary Review [Fri, 12 Jan 2024]", "The Estuary Review", "2024-01-12", ""),
        ("Gazette, March 5, 2023", "Gazette", "2023-03-05", ""),
        ("人民日报 2026-04-17 星期五", "人民日报", "2026-04-17", ""),
        ("日报（2024年3月5日）", "日报", "2024-03-05", ""),
        ("江岸周刊 2024年第3期", "江岸周刊", "", "3"),
        ("读书 2024年5月号 总第12-13期", "读书", "2024-05-01", "12-13"),
        ("The Monthly, May 2024", "The Monthly", "2024-05-01", ""),
        ("Le Monde du 12 mars 2024", "Le Monde", "2024-03-12", ""),
        ("Northern Light No. 12", "Northern Light", "", "12"),
        ("신문 제1412호", "신문", "", "1412"),
        ("1984", "1984", "", ""),
        ("2024-05-06", "2024-05-06", "2024-05-06", ""),
        ("Area 51 Weekly 2024-13-45", "Area 51 Weekly", "", ""),
    ],
)
def test_the_title_of_a_foreign_issue_tells_series_day_and_number(
    title: str, series: str, day: str, number: str
) -> None:
    found = day_in_text(title) or month_in_text(title)
    assert (series_in_title(title), str(found or ""), number_in_title(title)) == (series, day, number)


def test_a_place_in_a_document_that_is_not_there_means_the_document(tmp_path: Path) -> None:
    facts = read_epub(several_in_one(tmp_path / "3.epub"))
    lost = tmp_path / "lost.epub"
    with zipfile.ZipFile(tmp_path / "3.epub") as old, zipfile.ZipFile(lost, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'id="s1"', b"").replace(b'id="s2"', b""))
    assert len(facts.stories) == 2
    assert [(one.title, one.text) for one in read_epub(lost).stories] == [
        ("桥通了", "卷首\n桥通了\n大桥今天通车。\n渡口停了\n渡口今天停航。")
    ]
