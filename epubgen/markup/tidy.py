# SPDX-License-Identifier: AGPL-3.0-or-later
"""Gives runs and blocks one canonical shape, in which every reader returns them and the Markdown writer expects them.

Runs of the same kind are merged, empty ones and indents of full-width spaces are removed, a line end inside text is
replaced by what joins the two lines, and a link contains neither links nor note marks. No word is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from epubgen.markup.script import joint
from epubgen.model import (
    QA,
    Abbr,
    Ad,
    Block,
    Box,
    Break,
    Code,
    CodeSpan,
    Dialogue,
    Footnote,
    Foreign,
    Gallery,
    Image,
    Inline,
    Inlines,
    LangStr,
    Link,
    List,
    MarkedStr,
    Note,
    NoteRef,
    Paragraph,
    Photo,
    Poem,
    PullQuote,
    Quote,
    Ruby,
    Span,
    Subhead,
    Table,
    Tcy,
    Text,
    Turn,
    plain,
)
from epubgen.startup import regex

__all__ = ["joined", "line_of_runs", "one_line", "tidy", "tidy_blocks", "tidy_footnotes", "tidy_verse"]

_LINE_END = regex(r"[ \t]*[\r\n][ \t\r\n\u3000]*")


def tidy(inlines: Iterable[Inline]) -> Inlines:
    """Return the runs of a paragraph, heading, cell or caption in their canonical shape."""
    inlines = tuple(inlines)
    if len(inlines) == 1 and isinstance(inlines[0], Text):  # nearly every paragraph is one text
        return _words_alone(inlines[0])
    return _strip_end(_strip_start(_runs(inlines)))


def _words_alone(run: Text) -> Inlines:
    """Return a single text in its canonical shape; the same object where nothing changes."""
    words = _LINE_END.sub(_join, run.text).strip()
    return () if not words else (run,) if words == run.text else (Text(words),)


def tidy_verse(inlines: Iterable[Inline]) -> Inlines:
    """Return the runs of a line of verse; an indent of full-width, em or en spaces stays."""
    runs = _strip_end(_runs(inlines))
    first = runs[0] if runs else None
    if isinstance(first, Text):
        indent = re.match(r"[\s]*", first.text)
        kept = "".join(char for char in indent.group() if char in "\u3000\u2003\u2002") if indent else ""
        return _merged((Text(kept), *_strip_start(runs)))
    return _strip_start(runs)


def one_line(text: str) -> str:
    """Return a caption or name without line ends and spaces at its ends; its language and marks stay."""
    if isinstance(text, MarkedStr):
        return MarkedStr(tidy(text.runs), text.lang)
    made = _LINE_END.sub(_join, text).strip()
    return LangStr(made, text.lang) if isinstance(text, LangStr) and text.lang else made


def line_of_runs(runs: Inlines) -> str:
    """Return runs as a one-line text without note marks, links and breaks; words without marks give a plain ``str``."""
    made = tidy(_in_line(runs))
    return one_line(plain(made)) if all(isinstance(run, Text) for run in made) else MarkedStr(made)


def joined(blocks: Iterable[Block]) -> Inlines:
    """Return the runs of paragraphs and subheads among the blocks, each on a line of its own."""
    made: list[Inline] = []
    for block in blocks:
        if isinstance(block, (Paragraph, Subhead)):
            made += [*([Break()] if made else []), *block.text]
    return tuple(made)


def _in_line(runs: Iterable[Inline]) -> Iterator[Inline]:
    for run in runs:
        match run:
            case NoteRef():
                pass
            case Break():
                yield Text("\n")
            case Link(children, _):
                yield from _in_line(children)
            case Span(children):
                yield replace(run, children=tuple(_in_line(children)))
            case _:
                yield run


def _runs(inlines: Iterable[Inline]) -> Inlines:
    runs = _merged(made for run in inlines for made in _tidied(run))
    return _trim_at_breaks(runs) if Break() in runs else runs


def _tidied(run: Inline) -> Iterator[Inline]:
    match run:
        case Text(words):
            yield Text(_LINE_END.sub(_join, words))
        case CodeSpan(words):
            yield CodeSpan(re.sub(r"\r\n?|\n", " ", words))
        case Tcy(words):
            yield Tcy(one_line(words))
        case Ruby(base, reading):
            base, reading = one_line(base), one_line(reading)
            yield Ruby(base, reading) if base and reading else Text(base)
        case Link(children, _):
            yield from _links(run, _runs(_without_links(children)))
        case Abbr(children, title):
            yield from _kept(Abbr(_runs(children), one_line(title)), one_line(title))
        case Foreign(children, lang):
            yield from _kept(Foreign(_runs(children), lang), lang)
        case Break() | NoteRef():
            yield run
        case _:
            yield replace(run, children=_runs(run.children))


def _kept(run: Abbr | Foreign, fact: str) -> Iterator[Inline]:
    if fact:
        yield run
    else:
        yield from run.children


def _without_links(inlines: Inlines) -> Iterator[Inline]:
    for run in inlines:
        if isinstance(run, Link):
            yield from _without_links(run.children)
        elif isinstance(run, Span):
            yield replace(run, children=tuple(_without_links(run.children)))
        else:
            yield run


def _links(link: Link, children: Inlines) -> Iterator[Inline]:
    """Yield a link divided at its note marks, which are links themselves."""
    if not link.href:
        yield from children
        return
    for part in _divided(children):
        yield part if isinstance(part, NoteRef) else Link(part, link.href)


def _divided(inlines: Inlines) -> Iterator[Inlines | NoteRef]:
    held: list[Inline] = []
    for run in inlines:
        parts: Iterable[Inlines | NoteRef] = [run] if isinstance(run, NoteRef) else [(run,)]
        if isinstance(run, Span):
            inner = _divided(run.children)
            parts = [part if isinstance(part, NoteRef) else (replace(run, children=part),) for part in inner if part]
        for part in parts:
            if isinstance(part, NoteRef):
                yield tuple(held)
                held = []
                yield part
            else:
                held.extend(part)
    yield tuple(held)


def _merged(inlines: Iterable[Inline]) -> Inlines:
    runs: list[Inline] = []
    for run in inlines:
        last = runs[-1] if runs else None
        if _is_empty(run):
            continue
        if isinstance(run, Text) and isinstance(last, Text):
            runs[-1] = Text(last.text + run.text)
        elif isinstance(run, CodeSpan) and isinstance(last, CodeSpan):
            runs[-1] = CodeSpan(last.text + run.text)
        else:
            runs.append(run)
    return tuple(runs)


def _is_empty(run: Inline) -> bool:
    match run:
        case Text(words) | CodeSpan(words) | Tcy(words):
            return not words
        case Ruby() | Break() | NoteRef():
            return False
        case _:
            return not run.children


def _trim_at_breaks(runs: Inlines) -> Inlines:
    lines: list[list[Inline]] = [[]]
    for run in runs:
        if isinstance(run, Break):
            lines.append([])
        else:
            lines[-1].append(run)
    trimmed: list[Inline] = []
    for number, line in enumerate(lines):
        kept: Inlines = tuple(line)
        kept = _strip_start(kept) if number else kept
        kept = _strip_end(kept) if number < len(lines) - 1 else kept
        trimmed += [*([Break()] if number else []), *kept]
    return tuple(trimmed)


def _strip_start(runs: Inlines) -> Inlines:
    while runs:
        first = _stripped(runs[0], start=True)
        if first is not None:
            return (first, *runs[1:])
        runs = runs[1:]
    return runs


def _strip_end(runs: Inlines) -> Inlines:
    while runs:
        last = _stripped(runs[-1], start=False)
        if last is not None:
            return (*runs[:-1], last)
        runs = runs[:-1]
    return runs


def _stripped(run: Inline, *, start: bool) -> Inline | None:
    """Return the run without spaces and breaks at one end; ``None`` when nothing is left."""
    match run:
        case Text(words):
            words = words.lstrip() if start else words.rstrip()
            return Text(words) if words else None
        case Break():
            return None
        case Ruby() | Tcy() | CodeSpan() | NoteRef():
            return run
        case _:
            children = _strip_start(run.children) if start else _strip_end(run.children)
            return replace(run, children=children) if children else None


def _join(found: re.Match[str]) -> str:
    before = found.string[: found.start()][-1:]
    after = found.string[found.end() :][:1]
    return joint(before, after)


def tidy_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return blocks in their canonical shape."""
    return tuple(made for block in blocks for made in _tidied_block(block))


