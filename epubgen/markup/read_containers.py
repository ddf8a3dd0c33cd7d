# SPDX-License-Identifier: AGPL-3.0-or-later
"""Reads ``::: name attributes`` … ``:::``: gallery, pull quote, box, poem, interview, dialogue, note, ad, page.

In an interview or dialogue a paragraph may begin with its speaker: ``问：``, ``Q:``, ``某某：``.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from epubgen.markup.attributes import Attributes, GivenAttributes
from epubgen.markup.parsed import nearest
from epubgen.markup.read_inlines import inlines_of
from epubgen.markup.script import has_han
from epubgen.markup.tidy import joined, tidy
from epubgen.model import (
    QA,
    Ad,
    Block,
    Box,
    Dialogue,
    Gallery,
    Image,
    Inlines,
    Note,
    PageBreak,
    Paragraph,
    Poem,
    PullQuote,
    Strong,
    Text,
    Turn,
    plain,
)
from epubgen.startup import regex

if TYPE_CHECKING:
    from epubgen.markup.read_markdown import MarkdownBlockReader, TokenNode

__all__ = ["CONTAINERS", "LABELS", "label_of_line", "read", "split_label"]

LABELS = {
    "qa": regex(
        r"(?P<who>(?:问|答|問|問い|答え|문|답|질문|답변|Q|A|Ｑ|Ａ|Question|Answer)\s?\d{0,3})[ \u3000]*"
        r"(?:：|:(?![!-~]))\s*"
    ),
    "dialogue": regex(
        r"(?P<who>[^\W_][^:：。，、；！？,;!?\"“”‘「」『』《》（）()\[\]{}*`<>\\|\n]{0,29}?)[ \u3000]*"
        r"(?:：|:(?![!-~]))\s*"
    ),
}
"""Name of the fence → the pattern with which a turn begins."""


def label_of_line(kind: str, line: str) -> bool:
    """Return whether a line of Markdown begins a turn."""
    found = LABELS[kind].match(line.replace("**", "", 2).lstrip())
    return found is not None and _is_name(found)


def split_label(kind: str, text: Inlines) -> tuple[str, Inlines] | None:
    """Return the speaker and the words of the turn that this paragraph begins; ``None`` when it names no speaker."""
    first = text[0] if text else None
    if isinstance(first, Text):
        found = LABELS[kind].match(first.text)
        if not found or not _is_name(found):
            return None
        return found["who"].strip(), tidy((Text(first.text[found.end() :]), *text[1:]))
    if isinstance(first, Strong):
        return _bold_label(kind, first, text[1:])
    return None


def _bold_label(kind: str, first: Strong, rest: Inlines) -> tuple[str, Inlines] | None:
    words = plain(first.children)
    second = rest[0] if rest else None
    if words.rstrip().endswith((":", "：")):
        found = LABELS[kind].fullmatch(words)
        return (found["who"].strip(), tidy(rest)) if found and _is_name(found) else None
    if isinstance(second, Text) and second.text.startswith((":", "：")):
        found = LABELS[kind].match(words + second.text)
        if found and _is_name(found) and found["who"].strip() == words.strip():
            return words.strip(), tidy((Text(second.text[1:]), *rest[1:]))
    return None


def _is_name(found: re.Match[str]) -> bool:
    return any(char.isalpha() for char in found["who"])


NOTE_KINDS = ("editor", "correction", "clarification", "disclosure", "notice")


def read(reader: MarkdownBlockReader, node: TokenNode) -> Iterator[Block]:
    """Yield the blocks of a fence. Those of an unknown fence stay, and its name is reported (S09.container)."""
    name = node.token.info
    given = GivenAttributes(node.token.meta["attributes"], f"::: {name}", reader.problems, node.line)
    if not node.token.meta["closed"]:
        reader.problems.add("S09.unclosed", node.line, fence=node.token.markup, name=name)
    read_one = CONTAINERS.get(name.lower())
    if not read_one:
        _unknown(reader, name, node.line)
        yield from reader.blocks(node.children)
        return
    yield from read_one(reader, node, given)
    given.done()


def _unknown(reader: MarkdownBlockReader, name: str, line: int) -> None:
    if near := nearest(name, CONTAINERS):
        reader.problems.add("S09.container", line, name=name, near=near)
    else:
        reader.problems.add("S09.container.known", line, name=name, known=", ".join(CONTAINERS))


def _gallery(reader: MarkdownBlockReader, node: TokenNode, given: GivenAttributes) -> Iterator[Block]:
    body = reader.blocks(node.children)
    photos = tuple(block.photo for block in body if isinstance(block, Image))
    rest = tuple(block for block in body if not isinstance(block, Image))
    caption = reader.marked(given.text("caption"), node.line)
    if not photos:
        reader.problems.add("S09.empty", node.line, name="gallery")
    if photos or caption:
        yield Gallery(items=photos, caption=caption)
    yield from _left_over(reader, node, rest)


def _pullquote(reader: MarkdownBlockReader, node: TokenNode, given: GivenAttributes) -> Iterator[Block]:
    body = reader.blocks(node.children)
    words = joined(block for block in body if isinstance(block, Paragraph))
    yield PullQuote(text=tidy(words), attribution=reader.marked(given.text("attribution"), node.line))
    yield from _left_over(reader, node, tuple(block for block in body if not isinstance(block, Paragraph)))


def _box(reader: MarkdownBlockReader, node: TokenNode, given: GivenAttributes) -> Iterator[Block]:
    title = reader.marked(given.text("title"), node.line)
    yield Box(body=reader.blocks(node.children), title=title, kind=given.text("kind"))


def _poem(reader: MarkdownBlockReader, node: TokenNode, _given: GivenAttributes) -> Iterator[Block]:
    stanzas: list[tuple[Inlines, ...]] = [()]
    lines = node.token.content.split("\n")
    depths = [_depth(line) for line in lines if line.strip()]
    for number, line in enumerate(lines, start=node.line + 1):
        stepped = _stepped(line, _depth(line) - min(depths, default=0))
        verse = inlines_of(reader.parse_line(stepped), reader.problems, number, verse=True)
        if verse:
            stanzas[-1] = (*stanzas[-1], verse)
        elif stanzas[-1]:
            stanzas.append(())
    made = tuple(stanza for stanza in stanzas if stanza)
    if made:
        yield Poem(stanzas=made)
    else:
        reader.problems.add("S09.empty", node.line, name="poem")


def _depth(line: str) -> int:
    """Return the width of a line's indent in spaces; a tab counts as four."""
    opening = line[: len(line) - len(line.lstrip(" \t"))]
    return len(opening.expandtabs(4))


