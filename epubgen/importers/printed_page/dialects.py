# SPDX-License-Identifier: AGPL-3.0-or-later
"""Removes habits of tools that read scans before a page is divided into blocks: one function for each habit.

Each function takes and returns numbered lines. A line keeps its number in the file. What leaves the text is listed as a
``DialectChange``, which proves that no character was lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TypeAlias

from epubgen.importers.printed_page.dialect_lines import join_break_tags, join_print_lines
from epubgen.importers.printed_page.dialect_tables import tables_from_html
from epubgen.importers.printed_page.facts import Scan, page_number
from epubgen.importers.printed_page.numbered_lines import DialectChange, Listing, NumberedLine
from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, half
from epubgen.startup import dataclass, regex

__all__ = ["NormalisedPage", "normalised_pages"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NormalisedPage:
    """The lines of one page in plain Markdown, and what the tool had put around them."""

    lines: tuple[NumberedLine, ...]
    changes: tuple[DialectChange, ...] = ()
    hint: str = ""
    """The number that a page separator gives; it may be that of the file, not of the print."""


def normalised_pages(text: str) -> tuple[NormalisedPage, ...]:
    """Return the pages in one text, at least one."""
    changes: Listing = []
    lines = _numbered(text)
    for habit in (_front_matter, _page_fence, _tool_comments):
        lines = habit(lines, changes)
    first, *rest = [_page(hint, part) for hint, part in _parted(lines, changes)]
    return (NormalisedPage(lines=first.lines, changes=(*changes, *first.changes), hint=first.hint), *rest)


def _numbered(text: str) -> list[NumberedLine]:
    """Number the lines. A form feed becomes a line of its own with the number of its line."""
    found: list[NumberedLine] = []
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        found += [(number, piece) for piece in re.split("(\f)", line) if piece or "\f" not in line]
    return found


def _page(hint: str, lines: list[NumberedLine]) -> NormalisedPage:
    changes: Listing = []
    for habit in _HABITS:
        lines = habit(lines, changes)
    return NormalisedPage(lines=tuple(lines), changes=tuple(changes), hint=hint)


def _full(lines: Iterable[NumberedLine]) -> list[int]:
    """Return the positions of the lines that are not empty."""
    return [at for at, (_, line) in enumerate(lines) if line.strip(" \t　\ufeff")]


_TOOL_KEY = regex(r"^(?:primary_language|is_rotation_valid|rotation_correction|is_table|is_diagram)\s*:")


def _front_matter(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Remove YAML that a tool writes before its page: fields of its own, and nothing of the paper."""
    full = _full(lines)
    if not full or lines[full[0]][1].strip() != "---":
        return lines
    end = next((at for at in full[1:] if lines[at][1].strip() == "---"), 0)
    inside = [lines[at] for at in full if full[0] < at < end]
    if not inside or not all(_TOOL_KEY.match(line) for _, line in inside):
        return lines
    changes.extend(
        DialectChange("front-matter", number, line) for number, line in lines[full[0] : end + 1] if line.strip()
    )
    return lines[end + 1 :]


_FENCE = regex(r"^ {0,3}(```+|~~~+)\s*(\w*)\s*$")
_PAGE_LANGUAGES = ("", "markdown", "md", "text", "txt", "plaintext", "html", "latex")


