# SPDX-License-Identifier: AGPL-3.0-or-later
"""An EPUB at a glance: what ``inspect`` prints."""

from __future__ import annotations

from pathlib import Path

import pytest

from epubgen.errors import CheckFailed
from epubgen.validation import TocEntry, read_package
from tests.conformance.tiny_epub import NAV, NCX, OPF, TinyEpub


def test_the_view_of_an_epub(tmp_path: Path) -> None:
    view = read_package(TinyEpub().write(tmp_path / "t.epub"))
    assert view.version == "3.0"
    assert dict(view.metadata)["dc:title"] == "Harbour Post 2026-04-22"
    assert dict(view.metadata)["dcterms:modified"] == "2026-04-22T00:00:00Z"
    assert view.spine == ("EPUB/text/a.xhtml", "EPUB/text/b.xhtml")
    assert [(entry.label, entry.name) for entry in view.toc] == [
        ("Ferry runs again", "EPUB/text/a.xhtml"),
        ("Market moves", "EPUB/text/b.xhtml"),
    ]
    assert view.pages == (TocEntry("1", "EPUB/text/a.xhtml", "page-1", line=view.pages[0].line),)
    assert view.members[0].name == "mimetype"
    assert {member.media_type for member in view.members} >= {"image/jpeg", "text/css", "application/xhtml+xml"}
    assert view.size == (tmp_path / "t.epub").stat().st_size


def test_without_a_navigation_document_the_ncx_serves(tmp_path: Path) -> None:
    tiny = TinyEpub().drop(NAV).edit(NCX, "Market moves", "Market")
    view = read_package(tiny.write(tmp_path / "t.epub"))
    assert [entry.label for entry in view.toc] == ["Ferry runs again", "Market"]


def test_nested_entries_keep_their_tree(tmp_path: Path) -> None:
    nested = '<li><span>City</span><ol><li><a href="text/b.xhtml#x">Market <b>moves</b></a></li></ol></li>'
    tiny = TinyEpub().edit(NAV, '<li><a href="text/b.xhtml">Market moves</a></li>', nested)
    entry = read_package(tiny.write(tmp_path / "t.epub")).toc[1]
    assert (entry.label, entry.name) == ("City", "")
    assert [(child.label, child.name, child.fragment) for child in entry.children] == [
        ("Market moves", "EPUB/text/b.xhtml", "x")
    ]


@pytest.mark.parametrize("tiny", [TinyEpub().drop(OPF), TinyEpub().put(OPF, "<x/>"), TinyEpub().put(OPF, "<x")])
def test_what_cannot_be_read_is_said(tiny: TinyEpub, tmp_path: Path) -> None:
    with pytest.raises(CheckFailed):
        read_package(tiny.write(tmp_path / "t.epub"))
