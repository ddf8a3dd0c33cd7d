# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds footnotes of foreign HTML: a mark that links to a note, and a note that links back.

Content systems, Markdown renderers, pandoc, docutils, MediaWiki and Word write footnotes differently. In all of them a
short mark links to a place after it, and that place links back to the mark; for a mark in ``sup`` the link back is not
required.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, NavigableString, Tag

from epubgen.files.names import free_name
from epubgen.markup.html_tags import BLOCKS, HEADINGS
from epubgen.markup.html_tree import attribute, words_in
from epubgen.startup import regex

__all__ = ["HtmlNotes"]

_LABEL = regex(r"\d{1,4}|[*†‡§¶]{1,3}|[a-z]{1,2}|[ivxlc]{1,5}|(?:注|註|note|n\.?|fn)\s?\d{1,3}|[①-⑳]", re.IGNORECASE)
_BRACKETS = " \t\n\xa0[]()（）〔〕［］【】^↑↩︎⤴⏎↵:：."
_ARROWS = frozenset("^↑↩⤴⏎↵←")
_BLOCK_NOTES = ("li", "aside", "p", "div", "dd", "dt", "td", "tr")
_NOTE_NAME = regex(r"(?:^|[\s_-])(?:ftn|fn|edn|footnote|endnote|note)\d*(?:$|[\s_-])", re.IGNORECASE)
_MARK_NAME = regex(r"foot-?note|note-?ref|end-?note", re.IGNORECASE)
_HOLDERS = ("ol", "ul", "section", "div", "aside", "table", "tbody", "dl", "footer")
_TITLES = frozenset(
    [
        "notes",
        "footnotes",
        "endnotes",
        "references",
        "note",
        "注释",
        "註釋",
        "注釋",
        "注",
        "註",
        "脚注",
        "腳註",
        "尾注",
        "注解",
        "参考文献",
        "參考文獻",
        "注記",
        "脚註",
        "各注",
        "각주",
        "주",
        "미주",
    ]
)
_LONGEST = 5000
_BACK_LETTERS = regex(r"\^?(?:\s*[a-z]{1,2}\b)+|\^?(?:\s*\d+[.,]\d+)+")
"""The links back that MediaWiki prints where several marks have the same note: ``^ a b``."""


