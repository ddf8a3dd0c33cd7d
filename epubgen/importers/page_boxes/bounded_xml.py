# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads XML of libraries within limits, without entities and without the network.

Names are compared by their local part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from epubgen.errors import Location, SourceError, finding
from epubgen.startup import regex

__all__ = ["Element", "attribute", "children", "descendants", "local", "parsed", "root_name", "words"]

Element = etree._Element  # noqa: SLF001 - the only name that lxml has for it

MAX_BYTES = 100 * 2**20
MAX_TAGS = 3_000_000
"""A page with a glyph for every letter has 200,000; each takes some 200 bytes of memory."""
_ROOT = regex(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s>/]")
_HEAD = 8192
_PROLOG = regex(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*(?:\[.*?\])?[^>]*>", re.DOTALL)


def root_name(head: bytes) -> str:
    """Return the local name of the root element at the beginning of these bytes, in lower case.

    Empty if there is none.
    """
    if head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        head = head.decode("utf-16", "replace").encode()
    text = head[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if not text.startswith(b"<"):
        return ""
    found = _ROOT.search(_PROLOG.sub(b"", text))
    return found[1].decode().lower() if found else ""


def parsed(data: bytes, at: Location) -> Element:
    """Return the root element.

    Raises:
        SourceError: S38 the XML is not well-formed, too large, or declares entities.
    """
    if len(data) > MAX_BYTES or data.count(b"<") > MAX_TAGS:
        raise SourceError(finding("S38.big", at, "", n=max(1, len(data) // 2**20)))
    if b"<!ENTITY" in data[: 64 * _HEAD] or "<!ENTITY".encode("utf-16-le") in data[: 64 * _HEAD]:
        raise SourceError(finding("S38.entities", at))
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = re.sub(r", line \d+, column \d+.*", "", str(error.msg))
        raise SourceError(finding("S38", Location(at.file, error.lineno or None), "", why=why)) from error
    except (ValueError, LookupError) as error:
        raise SourceError(finding("S38", at, "", why=error)) from error
    if root is None:
        raise SourceError(finding("S38", at, "", why="no element"))
    return root


def local(element: Element) -> str:
    """Return the name of a node without its namespace; empty if the node is no element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def children(element: Element, *names: str) -> Iterator[Element]:
    """Yield the child elements, or only those with these local names."""
    return (child for child in element if local(child) and (not names or local(child) in names))


def descendants(element: Element, *names: str) -> Iterator[Element]:
    """Yield the element and everything in it with these local names."""
    return (one for one in element.iter(tag=etree.Element) if local(one) in names)


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its local name, in any namespace."""
    if name in element.attrib:
        return str(element.attrib[name]).strip()
    return next((str(value).strip() for key, value in element.items() if str(key).rpartition("}")[2] == name), "")


def words(element: Element) -> str:
    """Return the text in an element, with white space folded."""
    return " ".join("".join(text for text in element.itertext() if isinstance(text, str)).split())
