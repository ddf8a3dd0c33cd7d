# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads one printed page: its masthead or running head, and the drafts of its stories."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import field, replace

from epubgen.errors import Location
from epubgen.importers.printed_page.block_places import follow_moved
from epubgen.importers.printed_page.blocks import inlines, words
from epubgen.importers.printed_page.body import fill, find_verse, take_jump
from epubgen.importers.printed_page.columns import gather
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.draft import Draft, ParagraphItem
from epubgen.importers.printed_page.facts import folio, page_of_name
from epubgen.importers.printed_page.furniture import RunningHead, labelled, notice_text, take_running_head
from epubgen.importers.printed_page.heads import Header, HouseStyle, read_header
from epubgen.importers.printed_page.jumps import Jump, jump_at_end
from epubgen.importers.printed_page.masthead import Masthead, find_masthead
from epubgen.importers.printed_page.page_block import PageBlock, PrintedPage
from epubgen.importers.printed_page.rejoin import mend
from epubgen.importers.printed_page.stories import PageStory, arrange
from epubgen.importers.printed_page.told_stories import arranged, header_of, parted_furniture, telling_furniture
from epubgen.importers.printed_page.words import UNTITLED
from epubgen.importers.reading import OpenQuestion
from epubgen.languages.characters import width
from epubgen.model import Block, Note, Paragraph
from epubgen.startup import dataclass

__all__ = ["PageReading", "read_page", "start_page"]

_KINDS = {"ad": "ad", "notice": "notice", "weather": "notice", "brief": "brief"}


@dataclass(slots=True, kw_only=True)
class PageReading:
    """A page with its contents."""

    name: str
    file: str
    number: str = ""
    number_from: str = ""
    """Key of the row that says where the number came from."""
    mast: Masthead | None = None
    head: RunningHead = field(default_factory=RunningHead)
    rest: tuple[PageBlock, ...] = ()
    drafts: list[Draft] = field(default_factory=list)
    notices: list[Block] = field(default_factory=list)
    notes: list[OpenQuestion] = field(default_factory=list)
    said: PrintedPage | None = None
    """What the source says of the page outside the print."""
    furniture: list[str] = field(default_factory=list)
    """What the source calls masthead or running head."""

    def where(self, line: int | None = None) -> Location:
        """Return the location of a line of the page."""
        return Location(self.file, line)


def start_page(printed: PrintedPage, file: str, title: str, others: frozenset[str] = frozenset()) -> PageReading:
    """Read masthead, running head and page number, before any story.

    ``title``: the title of the publication, if known. ``others``: papers that other pages name.
    """
    page = PageReading(name=printed.name, file=file, notes=list(printed.notes), said=printed)
    furniture, blocks = parted_furniture(printed.blocks, printed.title)
    page.furniture = [words(block.text) for block in furniture]
    if printed.title:  # the source names paper, day and furniture: the print is not searched for them
        page.rest = blocks
    else:
        top, foot = telling_furniture(furniture, printed.size, title, others)
        page.mast, rest = find_masthead((*top, *blocks, *foot), title, others)
        page.head, rest = take_running_head(rest, title)
        page.rest = tuple(block for block in rest if block.role != "running-head")
    stem = posixpath.basename(printed.name).rpartition(".")[0]
    if printed.number:
        page.number, page.number_from = printed.number, "fact.source"
    elif page.head.number:
        page.number, page.number_from = page.head.number, "fact.head"
    elif page.mast and re.fullmatch("[A-Z]0*1", number := page_of_name(stem)):
        page.number, page.number_from = number, "fact.file-name"
    elif page.mast:
        page.number, page.number_from = "01", "fact.masthead"
    elif printed.counted:
        page.number, page.number_from = folio(printed.counted), "fact.position"
    elif number := page_of_name(stem):
        page.number, page.number_from = number, "fact.file-name"
    return page


def read_page(page: PageReading, house: HouseStyle, roles: Mapping[str, str], language: str) -> None:
    """Read the stories of a page whose number is known."""
    rest = _loose_notices(page)
    for slot, story in enumerate(arranged(rest, roles), 1):
        page.drafts.append(_draft(page, story, slot, house, roles, language))
    _empty_stories(page)
    _ask_twice(page, "note.headline-lines")
    _ask_roles_at_once(page)
    for draft in page.drafts:
        find_verse(draft)
    gather(page.drafts)
    follow_moved(page.drafts)
    mend(page.drafts)


_TWICE = 2
"""A habit that so many questions of a page ask about is settled by their answers."""


def _ask_twice(page: PageReading, key: str) -> None:
    """Limit questions about a habit of the page to two, which is enough to settle it for the paper."""
    asked = 0
    for draft in page.drafts:
        mine = [note for note in draft.notes if note.key == key]
        kept = mine[: max(0, _TWICE - asked)]
        asked += len(kept)
        draft.notes = [note for note in draft.notes if note.key != key or note in kept]


def _ask_roles_at_once(page: PageReading) -> None:
    """Ask once about all people who sign on the page without a role, at the first of them."""
    asked = [(draft, note) for draft in page.drafts for note in draft.notes if note.key == "note.role"]
    names = "、".join(dict.fromkeys(note.text for _, note in asked))
    for at, (draft, note) in enumerate(asked):
        draft.notes.remove(note)
        if at == 0:
            draft.notes.append(replace(note, text=names))


