# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads the body of a story: bylines, captions, jump lines and makers are taken out.

Text, verse, subheads, pictures stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from epubgen.importers.printed_page.blocks import inlines, words
from epubgen.importers.printed_page.bylines import bare_signature, closing, signature
from epubgen.importers.printed_page.captions import CREDIT_FIRST, KOREAN_CREDIT, unmarked
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.draft import BlockItem, Draft, ParagraphItem, PictureItem, SubheadItem
from epubgen.importers.printed_page.furniture import maker_line
from epubgen.importers.printed_page.jumps import Jump, jump_at_end, jump_line
from epubgen.importers.printed_page.latin_bylines import initials_line
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.people import People, people
from epubgen.importers.printed_page.rejoin import closed, glue
from epubgen.languages.characters import width
from epubgen.model import Code, Credit, List, Note, Paragraph, Quote, Table
from epubgen.startup import regex

__all__ = ["fill", "find_verse", "goes_on", "is_verse", "take_jump"]

_VERSE, _VERSES = 20, 4
"""A verse is no longer, and a poem of loose lines has no fewer."""
_SOFT_VERSE = 16
_COLUMN = 10
"""Even lines of so many characters are those of a narrow column."""


_MEASURED = regex(r"\d\s*[%‰℃℉°²³]|\d\s*[×÷±=≤≥≈]\s*\d|\$[^$\n]*\\[^$\n]*\$")
"""Numbers with their units, and formulas: no poem has them."""


def _measured(lines: Iterable[str]) -> bool:
    return any(_MEASURED.search(line) for line in lines)


def is_verse(piece: PageBlock) -> bool:
    """Return whether several short lines are verse.

    Hard breaks, or soft ones that are not the even lines of a narrow column.
    """
    lines = piece.bare.split("\n")
    if len(lines) < 2 or max(map(len, lines)) > _VERSE or _measured(lines):  # noqa: PLR2004 - one line is no verse
        return False
    if all(piece.hard[:-1]):
        return True
    even = {len(line) for line in lines[:-1]}
    column = (
        len(even) == 1
        and min(even) >= _COLUMN
        and not all(line.endswith(("，", "。", ",", "、")) for line in lines[:-1])
    )
    return len(lines) > 2 and max(map(len, lines)) <= _SOFT_VERSE and not column  # noqa: PLR2004


def _ends_sentence(draft: Draft, text: str) -> bool:
    """Return whether short lines end the paragraph above them, or are signed: then they are no verse."""
    if text.rpartition("\n")[2].startswith(("（", "(", "＝")):
        return True
    last = draft.items[-1] if draft.items else None
    if not isinstance(last, ParagraphItem) or last.verse or closed(last.text):
        return False
    return closed(text) and bool(re.search("[，、,\\d]$", last.text))


def goes_on(draft: Draft, piece: PageBlock) -> bool:
    """Return whether short lines are a further stanza of the poem above, even a single line without a stop."""
    last = next((item for item in reversed(draft.items) if not isinstance(item, SubheadItem)), None)
    lines = piece.bare.split("\n")
    if not isinstance(last, ParagraphItem) or not last.verse or max(map(len, lines)) > _VERSE or _measured(lines):
        return False
    return any(not closed(line) for line in lines[:-1] or lines)


def find_verse(draft: Draft) -> None:
    """Mark a poem whose lines are separate paragraphs: short lines, most of them without a stop."""
    paragraphs = draft.paragraphs()
    if draft.kind in ("ad", "notice") or len(paragraphs) < _VERSES or any(one.verse for one in paragraphs):
        return
    if _measured([one.text for one in paragraphs]):
        return
    open_ends = sum(not closed(one.text) for one in paragraphs)
    if all(len(one.text) <= _VERSE for one in paragraphs) and 2 * open_ends > len(paragraphs):
        for one in paragraphs:
            one.verse = True


_EDITOR = regex(r"^[【\[（(]?(?:编者按|編者按|编者的话|编后|編後|开栏的话|核心提示)[】\]）)]?[\s　]*[:：]?")


