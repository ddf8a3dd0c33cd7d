# SPDX-License-Identifier: AGPL-3.0-or-later
"""Parses XML from unknown sources without opening any other file; every document of an EPUB is parsed here."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from functools import cache

from lxml import etree

from epubgen.startup import regex

Element = etree._Element  # noqa: SLF001 - the only name that lxml has for it

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
OPS = "{http://www.idpf.org/2007/ops}"
"""The namespace of EPUB's additions to HTML."""

MOST_TAGS = 500_000
"""Elements that a document may have; a novel in one document has a tenth of them."""
_DECLARED = regex(r"""\A\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_VERSION_11 = regex(r"""\A\s*<\?xml\s+version\s*=\s*["']1\.[^0]""")
_PROLOG = regex(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)
_SUBSET = regex(r"<!DOCTYPE[^>\[]*\[", re.IGNORECASE)
_PLAIN_ENTITY = r"""<!ENTITY\s+([A-Za-z_][\w.-]*)\s+("[^"%&<]{0,500}"|'[^'%&<]{0,500}')\s*>"""
_ENTITY = regex(_PLAIN_ENTITY)
_PLAIN_SUBSET = regex(rf"<!DOCTYPE\s+[\w:.-]+\s*\[((?:\s|{_PLAIN_ENTITY})*)\]\s*>")
MOST_ENTITIES, MOST_ENTITY_USES = 100, 1000
"""Number and length of entities that a document type may declare; more could fill the memory."""
_EXTERNAL = regex(r"<!DOCTYPE\s+\S+\s+(PUBLIC|SYSTEM)\s+(?!\s*[\"']about:legacy-compat)", re.IGNORECASE)
_STRING = etree.XPath("string()", smart_strings=False)
_UNICODE = ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "ascii")
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)


class BadXmlError(Exception):
    """A document cannot be read; ``reason`` is a row of the message table, ``line`` the line where it is known."""

    def __init__(self, reason: str, why: str = "", line: int | None = None) -> None:
        self.reason = reason
        self.why = why
        self.line = line
        super().__init__(reason, why)


def parse(data: bytes) -> Element:
    """Return the root element.

    Raises:
        BadXmlError: ``B21`` not well-formed, ``B21.encoding`` neither UTF-8 nor UTF-16, ``B22`` a document type with
            declarations of its own, ``B15`` nested too deep.
    """
    return parse_text(decoded(data))


def parse_text(text: str) -> Element:
    """Return the root element of a decoded document.

    Raises:
        BadXmlError: as ``parse``.
    """
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
    """Return the text from the document type on; empty when there is none before the root element."""
    place = 0
    while found := _PROLOG.match(text, place):
        place = found.end()
    return text[place : place + 4096] if text[place : place + 9].upper() == "<!DOCTYPE" else ""


def names_outside(text: str) -> bool:
    """Return whether the document type of a decoded document names an external file."""
    return bool(_EXTERNAL.match(doctype(text)))


def _harmless_entities(text: str) -> bool:
    """Return whether a document type only declares a few short texts, without external files and nested entities."""
    found = _PLAIN_SUBSET.match(doctype(text))
    if found is None:
        return False
    entities = _ENTITY.findall(found[1])
    used = sum(text.count(f"&{name};") for name, _ in entities)
    return len(entities) <= MOST_ENTITIES and used <= MOST_ENTITY_USES


class _LocalNames(dict[object, str]):
    """Tag → the name without its namespace, empty for comments and the like; each is computed once.

    The cache is emptied when it is full, since a book may have any number of names.
    """

    MOST = 4096

    def __missing__(self, tag: object) -> str:
        if len(self) >= self.MOST:
            self.clear()
        self[tag] = tag.rpartition("}")[2] if isinstance(tag, str) else ""
        return self[tag]


LOCAL_NAMES = _LocalNames()


def local(element: Element) -> str:
    """Return the name of an element without its namespace; empty for comments and the like."""
    return LOCAL_NAMES[element.tag]


def line(element: Element) -> int | None:
    """Return the line on which an element begins."""
    number: object = element.sourceline
    return number if isinstance(number, int) else None


def elements(root: Element) -> Iterator[Element]:
    """Yield every element, without comments, instructions and entities."""
    return root.iter(tag=etree.Element)


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the child elements, only those with these local names when given."""
    words = ((child, LOCAL_NAMES[child.tag]) for child in element)
    return (child for child, word in words if word and (not names or word in names))


def first(element: Element, *names: str) -> Element | None:
    """Return the first descendant with one of these local names."""
    return next((child for child in elements(element) if local(child) in names), None)


def words(element: Element) -> str:
    """Return the text inside an element with single spaces."""
    return " ".join("".join(text for text in element.itertext() if isinstance(text, str)).split())


def whole_text(element: Element) -> str:
    """Return the text inside an element as it stands, without comments."""
    return str(_STRING(element))


@cache
def _parser(*, outside: bool) -> etree.XMLParser:
    """Return a parser that opens no other file. Entities that only an external file declares are kept (XHTML 1.1)."""
    return etree.XMLParser(
        resolve_entities=False if outside else "internal",  # type: ignore[arg-type]  # the stubs are older than lxml
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        encoding="utf-8",
    )


def decoded(data: bytes) -> str:
    """Return the document as text.

    EPUB 3.3 §3.9 allows UTF-8 and UTF-16 only, so no other encoding can hide a document type.

    Raises:
        BadXmlError: ``B21.encoding`` any other encoding.
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
