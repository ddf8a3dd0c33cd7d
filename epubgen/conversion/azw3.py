# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes AZW3, the format of Kindles by cable: calibre converts, then its file is corrected and compared with the EPUB.

calibre writes ``zh`` for every kind of Chinese, and the Kindle chooses its font by that; it stamps the current time and
new identifiers. Record 0 is rewritten with what the EPUB says, and read again.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from epubgen.conversion import mobi
from epubgen.conversion.calibre import TIMEOUT, calibre_version, find_calibre, run_calibre
from epubgen.conversion.epub_copy import copy_for_calibre
from epubgen.conversion.mobi import Kindle, joined, parse_record0, read_kindle, read_palm, write_palm
from epubgen.conversion.resources import in_order
from epubgen.errors import Finding, Location, Report, ToolError, finding
from epubgen.languages.directions import vertical_lines
from epubgen.languages.tags import locale_number, shop_language
from epubgen.startup import dataclass
from epubgen.validation import PackageView, open_archive, read_package
from epubgen.validation.book import flat, read_book
from epubgen.validation.document import ContentDocument, documents, facts_of, sheets

__all__ = ["EpubFacts", "make_azw3", "mended", "read_facts"]

_KF8 = 8


def make_azw3(epub: Path, draft: Path, timeout: float = TIMEOUT) -> Report:
    """Convert an EPUB; the report says what was corrected, and what calibre lost.

    Raises:
        ToolError: EG040 no calibre, EG041 it did not convert, EG042 its file is damaged, EG043 its file contradicts the
            EPUB. CheckFailed: no readable EPUB.
    """
    facts = read_facts(epub)
    program = find_calibre()
    with tempfile.TemporaryDirectory(prefix="epubgen-", ignore_cleanup_errors=True) as folder:
        source, made = Path(folder) / "issue.epub", Path(folder) / "issue.azw3"
        dark = copy_for_calibre(epub, source)
        run_calibre(program, source, made, timeout, name=epub.name)
        raw = made.read_bytes()
    data = mended(raw, facts, epub.name)
    before, after = read_kindle(raw, epub.name), read_kindle(data, epub.name)
    if wrong := tuple(_wrong(after, facts, epub.name)):
        raise ToolError(*wrong)
    draft.write_bytes(data)
    found = (*dark, *_changed(before, after), *_lost(after, facts, epub.name))
    return Report(findings=found, facts=(("calibre", calibre_version(program)),))


def mended(data: bytes, facts: EpubFacts, name: str = "") -> bytes:
    """Correct a Kindle book by the EPUB: language, locale, writing mode, page progression, identifiers, times.

    Pictures and fonts are sorted, so that the same EPUB gives the same bytes.

    Raises:
        ToolError: EG042 it is damaged.
    """
    palm = read_palm(data, name)
    others, first = in_order(palm, parse_record0(palm, name), name)
    said = {
        mobi.LANGUAGE: facts.language,
        mobi.MODE: facts.mode,
        mobi.DIRECTION: facts.direction,
        mobi.ASIN: facts.uuid,
    }
    numbers = {mobi.UID: int(facts.uuid[:8], 16), mobi.FLAGS: _flags(first.headers)}
    if (locale := locale_number(facts.language)) is not None:
        numbers[mobi.LOCALE] = locale
    named = tuple(_named(kind, text, facts.uuid) for kind, text in first.entries)
    record = joined(first, _put(named, {kind: text.encode() for kind, text in said.items() if text}), numbers)
    return write_palm(palm, (record, *others), facts.seconds)


def _named(kind: int, text: bytes, uuid: str) -> tuple[int, bytes]:
    """Replace the identifier that calibre makes up by ours."""
    made_up = kind == mobi.SOURCE and text.startswith(b"calibre:")
    return kind, f"calibre:{uuid}".encode() if made_up else text


def _put(entries: tuple[tuple[int, bytes], ...], said: dict[int, bytes]) -> list[tuple[int, bytes]]:
    """Replace entries by kind, each kind once; those without a place go to the end."""
    places = {kind: place for place, (kind, _) in reversed(list(enumerate(entries)))}
    kept = [(k, said.get(k, data)) for n, (k, data) in enumerate(entries) if k not in said or places[k] == n]
    return kept + [(kind, data) for kind, data in said.items() if kind not in places]


def _flags(headers: bytes) -> int:
    return int.from_bytes(headers[mobi.FLAGS : mobi.FLAGS + 4], "big") | mobi.HAS_EXTH