def tidy_footnotes(notes: Iterable[Footnote]) -> tuple[Footnote, ...]:
    """Return footnotes in their canonical shape."""
    return tuple(replace(note, body=tidy_blocks(note.body)) for note in notes)


def _tidied_block(block: Block) -> Iterator[Block]:  # noqa: C901, PLR0912 - one case for each type of block
    match block:
        case Paragraph() | Subhead():
            text = tidy(block.text)
            if text:
                yield block if text == block.text else replace(block, text=text)
        case PullQuote():
            made = replace(block, text=tidy(block.text), attribution=one_line(block.attribution))
            if made.text or made.attribution:
                yield made
        case Image():
            yield replace(block, photo=_photo(block.photo))
        case Gallery():
            yield from _gallery(block)
        case Quote():
            quote = replace(block, body=tidy_blocks(block.body), attribution=one_line(block.attribution))
            if quote.body or quote.attribution:
                yield quote
        case List():
            items = tuple(item for item in map(tidy_blocks, block.items) if item)
            if items:
                yield replace(block, items=items, start=block.start if block.ordered else 1)
        case Table():
            yield from _table(block)
        case Box():
            box = replace(block, body=tidy_blocks(block.body), title=one_line(block.title), kind=one_line(block.kind))
            if box.body or box.title:
                yield box
        case Ad():
            ad = replace(block, body=tidy_blocks(block.body), advertiser=one_line(block.advertiser))
            if ad.body or ad.advertiser:
                yield ad
        case Note():
            note = replace(block, body=tidy_blocks(block.body))
            if note.body:
                yield note
        case Poem():
            yield from _poem(block)
        case QA() | Dialogue():
            turns = tuple(made for turn in block.turns for made in _turn(turn))
            if turns:
                yield replace(block, turns=turns)
        case Code():
            yield replace(block, text=block.text.replace("\r\n", "\n").replace("\r", "\n"), lang=one_line(block.lang))
        case _:
            yield block


