# SPDX-License-Identifier: AGPL-3.0-or-later
"""What may go out: expired and embargoed stories, and an issue that was changed after it went out."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import etree

import epubgen
from epubgen.cli import run
from epubgen.model import Article, Credit, Dateline, Footnote, Issue, Nav, Photo, Source, Subject, Withdrawn
from epubgen.validation import read_edition, read_identity
from tests.conformance.tiny_epub import TinyEpub
from tests.unit.pages_sample import issue_of, said, story

NEXT_DAY = datetime(2026, 4, 18, 8, tzinfo=UTC)
ISSUE = issue_of(story("a", related=("b",)), story("b", expires=date(2026, 4, 17), title=("限时",)))


TEXTS = (".xhtml", ".opf", ".ncx", ".xml", ".css")


def texts(path: Path) -> dict[str, str]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if name.endswith((".xhtml", ".opf"))}


def test_an_expired_story_is_left_out_and_reported_and_links_become_words(tmp_path: Path) -> None:
    before = epubgen.build(ISSUE, tmp_path / "1.epub", now=datetime(2026, 4, 17, 23, tzinfo=UTC))
    after = epubgen.build(ISSUE, tmp_path / "2.epub", now=NEXT_DAY)
    assert (before.stories, after.stories) == (2, 1)
    assert "R02" in [f.code for f in after.report.warnings]
    assert "a-b.xhtml" not in "".join(texts(tmp_path / "2.epub").values())
    assert epubgen.check(tmp_path / "2.epub", java=False).ok


def test_a_withdrawn_story_is_reported_and_its_links_stay_alive(tmp_path: Path) -> None:
    gone = replace(ISSUE.articles[1], expires=None, withdrawn=Withdrawn(date=date(2026, 4, 17), reason="内容不实。"))
    issue = replace(ISSUE, articles=(ISSUE.articles[0], gone))
    epub = epubgen.build(issue, tmp_path / "1.epub")
    (found,) = [f for f in epub.report.findings if f.code == "R05"]
    assert found.severity is epubgen.Severity.INFO
    assert "限时" in found.message("zh")
    page = texts(tmp_path / "1.epub")["EPUB/text/a-b.xhtml"]
    assert "本文已于2026年4月17日撤回。" in page
    assert "内容不实。" in page
    assert "正文。" not in page
    assert 'href="a-b.xhtml"' in texts(tmp_path / "1.epub")["EPUB/text/a-a.xhtml"]


def test_of_a_withdrawn_story_the_book_says_its_headline_and_the_notice_alone(tmp_path: Path) -> None:
    gone = Article(
        id="gone",
        title=("撤回的标题",),
        kicker=("隐肩题",),
        deck=("隐副题",),
        column="隐栏目",
        authors=(Credit(name="隐作者", bio="隐小传"),),
        byline="隐署名",
        credits=(Credit(name="隐编辑", role="editor"),),
        dateline=Dateline(label="隐电头"),
        source=Source(system="隐来源"),
        summary="隐摘要",
        keywords=("隐词",),
        subjects=(Subject(name="隐主题"),),
        rights="隐版权",
        related=("a",),
        page=("01",),
        lead_photo=Photo(file="隐图.jpg", caption="隐图说", alt="隐替代"),
        photos=(Photo(file="隐图二.jpg", caption="隐图说二"),),
        body=(said("隐正文。"),),
        footnotes=(Footnote(label="1", body=(said("隐脚注。"),)),),
        withdrawn=Withdrawn(date=date(2026, 4, 17), reason="内容不实。"),
    )
    for byline_at in ("above", "end", "run-in"):
        stories = (replace(ISSUE.articles[0], related=("gone",)), replace(gone, byline_at=byline_at))
        path = tmp_path / f"{byline_at}.epub"
        epubgen.build(replace(ISSUE, articles=stories, headline_article="gone"), path)
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(TEXTS)}
        assert {"EPUB/nav.xhtml", "EPUB/toc.ncx", "EPUB/content.opf"} <= files.keys()
        assert {name: re.findall('隐[^<"]*', text) for name, text in files.items() if "隐" in text} == {}
        page: Any = etree.fromstring(files["EPUB/text/a-gone.xhtml"].encode())
        shown = [" ".join(block.itertext()) for block in page.iter("{*}header", "{*}aside")]
        assert shown == ["撤回的标题", "本文已于2026年4月17日撤回。 内容不实。"]


def test_without_an_instant_nothing_expires(tmp_path: Path) -> None:
    assert epubgen.build(ISSUE, tmp_path / "1.epub").stories == 2


@pytest.mark.parametrize(("when", "codes"), [(NEXT_DAY, ["R02"]), (datetime(2026, 4, 17, tzinfo=UTC), ["R01"])])
def test_a_release_check_stops(when: datetime, codes: list[str], tmp_path: Path) -> None:
    issue = replace(ISSUE, embargo_until=datetime(2026, 4, 17, 6, tzinfo=UTC))
    assert [f.code for f in epubgen.lint(issue, clock=when, release_check=True).errors] == codes
    with pytest.raises(epubgen.SourceError):
        epubgen.build(issue, tmp_path / "1.epub", clock=when, release_check=True)
    assert not list(tmp_path.iterdir())


def test_the_instant_of_a_release_check_stays_out_of_the_file() -> None:
    issue = issue_of(story("a"))
    plain, checked = io.BytesIO(), io.BytesIO()
    epubgen.build(issue, plain)
    epubgen.build(issue, checked, clock=NEXT_DAY, release_check=True)
    assert plain.getvalue() == checked.getvalue()


def changed(issue: Issue) -> Issue:
    first, *others = issue.articles
    return replace(issue, articles=(replace(first, body=(said("另一段文字。"),)), *others))


def told(epub: epubgen.Epub, *codes: str) -> list[str]:
    return [f.message("en") for f in epub.report.findings if f.code in codes]


def test_a_draft_is_replaced_as_often_as_one_likes(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    assert told(epubgen.build(ISSUE, path), "EG085") == []
    assert told(epubgen.build(ISSUE, path), "EG085") == ["nothing has changed since the last build"]
    (line,) = told(epubgen.build(changed(ISSUE), path), "EG085")
    assert line.endswith("stories changed: 1, new: 0, gone: 0 (标题)")
    assert "另一段文字。" in texts(path)["EPUB/text/a-a.xhtml"]
    (line,) = told(epubgen.build(ISSUE, path, leave_out="b"), "EG085")
    assert line.endswith("stories changed: 1, new: 0, gone: 1 (标题 · 限时)")
    (line,) = told(epubgen.build(ISSUE, path), "EG085")
    assert "new: 1, gone: 0" in line
    assert [p.name for p in tmp_path.iterdir()] == ["1.epub"]


def test_what_changed_names_three_stories_at_most(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    issue = issue_of(*(story(name) for name in "abcde"))
    epubgen.build(issue, path)
    rewritten = replace(issue, articles=tuple(replace(each, body=(said("改。"),)) for each in issue.articles))
    (line,) = told(epubgen.build(rewritten, path), "EG085")
    assert line.endswith("changed: 5, new: 0, gone: 0 (标题 · 标题 · 标题 …)")


def test_looks_and_an_earlier_instant_are_no_change_of_words(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    epubgen.build(replace(ISSUE, updated=NEXT_DAY), path)
    (line,) = told(epubgen.build(replace(ISSUE, nav=Nav(bars="none")), path, theme="plain"), "EG085")
    assert line.endswith("the words of all stories are the same")
    assert "EPUB/css/theme-plain.css" in zipfile.ZipFile(path).namelist()


@pytest.mark.parametrize(
    "other", [{"edition": "晚报"}, {"special": "特刊"}, {"date": date(2026, 4, 18)}], ids=["edition", "special", "day"]
)
def test_another_issue_is_never_replaced_without_force(other: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    first = epubgen.build(ISSUE, path)
    with pytest.raises(epubgen.PackageError) as refused:
        epubgen.build(replace(ISSUE, **other), path)
    assert [f.code for f in refused.value.findings] == ["EG086"]
    assert "小报 2026-04-17" in refused.value.text()
    assert path.stat().st_size == first.size
    epubgen.build(replace(ISSUE, **other), path, force=True)
    assert read_identity(path) != (first.identifier, first.title)


def test_a_foreign_epub_and_the_twin_are_other_issues(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    TinyEpub().write(path)
    before = path.read_bytes()
    with pytest.raises(epubgen.PackageError, match="EG086"):
        epubgen.build(ISSUE, path)
    assert path.read_bytes() == before
    path.unlink()
    epubgen.build(ISSUE, path)
    with pytest.raises(epubgen.PackageError, match="EG086"):
        epubgen.build(ISSUE, path, writing_mode="vertical")
    kobo = tmp_path / "1.kepub.epub"
    epubgen.export(path, kobo, to="kepub")
    epubgen.build(replace(ISSUE, edition="晚报"), tmp_path / "2.epub")
    with pytest.raises(epubgen.PackageError, match="EG086"):
        epubgen.export(tmp_path / "2.epub", kobo, to="kepub")


@pytest.mark.parametrize("name", ["out", "out/", "一月/二月", "2026.04", "out.epub/", "./a/b/"])
def test_a_name_without_epub_is_a_folder_and_is_made(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for issue in (ISSUE, replace(ISSUE, edition="晚报")):
        epub = epubgen.build(issue, name)
        assert epub.path
        assert epub.path.parent == Path(name)
    assert len(list(Path(name).iterdir())) == 2
    made = epubgen.export(ISSUE, f"{tmp_path}/kobo/", to="kepub")
    assert made.path.parent == tmp_path / "kobo"


@pytest.mark.parametrize("name", ["a.epub", "a.EPUB", ".epub"])
def test_a_name_with_epub_is_a_file(name: str, tmp_path: Path) -> None:
    assert epubgen.build(ISSUE, tmp_path / name).path == tmp_path / name
    with pytest.raises(epubgen.PackageError, match="EG087"):
        epubgen.build(ISSUE, f"{tmp_path / name}/")
    with pytest.raises(epubgen.PackageError, match="EG020"):
        epubgen.build(ISSUE, tmp_path / "no folder" / name)


EVENING = datetime(2026, 4, 16, 22, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The evening before: ten hours before the instant that the unrevised issue bears."""


