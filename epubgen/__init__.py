# SPDX-License-Identifier: AGPL-3.0-or-later
"""epubgen turns an issue of a newspaper or magazine into an EPUB 3.3 package.

::

    import epubgen

    issue = epubgen.load("issues/xizhou-daily/2026-04-17")
    epub = epubgen.build(issue, "xizhou.epub")
    print(epub.report)

Every public function takes the options of ``Options`` as typed keywords, as one value (``options=``), or as both.

The public names are those of ``__all__``. Each is imported from its module on first use, so that importing the package
takes almost no time.
"""

from __future__ import annotations

import warnings
from importlib import import_module

from epubgen.version import __version__ as __version__

TYPE_CHECKING = False  # type checkers know the name; the module ``typing`` would take longer than ``--version`` does
if TYPE_CHECKING:
    from epubgen import model as model
    from epubgen import plugins as plugins
    from epubgen.api import accessibility as accessibility
    from epubgen.api import build as build
    from epubgen.api import build_twins as build_twins
    from epubgen.api import cache_facts as cache_facts
    from epubgen.api import cache_folder as cache_folder
    from epubgen.api import check as check
    from epubgen.api import clear_cache as clear_cache
    from epubgen.api import explain as explain
    from epubgen.api import export as export
    from epubgen.api import import_pages as import_pages
    from epubgen.api import inspect as inspect
    from epubgen.api import lint as lint
    from epubgen.api import load as load
    from epubgen.api import new as new
    from epubgen.api import next_issue as next_issue
    from epubgen.api import plan as plan
    from epubgen.api import read as read
    from epubgen.api import schema as schema
    from epubgen.api import sources as sources
    from epubgen.api import write_schemas as write_schemas
    from epubgen.api.folders import SchemaPart as SchemaPart
    from epubgen.back_file.add_files import AddedFile as AddedFile
    from epubgen.back_file.batch import Batch as Batch
    from epubgen.back_file.batch import BatchInput as BatchInput
    from epubgen.back_file.batch import BatchSummary as BatchSummary
    from epubgen.back_file.batch import Built as Built
    from epubgen.back_file.batch import build_many as build_many
    from epubgen.back_file.batch import worst_issues as worst_issues
    from epubgen.back_file.binding import BindingPeriod as BindingPeriod
    from epubgen.back_file.binding import bind as bind
    from epubgen.back_file.catalog import Catalogue as Catalogue
    from epubgen.back_file.catalog import catalog as catalog
    from epubgen.back_file.clip import ClipResult as ClipResult
    from epubgen.back_file.database import HeldIssue as HeldIssue
    from epubgen.back_file.database import KnownTitle as KnownTitle
    from epubgen.back_file.database import SearchHit as SearchHit
    from epubgen.back_file.database import SearchPage as SearchPage
    from epubgen.back_file.facts import IssueFacts as IssueFacts
    from epubgen.back_file.folder import Library as Library
    from epubgen.back_file.folder import SearchFilters as SearchFilters
    from epubgen.back_file.holdings import TitleHoldings as TitleHoldings
    from epubgen.back_file.records.bag import Bag as Bag
    from epubgen.back_file.records.bag import bag as bag
    from epubgen.back_file.serving.serve import LibraryServer as LibraryServer
    from epubgen.back_file.serving.serve import serve as serve
    from epubgen.conversion import Converted as Converted
    from epubgen.epub.edition import Edition as Edition
    from epubgen.epub.package import Epub as Epub
    from epubgen.errors import BatchError as BatchError
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
    from epubgen.images import CacheFacts as CacheFacts
    from epubgen.images import PhotoFacts as PhotoFacts
    from epubgen.importers import SourceFormat as SourceFormat
    from epubgen.importers.open_source import IssueSource as IssueSource
    from epubgen.importers.reading import Fact as Fact
    from epubgen.importers.reading import Reading as Reading
    from epubgen.issue_folder import ImportResult as ImportResult
    from epubgen.issue_folder import NextIssue as NextIssue
    from epubgen.live_preview.preview import Preview as Preview
    from epubgen.live_preview.preview import preview as preview
    from epubgen.live_preview.snapshots import Screenshot as Screenshot
    from epubgen.live_preview.snapshots import Snapshots as Snapshots
    from epubgen.live_preview.snapshots import snapshot as snapshot
    from epubgen.markup import Parsed as Parsed
    from epubgen.markup import blocks_from_html as blocks_from_html
    from epubgen.markup import blocks_from_markdown as blocks_from_markdown
    from epubgen.markup import text_from_html as text_from_html
    from epubgen.model import Article as Article
    from epubgen.model import Credit as Credit
    from epubgen.model import Issue as Issue
    from epubgen.model import LangStr as LangStr
    from epubgen.model import Page as Page
    from epubgen.model import Photo as Photo
    from epubgen.model import Publication as Publication
    from epubgen.model import Section as Section
    from epubgen.options import CoverChoice as CoverChoice
    from epubgen.options import Device as Device
    from epubgen.options import FilePath as FilePath
    from epubgen.options import OptionKeywords as OptionKeywords
    from epubgen.options import Options as Options
    from epubgen.options import PictureSource as PictureSource
    from epubgen.options import Progress as Progress
    from epubgen.options import TargetName as TargetName
    from epubgen.options import WritingMode as WritingMode
    from epubgen.pipeline.outline import OutlineNode as OutlineNode
    from epubgen.publishing import IssueStatus as IssueStatus
    from epubgen.publishing import PublishError as PublishError
    from epubgen.publishing import Receipt as Receipt
    from epubgen.publishing import publish as publish
    from epubgen.publishing import status as status
    from epubgen.validation import Accessibility as Accessibility

