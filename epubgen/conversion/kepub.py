# SPDX-License-Identifier: AGPL-3.0-or-later
"""Adds the marks that Kobo's own renderer needs: a numbered span for each sentence and picture, two boxes, a style.

Kobo documents none of this. Books of its shop have it, and kepubify and calibre write it: spans
``kobo.<paragraph>.<sentence>``, and ``div#book-columns`` around ``div#book-inner`` around the body. Bookmarks, notes
and the reading position refer to the spans, so each span holds one run of text, or one piece that is never divided: a
picture, a reading (ruby), a word in an inline element.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from lxml import etree

from epubgen.conversion.epub_copy import Change, rewrite
from epubgen.errors import CheckFailed, Report, finding
from epubgen.startup import regex
from epubgen.validation import Archive, open_archive, xml
from epubgen.validation.archive import MAX_TEXT, UnreadableMemberError
from epubgen.validation.book import XHTML, read_book
from epubgen.validation.xml import BadXmlError

__all__ = ["make_kepub", "sentences", "with_spans"]

_CLOSERS = "[\"'”’」』）】》〉〕］｝)\\]}]*"
_END = regex(rf"(?:[。！？｡]+[…⋯]*|[…⋯]{{2,}}){_CLOSERS}\s*|[.!?…]+{_CLOSERS}\s+")
_FULL = "。！？｡"
_BEFORE = regex(r"[\w.]+\Z")
_LONGEST = 12
"""Characters before a full stop in which an abbreviation is looked for."""
_ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "st", "mt", "no", "nos", "vol", "vols", "pp", "fig", "figs", "vs", "etc",
    "e.g", "i.e", "cf", "a.m", "p.m", "u.s", "u.k", "approx", "dept", "est", "inc", "ltd", "co", "corp", "jr",
    "sr", "gen", "col", "capt", "lt", "sgt", "cpl", "maj", "rev", "hon", "sen", "rep", "gov", "pres", "jan", "feb",
    "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "mon", "tue", "wed", "thu", "fri",
    "sat", "sun", "al", "ed", "eds", "bros",
})  # fmt: skip
"""Words whose full stop ends no sentence; ``No. 12`` and ``Mr. Fell`` stay whole."""


def sentences(text: str) -> list[str]:
    """Divide a text into sentences, each with its closing quotes and the space behind it.

    A full stop ends a sentence only before a space, and not after an abbreviation, after a single letter, or before a
    lower-case letter.
    """
    found, start = [], 0
    for end in _END.finditer(text):
        if end.end() < len(text) and not _is_inside(text, end):
            found.append(text[start : end.end()])
            start = end.end()
    return [*found, text[start:]] if text[start:] else found


def _is_inside(text: str, end: re.Match[str]) -> bool:
    """Return whether an apparent end of a sentence stands within one."""
    mark = end.group().rstrip()
    if mark[0] in _FULL:
        return False
    if text[end.end()].islower():
        return True
    if not mark.startswith(".") or mark.startswith(".."):
        return False
    word = _BEFORE.search(text[max(0, end.start() - _LONGEST) : end.start()])
    name = word[0].lower() if word else ""
    return name in _ABBREVIATIONS or (len(name) == 1 and name.isalpha())


_XHTML = "{http://www.w3.org/1999/xhtml}"
_STYLES = (
    ("kobostylehacks", "div#book-inner { margin-top: 0; margin-bottom: 0; }"),
    ("koboSpanStyle", ".koboSpan { -webkit-text-combine: inherit; }"),
)
_UNTOUCHED = frozenset({
    "pre", "script", "style", "svg", "math", "audio", "video", "object", "iframe", "canvas", "map", "select",
    "textarea", "template", "noscript", "head",
})  # fmt: skip
_WHOLE = frozenset({"img", "picture", "ruby"})
_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div", "dl", "dt", "fieldset",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "legend", "li", "main", "nav", "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead",
    "tr", "ul",
})  # fmt: skip
_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip


def with_spans(data: bytes, *, epub2: bool = False) -> bytes:
    """Return an XHTML document with Kobo's marks; unchanged if it has them already or has no body.

    Args:
        data: the document.
        epub2: whether it belongs to EPUB 2, whose XHTML 1.1 allows no ``id`` on style elements.

    Raises:
        BadXmlError: it is not well-formed.
    """
    root = xml.parse(data)
    body = next(xml.children(root, "body"), None)
    head = next(xml.children(root, "head"), None)
    if body is None or head is None or _is_done(body):
        return data
    _Marker().mark(body)
    _wrap(body)
    for name, css in _STYLES:
        named = {} if epub2 else {"id": name}
        style = etree.SubElement(head, f"{_XHTML}style", {"type": "text/css", **named})
        style.text = css
    for element in xml.elements(root):
        if len(element) == 0 and not element.text and str(element.tag).startswith(_XHTML):
            element.text = None if xml.local(element) in _VOID else ""  # <a></a>, not <a/>: Kobo reads HTML, too
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + etree.tostring(root.getroottree(), encoding="utf-8") + b"\n"


def _is_done(body: xml.Element) -> bool:
    every = xml.elements(body)
    return any("koboSpan" in e.get("class", "").split() or e.get("id") == "book-columns" for e in every)


def _wrap(body: xml.Element) -> None:
    """Put the content of the body into the two boxes in which Kobo lays out its pages."""
    columns = etree.Element(f"{_XHTML}div", {"id": "book-columns"})
    inner = etree.SubElement(columns, f"{_XHTML}div", {"id": "book-inner"})
    inner.text, body.text = body.text, None
    inner.extend(list(body))
    body.append(columns)


class _Marker:
    """Numbers the spans of a document: paragraphs from 1, and the sentences of each from 1."""

    def __init__(self) -> None:
        self._paragraph = self._sentence = 0
        self._begins = True

    def mark(self, element: xml.Element) -> None:
        """Put spans around every run of text in an element and in its children."""
        self._begins |= xml.local(element) in _BLOCKS
        children = list(element)
        runs, element.text = self._spans(element.text), None
        lead, made = _placed(runs)
        element.text = lead
        for child in children:
            tail, child.tail = child.tail, None
            made.append(self._child(child))
            rest, spans = _placed(self._spans(tail))
            made[-1].tail = rest
            made += spans
        element[:] = made
        self._begins |= xml.local(element) in _BLOCKS

    def _child(self, child: xml.Element) -> xml.Element:
        """Return a child with marks inside, or the span around a child that is not divided."""
        name = xml.local(child)
        if not name or name in _UNTOUCHED or not str(child.tag).startswith(_XHTML):
            return child
        if name in _WHOLE or _is_word(child):
            span = self._span()
            span.append(child)
            return span
        self.mark(child)
        return child

    def _spans(self, text: str | None) -> list[str | xml.Element]:
        """Return a run of text as spans; white space alone gets none."""
        if not text or not text.strip():
            return [text] if text else []
        made: list[str | xml.Element] = []
        for sentence in sentences(text):
            if sentence.strip():
                made.append(self._span())
                made[-1].text = sentence  # type: ignore[union-attr]
            else:
                made.append(sentence)
        return made

    def _span(self) -> xml.Element:
        if self._begins:
            self._paragraph, self._sentence, self._begins = self._paragraph + 1, 0, False
        self._sentence += 1
        number = f"kobo.{self._paragraph}.{self._sentence}"
        return etree.Element(f"{_XHTML}span", {"class": "koboSpan", "id": number})


def _is_word(element: xml.Element) -> bool:
    """Return whether an inline element holds only text of one sentence."""
    text = element.text or ""
    return xml.local(element) not in _BLOCKS and not len(element) and bool(text.strip()) and len(sentences(text)) == 1


def _placed(runs: list[str | xml.Element]) -> tuple[str | None, list[xml.Element]]:
    """Return the text before the first span, and the spans with the text between them as tails."""
    lead, made = "", list[xml.Element]()
    for run in runs:
        if not isinstance(run, str):
            made.append(run)
        elif made:
            made[-1].tail = (made[-1].tail or "") + run
        else:
            lead += run
    return lead or None, made


def make_kepub(epub: Path, draft: Path) -> Report:
    """Write the kepub of an EPUB, one document after the other; navigation and package document stay unchanged.

    Raises:
        CheckFailed: no readable EPUB, or a document that is not well-formed (B15, B18 to B22).
    """
    with open_archive(epub) as archive:
        book = read_book(archive)
        if book.package is None:
            raise CheckFailed(*book.faults)
        documents = [item.name for item in book.items if item.media_type == XHTML and "nav" not in item.properties]
        marked = partial(_marked, archive, epub2=not book.is_epub3)
        changes: dict[str, Change] = {name: partial(marked, name) for name in documents if archive.has(name)}
        with draft.open("wb") as stream:
            rewrite(archive, stream, changes)
    return Report(facts=(("documents", str(len(changes))),))


def _marked(archive: Archive, name: str, *, epub2: bool) -> bytes:
    """Return a document with Kobo's marks."""
    try:
        return with_spans(archive.read(name, MAX_TEXT), epub2=epub2)
    except UnreadableMemberError as error:
        raise CheckFailed(finding("B18.member", archive.at(name), name=name)) from error
    except BadXmlError as error:
        raise CheckFailed(finding(error.reason, archive.at(name, error.line), why=error.why)) from error
