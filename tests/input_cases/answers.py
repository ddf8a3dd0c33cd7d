"""Answers to the questions of an import: how each changes the text of a story, in other spellings, scripts and forms."""

from __future__ import annotations

from collections.abc import Callable

from epubgen.issue_folder.story_file import StoryFile
from tests.input_cases.case import InputCase


def story(text: str) -> StoryFile:
    made = StoryFile.of("articles/01-01.md", text, "01-01")
    assert made
    return made


def moved(passage: str, role: str) -> Callable[[str], str]:
    """The front matter after a passage went to another field; empty: refused."""
    return lambda front: "".join(story(f"---\n{front}---\n\nText.\n").with_roles([(passage, role)]).split("---\n")[1:2])


def body(change: Callable[[StoryFile], str]) -> Callable[[str], str]:
    """The body after a change; empty: refused."""
    return lambda text: change(story(f"---\ntitle: T\n---\n\n{text}\n")).partition("---\n\n")[2]


def parted(ends: str, starts: str) -> Callable[[str], str]:
    return body(lambda one: one.split_paragraph(ends, starts))


def joined(opens: str) -> Callable[[str], str]:
    return body(lambda one: one.joined_above(opens))


def cut(subhead: str) -> Callable[[str], tuple[str, str]]:
    """The title of the new story, and its body."""
    return lambda text: story(f"---\ntitle: T\n---\n\n{text}\n").parted(subhead)[1:]


LINE, PARTED, JOINED, CUT = "answer: a line of the header", "answer: two paragraphs", "answer: the rest of one", "answer: a new story"  # fmt: skip

CASES: list[InputCase] = [
    InputCase(LINE, "title: A\nkicker: B  # x\n", moved("B", "column"), "title: A\ncolumn: B\n"),
    InputCase(LINE, "title: A\nkicker: B\ndeck: C  # x\n", moved("B", "deck"), "title: A\ndeck: [B, C]  # x\n"),
    InputCase(LINE, "title:\n  - A  # x\n  - B\n", moved("B", "deck"), "title:\n  - A  # x\ndeck: B\n"),
    InputCase(LINE, "标题: 甲\n引题: 乙\n", moved("乙", "deck"), "标题: 甲\n副题: 乙\n"),
    InputCase(LINE, "title: [甲, 乙]\n", moved("甲 乙", "deck"), ""),
    InputCase(LINE, "title: 甲,乙\nkicker: 丙\n", moved("丙", "title"), 'title: [丙, "甲,乙"]\n'),
    InputCase(LINE, "title: 夜校“开课”\nkicker: 三问：谁来教？\n", moved("三问:谁来教?", "column"), "title: 夜校“开课”\ncolumn: 三问：谁来教？\n"),
    InputCase(LINE, "title: A\nkicker:\n  - B\n  - C\n", moved("C", "column"), "title: A\ncolumn: C\nkicker:\n  - B\n"),
    InputCase(LINE, "title: A\nkicker: '**B**'\n", moved("B", "column"), ""),
    InputCase(LINE, "title: A\ncolumn: B\nkicker: C\n", moved("C", "column"), ""),
    InputCase(PARTED, "他说水来了人们高兴。", parted("水来了", "人们"), "他说水来了\n\n人们高兴。\n"),
    InputCase(PARTED, "他说，“水来了。”", parted("他说,", "“水来"), "他说，\n\n“水来了。”\n"),
    InputCase(PARTED, "The tide was out and boats lay dry.", parted("was out", "and boats"), "The tide was out\n\nand boats lay dry.\n"),
    InputCase(PARTED, "항구가 깨어난다 배가 떠난다.", parted("깨어난다", "배가"), "항구가 깨어난다\n\n배가 떠난다.\n"),
    InputCase(PARTED, "潮が引く「静かだ」と言う。", parted("潮が引く", "「静か"), "潮が引く\n\n「静かだ」と言う。\n"),
    InputCase(PARTED, "水来了。水来了。", parted("水来", "了"), ""),
    InputCase(PARTED, "- 水来了人们高兴", parted("水来了", "人们"), ""),
    InputCase(PARTED, "水来了*人们*高兴。", parted("水来了", "人们"), ""),
    InputCase(JOINED, "水来\n\n了，人们高兴。", joined("了，人们"), "水来了，人们高兴。\n"),
    InputCase(JOINED, "The tide was\n\nout.\n\nBoats.", joined("out."), "The tide was out.\n\nBoats.\n"),
    InputCase(JOINED, "배가\n\n떠난다.", joined("떠난다"), "배가 떠난다.\n"),
    InputCase(JOINED, "a well-\n\nknown planner", joined("known"), "a wellknown planner\n"),
    InputCase(JOINED, "## 小标题\n\n了，人们高兴。", joined("了，人们"), ""),
    InputCase(JOINED, "了，人们高兴。", joined("了，人们"), ""),
    InputCase(JOINED, "水来\n\n了。\n\n了。", joined("了"), ""),
    InputCase(CUT, "甲。\n\n## 乙\n\n丙。", cut("乙"), ("乙", "丙。")),
    InputCase(CUT, "甲。\n\n## **乙** 丙\n\n丁。\n\n### 戊\n\n己。", cut("乙丙"), ("乙 丙", "丁。\n\n### 戊\n\n己。")),
    InputCase(CUT, "A.\n\n## Tide's out\n\n- one\n- two", cut("Tide’s out"), ("Tide's out", "- one\n- two")),
    InputCase(CUT, "甲。\n\n## 乙\n\n丙。\n\n## 乙\n\n丁。", cut("乙"), ("", "")),
    InputCase(CUT, "甲。\n\n## 乙\n\n丙。", cut("丁"), ("", "")),
    InputCase(CUT, "甲[^1]。\n\n## 乙\n\n丙。\n\n[^1]: 注", cut("乙"), ("", "")),
]  # fmt: skip
