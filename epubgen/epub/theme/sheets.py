# SPDX-License-Identifier: AGPL-3.0-or-later
"""Puts the sheets of an edition in order: base → mode → mode-fit → language → theme → profile → publisher → user.

The sheets are the plain CSS files of ``css/``. None is generated, but for pages that run in another direction sides are
swapped, and for other scripts what fits Latin letters alone is taken back. In an installed package the sheets are
package data, read through ``importlib.resources``, which also reads zipped packages. In a checkout they are in the
folder ``css`` next to the package.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from epubgen.epub.theme.css_syntax import Declaration, declarations, unbalanced_line
from epubgen.epub.theme.turned import Turn, turned
from epubgen.errors import Finding, Location, OptionsError, SourceError, finding
from epubgen.files.disk_errors import disk_finding
from epubgen.files.input_tree import InputTree
from epubgen.files.publication_place import folders_above
from epubgen.files.regular import read_regular
from epubgen.languages.directions import Direction
from epubgen.languages.scripts import LetterShape
from epubgen.languages.tags import fitting
from epubgen.messages import near_word
from epubgen.model import Publication
from epubgen.options import Options
from epubgen.startup import dataclass, regex

__all__ = [
    "DEFAULT_THEME",
    "PublisherCss",
    "PublisherSheet",
    "Sheet",
    "css_findings",
    "read_publisher_css",
    "sheets",
    "themes",
]

_FOLDER = "themes"
_LARGEST = 16 * 2**20
"""The largest size in bytes of a sheet that is named with ``--css``."""


@dataclass(frozen=True, slots=True)
class PublisherSheet:
    """A style sheet of the publisher: its file and its bytes."""

    at: Location
    data: bytes


@dataclass(frozen=True, slots=True)
class PublisherCss:
    """The themes and style sheets of a publisher.

    A theme of the publisher replaces the theme of epubgen with the same name.
    """

    themes: Mapping[str, PublisherSheet] = field(default_factory=dict)
    css: tuple[PublisherSheet, ...] = ()
    """In link order: the sheets of ``publication.yaml``, then the sheets of the user."""

    def findings(self, theme: str) -> Iterator[Finding]:
        """Yield K17: CSS that a device does not support, in the sheets that are used.

        These are only warnings, because the publisher decides about the publication.
        """
        used = [self.themes[theme]] if theme in self.themes else []
        for sheet in (*used, *self.css):
            yield from css_findings(sheet.data, sheet.at)


def read_publisher_css(paper: Publication, inputs: InputTree, options: Options) -> PublisherCss:
    """Return the style sheets of a publisher.

    Raises:
        OptionsError: EG008 a sheet cannot be read.
    """
    tree = InputTree.folder(options.publication.parent) if options.publication else inputs
    return PublisherCss(
        themes=dict(_themes(tree)),
        css=(*(_named(tree, name) for name in paper.css), *map(_given, options.css)),
    )


def _themes(tree: InputTree) -> Iterator[tuple[str, PublisherSheet]]:
    """Yield the themes of the nearest folder that has any."""
    for folder in folders_above(tree.base):
        inner = posixpath.join(folder, _FOLDER)
        found = [name for name in tree.under(inner) if posixpath.dirname(name) == inner and name.endswith(".css")]
        if found:
            yield from ((posixpath.basename(name).removesuffix(".css"), _named(tree, name)) for name in found)
            return


def _named(tree: InputTree, name: str) -> PublisherSheet:
    try:
        return PublisherSheet(tree.at(name), tree.read(name))
    except SourceError as error:
        raise OptionsError(finding("EG008.house", tree.at(name))) from error


def _given(path: Path) -> PublisherSheet:
    at = Location(path.as_posix())
    try:
        return PublisherSheet(at, read_regular(path, _LARGEST))
    except OSError as error:
        raise OptionsError(disk_finding("EG008", error, at)) from error


DEFAULT_THEME = "broadsheet"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet: its file name in the EPUB and its bytes."""

    name: str
    data: bytes


def sheets(
    language: str,
    writing_mode: str,
    theme: str = "",
    profile: str = "",
    publisher_css: PublisherCss = PublisherCss(),  # noqa: B008 - it is frozen
    runs: Direction = "ltr",
    shape: LetterShape = "",
) -> tuple[Sheet, ...]:
    """Return the style sheets of one kind of pages in link order.

    Args:
        language: BCP 47 tag of these pages.
        writing_mode: the ``writing-mode`` of these pages.
        theme: the name of a theme of the publisher or of epubgen; empty means the default theme.
        profile: the name of a delivery target; a target without a sheet adds none.
        publisher_css: the publisher's themes and sheets; the sheets are linked last as ``user.css``, ``user-2.css``.
        runs: the direction of the text of these pages.
        shape: how its letters are set.

    Raises:
        OptionsError: EG007 there is no theme with this name.
    """
    look = theme or DEFAULT_THEME
    known = sorted({*themes(), *publisher_css.themes})
    if look not in known:
        raise OptionsError(finding("EG007", name=look, near=near_word(look, known), known=", ".join(known)))
    names = _names(language, writing_mode, look, profile)
    turn: Turn | None = "lr" if writing_mode == "vertical-lr" else shape or ("rtl" if runs == "rtl" else None)
    own_theme = _theme_file(look) if look in publisher_css.themes else ""
    ours = (
        Sheet(name, publisher_css.themes[look].data) if name == own_theme else _turned(Sheet(name, _read(name)), turn)
        for name in names
    )
    own = (
        Sheet(f"user-{n}.css" if n > 1 else "user.css", sheet.data)
        for n, sheet in enumerate(publisher_css.css, start=1)
    )
    return (*ours, *own)