_HOMES = {
    "api": (
        "accessibility",
        "build",
        "build_twins",
        "cache_facts",
        "cache_folder",
        "check",
        "clear_cache",
        "explain",
        "export",
        "import_pages",
        "inspect",
        "lint",
        "load",
        "new",
        "next_issue",
        "plan",
        "read",
        "schema",
        "sources",
        "write_schemas",
    ),
    "api.folders": ("SchemaPart",),
    "back_file.add_files": ("AddedFile",),
    "back_file.batch": ("Batch", "BatchInput", "BatchSummary", "Built", "build_many", "worst_issues"),
    "back_file.binding": ("BindingPeriod", "bind"),
    "back_file.catalog": ("Catalogue", "catalog"),
    "back_file.clip": ("ClipResult",),
    "back_file.database": ("HeldIssue", "KnownTitle", "SearchHit", "SearchPage"),
    "back_file.facts": ("IssueFacts",),
    "back_file.folder": ("Library", "SearchFilters"),
    "back_file.holdings": ("TitleHoldings",),
    "back_file.records.bag": ("Bag", "bag"),
    "back_file.serving.serve": ("LibraryServer", "serve"),
    "conversion": ("Converted",),
    "epub.edition": ("Edition",),
    "epub.package": ("Epub",),
    "errors": (
        "BatchError",
        "CheckFailed",
        "DeliveryError",
        "EditionError",
        "EpubgenError",
        "Finding",
        "Location",
        "MediaError",
        "OptionsError",
        "PackageError",
        "Report",
        "Severity",
        "SourceError",
        "ToolError",
    ),
    "images": ("CacheFacts", "PhotoFacts"),
    "importers": ("SourceFormat",),
    "importers.open_source": ("IssueSource",),
    "importers.reading": ("Fact", "Reading"),
    "issue_folder": ("ImportResult", "NextIssue"),
    "live_preview.preview": ("Preview", "preview"),
    "live_preview.snapshots": ("Screenshot", "Snapshots", "snapshot"),
    "markup": ("Parsed", "blocks_from_html", "blocks_from_markdown", "text_from_html"),
    "model": ("Article", "Credit", "Issue", "LangStr", "Page", "Photo", "Publication", "Section"),
    "options": (
        *("CoverChoice", "Device", "FilePath", "OptionKeywords", "Options", "PictureSource", "Progress", "TargetName"),
        "WritingMode",
    ),
        "pipeline.outline": ("OutlineNode",),
    "publishing": ("IssueStatus", "PublishError", "Receipt", "publish", "status"),
    "validation": ("Accessibility",),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

_RENAMED = {"I18n": "LangStr"}
"""Names of 0.1.0 → their names now."""

__all__ = sorted(["__version__", "model", "plugins", *_HOME])  # noqa: PLE0605 - a test holds it against the table


def __getattr__(name: str) -> object:
    """Import a public name on first use (PEP 562)."""
    if name in ("model", "plugins"):
        return import_module(f"epubgen.{name}")
    if name in _RENAMED:
        warnings.warn(f"epubgen.{name} is now epubgen.{_RENAMED[name]}", DeprecationWarning, stacklevel=2)
        name = _RENAMED[name]
    if name not in _HOME:
        raise AttributeError(f"module 'epubgen' has no attribute {name!r}")
    return getattr(import_module(f"epubgen.{_HOME[name]}"), name)


def __dir__() -> list[str]:
    return list(__all__)
