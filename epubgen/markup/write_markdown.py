# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes blocks as Markdown that reads back as the same blocks, in the canonical shape of ``tidy_blocks``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from epubgen.markup.attributes import spelled
from epubgen.markup.lines import line_as_markdown
from epubgen.markup.read_containers import split_label
from epubgen.markup.read_markdown import DASHES
from epubgen.markup.script import has_han
from epubgen.markup.tidy import tidy, tidy_blocks, tidy_footnotes
from epubgen.markup.write_inlines import image, markdown_from_inlines, one_line_markdown
from epubgen.model import (
    QA,
    Ad,
    Block,
    Box,
    Code,
    Dialogue,
    Footnote,
    Gallery,
    Image,
    Inlines,
    List,
    Note,
    PageBreak,
    Paragraph,
    Poem,
    PullQuote,
    Quote,
    Subhead,
    Table,
    Text,
    Turn,
    plain,
    runs_of,
)
from epubgen.startup import regex

__all__ = ["markdown_from_blocks"]

_LONGEST_START = 999
_BARS = {"left": ":--", "center": ":-:", "right": "--:"}

_COLONS = regex(r"^(?:[ \t>]|[-+]\s|\d{1,3}[.)]\s)*(:{3,})", re.MULTILINE)

Pairs = list[tuple[str, str]]
Marks = Callable[[int, Block], Pairs]


def markdown_from_blocks(blocks: Iterable[Block], footnotes: Iterable[Footnote] = ()) -> str:
    """Return blocks and footnotes as the body of an article file."""
    writer = _BlockWriter(hard_breaks=True)
    notes = "\n".join(map(writer.footnote, tidy_footnotes(footnotes)))
    text = "\n\n".join(filter(None, (writer.all(tidy_blocks(blocks)), notes)))
    return f"{text}\n" if text else ""


class _BlockWriter:
    """Writes one level of blocks; in interviews a hard break stays inside its line."""

    def __init__(self, *, hard_breaks: bool) -> None:
        self._hard_breaks = hard_breaks

    def all(self, blocks: Sequence[Block], marks: Marks | None = None) -> str:
        """Return blocks with empty lines between them; neighbouring lists get different marks."""
        parts: list[str] = []
        other = False
        for position, block in enumerate(blocks):
            other = isinstance(block, List) and bool(position) and isinstance(blocks[position - 1], List) and not other
            text = self._list(block, other_mark=other) if isinstance(block, List) else self._one(block)
            parts.append(_above(marks(position, block) if marks else [], text))
        return "\n\n".join(parts)

    def footnote(self, note: Footnote) -> str:
        end = "" if len(note.body) == 1 and isinstance(note.body[0], Paragraph) else "\n"
        return f"[^{note.label}]: {_indented(self.all(note.body), 4)}{end}"

    def _one(self, block: Block) -> str:  # noqa: C901, PLR0912 - one case for each type of block
        match block:
            case Paragraph():
                return self._paragraph(block)
            case Subhead():
                return f"{'##' if block.level <= 1 else '###'} {_heading(block.text)}"
            case Image():
                return image(block.photo)
            case Gallery():
                return _fenced(
                    "gallery", [("caption", line_as_markdown(block.caption))], "\n".join(map(image, block.items))
                )
            case Quote():
                return self._quote(block)
            case PullQuote():
                return _fenced(
                    "pullquote", [("attribution", line_as_markdown(block.attribution))], self._words(block.text)
                )
            case List():
                return self._list(block, other_mark=False)
            case Table():
                return _table(block)
            case Box():
                return _fenced(
                    "box", [("title", line_as_markdown(block.title)), ("kind", block.kind)], self.all(block.body)
                )
            case Poem():
                return _poem(block)
            case QA():
                return _fenced("qa", [], _turns("qa", block.turns))
            case Dialogue():
                return _fenced("dialogue", [], _turns("dialogue", block.turns))
            case Note():
                return _fenced("note", [("kind", block.kind)], self.all(block.body))
            case Ad():
                return _fenced("ad", [("advertiser", block.advertiser)], self.all(block.body))
            case Code():
                return _code(block)
            case PageBreak():
                return _fenced("page", [("n", block.page)], "")
            case _:
                return "***"

    def _words(self, text: Inlines) -> str:
        return markdown_from_inlines(text, hard_breaks=self._hard_breaks)

    def _paragraph(self, block: Paragraph) -> str:
        return _above([(".", "lede")] if block.lede else [], self._words(block.text))

    def _quote(self, block: Quote) -> str:
        body = self.all(block.body)
        last = block.body[-1] if block.body else None
        dash = "——" if has_han(block.attribution) else "—"
        line = f"{dash} {one_line_markdown(runs_of(block.attribution))}" if block.attribution else ""
        natural = line and isinstance(last, Paragraph) and not last.lede and DASHES.match(line)
        if natural:
            return _quoted(f"{body}\n{line}")
        loud = isinstance(last, Paragraph) and DASHES.match(body.rpartition("\n")[2])
        above: Pairs = [("attribution", line_as_markdown(block.attribution))] if block.attribution or loud else []
        return _above(above, _quoted(body))

    def _list(self, block: List, *, other_mark: bool) -> str:
        natural = block.start <= _LONGEST_START
        items: list[str] = []
        for number, item in enumerate(block.items, start=block.start if natural else 1):
            mark = (
                f"{min(number, _LONGEST_START)}{')' if other_mark else '.'} "
                if block.ordered
                else "+ "
                if other_mark
                else "- "
            )
            items.append(mark + _indented(self.all(item), len(mark)))
        between = "\n" if all(_is_short(item) for item in block.items) else "\n\n"
        return _above([] if natural or not block.ordered else [("start", str(block.start))], between.join(items))


