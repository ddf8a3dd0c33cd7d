# SPDX-License-Identifier: AGPL-3.0-or-later
"""Our rules inside a line of Markdown: emphasis beside Han characters, spans, sub- and superscript, note marks, HTML.

Each is a rule of markdown-it: ``(state, silent) -> whether the rule applies at state.pos``; with ``silent`` it only
moves on.
"""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline import image as plain_image
from markdown_it.rules_inline.state_inline import Delimiter

from epubgen.markup.attributes import braced
from epubgen.markup.html_tags import instead_of, is_html
from epubgen.markup.parsed import is_article_link, is_outside_link
from epubgen.markup.script import closes, is_script, opens, opens_strike, stands_for_itself
from epubgen.startup import regex

__all__ = [
    "emphasis",
    "html",
    "image",
    "line_html",
    "line_image",
    "line_link",
    "link",
    "note",
    "script",
    "span",
    "strike",
]

_NOTE = regex(r"\[\^([^\s\[\]]+)\]")
_SCRIPT = regex(r"([~^])(?!\1)([^\s~^\\`*_\[\]{}<>|&!。，、；：！？“”‘’（）…—]{1,12})\1(?!\1)")
_TAG = regex(r"</?([A-Za-z][A-Za-z0-9:-]*)(?:[\s/][^<>]*)?>|<!--|<!\[CDATA\[|<\?[A-Za-z]|<![A-Z]")
_PICTURE = regex(
    r"!\[[^\[\]\n]{0,500}\]\([^()\n]{1,500}\.(?:jpe?g|png|gif|webp|svg|tiff?|heic|avif|bmp)\)", re.IGNORECASE
)
_SPACED_PATH = regex(r"!\[([^\[\]\n]{0,2000})\]\(([^\s()<>\"'][^()<>\n\"']{0,500})\)")
_BROKEN = regex(r"!\[[^\[\]\n]{0,2000}\]\(")


def emphasis(state: StateInline, silent: bool) -> bool:
    """Read a run of ``*`` or ``_``: markdown-it's rule with our test of the characters beside it."""
    marker = state.src[state.pos]
    if silent or marker not in "*_":
        return False
    end = state.pos
    while end < state.posMax and state.src[end] == marker:
        end += 1
    before = state.src[state.pos - 1 : state.pos]
    after = state.src[end : end + 1] if end < state.posMax else ""
    length = end - state.pos
    text = marker == "*" and stands_for_itself(state.src, state.pos, length)
    may_open, may_close = not text and opens(marker, before, after), not text and closes(marker, before, after)
    for _ in range(length):
        token = state.push("text", "", 0)
        token.content = marker
        place = len(state.tokens) - 1
        state.delimiters.append(Delimiter(ord(marker), length, place, -1, may_open, may_close))
    state.pos = end
    return True


def strike(state: StateInline, silent: bool) -> bool:
    """Read ``~~struck~~``: exactly two tildes. markdown-it pairs them into ``s_open`` and ``s_close``."""
    end = state.pos + 2
    before, after = state.src[state.pos - 1 : state.pos], state.src[end : min(end + 1, state.posMax)]
    if silent or not state.src.startswith("~~", state.pos, state.posMax) or "~" in (before, after):
        return False
    state.push("text", "", 0).content = "~~"
    place = len(state.tokens) - 1
    may_open, may_close = opens_strike(before, after), closes("*", before, after)
    state.delimiters.append(Delimiter(ord("~"), 0, place, -1, may_open, may_close))
    state.pos = end
    return True


def image(state: StateInline, silent: bool) -> bool:
    """Read ``![caption](path){attributes}``; the path may have spaces."""
    if not state.src.startswith("![", state.pos):
        return False
    start = state.pos
    if not plain_image(state, silent) and not _spaced_image(state, silent):
        return False
    found = braced(state.src, state.pos) if state.pos < state.posMax else None
    if found and found[1] <= state.posMax:
        state.pos = found[1]
    if not silent:
        state.tokens[-1].meta = {"attributes": found[0] if found else (), "source": state.src[start : state.pos]}
    return True


def _spaced_image(state: StateInline, silent: bool) -> bool:
    found = _SPACED_PATH.match(state.src, state.pos, state.posMax)
    if not found:
        if not silent and _last(state, "](") > state.pos and _BROKEN.match(state.src, state.pos, state.posMax):
            _problem(state, "S09.path")
        return False
    if not silent:
        token = state.push("image", "img", 0)
        token.attrs, token.content, token.children = {"src": found[2], "alt": ""}, found[1], []
        state.md.inline.parse(found[1], state.md, state.env, token.children)
    state.pos = found.end()
    return True


def note(state: StateInline, silent: bool) -> bool:
    """Read ``[^1]``, the mark of a footnote."""
    if state.src[state.pos] != "[":
        return False
    found = _NOTE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        state.push("note_mark", "", 0).info = found[1]
    state.pos = found.end()
    return True


def link(state: StateInline, silent: bool) -> bool:
    """Read ``[text](address)``; unlike markdown-it's rule this one accepts spans and note marks in the text."""
    found = _linked(state)
    if not found:
        return False
    stop, href, title, end = found
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": href, "title": title}
        _read_inside(state, stop)
        state.push("link_close", "a", -1)
    state.pos = end
    return True