def _photo(photo: Photo) -> Photo:
    credit = tuple(
        replace(
            entry, **{name: one_line(getattr(entry, name)) for name in ("name", "role", "printed_role", "org", "bio")}
        )
        for entry in photo.credit
    )
    words = {name: one_line(getattr(photo, name)) for name in ("caption", "alt", "date", "place", "rights")}
    return replace(photo, credit=credit, **words)  # type: ignore[arg-type]  # the five fields are text


def _gallery(block: Gallery) -> Iterator[Block]:
    caption = one_line(block.caption)
    if block.items:
        yield replace(block, items=tuple(map(_photo, block.items)), caption=caption)
    elif caption:
        yield Paragraph(text=(Text(caption),), at=block.at)


def _table(block: Table) -> Iterator[Block]:
    width = max((len(row) for row in (block.head, *block.rows)), default=0)
    head = tuple(tidy(cell) for cell in block.head)
    rows = tuple(tuple(tidy(cell) for cell in row) + ((),) * (width - len(row)) for row in block.rows)
    head = head + ((),) * (width - len(head)) if any(head) else ()
    align = (*block.align[:width], *("",) * (width - len(block.align)))
    caption = one_line(block.caption)
    if width and (head or rows):
        yield replace(block, head=head, rows=rows, caption=caption, align=align if any(align) else ())
    elif caption:
        yield Paragraph(text=(Text(caption),), at=block.at)


def _poem(block: Poem) -> Iterator[Block]:
    stanzas = (tuple(line for line in map(tidy_verse, stanza) if line) for stanza in block.stanzas)
    kept = tuple(stanza for stanza in stanzas if stanza)
    if kept:
        yield replace(block, stanzas=kept)


def _turn(turn: Turn) -> Iterator[Turn]:
    made = replace(turn, who=one_line(turn.who), text=tidy_blocks(turn.text))
    if made.who or made.text:
        yield made
