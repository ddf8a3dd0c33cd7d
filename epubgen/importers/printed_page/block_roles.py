# SPDX-License-Identifier: AGPL-3.0-or-later
"""Classifies each block of a page before anything is joined: byline, jump line, caption, paragraph, part of a header.

A short plain line beside headings may be a kicker above them or a deck below them; on a page without headings it may be
the headline itself. Such lines become headings with a ``role`` here. A line that stays text is never joined to.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from epubgen.importers.printed_page.bylines import bare_signature, closing, signature
from epubgen.importers.printed_page.captions import with_captions
from epubgen.importers.printed_page.datelines import opening
from epubgen.importers.printed_page.facts import Scan
from epubgen.importers.printed_page.furniture import furniture, maker_line
from epubgen.importers.printed_page.header_scores import reads_on
from epubgen.importers.printed_page.jumps import jump_at_end, jump_line
from epubgen.importers.printed_page.page_block import BlockRole, PageBlock
from epubgen.importers.printed_page.rejoin import closed, open_pair, stray
from epubgen.importers.printed_page.words import COLUMN_ENDINGS, HAN, HANGUL, KANA, OPENERS, RUBRICS, half
from epubgen.languages.characters import width
from epubgen.startup import regex

__all__ = ["classify"]

_LINE = 72
"""A line of a header is no wider: 36 characters of CJK, 72 of Latin."""
_PROSE = 60
"""Running text is at least so wide, or ends in a stop."""
_NO_LINE = regex(r"[。！？!?；;]|^[\d\s./:：年月日-]+$|^(?:问|問|答|Q|A)[:：]|https?://|@|\d{6,}|^[|>（(【〔\[]")
_RUBRIC = regex(rf"^(?:[{HAN}]{{2,4}}|[{HANGUL}]{{2,5}}|[A-Z][A-Za-z]+(?: [A-Z&][A-Za-z]*){{0,2}})$")
"""One or two words above a heading: the name of a column."""
_BODY = regex(r"(?:局|中心|公司|委员会|委員會|[办辦][公]?室|编辑部|宣|处|處)$")
"""How bodies end that sign a notice."""
_MOST = 3
"""A header has no more plain lines on one side."""
_VERSES = 5


def classify(blocks: Sequence[PageBlock], roles: Mapping[str, str]) -> tuple[PageBlock, ...]:
    """Return the blocks with their roles; lines of headers become headings.

    ``roles``: role words of the publication. A role from the source is kept.
    """
    wide = _column_width(blocks)
    named = _signed([replace(block, role=_own_role(block, roles, wide)) for block in blocks], roles)
    named = with_captions(named, roles)
    if not any(block.kind == "heading" and not furniture(block.bare) for block in named):
        return tuple(_headlines(named))
    return tuple(_beside_headings(named))


def _signed(blocks: list[PageBlock], roles: Mapping[str, str]) -> list[PageBlock]:
    """Return whether names alone, directly below a header or its picture and above a text, are a byline."""
    made = list(blocks)
    for at in range(1, len(blocks) - 1):
        block, before, after = blocks[at], made[at - 1], blocks[at + 1]
        heads = before.kind in ("heading", "image") or (at > 1 and made[at - 2].kind == "heading" and not before.role)
        if block.kind == "text" and not block.role and heads and after.kind in ("text", "image"):
            made[at] = replace(block, role="byline" if bare_signature(block.bare, roles, after.bare) else "")
    return made


def _column_width(blocks: Sequence[PageBlock]) -> int:
    """Return the characters in a line of the page's columns, from paragraphs with known print lines; otherwise 0."""
    sizes = [-(-len(block.bare) // block.print_lines) for block in blocks if block.print_lines > _KNOWN_LINES]
    return max(sizes) if len(sizes) > _KNOWN_LINES else 0


_KNOWN_LINES = 2


def _is_torn(block: PageBlock, wide: int) -> bool:
    """Return whether a line is shaped like the first part of a torn paragraph.

    Lines of a column that end within a sentence.
    """
    text = block.bare
    if closed(text) or not re.search("[，,;；。]", text[:-1]):
        return False
    return block.print_lines > 1 or (wide > 0 and abs(len(text) - wide) <= 1)


def _own_role(block: PageBlock, roles: Mapping[str, str], wide: int) -> BlockRole:
    """Return the role of a block from its own words; empty for a line that may belong to a header."""
    if block.role or block.kind != "text":
        return block.role
    text = block.bare
    if text.startswith(("——", "――", "──")) and _is_line(text):
        return ""  # a deck
    if jump_line(text):
        return "jump"
    if maker_line(text):
        return "credit"
    if signature(text, roles):
        return "byline"
    if opening(text, roles) or jump_at_end(text) or closing(text, roles):
        return "paragraph"
    return "" if _is_line(text) and not _is_torn(block, wide) else "paragraph"


def _is_line(text: str) -> bool:
    lines = text.split("\n")
    if (
        len(lines) > _MOST
        or _PICTURE.match(text)
        or _is_dated(text)
        or any(width(line) > _LINE for line in lines)
        or _NO_LINE.search(text)
    ):
        return False
    if text.endswith((",", "，", "、", ":", "：", ".")) or stray(text) or open_pair(text):
        return False
    return len(text.strip()) > 1


_PICTURE = regex(r"(?:Photo(?:graph)?s? by|Photos?:|Foto:|写真|사진)", re.IGNORECASE)


def _is_dated(text: str) -> bool:
    """Return whether a line prints a date: then it belongs to the page, not to a story."""
    return bool(Scan(half(text)).take_date())


def _may_head(block: PageBlock | None) -> bool:
    return block is not None and block.kind == "text" and not block.role


def _ends(block: PageBlock | None) -> float:
    """Return how surely a block ends what comes before: a byline more than a paragraph; negative for a torn one."""
    if block is None or block.kind in ("rule", "table", "list", "quote", "image"):
        return 1.5
    if block.role in ("byline", "credit", "jump", "caption"):
        return 1.5
    if block.kind == "heading":
        return -3.0
    return 0.5 if closed(block.bare) else -3.0


def _beside_headings(blocks: list[PageBlock]) -> list[PageBlock]:
    made = list(blocks)
    deepest = _deepest(blocks)
    inside = ""
    for at, block in enumerate(blocks):
        if block.kind != "heading":
            continue
        before = blocks[at - 1] if at else None
        if before is None or before.kind != "heading":
            _take_kickers(made, blocks, at, deepest, inside)
            inside = furniture(block.bare)
        else:
            inside = inside or furniture(block.bare)
        after = blocks[at + 1] if at + 1 < len(blocks) else None
        if not inside and _beside(after):
            _take_decks(made, blocks, at, deeper=block.level > deepest)
    _take_counted(made)
    return made


_CIRCLED = "①②③④⑤⑥⑦⑧⑨"


def _take_counted(made: list[PageBlock]) -> None:
    """Make plain lines ``① …``, ``② …`` without a stop, each above a text of its own, subheads."""
    found = [
        at for at, block in enumerate(made[:-1])
        if block.kind == "text" and block.bare[:1] in _CIRCLED and _may_head(block) and made[at + 1].kind == "text"
    ]  # fmt: skip
    series = [made[at].bare[0] for at in found]
    if len(found) > 1 and series == list(_CIRCLED[: len(series)]):
        for at in found:
            made[at] = _as_heading(made[at], 6, "subhead")


def _deepest(blocks: Sequence[PageBlock]) -> int:
    """Return the deepest level of a heading directly above a byline or a dateline; 6 if there is none."""
    settled = [one.level for one, two in pairwise(blocks) if one.kind == "heading" and two.role in ("byline", "jump")]
    return max(settled, default=6)


def _beside(block: PageBlock | None) -> bool:
    return _may_head(block) and block is not None and "\n" not in block.bare


def _take_kickers(made: list[PageBlock], blocks: Sequence[PageBlock], heading: int, deepest: int, inside: str) -> None:
    """Make plain lines directly above a heading its kicker.

    The text before is complete, and they are no verse.
    """
    first = heading
    while first > 0 and _beside(blocks[first - 1]):
        first -= 1
    lines = blocks[first:heading]
    if len(lines) > _MOST - 1 and (_heads(lines[-1].bare) or lines[-1].bare in RUBRICS):  # below the verses of a poem
        lines, first = lines[-1:], heading - 1
    if not lines or len(lines) > _MOST - 1 or inside or blocks[heading].level > deepest:
        return
    before = blocks[first - 1] if first else None
    if lines[-1].bare in RUBRICS or (before is not None and before.role == "" and _heads(lines[-1].bare)):
        made[heading - 1] = _as_heading(lines[-1], blocks[heading].level, "kicker")
        return
    if before is None and len(lines) == 1 and width(lines[0].bare) < 8:  # noqa: PLR2004 - a folio or a page name
        return
    score = _ends(before) + (2.0 if reads_on(lines[-1].bare) else 0.0) - (1.5 if _BODY.search(lines[-1].bare) else 0.0)
    score -= 1.0 if len(lines) > 1 else 0.0
    score -= 2.0 if re.search("[,，、]", lines[-1].bare) else 0.0
    score += 0.6 if len(lines) == 1 and _RUBRIC.match(lines[0].bare) and not _is_surnamed(lines[0].bare) else 0.0
    score += 0.4 if 10 <= width(lines[-1].bare) <= 40 else -0.2  # noqa: PLR2004 - the usual lengths
    if score > _ENOUGH:
        for at in range(first, heading):
            made[at] = _as_heading(blocks[at], blocks[heading].level, "kicker")


_ENOUGH = 0.5


def _take_decks(made: list[PageBlock], blocks: Sequence[PageBlock], heading: int, *, deeper: bool) -> None:
    """Make plain lines directly below a heading its deck.

    A byline or text follows, and they are no verse.
    """
    last = heading
    while last + 1 < len(blocks) and _beside(blocks[last + 1]):
        last += 1
    lines = blocks[heading + 1 : last + 1]
    after = blocks[last + 1] if last + 1 < len(blocks) else None
    if len(lines) > _MOST - 1 or after is None or after.kind in ("heading", "rule"):
        return
    told = after.role == "byline" or after.kind == "image" or after.role == "jump"
    for at, line in enumerate(lines, heading + 1):
        if _is_name(line.bare) or not (told or (not deeper and _reads_as_deck(line.bare, after))):
            return
        made[at] = _as_heading(line, blocks[heading].level, "deck")


def _is_surnamed(text: str) -> bool:
    return bool(bare_signature(text, {}))


def _is_name(text: str) -> bool:
    """Return whether a line is a name, which is no deck: two to four characters, or Latin capitals."""
    tokens = re.split(r"[\s　、]+", text.strip())
    return all(re.fullmatch(f"[{HAN}]{{2,4}}|[{HAN}]+[·•・][{HAN}]+", token) for token in tokens) or bool(
        re.fullmatch(r"[A-Z .'’-]+", text)
    )


def _reads_as_deck(text: str, after: PageBlock) -> bool:
    """Return whether a line without a byline below is a deck: a phrase without a comma above a full paragraph."""
    if re.search(f"[{KANA}{HANGUL}]", text):
        return False
    torn = width(after.bare) * 2 >= _PROSE and bool(re.search("[,，]", after.bare))
    full = after.kind == "text" and (width(after.bare) >= _PROSE or closed(after.bare) or "\n" in after.bare or torn)
    if text.startswith((*OPENERS, "记者", "記者", "据", "據")) or re.match(r"[a-zß-ÿа-я\d,;]", after.bare):
        return False  # the text below goes on with it
    return full and width(text) >= 12 and not re.search("[,，、]", text)  # noqa: PLR2004 - six characters of CJK


def _as_heading(block: PageBlock, level: int, role: BlockRole) -> PageBlock:
    return replace(block, kind="heading", level=level, role=role, text=block.bare, hard=())


def _headlines(blocks: list[PageBlock]) -> list[PageBlock]:
    """Yield lines of a page without headings that begin a story: a byline, a dateline or text follows them."""
    made = list(blocks)
    at = 0
    while at < len(blocks):
        if not _may_head(blocks[at]):
            at += 1
            continue
        end = at
        while end < len(blocks) and _may_head(blocks[end]):
            end += 1
        while end > at and _is_cut(blocks, end - 1):
            end -= 1
        first = _first_of_header(blocks, at, end)
        for line in range(first, end):
            made[line] = _as_heading(blocks[line], 1, "")
        at = max(end, at + 1)
    return made


_CLAUSE = 22
"""Columns of a line with a comma that is no headline: eleven characters of CJK."""
_COUNTED = regex(r"(?:第|[（(])?[一二三四五六七八九十\d]{1,3}[步招章节篇课讲关、.．）)]")


def _is_cut(blocks: Sequence[PageBlock], at: int) -> bool:
    """Return whether the last line of a run begins a torn paragraph: it has a comma, and plain text continues below."""
    text, after = blocks[at].bare, blocks[at + 1] if at + 1 < len(blocks) else None
    if after is None or after.kind != "text" or after.role not in ("", "paragraph") or opening(after.bare, {}):
        return False
    prose = width(text) >= _CLAUSE and bool(re.search(r"[，,]", text))
    return prose and not text.startswith("—") and not _COUNTED.match(text)


def _first_of_header(blocks: Sequence[PageBlock], start: int, end: int) -> int:
    """Return where the header of the next story begins in a run of lines.

    ``end`` if the run belongs to the story above.
    """
    after = blocks[end] if end < len(blocks) else None
    if after is None or after.kind not in ("text", "image"):
        return end
    told = after.role == "byline" or (after.role == "paragraph" and bool(opening(after.bare, {})))
    full = after.role == "paragraph" and (width(after.bare) >= _PROSE or closed(after.bare))
    before = blocks[start - 1] if start else None
    if not (told or full) or (_ends(before) < 0 and not told):
        return end
    if end - start >= _VERSES:
        return _below_verses(blocks[start:end], start) if told or width(after.bare) >= _PROSE else end
    return start + (1 if _ends(before) < 0 and end - start > 1 else 0)


def _below_verses(lines: Sequence[PageBlock], start: int) -> int:
    """Return where the header below a poem begins: at the last line, or at a kicker or column above it."""
    at = len(lines) - 1
    while at > 1 and lines[at].bare.startswith("—"):
        at -= 1
    texts = [line.bare for line in lines]
    above = next((one for one in (at - 1, at - 2) if one > 0 and _heads(texts[one])), at)
    return start + above


def _heads(text: str) -> bool:
    """Return whether a line is a kicker or a column by its words."""
    return reads_on(text) or text.endswith(COLUMN_ENDINGS)
