# SPDX-License-Identifier: AGPL-3.0-or-later
"""The masthead: which pieces of a front page form it, the facts they print, and the publication they name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from epubgen.files.names import folded_slug
from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.facts import Scan
from epubgen.importers.printed_page.page_block import PageBlock
from epubgen.importers.printed_page.paper_names import is_paper, language_of
from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, UNNAMED, half, number
from epubgen.importers.reading import Fact
from epubgen.model import Contact, Ids, Publication

__all__ = ["Masthead", "derive_publication", "find_masthead"]

_LATIN = re.compile(r"^[A-Z][A-Z .'’&-]{3,}$")
_BODY = rf"(?P<body>[{HAN}·（）()《》]+?)"
_FUNCTION = re.compile(rf"{_BODY}(?P<what>主管、主办|主管主办|主管主辦|主管|主办|主辦|出版|發行)(?=$|[\s　,，;；|｜])")
_UNIT = re.compile(rf"(?P<what>主管|主办|主辦|出版)(?:单位|單位)?[\s　]*[:：][\s　]*(?P<body>[{HAN}·（）()]+)")
_DAY = re.compile(r"^[\s　]*(\d{1,2}|[一二三四五六七八九十廿]{1,3})[\s　]*日?[\s　]*$")
_PAPER = re.compile(rf"^[{HAN}]{{1,8}}(?:报|報|新闻|新聞|日刊|周刊|週刊)$")
_EAR = 40
_ZONE = 40
"""A masthead has no more pieces than this."""
_ENOUGH = 2
"""So many facts make a masthead where no title is known."""


@dataclass(slots=True, kw_only=True)
class Masthead:
    """What a front page prints about paper and issue."""

    title: str = ""
    title_latin: str = ""
    day: date | None = None
    facts: dict[str, str] = field(default_factory=dict)
    contacts: list[Contact] = field(default_factory=list)
    ears: list[str] = field(default_factory=list)
    images: list[str] = field(default_factory=list)
    """Pictures in the masthead: the nameplate, most often."""
    line: int = 1

    def has_facts(self) -> bool:
        """Whether anything but a title was printed."""
        return bool(self.facts or self.day)


def find_masthead(pieces: Sequence[PageBlock], title: str = "") -> tuple[Masthead | None, tuple[PageBlock, ...]]:
    """The masthead of a page and the pieces that are not part of it.

    ``title`` is that of the publication where it is known: its heading is the title whatever its level.
    """
    at = _title_at(pieces, title)
    start, end = _zone(pieces, at)
    if at is None and _count_facts(pieces[start:end]) < _ENOUGH:
        return None, tuple(pieces)
    mast = Masthead(line=pieces[start].line if pieces else 1)
    _read(mast, pieces[start:end], None if at is None else at - start)
    if not mast.has_facts() and not (at is not None and mast.title_latin):
        return None, tuple(pieces)
    return mast, (*pieces[:start], *pieces[end:])


def _title_at(pieces: Sequence[PageBlock], title: str) -> int | None:
    """The heading that is the title: the one that matches, or the first with a line of Latin capitals after it."""
    zone = list(enumerate(pieces[:_ZONE]))
    headings = [at for at, piece in zone if piece.kind == "heading"]
    wanted = _plain(title)
    for at in headings:
        if wanted and _plain(words(pieces[at].text)) == wanted:
            return at
    for at in headings:
        if at + 1 < len(pieces) and _LATIN.match(half(pieces[at + 1].bare)):
            return at
    for at in headings[:1]:
        called = words(pieces[at].text)
        if _PAPER.match(_plain(called)) and _count_facts(pieces[: at + 6]) >= _ENOUGH:
            return at
        if is_paper(called) and at <= _ENOUGH and any(map(_is_dated, pieces[at + 1 : at + 4])):
            return at
    for at, piece in zone[: headings[0] if headings else 8]:
        if piece.kind == "text" and (_plain(piece.bare) == wanted or _PAPER.match(_plain(piece.bare))):
            return at if _count_facts(pieces[: at + 10]) >= _ENOUGH else None
    return None


def _is_dated(piece: PageBlock) -> bool:
    """Whether a block is a line of facts with a date or a number of the issue."""
    names = {name for line in piece.text.split("\n") for name in _scan(line)[0].facts}
    return _is_fact(piece) and bool(names & {"date", "volume", "total"})


def _plain(text: str) -> str:
    return re.sub(r"[\s　《》]", "", text)


def _zone(pieces: Sequence[PageBlock], at: int | None) -> tuple[int, int]:
    """From the first ear to the last fact before the first story."""
    if at is None:
        end = next((index for index, piece in enumerate(pieces) if piece.kind == "heading"), len(pieces))
        facts = [index for index in range(min(end, _ZONE)) if _is_fact(pieces[index])]
        return (0, facts[-1] + 1) if facts else (0, 0)
    start = at
    while start > 0 and (_is_fact(pieces[start - 1]) or _is_ear(pieces[start - 1])):
        start -= 1
    end = at + 1
    last = end
    while end < min(len(pieces), at + _ZONE):
        piece = pieces[end]
        if _is_fact(piece) or _LATIN.match(half(piece.bare)) or piece.kind == "rule":
            last = end + 1
        elif not _is_ear(piece):
            break
        end += 1
    return start, last


def _is_ear(piece: PageBlock) -> bool:
    return piece.kind in ("text", "image", "rule") and len(piece.bare) <= _EAR and not re.search("[。！？]", piece.bare)


def _is_fact(piece: PageBlock) -> bool:
    """Whether every line of the piece gives a fact; a heading must give nothing else."""
    if piece.kind not in ("text", "heading") or len(piece.text) > 400:  # noqa: PLR2004 - longer is a paragraph
        return False
    found = [_scan(line) for line in piece.text.split("\n")]
    if any(not scan.facts and not scan.contacts for scan, _ in found):
        return False
    rest = "".join(re.sub(r"[\s　,，;；|｜:：]", "", scan.left) for scan, _ in found)
    if re.search("[。！？]", rest):
        return False
    return not rest if piece.kind == "heading" else len(rest) <= _EAR


def _count_facts(pieces: Sequence[PageBlock]) -> int:
    """Different facts that only a masthead prints."""
    names: set[str] = set()
    for piece in pieces:
        if piece.kind in ("text", "heading") and _is_fact(piece):
            for line in piece.text.split("\n"):
                names |= set(_scan(line)[0].facts)
    return len(names & {"total", "volume", "price", "cn", "issn", "postal_code", "page_count", "主管", "主办", "出版"})


def _scan(line: str) -> tuple[Scan, tuple[int, int] | None]:
    """The facts of one line; its identifiers are read in ASCII."""
    scan = Scan(half(words(line)), printed=line)
    scan.take_contacts()
    scan.take_identity()
    scan.take_common()
    month = scan.take_month()
    if month:
        scan.facts["month"] = f"{month[0]}-{month[1]}"
    _functions(scan)
    if match := _DAY.match(scan.left):
        scan.facts["day"] = match[1]
        scan.left = ""
    return scan, month


def _functions(scan: Scan) -> None:
    """主管, 主办, 出版: 主管主办 names one body for both."""
    for pattern in (_UNIT, _FUNCTION):
        while match := pattern.search(scan.left):
            what = match["what"].replace("主辦", "主办").replace("發行", "出版")
            for name in ("主管", "主办", "出版"):
                if name in what:
                    others = scan.facts.get(name, "")
                    scan.facts[name] = f"{others}、{match['body']}" if others else match["body"]
            scan.left = f"{scan.left[: match.start()]}\n{scan.left[match.end() :]}"


def _read(mast: Masthead, pieces: Sequence[PageBlock], title: int | None) -> None:
    month: tuple[int, int] | None = None
    day = ""
    for index, piece in enumerate(pieces):
        mast.images.extend(file for file, _ in piece.images)
        if index == title:
            mast.title = words(piece.text)
            mast.line = piece.line
            continue
        for line in piece.text.split("\n"):
            if _LATIN.match(half(line.strip())) and not mast.title_latin:
                mast.title_latin = half(line.strip())
                continue
            scan, found = _scan(line)
            month = month or found
            day = day or scan.facts.pop("day", "")
            scan.facts.pop("month", None)
            _keep(mast, scan)
    if mast.day is None and month and (value := number(day)):
        try:
            mast.day = date(*month, value)
        except ValueError:
            mast.ears.append(day)


def _keep(mast: Masthead, scan: Scan) -> None:
    """Facts of a line into the masthead; what is left over is an ear."""
    if "date" in scan.facts:
        found = date.fromisoformat(scan.facts.pop("date"))
        mast.day = mast.day or found
        if found != mast.day:
            mast.ears.append(found.isoformat())
    for name, value in scan.facts.items():
        if mast.facts.setdefault(name, value) != value:
            mast.ears.append(value)
    mast.contacts.extend(scan.contacts)
    rest = [part.strip(" 　,，;；|｜:：") for part in scan.left.split("\n")]
    whole = scan.left == half(words(scan.printed))
    if whole and scan.printed.strip():
        mast.ears.append(words(scan.printed).strip(" 　"))
        return
    mast.ears.extend(part for part in rest if part)


def derive_publication(mast: Masthead | None, text: str, running: str = "") -> tuple[Publication, tuple[Fact, ...]]:
    """The publication that the masthead prints, with an id from its Latin title, else from a hash of its title.

    ``running``: the paper as running heads print it, for pages without a masthead.
    """
    language = language_of(text)
    printed = mast.title if mast and mast.title else running
    title = printed or UNNAMED.get(language, UNNAMED["en"])
    latin = mast.title_latin if mast else ""
    name = folded_slug(latin or (printed if not re.search(f"[{HAN}{KANA}{HANGUL}]", printed) else ""))
    made = name or f"paper-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    origin = "fact.latin-title" if name else "fact.title-hash" if printed else "fact.no-title"
    facts: tuple[Fact, ...] = (
        Fact(name="publication.id", value=made, origin=origin),
        Fact(name="publication.language", value=language, origin="fact.script"),
    )
    if running and title == running:
        facts = (*facts, Fact(name="publication.title", value=title, origin="fact.head"))
    base = Publication(id=made, title=title, language=language, title_latin=latin)
    return (_filled(base, mast) if mast else base), facts


def _filled(base: Publication, mast: Masthead) -> Publication:
    facts = mast.facts
    return Publication(
        id=base.id,
        title=base.title,
        language=base.language,
        title_latin=base.title_latin,
        authority=facts.get("主管", ""),
        sponsor=facts.get("主办", ""),
        publisher=facts.get("出版", ""),
        ids=Ids(cn=facts.get("cn", ""), issn=re.sub(r"^ISSN[ :]*", "", facts.get("issn", ""))),
        postal_code=facts.get("postal_code", ""),
        price=facts.get("price", ""),
        contacts=tuple(mast.contacts),
        ears=tuple(mast.ears),
    )