class HtmlNotes:
    """Finds the notes of a tree and removes them from it; each mark becomes an element that ``label`` recognises."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.bodies: list[tuple[str, Tag]] = []
        """Label and content of each note, in the order of the marks."""
        self._marks: dict[int, tuple[Tag, str]] = {}
        self._taken: dict[int, str] = {}
        links = [link for link in soup.find_all("a", href=True) if "#" in attribute(link, "href")]
        if not links:
            return
        self._soup = soup
        self._order = {id(element): place for place, element in enumerate(soup.find_all(True))}
        self._anchors = _anchors(soup)
        for holder in list(filter(None, map(self._take, links))):
            _clear(holder)

    def label(self, element: Tag) -> str:
        """Return the label of a mark; empty for any other element."""
        found = self._marks.get(id(element))
        return found[1] if found else ""

    def _take(self, link: Tag) -> Tag | None:
        """Turn a link into a mark where it is one; return the element from which its note was taken."""
        label = _label(link)
        target = self._anchors.get(_fragment(link)) if label else None
        note = _note_of(target) if target is not None else None
        if note is None or link in note.parents or any(above is note for above in link.parents):
            return None
        if id(note) in self._taken:
            self._mark(link, self._taken[id(note)])
            return None
        places = frozenset(_places(link))
        back = [inner for inner in _links(note) if _fragment(inner) in places]
        if not back and not (_raised(link) and self._order[id(note)] > self._order[id(link)]):
            return None
        if note.find(HEADINGS) is not None or len(words_in(note)) > _LONGEST or _holds_others(note):
            return None
        label = free_name("".join(label.split()), set(self._taken.values()).__contains__)
        self._taken[id(note)] = label
        self._mark(link, label)
        holder = note.parent
        self.bodies.append((label, self._body(note, back, label)))
        return holder

    def _mark(self, link: Tag, label: str) -> None:
        outer = link
        while (above := outer.parent) is not None and above.name not in BLOCKS and above.name != "[document]":
            if words_in(above).strip(_BRACKETS) != words_in(link).strip(_BRACKETS):
                break
            outer = above
        mark = self._soup.new_tag("a")
        outer.replace_with(mark)
        self._marks[id(mark)] = (mark, label)

    def _body(self, note: Tag, back: list[Tag], label: str) -> Tag:
        """Return the content of a note without its number and its links back."""
        body = self._soup.new_tag("div")
        parts = [note, *_after_term(note)] if note.name == "dt" else [note]
        parts[0].insert_before(body)
        for part in parts:
            for child in list(part.contents):
                body.append(child.extract())
            part.extract()
        body.extract()
        for link in (*back, *(inner for inner in _links(body) if _ARROWS.intersection(words_in(inner)[:1]))):
            _cut_out(link, label)
        for inner in body.find_all(class_=re.compile(r"\blabel\b|backlink|fn-bracket")):
            words = words_in(inner).strip(_BRACKETS)
            if words in ("", label) or _BACK_LETTERS.fullmatch(words):
                inner.extract()
        for cell in body.find_all(("td", "tr", "tbody", "dd")):
            cell.name = "div"
        _without_number(body, label, is_entry=note.name == "li")
        return body


def _anchors(soup: Tag) -> dict[str, Tag]:
    found: dict[str, Tag] = {}
    for element in soup.find_all(True):
        for name in (attribute(element, "id"), attribute(element, "name") if element.name == "a" else ""):
            if name:
                found.setdefault(name, element)
    return found


def _fragment(link: Tag) -> str:
    return attribute(link, "href").partition("#")[2]


def _links(element: Tag) -> list[Tag]:
    return [link for link in element.find_all("a", href=True) if "#" in attribute(link, "href")]


def _label(link: Tag) -> str:
    words = words_in(link).strip(_BRACKETS)
    return words if _LABEL.fullmatch(words) else ""


def _raised(link: Tag) -> bool:
    """Return whether a link looks like the mark of a note: by ``sup`` or by its name."""
    named = f"{attribute(link, 'class')} {attribute(link, 'role')}"
    return link.find_parent("sup") is not None or link.find("sup") is not None or bool(_MARK_NAME.search(named))


def _places(link: Tag) -> Iterator[str]:
    """Yield the ids by which a note can link back to a mark: those of the link and of elements directly around it."""
    near: list[Tag] = [link, *link.find_all(True)]
    outer: Tag | None = link
    while outer is not None and outer.name not in BLOCKS and outer.name != "[document]":
        near.append(outer)
        before = outer.previous_sibling
        if isinstance(before, Tag) and not words_in(before):
            near.append(before)
        outer = outer.parent
    for element in near:
        yield from (name for key in ("id", "name") if (name := attribute(element, key)))


def _note_of(target: Tag) -> Tag | None:
    """Return the element of the whole note to which this place belongs."""
    if (entry := target.find_parent("li")) is not None and target.name != "li" and target.find_parent("ol") is not None:
        return entry
    found: Tag | None = target
    while found is not None and found.name not in _BLOCK_NOTES:
        if found.name in HEADINGS or found.name in ("body", "html", "section", "article", "[document]"):
            return None
        found = found if found.name == "table" and _named(found) else found.parent
        if found is not None and found.name == "table":
            return found if _named(found) else None
    if found is not None and found.name in ("td", "tr"):
        table = found.find_parent("table")
        return table if isinstance(table, Tag) and _named(table) else found.find_parent("tr") or found
    while found is not None and found.name == "p" and found.parent is not None and _named(found.parent):
        found = found.parent
    return found


def _named(element: Tag) -> bool:
    """Return whether an element has the name of one note: ``id=ftn1``, ``class="footnote brackets"``."""
    names = f"{attribute(element, 'id')} {attribute(element, 'class')}"
    return bool(_NOTE_NAME.search(names)) or attribute(element, "role") == "doc-footnote"


def _holds_others(note: Tag) -> bool:
    """Return whether the place has several other marks; then it is a part of the story, not a note."""
    marks = [inner for inner in note.find_all("sup") if inner.find("a", href=True)]
    return len(marks) > 1 and note.name not in ("li", "table")


def _after_term(term: Tag) -> list[Tag]:
    following: list[Tag] = []
    for node in term.next_siblings:
        if isinstance(node, Tag):
            if node.name != "dd":
                break
            following.append(node)
    return following


def _cut_out(link: Tag, label: str) -> None:
    """Remove a link back, and the elements that held nothing else."""
    above = link.parent
    link.extract()
    while above is not None and above.parent is not None and above.name not in ("td", "li"):
        if words_in(above).strip(_BRACKETS) not in ("", label) or above.find("img") is not None:
            return
        if words_in(above).strip(_BRACKETS) == label and above.name in BLOCKS:
            return
        empty, above = above, above.parent
        if above.parent is None and empty.name in BLOCKS and not words_in(above):
            return
        empty.extract()


def _without_number(body: Tag, label: str, *, is_entry: bool) -> None:
    """Remove the printed number at the beginning of a note; an entry of a list has none."""
    number, bracketed = re.escape(label), rf"[\[(（〔［【]\s*(?:{re.escape(label)})?\s*[\])）〕］】]"
    bare = rf"|{number}(?:[.．、:：)）]|\s)|{number if not label.isalnum() or not label.isascii() else '(?!)'}"
    start = re.compile(rf"\s*(?:{bracketed}{'' if is_entry else bare})\s*")
    for text in body.find_all(string=True):
        if not isinstance(text, NavigableString) or not text.strip():
            continue
        if found := start.match(str(text)):
            text.replace_with(NavigableString(str(text)[found.end() :]))
        return


def _clear(holder: Tag) -> None:
    """Remove the elements that held only notes: the list, its title, the rule above it."""
    empty: Tag | None = holder
    while empty is not None and empty.name in _HOLDERS and empty.parent is not None:
        if words_in(empty).strip(_BRACKETS).lower() not in _TITLES | {""} or empty.find(("img", "table")) is not None:
            return
        above = empty.parent
        _clear_before(empty)
        empty.extract()
        empty = above


def _clear_before(holder: Tag) -> None:
    before = holder.find_previous_sibling()
    while isinstance(before, Tag) and (
        before.name in ("hr", "br")
        or (before.name in (*HEADINGS, "p") and words_in(before).strip(_BRACKETS).lower() in _TITLES)
    ):
        earlier = before.find_previous_sibling()
        before.extract()
        before = earlier
