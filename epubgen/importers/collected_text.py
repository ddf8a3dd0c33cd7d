# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the text of a collected story: plain lines, HTML, or lists of pieces; and its pictures."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace

from epubgen import markup
from epubgen.errors import Finding, Location
from epubgen.files.names import free_name
from epubgen.importers.collected_names import IMAGE, PIECE, CollectedObject, UnreadFields, letters, texts
from epubgen.model import Block, Credit, Footnote, Image, NoteRef, Paragraph, Photo, Subhead, Text, runs_of
from epubgen.model.walk import blocks_within, own_runs, photos_within, rebuilt
from epubgen.options import PictureSource
from epubgen.serialization import DataNode
from epubgen.startup import dataclass, regex

__all__ = ["CollectedText", "names_of", "one_line", "people", "said", "with_images"]

_MARKUP = regex(
    r"</?[a-zA-Z][^<>]*>|&(?:[a-zA-Z]+|#\d+|#[xX][0-9a-fA-F]+);|<!--|\[[a-z][\w-]*[ =]|\[gallery\]|\[/[a-z]"
)
_BLOCK = regex(
    r"</?(?:p|div|br|h[1-6]|ul|ol|li|table|section|article|blockquote|figure|pre|hr|td|img)\b", re.IGNORECASE
)
_LINE = regex(r"<br\s*/?>|</p>|\r\n?|\n", re.IGNORECASE)
_ROLES = regex("记者|通讯员|评论员|编辑|摄影|文/|图/|摄$")
_PICTURE = regex(r"image|img|pic|photo|figure|gallery|图", re.IGNORECASE)
_HEADING = regex(r"h[1-6]|head(ing|er|line)?|sub_?(head|title)|title|小标题", re.IGNORECASE)


@dataclass(slots=True)
class CollectedText:
    """Reads the texts and pictures of one file, and collects the findings."""

    file: str
    given: PictureSource | None
    shared: Sequence[str]
    unread: UnreadFields
    findings: list[Finding] = field(default_factory=list)
    footnotes: list[Footnote] = field(default_factory=list)
    """Notes of the texts that were read since they were last taken."""

    def blocks(self, node: DataNode, path: str) -> tuple[Block, ...]:
        """Return the blocks of a value: a text, a list of texts, or an object that holds either."""
        match node.value:
            case str(text):
                return self.of_text(text, Location(self.file, node.line))
            case list(items):
                return tuple(block for item in items for block in self.blocks(item, path))
            case dict():
                return tuple(self._piece(CollectedObject(node, PIECE, path, self.unread)))
            case _:
                return ()

    def of_text(self, text: str, at: Location) -> tuple[Block, ...]:
        """Return the blocks of a text: HTML, or one paragraph for each line."""
        lines = [line.strip() for line in text.split("\n") if line.strip()]
        if not _MARKUP.search(text):
            return tuple(Paragraph(text=(Text(line),), at=at) for line in lines)
        source = text if _BLOCK.search(text) else "".join(f"<p>{line}</p>" for line in lines)
        parsed = markup.blocks_from_html(source, at, images=self.given, shared_files=self.shared)
        self.findings += parsed.findings
        return self._with_own_notes(parsed.blocks, parsed.footnotes)

    def _with_own_notes(self, body: tuple[Block, ...], notes: tuple[Footnote, ...]) -> tuple[Block, ...]:
        """Keep the footnotes of a text. A label that the story has already is changed, for instance to ``1-2``."""
        taken = {note.label for note in self.footnotes}
        names = {note.label: free_name(note.label, taken.__contains__) for note in notes}
        self.footnotes += (replace(note, label=names[note.label]) for note in notes)

        def renamed(part: object) -> object:
            return replace(part, label=names.get(part.label, part.label)) if isinstance(part, NoteRef) else part

        return rebuilt(body, renamed) if any(name != label for label, name in names.items()) else body

    def lines(self, text: str, at: Location) -> tuple[str, ...]:
        """Return the lines of a title, with marks kept and entities decoded: ``大桥<br>通车`` has two lines."""
        return tuple(line for part in _LINE.split(text) if (line := self.line(part, at)))

    def line(self, text: str, at: Location) -> str:
        """Return a title or caption on one line. Marks of HTML are kept; what is left out is reported."""
        if not _MARKUP.search(text):
            return " ".join(text.split())
        line, found = markup.line_from_html(" ".join(text.split()), at)
        self.findings += found
        return line

    def take_footnotes(self) -> tuple[Footnote, ...]:
        """Return the footnotes of the story that was read last."""
        taken, self.footnotes = tuple(self.footnotes), []
        return taken

    def photo(self, address: str, at: Location, alt: str = "") -> Photo | None:
        """Return the photo at an address, as if the address stood in an ``<img>``."""
        tag = f'<img src="{html.escape(address)}" alt="{html.escape(alt)}">'
        return next(photos_within(self.of_text(tag, at)), None) if address.strip() else None

    def _piece(self, piece: CollectedObject) -> Iterator[Block]:
        at = Location(self.file, piece.node.line)
        words = piece.first("words")
        body = self.blocks(words, piece.path) if words else ()
        photo = self._picture(piece, at)
        if photo:
            yield Image(photo=replace(photo, caption=photo.caption or self.line(piece.text("caption"), at)), at=at)
        elif (caption := piece.text("caption")) and letters(caption) not in letters(said(body)):
            yield from self.of_text(caption, at)
        yield from map(_headed, body) if _HEADING.fullmatch(piece.text("type")) else body
        piece.close()

    def _picture(self, piece: CollectedObject, at: Location) -> Photo | None:
        """Return the picture of a piece. The address of a film or a link is no picture."""
        address, kind = piece.text("image"), piece.text("type")
        if not address or (not kind or _PICTURE.search(kind)):
            return self.photo(address, at)
        for key, node in piece.all("image"):
            self.unread.add(f"{piece.path}.{key}", node)
        return None

    def images(self, entries: list[tuple[str, DataNode]], path: str) -> Iterator[Photo | Block]:
        """Return the pictures listed beside the text.

        The caption of an entry without an address becomes a paragraph.
        """
        for key, node in entries:
            for item in node.value if isinstance(node.value, list) else [node]:
                yield from self._image(item, f"{path}.{key}")

    def _image(self, node: DataNode, path: str) -> Iterator[Photo | Block]:
        at = Location(self.file, node.line)
        if isinstance(node.value, str):
            if "/" in node.value or "." in node.value:
                yield from filter(None, [self.photo(node.value, at)])
            return
        image = CollectedObject(node, IMAGE, path, self.unread)
        mime = image.text("mime").lower()
        if "/" in mime and not mime.startswith("image/"):  # a sound or a film of a feed
            self.unread.add(path, node)
            return
        caption, alt = self.line(image.one("caption"), at), one_line(image.text("alt"))
        names = filter(None, map(one_line, image.text("credit").split("\n")))
        credit = tuple(Credit(name=name, role="photographer") for name in names)
        photo = self.photo(image.text("address"), at, alt)
        if photo:
            yield replace(photo, caption=caption, credit=credit)
        elif words := caption or alt:
            yield Paragraph(text=runs_of(words), at=at)
        image.close()


