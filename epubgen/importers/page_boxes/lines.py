# SPDX-License-Identifier: AGPL-3.0-or-later
"""Joins the characters of a PDF page to lines by the position of the pen.

Horizontal, vertical, or upwards along a photo.

A file usually keeps the letters of a line together. So its order is followed as long as the next letter stands where
the line goes on. Pieces of a line that the file separates (another font, another order) are joined afterwards by
position.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import field
from statistics import median

from epubgen.images.pdf_pages import PdfCharacter, PdfFont
from epubgen.importers.page_boxes.elements import Direction, LaidLine, around
from epubgen.importers.printed_page.page_block import PageBox
from epubgen.startup import dataclass
from epubgen.typesetting.characters import EAST, narrow

__all__ = ["lines_of"]

_TURNS: dict[int, Direction] = {0: "right", 90: "down", 180: "left", 270: "up"}
_BASE = 0.35
"""Ems by which letters of one line may stand above another."""
_GAP, _SPACED_GAP = 0.75, 1.3
"""Ems between letters of one line, without and with a space."""
_BACK = -0.6
"""Ems by which a letter may reach over the one before."""
_SPACE = 0.22
"""Ems that are a space between letters of an alphabet where none is printed."""
_WIDE_SPACE, _SCRIPTS = 0.18, 0.32
"""Ems more than usual in the line that are a space between full-width characters, and between scripts: typesetters
leave a quarter there that nobody typed."""
_PRINTED = 0.1
"""A printed space takes so much; one that takes nothing was put there by a program."""
_SIZES = 0.5
"""A letter of a line is no smaller than this part of its neighbour."""
_SHORT = 14
"""A heading whose letters are set apart has no more."""
_APART = 3.2
"""Ems by which they are set apart at most."""
_ALIKE = 0.3
"""Part by which their distances differ at most."""


@dataclass(slots=True)
class _Run:
    """Letters that follow each other."""

    letters: list[PdfCharacter] = field(default_factory=list)
    direction: Direction | None = None

    @property
    def way(self) -> Direction:
        return self.direction or _TURNS[self.letters[0].turn]


def lines_of(letters: Sequence[PdfCharacter], fonts: Sequence[PdfFont]) -> tuple[LaidLine, ...]:
    """Return the lines of a page in the order of the file. Every letter is in one line; only spaces are added."""
    runs = _runs(letters)
    vertical = _is_vertical(runs)
    if vertical:  # PDFium sorts letters of one height; what stands below another is told by its place
        runs = _runs(letters, _stacked(letters))
    runs = _set_apart(_joined(runs if vertical else _without_chance(runs)))
    for run in runs if vertical else ():
        if run.direction is None and not run.letters[0].turn and not narrow(run.letters[0].text):
            run.direction = "down"  # the one letter of a last line
    return tuple(_line(run, fonts) for run in runs)


def _stacked(letters: Sequence[PdfCharacter]) -> frozenset[int]:
    """Return the numbers of the full-width letters directly above or below another letter of their size."""
    places = {(round(one.x / 2), round(one.y / 2)): one for one in letters if not narrow(one.text) and not one.turn}
    found = set()
    for number, one in enumerate(letters):
        if narrow(one.text) or one.turn:
            continue
        steps = [round((one.y + sign * one.size) / 2) + off for sign in (-1, 1) for off in (-1, 0, 1)]
        near = (places.get((round(one.x / 2) + side, step)) for step in steps for side in (0, -1, 1))
        if any(other and abs(other.size - one.size) < 0.1 * one.size for other in near):
            found.add(number)
    return frozenset(found)


def _runs(letters: Iterable[PdfCharacter], stacked: frozenset[int] = frozenset()) -> list[_Run]:
    """Return runs of letters that follow each other; ``stacked`` letters follow only downwards."""
    runs: list[_Run] = []
    for number, letter in enumerate(letters):
        way = _goes_on(runs[-1], letter) if runs else None
        if way == "right" and number in stacked and number - 1 in stacked:
            way = None
        if way is None:
            runs.append(_Run([letter]))
        else:
            runs[-1].direction = way
            runs[-1].letters.append(letter)
    return runs


def _goes_on(run: _Run, letter: PdfCharacter) -> Direction | None:
    """Return the direction in which a run goes on with a letter; nothing if the run ends."""
    last = run.letters[-1]
    em = max(last.size, letter.size)
    if min(last.size, letter.size) < _SIZES * em:
        return None
    ways = (run.direction,) if run.direction else _ways(last, letter)
    return next((way for way in ways if _follows(last, letter, way, em)), None)


def _ways(last: PdfCharacter, letter: PdfCharacter) -> tuple[Direction, ...]:
    if last.turn == letter.turn == 0:
        wide = not narrow(last.text) or not narrow(letter.text)
        return ("right", "down") if wide else ("right",)
    if last.turn == letter.turn:
        return (_TURNS[letter.turn],)
    return ("down",) if {last.turn, letter.turn} <= {0, 90} else ()


def _follows(last: PdfCharacter, letter: PdfCharacter, way: Direction, em: float) -> bool:
    if way == "down":
        return _follows_down(last, letter, em)
    if last.turn != letter.turn:
        return False
    off, gap = _step(last, letter, way)
    return abs(off) <= _BASE * em and _BACK * em <= gap <= (_SPACED_GAP if letter.spaced else _GAP) * em


def _step(last: PdfCharacter, letter: PdfCharacter, way: Direction) -> tuple[float, float]:
    """Return the distance of a letter from the line, and from the letter before it."""
    if way == "right":
        return letter.y - last.y, letter.left - last.right
    if way == "left":
        return letter.y - last.y, last.left - letter.right
    return letter.x - last.x, last.top - letter.bottom


def _follows_down(last: PdfCharacter, letter: PdfCharacter, em: float) -> bool:
    """Return whether a letter stands below another in a vertical line.

    Origins count, too, because boxes of marks are small.
    """
    off = min(abs(letter.x - last.x), abs((letter.left + letter.right - last.left - last.right) / 2))
    step = letter.y - last.y if letter.turn == last.turn else (letter.top + letter.bottom - last.top - last.bottom) / 2
    # a digit of two that stand side by side in a vertical line shares the height of the other
    beside = abs(step) < _BASE * em and narrow(letter.text) and narrow(last.text) and 0 <= letter.left - last.right < em
    if beside:
        return True
    return off <= 0.45 * em and 0.2 * em <= step <= (2.4 if letter.spaced else 1.7) * em


def _is_vertical(runs: list[_Run]) -> bool:
    """Return whether most text of a page is vertical."""
    long = [run for run in runs if len(run.letters) > 3]  # noqa: PLR2004 - by chance
    down = sum(len(run.letters) for run in long if run.way == "down")
    return down > sum(len(run.letters) for run in long if run.way == "right")


def _without_chance(runs: list[_Run]) -> list[_Run]:
    """Split short vertical runs on a page of horizontal lines.

    They are single letters that stand below each other by chance.
    """
    made: list[_Run] = []
    for run in runs:
        if run.direction == "down" and len(run.letters) <= 3 and run.letters[0].turn == 0:  # noqa: PLR2004
            made.extend(_Run([letter]) for letter in run.letters)
        else:
            made.append(run)
    return made


def _joined(runs: list[_Run]) -> list[_Run]:
    """Join runs of one line that the file separates, at the position of the first of them."""
    rows: dict[tuple[str, int], list[int]] = {}
    for at, run in enumerate(runs):
        rows.setdefault((run.way, round(_level(run) / 2)), []).append(at)
        if run.direction is None and not narrow(run.letters[0].text):  # one letter: it may stand in either line
            rows.setdefault(("down", round(run.letters[0].x / 2)), []).append(at)
    gone: set[int] = set()
    for at, run in enumerate(runs):
        if at in gone:
            continue
        while (other := _next_in_row(at, runs, rows, gone)) is not None:
            first, second = run.letters[-1], runs[other].letters[0]
            run.direction = "down" if abs(second.y - first.y) > abs(second.x - first.x) and not first.turn else run.way
            run.letters.extend(runs[other].letters)
            gone.add(other)
    return [run for at, run in enumerate(runs) if at not in gone]


def _level(run: _Run) -> float:
    first = run.letters[0]
    return first.y if run.way in ("right", "left") else first.x


def _next_in_row(at: int, runs: list[_Run], rows: dict[tuple[str, int], list[int]], gone: set[int]) -> int | None:
    run = runs[at]
    last = run.letters[-1]
    if run.way == "down" or (run.direction is None and not narrow(last.text)):
        below = _below_in_row(at, runs, rows, gone)
        if below is not None or run.way == "down":
            return below
    level = round((last.y if run.way in ("right", "left") else last.x) / 2)
    for key in (level, level - 1, level + 1, level - 2, level + 2):
        for other in rows.get((run.way, key), ()):
            if other == at or other in gone:
                continue
            first = runs[other].letters[0]
            em = max(last.size, first.size)
            off, gap = _step(last, first, run.way)
            near = abs(off) <= 0.2 * em and -0.1 * em <= gap <= (0.6 if first.spaced else 0.35) * em
            if near and first.turn == last.turn and min(last.size, first.size) >= 0.8 * em:
                return other
    return None


def _below_in_row(at: int, runs: list[_Run], rows: dict[tuple[str, int], list[int]], gone: set[int]) -> int | None:
    """Return a vertical run, or a single letter, that begins directly below the end of another."""
    last = runs[at].letters[-1]
    level = round(last.x / 2)
    for key in (level, level - 1, level + 1):
        for other in rows.get(("down", key), ()):
            first = runs[other].letters[0]
            em = max(last.size, first.size)
            if other == at or other in gone or abs(first.size - last.size) > 0.1 * em:
                continue
            if abs(first.x - last.x) <= 0.25 * em and 0.7 * em <= first.y - last.y <= 1.3 * em:
                return other
    return None


def _set_apart(runs: list[_Run]) -> list[_Run]:
    """Join letter-spaced letters of a heading (潮　水　退　去) to one line."""
    made: list[_Run] = []
    held: list[_Run] = []
    for run in runs:
        if held and not _as_held(held, run):
            made.extend(_closed(held))
            held = []
        if len(run.letters) == 1 and not narrow(run.letters[0].text):
            held.append(run)
        else:
            made.append(run)
    return [*made, *_closed(held)]


def _as_held(held: list[_Run], run: _Run) -> bool:
    """Return whether a letter is as far from the last one as that one from the one before."""
    if len(run.letters) != 1:
        return False
    last, letter = held[-1].letters[0], run.letters[0]
    if letter.font != last.font or abs(letter.size - last.size) > 0.1 * last.size or letter.turn != last.turn:
        return False
    across, down = letter.x - last.x, letter.y - last.y
    step = max(across, down)
    if min(abs(across), abs(down)) > 0.2 * last.size or not 0.8 * last.size <= step <= _APART * last.size:
        return False
    if len(held) == 1:
        return True
    before = held[-2].letters[0]
    steps = (last.x - before.x, last.y - before.y)
    return abs(step - max(steps)) <= _ALIKE * step and (across > down) == (steps[0] > steps[1])


def _closed(held: list[_Run]) -> list[_Run]:
    if not 1 < len(held) <= _SHORT:
        return held
    letters = [run.letters[0]._replace(spaced=0) for run in held]
    down = abs(letters[-1].y - letters[0].y) > abs(letters[-1].x - letters[0].x)
    return [_Run(letters, "down" if down else "right")]


def _line(run: _Run, fonts: Sequence[PdfFont]) -> LaidLine:
    letters = run.letters
    text, indent = _text(run)
    fonts_used = [fonts[letter.font] for letter in letters if letter.font < len(fonts)]
    shown = [letter for letter in letters if letter.text.strip("\u3000 ")] or letters
    box = around(map(_em_box, shown))
    last = letters[-1]
    return LaidLine(
        text,
        _full(box, run, letters),
        median(letter.size for letter in letters),
        bold=2 * sum(font.bold for font in fonts_used) > len(letters),
        italic=2 * sum(font.italic for font in fonts_used) > len(letters),
        font=fonts_used[0].name if fonts_used else "",
        direction=run.way,
        hyphen=last.text if last.hyphen or last.text == "\u00ad" else "",
        indent=indent,
    )


def _em_box(letter: PdfCharacter) -> PageBox:
    """Return the box of a letter; of a full-width letter the whole square, because brackets fill only half."""
    x, y, em = letter.x, letter.y, letter.size
    if narrow(letter.text) or letter.turn or not letter.left - 0.7 * em <= x <= letter.left + 0.2 * em:
        return PageBox(letter.left, letter.top, letter.right, letter.bottom)
    return PageBox(
        min(x, letter.left),
        min(y - 0.88 * em, letter.top),
        max(x + em, letter.right),
        max(y + 0.12 * em, letter.bottom),
    )


def _full(box: PageBox, run: _Run, letters: Sequence[PdfCharacter]) -> PageBox:
    """Return the box of a line with the height of its letters, whatever marks it holds.

    Of a vertical line the width.
    """
    size = median(letter.size for letter in letters)
    if run.way == "down":
        middle = (box.left + box.right) / 2
        upright = [letter for letter in letters if letter.turn == 0 and not narrow(letter.text)]
        middle = median(letter.x for letter in upright) + size / 2 if upright and _left_origin(upright) else middle
        return PageBox(middle - size / 2, box.top, middle + size / 2, box.bottom)
    return box


def _left_origin(letters: Sequence[PdfCharacter]) -> bool:
    """Return whether the pen stands at the left of upright letters.

    In fonts for vertical lines it stands in the middle.
    """
    return sum(letter.x <= letter.left + 0.2 * letter.size for letter in letters) * 2 > len(letters)


def _text(run: _Run) -> tuple[str, float]:
    """Return the words of a run, with a space where one is printed or left free, and leading full-width spaces."""
    letters = run.letters
    gaps = _gaps(run)
    apart = _letter_spaced(letters, gaps)
    latin = not any(EAST.match(letter.text) and letter.text not in "—…" for letter in letters)
    pairs = zip(letters, letters[1:], gaps, strict=False)
    wide = [gap for last, letter, gap in pairs if not narrow(last.text) and not narrow(letter.text)]
    usual = max(0.0, median(wide)) if wide else 0.0
    parts = [letters[0].text]
    for letter, last, gap in zip(letters[1:], letters, gaps, strict=False):
        thin = latin or (narrow(last.text) and narrow(letter.text))
        least = 0.0 if thin else usual + (_SCRIPTS if narrow(last.text) != narrow(letter.text) else _WIDE_SPACE)
        spaced = letter.spaced and (thin or gap > least or (letter.spaced > 1 and gap > _PRINTED))
        free = thin and not letter.spaced and gap > _SPACE and run.way != "down"
        parts.append(f" {letter.text}" if (spaced or free) and not apart and last.text != "\u3000" else letter.text)
    text = "".join(parts)
    bare = text.lstrip("\u3000 ")
    return bare.rstrip(" \u3000"), float(text[: len(text) - len(bare)].count("\u3000"))


def _gaps(run: _Run) -> list[float]:
    """Return the gaps between neighbours, in ems."""
    found = []
    for last, letter in zip(run.letters, run.letters[1:], strict=False):
        em = max(last.size, letter.size)
        if run.way == "down":
            found.append(max(0.0, letter.y - last.y) / em - 1.0 if letter.turn == last.turn == 0 else 0.0)
        elif run.way == "right" and not narrow(last.text) and not narrow(letter.text):
            found.append((letter.x - last.x) / em - 1.0)  # boxes of marks are narrow
        else:
            found.append(_step(last, letter, run.way)[1] / em)
    return found


def _letter_spaced(letters: Sequence[PdfCharacter], gaps: Sequence[float]) -> bool:
    """Return whether the full-width letters of a heading are evenly letter-spaced, so that the gaps are no spaces."""
    if len(letters) > _SHORT or len(gaps) < 2 or any(narrow(letter.text) for letter in letters):  # noqa: PLR2004
        return False
    return min(gaps) > 0.3 and max(gaps) - min(gaps) <= _ALIKE * max(gaps)  # noqa: PLR2004
