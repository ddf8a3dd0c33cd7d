# SPDX-License-Identifier: AGPL-3.0-or-later
"""A story while it is read: its parts in the order of the page, and their conversion to an article of the model."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import field
from itertools import groupby
from typing import TypeAlias, Union

from epubgen.errors import Location
from epubgen.importers.printed_page.blocks import inlines, words
from epubgen.importers.printed_page.heads import Header
from epubgen.importers.printed_page.jumps import Jump
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.reading import Join, OpenQuestion
from epubgen.model import Article, Block, Credit, Dateline, Gallery, Image, Paragraph, Photo, Poem, SourceSpan, Subhead
from epubgen.model.inlines import Inlines
from epubgen.startup import dataclass

__all__ = ["article", "photo_name"]


@dataclass(slots=True, kw_only=True)
class ParagraphItem:
    """A piece of running text. Pieces marked ``verse`` are lines of a poem."""

    text: str
    line: int
    last: int = 0
    """Line of the piece that was joined last."""
    verse: bool = False
    apart: bool = False
    """A byline or a line of makers stood before it: nothing is joined across."""
    opened: bool = False
    """A dateline stood before its first word: it is running text, however short."""
    moved: bool = False
    """It stood elsewhere on the page."""

    def __post_init__(self) -> None:
        """Set the end of a new piece to its beginning."""
        self.last = self.last or self.line


@dataclass(slots=True, kw_only=True)
class SubheadItem:
    """A subhead."""

    text: str
    line: int
    level: int


@dataclass(slots=True, kw_only=True)
class PictureItem:
    """A photo of the page with its caption and credit."""

    file: str
    line: int
    caption: str = ""
    credit: tuple[Credit, ...] = ()


@dataclass(slots=True, kw_only=True)
class BlockItem:
    """A block that is complete: a list, a table, a quotation."""

    block: Block
    line: int


Item: TypeAlias = Union[ParagraphItem, SubheadItem, PictureItem, BlockItem]


@dataclass(slots=True, kw_only=True)
class Draft:
    """A story while it is read."""

    id: str
    page: str
    folder: str
    """Name of the page's file inside the tree of input: photos are named relative to it."""
    at: Location
    header: Header
    kind: str = "news"
    items: list[Item] = field(default_factory=list)
    authors: list[Credit] = field(default_factory=list)
    credits: list[Credit] = field(default_factory=list)
    pictures: list[Credit] = field(default_factory=list)
    """Photographers that a line of the story names."""
    byline: list[str] = field(default_factory=list)
    byline_at: str = "above"
    dateline: Dateline | None = None
    onward: Jump | None = None
    back: Jump | None = None
    pointers: list[str] = field(default_factory=list)
    """Lines that name the page of another story of the same matter."""
    continues_on: str = ""
    continued_from: str = ""
    notes: list[OpenQuestion] = field(default_factory=list)
    joins: list[Join] = field(default_factory=list)
    waiting: tuple[str, tuple[Credit, ...]] | None = None
    """Caption and credit of a picture that comes next."""
    cut: bool = False
    """A byline or a line of makers was the last line read."""
    also_on: tuple[str, ...] = ()
    """Further pages that the story runs over."""
    blocks: list[PageBlock] = field(default_factory=list)
    """The pieces of the page that it was read from."""
    placeholders: list[tuple[int, str]] = field(default_factory=list)
    """Lines of pictures with the words that a tool wrote in place of a caption."""
    breaks_off: bool = False
    """Its text ends inside a sentence, and nothing says that it goes on elsewhere."""

    def where(self, line: int) -> Location:
        """Return the location of a line of the story's page."""
        return Location(self.at.file, line)

    def ask(
        self,
        key: str,
        text: str,
        *,
        line: int | None = None,
        chosen: str,
        alternatives: tuple[str, ...] = (),
        confidence: float,
        damage: int = 1,
    ) -> None:
        """Record a question about a line of the story, or about the whole story."""
        self.notes.append(
            OpenQuestion(
                key=key,
                at=self.at if line is None else self.where(line),
                text=text,
                chosen=chosen,
                alternatives=alternatives,
                confidence=confidence,
                damage=damage,
                story=self.id,
            )
        )

    def paragraphs(self) -> list[ParagraphItem]:
        """Return the running text without subheads and pictures."""
        return [item for item in self.items if isinstance(item, ParagraphItem)]


_GROUP = 2

Has = Callable[[str], bool]


def article(draft: Draft, has: Has) -> Article:
    """Return the article of a draft. A photo story without its photo gets an expected file name and a question."""
    photo = _photo_story(draft, has)
    body = () if photo else tuple(_blocks(draft, draft.items))
    kind = _kind(draft, photo)
    if kind == "photo" and not photo:
        _note_missing(draft, [one.file for one in draft.items if isinstance(one, PictureItem)], has)
    header = draft.header
    return Article(
        id=draft.id,
        title=header.title,
        kicker=header.kicker,
        deck=header.deck,
        column=header.column,
        kind=kind,  # type: ignore[arg-type]  # one of the kinds above
        page=(draft.page, *draft.also_on),
        authors=tuple(draft.authors),
        credits=(*draft.credits, *(() if photo else draft.pictures)),
        byline=" ".join(draft.byline),
        byline_at=draft.byline_at,  # type: ignore[arg-type]  # above, run-in or end
        dateline=draft.dateline,
        lead_photo=photo,
        body=body,
        continues_on=draft.continues_on,
        continued_from=draft.continued_from,
    )


