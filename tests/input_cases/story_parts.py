# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the parts of a story can become with a click in the preview, by how its file is written."""

from __future__ import annotations

from epubgen.issue_folder.story_file import StoryFile
from epubgen.issue_folder.story_parts import parts_of
from tests.input_cases.case import InputCase

BESIDE = StoryFile.of("articles/01-01.md", "---\ntitle: 老街\npage: 01\n---\n\n铺子空了。\n", "01-01")


def offered(text: str) -> object:
    """Role and choices of every part, between two other stories of the page."""
    story = StoryFile.of("articles/01-02.md", text, "01-02")
    assert story
    return [f"{part.role}: {' '.join(one.key for one in part.choices)}" for part in parts_of(story, BESIDE, BESIDE)]


HEADLINE = "headline: above-subhead above-text with-below"
FIRST = "paragraph: column kicker headline deck subhead to-above"
LAST = "paragraph: subhead join break to-below"
TWO = "雨来了。\n\n夜里停了。\n"
LONG = "雨" * 130
PARTS = {
    f"---\ntitle: 雨\n---\n\n{TWO}": [HEADLINE, FIRST, LAST],
    f"---\n标题: 雨\n肩题: 气象\n---\n\n{TWO}": ["kicker: column headline deck text", HEADLINE, FIRST, LAST],
    f"---\ntitle: 雨\ncolumn: 气象\n---\n\n{TWO}": [
        "column: kicker headline deck text", HEADLINE, "paragraph: kicker headline deck subhead to-above", LAST,
    ],
    f"---\ntitle: （无标题）\n---\n\n{TWO}": ["headline: above with-below", FIRST, LAST],
    f"---\ntitle: 雨\ndateline: 本报讯\n---\n\n{TWO}": [HEADLINE, "paragraph: subhead", LAST],
    f"---\ntitle: 雨\nbyline: 甲\nauthors: 甲\n---\n\n{TWO}": [HEADLINE, FIRST, LAST],
    f"---\ntitle: '**大**雨'\n---\n\n{TWO}": ["paragraph: subhead to-above", LAST],
    f"---\ntitle: 雨\n---\n\n{LONG}。\n\n**夜**里停了。\n": [HEADLINE, "paragraph: to-above", "paragraph: join break to-below"],
    "---\ntitle: 雨\n---\n\n雨来了。\n\n## 夜里\n\n停了。\n": [
        HEADLINE, FIRST, "subhead: new-story text to-below to-above", "paragraph: subhead break to-below",
    ],
    "---\ntitle: 雨\n---\n\n雨来了。\n\n- 风\n- 雪\n\n![](a.jpg)\n\n| 甲 | 乙 |\n|---|---|\n| 一 | 二 |\n": [
        HEADLINE, FIRST, "list: break to-below to-above", "picture: break to-below to-above", "table: break to-below",
    ],
    "---\ntitle: 雨\n---\n\n雨来了[^1]。\n\n停了。\n\n[^1]: 注。\n": [
        "headline: above-subhead above-text", "paragraph: ", "paragraph: subhead join",
    ],
    "---\ntitle: 雨\nkind: photo\n---\n": [HEADLINE],
}  # fmt: skip

CASES: list[InputCase] = [
    *(InputCase("parts of a story", text, offered, wanted) for text, wanted in PARTS.items()),
]
