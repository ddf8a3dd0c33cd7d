# SPDX-License-Identifier: AGPL-3.0-or-later
"""Files that are named as pages of a paper and are none, and pages that look a little like them."""

from __future__ import annotations

from collections.abc import Callable

from epubgen.errors import EpubgenError
from epubgen.files.input_tree import InputTree
from epubgen.importers.printed_page import IMPORTER
from epubgen.options import Options
from tests.input_cases.case import InputCase

PAGE = "# Paper\n\n2026-04-22\n\n## Harbour\n\nWater rises.\n"


def said(name: str) -> Callable[[str], object]:
    """Reads a text under a name; gives the code and, for a page of a website, the program."""

    def read(text: str) -> object:
        tree = InputTree.memory({name: text}, entry=(name,))
        try:
            IMPORTER.read(tree, Options())
        except EpubgenError as error:
            found = error.findings[0]
            return (found.key, dict(found.args).get("tool", ""))
        return ("read", "")

    return read


def head(*lines: str, mark: str = "---", text: str = PAGE) -> str:
    return "\n".join((mark, *lines, mark, "", text))


PLAIN = said("2026-04-22-p1.md")
SITES = {
    head('title = "A"', "date = 2026-04-22", mark="+++"): "Hugo or Zola",
    head('"title": "A",', mark=";;;"): "Hexo",
    '{\n"title": "A"\n}\n\n' + PAGE: "Hugo or Zola",
    head("layout: post", "title: A"): "Jekyll",
    head("title: A", "permalink: /a/"): "Jekyll",
    head("title: A", "pubDate: 2026-04-22"): "Astro",
    head("title: 你好", "abbrlink: 5"): "Hexo",
    head("title: A", "sidebar_position: 2"): "Docusaurus",
}
LOOSE = (
    head("title: A"),
    head("标题: 潮水", "作者: 林岸"),
    head("title: A", "authors:", "  - B"),
    head("date: 2026-04-22", "description: x", "# a remark"),
    head("title: 見出し", "layout: x", "kicker: y"),
    head("제목: 물", "author: 김"),
    "---\r\ntitle: A\r\n---\r\n\r\n" + PAGE,
)
PRINTED = (
    PAGE,
    "---\n\n" + PAGE,
    head("第01版：要闻"),
    head("A line of text"),
    head("Weather: rain", "Wind: west"),
    "+++\n\n" + PAGE,
    "---\ntitle: A\n\n" + PAGE,
)
ABOUT = (
    "README.md",
    "readme.zh-CN.md",
    "CHANGELOG.md",
    "Contributing.md",
    "LICENSE.md",
    "code-of-conduct.md",
    "SECURITY.md",
)
CASES: list[InputCase] = [
    *(InputCase("pages of websites", text, PLAIN, ("EG075", tool)) for text, tool in SITES.items()),
    *(InputCase("stories outside an issue", text, PLAIN, ("EG074.loose", "")) for text in LOOSE),
    *(InputCase("printed pages with rules at the head", text, PLAIN, ("read", "")) for text in PRINTED),
    *(InputCase("texts about files", PAGE, said(name), ("EG074.about", "")) for name in ABOUT),
]