def themes() -> tuple[str, ...]:
    """Return the names of the themes of epubgen."""
    found = (_middle(entry.name, "theme-") for entry in _folder().iterdir())
    return tuple(sorted(name for name in found if name))


_WITHOUT_FLOATS = frozenset({"kindle", "kobo"})
"""Delivery targets on which text beside a picture was never tested."""


def _names(language: str, writing_mode: str, theme: str, profile: str) -> Iterator[str]:
    yield "base.css"
    vertical = writing_mode != "horizontal-tb"
    yield from ("vertical.css", "vertical-fit.css") if vertical else ("horizontal.css",)
    if profile not in _WITHOUT_FLOATS:
        yield "vertical-beside.css" if vertical else "horizontal-beside.css"
    yield f"lang-{fitting(language)}.css"
    yield _theme_file(theme)
    if profile and _folder().joinpath(f"profile-{profile}.css").is_file():
        yield f"profile-{profile}.css"


def _turned(sheet: Sheet, turn: Turn | None) -> Sheet:
    """Return a sheet of epubgen for pages of another direction or script, under another name.

    A sheet in which nothing changes keeps its name.
    """
    if turn is None:
        return sheet
    data = turned(sheet.data.decode("utf-8"), turn).encode()
    return sheet if data == sheet.data else Sheet(f"{sheet.name.removesuffix('.css')}-{turn}.css", data)


def _theme_file(theme: str) -> str:
    """Return the file name of a theme in the EPUB. A name with unusual characters is replaced by a plain name."""
    return f"theme-{theme}.css" if re.fullmatch(r"[a-z0-9_-]+", theme) else "theme-of-the-house.css"


def _read(name: str) -> bytes:
    return _folder().joinpath(name).read_bytes()


def _folder() -> Traversable:
    """Return the folder of the sheets: the package data of an installed package, otherwise that of the checkout."""
    packed = files("epubgen").joinpath("_data", "css")
    return packed if packed.is_dir() else Path(__file__).resolve().parents[3] / "css"


def _middle(name: str, prefix: str) -> str:
    return name.removeprefix(prefix).removesuffix(".css") if name.startswith(prefix) and name.endswith(".css") else ""


_READERS = frozenset({"font-family", "font-size", "line-height", "color", "background", "background-color", "width"})
_VALUES = (
    ("K17.var", regex(r"\A--|:.*\bvar\(")),
    ("K17.calc", regex(r":.*\bcalc\(")),
    ("K17.flex", regex(r"\Adisplay:.*\b(flex|grid)\b|\A(flex|grid)\b")),
    ("K17.fixed", regex(r"\Aposition:\s*(fixed|absolute|sticky)")),
    ("K17.margin", regex(r"\Amargin[^:]*:.*(?<![\w.])-\s*[.\d]")),
    ("K17.mode", regex(r"\A(-webkit-|-epub-)?writing-mode\b")),
    ("K17.range", regex(r"\Aunicode-range\b")),
    ("K17.url", regex(r":.*\burl\(")),
)


def css_findings(data: bytes, at: Location) -> Iterator[Finding]:
    """Yield K17 for CSS that devices do not support, each with its line."""
    css = data.decode("utf-8-sig", "replace")
    if css.count("\ufffd"):
        yield finding("K17.utf8", at)
    if line := unbalanced_line(css):
        yield finding("K17.braces", Location(at.file, line))
    for key, declaration in _banned(css):
        said = f"{declaration.name}: {declaration.value}" if declaration.value else declaration.name
        yield finding(key, Location(at.file, declaration.line), text=said[:60])


@lru_cache(maxsize=32)
def _banned(css: str) -> tuple[tuple[str, Declaration], ...]:
    return tuple((key, declaration) for declaration in declarations(css) if (key := _ban(declaration)))


def _ban(said: Declaration) -> str:
    if said.name.startswith("@"):
        if said.name.startswith("@import"):
            return "K17.import"
        return "K17.dark" if "prefers-color-scheme" in said.name else ""
    line = f"{said.name}:{said.value}"
    if found := next((key for key, pattern in _VALUES if pattern.search(line)), ""):
        return found
    selectors = {part.strip().lower() for part in (said.around or ("",))[-1].split(",")}
    return "K17.body" if selectors & {"html", "body", "*", ":root"} and said.name in _READERS else ""