def _kind(draft: Draft, photo: Photo | None) -> str:
    if draft.kind != "news":
        return draft.kind
    if photo:
        return "photo"
    paragraphs = draft.paragraphs()
    if paragraphs and sum(one.verse for one in paragraphs) * 2 > len(paragraphs):
        return "poem"
    shown = sum(isinstance(item, PictureItem) for item in draft.items)
    if shown >= _GROUP and shown >= len(paragraphs) and not draft.authors:
        return "photo"
    return "commentary" if draft.header.opinion else "news"


def _photo_story(draft: Draft, has: Has) -> Photo | None:
    """Use the paragraph as the caption, if a story has one paragraph and a photographer's credit."""
    paragraphs = draft.paragraphs()
    shown = [item for item in draft.items if isinstance(item, PictureItem)]
    credit = tuple(draft.pictures) or (shown[0].credit if len(shown) == 1 else ())
    others = len(draft.items) - len(paragraphs) - len(shown)
    alone = len(paragraphs) == 1 and not paragraphs[0].verse and not others and len(shown) <= 1
    if draft.kind != "news" or not alone or not credit or draft.authors or (shown and shown[0].caption):
        return None
    file = photo_name(draft, shown[0].file) if shown else _beside(draft, f"photos/{draft.id}.jpg")
    _note_missing(draft, [shown[0].file] if shown else [f"photos/{draft.id}.jpg"], has)
    at = SourceSpan(draft.at.file, shown[0].line if shown else draft.at.line)
    return Photo(file=file, caption=words(paragraphs[0].text), credit=credit, at=at)


def _note_missing(draft: Draft, files: list[str], has: Has) -> None:
    missing = [file for file in files if not has(photo_name(draft, file))]
    if missing:
        draft.ask("note.photo", ", ".join(missing), chosen="caption-only", alternatives=("news",), confidence=0.75)


def photo_name(draft: Draft, file: str) -> str:
    """Return the file of a photo in the tree: beside the page; for a remote photo, its name."""
    if re.match(r"^[a-z][a-z0-9+.-]*:", file, re.IGNORECASE) or file.startswith(("/", "\\")):
        plain = file.partition("?")[0].replace("\\", "/")
        file = f"photos/{posixpath.basename(plain) or 'photo.jpg'}"
    name = _beside(draft, file.replace("\\", "/"))
    return name if not name.startswith("..") else _beside(draft, f"photos/{posixpath.basename(name)}")


def _beside(draft: Draft, file: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(draft.folder), file))


def _blocks(draft: Draft, items: Iterable[Item]) -> Iterable[Block]:
    levels = sorted({item.level for item in draft.items if isinstance(item, SubheadItem)})
    for shape, group in groupby(items, key=_shape):
        same = list(group)
        if shape == "verse":
            yield _poem(draft, [item for item in same if isinstance(item, ParagraphItem)])
        elif shape == "picture":
            yield _pictures(draft, [item for item in same if isinstance(item, PictureItem)])
        else:
            yield from (_block(draft, item, levels) for item in same)


def _shape(item: Item) -> str:
    if isinstance(item, ParagraphItem) and item.verse:
        return "verse"
    return "picture" if isinstance(item, PictureItem) else "other"


def _block(draft: Draft, item: Item, levels: list[int]) -> Block:
    match item:
        case SubheadItem(text=text, line=line, level=level):
            return Subhead(text=inlines(words(text)), level=1 if level == levels[0] else 2, at=draft.where(line))
        case BlockItem(block=block):
            return block
        case ParagraphItem(text=text, line=line):
            return Paragraph(text=inlines(text), at=draft.where(line))
        case _:
            raise TypeError(item)


def _poem(draft: Draft, lines: list[ParagraphItem]) -> Poem:
    """Return stanzas. A piece of several lines is a stanza; pieces of one line that follow each other form one."""
    stanzas: list[tuple[Inlines, ...]] = []
    loose: list[Inlines] = []
    for piece in lines:
        verses = tuple(inlines(verse.strip(" 　")) for verse in piece.text.split("\n") if verse.strip())
        if len(verses) == 1:
            loose.extend(verses)
            continue
        if loose:
            stanzas.append(tuple(loose))
            loose = []
        stanzas.append(verses)
    if loose:
        stanzas.append(tuple(loose))
    return Poem(stanzas=tuple(stanzas), at=draft.where(lines[0].line))


def _pictures(draft: Draft, shown: list[PictureItem]) -> Block:
    photos = tuple(
        Photo(
            file=photo_name(draft, one.file),
            caption=words(one.caption),
            credit=one.credit,
            at=SourceSpan(draft.at.file, one.line),
        )
        for one in shown
    )
    place = draft.where(shown[0].line)
    return Image(photo=photos[0], at=place) if len(photos) == 1 else Gallery(items=photos, at=place)
