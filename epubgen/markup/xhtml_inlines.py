# SPDX-License-Identifier: AGPL-3.0-or-later
"""Writes runs of text as XHTML, and holds the settings on which the XHTML of a story depends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from urllib.parse import quote

from epubgen.languages.characters import letters_of, without_marks
from epubgen.languages.directions import Direction, direction, ordered_numbers, right_to_left_runs, text_direction
from epubgen.markup.parsed import is_article_link, is_outside_link
from epubgen.markup.tree import El, Node, el
from epubgen.model import (
    Abbr,
    Address,
    BookTitle,
    Break,
    CodeSpan,
    Directed,
    Dots,
    Em,
    Foreign,
    Inline,
    Inlines,
    LangStr,
    Link,
    NoteRef,
    Photo,
    ProperName,
    Ruby,
    Sideways,
    SmallCaps,
    Span,
    Strong,
    Struck,
    Sub,
    Sup,
    Tcy,
    Text,
    Upright,
    plain,
    runs_of,
)
from epubgen.startup import dataclass, regex

__all__ = [
    "DocumentIds",
    "RenderContext",
    "ShownPicture",
    "note_id",
    "render_inlines",
    "render_text",
    "stated_direction",
]


@dataclass(frozen=True, slots=True)
class ShownPicture:
    """A picture of the edition: the address for ``src`` and its true size in pixels."""

    href: str
    width: int
    height: int


def _no_picture(_photo: Photo) -> ShownPicture | None:
    return None


def _no_link(_article_id: str) -> str | None:
    return None


def _first_letter_large(key: str) -> str:
    return key.rpartition(".")[2].capitalize()


def _as_it_is(text: Inlines) -> Inlines:
    return text


def _opens(_page: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class RenderContext:
    """The settings of the XHTML of one document.

    ``picture`` returns the stored picture of a photo, ``href`` the file of a story, ``term`` a word of the edition.
    ``None`` from ``picture`` or ``href`` leaves only the caption or the words. ``typeset`` is applied once to each
    piece of visible text, never to ``alt``, ids or addresses. ``opens`` returns whether a printed page begins in this
    document; where another document has the beginning of the page, no second mark is written.
    """

    language: str
    vertical: bool = False
    picture: Callable[[Photo], ShownPicture | None] = _no_picture
    href: Callable[[str], str | None] = _no_link
    term: Callable[[str], str] = _first_letter_large
    typeset: Callable[[Inlines], Inlines] = _as_it_is
    opens: Callable[[str], bool] = _opens

    @property
    def runs(self) -> Direction:
        """The direction of the text."""
        return direction(self.language)


@dataclass(slots=True)
class DocumentIds:
    """Gives out the ids of one document and the numbers of its notes; an id that is taken gets a number at its end."""

    taken: dict[str, int] = field(default_factory=dict)
    notes: dict[str, int] = field(default_factory=dict)
    """Label of a note → its number."""

    def note_number(self, label: str) -> int:
        """Return the number of a note, from 1 in the order of their marks; readers never see labels."""
        return self.notes.setdefault(label, len(self.notes) + 1)

    def give(self, wish: str) -> str:
        """Return an id that this document does not have yet."""
        count = self.taken[wish] = self.taken.get(wish, 0) + 1
        return wish if count == 1 else self.give(f"{wish}-{count}")

    def __contains__(self, name: str) -> bool:
        return name in self.taken


_AFTER = regex(r"(?<=[/.\-?&=_])(?![/.\-?&=_]|\Z)")
_MAIL = regex(r"[^\s@/]{2,}@[^\s@/]{2,}")
_IN_HOST = regex(r"(?<=[^.]{2}\.)(?=[^.]{2})")
"""Where a line may end in the host of a mail address: after a full stop, never beside a single letter."""
_ELEMENTS: dict[type[Span], tuple[str, str | None]] = {
    Strong: ("strong", None),
    Em: ("em", None),
    Sub: ("sub", None),
    Sup: ("sup", None),
    Struck: ("s", None),
    Dots: ("span", "dots"),
    SmallCaps: ("span", "sc"),
    ProperName: ("span", "proper-name"),
    BookTitle: ("cite", "book-title"),
    Upright: ("span", "upr"),
    Sideways: ("span", "side"),
}
_UNSAFE = regex(r'["<>\\^`{|}]|%(?![0-9A-Fa-f]{2})')
_BOPOMOFO = regex(r"[\u3105-\u312f\u31a0-\u31bf]")
"""注音: each syllable stands to the right of its character, in vertical and in horizontal lines."""
_PLAIN_ID = regex(r"[A-Za-z0-9]+\Z")


def render_inlines(
    inlines: Inlines, setting: RenderContext, names: DocumentIds | None = None, runs: Direction | None = None
) -> tuple[Node, ...]:
    """Return the runs as XHTML, typeset.

    Args:
        inlines: the runs.
        setting: the settings of the document.
        names: gives out the ids of the document.
        runs: the direction of the element around the runs, where it is not that of the language.
    """
    made, way = setting.typeset(inlines), runs or setting.runs
    if len(made) == 1 and isinstance(words := made[0], Text):  # nearly every text is one run
        return tuple(_ordered(words.text, way))
    return _InlineRenderer(setting, DocumentIds() if names is None else names, way).nodes(made)


def render_text(text: str, setting: RenderContext) -> tuple[Node, ...]:
    """Return a one-line text such as a headline, caption or name, with its marks and its language or direction."""
    runs = runs_of(text)
    if runs and isinstance(text, LangStr) and text.lang and text.lang != setting.language:
        runs = (Foreign(runs, text.lang),)
    elif runs and (way := text_direction(text)) and way != setting.runs and not stated_direction(runs)[0]:
        runs = (Directed(runs, way),)
    return render_inlines(runs, setting)


def stated_direction(inlines: Inlines) -> tuple[Direction | None, Inlines]:
    """Return the direction that was typed for all words of a block, or ``None``, and the words."""
    run = inlines[0] if len(inlines) == 1 else None
    if isinstance(run, Directed) and not run.override and run.runs != "auto":
        return run.runs, run.children
    return None, inlines


def note_id(kind: str, label: str) -> str:
    """Return the id of a note (``fn``) or of its first mark (``fnref``); different labels never give the same id."""
    return f"{kind}-{label}" if _PLAIN_ID.match(label) else f"{kind}-u-{label.encode('utf-8', 'replace').hex()}"


class _InlineRenderer:
    def __init__(self, setting: RenderContext, names: DocumentIds, runs: Direction) -> None:
        self._setting = setting
        self._names = names
        self._runs: Direction | None = runs
        """The direction of the text around the run; ``None`` where every character has been given one."""

    def nodes(self, inlines: Inlines, *, linked: bool = False) -> tuple[Node, ...]:
        return tuple(node for run in inlines for node in self._node(run, linked=linked))

    def _node(self, run: Inline, *, linked: bool) -> Iterator[Node]:  # noqa: C901 - one case for each type of run
        match run:
            case Text(words):
                yield from _ordered(words, self._runs) if self._runs else (words,)
            case Break():
                yield el("br")
            case CodeSpan(words):
                yield el("code", words, dir=self._latin)
            case Tcy(words):
                yield el("span", words, class_="tcy") if self._setting.vertical else words
            case Ruby(base, reading):
                yield from _with_reading(base, reading)
            case NoteRef(label):
                yield from self._note_mark(label, linked=linked)
            case Link():
                yield from self._link(run, linked=linked)
            case Foreign(children, lang):
                said = direction(lang) if self._runs and direction(lang) != self._runs else None
                inner = self._within(children, direction(lang) if self._runs else None, linked=linked)
                yield el("span", inner, lang=lang, xml__lang=lang, dir=said)
            case Directed(children, runs, override):
                name = "bdo" if override else "bdi" if runs == "auto" else "span"
                within = None if override else self._runs if runs == "auto" else runs
                inner = self._within(children, within, linked=linked)
                yield el(name, inner, dir=runs)
            case Address(children):
                words = plain(children)
                yield el("span", _breakable(words), class_=_address_kind(words), dir=self._latin)
            case Abbr(children, title):
                yield el("abbr", self.nodes(children, linked=linked), title=title)
            case _:
                name, kind = _ELEMENTS[type(run)]
                yield el(name, self.nodes(run.children, linked=linked), class_=kind)

    @property
    def _latin(self) -> Direction | None:
        """The direction of text that always runs from left to right, where it must be stated; else ``None``."""
        return "ltr" if self._runs == "rtl" else None

    def _within(self, children: Inlines, runs: Direction | None, *, linked: bool) -> tuple[Node, ...]:
        """Return runs inside a run that has its own direction."""
        around, self._runs = self._runs, runs
        made = self.nodes(children, linked=linked)
        self._runs = around
        return made

    def _link(self, run: Link, *, linked: bool) -> Iterator[Node]:
        href = self._address(run.href)
        if not href or linked:
            yield from self.nodes(run.children, linked=linked)
        elif len(run.children) == 1 and isinstance(shown := run.children[0], Address):
            words = plain(shown.children)
            yield el("a", _breakable(words), class_=_address_kind(words), href=href, dir=self._latin)
        else:
            yield el("a", self.nodes(run.children, linked=True), href=href)

    def _address(self, href: str) -> str | None:
        if is_article_link(href):
            return self._setting.href(href.removeprefix("article:"))
        return _UNSAFE.sub(lambda found: quote(found.group()), href) if is_outside_link(href) else None

    def _note_mark(self, label: str, *, linked: bool) -> Iterator[Node]:
        number = str(self._names.note_number(label))
        if linked:
            yield el("sup", number)
            return
        yield el(
            "a",
            number,
            class_="noteref",
            id=self._names.give(note_id("fnref", label)),
            href=f"#{note_id('fn', label)}",
            epub__type="noteref",
            role="doc-noteref",
        )


def _with_reading(base: str, reading: str) -> Iterator[Node]:
    """Yield base text with its reading. Marks around characters that each have a reading stand beside them."""
    before, letters, after = without_marks(base)
    if 1 < len(reading.split()) == len(letters_of(letters)) != len(letters_of(base)):
        yield from filter(None, (before, ruby(letters, reading), after))
    else:
        yield ruby(base, reading)


def ruby(base: str, reading: str) -> El:
    """Return base text with its reading; as many readings as characters are set above one character each."""
    readings, letters = reading.split(), letters_of(base)
    pairs = list(zip(letters, readings, strict=True)) if len(readings) == len(letters) > 1 else [(base, reading)]
    parts = ((above, el("rp", "("), el("rt", below), el("rp", ")")) for above, below in pairs)
    return el("ruby", *parts, class_="bopomofo" if _BOPOMOFO.search(reading) else None)


def _ordered(words: str, runs: Direction) -> Iterator[Node]:
    """Yield words; a ``dir`` around numbers of several groups and words in the other direction keeps their order."""
    kept, way = (ordered_numbers, "ltr") if runs == "rtl" else (right_to_left_runs, "rtl")
    done = 0
    for start, end in kept(words):
        yield from (words[done:start],) if start > done else ()
        yield el("span", words[start:end], dir=way, class_="whole" if way == "ltr" else None)
        done = end
    yield from (words[done:],) if done < len(words) else ()


def _address_kind(words: str) -> str:
    """Return the class of an address. A mail address has one of its own: divided between two letters it is misread."""
    return "url mail" if _MAIL.fullmatch(words) else "url"


def _breakable(url: str) -> Iterator[Node]:
    """Yield an address with places where its line may end. Source: typography rule 24."""
    name, sign, host = url.partition("@")
    mail = _MAIL.fullmatch(url)
    parts = [name + sign, *_IN_HOST.split(host)] if mail else _AFTER.split(url)
    for number, part in enumerate(parts):
        if number:
            yield el("wbr")
        yield part