def _wrong(book: Kindle, facts: EpubFacts, name: str) -> Iterator[Finding]:
    """Make EG043: facts of the finished file that differ from the EPUB."""
    pairs = (
        ("version", str(book.version), str(_KF8)),
        ("title", " ".join(book.title.split()), facts.title),
        ("language", ", ".join(book.languages), facts.language),
        ("mode", book.mode, facts.mode),
        ("direction", book.direction, facts.direction),
    )
    for what, said, due in pairs:
        if due and said != due:
            yield finding(f"EG043.{what}", Location(name), said=said, due=due)


def _changed(before: Kindle, after: Kindle) -> Iterator[Finding]:
    """Make EG044: what was corrected."""
    pairs = (
        ("language", ", ".join(before.languages), ", ".join(after.languages)),
        ("locale", f"0x{before.locale:04X}", f"0x{after.locale:04X}"),
        ("mode", before.mode, after.mode),
        ("direction", before.direction, after.direction),
    )
    for what, old, new in pairs:
        if old != new:
            yield finding(f"EG044.{what}", None, old=old or "–", new=new)


def _lost(book: Kindle, facts: EpubFacts, name: str) -> Iterator[Finding]:
    """Make EG045: what calibre did not convert."""
    if facts.cover and not book.cover:
        yield finding("EG045.cover", Location(name))
    if book.contents != facts.contents:
        yield finding("EG045.contents", Location(name), count=book.contents, due=facts.contents)


@dataclass(frozen=True, slots=True, kw_only=True)
class EpubFacts:
    """The facts of an EPUB, in the terms of a Kindle book."""

    title: str
    language: str
    """``dc:language``, for Chinese with a region: zh-CN, zh-TW, zh-HK."""
    mode: str
    """``vertical-rl``, ``vertical-lr``, ``horizontal-rl`` or ``horizontal-lr``."""
    direction: str
    """``rtl`` or ``ltr``."""
    uuid: str
    """Of this edition, the same at every conversion."""
    seconds: int
    """When the EPUB was changed, since 1970."""
    cover: bool
    contents: int
    """Entries of the table of contents."""


def read_facts(path: Path) -> EpubFacts:
    """Read the facts of an EPUB.

    Raises:
        CheckFailed: no readable EPUB (B15, B18 to B22).
    """
    view = read_package(path)
    mode = _mode(view, path)
    return EpubFacts(
        title=_first(view, "dc:title"),
        language=shop_language(_first(view, "dc:language")),
        mode=mode,
        direction="ltr" if mode.endswith("-lr") else "rtl",
        uuid=_uuid(_first(view, "dc:identifier")),
        seconds=_seconds(_first(view, "dcterms:modified") or _first(view, "dc:date")),
        cover=bool(_first(view, "cover")),
        contents=sum(1 for _ in flat(view.toc)),
    )


def _first(view: PackageView, name: str) -> str:
    return next((value for found, value in view.metadata if found == name), "")


def _mode(view: PackageView, path: Path) -> str:
    """Return the writing mode that the package states, else the one that page progression and styles imply."""
    said = _first(view, "primary-writing-mode")
    if said in ("vertical-rl", "vertical-lr", "horizontal-rl", "horizontal-lr"):
        return said
    with open_archive(path) as archive:
        book = read_book(archive)
        read = (facts_of(document) for document in documents(book) if isinstance(document, ContentDocument))
        modes = frozenset(mode for facts in chain(sheets(book), read) for mode in facts.vertical)
    if view.direction == "rtl":
        return "vertical-rl" if "vertical-rl" in modes else "horizontal-rl"
    mongolian = vertical_lines(_first(view, "dc:language")) == "vertical-lr" and "vertical-lr" in modes
    return "vertical-lr" if mongolian else "horizontal-lr"


def _uuid(identifier: str) -> str:
    try:
        return str(UUID(identifier.removeprefix("urn:uuid:")))
    except ValueError:
        return str(uuid5(NAMESPACE_URL, identifier))


def _seconds(instant: str) -> int:
    """Return an instant as the file stores it, in 32 bits; 0 for one that cannot be parsed."""
    try:
        found = datetime.fromisoformat(instant)
    except ValueError:
        return 0
    aware = found if found.tzinfo else found.replace(tzinfo=UTC)
    return min(max(0, int(aware.timestamp())), 0xFFFFFFFF)