def fill(draft: Draft, pieces: Sequence[PageBlock], roles: Mapping[str, str]) -> None:
    """Read the pieces of a body into the draft.

    In advertisements and notices every line stays a line and nothing is joined; only the makers of the page are taken
    out.
    """
    plain = draft.kind in ("ad", "notice")
    for at, piece in enumerate(pieces):
        if piece.markup:
            draft.ask("note.markup", piece.text[:40], line=piece.line, chosen="text", confidence=0.7, damage=2)
        after = pieces[at + 1] if at + 1 < len(pieces) else None
        if piece.kind == "heading":
            draft.items.append(SubheadItem(text=piece.text, line=piece.line, level=piece.level))
        elif piece.kind == "image":
            draft.items.extend(_picture(draft, file, alt, piece.line) for file, alt in piece.images)
        elif piece.kind == "text" and plain:
            _plain_line(draft, piece)
        elif piece.kind == "text":
            _text(draft, piece, after, roles)
        elif piece.kind != "rule":
            draft.items.append(BlockItem(block=_block(piece), line=piece.line))
    if not plain:
        _last_credit(draft, roles)
        _ask_about_first_line(draft)


def _plain_line(draft: Draft, piece: PageBlock) -> None:
    """Read a line of an advertisement or a notice."""
    if makers := maker_line(piece.bare):
        draft.credits.extend(makers)
    else:
        draft.items.append(ParagraphItem(text=piece.text, line=piece.line))


def _text(draft: Draft, piece: PageBlock, after: PageBlock | None, roles: Mapping[str, str]) -> None:
    text = piece.bare
    first = not draft.paragraphs()
    if jump := jump_line(text):
        take_jump(draft, jump)
    elif makers := maker_line(text):
        draft.credits.extend(makers)
        draft.cut = not first
    elif who := signature(text, roles) or _bare(draft, text, after, roles):
        _signature(draft, text, who, first=first, line=piece.line)
        draft.cut = not first
    elif piece.role == "caption" and _beside_picture(draft, after):
        _caption(draft, text, after, roles)
    elif _EDITOR.match(text):
        draft.items.append(BlockItem(block=Note(body=(Paragraph(text=inlines(_flow(piece))),)), line=piece.line))
    else:
        _paragraph(draft, piece, roles, first=first)


def _beside_picture(draft: Draft, after: PageBlock | None) -> bool:
    above = bool(draft.items) and isinstance(draft.items[-1], PictureItem)
    return above or (after is not None and after.kind == "image")


def _bare(draft: Draft, text: str, after: PageBlock | None, roles: Mapping[str, str]) -> People | None:
    """Return whether names alone sign the story: only text follows them, or only complete text precedes them."""
    if draft.authors or draft.kind != "news":
        return None
    paragraphs = draft.paragraphs()
    above = (
        all(isinstance(item, PictureItem) for item in draft.items)
        and after is not None
        and after.kind in ("text", "image")
    )
    below = after is None and bool(paragraphs) and closed(paragraphs[-1].text)
    beside = after.bare if after else paragraphs[-1].text if paragraphs else ""
    found = bare_signature(text, roles, beside) if above or below else None
    return found or (initials_line(text) if below and re.search(r"[a-zа-я]{3}", beside) else None)


def take_jump(draft: Draft, jump: Jump) -> None:
    """Take the line that says where the story continues or comes from.

    A line about another story is kept as a quotation.
    """
    if jump.related:
        draft.pointers.append(jump.printed)
    elif jump.onward:
        draft.onward = jump
    else:
        draft.back = jump


def _signature(draft: Draft, text: str, who: People, *, first: bool, line: int) -> None:
    """Take a line that names people. Photographers belong to the pictures, the others are the authors."""
    if who.pictures and not who.authors:
        _credit_pictures(draft, who, text)
        return
    draft.authors.extend(one for one in who.authors if one not in draft.authors)
    draft.pictures.extend(who.pictures)
    draft.byline.append(text.replace("\n", " "))
    draft.dateline = draft.dateline or who.dateline
    _ask_about_names(draft, who, line)
    if not first:
        draft.byline_at = "end"
    if not who.named_role and not who.doubts and not _is_staff(text):
        others = ("commentator", "reporter", "correspondent")
        draft.ask("note.role", text, line=line, chosen="author", alternatives=others, confidence=0.75)


