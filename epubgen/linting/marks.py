# SPDX-License-Identifier: AGPL-3.0-or-later
"""Rules T: marks without a partner or of the wrong width, unreadable characters, rewritten numbers, line direction.

Each paragraph of a long quotation begins with an opening mark, and only the last one has a closing mark. ``’`` is more
often an apostrophe than a quotation mark. A bracket after the number of a list item closes nothing: ``1）``, ``a)``.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from functools import cache

from epubgen.errors import Finding, Location, finding
from epubgen.languages.characters import is_visible
from epubgen.languages.directions import direction, page_flow, vertical_lines
from epubgen.linting.context import LintContext
from epubgen.linting.passages import CJK, Passage, without_addresses
from epubgen.model import Text
from epubgen.startup import dataclass, regex
from epubgen.typesetting import make, punctuation
from epubgen.typesetting.characters import LEFTOVERS
from epubgen.typesetting.formulas import formulas_in, plain_formulas

__all__ = ["Lost", "numbers_are_rewritten", "unpaired"]

_BRACKETS = {
    "（": "）",
    "(": ")",
    "[": "]",
    "［": "］",
    "【": "】",
    "〔": "〕",
    "《": "》",
    "〈": "〉",
    "｛": "｝",
    "{": "}",
}
_QUOTES = dict(zip("“「『﹁﹃", "”」』﹂﹄", strict=True))
_SINGLE = {"‘": "’"}
_MARKS = regex(
    "[" + re.escape("".join(part for pair in (_BRACKETS | _QUOTES | _SINGLE).items() for part in pair)) + "]"
)
_ASIAN = ("zh", "ja", "ko")
_ENUMERATION = regex(r"(?:^|[\s，。；、：,;:])[0-9A-Za-z一二三四五六七八九十①-⑳]{1,3}$")
_INTERVAL = regex(r"[\[(]-?[\d.]+\s*[,;，]\s*-?[\d.∞]+[\])]")
"""An interval such as ``[0, 1)``, whose brackets are not of one kind."""
_SMILEY = regex(r"(?:^|[^\w(（])[:;：；]['’]?-?$|[\u3041-\u30ff\u4e00-\u9fff][:;]-?$")
"""The characters before the bracket of a smiley ``:)``."""
_NEAR = 8
"""How many characters before a bracket are examined; the number of an item or a smiley is shorter."""
_WIDE = {"(": "（", ")": "）"}


@dataclass(frozen=True, slots=True)
class Lost:
    """A mark without its partner, at an offset of the text."""

    mark: str
    partner: str
    at: int
    opening: bool


@dataclass(slots=True)
class _OpenMarks:
    """The marks that are open, each with the passage that opened it."""

    language: str
    pairs: Mapping[str, str]
    stack: list[tuple[Passage, Lost]] = field(default_factory=list)
    found: list[tuple[Passage, Lost]] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    """How many open marks wait for each closing mark. A broken text can leave thousands open, too many to search."""

    @property
    def quotes_only(self) -> bool:
        return all(lost.mark in _QUOTES or lost.mark in _SINGLE for _, lost in self.stack)

    def push(self, passage: Passage, lost: Lost) -> None:
        """Add an open mark."""
        self.stack.append((passage, lost))
        self.counts[_wide(lost.partner)] += 1

    def pop(self) -> tuple[Passage, Lost]:
        """Remove the mark that was opened last, and return it."""
        last = self.stack.pop()
        self.counts[_wide(last[1].partner)] -= 1
        return last

    def lose(self) -> None:
        """Report all open marks as unpaired."""
        self.found += self.stack
        self.stack.clear()
        self.counts.clear()


def unpaired(passages: Iterable[Passage]) -> Iterator[tuple[Passage, Lost]]:
    """Yield the marks without a partner; those of one flow of paragraphs come together."""
    states: dict[int, _OpenMarks] = {}
    for passage in passages:
        if not passage.flow:
            state = _fresh(passage)
        elif (known := states.get(passage.flow)) is None:
            state = states[passage.flow] = _fresh(passage)
        else:
            state = known
        if state.stack or _MARKS.search(passage.text):  # a paragraph without marks can only lose those that are open
            _read(state, passage)
        if not passage.flow:
            yield from (*state.found, *state.stack)
    for state in states.values():
        yield from (*state.found, *state.stack)


def _fresh(passage: Passage) -> _OpenMarks:
    return _OpenMarks(passage.language, _pairs(passage.language))


@cache
def _pairs(language: str) -> Mapping[str, str]:
    """The marks that come in pairs in a language: each opening mark with its closing one."""
    asian = language in _ASIAN
    quotes = _QUOTES if asian or language == "en" else {}
    return {**_BRACKETS, **quotes, **(_SINGLE if asian else {})}


def _read(state: _OpenMarks, passage: Passage) -> None:
    text = without_addresses(passage.text)
    if "(" in text or "[" in text:
        text = _INTERVAL.sub(lambda match: "x" * len(match[0]), text)
    carried = bool(state.stack)
    if carried and not _carries_on(state, text):
        state.lose()
    start = len(text) - len(text.lstrip("\u3000 \n"))
    if state.stack and text[start:].startswith(tuple(lost.mark for _, lost in state.stack)):
        start += _repeated(state, text[start:])
    marks = {*state.pairs, *state.pairs.values()}
    for found in _MARKS.finditer(text, start):
        if found[0] in marks:
            _mark(state, passage, text, found.start())


def _carries_on(state: _OpenMarks, text: str) -> bool:
    """Return whether a paragraph continues an open quotation.

    It repeats the opening mark, or closes it before another opens.
    """
    body = text.lstrip("\u3000 \n")
    first = state.stack[0][1]
    if not state.quotes_only:
        return False
    opens, closes = body.find(first.mark), body.find(first.partner)
    return opens == 0 or (closes >= 0 and (opens < 0 or closes < opens))


def _repeated(state: _OpenMarks, body: str) -> int:
    """Return how many marks at the start of a paragraph repeat open ones; ``“‘`` may repeat two."""
    count = 0
    for (_, lost), char in zip(state.stack, body, strict=False):
        if lost.mark != char:
            break
        count += 1
    return count


def _mark(state: _OpenMarks, passage: Passage, text: str, at: int) -> None:
    char = text[at]
    if char in state.pairs:
        if not _aside(text, at):
            _open(state, passage, Lost(char, state.pairs[char], at, opening=True))
    elif not _apostrophe(text, at):
        _close(state, passage, text, at)


def _open(state: _OpenMarks, passage: Passage, lost: Lost) -> None:
    """Open a mark. A quotation mark inside the same mark means that the outer one was never closed.

    Brackets may nest.
    """
    if lost.mark not in _BRACKETS:
        while state.counts[lost.partner]:
            state.found.append(state.pop())
    state.push(passage, lost)


def _close(state: _OpenMarks, passage: Passage, text: str, at: int) -> None:
    closing = text[at]
    wide = _wide(closing)
    if state.counts[wide]:
        while _wide((lost := state.pop())[1].partner) != wide:
            state.found.append(lost)
    elif not (wide == "）" and _is_no_bracket(text[max(0, at - _NEAR) : at])):
        opening = next(mark for mark, partner in state.pairs.items() if partner == closing)
        state.found.append((passage, Lost(closing, opening, at, opening=False)))


def _wide(mark: str) -> str:
    return _WIDE.get(mark, mark)


def _is_no_bracket(before: str) -> bool:
    """Return whether a closing bracket after these characters closes nothing, as in an item number or a smiley."""
    return bool(_ENUMERATION.search(before) or _SMILEY.search(before))


def _apostrophe(text: str, at: int) -> bool:
    """Return whether ``’`` is an apostrophe: between or after Latin letters, or before digits."""
    if text[at] != "’":
        return False
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    latin = before.isalpha() and not CJK.match(before)
    return (latin and (after.isalpha() or after in (" ", ""))) or after.isdigit()


def _aside(text: str, at: int) -> bool:
    """Return whether a bracket is the mouth of a smiley: ``:(``, ``:-(``."""
    return text[at] == "(" and text.endswith((":", ";", ":-"), 0, at) and text[at + 1 : at + 2] in ("", " ")


_FULL_WIDTH = ("zh", "ja")
"""Languages with full-width marks; Korean uses half-width ones."""
_WIDTH = ("colon", "comma", "exclamation", "parentheses", "question", "semicolon")
_HALF_WIDTH = regex("[,:;!?()]")
"""Marks that may have to become full-width; a text without them need not be counted."""
_UNREADABLE = regex("[\ufffd\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd\x00-\x08\x0b-\x1f\x7f-\x9f]")


def width_fits(context: LintContext) -> Iterator[Finding]:
    """T01: half-width marks after Han characters, counted for each story; skipped where the build corrects them."""
    setting = context.options.punctuation or context.issue.publication.punctuation
    if setting == "normalise":
        return
    for story, passages in zip(context.printed_stories, context.story_passages, strict=True):
        if context.language(story) not in _FULL_WIDTH:
            continue
        found = [(p, n) for p in passages if (n := _half_width(p.text))]
        if found:
            first = found[0][0]
            yield first.about("T01", n=sum(n for _, n in found), text=_around(first.text))


def formulas_are_plain(context: LintContext) -> Iterator[Finding]:
    """T09: formulas in LaTeX, which readers would see as typed; one finding for each passage."""
    for passage in context.passages:
        found = formulas_in(passage.text) if "$" in passage.text or "\\" in passage.text else ()
        if found:
            made = plain_formulas(found[0])
            row = "T09" if made.kept or made.text == found[0] else "T09.plain"
            yield passage.about(row, text=found[0], plain=made.text)


def pairs_close(context: LintContext) -> Iterator[Finding]:
    """T02: quotation marks and brackets come in pairs."""
    for passage, lost in unpaired(context.passages):
        row = "T02.open" if lost.opening else "T02.close"
        yield passage.about(row, mark=lost.mark, partner=lost.partner, text=_near(passage.text, lost))


def characters_are_readable(context: LintContext) -> Iterator[Finding]:
    """T03: replacement, control and private-use characters, which stand for characters that were lost."""
    lost = "\ufffd" in context.joined or not is_visible(context.joined)
    for text, at, path in context.strings if lost else ():
        if found := _UNREADABLE.findall(text):
            yield _unreadable(text, found, at, path)


def _unreadable(text: str, found: list[str], at: Location | None, path: str) -> Finding:
    first, right = found[0], ""
    row = "T03.lost" if first == "\ufffd" else "T03" if unicodedata.category(first) == "Co" else "T03.control"
    if ord(first) in LEFTOVERS:
        row, right = "T03.gb18030", LEFTOVERS[ord(first)]
    char = f"U+{ord(first):04X}"
    return finding(row, at, path, n=len(found), char=char, text=_beside(text, first), right=right)


def _half_width(text: str) -> int:
    if not _HALF_WIDTH.search(text):
        return 0
    return sum(count for name, count in punctuation.normalise(text)[1] if name in _WIDTH)


def _around(text: str) -> str:
    """Return the first mark that would change, with the words before it."""
    new = punctuation.normalise(text)[0]
    at = next((i for i, (old, now) in enumerate(zip(text, new, strict=False)) if old != now), 0)
    return text[max(0, at - 8) : at + 1].strip()


def _near(text: str, lost: Lost) -> str:
    return text[max(0, lost.at - 6) : lost.at + 7].replace("\n", " ").strip()


def _beside(text: str, char: str) -> str:
    at = text.index(char)
    return f"{text[max(0, at - 6) : at]}▯{text[at + 1 : at + 7]}".replace("\n", " ")


def numbers_are_rewritten(context: LintContext) -> Iterator[Finding]:
    """T04: stories whose numbers the build writes in Han characters, with all changes."""
    paper = context.issue.publication
    mode = paper.lines(context.options.writing_mode)
    if paper.typography.numerals != "hanzi" or mode == "horizontal-tb":
        return
    for story, passages in zip(context.printed_stories, context.story_passages, strict=True):
        setter = make(story.lang or paper.language, mode, paper.typography)
        seen = [p for p in passages if not p.path.endswith("alt")]
        changes = Counter(change for passage in seen for change in setter.numerals((Text(passage.text),)))
        if changes:
            log = ", ".join(_said(old, new, count) for (old, new), count in changes.items())
            yield context.about("T04", story, "body", n=changes.total(), changes=log)


def _said(old: str, new: str, count: int) -> str:
    return f"{old} → {new}" + (f" (×{count})" if count > 1 else "")


def lines_suit_the_script(context: LintContext) -> Iterator[Finding]:
    """T13, T14: the script of the language does not have the direction of lines that was chosen.

    In T13 vertical lines would lay all words of letters on their side. Scripts from right to left have no vertical
    lines (T14); only the Mongolian script has vertical lines from left to right, and only such lines.
    """
    paper, asked = context.issue.publication, context.options.writing_mode
    key = _unsuited(paper.language, asked or paper.writing_mode)
    if asked and key in ("T14", "T14.lines"):
        yield finding(f"{key}.option" if key == "T14" else key, None, "writing_mode", language=paper.language)
    elif key:
        yield context.about_publication(key, "writing_mode", language=paper.language)


def lines_suit_the_stories(context: LintContext) -> Iterator[Finding]:
    """T16, T17: a story of a vertical edition whose words or letters lie on their side, and could stand."""
    paper = context.issue.publication
    mode = paper.lines(context.options.writing_mode)
    if mode == "horizontal-tb" or not vertical_lines(paper.language):  # T13 has said it of the whole paper
        return
    for story in context.printed_stories:
        language = story.lang or paper.language
        lines, flow = vertical_lines(language), page_flow(language, mode, paper.language, story.writing_mode)
        if not lines and flow.mode != "horizontal-tb":
            yield context.about("T16", story, "lang", language=language)
        elif lines == "vertical-lr" and flow.mode == "horizontal-tb":
            yield context.about("T17", story, "writing_mode", language=language)


def _unsuited(language: str, mode: str) -> str:
    """Return the row for lines that the script of a language does not have; empty where the script has them."""
    vertical = vertical_lines(language)
    if mode == "horizontal-tb":
        return "T13.mongolian" if vertical == "vertical-lr" else ""
    if direction(language) == "rtl":
        return "T14"
    if mode == "vertical-lr" and vertical != "vertical-lr":
        return "T14.lines"
    return "" if vertical else "T13"
