# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parts of an issue, and folders of websites, named as an issue: refused with the folder to name."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

import epubgen
from epubgen.errors import EpubgenError, SourceError
from epubgen.files import regular
from epubgen.files.input_tree import InputTree

FILES = {
    "publication.yaml": "id: paper\ntitle: Paper\nlanguage: en\ncover: none\n",
    "issues/2026-04-22/issue.yaml": "date: 2026-04-22\n",
    "issues/2026-04-22/articles/a.md": "---\ntitle: Harbour\n---\n\nWater rises.\n",
    "issues/2026-04-22/articles/city/b.md": "---\ntitle: Market\n---\n\nIt moves.\n",
    "issues/2026-04-22/dropped/c.md": "---\ntitle: Old\n---\n\nGone.\n",
    "issues/2026-04-22/photos/a.jpg": "x",
    "issues/2026-04-22/pages/2026-04-22-p1.md": "# Paper\n\n## Harbour\n\nWater rises.\n",
}


@pytest.fixture
def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A publication; its parent is the current folder."""
    for name, text in FILES.items():
        path = tmp_path / "paper" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    return Path("paper/issues/2026-04-22")


def keys(*names: Path, **options: str) -> list[tuple[str, str]]:
    with pytest.raises(SourceError) as caught:
        epubgen.read(names, **options)  # type: ignore[arg-type]
    return [(found.key, dict(found.args).get("issue", "")) for found in caught.value.findings]


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("articles/a.md", "EG074.story"),
        ("articles/city/b.md", "EG074.story"),
        ("dropped/c.md", "EG074.story"),
        ("articles", "EG074.folder"),
        ("articles/city", "EG074.folder"),
        ("photos", "EG074.folder"),
        ("photos/a.jpg", "EG074.photo"),
    ],
)
def test_a_part_of_an_issue(paper: Path, name: str, key: str) -> None:
    assert keys(paper / name) == [(key, "paper/issues/2026-04-22")]
    assert keys((paper / name).absolute()) == [(key, str(paper.absolute()))]


def test_many_stories_of_one_issue_are_one_finding(paper: Path) -> None:
    assert len(keys(*sorted(paper.glob("articles/**/*.md")))) == 1


def test_from_inside_the_issue(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(paper / "articles")
    assert keys(Path("a.md")) == [("EG074.story", "..")]


def test_printed_pages_inside_an_issue_are_read(paper: Path) -> None:
    assert len(epubgen.read(paper / "pages").issue.articles) == 1


def test_whoever_names_a_format_is_believed(paper: Path) -> None:
    story = paper / "articles" / "2026-04-22-a.md"
    story.write_text("---\ntitle: Harbour\n---\n\nWater rises.\n", "utf-8")
    assert keys(story) == [("EG074.story", "paper/issues/2026-04-22")]
    assert epubgen.read(story, format="printed_page").issue.date.isoformat() == "2026-04-22"


SITES = {
    "Hugo": ("hugo.toml", "content/posts/2026-04-22-a.md"),
    "Jekyll": ("_config.yml", "_posts/2026-04-22-a.md"),
    "Hexo": ("scaffolds/post.md", "source/_posts/2026-04-22-a.md"),
    "Astro": ("astro.config.mjs", "src/content/blog/2026-04-22-a.md"),
    "Eleventy": (".eleventy.js", "posts/2026-04-22-a.md"),
    "Docusaurus": ("docusaurus.config.js", "docs/2026-04-22-a.md"),
    "MkDocs": ("mkdocs.yml", "docs/2026-04-22-a.md"),
    "Obsidian": (".obsidian/app.json", "2026-04-22-a.md"),
}


@pytest.mark.parametrize("tool", SITES)
def test_a_website_is_named_by_its_folder(tmp_path: Path, tool: str) -> None:
    sign, page = SITES[tool]
    files = {sign: "", page: "---\ntitle: A\ndate: 2026-04-22\n---\n\nText.\n"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    for source in (tmp_path, tmp_path / page, (tmp_path / page).parent):
        with pytest.raises(SourceError) as caught:
            epubgen.read(source)
        assert [(f.key, dict(f.args)["tool"]) for f in caught.value.findings] == [("EG075", tool)]


def test_of_a_large_website_a_few_pages_are_named(tmp_path: Path) -> None:
    pages = {f"{n}.md": "+++\ntitle = 'A'\n+++\n" for n in range(50)}
    with pytest.raises(SourceError) as caught:
        epubgen.read(pages)
    assert len(caught.value.findings) == 3


@pytest.mark.parametrize(
    ("head", "tool"),
    [
        ("Title: Harbour\nDate: 2026-04-22\nCategory: news", "Pelican"),
        ("title: Harbour\nauthor: A. Lee", "Pelican"),
        (":title: Harbour\n:date: 2026-04-22", "Pelican"),
        ('{"title": "Harbour"}', "Hugo or Zola"),
        ('{\n"title": "Harbour"\n}', "Hugo or Zola"),
        ("---toml\ntitle = 'Harbour'\n---", "Eleventy"),
        (";;;\ntitle: Harbour\n;;;", "Hexo"),
    ],
)
def test_heads_of_other_programs(head: str, tool: str) -> None:
    with pytest.raises(SourceError) as caught:
        epubgen.read({"2026-04-22-01.md": f"{head}\n\nWater rises.\n"})
    assert [(f.key, dict(f.args)["tool"]) for f in caught.value.findings] == [("EG075", tool)]


@pytest.mark.parametrize(
    "head",
    ["Price: 2 pence\nDate: 22 April 2026", "Weather: rain\nTide: high", "# Title: a story of names", "时间: 下午"],
)
def test_printed_lines_with_a_colon_are_no_head(head: str) -> None:
    assert epubgen.read({"2026-04-22-01.md": f"{head}\n\n## Harbour\n\nWater rises.\n"}).issue.articles


def _packed(name: str, text: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as pack:
        pack.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.bin", b"%PDF-1.7\n", "pdf"),
        ("a.docx", _packed("word/document.xml", "<x/>"), "word"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "word"),
        ("a.rtf", b"{\\rtf1 x}", "word"),
        ("a.odt", _packed("mimetype", "application/vnd.oasis.opendocument.text"), "word"),
        ("a.xlsx", _packed("xl/workbook.xml", "<x/>"), "sheet"),
        ("a.ods", _packed("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "sheet"),
        ("a.epub", _packed("mimetype", "application/epub+zip"), "epub"),
        ("a.jpg", b"\xff\xd8\xff\xe0", "photo"),
        ("a.png", b"\x89PNG\r\n\x1a\n", "photo"),
        ("a.heic", b"\0\0\0\x18ftypheic", "photo"),
        ("a.epub", b"", "empty"),
        ("a.csv", b"title,text\nHarbour,Water rises.\n", "sheet"),
        ("a.mp4", b"\0\0\0\x18ftypisom", "media"),
        ("a.webm", b"\x1aE\xdf\xa3", "media"),
        ("a.mp3", b"ID3\x04", "media"),
        ("a.wav", b"RIFF\0\0\0\0WAVE", "media"),
        ("a.html", b"<!DOCTYPE html><html><p>Water</html>", "web"),
        ("a.htm", b"\xef\xbb\xbf\n<HTML>\n<p>Water</HTML>", "web"),
        ("a.xhtml", b'<?xml version="1.0"?>\n<!-- a --><html xmlns="http://www.w3.org/1999/xhtml"/>', "web"),
    ],
)
def test_a_file_of_another_kind_is_named(tmp_path: Path, name: str, data: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(EpubgenError) as caught:
        epubgen.build(tmp_path / name, tmp_path / "out.epub")
    assert [found.key for found in caught.value.findings] == [f"S12.{kind}"]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    with pytest.raises(EpubgenError) as caught:
        epubgen.build(tmp_path / "x", tmp_path / "out.epub")
    assert [found.key for found in caught.value.findings] == ["S12.empty"]


def test_a_link_whose_end_may_not_be_looked_at_is_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("a", "utf-8")
    (tmp_path / "b.csv").symlink_to(tmp_path / "a.csv")

    class Refusing:
        """Stands for an entry of a folder that the system may not look behind; as root it may look everywhere."""

        def __init__(self, entry: os.DirEntry[str]) -> None:
            self.name, self.is_dir, self.is_symlink = entry.name, entry.is_dir, entry.is_symlink

        def is_file(self) -> bool:
            raise PermissionError(self.name)

    entries = regular._entries
    monkeypatch.setattr(
        regular, "_entries", lambda at: [Refusing(one) if one.is_symlink() else one for one in entries(at)]
    )
    assert InputTree.folder(tmp_path).names == ("a.csv",)