def _is_staff(text: str) -> bool:
    """Return whether a name stands above its paper or agency, as papers in Latin script sign."""
    return "\n" in text and bool(re.fullmatch(r"[^\W\d_]+(?:[ .,'’\n-]+[^\W\d_]+)*", text)) and text.isupper()


def _ask_about_names(draft: Draft, who: People, line: int) -> None:
    """Ask about a word among the names that ends like a paper or a place, and offer the right reading."""
    for doubt in who.doubts:
        draft.ask(
            "note.byline", doubt.text, line=line, chosen="author", alternatives=doubt.alternatives, confidence=0.5
        )


def _credit_pictures(draft: Draft, who: People, text: str) -> None:
    """Give a photographer's line to the picture above it, or to every picture if it speaks of the whole group."""
    shown = [item for item in draft.items if isinstance(item, PictureItem)]
    whole = bool(re.search("[本以]组|[本以]組|图片|圖片|均", text))
    free = [item for item in (shown if whole else shown[-1:]) if not item.credit]
    for item in free:
        item.credit = who.pictures
    if not free:
        draft.pictures.extend(one for one in who.pictures if one not in draft.pictures)


def _caption(draft: Draft, text: str, after: PageBlock | None, roles: Mapping[str, str]) -> None:
    """Give a caption to the picture above it, or keep it for the picture below."""
    placed = KOREAN_CREDIT.match(text)
    credit = closing(text, roles)
    first = CREDIT_FIRST.match(text)
    named = people(first[1], roles) if first else None
    makers: tuple[Credit, ...] = ()
    if first and named and named.pictures:
        text, makers = text[first.end() :], named.pictures
    elif placed:
        text, makers = placed["words"], (Credit(name=placed["name"], role="photographer", printed_role="기자"),)
    elif credit:
        text, makers = text[: credit[0]].rstrip(" 　"), tuple(_photographer(one) for one in credit[1].credits)
    last = draft.items[-1] if draft.items else None
    waits = after is not None and after.kind == "image"
    if not isinstance(last, PictureItem) or (waits and last.caption):
        draft.waiting = (words(unmarked(text)), makers)
        return
    last.credit = (*last.credit, *(one for one in makers if one not in last.credit))
    if _GENERIC.fullmatch(last.caption.strip()):
        draft.placeholders.append((last.line, last.caption.strip()))
        last.caption = ""
    last.caption = words(f"{last.caption} {unmarked(text)}".lstrip())


_GENERIC = regex(r"(?:图|圖|图片|圖片|照片|写真|사진|image|img|photo|picture|figure|bild|foto)\s*\d*", re.IGNORECASE)
"""What tools write into a picture that they know nothing about."""


def _photographer(credit: Credit) -> Credit:
    """Read the person at the end of a caption as the photographer or illustrator of the picture."""
    return credit if credit.role in ("illustrator", "agency") else replace(credit, role="photographer")


def _picture(draft: Draft, file: str, caption: str, line: int) -> PictureItem:
    """Return a picture with the caption that stood above it."""
    above, credit = draft.waiting or ("", ())
    draft.waiting = None
    return PictureItem(file=file, caption=" ".join(filter(None, (caption, above))), credit=credit, line=line)


def _paragraph(draft: Draft, piece: PageBlock, roles: Mapping[str, str], *, first: bool) -> None:
    text, opened = piece.bare, False
    if (is_verse(piece) and not _ends_sentence(draft, text)) or goes_on(draft, piece):
        draft.items.append(ParagraphItem(text=text, line=piece.line, verse=True))
        return
    if first and not draft.dateline and (begun := opening(text, roles)):
        draft.dateline = begun.dateline
        if begun.who:
            draft.authors.extend(one for one in begun.who.authors if one not in draft.authors)
            draft.pictures.extend(begun.who.pictures)
            draft.byline.append(begun.byline)
            _ask_about_names(draft, begun.who, piece.line)
            draft.byline_at = "run-in"
        text, opened = text[begun.length :], True
    if came := jump_at_end(text):
        take_jump(draft, came[1])
        text = text[: came[0]].rstrip(" 　")
    if text.strip(" \n　"):
        draft.items.append(ParagraphItem(text=_flow(piece, text), line=piece.line, apart=draft.cut, opened=opened))
        draft.cut = False


