# SPDX-License-Identifier: AGPL-3.0-or-later
"""Prepares the tree of foreign HTML: removes deleted and hidden words, marks struck ones, turns players into links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from bs4 import BeautifulSoup, NavigableString, Tag
from bs4.element import PageElement

from epubgen.markup.html_tags import BLOCKS, HEADINGS, PLAYERS, VERBATIM, WORDLESS
from epubgen.markup.html_tree import (
    attribute,
    clear_direction,
    counts_readers,
    outermost,
    own_direction,
    state_direction,
    stated_direction,
    style,
    text_of,
    typed_address,
    walk,
    words_in,
)
from epubgen.markup.parsed import Problems, is_outside_link
from epubgen.startup import regex

__all__ = ["clean_tree", "narrow_marks"]

_STRIKES = ("s", "strike")
_NEUTRAL = frozenset({"span", "font", "u", "ins", "small", "big"})
_PICTURE = regex(r"\.(?:jpe?g|png|gif|webp|avif|bmp|tiff?)(?:[?#]|\Z)", re.IGNORECASE)
_EXCUSE = regex(r"browser|support|浏览器|瀏覽器|ブラウザ|브라우저|navigateur|navegador", re.IGNORECASE)
"""Words that only a browser without a player would show."""
_SHOWN = 3
_SNIPPET = 18


def clean_tree(soup: BeautifulSoup, problems: Problems) -> None:
    """Change the tree in place, and report what was left out."""
    _drop(outermost(soup, lambda element: element.name == "del"), "H05", problems)
    _drop(outermost(soup, _is_hidden), "H05.hidden", problems)
    _strike(soup)
    for element in soup.find_all(PLAYERS):
        _player(soup, element, problems)


def _drop(elements: Iterable[Tag], key: str, problems: Problems) -> None:
    words: list[str] = []
    for element in elements:
        if key == "H05.hidden":
            _keep_visible(element)
        said = words_in(element) or " ".join(filter(None, map(_picture_said, _pictures(element))))
        if said and element.name not in WORDLESS:
            words.append(said if len(said) <= _SNIPPET else f"{said[:_SNIPPET]}…")
        element.extract()
    if words:
        more = f" … (×{len(words)})" if len(words) > _SHOWN else ""
        problems.add(key, 0, what=", ".join(f"“{said}”" for said in words[:_SHOWN]) + more)


def _pictures(element: Tag) -> Iterable[Tag]:
    return (element,) if element.name == "img" else element.find_all("img")


def _picture_said(picture: Tag) -> str:
    """Return the text alternative of a picture, else its address; nothing for one that only counts readers."""
    return "" if counts_readers(picture) else attribute(picture, "alt") or attribute(picture, "src")


def _is_hidden(element: Tag) -> bool:
    if element.name in ("html", "body"):
        return False
    said = style(element)
    return (
        "hidden" in element.attrs
        or said.get("display") == "none"
        or said.get("visibility") in ("hidden", "collapse")
        or said.get("mso-hide") == "all"
        or (attribute(element, "aria-hidden").strip().lower() == "true" and bool(words_in(element)))
    )


def _keep_visible(element: Tag) -> None:
    """Move the parts of a hidden element that are visible again in front of that element."""
    said = style(element)
    if said.get("visibility") not in ("hidden", "collapse") or said.get("display") == "none":
        return
    visible = outermost(element, lambda inner: style(inner).get("visibility") == "visible")
    for inner in visible:
        element.insert_before(inner.extract())


def _strike(soup: BeautifulSoup) -> None:
    """Make an ``s`` around words of every way to strike words out; blocks never stand inside an ``s``."""
    marked: list[NavigableString] = []
    wide: list[Tag] = []
    for event, node in walk(soup):
        if event == "start" and isinstance(node, Tag) and _strikes(node):
            wide += _narrowed(node)
        elif event == "end" and wide and node is wide[-1]:
            wide.pop()
        elif event == "text" and wide and isinstance(node, NavigableString) and node.strip():
            marked.append(node)
    for words in marked:
        words.wrap(soup.new_tag("s"))


def _strikes(element: Tag) -> bool:
    if element.name in _STRIKES:
        return True
    said = style(element) if "style" in element.attrs else {}
    return "line-through" in said.get("text-decoration", "") or "line-through" in said.get("text-decoration-line", "")


def _narrowed(element: Tag) -> list[Tag]:
    """Mark an element without blocks as struck; return an element whose words must be marked one by one."""
    holds_blocks = element.name in BLOCKS or element.find(BLOCKS) is not None
    if not holds_blocks and (element.name in _STRIKES or (element.name in _NEUTRAL and "lang" not in element.attrs)):
        element.name = "s"
        return []
    if element.name in _STRIKES:
        element.name = "div" if element.find(BLOCKS) else "span"
    return [element]


_NARROWED = ("strong", "b", "em", "i", "sub", "sup", "a")
_UNMARKED = {"strong": HEADINGS, "b": HEADINGS}
"""Blocks that already have the look of the mark."""


def narrow_marks(soup: BeautifulSoup, problems: Problems) -> None:
    """Move a mark, link or language around blocks (``<b><p>…</p></b>``) into each block; the tree must not be deep.

    A link around a picture alone is reported (H03.picture), since photos cannot be links.
    """
    for element in soup.find_all("a", href=True):
        _name_link_of_picture(element, problems)
    _mark_languages(soup)
    _mark_directions(soup)
    for element in soup.find_all(_NARROWED):
        if element.parent is None or not _holds_words_in_blocks(element):
            continue
        if element.find_parent(lambda above, name=element.name: above.name == name) is None:
            _narrow(soup, element, element, _UNMARKED.get(element.name, ()))
        element.name, element.attrs = "div", {name: value for name, value in element.attrs.items() if name == "lang"}


def _name_link_of_picture(link: Tag, problems: Problems) -> None:
    """Report a link around a picture (H03.picture), unless it leads to the picture itself."""
    href = attribute(link, "href").strip()
    if is_outside_link(href) and not _PICTURE.search(href) and link.find("img") is not None and not words_in(link):
        problems.add("H03.picture", 0, href=href)


def _mark_languages(soup: BeautifulSoup) -> None:
    """Wrap the words of each block that names a language in a run of that language, unless most of the text has it."""
    named = [block for block in soup.find_all(BLOCKS) if _own_language(block)]
    spoken: Counter[str] = Counter()
    for block in named:
        count = len(words_in(block))
        spoken[_own_language(block)] += count
        if isinstance(above := block.find_parent(_own_language), Tag):
            spoken[_own_language(above)] -= count
    whole = len(words_in(soup)) if named else 0
    for block in named:
        language = _own_language(block)
        if 2 * spoken[language] <= whole and block.name not in (*VERBATIM, *WORDLESS):
            _narrow(soup, soup.new_tag("span", attrs={"lang": language}), block, ())


def _mark_directions(soup: BeautifulSoup) -> None:
    """Wrap the words of each block, or mark around blocks, that states a direction of its own in such a run."""
    state_direction(soup)
    stated = soup.find_all(_may_state_direction)
    ways = {id(element): way for element in stated if (way := own_direction(element))}
    for element in stated:
        said, kind = ways.get(id(element)), "bdo" if element.name == "bdo" else "span"
        above = next((ways[id(one)] for one in element.parents if id(one) in ways), "")
        if said and (said != above or kind == "bdo"):
            _narrow(soup, soup.new_tag(kind, attrs={"dir": said}), element, ())
    for element in stated:
        if id(element) in ways:
            clear_direction(element)


def _may_state_direction(element: Tag) -> bool:
    """Return whether an element has an attribute that states a direction, and is a block or holds blocks."""
    if not ("dir" in element.attrs or "style" in element.attrs or element.name == "bdi"):
        return False
    whole = element.name in BLOCKS or _holds_words_in_blocks(element)
    return whole and element.name not in (*VERBATIM, *WORDLESS)


def _own_language(element: Tag) -> str:
    return (attribute(element, "lang") or attribute(element, "xml:lang")).strip()


def _holds_words_in_blocks(element: Tag) -> bool:
    return any(block.name not in ("img", "image") for block in element.find_all(BLOCKS))


def _narrow(soup: BeautifulSoup, mark: Tag, within: Tag, unmarked: tuple[str, ...]) -> None:
    """Wrap each row of words and inline elements in ``within`` in a copy of ``mark``."""
    row: list[PageElement] = []
    for child in [*within.contents, None]:
        other = isinstance(child, Tag) and _is_told_apart(mark, child)
        block = other or (isinstance(child, Tag) and (child.name in BLOCKS or child.find(BLOCKS) is not None))
        if child is not None and not block:
            row.append(child)
            continue
        if any(text_of(part).strip() if not isinstance(part, Tag) else words_in(part) for part in row):
            wrapper = soup.new_tag(mark.name, attrs=dict(mark.attrs))
            row[0].insert_before(wrapper)
            for part in row:
                wrapper.append(part.extract())
        row = []
        if isinstance(child, Tag) and not other and child.name not in (*unmarked, *VERBATIM, *WORDLESS):
            _narrow(soup, mark, child, unmarked)


def _is_told_apart(mark: Tag, child: Tag) -> bool:
    """Return whether an element names a language or direction of its own, so that a mark around it does not hold."""
    if _own_language(mark):
        return bool(_own_language(child))
    way = attribute(mark, "dir")
    return bool(way) and child.name in BLOCKS and stated_direction(child) not in ("", way)


def _player(soup: BeautifulSoup, element: Tag, problems: Problems) -> None:
    """Replace a player by a link, or by a picture; one without an address stays and is left out later."""
    if element.name not in PLAYERS or element.parent is None or counts_readers(element):
        return
    address = _address(element)
    if element.name in ("object", "embed") and (
        attribute(element, "type").startswith("image/") or _PICTURE.search(address)
    ):
        said = attribute(element, "title") or words_in(element)
        element.name, element.attrs = "img", {"src": address, "alt": said}
        element.clear()
        return
    if not is_outside_link(address):
        return
    problems.add("H07", 0, what=element.name, href=address)
    link = soup.new_tag("a", href=address)
    link.string = attribute(element, "title") or attribute(element, "aria-label") or address
    still, said = attribute(element, "poster").strip(), attribute(element, "title")
    for inner in element.find_all((*PLAYERS, "source", "track", "param")):
        inner.name, inner.attrs = "span", {}  # removing the element would cost time for everything below it
    if _EXCUSE.search(words_in(element)):
        element.clear()
    element.name, element.attrs = "div", {}
    if words_in(element):
        element.insert(0, soup.new_tag("br"))
    element.insert(0, link)
    if still:
        element.insert(0, soup.new_tag("img", src=still, alt=said))


def _address(element: Tag) -> str:
    parts = [element, *element.find_all(("source", "param", "embed"), recursive=False)]
    named = {"src", "movie", "filename", "url"}
    for part in parts:
        if part.name == "param":
            typed = attribute(part, "value") if attribute(part, "name").lower() in named else ""
        else:
            typed = next(
                (value for name in ("src", "data-src", "data") if (value := attribute(part, name).strip())), ""
            )
        if address := typed_address(typed):
            return address
    return ""
