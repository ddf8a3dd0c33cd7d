# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the site takes from outside `docs/`: the README as its first page, and other files of the repository.

A page is the same file on the site and in the repository. Links between pages are mended for their place on the site;
one to a folder or a file that is no page, such as `examples/`, becomes its words alone.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).resolve().parents[1]
PAGES = {
    "README.md": "index.md",
    "README.zh-CN.md": "README.zh-CN.md",
    "CHANGELOG.md": "CHANGELOG.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "SECURITY.md": "SECURITY.md",
    "LICENSE": "LICENSE.txt",
    "issues/README.md": "samples.md",
}
"""Files outside `docs/`, and what they are called on the site."""
_MARKUP = re.compile(
    r"^(?P<fence>`{3,}).*?^(?P=fence)$|(?P<picture>!?)\[(?P<words>(?:[^\[\]]|\[[^\]]*\])*)\]\((?P<target>[^()\s]+)\)|`[^`\n]+`",
    re.DOTALL | re.MULTILINE,
)
"""Code in a fence, a link or picture, code in a line: whichever begins first. Only links are mended."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the files from outside to the pages of `docs/`."""
    for name, called in PAGES.items():
        files.append(File.generated(config, called, content=(ROOT / name).read_text(encoding="utf-8")))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: object) -> str:
    """Mend the links of a page: they begin at its place in the repository and lead to its place on the site."""
    called = page.file.src_uri
    home = next((posixpath.dirname(name) for name, one in PAGES.items() if one == called), "docs")
    return _mended(markdown, home, files)


def _mended(text: str, home: str, files: Files) -> str:
    return _MARKUP.sub(lambda found: _link(found, home, files) if found["target"] else found[0], text)


def _link(found: re.Match[str], home: str, files: Files) -> str:
    target = found["target"]
    if re.match(r"[a-z]+:|#", target):
        return found[0]
    path, mark, anchor = target.partition("#")
    place = posixpath.normpath(posixpath.join(home, path))
    words = _mended(found["words"], home, files)
    called = PAGES.get(place, place.removeprefix("docs/") if place.startswith("docs/") else "")
    if called and files.get_file_from_path(called):
        return f"{found['picture']}[{words}]({called}{mark}{anchor})"
    return words if (ROOT / place).exists() else found[0]
