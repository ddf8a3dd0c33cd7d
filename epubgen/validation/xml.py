# SPDX-License-Identifier: AGPL-3.0-or-later
"""XML from outside, read without following anything it points at: one parser for every document of an EPUB."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from lxml import etree

from epubgen.patterns import regex

Element = etree._Element  # noqa: SLF001 - the only name that lxml has for it

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPS = "{http://www.idpf.org/2007/ops}"
"""The namespace of what EPUB adds to HTML."""

MOST_TAGS = 500_000
"""More take too much memory; a novel in one document has a tenth."""
_DECLARED = regex(r"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_VERSION_11 = regex(r"""\A\s*<\?xml\s+version\s*=\s*["']1\.[^0]""")
_PROLOG = regex(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_SUBSET = regex(r"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_PLAIN_ENTITY = r"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+("[^"%&<]{0,500}"|'[^'%&<]{0,500}')\s*>"""
_ENTITY = regex(_PLAIN_ENTITY)
_PLAIN_SUBSET = regex(rf"<!DOCTYPE\s+[\w:.-]+\s*\[((?:\s|{_PLAIN_ENTITY})*)\]\s*>")
MOST_ENTITIES, MOST_ENTITY_USES = 100, 1000
"""Entities of a document type of its own that are read: no book has more, and more could fill the memory."""
_EXTERNAL = regex(r"<!DOCTYPE\s+\S+\s+(PUBLIC|SYSTEM)\s+(?!\s*[\"']about:legacy-compat)", re.IGNORECASE)
_UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


class BadXmlError(Exception):
    """Why a document cannot be read: ``reason`` is a variant of a row, ``line`` where it is known."""

    def __init__(self, reason: str, why: str = "", line: int | None = None) -> None:
        self.reason = reason
        self.why = why
        self.line = line
        super().__init__(reason, why)


def parse(data: bytes) -> Element:
    """The root element.

    Raises:
        BadXmlError: ``B21`` not well-formed, ``B21.encoding`` neither UTF-8 nor UTF-16, ``B22`` a document type with
            declarations of its own, ``B15`` nested too deep.
    """
    return parse_text(decoded(data))


def parse_text(text: str) -> Element:
    """The root element of a document that is decoded already; raises like ``parse``."""
    kind = doctype(text)
    if kind and _SUBSET.match(kind) and not _harmless_entities(text):
        raise BadXmlError("B22")
    if text.count("<") > MOST_TAGS:
        raise BadXmlError("B21", f"more than {MOST_TAGS:,} tags")
    if _VERSION_11.match(text):
        raise BadXmlError("B21", "XML 1.1", 1)
    try:
        parser = _parser(outside=bool(kind and _EXTERNAL.match(kind)))
        return etree.fromstring(text.encode("utf-8", "surrogatepass"), parser=parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or None
        if "Excessive depth" in str(error.msg):
            raise BadXmlError("B15", line=line) from error
        raise BadXmlError("B21", re.sub(r", line \d+, column \d+.*", "", str(error.msg)), line) from error
    except (ValueError, LookupError) as error:
        raise BadXmlError("B21", "encoding") from error


def doctype(text: str) -> str:
    """The text from the document type on; empty when the root element comes first."""
    place = 0
    while found := _PROLOG.match(text, place):
        place = found.end()
    return text[place : place + 4096] if text[place : place + 9].upper() == "<!DOCTYPE" else ""


def names_outside(text: str) -> bool:
    """Whether the document type of a decoded document names a file outside."""
    return bool(_EXTERNAL.match(doctype(text)))


def _harmless_entities(text: str) -> bool:
    """Whether a document type declares nothing but a few short texts: no file, no entity inside another."""
    found = _PLAIN_SUBSET.match(doctype(text))
    if found is None:
        return False
    entities = _ENTITY.findall(found[1])
    used = sum(text.count(f"&{name};") for name, _ in entities)
    return len(entities) <= MOST_ENTITIES and used <= MOST_ENTITY_USES


class _LocalNames(dict[object, str]):
    """Tag → the name without its namespace, empty for the tags of comments and the like; each is cut once.

    It begins anew when it is full: a book may invent as many names as it likes.
    """

    MOST = 4096

    def __missing__(self, tag: object) -> str:
        if len(self) >= self.MOST:
            self.clear()
        self[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return self[tag]


LOCAL_NAMES = _LocalNames()


def local(element: Element) -> str:
    """The name without its namespace; empty for comments and the like."""
    return LOCAL_NAMES[element.tag]


def line(element: Element) -> int | None:
    """The line that an element begins on."""
    number: object = element.sourceline
    return number if isinstance(number, int) else None


def elements(root: Element) -> Iterator[Element]:
    """Every element, no comments, instructions or entities."""
    return root.iter(tag=etree.Element)


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements, of these local names when given."""
    return (child for child in element if local(child) and (not names or local(child) in names))


def first(element: Element, *names: str) -> Element | None:
    """The first descendant with one of these local names."""
    return next((child for child in elements(element) if local(child) in names), None)


def words(element: Element) -> str:
    """The text inside an element, white space folded."""
    return " ".join("".join(text for text in element.itertext() if isinstance(text, str)).split())


def _parser(*, outside: bool) -> etree.XMLParser:
    """A parser that opens no other file. Entities that only a file outside declares stay as they are (XHTML 1.1)."""
    return etree.XMLParser(
        resolve_entities=False if outside else "internal",  # type: ignore[arg-type]  # the stubs are older than lxml
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )


def decoded(data: bytes) -> str:
    """The document as text; EPUB 3.3 §3.9 allows UTF-8 and UTF-16, so nothing else can hide a document type.

    Raises:
        BadXmlError: ``B21.encoding``.
    """
    mark, encoding = next(((mark, name) for mark, name in _MARKS if data[:3].startswith(mark)), (b"", "utf-8"))
    body = data if mark in (b"<\0", b"\0<") else data[len(mark) :]
    try:
        text = body.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise BadXmlError("B21.encoding", _declared(data.decode("latin-1")), line) from error
    declared = _declared(text)
    if declared and _canonical(declared) not in _UNICODE:
        raise BadXmlError("B21.encoding", declared, 1)
    return text


def _declared(text: str) -> str:
    found = _DECLARED.match(text)
    return found[1] if found else ""


def _canonical(name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        return name