def _page_fence(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Remove a fence around the whole page, or one that calls its content Markdown."""
    full = _full(lines)
    found = [(at, match) for at in full if (match := _FENCE.match(lines[at][1]))]
    drop: list[int] = []
    opened: tuple[int, re.Match[str]] | None = None
    for at, match in found:
        if opened is None:
            opened = at, match
            continue
        if match[2] and match[1][0] == opened[1][1][0]:
            continue
        whole = opened[0] == full[0] and at == full[-1] and opened[1][2].lower() in _PAGE_LANGUAGES
        if whole or opened[1][2].lower() in ("markdown", "md"):
            drop += [opened[0], at]
        opened = None
    if opened and opened[0] == full[0] and opened[1][2].lower() in _PAGE_LANGUAGES:
        drop.append(opened[0])
    for at in drop:
        changes.append(DialectChange("fence", *lines[at]))
    return [(number, "" if at in drop else line) for at, (number, line) in enumerate(lines)]


_MARK = regex(r"<!--\s*(?:image|picture|figure|formula-not-decoded|table|end of page|figure-\w+)\s*-->", re.IGNORECASE)
_SAID = regex(r"<!--\s*Page(?:Header|Footer|Number)\s*=\s*\"([^\"]*)\"\s*-->", re.IGNORECASE)
_ANCHOR = regex(r"<(?:span|a)\s+(?:id|name)=\"[^\"]*\"\s*>\s*</(?:span|a)>", re.IGNORECASE)


def _tool_comments(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Remove comments in which a tool marks a picture, or repeats the running head and foot."""
    made: list[NumberedLine] = []
    for number, line in lines:
        plain = _SAID.sub(lambda match: match[1], line)
        for pattern in (_MARK, _ANCHOR):
            for match in pattern.finditer(plain):
                changes.append(DialectChange("comment", number, match[0]))
            plain = pattern.sub("", plain)
        made.append((number, plain))
    return made


_SEPARATOR = regex(
    r"^\s*(?:<!--\s*page[ _-]?(?:break|end|start)?\s*[:#]?\s*(?P<a>\d{0,3})\s*(?:/\s*\d+)?\s*-->"
    r"|\{(?P<marker>\d{1,3})\}-{6,}"
    r"|[-=*]{3,}\s*(?:page|seite|第)\s*(?P<b>\d{1,3})\s*(?:页|頁)?\s*[-=*]{3,}|\[(?:page|PAGE)\s+(?P<c>\d{1,3})\]"
    r"|<(?:page_break|pagebreak|\|page\|)\s*/?>|<page_number>(?P<d>\d{1,3})</page_number>|\f)\s*$",
    re.IGNORECASE,
)
_RULE = regex(r"^ {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")


_Part: TypeAlias = "tuple[str, list[NumberedLine]]"
"""The number that a separator gives, and the lines behind it."""


def _parted(lines: list[NumberedLine], changes: Listing) -> list[_Part]:
    """Return the pages of a file, each with the number of its separator.

    A running head in the middle opens a page, too.
    """
    parts: list[_Part] = [("", [])]
    for number, line in lines:
        if match := _SEPARATOR.match(line):
            said = next((value for value in match.groupdict().values() if value), "")
            if match["marker"]:
                said = str(int(said) + 1)
            changes.append(DialectChange("page-separator", number, line.strip()))
            parts.append((said, []))
        elif _heads_another_page(line, parts[-1][1]):
            parts.append(("", [(number, line)]))
        else:
            parts[-1][1].append((number, line))
    return _without_empty(_with_feet(parts), changes)


def _with_feet(parts: list[_Part]) -> list[_Part]:
    """Move a line with number and date and no text after it to the page before: it is that page's foot."""
    made = parts[:1]
    for hint, lines in parts[1:]:
        if not hint and len(_full(lines)) == 1 and lines and _heads_another_page(lines[0][1], made[-1][1]):
            made[-1] = (made[-1][0], [*made[-1][1], *lines])
        else:
            made.append((hint, lines))
    return made


def _without_empty(parts: list[_Part], changes: Listing) -> list[_Part]:
    made: list[_Part] = []
    several = sum(_has_text(lines) for _, lines in parts) > 1
    for hint, lines in parts:
        if not _has_text(lines):
            continue
        made.append((hint, _without_outer_rules(lines, changes) if several else lines))
    return made or [parts[-1]]


def _has_text(lines: Iterable[NumberedLine]) -> bool:
    return any(line.strip() and not _RULE.match(line) for _, line in lines)


def _without_outer_rules(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Remove a rule beside a page separator."""
    full = _full(lines)
    for at in (full[-1], full[0]):
        if _RULE.match(lines[at][1]):
            changes.append(DialectChange("page-separator", *lines[at]))
            lines = [*lines[:at], (lines[at][0], ""), *lines[at + 1 :]]
    return lines


_HEAD = 44
_NAME = 8
_PROSE = 30


def _heads_another_page(line: str, before: Sequence[NumberedLine]) -> bool:
    """Return whether a line prints the number and date of a page and little else, after a text that has ended."""
    plain = half(re.sub(r"[#*|]", " ", line)).strip(" 　")
    if not plain or len(plain) > _HEAD or not any(len(text) > _PROSE for _, text in before):
        return False
    scan = Scan(plain)
    if not scan.take_date():
        return False
    scan.take_common()
    left = page_number(scan.left.strip("\n 　"))
    rest = re.sub(r"[\s　|｜:：·•/／,，、—-]", "", left[1]) if left else ""
    return left is not None and bool(re.search("[版面頁页]|page|seite", plain, re.IGNORECASE)) and len(rest) <= _NAME


_HTML_HEADING = regex(r"^\s*<h([1-6])[^>]*>(.*?)</h\1>\s*$", re.IGNORECASE)
_NO_SPACE = regex(rf"^ {{0,3}}([#＃]{{1,6}})[ \t　]*(?=[{HAN}{KANA}{HANGUL}“「《『0-9A-Za-z【])(.*\S)\s*$")
_UNDERLINE = regex(r"^={3,}\s*$")


def _headings(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Convert headings in HTML, with full-width signs, without a space after the signs, or underlined with ``===``."""
    made: list[NumberedLine] = []
    for number, line in lines:
        if match := _HTML_HEADING.match(line):
            changes.append(DialectChange("heading", number, re.sub(r">.*<", "><", line.strip())))
            made.append((number, f"{'#' * int(match[1])} {match[2].strip()}"))
        elif (match := _NO_SPACE.match(line)) and not match[2].endswith("#") and not re.match(r"^ {0,3}#+[ \t]", line):
            made.append((number, f"{'#' * len(match[1])} {match[2]}"))
        elif _UNDERLINE.match(line) and made and made[-1][1].strip() and not made[-1][1].startswith("#"):
            made[-1] = (made[-1][0], f"# {made[-1][1].strip()}")
            made.append((number, ""))
        else:
            made.append((number, line))
    return made


_CJK = f"{HAN}{KANA}{HANGUL}"
_SPACED = regex(rf"^(?P<sign>#{{1,6}}\s+|\*\*)?(?P<words>[{_CJK}](?:[ 　]+[{_CJK}])+)(?P<end>\*\*)?\s*$")
_SPACED_LATIN = regex(
    r"^(?P<sign>#{1,6}\s+|\*\*)(?P<words>[A-Z](?: [A-Z&.'])+(?: {2,}[A-Z](?: [A-Z&.'])*)*)(?P<end>\*\*)?\s*$"
)
_LINE_SPACED = 3
"""A line without a sign of heading is letter-spaced from so many characters on; two may be a name."""


def _letter_spaced(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Remove the spaces of letter-spacing in ``# 致 读 者`` and ``# 公　告``."""
    made: list[NumberedLine] = []
    for number, line in lines:
        match = _SPACED.match(line)
        latin = _SPACED_LATIN.match(line)
        if match and (match["sign"] or len(re.sub(r"[ 　]", "", match["words"])) >= _LINE_SPACED):
            changes.append(DialectChange("letter-spacing", number, ""))
            made.append((number, f"{match['sign'] or ''}{re.sub('[ 　]+', '', match['words'])}{match['end'] or ''}"))
        elif latin:
            changes.append(DialectChange("letter-spacing", number, ""))
            words = " ".join(word.replace(" ", "") for word in re.split(" {2,}", latin["words"]))
            made.append((number, f"{latin['sign']}{words}{latin['end'] or ''}"))
        else:
            made.append((number, line))
    return made


_BOLD = regex(r"^ {0,3}(?:#{1,6}\s+)?(?:\*\*|__)(?P<words>(?:(?!\*\*|__).)+)(?:\*\*|__)\s*(?:<br\s*/?>)?\s*$")
_LONGEST_HEADLINE = 44
_BYLINE = regex(r"记者|記者|通讯员|通訊員|기자|^(?:By|BY|Von|Par) |^[文图圖]\s?[/／:：]|作者\s?[:：]")


def _bold_headlines(lines: list[NumberedLine], changes: Listing) -> list[NumberedLine]:
    """Convert lines that are entirely bold to headings: headlines on a page without headings, otherwise subheads.

    Bold lines that follow each other without an empty line are the print lines of one heading.
    """
    titled = sum(line.startswith("#") for _, line in lines) > 1
    level = "####" if titled else "##"
    made: list[NumberedLine] = []
    for number, line in lines:
        match = _BOLD.match(line)
        words = match["words"].strip(" 　") if match else ""
        if not match or not words or _no_headline(words):
            made.append((number, _unbold(line, match)))
            continue
        if line.lstrip().startswith("#"):
            made.append((number, f"{line.lstrip().split()[0]} {words}"))
            continue
        if (
            made
            and made[-1][1].startswith(f"{level} ")
            and made[-1][0] == number - 1
            and ("bold-heading", made[-1][0]) in {(one.name, one.line) for one in changes}
        ):
            made[-1] = (number, f"{made[-1][1]}<br>{words}")
        else:
            made += [(number, ""), (number, f"{level} {words}")]
        changes.append(DialectChange("bold-heading", number, "****"))
    return made


def _no_headline(words: str) -> bool:
    """Return whether bold words are no heading: a sentence, a byline, or a line about the page itself."""
    if len(words) > _LONGEST_HEADLINE * (1 if re.search(f"[{_CJK}]", words) else 3) or words.endswith(
        ("。", "；", "，")
    ):
        return True
    scan = Scan(half(words))
    scan.take_contacts()
    scan.take_identity()
    scan.take_common()
    furniture = {"date", "weekday", "total", "page_count", "cn", "postal_code", "issn"} & set(scan.facts)
    return (bool(furniture) and len(re.sub(r"[\s　·|]", "", scan.left)) <= _NAME * 2) or bool(_BYLINE.search(words))


def _unbold(line: str, match: re.Match[str] | None) -> str:
    """Return a bold line that is no heading without its marks."""
    return (
        match["words"]
        if match and not line.lstrip().startswith("#") and _no_headline(match["words"].strip(" 　"))
        else line
    )


_SHORT_RULE = regex(r"^\s*\|(?:\s*:?-{1,2}:?\s*\|)+\s*$")


def _table_rules(lines: list[NumberedLine], _: Listing) -> list[NumberedLine]:
    """Convert ``|-|-|`` below the head of a table to three dashes a cell."""
    return [
        (number, re.sub(r"(:?)-{1,2}(:?)(?=\s*\|)", r"\1---\2", line) if _SHORT_RULE.match(line) else line)
        for number, line in lines
    ]


Habit = Callable[[list[NumberedLine], Listing], list[NumberedLine]]
_HABITS: tuple[Habit, ...] = (
    tables_from_html,
    _headings,
    _letter_spaced,
    _bold_headlines,
    _table_rules,
    join_break_tags,
    join_print_lines,
)
