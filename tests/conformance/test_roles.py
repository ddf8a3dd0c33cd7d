# SPDX-License-Identifier: AGPL-3.0-or-later
"""Every role and ``epub:type`` of our books is one of the standards, on an element that may carry it, and they agree.

DPUB-ARIA 1.1 §4 for the roles, ARIA in HTML §4 for the elements, EPUB SSV 1.1 for the types.
"""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from epubgen.options import WritingMode
from tests.conftest import EpubOf, in_modes

TYPE = "{http://www.idpf.org/2007/ops}type"
ELEMENTS = {
    "doc-backlink": {"a"},
    "doc-colophon": {"section"},
    "doc-errata": {"section"},
    "doc-footnote": {"aside", "section", "div"},
    "doc-index": {"nav", "section"},
    "doc-noteref": {"a"},
    "doc-pagebreak": {"hr", "span", "div"},
    "doc-pagelist": {"nav", "section"},
    "doc-pullquote": {"aside", "section"},
    "doc-qna": {"section", "div"},
    "doc-subtitle": {"p", "h1", "h2", "h3", "h4", "h5", "h6"},
    "doc-toc": {"nav", "section"},
    "list": {"ul", "ol"},
    "navigation": {"nav"},
    "note": {"aside"},
    "presentation": {"img"},
}
"""Where each role may stand, as far as we use it."""
TYPES = {
    "backlink": "doc-backlink",
    "colophon": "doc-colophon",
    "errata": "doc-errata",
    "footnote": "doc-footnote",
    "index": "doc-index",
    "landmarks": "",
    "noteref": "doc-noteref",
    "page-list": "doc-pagelist",
    "pagebreak": "doc-pagebreak",
    "pullquote": "doc-pullquote",
    "qna": "doc-qna",
    "titlepage": "",
    "toc": "doc-toc",
}
"""The role that goes with a type; empty where DPUB-ARIA has none."""
LANDMARKS = {"bodymatter", "copyright-page", "titlepage", "toc", "colophon", "index", "cover", "errata"}


@pytest.mark.parametrize(("sample", "mode"), in_modes())
def test_roles_and_types_are_those_of_the_standards(sample: Path, mode: WritingMode, epub_of: EpubOf) -> None:
    with ZipFile(epub_of(sample, mode)) as pack:
        for name in pack.namelist():
            if name.endswith(".xhtml"):
                wrong = [fault for e in etree.fromstring(pack.read(name)).iter("*") for fault in faults(e)]
                assert wrong == [], name


def faults(element: etree._Element) -> list[str]:
    """What is wrong with the role and the type of an element."""
    word, role, kind = etree.QName(element).localname, element.get("role"), element.get(TYPE)
    found = [] if role is None or word in ELEMENTS.get(role, set()) else [f"role {role} on {word}"]
    if kind is not None and word == "a" and kind not in TYPES:
        return found if kind in LANDMARKS else [*found, f"landmark {kind}"]
    inside_landmarks = any(over.get(TYPE) == "landmarks" for over in element.iterancestors())
    if kind is not None and not inside_landmarks and TYPES.get(kind, "?") != (role or ""):
        found.append(f"type {kind} with role {role}")
    return found


def test_a_wrong_role_is_seen() -> None:
    ops = 'xmlns:epub="http://www.idpf.org/2007/ops"'
    assert faults(etree.fromstring('<p role="doc-toc"/>')) == ["role doc-toc on p"]
    assert faults(etree.fromstring(f'<aside {ops} epub:type="footnote"/>')) == ["type footnote with role None"]
    assert faults(etree.fromstring(f'<a {ops} epub:type="chapters" href="x"/>')) == ["landmark chapters"]