_SHORT_LINE = 24
"""Columns of a line under a header that may sign: twelve characters of CJK."""


def _ask_about_first_line(draft: Draft) -> None:
    """Ask about a short line above a text that matches no form of a byline. It is not joined to the text."""
    paragraphs = draft.paragraphs()
    if len(paragraphs) < 2 or draft.items[0] is not paragraphs[0] or draft.authors or draft.kind != "news":  # noqa: PLR2004
        return
    line, text = paragraphs[:2]
    if line.verse or line.opened or not _may_sign(line.text) or _may_sign(text.text):
        return
    text.apart = True
    others = (f"byline: {line.text}", "deck")
    draft.ask("note.byline", line.text, line=line.line, chosen="text", alternatives=others, confidence=0.5)


def _may_sign(text: str) -> bool:
    """Return whether a short first line without a stop may be a byline of an unknown form."""
    return width(text) <= _SHORT_LINE and not closed(text) and "\n" not in text and bool(re.search(r"[^\W\d_]", text))


def _flow(piece: PageBlock, text: str = "") -> str:
    """Return the running text of a paragraph. A soft line break is joined, a hard one stays."""
    lines = (text or piece.bare).split("\n")
    hard = piece.hard if len(piece.hard) == len(lines) else (False,) * len(lines)
    made = lines[0]
    for line, broken in zip(lines[1:], hard, strict=False):
        made = f"{made.rstrip()}\n{line.lstrip(' 　')}" if broken else glue(made, line)
    return made


def _last_credit(draft: Draft, roles: Mapping[str, str]) -> None:
    """Take a credit in brackets, or a photographer's, from the end of the last paragraph."""
    paragraphs = draft.paragraphs()
    if not paragraphs or paragraphs[-1].verse or "\n" in paragraphs[-1].text:
        return
    last = paragraphs[-1]
    found = closing(last.text, roles)
    if not found:
        return
    start, who = found
    printed = last.text[start:].strip(" 　")
    if who.pictures and not who.authors:
        if len(paragraphs) > 1 and not any(isinstance(item, PictureItem) for item in draft.items):
            return
        _credit_pictures(draft, who, printed)
    elif draft.authors and not set(who.authors) - set(draft.authors):
        return
    else:
        draft.authors.extend(one for one in who.authors if one not in draft.authors)
        draft.pictures.extend(who.pictures)
        draft.byline.append(printed)
        draft.dateline = draft.dateline or who.dateline
        _ask_about_names(draft, who, last.line)
        draft.byline_at = "end" if len(draft.byline) == 1 else draft.byline_at
    last.text = last.text[:start].rstrip(" 　")


_BAR = regex(r"(?<!\\)\|")
_MARKER = regex(r"^ {0,3}(?:[-*+]|(\d{1,3})[.)])[ \t]+")


def _block(piece: PageBlock) -> List | Table | Quote | Code:
    lines = piece.text.split("\n")
    if piece.kind == "list":
        first = _MARKER.match(lines[0])
        start = first[1] if first else None
        items = tuple((Paragraph(text=inlines(_MARKER.sub("", line))),) for line in lines)
        return List(items=items, ordered=bool(start), start=int(start or 1))
    if piece.kind == "table":
        rows = [
            tuple(inlines(cell.strip()) for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|")))
            for line in lines
        ]
        width = max(map(len, rows))
        filled = [(*row, *((),) * (width - len(row))) for row in rows]
        return Table(head=filled[0], rows=tuple(filled[2:]))
    if piece.kind == "quote":
        text = "\n".join(line.lstrip().lstrip(">").strip() for line in lines)
        return Quote(body=(Paragraph(text=inlines(text)),))
    return Code(text=piece.text)