def _is_short(item: Sequence[Block]) -> bool:
    return len(item) == 1 and isinstance(item[0], Paragraph) and not item[0].lede


def _turns(kind: str, turns: Sequence[Turn]) -> str:
    parts: list[str] = []
    for turn in turns:
        after_silent = bool(parts) and parts[-1].startswith("{who=") and "\n" not in parts[-1]
        parts.append(_turn(kind, turn, named_above=after_silent))
    return "\n\n".join(parts)


def _turn(kind: str, turn: Turn, *, named_above: bool) -> str:
    """Return ``who：words``; where this would be read otherwise, the speaker stands in a line of attributes."""
    writer = _BlockWriter(hard_breaks=False)
    first = turn.text[0] if turn.text else Paragraph(text=())
    words = first.text if isinstance(first, Paragraph) and not first.lede else None
    opening = _labelled(kind, turn.who, words) if words is not None and not named_above else ()
    if not opening:
        named = writer.all(turn.text, lambda at, block: _turn_marks(kind, turn.who, at, block))
        return named or _above([("who", turn.who)], "")
    blocks = (Paragraph(text=opening), *turn.text[1:])
    return writer.all(blocks, lambda at, block: _turn_marks(kind, "", at, block) if at else [])


def _turn_marks(kind: str, who: str, position: int, block: Block) -> Pairs:
    if position == 0:
        return [("who", who)]
    return [(".", "continued")] if isinstance(block, Paragraph) and split_label(kind, block.text) else []


def _labelled(kind: str, who: str, words: Inlines) -> Inlines:
    """Return the paragraph that begins with the speaker; empty when it would not be read back so."""
    colon = "：" if has_han(who) or has_han(plain(words)) else ": " if words else ":"
    made = tidy((Text(f"{who}{colon}"), *words))
    return made if who and split_label(kind, made) == (who, words) else ()


def _table(block: Table) -> str:
    width = max(len(row) for row in (block.head, *block.rows))
    align = block.align or ("",) * width
    rows = [_row(map(_cell, block.head or ((),) * width)), f"|{'|'.join(_BARS.get(side, '---') for side in align)}|"]
    rows += [_row(map(_cell, row)) for row in block.rows]
    return _above([("caption", line_as_markdown(block.caption))] if block.caption else [], "\n".join(rows))


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


def _cell(cell: Inlines) -> str:
    return one_line_markdown(cell).replace("|", "\\|")


def _heading(text: Inlines) -> str:
    return re.sub(r"(#+)\Z", r"\\\1", one_line_markdown(text))


def _poem(block: Poem) -> str:
    stanzas = ("\n".join(markdown_from_inlines(verse, hard_breaks=False) for verse in part) for part in block.stanzas)
    return _fenced("poem", [], "\n\n".join(stanzas))


def _code(block: Code) -> str:
    char = "~" if "`" in block.lang else "`"
    longest = max((len(run) for run in re.findall(f"{char}+", block.text)), default=0)
    fence = char * max(3, longest + 1)
    space = " " if block.lang[:1] == char else ""
    return f"{fence}{space}{block.lang}\n{block.text}{chr(10) if block.text else ''}{fence}"


def _fenced(name: str, pairs: Pairs, body: str) -> str:
    inner = max((len(run) for run in _COLONS.findall(body)), default=2)
    fence = ":" * (inner + 1)
    head = f"{fence} {name} {spelled((key, value) for key, value in pairs if value)}".rstrip()
    return "\n".join(filter(None, (head, body, fence)))


def _above(pairs: Pairs, text: str) -> str:
    return f"{{{spelled(pairs)}}}\n{text}".rstrip("\n") if pairs else text


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}" if line else ">" for line in text.split("\n"))


def _indented(text: str, width: int) -> str:
    """Return the text with all lines but the first indented."""
    return text.replace("\n", "\n" + " " * width).replace(" " * width + "\n", "\n")
