# SPDX-License-Identifier: AGPL-3.0-or-later
"""The page of the preview says nothing that is not in the table of messages, and the table has nothing that it never says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from epubgen.messages import message, table
from tests.conftest import ROOT

UI = ROOT / "epubgen" / "live_preview" / "ui"
PAGE = "\n".join(file.read_text("utf-8") for file in sorted(UI.iterdir()))
KEYS = {key.removeprefix("ui.preview.") for key in table() if key.startswith("ui.preview.")}
ASKED = set(re.findall(r"""\bsay\('(\w+)'|data-(?:word|label|placeholder)="(\w+)\"""", PAGE))
COMPOSED = re.compile(r"key_\w+|scope_(story|issue)|error|warning|info")


def test_every_word_of_the_page_is_in_the_table() -> None:
    asked = {key for pair in ASKED for key in pair if key}
    assert len(asked) > 40
    assert asked <= KEYS


def test_every_word_of_the_table_is_said() -> None:
    silent = {key for key in KEYS if not COMPOSED.fullmatch(key) and not re.search(rf"['\"]{key}['\"]", PAGE)}
    assert silent == set()


def test_every_key_is_explained() -> None:
    acts = set(re.findall(r"^  \['(\w+)', \[", (UI / "keys.js").read_text("utf-8"), re.MULTILINE))
    assert {f"key_{act}" for act in acts} == {key for key in KEYS if key.startswith("key_")}


def test_the_page_asks_for_nothing_from_outside() -> None:
    addresses = set(re.findall(r"https?://[^\s\"']+", PAGE))
    assert addresses == {"http://www.w3.org/2000/svg"}


def test_no_sentence_stands_in_the_page() -> None:
    text = re.sub(r"<!--.*?-->|<[^>]+>", "", (UI / "index.html").read_text("utf-8"), flags=re.DOTALL)
    assert re.findall(r"\w{2,}", text) == ["epubgen", "preview"], "the title, until the words are there"


def test_the_keys_of_the_page_are_those_of_the_docs() -> None:
    page = (ROOT / "docs" / "preview.md").read_text("utf-8")
    told = re.search(r"<!-- keys -->\n.*\n.*\n((?:\|.*\n)+)<!-- end -->", page)
    assert told
    assert told[1].splitlines() == list(key_rows())


def key_rows() -> Iterator[str]:
    row = re.compile(r"^  \['(\w+)', \[(?:'[^']*'(?:, )?)+\], (.*)\],$", re.MULTILINE)
    for act, names in row.findall((UI / "keys.js").read_text("utf-8")):
        keys = " ".join(f"`{name}`" for name in re.findall(r"'([^']*)'", names))
        yield f"| {keys} | {message(f'ui.preview.key_{act}', (), 'en')} |"