def _stepped(line: str, depth: int) -> str:
    """Return a line of verse with an indent that is kept: two typed spaces become one em."""
    if depth <= 0:
        return line.lstrip(" \t")
    em = "\u3000" if has_han(line) else "\u2003"
    return em * (depth // 2) + "\u2002" * (depth % 2) + line.lstrip(" \t")


def _qa(reader: MarkdownBlockReader, node: TokenNode, _given: GivenAttributes) -> Iterator[Block]:
    yield QA(turns=_turns(reader, node, "qa"))


def _dialogue(reader: MarkdownBlockReader, node: TokenNode, _given: GivenAttributes) -> Iterator[Block]:
    yield Dialogue(turns=_turns(reader, node, "dialogue"))


def _note(reader: MarkdownBlockReader, node: TokenNode, given: GivenAttributes) -> Iterator[Block]:
    kind = given.choice("kind", NOTE_KINDS, "editor")
    yield Note(body=reader.blocks(node.children), kind=kind)  # type: ignore[arg-type]  # one of the kinds


def _ad(reader: MarkdownBlockReader, node: TokenNode, given: GivenAttributes) -> Iterator[Block]:
    yield Ad(body=reader.blocks(node.children), advertiser=given.text("advertiser"))


def _page(reader: MarkdownBlockReader, node: TokenNode, given: GivenAttributes) -> Iterator[Block]:
    page = given.text("n")
    if page:
        yield PageBreak(page=page)
    else:
        given.require("n", "::: page n=3")
    yield from _left_over(reader, node, reader.blocks(node.children))


CONTAINERS: dict[str, Callable[[MarkdownBlockReader, TokenNode, GivenAttributes], Iterator[Block]]] = {
    "gallery": _gallery,
    "pullquote": _pullquote,
    "box": _box,
    "poem": _poem,
    "qa": _qa,
    "dialogue": _dialogue,
    "note": _note,
    "ad": _ad,
    "page": _page,
}
"""Name of each fence → the function that reads it."""


def _left_over(reader: MarkdownBlockReader, node: TokenNode, rest: tuple[Block, ...]) -> Iterator[Block]:
    if rest:
        at = rest[0].at
        line = node.line if not at or at.line is None else at.line - (reader.problems.place(0).line or 0)
        reader.problems.add("S09.inside", line, name=node.token.info)
    yield from rest


def _turns(reader: MarkdownBlockReader, node: TokenNode, kind: str) -> tuple[Turn, ...]:
    turns: list[tuple[str, list[Block]]] = []
    for child, above in _with_turn_attributes(reader, node.children):
        if child is None:
            turns.append((dict(above)["who"], []))
            continue
        who, continued, rest = _turn_attributes(above)
        blocks = list(reader.read(child, rest))
        first = blocks[0] if blocks else None
        if who is None and not continued and isinstance(first, Paragraph) and (found := split_label(kind, first.text)):
            who = found[0]
            blocks[:1] = [Paragraph(text=found[1], lede=first.lede, at=first.at)] if found[1] else []
        if who is None and not turns and blocks:
            reader.problems.add("S09.who", child.line)
            who = ""
        if who is None:
            turns[-1][1].extend(blocks) if turns else None
        else:
            turns.append((who, blocks))
    if not turns:
        reader.problems.add("S09.empty", node.line, name=kind)
    return tuple(Turn(who=who, text=tuple(blocks)) for who, blocks in turns)


def _with_turn_attributes(
    reader: MarkdownBlockReader, nodes: Iterable[TokenNode]
) -> Iterator[tuple[TokenNode | None, Attributes]]:
    """Yield nodes as ``with_attributes`` does; a line ``{who="…"}`` without a block below is a turn without words."""
    kept: list[TokenNode] = []
    for node in nodes:
        if node.token.type == "attributes" and kept and _names_speaker(kept[-1]):
            yield None, kept.pop().token.meta["attributes"]
        kept.append(node)
        if node.token.type != "attributes":
            yield from reader.with_attributes(kept)
            kept = []
    if kept and _names_speaker(kept[-1]):
        yield None, kept.pop().token.meta["attributes"]
    yield from reader.with_attributes(kept)


def _names_speaker(node: TokenNode) -> bool:
    return node.token.type == "attributes" and any(key == "who" for key, _ in node.token.meta["attributes"])


def _turn_attributes(above: Attributes) -> tuple[str | None, bool, Attributes]:
    who = next((value for key, value in above if key == "who"), None)
    continued = (".", "continued") in above
    return who, continued, tuple(pair for pair in above if pair[0] != "who" and pair != (".", "continued"))