def _loose_notices(page: PageReading) -> tuple[PageBlock, ...]:
    """Move notices and forecasts that are paragraphs among the stories to the notices of the issue."""
    kept: list[PageBlock] = []
    inside = False
    for piece in page.rest:
        if piece.kind == "heading":
            inside = bool(arrange([piece], {})[0].kind)
        kind = notice_text(piece.bare) if piece.kind == "text" and not inside and not piece.story else ""
        if kind:
            block = Note(kind="notice", body=(Paragraph(text=inlines(piece.bare), at=page.where(piece.line)),))
            page.notices.append(block)
            page.notes.append(
                OpenQuestion(
                    key=f"note.{kind}", at=page.where(piece.line), text=piece.bare[:30], chosen="notice",
                    alternatives=("story",), confidence=0.6,
                )
            )  # fmt: skip
        else:
            kept.append(piece)
    return tuple(kept)


def _draft(
    page: PageReading, story: PageStory, slot: int, house: HouseStyle, roles: Mapping[str, str], language: str
) -> Draft:
    name = f"{page.number.lower()}-{slot:02d}"
    first = story.heads[0] if story.heads else (story.body[0] if story.body else None)
    untitled = Header(title=(UNTITLED.get(language, UNTITLED["en"]),))
    heads, jumps = _jumps_in(story.heads)
    header = header_of(heads) or (read_header(heads, house, story.manner) if heads else untitled)
    draft = Draft(
        id=name,
        page=page.number,
        folder=page.name,
        at=page.where(first.line if first else None),
        header=header,
        kind=_KINDS.get("brief" if story.brief else story.kind, "news"),
        also_on=tuple(dict.fromkeys(block.page for block in story.body if block.page)),
        blocks=[*story.heads, *story.body],
    )
    _note_header(draft, story)
    for piece in story.moved:
        where = ("the story above",)
        draft.ask(
            "note.picture", piece.images[0][0], line=piece.line, chosen="below", alternatives=where, confidence=0.7
        )
    for jump in jumps:
        take_jump(draft, jump)
    fill(draft, story.body, roles)
    return draft


def _jumps_in(heads: tuple[PageBlock, ...]) -> tuple[tuple[PageBlock, ...], list[Jump]]:
    """Remove a jump line at the end of a headline."""
    found = [(piece, jump_at_end(piece.text.rstrip(" 　"))) for piece in heads]
    rest = tuple(replace(piece, text=piece.text[: came[0]].rstrip(" 　")) if came else piece for piece, came in found)
    return rest, [came[1] for _, came in found if came]


def _note_header(draft: Draft, story: PageStory) -> None:
    """Ask once about a header. The question about its kind takes precedence over that about its parts."""
    note = None
    told = any(block.story for block in (*story.heads, *story.body))
    if story.kind and not told:
        note = None if _says_it_itself(story) else _kind_question(draft, story)
    elif not story.heads and not told:
        note = OpenQuestion(
            key="note.untitled", at=draft.at, text=story.body[0].bare[:30] if story.body else "", chosen="story",
            alternatives=("rest-of-another",), confidence=0.3, damage=0, story=draft.id,
        )  # fmt: skip
    elif draft.header.doubt:
        doubt = draft.header.doubt
        note = OpenQuestion(
            key=doubt.key, at=draft.at, text=doubt.text, chosen=doubt.chosen, alternatives=doubt.alternatives,
            confidence=doubt.confidence, story=draft.id,
        )  # fmt: skip
    if note:
        draft.notes.append(note)
    for piece, _ in [one for one in story.doubts if one[1] == "headline"]:
        if note and piece in story.heads:
            draft.notes.remove(note)
        text = words(piece.text)
        draft.ask("note.level", text, line=piece.line, chosen="headline", alternatives=("subhead",), confidence=0.5)
    _ask_about_subheads(draft, [piece for piece, role in story.doubts if role == "subhead"])


def _kind_question(draft: Draft, story: PageStory) -> OpenQuestion:
    return OpenQuestion(
        key=f"note.{story.kind}", at=draft.at, text=draft.header.title[0], chosen=draft.kind, alternatives=("news",),
        confidence=0.75, story=draft.id,
    )  # fmt: skip


def _ask_about_subheads(draft: Draft, doubtful: Sequence[PageBlock]) -> None:
    """Ask once about all doubtful subheads of a story. Each of them may begin a story of its own."""
    if not doubtful:
        return
    texts = [words(piece.text) for piece in doubtful]
    others = tuple(f"headline: {text}" for text in texts) if len(texts) > 1 else ("headline",)
    draft.ask(
        "note.level", " / ".join(texts), line=doubtful[0].line, chosen="subhead", alternatives=others, confidence=0.5
    )


_LONG_LABELLED = 300
"""So many columns of text under the label of an ad may hold a story whose headline was lost."""


def _says_it_itself(story: PageStory) -> bool:
    """Return whether an advertisement, notice or forecast stands below its own label, and no story follows."""
    texts = [block for block in story.body if block.kind == "text"]
    signed = any(block.role == "byline" or opening(block.bare, {}) for block in texts)
    length = sum(width(block.bare) for block in texts)
    return all(labelled(block.bare) for block in story.heads) and not signed and length < _LONG_LABELLED


def _empty_stories(page: PageReading) -> None:
    """Turn a header without text into a brief with its words, and ask about it."""
    for draft in page.drafts:
        if draft.items or draft.pictures:
            continue
        draft.items.append(ParagraphItem(text=draft.header.title[-1], line=draft.at.line or 1))
        draft.kind = draft.kind if draft.kind != "news" else "brief"
        others = ("rest-of-another",)
        title = " ".join(draft.header.title)
        draft.ask("note.no-text", title, chosen="brief", alternatives=others, confidence=0.4, damage=0)