def with_images(body: tuple[Block, ...], beside: list[Photo | Block]) -> tuple[tuple[Block, ...], tuple[Photo, ...]]:
    """Return the body, and the photos that the body does not show.

    A photo in the body without a caption gets the listed one.
    """
    shown = {(photo.url, photo.file) for photo in photos_within(body)}
    listed = {(photo.url, photo.file): photo for photo in beside if isinstance(photo, Photo)}

    def told(part: object) -> object:
        other = listed.get((part.url, part.file)) if isinstance(part, Photo) else None
        if not isinstance(part, Photo) or other is None:
            return part
        words = {name: getattr(part, name) or getattr(other, name) for name in ("caption", "alt", "credit")}
        return replace(part, **words)

    words = tuple(block for block in beside if not isinstance(block, Photo))
    return (*rebuilt(body, told), *words), tuple(photo for key, photo in listed.items() if key not in shown)


def people(node: DataNode) -> Iterator[str]:
    """Return the names, or printed lines of names, in a value, without tags.

    The number of a user account is no name.
    """
    for text in texts(node):
        line = "\n".join(filter(None, map(one_line, _LINE.split(text))))
        if line and not line.isdigit():
            yield line


def names_of(line: str) -> tuple[Credit, ...]:
    """Return the names if a value holds nothing but names. A printed line with roles is a byline instead."""
    return (Credit(name=line),) if line and not _ROLES.search(line) else ()


def one_line(text: str) -> str:
    """Return a text on one line, without tags and with entities decoded."""
    if _MARKUP.search(text):
        text = markup.text_from_html(text)
    return " ".join(text.split())


def said(blocks: Iterable[Block]) -> str:
    """Return the words of blocks, without marks."""
    words = ("".join(run.text for run in own_runs(block) if isinstance(run, Text)) for block in blocks_within(blocks))
    return " ".join(filter(None, words))


def _headed(block: Block) -> Block:
    return Subhead(text=block.text, at=block.at) if isinstance(block, Paragraph) else block
