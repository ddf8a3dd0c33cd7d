# SPDX-License-Identifier: AGPL-3.0-or-later
"""Divides Markdown of OCR and layout tools into pieces at empty lines, and reads the text of a piece as runs."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from epubgen.importers.printed_page.numbered_lines import NumberedLine
from epubgen.importers.printed_page.page_block import BlockKind, PageBlock
from epubgen.markup.masked_names import hides
from epubgen.markup.script import stands_for_itself
from epubgen.model import Break, CodeSpan, Em, Inline, Inlines, Link, Strong, Text
from epubgen.startup import regex

_HEADING = regex(r"^ {0,3}(#{1,6})[ \t\u3000]+(.*?)(?:[ \t]+#+)?[ \t]*$")
_IMAGE = regex(r"!\[([^\]\n]*)\]\(\s*<?([^)\s>]+)>?(?:\s+[\"'][^)]*)?\s*\)")
_HTML_IMAGE = regex(r"<img\b[^>]*?\bsrc\s*=\s*[\"']?([^\"'\s>]+)[^>]*>", re.IGNORECASE)
_BREAK = regex(r"<br\s*/?>", re.IGNORECASE)
_CELL = regex(r"</t[dh]\s*>\s*<t[dh][^>]*>", re.IGNORECASE)
_ROW = regex(r"</tr\s*>", re.IGNORECASE)
_TAG = regex(
    r"</?(?:div|span|p|table|thead|tbody|tr|td|th|center|font|b|i|u|strong|em|sup|sub|a|ul|ol|li|h[1-6]|figure|figcaption"
    r"|html|body|section|article|blockquote|hr|details|summary|small|big)\b[^<>]*>",
    re.IGNORECASE,
)
_COMMENT = regex(r"<!--(.*?)-->", re.DOTALL)
_RULE = regex(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = regex(r"^ {0,3}(```+|~~~+)")
_ITEM = regex(r"^ {0,3}(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_TABLE_LINE = regex(r"^\s*\|?(?:\s*:?-{3,}:?\s*\|)+\s*(?::?-{3,}:?\s*)?\|?\s*$")


def pieces(page: str | Iterable[NumberedLine]) -> tuple[PageBlock, ...]:
    """Return the pieces of a page in order. A comment becomes text, so that nothing is lost."""
    lines = enumerate(_lines(page), 1) if isinstance(page, str) else page
    return tuple(piece for run in _runs(lines) for piece in _split(run))


def _runs(lines: Iterable[NumberedLine]) -> Iterator[list[NumberedLine]]:
    """Yield the lines between empty lines. A fenced block stays whole."""
    run: list[NumberedLine] = []
    fence = ""
    for number, line in lines:
        if fence or line.strip(" \t\u3000\ufeff"):
            mark = _FENCE.match(line)
            if mark and not fence and not run:
                fence = mark[1]
            elif mark and fence and mark[1].startswith(fence):
                fence = ""
            run.append((number, line.replace("\ufeff", "")))
        elif run:
            yield run
            run = []
    if run:
        yield run


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _split(run: list[NumberedLine]) -> Iterator[PageBlock]:
    if _FENCE.match(run[0][1]):
        yield _fence(run)
        return
    rest: list[NumberedLine] = []
    for number, line in run:
        made = _own(number, line)
        if made is None:
            rest.append((number, line))
            continue
        if rest:
            yield _text(rest)
            rest = []
        yield from made
    if rest:
        yield _text(rest)


def _own(number: int, line: str) -> list[PageBlock] | None:
    """Return the pieces of a line that is no text: a heading, a rule, pictures (with the words around them)."""
    if match := _HEADING.match(line):
        words, markup = _clean(match[2])
        if words.strip():
            text = "\n".join(part.strip() for part in words.split("\n"))
            return [PageBlock(kind="heading", text=text, line=number, last=number, level=len(match[1]), markup=markup)]
        return []
    if _RULE.match(line):
        return [PageBlock(kind="rule", text="", line=number, last=number)]
    shown = _HTML_IMAGE.sub(lambda match: f"![]({match[1]})", line)
    images = tuple((match[2], _clean(match[1])[0]) for match in _IMAGE.finditer(shown))
    if not images:
        return None
    found = [PageBlock(kind="image", text="", line=number, last=number, images=images)]
    words, markup = _clean(_IMAGE.sub("", shown))
    if words.strip():
        found.append(PageBlock(kind="text", text=words.strip(), line=number, last=number, markup=markup))
    return found


def _fence(run: list[NumberedLine]) -> PageBlock:
    lines = [line for _, line in run[1:]]
    if len(lines) > 0 and _FENCE.match(lines[-1]):
        lines.pop()
    head = run[0][1].strip().lstrip("`~").strip()
    return PageBlock(kind="code", text="\n".join([head, *lines] if head else lines), line=run[0][0], last=run[-1][0])


def _text(run: list[NumberedLine]) -> PageBlock:
    lines = [line for _, line in run]
    hard = tuple(line.endswith(("  ", "\\")) for line in lines)
    text, markup = _clean("\n".join(_bare(line) for line in lines))
    if text.count("\n") + 1 != len(lines):
        hard = tuple(True for _ in text.split("\n"))
    return PageBlock(
        kind=_kind(lines), text=text.strip("\n"), line=run[0][0], last=run[-1][0], hard=hard, markup=markup
    )


def _bare(line: str) -> str:
    return line.removesuffix("\\").strip(" \t\u3000") if not line.endswith("\\\\") else line.strip(" \t\u3000")


def _kind(lines: list[str]) -> BlockKind:
    if all(line.lstrip().startswith(">") for line in lines):
        return "quote"
    if len(lines) > 1 and "|" in lines[0] and _TABLE_LINE.match(lines[1]):
        return "table"
    if all(_ITEM.match(line) for line in lines):
        return "list"
    return "text"


def _clean(text: str) -> tuple[str, bool]:
    """Return text without HTML, and whether it had any. ``<br>`` becomes a line break, a table cell a bar."""
    plain = _COMMENT.sub(lambda match: match[1], text)
    plain = _ROW.sub("\n", _CELL.sub(" | ", plain))
    plain = _TAG.sub("", _BREAK.sub("\n", plain))
    markup = plain != text
    plain = html.unescape(plain) if "&" in plain else plain
    return plain.replace("\xa0", " "), markup


_RUN = regex(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<break>\n)"
    r"|`(?P<code>[^`\n]+)`"
    r"|\*\*(?P<strong>(?!\s)[^*\n]+?(?<!\s))\*\*"
    r"|(?<![*\w])\*(?P<em>(?![\s*])[^*\n]+?(?<!\s))\*(?!\*)"
    r"|\[(?P<label>[^\[\]\n]+)\]\((?P<href>https?://[^()\s]+|mailto:[^()\s]+)\)",
)


def inlines(text: str) -> Inlines:
    """Return the runs of a piece of text."""
    found: list[Inline] = []
    words, at = "", 0
    for match in _RUN.finditer(text):
        words += text[at : match.start()]
        at = match.end()
        if match["escaped"] or _is_text(match):
            words += match["escaped"] or match[0]
            continue
        if words:
            found.append(Text(words))
            words = ""
        found.append(_run(match))
    words += text[at:]
    return (*found, Text(words)) if words else tuple(found)


def _is_text(match: re.Match[str]) -> bool:
    """Return whether asterisks are text: they hide names (``李**和王**``) or numbers, or precede a share (``*ST``)."""
    text, inside = match.string, match["strong"] or match["em"]
    if not inside:
        return False
    before = text[: match.start()].rstrip("*")
    if hides(before, inside):
        return True
    if match["em"]:
        return any(stands_for_itself(text, place) for place in (match.start(), match.end() - 1))
    return stands_for_itself(text, len(before), match.start("strong") - len(before))


def _run(match: re.Match[str]) -> Inline:
    if match["code"]:
        return CodeSpan(match["code"])
    if match["strong"]:
        return Strong(inlines(match["strong"]))
    if match["em"]:
        return Em(inlines(match["em"]))
    if match["label"]:
        return Link(inlines(match["label"]), match["href"])
    return Break()


def words(text: str) -> str:
    """Return the text without its marks, for fields of plain text. A line break becomes a space."""
    return "".join(_plain(inlines(text)))


def _plain(runs: Inlines) -> list[str]:
    parts = []
    for run in runs:
        match run:
            case Text(text) | CodeSpan(text):
                parts.append(text)
            case Break():
                parts.append(" ")
            case Strong(children) | Em(children):
                parts.extend(_plain(children))
            case Link():
                parts.extend(_plain(run.children))
                parts.append(f" {run.href}" if run.href not in "".join(_plain(run.children)) else "")
    return parts
