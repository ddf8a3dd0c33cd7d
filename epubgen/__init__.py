# SPDX-License-Identifier: AGPL-3.0-or-later
"""epubgen turns an issue of a newspaper or magazine into an EPUB 3.3 package.

::

    import epubgen

    issue = epubgen.load("issues/xizhou-daily/2026-04-17")
    epub = epubgen.build(issue, "xizhou.epub")
    print(epub.report)

The public names are those of ``__all__``; each is read from its module when it is first used, so that importing the
package costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from epubgen.version import __version__ as __version__

if TYPE_CHECKING:
    from epubgen import model as model
    from epubgen.api import accessibility as accessibility
    from epubgen.api import build as build
    from epubgen.api import build_twins as build_twins
    from epubgen.api import check as check
    from epubgen.api import export as export
    from epubgen.api import import_pages as import_pages
    from epubgen.api import lint as lint
    from epubgen.api import load as load
    from epubgen.api import plan as plan
    from epubgen.api import read as read
    from epubgen.epub.package import Epub as Epub
    from epubgen.errors import CheckFailed as CheckFailed
    from epubgen.errors import DeliveryError as DeliveryError
    from epubgen.errors import EditionError as EditionError
    from epubgen.errors import EpubgenError as EpubgenError
    from epubgen.errors import Finding as Finding
    from epubgen.errors import Location as Location
    from epubgen.errors import MediaError as MediaError
    from epubgen.errors import OptionsError as OptionsError
    from epubgen.errors import PackageError as PackageError
    from epubgen.errors import Report as Report
    from epubgen.errors import Severity as Severity
    from epubgen.errors import SourceError as SourceError
    from epubgen.errors import ToolError as ToolError
    from epubgen.importers.reading import Reading as Reading
    from epubgen.live_preview.snapshots import Snapshots as Snapshots
    from epubgen.live_preview.snapshots import snapshot as snapshot
    from epubgen.markup import blocks_from_html as blocks_from_html
    from epubgen.markup import blocks_from_markdown as blocks_from_markdown
    from epubgen.model import Article as Article
    from epubgen.model import Credit as Credit
    from epubgen.model import Issue as Issue
    from epubgen.model import LangStr as LangStr
    from epubgen.model import Page as Page
    from epubgen.model import Photo as Photo
    from epubgen.model import Publication as Publication
    from epubgen.model import Section as Section
    from epubgen.options import Options as Options
    from epubgen.publishing import Receipt as Receipt
    from epubgen.publishing import publish as publish

_HOMES = {
    "api": ("accessibility", "build", "build_twins", "check", "export", "import_pages", "lint", "load", "plan", "read"),
    "errors": (
        "CheckFailed", "DeliveryError", "EditionError", "EpubgenError", "Finding", "Location", "MediaError",
        "OptionsError", "PackageError", "Report", "Severity", "SourceError", "ToolError",
    ),
    "markup": ("blocks_from_html", "blocks_from_markdown"),
    "model": ("Article", "Credit", "LangStr", "Issue", "Page", "Photo", "Publication", "Section"),
    "options": ("Options",),
    "epub.package": ("Epub",),
    "publishing": ("Receipt", "publish"),
    "importers.reading": ("Reading",),
    "live_preview.snapshots": ("Snapshots", "snapshot"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = sorted(["__version__", "model", *_HOME])  # noqa: PLE0605 - a test holds it against the table


def __getattr__(name: str) -> object:
    """A public name, from its module (PEP 562)."""
    if name == "model":
        return import_module("epubgen.model")
    if name not in _HOME:
        raise AttributeError(f"module 'epubgen' has no attribute {name!r}")
    return getattr(import_module(f"epubgen.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
