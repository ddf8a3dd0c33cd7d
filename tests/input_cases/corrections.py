# SPDX-License-Identifier: AGPL-3.0-or-later
"""Corrections and who gets them: the mark in five languages, the field that asks for it, lists of readers."""

from __future__ import annotations

import re
from datetime import date

from epubgen.epub.edition.identity import corrected_mark, file_name, issue_title
from epubgen.errors import DeliveryError, Location
from epubgen.model import Issue, Publication, Revision
from epubgen.publishing.delivery import complete, find_exporter
from epubgen.publishing.delivery.mail_message import account
from epubgen.serialization import decode_publication
from tests.input_cases.case import InputCase


def _issue(language: str, *, marked: bool = True, corrected: bool = True) -> Issue:
    paper = Publication(id="p", title="P", language=language, revision_in_title=marked)
    lines = (Revision(text="x"),) if corrected else ()
    return Issue(publication=paper, date=date(2026, 6, 5), edition="", revisions=lines)


def _names(language: str) -> tuple[str, str]:
    issue = _issue(language)
    return issue_title(issue).removeprefix("P 2026-06-05 "), file_name(issue).removeprefix("p-2026-06-05-")


def _asked(typed: str) -> object:
    text = f"id: p\ntitle: P\nlanguage: zh-Hans\n{typed}\n"
    paper, found = decode_publication(text, Location("publication.yaml"))
    return paper.revision_in_title if paper and not found else [f.key for f in found]


def _when(typed: str) -> str:
    """The mark, by what is asked for and whether the issue was corrected."""
    marked, corrected = (word == "yes" for word in typed.split())
    return corrected_mark(_issue("zh-Hans", marked=marked, corrected=corrected))


def _readers(typed: str) -> object:
    settings = {"server": "localhost", "from": "desk@example.org", "recipients": typed}
    try:
        return account(complete(find_exporter("mail"), "mail", settings, {})).recipients
    except DeliveryError as error:
        return re.sub(r":.*", "", " ".join(f.key for f in error.findings))


_NAMES = {
    "zh-Hans-CN": ("（更正版）", "更正版.epub"),
    "zh-Hant-TW": ("（更正版）", "更正版.epub"),
    "zh-HK": ("（更正版）", "更正版.epub"),
    "ja": ("（訂正版）", "訂正版.epub"),
    "ko-KR": ("(정정판)", "정정판.epub"),
    "en-GB": ("(corrected edition)", "corrected-edition.epub"),
    "fr": ("(édition corrigée)", "édition-corrigée.epub"),
}
_ASKED = {
    "revision_in_title: yes": True,
    "revision_in_title: true": True,
    "标题注明更正: yes": True,
    "標題註明更正: true": True,
    "revision_in_title: no": False,
    "frequency: daily": False,
    "revision_in_title: 更正版": ["S02.bool"],
}
_WHEN = {"yes yes": "更正版", "yes no": "", "no yes": "", "no no": ""}
_READERS = {
    "a@b.org c@d.org": ("a@b.org", "c@d.org"),
    "a@b.org, c@d.org;e@f.org": ("a@b.org", "c@d.org", "e@f.org"),
    "a@b.org，c@d.org；e@f.org、g@h.org": ("a@b.org", "c@d.org", "e@f.org", "g@h.org"),
    "a@b.org\nc@d.org\n": ("a@b.org", "c@d.org"),
    "a@b.org a@B.ORG a@b.org": ("a@b.org",),
    "A@b.org a@b.org": ("A@b.org", "a@b.org"),
    "a@b.org, ": ("a@b.org",),
    "a@b.org none": "EG061.value",
}

CASES = [
    *(InputCase("mark of a correction", tag, _names, right) for tag, right in _NAMES.items()),
    *(InputCase("corrections to be told apart", typed, _asked, right) for typed, right in _ASKED.items()),
    *(InputCase("corrections to be told apart", typed, _when, right) for typed, right in _WHEN.items()),
    *(InputCase("readers of a mail", typed, _readers, right) for typed, right in _READERS.items()),
]