def test_a_correction_the_evening_before_is_later_and_says_both_instants(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    paper = replace(ISSUE.publication, time_zone="Asia/Shanghai")
    issue = replace(ISSUE, publication=paper)
    epubgen.build(issue, path)
    epub = epubgen.build(changed(issue), path, revision="更正一处。", clock=EVENING.astimezone(UTC))
    assert told(epub, "D13") == [
        "the correction is dated 2026-04-17 08:00:01 UTC+8; what it corrects is dated 2026-04-17 08:00:00 UTC+8"
    ]
    files = texts(path)
    assert "2026-04-17T00:00:01Z" in files["EPUB/content.opf"]
    assert 'datetime="2026-04-16"' in files["EPUB/text/imprint.xhtml"]
    epubgen.build(changed(issue), path, revision="更正两处。", clock=EVENING)
    files = texts(path)
    assert "2026-04-17T00:00:02Z" in files["EPUB/content.opf"]
    assert epubgen.check(path, java=False).ok


def test_a_second_revision_keeps_the_line_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    epubgen.build(ISSUE, path, revision="更正：“甲”应为“乙” <1>。", clock=NEXT_DAY)
    for _ in range(2):  # the same once more adds nothing
        epubgen.build(ISSUE, path, revision="又更正。", clock=NEXT_DAY + timedelta(days=1))
    edition = read_edition(path)
    assert edition
    assert [(line.text, f"{line.date}") for line in edition.revisions] == [
        ("更正：“甲”应为“乙” <1>。", "2026-04-18"),
        ("又更正。", "2026-04-19"),
    ]


def test_a_revision_dates_the_issue_and_stands_in_the_imprint(tmp_path: Path) -> None:
    path = tmp_path / "1.epub"
    epubgen.build(ISSUE, path, revision="更正：“甲”应为“乙”。", clock=NEXT_DAY)
    files = texts(path)
    assert "2026-04-18T08:00:00Z" in files["EPUB/content.opf"]
    assert "更正：“甲”应为“乙”。" in files["EPUB/text/imprint.xhtml"]
    assert "2026年4月18日" in files["EPUB/text/imprint.xhtml"]


def test_a_revision_needs_an_instant() -> None:
    with pytest.raises(epubgen.OptionsError) as refused:
        epubgen.build(ISSUE, io.BytesIO(), revision="更正。")
    assert refused.value.findings[0].code == "EG014"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    assert run(["new", str(tmp_path / "paper"), "--lang", "zh"]) == 0
    (issue,) = (tmp_path / "paper").glob("*/issue.yaml")
    return issue.parent


def test_the_command_line_reads_the_clock_when_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    target = str(tmp_path / "1.epub")
    assert run(["build", str(folder), "-o", target, "--quiet"]) == 0
    story_file = min(folder.glob("articles/*.md"))
    story_file.write_text(story_file.read_text("utf-8") + "\n又添一句。\n", "utf-8")
    capsys.readouterr()
    assert run(["build", str(folder), "-o", target]) == 0
    assert "stories changed: 1, new: 0, gone: 0" in capsys.readouterr().err
    assert run(["build", str(folder), "-o", target, "--revision", "添一句。"]) == 0
    assert "what it corrects is dated 2026-01-05 00:00:00 UTC" in capsys.readouterr().err
    assert run(["build", str(folder), "-o", target, "--quiet", "--replace"]) == 0
    assert "--replace has no effect any more" in capsys.readouterr().err
    text = story_file.read_text("utf-8").replace("\n---\n", "\nexpires: 2026-01-06\n---\n", 1)
    story_file.write_text(text, "utf-8")
    assert run(["lint", str(folder)]) == 0
    assert run(["lint", str(folder), "--release-check"]) == 3
    assert run(["build", str(folder), "-o", target, "--release-check"]) == 3
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1767571200")  # 2026-01-05
    assert run(["build", str(folder), "-o", target, "--release-check"]) == 0
