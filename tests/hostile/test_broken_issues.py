# SPDX-License-Identifier: AGPL-3.0-or-later
"""Broken issues: each is refused with words that say what is wrong, where, and what to type; nothing is written."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import NamedTuple

import pytest

from epubgen.errors import EpubgenError
from epubgen.importers import find_importer
from epubgen.importers.open_source import open_source
from epubgen.options import Options
from tests.counted import calls

PUBLICATION = "id: west-lake-daily\ntitle: West Lake Daily\nlanguage: en\n"
ISSUE = "date: 2026-04-22\npages:\n  - number: 01\n    articles: [bridge]\n"
STORY = "---\ntitle: The bridge is open\npage: 01\n---\n\nIt opened at noon.\n"
GOOD: dict[str, bytes | str] = {
    "publication.yaml": PUBLICATION,
    "2026-04-22/issue.yaml": ISSUE,
    "2026-04-22/articles/bridge.md": STORY,
}
PAPER, NUMBER, BRIDGE = GOOD
MOST = 500_000
"""Calls of functions: some times what any refusal takes, the first one with its imports."""


class Link(NamedTuple):
    """A symbolic link to this target."""

    target: str


class Row(NamedTuple):
    """What differs from the good issue (``None``: the file is missing), and all that is said."""

    name: str
    files: dict[str, bytes | str | Link | None]
    says: str


def front(lines: str) -> str:
    """A story with these lines for fields."""
    return f"---\n{lines}\n---\n\nIt opened at noon.\n"


def one(body: str) -> dict[str, bytes | str | Link | None]:
    """An issue in one JSON file instead of a folder."""
    return {PAPER: None, NUMBER: None, BRIDGE: None, "issue.json": body}


WHOLE = (
    '{"format": "epubgen-issue/1", "publication": {"id": "p", "title": "P", "language": "en"},\n'
    ' "issue": {"date": "2026-04-22"}, "articles": [%s]}'
)


def broken(tmp_path: Path, files: dict[str, bytes | str | Link | None]) -> str:
    """What epubgen says about an issue; fails when it says nothing, takes long, or leaves a file."""
    paper = tmp_path / "paper"
    paper.mkdir()
    for name, content in {**GOOD, **files}.items():
        _write(paper / name, content)
    before = sorted(tmp_path.rglob("*"))
    source = "paper/issue.json" if "issue.json" in files else "paper/2026-04-22"
    with contextlib.chdir(tmp_path), pytest.raises(EpubgenError) as caught:
        calls(lambda: _read(source), most=MOST)
    assert sorted(tmp_path.rglob("*")) == before
    return caught.value.text("en")


def _read(source: str) -> None:
    origin = open_source(source)
    find_importer(origin).read(origin, Options())


def _write(path: Path, content: bytes | str | Link | None) -> None:
    if content is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, Link):
        path.symlink_to(content.target)
    else:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


ROWS = (
    Row(
        "no-publication",
        {PAPER: None},
        (
            "paper/2026-04-22/publication.yaml: S10 publication.yaml is missing\n"
            "  hint: make it with 'id', 'title' and 'language', in this folder or up to two folders above"
        ),
    ),
    Row(
        "no-issue",
        {NUMBER: None},
        (
            "paper/2026-04-22/issue.yaml: S10 issue.yaml is missing\n"
            "  hint: make it with a line 'date: 2026-04-22', or name the folder of one issue"
        ),
    ),
    Row(
        "issue-yml",
        {NUMBER: None, "2026-04-22/issue.yml": ISSUE},
        (
            "paper/2026-04-22/issue.yml: S10 issue.yaml is missing, but there is issue.yml\n"
            "  hint: rename issue.yml to issue.yaml"
        ),
    ),
    Row(
        "publication-yaml-txt",
        {PAPER: None, "publication.yaml.txt": PUBLICATION},
        (
            "paper/publication.yaml.txt: S10 publication.yaml is missing, but there is publication.yaml.txt\n"
            "  hint: rename publication.yaml.txt to publication.yaml"
        ),
    ),
    Row(
        "pdf-renamed",
        {BRIDGE: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"},
        (
            "paper/2026-04-22/articles/bridge.md: S07 this is a PDF, whatever its name ends with\n"
            "  hint: open it, copy its text into a new file in a text editor and save that as UTF-8"
        ),
    ),
    Row(
        "code-never-closed",
        {BRIDGE: STORY + "\n```\nThe rest of the story.\n"},
        (
            "paper/2026-04-22/articles/bridge.md:8: S09 '```' is never closed: all that follows would be code\n"
            "  hint: write '```' on a line of its own where the code ends; delete it if there is no code"
        ),
    ),
    Row(
        "publication-empty",
        {PAPER: ""},
        "paper/publication.yaml: S02 the file is empty",
    ),
    Row(
        "publication-only-comment",
        {PAPER: "# nothing yet\n"},
        "paper/publication.yaml: S02 the file is empty",
    ),
    Row(
        "issue-empty",
        {NUMBER: ""},
        "paper/2026-04-22/issue.yaml: S02 the file is empty",
    ),
    Row(
        "article-empty",
        {BRIDGE: ""},
        (
            "paper/2026-04-22/articles/bridge.md:1: S02 the file does not begin with its fields\n"
            "  hint: begin with a line '---', then 'title: …', then another line '---', then the text"
        ),
    ),
    Row(
        "publication-no-title",
        {PAPER: "id: west-lake-daily\nlanguage: en\n"},
        (
            "paper/publication.yaml:1:1: S03 the field 'title' is missing or empty (title)\n"
            "  hint: add a line 'title: …'"
        ),
    ),
    Row(
        "publication-empty-title",
        {PAPER: "id: west-lake-daily\ntitle:\nlanguage: en\n"},
        (
            "paper/publication.yaml:1:1: S03 the field 'title' is missing or empty (title)\n"
            "  hint: add a line 'title: …'"
        ),
    ),
    Row(
        "publication-nothing-required",
        {PAPER: "motto: Truth\n"},
        (
            "paper/publication.yaml:1:1: S03 the field 'id' is missing or empty (id)\n"
            "  hint: add a line 'id: …'\n"
            "paper/publication.yaml:1:1: S03 the field 'title' is missing or empty (title)\n"
            "  hint: add a line 'title: …'\n"
            "paper/publication.yaml:1:1: S03 the field 'language' is missing or empty (language)\n"
            "  hint: add a line 'language: …'"
        ),
    ),
    Row(
        "publication-id-with-capitals",
        {PAPER: PUBLICATION.replace("west-lake-daily", "West Lake Daily")},
        (
            "paper/publication.yaml:1:5: S02 'West Lake Daily' is not a short name as it is due here (id)\n"
            "  hint: write west-lake-daily"
        ),
    ),
    Row(
        "publication-id-chinese",
        {PAPER: PUBLICATION.replace("west-lake-daily", "西湖日报")},
        (
            "paper/publication.yaml:1:5: S02 '西湖日报' is not a short name as it is due here (id)\n"
            "  hint: write it with the letters a-z, digits and single hyphens, such as west-lake-daily"
        ),
    ),
    Row(
        "publication-id-double-hyphen",
        {PAPER: PUBLICATION.replace("west-lake-daily", "west--lake")},
        (
            "paper/publication.yaml:1:5: S02 'west--lake' is not a short name as it is due here (id)\n"
            "  hint: write west-lake"
        ),
    ),
    Row(
        "language-a-country",
        {PAPER: PUBLICATION.replace("language: en", "language: us")},
        ("paper/publication.yaml:3:11: S02 'us' is not a language tag (language)\n  hint: write en-US"),
    ),
    Row(
        "language-unregistered-script",
        {PAPER: PUBLICATION.replace("language: en", "language: zh-Hanz")},
        ("paper/publication.yaml:3:11: S02 'zh-Hanz' is not a language tag (language)\n  hint: write zh-Hans"),
    ),
    Row(
        "language-nonsense",
        {PAPER: PUBLICATION.replace("language: en", "language: the queen's")},
        (
            "paper/publication.yaml:3:11: S02 'the queen's' is not a language tag (language)\n"
            "  hint: write one such as zh-Hans, zh-Hant-TW, ja, ko, en-GB"
        ),
    ),
    Row(
        "kind-unknown",
        {PAPER: PUBLICATION + "kind: newspapper\n"},
        (
            "paper/publication.yaml:4:7: S02 'newspapper' is not one of the words allowed here (kind)\n"
            "  hint: did you mean 'newspaper'?"
        ),
    ),
    Row(
        "frequency-unknown",
        {PAPER: PUBLICATION + "frequency: whenever\n"},
        (
            "paper/publication.yaml:4:12: S02 'whenever' is not one of the words allowed here (frequency)\n"
            "  hint: write one of: daily, weekdays, semiweekly, weekly, biweekly, semimonthly, monthly, bimonthly, quarterly, semiannual, yearly, irregular"
        ),
    ),
    Row(
        "contact-without-kind",
        {PAPER: PUBLICATION + "contacts:\n  - value: 555-0100\n"},
        (
            "paper/publication.yaml:5:5: S03 the field 'kind' is missing or empty (contacts[0].kind)\n"
            "  hint: add a line 'kind: …'"
        ),
    ),
    Row(
        "contact-text",
        {PAPER: PUBLICATION + "contacts: 555-0100\n"},
        (
            "paper/publication.yaml:4:11: S02 '555-0100' stands where named fields are due (contacts)\n"
            "  hint: write them on lines of their own, each 'name: value': value, kind, label"
        ),
    ),
    Row(
        "roles-list",
        {PAPER: PUBLICATION + "roles: [reporter]\n"},
        "paper/publication.yaml:4:8: S02 a list stands where named fields are due (roles)",
    ),
    Row(
        "role-of-a-role",
        {PAPER: PUBLICATION + "roles:\n  desk: {a: b}\n"},
        (
            "paper/publication.yaml:5:9: S02 named fields stand where one text is due (roles.desk)\n"
            "  hint: write one text; put it in quotes when it holds a colon and a space or begins with a brace"
        ),
    ),
    Row(
        "unknown-field",
        {NUMBER: ISSUE + "artcles: [bridge]\n"},
        ("paper/2026-04-22/issue.yaml:5:1: S01 unknown field 'artcles' (artcles)\n  hint: did you mean 'articles'?"),
    ),
    Row(
        "unknown-field-inside",
        {NUMBER: ISSUE.replace("articles:", "artcles:")},
        (
            "paper/2026-04-22/issue.yaml:4:5: S01 unknown field 'artcles' (pages[0].artcles)\n"
            "  hint: did you mean 'articles'?"
        ),
    ),
    Row(
        "unknown-field-chinese",
        {BRIDGE: front("标题: The bridge\n关健词: bridge")},
        (
            "paper/2026-04-22/articles/bridge.md:3:1: S01 unknown field '关健词' (关健词)\n"
            "  hint: did you mean '关键词'?"
        ),
    ),
    Row(
        "unknown-field-far-from-all",
        {BRIDGE: front("title: The bridge\nzzz: 1")},
        (
            "paper/2026-04-22/articles/bridge.md:3:1: S01 unknown field 'zzz' (zzz)\n"
            "  hint: known here: id, title, kicker, deck, short_title, column, kind, section, page, weight, priority, authors, credits, byline, byline_at, dateline, source, urls, date, updated, summary, keywords, subjects, lead_photo, photos, continued_from, continues_on, related, correction_of, lang, writing_mode, rights, embargo_until, expires, withdrawn, toc, draft"
        ),
    ),
    Row(
        "articles-in-issue",
        {NUMBER: ISSUE + "articles: [bridge]\n"},
        (
            "paper/2026-04-22/issue.yaml:5:1: S01 stories are not written in issue.yaml (articles)\n"
            "  hint: put each story in a file of its own in articles/ and order them by id under 'sections' or 'pages'"
        ),
    ),
    Row(
        "publication-in-issue",
        {NUMBER: ISSUE + "publication: west-lake-daily\n"},
        (
            "paper/2026-04-22/issue.yaml:5:1: S01 the publication is not described in issue.yaml (publication)\n"
            "  hint: put it into publication.yaml, in this folder or up to two folders above"
        ),
    ),
    Row(
        "body-in-front",
        {BRIDGE: front("title: The bridge\nbody: It opened.")},
        (
            "paper/2026-04-22/articles/bridge.md:3:1: S01 the text of a story is not written among its fields (body)\n"
            "  hint: write the text below the second line '---'"
        ),
    ),
    Row(
        "footnotes-in-front",
        {BRIDGE: front("title: The bridge\nfootnotes: {a: b}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:1: S01 footnotes are not written among the fields of a story (footnotes)\n"
            "  hint: write '[^1]' in the text and '[^1]: …' below it"
        ),
    ),
    Row(
        "date-missing",
        {NUMBER: "page_count: 8\n"},
        (
            "paper/2026-04-22/issue.yaml:1:1: S03 the field 'date' is missing or empty (date)\n"
            "  hint: add a line 'date: …'"
        ),
    ),
    Row(
        "date-short",
        {NUMBER: "date: 2026-4-22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '2026-4-22' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22"
        ),
    ),
    Row(
        "date-slashes",
        {NUMBER: "date: 2026/04/22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '2026/04/22' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22"
        ),
    ),
    Row(
        "date-chinese",
        {NUMBER: "date: 2026年4月22日\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '2026年4月22日' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22"
        ),
    ),
    Row(
        "date-compact",
        {NUMBER: "date: 20260422\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '20260422' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22"
        ),
    ),
    Row(
        "date-dots",
        {NUMBER: "date: 2026.4.22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '2026.4.22' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22"
        ),
    ),
    Row(
        "date-words",
        {NUMBER: "date: 22 April 2026\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '22 April 2026' is not a date (date)\n"
            "  hint: write year-month-day, such as 2026-04-22"
        ),
    ),
    Row(
        "date-full-width",
        {NUMBER: "date: ２０２６年４月２２日\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '２０２６年４月２２日' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22"
        ),
    ),
    Row(
        "date-month-13",
        {NUMBER: "date: 2026-13-01\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 there is no such day or time: '2026-13-01' (date)\n"
            "  hint: look at the month, the day and the hour"
        ),
    ),
    Row(
        "date-february-30",
        {NUMBER: "date: 2026-02-30\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 there is no such day or time: '2026-02-30' (date)\n"
            "  hint: look at the month, the day and the hour"
        ),
    ),
    Row(
        "date-list",
        {NUMBER: "date: [2026, 4, 22]\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 a list stands where one text is due (date)\n"
            "  hint: write one text, without '-' or square brackets"
        ),
    ),
    Row(
        "date-with-time",
        {NUMBER: "date: 2026-04-22T00:00:00Z\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S02 '2026-04-22T00:00:00Z' is not a date (date)\n"
            "  hint: write year-month-day, such as 2026-04-22"
        ),
    ),
    Row(
        "date-of-another-folder",
        {NUMBER: ISSUE.replace("04-22", "04-23")},
        (
            "paper/2026-04-22/issue.yaml:1:7: D01 the folder is called 2026-04-22, but the date says 2026-04-23 (date)\n"
            "  hint: correct the date, or rename the folder"
        ),
    ),
    Row(
        "updated-without-zone",
        {NUMBER: ISSUE + "updated: 2026-04-22T01:40:00\n"},
        (
            "paper/2026-04-22/issue.yaml:5:10: S02 '2026-04-22T01:40:00' has no time zone (updated)\n"
            "  hint: add the zone, such as +08:00"
        ),
    ),
    Row(
        "updated-wrong-zone",
        {NUMBER: ISSUE + "updated: 2026-04-22T01:40:00+25:00\n"},
        (
            "paper/2026-04-22/issue.yaml:5:10: S02 there is no such day or time: '2026-04-22T01:40:00+25:00' (updated)\n"
            "  hint: look at the month, the day and the hour"
        ),
    ),
    Row(
        "updated-a-day",
        {NUMBER: ISSUE + "updated: 2026-04-22\n"},
        (
            "paper/2026-04-22/issue.yaml:5:10: S02 '2026-04-22' is not a point in time (updated)\n"
            "  hint: write it as 2026-04-22T06:00:00+08:00"
        ),
    ),
    Row(
        "count-underscore",
        {NUMBER: ISSUE + "page_count: 1_000\n"},
        (
            "paper/2026-04-22/issue.yaml:5:13: S02 '1_000' is not a whole number as it is written here (page_count)\n"
            "  hint: write 1000"
        ),
    ),
    Row(
        "count-comma",
        {NUMBER: ISSUE + "page_count: 1,000\n"},
        (
            "paper/2026-04-22/issue.yaml:5:13: S02 '1,000' is not a whole number as it is written here (page_count)\n"
            "  hint: write 1000"
        ),
    ),
    Row(
        "count-words",
        {NUMBER: ISSUE + "page_count: eight\n"},
        ("paper/2026-04-22/issue.yaml:5:13: S02 'eight' is not a whole number (page_count)\n  hint: write digits only"),
    ),
    Row(
        "count-huge",
        {NUMBER: ISSUE + "page_count: " + "9" * 5000 + "\n"},
        (
            "paper/2026-04-22/issue.yaml:5:13: S02 '99999999999999999999999999999999999999999999999999999999999999999999999999999999' is not a whole number (page_count)\n"
            "  hint: write digits only"
        ),
    ),
    Row(
        "count-decimal",
        {NUMBER: ISSUE + "page_count: 8.0\n"},
        ("paper/2026-04-22/issue.yaml:5:13: S02 '8.0' is not a whole number (page_count)\n  hint: write digits only"),
    ),
    Row(
        "pages-text",
        {NUMBER: "date: 2026-04-22\npages: 8\n"},
        (
            "paper/2026-04-22/issue.yaml:2:8: S02 '8' stands where named fields are due (pages)\n"
            "  hint: write them on lines of their own, each 'name: value': number, name, section, facsimile, pdf, editors, articles"
        ),
    ),
    Row(
        "page-without-number",
        {NUMBER: "date: 2026-04-22\npages:\n  - name: News\n"},
        (
            "paper/2026-04-22/issue.yaml:3:5: S03 the field 'number' is missing or empty (pages[0].number)\n"
            "  hint: add a line 'number: …'"
        ),
    ),
    Row(
        "page-empty-entry",
        {NUMBER: "date: 2026-04-22\npages:\n  -\n"},
        (
            "paper/2026-04-22/issue.yaml:3:4: S02 an empty entry stands where named fields are due (pages[0])\n"
            "  hint: delete the entry, or fill in: number, name, section, facsimile, pdf, editors, articles"
        ),
    ),
    Row(
        "section-without-id",
        {NUMBER: "date: 2026-04-22\nsections:\n  - name: News\n"},
        (
            "paper/2026-04-22/issue.yaml:3:5: S03 the field 'id' is missing or empty (sections[0].id)\n"
            "  hint: add a line 'id: …'"
        ),
    ),
    Row(
        "articles-mapping",
        {NUMBER: "date: 2026-04-22\npages:\n  - number: 1\n    articles:\n      a: bridge\n"},
        (
            "paper/2026-04-22/issue.yaml:5:7: S02 named fields stand where one text is due (pages[0].articles)\n"
            "  hint: write one text; put it in quotes when it holds a colon and a space or begins with a brace"
        ),
    ),
    Row(
        "nav-word",
        {NUMBER: ISSUE + "nav:\n  group_by: pages\n"},
        (
            "paper/2026-04-22/issue.yaml:6:13: S02 'pages' is not one of the words allowed here (nav.group_by)\n"
            "  hint: did you mean 'page'?"
        ),
    ),
    Row(
        "numbering-text",
        {NUMBER: ISSUE + "numbering: 12\n"},
        (
            "paper/2026-04-22/issue.yaml:5:12: S02 '12' stands where named fields are due (numbering)\n"
            "  hint: write them on lines of their own, each 'name: value': total, volume, issue, year_issue, position"
        ),
    ),
    Row(
        "total-twice",
        {NUMBER: ISSUE + "numbering:\n  total: 12\n总期号: 12\n"},
        (
            "paper/2026-04-22/issue.yaml:7:1: S06 '总期号' and 'numbering.total' mean the same field (numbering.total)\n"
            "  hint: delete one of the two"
        ),
    ),
    Row(
        "front-missing",
        {BRIDGE: "It opened at noon.\n"},
        (
            "paper/2026-04-22/articles/bridge.md:1: S02 the file does not begin with its fields\n"
            "  hint: begin with a line '---', then 'title: …', then another line '---', then the text"
        ),
    ),
    Row(
        "front-without-end",
        {BRIDGE: "---\ntitle: The bridge\n\nIt opened at noon.\n"},
        (
            "paper/2026-04-22/articles/bridge.md:1: S02 the fields at the top have no end\n"
            "  hint: write a line '---' between the fields and the text"
        ),
    ),
    Row(
        "title-missing",
        {BRIDGE: front("page: 01")},
        (
            "paper/2026-04-22/articles/bridge.md:2:1: S03 the field 'title' is missing or empty (title)\n"
            "  hint: add a line 'title: …'"
        ),
    ),
    Row(
        "title-empty-list",
        {BRIDGE: front("title: []")},
        (
            "paper/2026-04-22/articles/bridge.md:2:1: S03 the field 'title' is missing or empty (title)\n"
            "  hint: add a line 'title: …'"
        ),
    ),
    Row(
        "title-mapping",
        {BRIDGE: front("title:\n  a: b")},
        (
            "paper/2026-04-22/articles/bridge.md:3:3: S02 named fields stand where one text is due (title)\n"
            "  hint: write one text; put it in quotes when it holds a colon and a space or begins with a brace"
        ),
    ),
    Row(
        "title-list-in-list",
        {BRIDGE: front("title: [[a, b]]")},
        (
            "paper/2026-04-22/articles/bridge.md:2:9: S02 a list stands where one text is due (title[0])\n"
            "  hint: write one text, without '-' or square brackets"
        ),
    ),
    Row(
        "title-and-alias",
        {BRIDGE: front("title: The bridge\n标题: The bridge")},
        (
            "paper/2026-04-22/articles/bridge.md:3:1: S06 '标题' and 'title' mean the same field (title)\n"
            "  hint: delete one of the two"
        ),
    ),
    Row(
        "title-in-two-aliases",
        {BRIDGE: front("title: The bridge\n肩题: one\n引题: two")},
        (
            "paper/2026-04-22/articles/bridge.md:4:1: S06 '引题' and '肩题' mean the same field (kicker)\n"
            "  hint: delete one of the two"
        ),
    ),
    Row(
        "title-colon",
        {BRIDGE: front("title: Bridge: open at last")},
        (
            "paper/2026-04-22/articles/bridge.md:2:14: S02 a second colon makes this line ambiguous\n"
            "  hint: put the value in quotes, or indent the line as the one above it"
        ),
    ),
    Row(
        "title-quote-goes-on",
        {BRIDGE: front('title: "Open" at last')},
        (
            "paper/2026-04-22/articles/bridge.md:2:15: S02 the line goes on after the closing quotation mark or bracket\n"
            "  hint: put the whole value in quotes"
        ),
    ),
    Row(
        "title-quote-open",
        {BRIDGE: front('title: "Open at last')},
        (
            "paper/2026-04-22/articles/bridge.md:2:21: S02 a quotation mark is not closed\n"
            "  hint: write the closing quotation mark"
        ),
    ),
    Row(
        "title-star",
        {BRIDGE: front("title: *** Open ***")},
        (
            "paper/2026-04-22/articles/bridge.md:2:9: S02 the value begins with a character that has a meaning in YAML\n"
            "  hint: put the whole value in quotes"
        ),
    ),
    Row(
        "title-bracket",
        {BRIDGE: front("title: [Photo] Open at last")},
        (
            "paper/2026-04-22/articles/bridge.md:2:16: S02 the line goes on after the closing quotation mark or bracket\n"
            "  hint: put the whole value in quotes"
        ),
    ),
    Row(
        "title-percent",
        {BRIDGE: front("title: %100")},
        (
            "paper/2026-04-22/articles/bridge.md:2:8: S02 the value begins with a character that has a meaning in YAML\n"
            "  hint: put the whole value in quotes"
        ),
    ),
    Row(
        "title-backtick",
        {BRIDGE: front("title: `Open`")},
        (
            "paper/2026-04-22/articles/bridge.md:2:8: S02 the value begins with a character that has a meaning in YAML\n"
            "  hint: put the whole value in quotes"
        ),
    ),
    Row(
        "title-at",
        {BRIDGE: front("title: @home")},
        (
            "paper/2026-04-22/articles/bridge.md:2:8: S02 the value begins with a character that has a meaning in YAML\n"
            "  hint: put the whole value in quotes"
        ),
    ),
    Row(
        "key-without-colon",
        {BRIDGE: front("title: The bridge\nkind news")},
        (
            "paper/2026-04-22/articles/bridge.md:4:1: S02 a line without a colon stands among the fields\n"
            "  hint: write 'name: value', with a space after the colon"
        ),
    ),
    Row(
        "bad-indent",
        {BRIDGE: front("title: The bridge\n  kind: news")},
        (
            "paper/2026-04-22/articles/bridge.md:3:7: S02 a second colon makes this line ambiguous\n"
            "  hint: put the value in quotes, or indent the line as the one above it"
        ),
    ),
    Row(
        "tab-indent",
        {NUMBER: "date: 2026-04-22\nnav:\n\tgroup_by: page\n"},
        ("paper/2026-04-22/issue.yaml:3:1: S02 a tab stands where spaces are due\n  hint: indent with spaces"),
    ),
    Row(
        "bracket-open",
        {NUMBER: "date: 2026-04-22\npages: [1, 2\nnav:\n  group_by: page\n"},
        (
            "paper/2026-04-22/issue.yaml:3:4: S02 a list or mapping in brackets is not closed properly\n"
            "  hint: look for a missing bracket or comma; put text that holds one in quotes"
        ),
    ),
    Row(
        "repeated-key",
        {NUMBER: "date: 2026-04-22\nedition: a\ndate: 2026-04-23\n"},
        (
            "paper/2026-04-22/issue.yaml:3:1: S05 the field 'date' stands here a second time (date)\n"
            "  hint: delete one of the two; the first stands on line 1"
        ),
    ),
    Row(
        "repeated-key-inside",
        {NUMBER: "date: 2026-04-22\nnav: {authors: yes, authors: no}\n"},
        (
            "paper/2026-04-22/issue.yaml:2:21: S05 the field 'authors' stands here a second time (nav.authors)\n"
            "  hint: delete one of the two; the first stands on line 2"
        ),
    ),
    Row(
        "merge-key",
        {NUMBER: "date: 2026-04-22\nnav:\n  <<: {authors: yes}\n"},
        ("paper/2026-04-22/issue.yaml:3:3: S04 the key '<<' is not read (nav.<<)\n  hint: write the fields themselves"),
    ),
    Row(
        "anchor-and-alias",
        {NUMBER: "date: &day 2026-04-22\nedition: *day\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S04 '&day' has a meaning of its own in YAML (date)\n"
            "  hint: delete it; put the value in quotes when it begins with '&'\n"
            "paper/2026-04-22/issue.yaml:2:10: S04 '*day' would be replaced by YAML with something else (edition)\n"
            "  hint: write the value itself; put it in quotes when it begins with '*'"
        ),
    ),
    Row(
        "python-tag",
        {NUMBER: "date: !!python/object/apply:os.system [echo]\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S04 '!!python/object/apply:os.system' has a meaning of its own in YAML (date)\n"
            "  hint: delete it; put the value in quotes when it begins with '!'\n"
            "paper/2026-04-22/issue.yaml:1:7: S02 a list stands where one text is due (date)\n"
            "  hint: write one text, without '-' or square brackets"
        ),
    ),
    Row(
        "text-tag",
        {NUMBER: "date: !!str 2026-04-22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S04 '!!str' has a meaning of its own in YAML (date)\n"
            "  hint: delete it; put the value in quotes when it begins with '!'"
        ),
    ),
    Row(
        "own-tag",
        {NUMBER: "date: !day 2026-04-22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S04 '!day' has a meaning of its own in YAML (date)\n"
            "  hint: delete it; put the value in quotes when it begins with '!'"
        ),
    ),
    Row(
        "complex-key",
        {NUMBER: "date: 2026-04-22\n? [a, b]\n: c\n"},
        (
            "paper/2026-04-22/issue.yaml:2:3: S02 the name of a field must be one line of text\n"
            "  hint: write it as 'name: value'"
        ),
    ),
    Row(
        "two-documents",
        {NUMBER: "date: 2026-04-22\n---\ndate: 2026-04-23\n"},
        (
            "paper/2026-04-22/issue.yaml:2:1: S02 a second document begins here\n"
            "  hint: delete the line '---'; a file holds one document"
        ),
    ),
    Row(
        "alias-bomb",
        {NUMBER: "a: &a [x,x]\n" + "".join(f"{n}: &{n} [*{m},*{m}]\n" for m, n in zip("ab", "bc", strict=True))},
        (
            "paper/2026-04-22/issue.yaml:1:4: S04 '&a' has a meaning of its own in YAML (a)\n"
            "  hint: delete it; put the value in quotes when it begins with '&'\n"
            "paper/2026-04-22/issue.yaml:2:4: S04 '&b' has a meaning of its own in YAML (b)\n"
            "  hint: delete it; put the value in quotes when it begins with '&'\n"
            "paper/2026-04-22/issue.yaml:2:8: S04 '*a' would be replaced by YAML with something else (b[0])\n"
            "  hint: write the value itself; put it in quotes when it begins with '*'\n"
            "paper/2026-04-22/issue.yaml:2:11: S04 '*a' would be replaced by YAML with something else (b[1])\n"
            "  hint: write the value itself; put it in quotes when it begins with '*'\n"
            "paper/2026-04-22/issue.yaml:3:4: S04 '&c' has a meaning of its own in YAML (c)\n"
            "  hint: delete it; put the value in quotes when it begins with '&'\n"
            "paper/2026-04-22/issue.yaml:3:8: S04 '*b' would be replaced by YAML with something else (c[0])\n"
            "  hint: write the value itself; put it in quotes when it begins with '*'\n"
            "paper/2026-04-22/issue.yaml:3:11: S04 '*b' would be replaced by YAML with something else (c[1])\n"
            "  hint: write the value itself; put it in quotes when it begins with '*'\n"
            "paper/2026-04-22/issue.yaml:1:1: S01 unknown field 'a' (a)\n"
            "  hint: known here: date, date_end, edition, numbering, weekday, lunar, page_count, special, headline_article, sections, pages, front_matter, back_matter, nav, corrections, credits, notices, embargo_until, rights, updated, subjects, revisions, source\n"
            "paper/2026-04-22/issue.yaml:2:1: S01 unknown field 'b' (b)\n"
            "  hint: known here: date, date_end, edition, numbering, weekday, lunar, page_count, special, headline_article, sections, pages, front_matter, back_matter, nav, corrections, credits, notices, embargo_until, rights, updated, subjects, revisions, source\n"
            "paper/2026-04-22/issue.yaml:3:1: S01 unknown field 'c' (c)\n"
            "  hint: known here: date, date_end, edition, numbering, weekday, lunar, page_count, special, headline_article, sections, pages, front_matter, back_matter, nav, corrections, credits, notices, embargo_until, rights, updated, subjects, revisions, source\n"
            "paper/2026-04-22/issue.yaml:1:1: S03 the field 'date' is missing or empty (date)\n"
            "  hint: add a line 'date: …'"
        ),
    ),
    Row(
        "list-that-holds-itself",
        {NUMBER: "date: &a [*a]\n"},
        (
            "paper/2026-04-22/issue.yaml:1:7: S04 '&a' has a meaning of its own in YAML (date)\n"
            "  hint: delete it; put the value in quotes when it begins with '&'\n"
            "paper/2026-04-22/issue.yaml:1:11: S04 '*a' would be replaced by YAML with something else (date[0])\n"
            "  hint: write the value itself; put it in quotes when it begins with '*'\n"
            "paper/2026-04-22/issue.yaml:1:7: S02 a list stands where one text is due (date)\n"
            "  hint: write one text, without '-' or square brackets"
        ),
    ),
    Row(
        "deep-yaml",
        {NUMBER: "date: " + "[" * 5000 + "]" * 5000 + "\n"},
        (
            "paper/2026-04-22/issue.yaml:1:70: S02 lists and mappings are nested more than 64 levels deep\n"
            "  hint: look for a bracket that is never closed"
        ),
    ),
    Row(
        "deep-yaml-mapping",
        {NUMBER: "date: " + "{a: " * 2000 + "}" * 2000 + "\n"},
        (
            "paper/2026-04-22/issue.yaml:1:259: S02 lists and mappings are nested more than 64 levels deep\n"
            "  hint: look for a bracket that is never closed"
        ),
    ),
    Row(
        "scalar-50-mb",
        {NUMBER: "date: " + "x" * 50_000_000 + "\n"},
        (
            "paper/2026-04-22/issue.yaml: S02 the file is too large to be read as data\n"
            "  hint: look whether a photo or an archive got this name; divide a large issue into files"
        ),
    ),
    Row(
        "issue-a-list",
        {NUMBER: "- date: 2026-04-22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:1: S02 a list stands where named fields are due\n"
            "  hint: write them without '-': date, date_end, edition, numbering, weekday, lunar, page_count, special, headline_article, sections, pages, front_matter, back_matter, nav, corrections, credits, notices, embargo_until, rights, updated, subjects, revisions, source"
        ),
    ),
    Row(
        "issue-a-text",
        {NUMBER: "2026-04-22\n"},
        (
            "paper/2026-04-22/issue.yaml:1:1: S02 '2026-04-22' stands where named fields are due\n"
            "  hint: write them on lines of their own, each 'name: value': date, date_end, edition, numbering, weekday, lunar, page_count, special, headline_article, sections, pages, front_matter, back_matter, nav, corrections, credits, notices, embargo_until, rights, updated, subjects, revisions, source"
        ),
    ),
    Row(
        "gb18030",
        {BRIDGE: "---\ntitle: 大桥\n---\n\n通车。\n".encode("gb18030")},
        (
            "paper/2026-04-22/articles/bridge.md:2: S07 the file is not UTF-8: byte 0xB4\n"
            "  hint: save it as UTF-8; if it was written in gb18030, build with --encoding gb18030"
        ),
    ),
    Row(
        "shift-jis",
        {BRIDGE: "---\ntitle: 橋\n---\n\nきょう開通した。\n".encode("shift_jis")},
        (
            "paper/2026-04-22/articles/bridge.md:2: S07 the file is not UTF-8: byte 0x8B\n"
            "  hint: save it as UTF-8; if it was written in cp932, build with --encoding cp932"
        ),
    ),
    Row(
        "utf-16-half",
        {NUMBER: b"\xff\xfed\x00a\x00t"},
        (
            "paper/2026-04-22/issue.yaml: S07 the file cannot be read as utf-16-le\n"
            "  hint: name another encoding, or save the file as UTF-8"
        ),
    ),
    Row(
        "nul-bytes",
        {PAPER: b"\x00\x00\x00\x00"},
        (
            "paper/publication.yaml:1: T03 characters that no EPUB may hold were taken out: 4, the first is U+0000\n"
            "  hint: look whether a character of the text got lost there\n"
            "paper/publication.yaml: S02 the file is empty"
        ),
    ),
    Row(
        "role-mapping",
        {BRIDGE: front("title: The bridge\nauthors:\n  - name: Ann\n    role: {a: b}")},
        (
            "paper/2026-04-22/articles/bridge.md:5:11: S02 named fields stand where one text is due (authors[0].role)\n"
            "  hint: write one text; put it in quotes when it holds a colon and a space or begins with a brace"
        ),
    ),
    Row(
        "author-without-name",
        {BRIDGE: front("title: The bridge\nauthors:\n  - role: reporter")},
        (
            "paper/2026-04-22/articles/bridge.md:4:5: S03 the field 'name' is missing or empty (authors[0].name)\n"
            "  hint: add a line 'name: …'"
        ),
    ),
    Row(
        "author-list-in-list",
        {BRIDGE: front("title: The bridge\nauthors: [[Ann]]")},
        (
            "paper/2026-04-22/articles/bridge.md:3:11: S02 a list stands where named fields are due (authors[0])\n"
            "  hint: write them without '-': name, role, printed_role, org, bio"
        ),
    ),
    Row(
        "kind-of-story",
        {BRIDGE: front("title: The bridge\nkind: newz")},
        (
            "paper/2026-04-22/articles/bridge.md:3:7: S02 'newz' is not one of the words allowed here (kind)\n"
            "  hint: did you mean 'news'?"
        ),
    ),
    Row(
        "toc-maybe",
        {BRIDGE: front("title: The bridge\ntoc: maybe")},
        (
            "paper/2026-04-22/articles/bridge.md:3:6: S02 'maybe' is neither yes nor no (toc)\n"
            "  hint: write true or false"
        ),
    ),
    Row(
        "weight-text",
        {BRIDGE: front("title: The bridge\nweight: heavy")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S02 'heavy' is not a whole number (weight)\n"
            "  hint: write digits only"
        ),
    ),
    Row(
        "authors-and-chinese",
        {BRIDGE: front("title: The bridge\nauthors: Ann\n作者: Ann")},
        (
            "paper/2026-04-22/articles/bridge.md:4:1: S06 '作者' and 'authors' mean the same field (authors)\n"
            "  hint: delete one of the two"
        ),
    ),
    Row(
        "editor-twice",
        {BRIDGE: front("title: The bridge\n责编: 张三\n责任编辑: 李四")},
        (
            "paper/2026-04-22/articles/bridge.md:4:1: S06 '责任编辑' and '责编' mean the same field (credits)\n"
            "  hint: delete one of the two"
        ),
    ),
    Row(
        "byline-place",
        {BRIDGE: front("title: The bridge\nbyline_at: bottom")},
        (
            "paper/2026-04-22/articles/bridge.md:3:12: S02 'bottom' is not one of the words allowed here (byline_at)\n"
            "  hint: write one of: above, run-in, end"
        ),
    ),
    Row(
        "dateline-list",
        {BRIDGE: front("title: The bridge\ndateline: [a, b]")},
        (
            "paper/2026-04-22/articles/bridge.md:3:11: S02 a list stands where named fields are due (dateline)\n"
            "  hint: write them without '-': label, place, date, agency"
        ),
    ),
    Row(
        "source-unknown-field",
        {BRIDGE: front("title: The bridge\nsource: {name: Wire}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:10: S01 unknown field 'name' (source.name)\n"
            "  hint: known here: system, url"
        ),
    ),
    Row(
        "withdrawn-without-date",
        {BRIDGE: front("title: The bridge\nwithdrawn: {reason: wrong}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:12: S03 the field 'date' is missing or empty (withdrawn.date)\n"
            "  hint: add a line 'date: …'"
        ),
    ),
    Row(
        "lang-wrong",
        {BRIDGE: front("title: The bridge\nlang: jp")},
        ("paper/2026-04-22/articles/bridge.md:3:7: S02 'jp' is not a language tag (lang)\n  hint: write ja"),
    ),
    Row(
        "photo-without-file",
        {BRIDGE: front("title: The bridge\nphotos:\n  - caption: The bridge")},
        (
            "paper/2026-04-22/articles/bridge.md:4:5: S03 the field 'file' is missing or empty (photos[0].file)\n"
            "  hint: add a line 'file: …'"
        ),
    ),
    Row(
        "photo-outside",
        {BRIDGE: front("title: The bridge\nphotos: ../../../x.jpg")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S08 '../../../x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-percent",
        {BRIDGE: front("title: The bridge\nphotos: '%2e%2e/%2e%2e/%2e%2e/x.jpg'")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S08 '%2e%2e/%2e%2e/%2e%2e/x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-percent-twice",
        {BRIDGE: front("title: The bridge\nphotos: '%252e%252e/%252e%252e/%252e%252e/x.jpg'")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S08 '%252e%252e/%252e%252e/%252e%252e/x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-backslash",
        {BRIDGE: front("title: The bridge\nphotos: ..\\..\\..\\x.jpg")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S08 '..\\..\\..\\x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-absolute",
        {BRIDGE: front("title: The bridge\nphotos: /etc/passwd")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S08 '/etc/passwd' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-drive",
        {BRIDGE: front("title: The bridge\nphotos: C:\\x.jpg")},
        (
            "paper/2026-04-22/articles/bridge.md:3:9: S08 'C:\\x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-url",
        {BRIDGE: front("title: The bridge\nlead_photo: https://example.org/x.jpg")},
        (
            "paper/2026-04-22/articles/bridge.md:3:13: S08 'https://example.org/x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-file-url",
        {BRIDGE: front("title: The bridge\nlead_photo: file:///etc/passwd")},
        (
            "paper/2026-04-22/articles/bridge.md:3:13: S08 'file:///etc/passwd' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-home",
        {BRIDGE: front("title: The bridge\nlead_photo: ~/x.jpg")},
        (
            "paper/2026-04-22/articles/bridge.md:3:13: S08 '~/x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "photo-link-out",
        {
            BRIDGE: front("title: The bridge\nlead_photo: ../photos/x.jpg"),
            "2026-04-22/photos/x.jpg": Link("/etc/hostname"),
        },
        (
            "paper/2026-04-22/articles/bridge.md:3:13: S08 '../photos/x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "nameplate-outside",
        {PAPER: PUBLICATION + "nameplate: ../x.png\n"},
        (
            "paper/publication.yaml:4:12: S08 '../x.png' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "style-outside",
        {PAPER: PUBLICATION + "css: [house.css, ../x.css]\n"},
        (
            "paper/publication.yaml:4:18: S08 '../x.css' leads out of the publication (css[1])\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "cover-outside",
        {PAPER: PUBLICATION + "cover: {mode: image, file: ../x.png}\n"},
        (
            "paper/publication.yaml:4:28: S08 '../x.png' leads out of the publication (cover.file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "facsimile-outside",
        {NUMBER: ISSUE.replace("articles:", "facsimile: ../../../01.jpg\n    articles:")},
        (
            "paper/2026-04-22/issue.yaml:4:16: S08 '../../../01.jpg' leads out of the publication (facsimile)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "focal-outside",
        {BRIDGE: front("title: The bridge\nlead_photo: {file: ../photos/x.jpg, focal: 1.5 0.5}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:44: F06 the focal point '1.5 0.5' lies outside the picture (lead_photo.focal)\n"
            "  hint: write two numbers from 0 to 1, from the left and from the top: 0.5 0.3"
        ),
    ),
    Row(
        "focal-one-number",
        {BRIDGE: front("title: The bridge\nlead_photo: {file: ../photos/x.jpg, focal: 0.5}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:44: S02 '0.5' is not a pair of numbers (lead_photo.focal)\n"
            "  hint: write two numbers from 0 to 1, from the left and from the top: 0.5 0.3"
        ),
    ),
    Row(
        "focal-words",
        {BRIDGE: front("title: The bridge\nlead_photo: {file: ../photos/x.jpg, focal: [left, top]}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:44: S02 'left top' is not a pair of numbers (lead_photo.focal)\n"
            "  hint: write two numbers from 0 to 1, from the left and from the top: 0.5 0.3"
        ),
    ),
    Row(
        "width-word",
        {BRIDGE: front("title: The bridge\nlead_photo: {file: ../photos/x.jpg, width: wide}")},
        (
            "paper/2026-04-22/articles/bridge.md:3:44: S02 'wide' is not one of the words allowed here (lead_photo.width)\n"
            "  hint: write one of: auto, half, full"
        ),
    ),
    Row(
        "sidecar-unknown-field",
        {BRIDGE: front("title: The bridge\nlead_photo: ../photos/x.jpg"), "2026-04-22/photos/x.yaml": "captoin: a\n"},
        ("paper/2026-04-22/photos/x.yaml:1:1: S01 unknown field 'captoin' (captoin)\n  hint: did you mean 'caption'?"),
    ),
    Row(
        "sidecar-with-file",
        {BRIDGE: front("title: The bridge\nlead_photo: ../photos/x.jpg"), "2026-04-22/photos/x.yaml": "file: y.jpg\n"},
        (
            "paper/2026-04-22/photos/x.yaml:1:1: S01 a file beside a photo does not name the photo (file)\n"
            "  hint: delete the line; the file belongs to the photo of the same name"
        ),
    ),
    Row(
        "three-files-at-once",
        {PAPER: "id: P\ntitle: P\nlanguage: en\n", NUMBER: "date: 2026-4-22\n", BRIDGE: front("titel: a")},
        (
            "paper/publication.yaml:1:5: S02 'P' is not a short name as it is due here (id)\n"
            "  hint: write p\n"
            "paper/2026-04-22/issue.yaml:1:7: S02 '2026-4-22' is not a date as it is written here (date)\n"
            "  hint: write 2026-04-22\n"
            "paper/2026-04-22/articles/bridge.md:2:1: S01 unknown field 'titel' (titel)\n"
            "  hint: did you mean 'title'?"
        ),
    ),
    Row(
        "json-broken",
        one('{"format": "epubgen-issue/1", "issue": }'),
        (
            "paper/issue.json:1:40: S02 a value is missing here\n"
            "  hint: write the value; no comma stands before a closing bracket"
        ),
    ),
    Row(
        "json-cut",
        one('{"format": "epubgen-issue/1", "issue": {"date": "2026'),
        (
            "paper/issue.json:1:49: S02 the quotation mark that opens here is not closed\n"
            "  hint: write the closing quotation mark"
        ),
    ),
    Row(
        "json-trailing-comma",
        one('{"format": "epubgen-issue/1",}'),
        (
            "paper/issue.json:1:30: S02 the name of a field must stand in double quotes\n"
            '  hint: write "name": value, and no comma after the last field'
        ),
    ),
    Row(
        "json-nan",
        one('{"format": "epubgen-issue/1", "issue": {"page_count": NaN}}'),
        ("paper/issue.json:1:55: S02 'NaN' is no value in JSON\n  hint: write a number, or null"),
    ),
    Row(
        "json-repeated-key",
        one('{"format": "epubgen-issue/1",\n "format": "epubgen-issue/1"}'),
        (
            "paper/issue.json:2:2: S05 the field 'format' stands here a second time (format)\n"
            "  hint: delete one of the two; the first stands on line 1\n"
            "paper/issue.json:1:1: S03 the field 'publication' is missing or empty (publication)\n"
            "  hint: add a line 'publication: …'\n"
            "paper/issue.json:1:1: S03 the field 'issue' is missing or empty (issue)\n"
            "  hint: add a line 'issue: …'"
        ),
    ),
    Row(
        "json-deep",
        one('{"format": "epubgen-issue/1", "issue": ' + "[" * 100_000 + "]" * 100_000 + "}"),
        (
            "paper/issue.json:1:103: S02 lists and mappings are nested more than 64 levels deep\n"
            "  hint: look for a bracket that is never closed"
        ),
    ),
    Row(
        "json-lone-surrogate",
        one(WHOLE % '{"id": "a", "title": "half \\ud83d"}'),
        (
            "paper/issue.json:2:69: S07 half a character stands here: U+D83D (articles[0].title)\n"
            "  hint: type the character again"
        ),
    ),
    Row(
        "json-version",
        one(WHOLE.replace("issue/1", "issue/9") % ""),
        (
            "paper/issue.json:1:12: S02 'epubgen-issue/9' is not one of the words allowed here (format)\n"
            "  hint: did you mean 'epubgen-issue/1'?"
        ),
    ),
    Row(
        "json-not-a-mapping",
        one('["format: epubgen-issue/1"]'),
        (
            "paper/issue.json:1:1: S02 a list stands where named fields are due\n"
            "  hint: write them without '-': format, publication, issue, articles"
        ),
    ),
    Row(
        "json-no-publication",
        one('{"format": "epubgen-issue/1", "issue": {"date": "2026-04-22"}}'),
        (
            "paper/issue.json:1:1: S03 the field 'publication' is missing or empty (publication)\n"
            "  hint: add a line 'publication: …'"
        ),
    ),
    Row(
        "json-article-without-id",
        one(WHOLE % '{"title": "T"}'),
        ("paper/issue.json:2:48: S03 the field 'id' is missing or empty (articles[0].id)\n  hint: add a line 'id: …'"),
    ),
    Row(
        "json-block-without-type",
        one(WHOLE % '{"id": "a", "title": "T", "body": [{"text": "x"}]}'),
        (
            "paper/issue.json:2:83: S03 a block of text does not say what it is (articles[0].body[0].type)\n"
            "  hint: add 'type': paragraph, subhead, image, gallery, quote, pullquote, list, table, box, poem, qa, dialogue, note, ad, code, separator, pagebreak"
        ),
    ),
    Row(
        "json-block-unknown",
        one(WHOLE % '{"id": "a", "title": "T", "body": [{"type": "paragraf", "text": "x"}]}'),
        (
            "paper/issue.json:2:92: S02 'paragraf' is not one of the words allowed here (articles[0].body[0].type)\n"
            "  hint: did you mean 'paragraph'?"
        ),
    ),
    Row(
        "json-block-list",
        one(WHOLE % '{"id": "a", "title": "T", "body": [["x"]]}'),
        (
            "paper/issue.json:2:83: S02 a list stands where a block of text is due (articles[0].body[0])\n"
            "  hint: write each block as a mapping with 'type'"
        ),
    ),
    Row(
        "json-inline-unknown",
        one(WHOLE % '{"id": "a", "title": "T", "body": [{"type": "paragraph", "text": [{"type": "bold"}]}]}'),
        (
            "paper/issue.json:2:123: S02 'bold' is not one of the words allowed here (articles[0].body[0].text[0].type)\n"
            "  hint: write one of: text, strong, em, dots, sc, name, book, sub, sup, struck, foreign, directed, link, abbr, ruby, tcy, code, noteref, break"
        ),
    ),
    Row(
        "json-image-outside",
        one(WHOLE % '{"id": "a", "title": "T", "body": [{"type": "image", "photo": "../x.jpg"}]}'),
        (
            "paper/issue.json:2:110: S08 '../x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "json-number-of-5000-digits",
        one('{"format": "epubgen-issue/1", "issue": {"page_count": ' + "9" * 5000 + "}}"),
        (
            "paper/issue.json:1:55: S02 '99999999999999999999999999999999999999999999999999999999999999999999999999999999' is not a whole number (issue.page_count)\n"
            "  hint: write digits only\n"
            "paper/issue.json:1:40: S03 the field 'date' is missing or empty (issue.date)\n"
            "  hint: add a line 'date: …'\n"
            "paper/issue.json:1:1: S03 the field 'publication' is missing or empty (publication)\n"
            "  hint: add a line 'publication: …'"
        ),
    ),
    Row(
        "photo-nul",
        {BRIDGE: front('title: The bridge\nlead_photo: "x\\0/../../../../y.jpg"')},
        (
            "paper/2026-04-22/articles/bridge.md:3: T03 characters that no EPUB may hold were taken out: 1, the first is U+0000\n"
            "  hint: look whether a character of the text got lost there\n"
            "paper/2026-04-22/articles/bridge.md:3:13: S08 'x/../../../../y.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "body-html",
        {BRIDGE: "---\ntitle: The bridge\n---\n\nOpen <b>now</b>.\n"},
        ("paper/2026-04-22/articles/bridge.md:5: S09 HTML in the text: <b>\n  hint: write **…**"),
    ),
    Row(
        "body-script",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n<script>alert(1)</script>\n"},
        (
            "paper/2026-04-22/articles/bridge.md:5: S09 HTML in the text: <script>\n"
            "  hint: delete it; for a less-than sign write \\<"
        ),
    ),
    Row(
        "front-wide-colon",
        {BRIDGE: "---\n标题：桥\nkind: brief\n---\n\nText.\n"},
        (
            "paper/2026-04-22/articles/bridge.md:2:3: S02 the colon after '标题' is full-width or has no space after it\n"
            "  hint: write '标题: …': a half-width colon and a space"
        ),
    ),
    Row(
        "body-fence-unknown",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n::: boxx\nText.\n:::\n"},
        ("paper/2026-04-22/articles/bridge.md:5: S09 there is no block '::: boxx'\n  hint: did you mean '::: box'?"),
    ),
    Row(
        "body-fence-open",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n::: box\nText.\n"},
        (
            "paper/2026-04-22/articles/bridge.md:5: S09 '::: box' is never closed\n"
            "  hint: write ':::' on a line of its own where it ends"
        ),
    ),
    Row(
        "body-heading-1",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n# The bridge\n"},
        (
            "paper/2026-04-22/articles/bridge.md:5: S09 a heading with one '#' stands in the text\n"
            "  hint: the headline stands in 'title' above; write '## ' for a subheading"
        ),
    ),
    Row(
        "body-link-script",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n[x](javascript:alert(1))\n"},
        (
            "paper/2026-04-22/articles/bridge.md:5: S09 'javascript:alert(1)' cannot be linked\n"
            "  hint: write https://…, mailto:…, tel:…, or article: and the id of a story"
        ),
    ),
    Row(
        "body-photo-outside",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n![x](../../../x.jpg)\n"},
        (
            "paper/2026-04-22/articles/bridge.md:5: S08 '../../../x.jpg' leads out of the publication (file)\n"
            "  hint: copy the file into the folder of the publication and name it from there"
        ),
    ),
    Row(
        "body-photo-attribute",
        {BRIDGE: "---\ntitle: The bridge\n---\n\n![x](../photos/x.jpg){wdith=full}\n"},
        (
            "paper/2026-04-22/articles/bridge.md:5: S01 unknown attribute 'wdith' of ![…](…)\n"
            "  hint: did you mean 'width'?"
        ),
    ),
    Row(
        "body-photo-focal",
        {BRIDGE: '---\ntitle: The bridge\n---\n\n![x](../photos/x.jpg){focal="2 0"}\n'},
        (
            "paper/2026-04-22/articles/bridge.md:5: F06 the focal point '2.0 0.0' lies outside the picture (focal)\n"
            "  hint: write two numbers from 0 to 1, from the left and from the top: 0.5 0.3"
        ),
    ),
    Row(
        "notice-with-note",
        {NUMBER: ISSUE + 'notices: "Text[^1].\\n\\n[^1]: Note."\n'},
        (
            "paper/2026-04-22/issue.yaml:7: S09 the footnote '1' stands in a text that has no place for notes\n"
            "  hint: write the note into the text itself"
        ),
    ),
    Row(
        "empty-folder",
        {PAPER: None, NUMBER: None, BRIDGE: None, "2026-04-22/.keep": ""},
        (
            "paper/2026-04-22: S12 there is nothing in it\n"
            "  hint: name the folder that holds issue.yaml; 'epubgen new my-paper' makes one"
        ),
    ),
    Row(
        "folder-of-photos",
        {NUMBER: None, BRIDGE: None, "2026-04-22/photos/x.jpg": ""},
        (
            "paper/2026-04-22: S12 nothing here can be read as an issue; tried: native, one_file, collector, mineru, paddleocr, mets_alto, printed_page, pdf\n"
            "  hint: name the folder that holds issue.yaml, a file that begins 'format: epubgen-issue/1', or printed pages (.md, .pdf)"
        ),
    ),
    Row(
        "page-named-twice-in-words",
        {BRIDGE: front("title: The bridge\n版次: 1\n版面: 2")},
        (
            "paper/2026-04-22/articles/bridge.md:4:1: S06 '版面' and '版次' mean the same field (page)\n"
            "  hint: delete one of the two"
        ),
    ),
    Row(
        "story-a-binary",
        {BRIDGE: b"\x89PNG\r\n\x1a\n\x00\x00"},
        (
            "paper/2026-04-22/articles/bridge.md: S07 this is a picture, whatever its name ends with\n"
            "  hint: put the text file here under this name; move the picture to 'photos' and end its name with .jpg, .png or .gif"
        ),
    ),
    Row(
        "every-file-broken",
        {PAPER: "{", NUMBER: "[", BRIDGE: "---\n{\n---\n"},
        (
            "paper/publication.yaml:2:1: S02 a list or mapping in brackets is not closed properly\n"
            "  hint: look for a missing bracket or comma; put text that holds one in quotes\n"
            "paper/2026-04-22/issue.yaml:2:1: S02 a list or mapping in brackets is not closed properly\n"
            "  hint: look for a missing bracket or comma; put text that holds one in quotes\n"
            "paper/2026-04-22/articles/bridge.md:3:1: S02 a list or mapping in brackets is not closed properly\n"
            "  hint: look for a missing bracket or comma; put text that holds one in quotes"
        ),
    ),
)


LATER: tuple[tuple[str, dict[str, bytes | str | Link | None], str], ...] = (
    ("photo-is-text", {BRIDGE: front("title: T\nlead_photo: ../photos/x.jpg"), "2026-04-22/photos/x.jpg": "no"}, "F11"),
    ("photo-is-empty", {BRIDGE: front("title: T\nlead_photo: ../photos/x.jpg"), "2026-04-22/photos/x.jpg": ""}, "F11"),
    ("photo-is-missing", {BRIDGE: front("title: T\nlead_photo: ../photos/x.jpg")}, "F01"),
    ("story-listed-twice", {NUMBER: ISSUE.replace("[bridge]", "[bridge, bridge]")}, "N03"),
    ("story-listed-but-missing", {NUMBER: ISSUE.replace("[bridge]", "[bridge, tram]")}, "N02"),
    ("id-used-twice", {"2026-04-22/articles/two.md": front("title: Two\nid: bridge")}, "N07"),
    ("page-number-twice", {NUMBER: ISSUE + "  - number: 01\n"}, "P04"),
    ("story-on-unlisted-page", {BRIDGE: STORY.replace("page: 01", "page: 09")}, "P02"),
    ("page-count-wrong", {NUMBER: ISSUE + "page_count: 8\n"}, "P01"),
    ("weekday-wrong", {NUMBER: ISSUE + "weekday: Monday\n"}, "D02"),
    ("story-without-text", {BRIDGE: "---\ntitle: The bridge\n---\n"}, "A01"),
    ("note-without-mark", {BRIDGE: STORY + "\n[^1]: A note.\n"}, "A07"),
    ("link-to-no-story", {BRIDGE: STORY + "\n[more](article:tram)\n"}, "N06"),
    ("private-use-character", {BRIDGE: STORY + "\n\ue78d\n"}, "T03"),
    ("issue-of-another-day", {BRIDGE: STORY.replace("page: 01", "page: 01\ndate: 2026-04-21")}, "D05"),
    ("language-bare", {PAPER: PUBLICATION.replace("language: en", "language: zh")}, "L01"),
    ("no-stories", {NUMBER: "date: 2026-04-22\n", BRIDGE: None}, "A01"),
)
"""What the reader takes and another room must answer, with the code that it owes: photos, lint."""


@pytest.mark.parametrize(("name", "files"), [(name, files) for name, files, _ in LATER], ids=[row[0] for row in LATER])
def test_what_other_rooms_must_answer_is_read(
    tmp_path: Path, name: str, files: dict[str, bytes | str | Link | None]
) -> None:
    with pytest.raises(pytest.fail.Exception):
        broken(tmp_path, files)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_broken_issue_is_refused_in_words(tmp_path: Path, row: Row) -> None:
    assert broken(tmp_path, row.files) == row.says


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_chinese_words_stand_for_each(tmp_path: Path, row: Row, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EpubgenError, "text", lambda self, _: "\n".join(f.message("zh") for f in self.findings))
    assert any(ord(char) > 0x4E00 for char in broken(tmp_path, row.files))


def test_the_good_issue_is_good(tmp_path: Path) -> None:
    with pytest.raises(pytest.fail.Exception):
        broken(tmp_path, {})
