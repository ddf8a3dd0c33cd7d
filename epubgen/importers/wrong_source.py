# SPDX-License-Identifier: AGPL-3.0-or-later
"""Recognises inputs that are no issue: a part of an issue, a README, a page of a website.

Without this check they would be read as printed pages, and a wrong book would be built without a message. An input
whose format is named with ``--format`` is not checked.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from itertools import islice, takewhile
from pathlib import Path

from epubgen.errors import Finding, Location, SourceError, finding
from epubgen.files.archives import kind_of_document
from epubgen.files.input_tree import InputTree
from epubgen.importers.open_source import IssueSource
from epubgen.startup import regex

__all__ = ["kind_of_file", "refuse_foreign_heads", "refuse_part_of_issue", "refuse_texts_about_files"]

_PARTS = {"articles": "story", "dropped": "story", "photos": "photo"}
"""Folders of an issue, and what their files are."""
_DEPTH = 4
"""So many folders above a file may belong to what it is part of."""
_ABOUT = frozenset(
    ("readme", "read_me", "changelog", "contributing", "licence", "license", "security", "code_of_conduct")
)
_SITES = (
    ("Hugo", ("hugo.toml", "hugo.yaml", "hugo.json", "archetypes")),
    ("Hexo", ("_config.landscape.yml", "scaffolds", "source/_posts")),
    ("Jekyll", ("_posts", "_layouts", "_config.yml")),
    ("Astro", ("astro.config.mjs", "astro.config.ts", "astro.config.js", "src/content")),
    ("Eleventy", (".eleventy.js", "eleventy.config.js", "eleventy.config.mjs", "eleventy.config.cjs")),
    ("Docusaurus", ("docusaurus.config.js", "docusaurus.config.ts")),
    ("VitePress", (".vitepress", ".vuepress")),
    ("MkDocs", ("mkdocs.yml",)),
    ("mdBook", ("book.toml",)),
    ("Pelican", ("pelicanconf.py",)),
    ("Quarto", ("_quarto.yml",)),
    ("Obsidian", (".obsidian",)),
)
"""Programs that make websites of Markdown, and what lies in their folders."""
_TELLING = {
    "Jekyll": {"layout", "permalink"},
    "Astro": {"pubDate", "heroImage", "updatedDate"},
    "Hexo": {"abbrlink", "top_img", "excerpt"},
    "Hugo": {"aliases", "publishDate", "lastmod", "featuredImage", "markup", "menu"},
    "Docusaurus": {"sidebar_position", "sidebar_label", "pagination_label"},
}
"""Fields that one of them alone has."""
_USUAL_TOOL = {
    "+++": "Hugo or Zola",
    "{": "Hugo or Zola",
    ";;;": "Hexo",
    "---toml": "Eleventy",
    "---json": "Eleventy",
    "title:": "Pelican",
    ":title:": "Pelican",
}
"""How the head of a page begins → who writes it so, where its folder does not tell."""
_COMMON = frozenset(
    [
        "title",
        "date",
        "tags",
        "categories",
        "category",
        "draft",
        "slug",
        "author",
        "authors",
        "description",
        "summary",
        "published",
        "url",
        "weight",
        "type",
        "id",
        "layout",
        "permalink",
        "标题",
        "日期",
        "作者",
        "제목",
        "타이틀",
    ]
)
"""Fields of which the head of a text has one at least; between two rules of a printed page stands none."""
_OURS = frozenset(
    [
        "kicker",
        "deck",
        "column",
        "page",
        "priority",
        "byline",
        "dateline",
        "lead_photo",
        "photos",
        "continues_on",
        "section",
    ]
)
"""Fields that only a story of ours has."""
_FIELD = regex(r"([\w-]+)[ \t]*:(?:[ \t].*)?")
_BARE_FIELD = regex(r"[A-Za-z][\w -]{0,20}:[ \t]\S.*")
_MARKED_FIELD = regex(r":([\w-]+):(?:[ \t].*)?")
"""Fields without rules around them: as Pelican and MultiMarkdown write them, as reStructuredText and AsciiDoc do."""
_HEAD_LINES = 200
_HEAD_BYTES = 2**20
_PICTURE = regex(
    rb"\xff\xd8\xff|\x89PNG\r\n|GIF8[79]a|RIFF....WEBP|II\*\0|MM\0\*|\0\0\0.ftyp(?:heic|heix|mif1|avif)", re.DOTALL
)
_RECORDING = regex(
    rb"....ftyp(?!heic|heix|mif1|avif)|\x1aE\xdf\xa3|RIFF....(?:WAVE|AVI )|OggS|ID3|fLaC|\xff[\xfb\xf3\xf2]", re.DOTALL
)
"""Films and sound: MP4 and its kin, Matroska and WebM, WAVE, AVI, Ogg, MP3, FLAC."""
_WEB = regex(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.DOTALL | re.IGNORECASE,
)
_SAID = 3
"""Files that are named: a website has hundreds, and the cure is one."""


def refuse_part_of_issue(source: IssueSource) -> None:
    """Refuse a folder or file inside an issue: only the whole issue folder can be built.

    Raises:
        SourceError: EG074 with the folder to name.
    """
    if isinstance(source, Mapping):
        return
    paths = [source] if isinstance(source, (str, os.PathLike)) else source
    found = [said for path in paths if (said := _of_issue(Path(path)))]
    if once := {(said.key, said.args): said for said in reversed(found)}:
        raise SourceError(*reversed(once.values()))


def _of_issue(path: Path) -> Finding | None:
    whole = path.absolute()
    for part in [whole, *whole.parents][:_DEPTH]:
        issue = part.parent
        if part.name.lower() in _PARTS and (issue / "issue.yaml").is_file():
            kind = "folder" if whole.is_dir() else _PARTS[part.name.lower()]
            shown = _as_typed(path, issue)
            return finding(f"EG074.{kind}", Location(path.as_posix()), "", name=part.name, issue=shown)
    return None


def _as_typed(path: Path, folder: Path) -> str:
    """Return the folder as the user would type it from where the path was typed."""
    return (folder if path.is_absolute() else Path(os.path.relpath(folder))).as_posix()


def kind_of_file(inputs: InputTree) -> str:
    """Return what the one named file is: ``pdf``, ``word``, ``sheet``, ``epub``, ``photo``, ``media``, ``web``.

    Its first bytes show it; for tables as text, its name. ``empty`` means a file without bytes or a folder without
    files; an empty text means anything else.
    """
    if len(inputs.entry) != 1 or not inputs.has(inputs.entry[0]):
        return "" if inputs.entry or inputs.names else "empty"
    with inputs.open_or_empty(inputs.entry[0]) as file:
        data = file.read(_HEAD_BYTES)
    if not data:
        return "empty"
    if _PICTURE.match(data):
        return "photo"
    if _RECORDING.match(data):
        return "media"
    if inputs.entry[0].lower().endswith((".csv", ".tsv")):
        return "sheet"
    return "web" if _WEB.match(data) else _packed(data)


def _packed(data: bytes) -> str:
    """Return the kind of document that begins with these bytes, packed as a ZIP or not."""
    if data.startswith(b"mimetypeapplication/epub+zip", 30):
        return "epub"
    if data.startswith(b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 30):
        return "sheet"
    kind = kind_of_document(data)
    return "" if kind == "zip" else kind


def refuse_texts_about_files(inputs: InputTree, names: tuple[str, ...]) -> None:
    """Refuse a README or a similar text that was named as if it were a page.

    Raises:
        SourceError: EG074.about.
    """
    about = [name for name in names if _stem(name) in _ABOUT]
    if about:
        shown = (finding("EG074.about", inputs.at(name), "", name=posixpath.basename(name)) for name in about)
        raise SourceError(*shown)


def _stem(name: str) -> str:
    return posixpath.basename(name).partition(".")[0].lower().replace("-", "_")


def refuse_foreign_heads(inputs: InputTree, pages: list[tuple[str, str]]) -> None:
    """Refuse pages that begin with fields, as stories and pages of websites do. Printed pages begin with text.

    Args:
        inputs: the tree of the pages.
        pages: name and text of each page.

    Raises:
        SourceError: EG074.loose stories; EG075 pages of another program. Of hundreds, the first few are named.
    """
    found = (_foreign(inputs, name, text) for name, text in pages)
    if some := list(islice(filter(None, found), _SAID)):
        raise SourceError(*some)


def _foreign(inputs: InputTree, name: str, text: str) -> Finding | None:
    mark, fields = _head(text)
    if not mark:
        return None
    at = inputs.at(name, 1)
    tool = _tool(inputs, name, fields)
    if mark in _USUAL_TOOL:
        return finding("EG075", at, "", tool=tool or _USUAL_TOOL[mark], mark=mark)
    if tool and not fields & _OURS:
        return finding("EG075", at, "", tool=tool, mark=mark)
    return finding("EG074.loose", at)


def _tool(inputs: InputTree, name: str, fields: frozenset[str]) -> str:
    """Return the program that a folder or the fields at the head of a page belong to; empty if unknown."""
    return next(_sites_of(inputs, name), "") or next((tool for tool, own in _TELLING.items() if fields & own), "")


def _sites_of(inputs: InputTree, name: str) -> Iterator[str]:
    """Return the programs whose files lie beside a file or in the folders above it."""
    if inputs.root is not None:
        folder = (inputs.root / name).absolute().parent
        places = [folder, *folder.parents][:_DEPTH]
        yield from (tool for tool, signs in _SITES if any((p / sign).exists() for p in places for sign in signs))
        return
    folders = [posixpath.dirname(name)]
    while folders[-1]:
        folders.append(posixpath.dirname(folders[-1]))
    there = _places(inputs)
    for tool, signs in _SITES:
        wanted = {posixpath.join(folder, sign) for folder in folders for sign in signs}
        if wanted & there:
            yield tool


def _places(inputs: InputTree) -> frozenset[str]:
    """Return the files of a tree in memory, and their folders."""
    found = set(inputs.names)
    for name in inputs.names:
        while name := posixpath.dirname(name):
            found.add(name)
    return frozenset(found)


def _head(text: str) -> tuple[str, frozenset[str]]:
    """Return how the fields at the head of a text are marked, and their names.

    An empty mark means that there are none.
    """
    lines = text.split("\n", _HEAD_LINES)[:_HEAD_LINES]
    mark = lines[0].rstrip()
    if mark in ("+++", ";;;"):
        return (mark, frozenset()) if mark in (line.rstrip() for line in lines[1:]) else ("", frozenset())
    if mark.startswith("{"):
        closed = any(line.rstrip().endswith("}") for line in lines)
        return ("{", frozenset()) if closed and '"title"' in text[:4096] else ("", frozenset())
    if mark in _USUAL_TOOL:
        return mark, frozenset()
    if mark != "---":
        return _bare_head(lines)
    end = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() in ("---", "...")), 0)
    return _named(lines[1:end]) if end else ("", frozenset())


def _bare_head(lines: list[str]) -> tuple[str, frozenset[str]]:
    """Return the field names of a head without rules: lines ``Title: …`` or ``:title.

    …`` up to the first empty line.
    """
    head = [line.rstrip() for line in takewhile(str.strip, lines) if not line.startswith((" ", "\t"))]
    for pattern, mark in ((_BARE_FIELD, "title:"), (_MARKED_FIELD, ":title:")):
        if all(pattern.fullmatch(line) for line in head):
            names = {line.strip(":").partition(":")[0].casefold() for line in head}
            if "title" in names and len(names & _COMMON) > 1:
                return mark, frozenset(names)
    return "", frozenset()


def _named(lines: list[str]) -> tuple[str, frozenset[str]]:
    """Return the names of YAML fields, if every line that is not indented is a field and one of them is a usual one."""
    outer = [line for line in lines if line.strip() and not line.startswith((" ", "\t", "-", "#"))]
    found = [_FIELD.fullmatch(line.rstrip()) for line in outer]
    names = frozenset(match[1] for match in found if match)
    return ("---", names) if all(found) and names & (_COMMON | _OURS) else ("", frozenset())
