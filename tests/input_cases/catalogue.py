"""What EPUBs say, and what a catalogue prints of it: odd dates, numbers, identifiers, ids and characters."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from epubgen.back_file.catalog.atom import atom_entry, series_urn
from epubgen.back_file.catalog.cards import as_uri, card_of, printable, tidy
from epubgen.back_file.catalog.opds2 import opds2_publication
from epubgen.back_file.catalog.places import CatalogPlaces, title_folder
from epubgen.back_file.facts import AccessibilityMetadata, SeriesFacts
from tests.input_cases.case import InputCase
from tests.unit.back_file.many_issues import DAILY, issue

PLACES = CatalogPlaces(base_url="https://n.example/", files_url="https://n.example/")
DAY = dt.date(2027, 3, 5)


def _updated(modified: str) -> object:
    facts = printable(replace(issue(DAILY, DAY, stories=1), modified=modified))
    return card_of(facts, changed=1).updated


def _entry(field: str) -> Callable[[str], object]:
    """What the feed says where one field of the EPUB is odd: both forms can be read again."""

    def read(words: str) -> object:
        given = (words,) if field in ("creators", "subjects", "languages") else words
        facts = printable(replace(issue(DAILY, DAY, number="7", stories=1), **{field: given}))  # type: ignore[arg-type]
        card = card_of(facts, changed=1)
        entry = etree.fromstring(atom_entry(card, facts, PLACES, facts.series.kind))
        said = json.loads(opds2_publication(card, facts, PLACES))["metadata"]
        return entry.findtext("{*}title"), said["title"], b"\n" in atom_entry(card, facts, PLACES, "")

    return read


def _claim(words: str) -> object:
    access = AccessibilityMetadata(conforms_to=words)
    facts = printable(replace(issue(DAILY, DAY, stories=1), accessibility=access))
    said = json.loads(opds2_publication(card_of(facts, changed=1), facts, PLACES))["metadata"]
    return said.get("accessibility", {}).get("conformsTo")


MODIFIED = [
    InputCase("instants of change", text, _updated, expected)
    for text, expected in (
        ("2027-03-05T10:00:00Z", "2027-03-05T10:00:00Z"),
        ("2027-03-05T08:00:00+08:00", "2027-03-05T00:00:00Z"),
        ("2027-03-04T20:30:00.125-05:00", "2027-03-05T01:30:00Z"),
        ("2027-03-05", "2027-03-05T00:00:00Z"),  # no instant: the day of the issue
        ("2027-13-45T99:00:00Z", "2027-03-05T00:00:00Z"),
        ("昨天", "2027-03-05T00:00:00Z"),
        ("0001-01-01T00:00:00+14:00", "2027-03-05T00:00:00Z"),
        ("", "2027-03-05T00:00:00Z"),
    )
]
IDENTIFIERS = [
    InputCase("identifiers as addresses", text, as_uri, expected)
    for text, expected in (
        ("urn:uuid:5d0c7f0e-3c1b-5b0a-9a52-6f1e6a2f4c11", "urn:uuid:5d0c7f0e-3c1b-5b0a-9a52-6f1e6a2f4c11"),
        ("https://n.example/i/7", "https://n.example/i/7"),
        ("doi:10.1000/182", "doi:10.1000/182"),
        ("9787000000000", "urn:x-epubgen:d2c77ffe014ba03153948650f3c5a120"),
        ("报 2027-3-5", "urn:x-epubgen:c0b5c30fb5d97f665fff21bc7f5d489b"),
        ("urn:x y", "urn:x-epubgen:2f825dc0cbfab21f2f9d7c11da19aa51"),
        ('a"b<c>', "urn:x-epubgen:40f16fed8f61b2168e7fdf0fb4ca525c"),
    )
]
FOLDERS = [
    InputCase("folders of titles", text, lambda text: title_folder(SeriesFacts(id=text, name="x")), expected)
    for text, expected in (
        ("xizhou-daily", "titles/xizhou-daily"),
        ("1234-5679", "titles/1234-5679"),
        ("../../etc", "titles/etc-74ccf3"),
        ("con", "titles/con-1143da"),
        ("Daily", "titles/daily-b36c26"),
        ("日报", "titles/210878"),
        ("", "titles/e3b0c4"),
        ("a" * 300, f"titles/{'a' * 40}-9835fa"),
    )
]
TEXTS = [
    InputCase("odd words in feeds", text, _entry("title"), (tidy(text) or "海滨日报", tidy(text) or "海滨日报", False))
    for text in (
        "a\nb\tc",
        "]]>&amp;<b>",
        "\x00\x07\x1b[31m",
        "\ufdd0标题\ufffe",
        "  ",
        '"quoted" \'s',
        "𠮷野家 👩‍👩‍👧",
        "\u2028\u2029x",
        "长" * 900,
    )
] + [
    InputCase("odd words in other fields", text, _entry(field), ("海滨日报 2027-03-05 总第7期",) * 2 + (False,))
    for field, text in (
        ("publisher", "A & B <C>"),
        ("creators", "\x01"),
        ("subjects", "报\n纸"),
        ("description", "x" * 5000),
        ("rights", "© <b>"),
        ("number", "12-13\n合刊"),
        ("languages", "zh-Hans-CN"),
        ("edition", "早报\u0000"),
    )
]
CLAIMS = [
    InputCase("claims of accessibility", text, _claim, expected)
    for text, expected in (
        ("EPUB Accessibility 1.1 - WCAG 2.1 Level AA", "https://www.w3.org/TR/epub-a11y-11#wcag-2.1-aa"),
        ("EPUB Accessibility 1.1 - WCAG 2.2 Level AAA", "https://www.w3.org/TR/epub-a11y-11#wcag-2.2-aaa"),
        ("EPUB Accessibility 1.0 - WCAG 2.0 Level A", "https://www.w3.org/TR/epub-a11y-10#wcag-2.0-a"),
        (
            "http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa",
            "http://www.idpf.org/epub/a11y/accessibility-20170105.html#wcag-aa",
        ),
        ("WCAG 2.1 AA", None),
        ("EPUB Accessibility 1.1 - WCAG 2.1 Level AAAA", None),
        ("", None),
    )
]


def _languages(words: str) -> object:
    facts = printable(replace(issue(DAILY, DAY, stories=1), languages=tuple(words.split("|"))))
    return facts.languages


LANGUAGES = [
    InputCase("languages of an EPUB", words, _languages, expected)
    for words, expected in (
        ("zh_CN", ("zh-CN",)),
        ("English", ("en",)),
        ("zho|zh", ("zh",)),
        ("中文", ("zh-Hans",)),
        ("en-GB|fr", ("en-GB", "fr")),
        ("und", ()),
        ("klingonese tongue|ja", ("ja",)),
        ("", ()),
    )
]
ISSNS = [
    InputCase("ISSNs of an EPUB", text, lambda text: series_urn(SeriesFacts(id="x", name="x", issn=text)), expected)
    for text, expected in (
        ("1234-5679", "urn:issn:1234-5679"),
        ("2049-3630", "urn:issn:2049-3630"),
        ("0000-006X", "urn:issn:0000-006X"),
        ("1234-5678", ""),
        ("12345679", ""),
        ("1234-567", ""),
        ("１２３４-5679", ""),
        ("", ""),
    )
]
CASES = [*LANGUAGES, *ISSNS, *MODIFIED, *IDENTIFIERS, *FOLDERS, *TEXTS, *CLAIMS]