def _linked(state: StateInline) -> tuple[int, str, str, int] | None:
    """Return the end of the words, address, title and end of a link that begins here; ``None`` without one."""
    if state.src[state.pos] != "[" or _last(state, "](") < state.pos:
        return None
    stop = state.md.helpers.parseLinkLabel(state, state.pos)
    found = _address(state, stop + 1) if 0 <= stop < state.posMax - 1 else None
    return (stop, *found) if found else None


def _read_inside(state: StateInline, stop: int) -> None:
    """Read the words of a bracket that begins here and ends at ``stop``."""
    maximum = state.posMax
    state.pos, state.posMax = state.pos + 1, stop
    state.md.inline.tokenize(state)
    state.posMax = maximum


def _address(state: StateInline, start: int) -> tuple[str, str, int] | None:
    """Return address, title and end of ``(address "title")``."""
    if state.src[start] != "(":
        return None
    pos = _after_space(state, start + 1)
    found = state.md.helpers.parseLinkDestination(state.src, pos, state.posMax)
    href, title = (found.str, "") if found.ok else ("", "")
    pos = _after_space(state, found.pos if found.ok else pos)
    words = state.md.helpers.parseLinkTitle(state.src, pos, state.posMax)
    if words.ok and state.src[pos - 1].isspace():
        title, pos = words.str, _after_space(state, words.pos)
    return (href, title, pos + 1) if pos < state.posMax and state.src[pos] == ")" else None


def _after_space(state: StateInline, pos: int) -> int:
    while pos < state.posMax and state.src[pos] in " \t\n":
        pos += 1
    return pos


def span(state: StateInline, silent: bool) -> bool:
    """Read ``[text]{.dots}`` or ``[text]{ruby="…"}``: words with attributes."""
    if state.src[state.pos] != "[" or _last(state, "]{") < state.pos:
        return False
    stop = state.md.helpers.parseLinkLabel(state, state.pos)
    found = braced(state.src, stop + 1) if 0 <= stop < state.posMax - 1 else None
    if not found or found[1] > state.posMax:
        return False
    if not silent:
        state.push("span_open", "", 1).meta = {"attributes": found[0]}
        _read_inside(state, stop)
        state.push("span_close", "", -1)
    state.pos = found[1]
    return True


def script(state: StateInline, silent: bool) -> bool:
    """Read ``H~2~O`` and ``m^2^``."""
    marker = state.src[state.pos]
    if marker not in "~^":
        return False
    found = _SCRIPT.match(state.src, state.pos, state.posMax)
    before = state.src[state.pos - 1 : state.pos] if state.pos else ""
    after = state.src[found.end() : found.end() + 1] if found and found.end() < state.posMax else ""
    if found and is_script(marker, before, found[2], after):
        if not silent:
            name = "sub" if marker == "~" else "sup"
            state.push(f"{name}_open", name, 1)
            state.push("text", "", 0).content = found[2]
            state.push(f"{name}_close", name, -1)
        state.pos = found.end()
        return True
    return False


def html(state: StateInline, silent: bool) -> bool:
    """Keep a tag as text and report what to type instead; a name that HTML does not have is text: ``<NBA>``."""
    return _html(state, silent, in_line=False)


def line_html(state: StateInline, silent: bool) -> bool:
    """Do the same in a one-line field, where a line break means that the field should be a list."""
    return _html(state, silent, in_line=True)


def _html(state: StateInline, silent: bool, *, in_line: bool) -> bool:
    found = _TAG.match(state.src, state.pos, state.posMax) if state.src[state.pos] == "<" else None
    if not found:
        return False
    if not silent:
        name = found[1] or ""
        text = f"<{name}>" if name else found[0]
        if in_line and name.lower() == "br":
            _problem(state, "S18.break", text=text)
        elif instead := instead_of(name):
            _problem(state, "S09.html", text=text, instead=instead)
        elif not name or is_html(name):
            _problem(state, "S09.html.other", text=text)
        state.append_pending(found[0])
    state.pos = found.end()
    return True


def line_link(state: StateInline, silent: bool) -> bool:
    """Read a link in a one-line field: keep its words and report the link; ``[图](注)`` is text."""
    found = _linked(state)
    if not found:
        return False
    stop, href, _, end = found
    if not (is_outside_link(href) or is_article_link(href)):
        return False
    if not silent:
        _problem(state, "S18.link", text=state.src[state.pos + 1 : stop], href=href)
        _read_inside(state, stop)
    state.pos = end
    return True


def line_image(state: StateInline, silent: bool) -> bool:
    """Keep a picture in a one-line field as typed, and report it."""
    found = _PICTURE.match(state.src, state.pos, state.posMax)
    if not found:
        return False
    if not silent:
        _problem(state, "S18.image", text=found[0])
        state.append_pending(found[0])
    state.pos = found.end()
    return True


def _last(state: StateInline, ending: str) -> int:
    """Return the last offset of an ending of brackets.

    It is found once a text, so that rows of brackets cost no time.
    """
    key = -1 - ord(ending[1])
    if key not in state.cache:
        state.cache[key] = state.src.rfind(ending)
    return state.cache[key]


def _problem(state: StateInline, key: str, **args: str) -> None:
    state.push("problem", "", 0).meta = {"key": key, "args": args}
