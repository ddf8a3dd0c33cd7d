# SPDX-License-Identifier: AGPL-3.0-or-later
"""The programs that epubgen is measured beside, each used as its documents show; those that are absent are named."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from measure import Run

__all__ = ["PEERS", "PHOTO_WORK", "Peer", "missing"]

_LIBRARY = """
import sys
from pathlib import Path
from {module} import epub
folder, target = Path(sys.argv[1]), sys.argv[2]
book = epub.EpubBook()
book.set_identifier("urn:uuid:6c1b4e6e-0f6c-4f0e-9d3c-1f1f6f3c0a01")
book.set_title("青溪日报")
book.set_language("zh-Hans")
{photos}
chapters = []
for number, file in enumerate(sorted(folder.glob("*.md"))):
    title, *blocks = file.read_text("utf-8").strip().split("\\n\\n")
    parts = ["<h1>" + title.removeprefix("# ") + "</h1>"]
    for block in blocks:
        parts.append(picture(block) if block.startswith("![](") else "<p>" + block + "</p>")
    chapter = epub.EpubHtml(title=title.removeprefix("# "), file_name="s{{:05}}.xhtml".format(number), lang="zh-Hans")
    chapter.content = "".join(parts)
    book.add_item(chapter)
    chapters.append(chapter)
book.toc = chapters
book.add_item(epub.EpubNcx())
book.add_item(epub.EpubNav())
book.spine = ["nav", *chapters]
epub.write_epub(target, book)
"""
_AS_IT_IS = """
def picture(block):
    source = Path(block[4:-1])
    kind = "image/png" if source.suffix == ".png" else "image/jpeg"
    book.add_item(epub.EpubItem(uid=source.stem, file_name=source.name, media_type=kind, content=source.read_bytes()))
    return '<img src="' + source.name + '" alt=""/>'
"""
_SMALLER = """
from io import BytesIO
from PIL import Image
def picture(block):
    source, out = Path(block[4:-1]), BytesIO()
    with Image.open(source) as image:
        image.thumbnail((1264, 1680))
        image.convert("RGB").save(out, "JPEG", quality=85)
    name = source.stem + ".jpg"
    book.add_item(epub.EpubItem(uid=source.stem, file_name=name, media_type="image/jpeg", content=out.getvalue()))
    return '<img src="' + name + '" alt=""/>'
"""
PHOTO_WORK = """
import json, sys
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path
from PIL import Image
plan = json.loads(Path(sys.argv[1]).read_text())
def work(item):
    (file, size, quality), out = item, BytesIO()
    with Image.open(file) as image:
        image.draft(None, tuple(size))
        small = image.convert("RGB").resize(tuple(size), Image.Resampling.LANCZOS)
    small.save(out, "JPEG", quality=quality, subsampling="4:2:0", optimize=True)
    return len(out.getvalue())
with ThreadPoolExecutor() as pool:
    assert sum(pool.map(work, plan))
"""
"""The photo work that nobody can avoid: one decode, one resize, one encode of each, to the sizes of the build."""


@dataclass(frozen=True, slots=True)
class Peer:
    """Another way to make an EPUB of the same stories."""

    name: str
    command: Callable[[Path, Path], list[str]]
    """Folder of Markdown files and target → what is run."""
    is_there: Callable[[], bool]
    version: Callable[[], str]

    def run(self, folder: Path, target: Path) -> Run:
        """What is run on a folder of Markdown files."""
        return Run(self.command(folder, target), target)


def _script(module: str, photos: str) -> Callable[[Path, Path], list[str]]:
    code = _LIBRARY.format(module=module, photos=photos)
    return lambda folder, target: [sys.executable, "-c", code, str(folder), str(target)]


def _has(module: str) -> Callable[[], bool]:
    return lambda: importlib.util.find_spec(module) is not None


def _pandoc() -> str:
    if found := shutil.which("pandoc"):
        return found
    spec = importlib.util.find_spec("pypandoc")
    bundled = Path(spec.origin).parent / "files" / "pandoc" if spec and spec.origin else Path()
    return str(bundled) if bundled.is_file() else ""


def _pandoc_command(folder: Path, target: Path) -> list[str]:
    stories = [str(file) for file in sorted(folder.glob("*.md"))]
    return [_pandoc(), "-o", str(target), "--metadata", "title=青溪日报", "--metadata", "lang=zh-Hans", *stories]


def _calibre_command(folder: Path, target: Path) -> list[str]:
    """One file for calibre: all stories one after the other."""
    whole = folder.parent / "plain.md"
    whole.write_text("\n".join(file.read_text("utf-8") for file in sorted(folder.glob("*.md"))), "utf-8")
    how = ["--formatting-type", "markdown", "--title", "青溪日报", "--language", "zh"]
    return ["ebook-convert", str(whole), str(target), *how]


def _said(*command: str) -> str:
    """The first number in what a program says of itself."""
    told = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return next((word.strip(")") for word in told.split() if word[0].isdigit()), "")


def _package(name: str) -> Callable[[], str]:
    return lambda: metadata.version(name)


PEERS = (
    Peer("pandoc", _pandoc_command, lambda: bool(_pandoc()), lambda: _said(_pandoc(), "--version")),
    Peer("fast-ebook", _script("fast_ebook", _AS_IT_IS), _has("fast_ebook"), _package("fast-ebook")),
    Peer("EbookLib", _script("ebooklib", _AS_IT_IS), _has("ebooklib"), _package("ebooklib")),
    Peer("EbookLib + Pillow", _script("ebooklib", _SMALLER), _has("ebooklib"), _package("pillow")),
    Peer(
        "calibre",
        _calibre_command,
        lambda: bool(shutil.which("ebook-convert")),
        lambda: _said("ebook-convert", "--version"),
    ),
)


def missing() -> list[str]:
    """The programs that are not installed here."""
    return [peer.name for peer in PEERS if not peer.is_there()]
