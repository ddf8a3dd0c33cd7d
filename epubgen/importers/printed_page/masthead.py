# SPDX-License-Identifier: AGPL-3.0-or-later
"""Finds the masthead: which pieces of a front page form it, the facts they print, and the publication they name."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import field, replace
from datetime import date

from epubgen.files.names import folded_slug
from epubgen.importers.printed_page.blocks import words
from epubgen.importers.printed_page.bylines import signature
from epubgen.importers.printed_page.facts import Scan
from epubgen.importers.printed_page.page_block import PageBlock, PrintedPage
from epubgen.importers.printed_page.paper_names import is_paper, language_of
from epubgen.importers.printed_page.people import editors
from epubgen.importers.printed_page.words import HAN, HANGUL, KANA, PAGE_NAMES, half, number
from epubgen.importers.reading import Fact
from epubgen.languages.words import UNNAMED_PAPERS
from epubgen.model import Contact, Ids, Publication
from epubgen.startup import dataclass, regex

__all__ = ["Masthead", "derive_publication", "find_masthead"]

_LATIN = regex(r"^[A-Z][A-Z .'’&-]{3,}$")
_BODY = rf"(?P<body>[{HAN}·（）()《》]+?)"
_FUNCTION = regex(rf"{_BODY}(?P<what>主管、主办|主管主办|主管主辦|主管|主办|主辦|出版|發行)(?=$|[\s　,，;；|｜])")
_UNIT = regex(rf"(?P<what>主管|主办|主辦|出版)(?:单位|單位)?[\s　]*[:：][\s　]*(?P<body>[{HAN}·（）()]+)")
_DAY = regex(r"^[\s　]*(\d{1,2}|[一二三四五六七八九十廿]{1,3})[\s　]*日?[\s　]*$")
_DOMAIN = regex(r"^(?:[a-z0-9-]+\.)+[a-z]{2,8}(?:/\S*)?$")
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
        """Return whether more than a title was printed."""
        return bool(self.facts or self.day)


def find_masthead(
    pieces: Sequence[PageBlock], title: str = "", others: frozenset[str] = frozenset()
) -> tuple[Masthead | None, tuple[PageBlock, ...]]:
    """Return the masthead of a page and the pieces that do not belong to it.

    ``title`` is that of the publication if known, ``others`` are papers that other pages name: a line that agrees with
    them is the title. Any other line needs evidence around it: facts that mastheads print, or the form of a paper's
    name. Nothing after a story belongs to the masthead.
    """
    top = pieces[: _top(pieces)]
    known = frozenset(filter(None, (title_key(title), *map(title_key, others))))
    found = max(range(len(top)), key=lambda at: (_evidence(top, at, known), -at), default=None)
    at = found if found is not None and _evidence(top, found, known) >= _SURE else None
    start, end = _zone(top, at)
    if at is None and _count_facts(pieces[start:end]) < _ENOUGH:
        return None, tuple(pieces)
    mast = Masthead(line=pieces[start].line if pieces else 1)
    _read(mast, pieces[start:end], None if at is None else at - start)
    if not mast.has_facts() and not (at is not None and mast.title_latin):
        return None, tuple(pieces)
    while end < len(pieces) and _is_teaser(pieces[end]):
        mast.ears.append(words(pieces[end].bare))
        end += 1
    return mast, (*pieces[:start], *pieces[end:])


def title_key(title: str) -> str:
    """Return a title without spaces, marks and case, to compare two spellings."""
    return re.sub(r"[\s　《》·.’']", "", half(title)).casefold()


_SURE = 4.0
"""So much evidence makes a title."""
_STRONG = frozenset(("total", "volume", "cn", "issn", "postal_code", "page_count", "price", "主管", "主办", "出版"))
"""Facts that only a masthead prints."""


def _top(pieces: Sequence[PageBlock]) -> int:
    """Return the number of pieces before the first story, that is before the first text or byline."""
    for at, piece in enumerate(pieces[:_ZONE]):
        signs = at > 0 and piece.kind == "text" and not is_paper(words(piece.bare)) and bool(signature(piece.bare, {}))
        told = piece.kind in ("heading", "image", "rule") or _is_fact(piece) or (_is_ear(piece) and not signs)
        if not told:
            return at
    return min(len(pieces), _ZONE)


def _evidence(top: Sequence[PageBlock], at: int, known: frozenset[str]) -> float:
    """Return the evidence that a piece is the title of the paper."""
    piece = top[at]
    text = words(piece.bare)
    if piece.kind not in ("heading", "text") or "\n" in piece.text or len(text) > _EAR:
        return 0.0
    agreed = title_key(text) in known
    if (
        _is_fact(piece)
        or (not agreed and text in PAGE_NAMES)
        or (piece.kind == "text" and not (agreed or is_paper(text)))
    ):
        return 0.0
    below = top[at + 1] if at + 1 < len(top) else None
    if piece.kind == "heading" and not agreed and below is not None and 0 < below.level < piece.level:
        return 0.0  # a kicker: the title of a paper is no smaller than the headline below it
    before, after = _around(top, at)
    names, printed = _facts_of((*before, *after)), "\n".join(one.bare for one in (*before, *after))
    score = 3.0 * agreed + 2.0 * bool(is_paper(text)) + 1.0 * bool({"date", "month"} & names)
    score += 2.0 * bool(names & _STRONG) + 1.0 * (len(names & _STRONG) > 1)
    score += 1.0 * any(_LATIN.match(half(one.bare)) for one in after[:1]) + 1.0 * (not before or at == len(before))
    return score - 3.0 * bool(editors(printed)[0]) - (2.0 if piece.kind == "text" and not agreed else 0.0) * (not names)


def _around(top: Sequence[PageBlock], at: int) -> tuple[Sequence[PageBlock], Sequence[PageBlock]]:
    """Return the facts and ears directly before and after a piece, up to the next heading that is no fact."""
    start, end = at, at + 1
    while start > 0 and (_is_fact(top[start - 1]) or (top[start - 1].kind != "heading" and _is_ear(top[start - 1]))):
        start -= 1
    while end < len(top) and (_is_fact(top[end]) or (top[end].kind != "heading" and _is_ear(top[end]))):
        end += 1
    return top[start:at], top[at + 1 : end]


def _facts_of(pieces: Iterable[PageBlock]) -> set[str]:
    shown = [piece for piece in pieces if piece.kind in ("text", "heading")]
    return {
        name for piece in shown if _is_fact(piece) for line in piece.text.split("\n") for name in _scan(line)[0].facts
    }


_TEASER = regex(
    r"^(?:INSIDE\b|IN THIS ISSUE|今日(?:导读|導讀|看点|看點|要目)|(?:本期)?(?:导读|導讀|提要)|きょうの紙面|주요 ?기사)"
    r"|(?:详见|詳見|见|刊于|刊於)[\s　]*[第]?[A-Z]?\d{1,2}[\s　]*[版面頁页]\W*$",
    re.IGNORECASE,
)
"""Lines that send the reader inside the paper."""


def _is_teaser(piece: PageBlock) -> bool:
    return piece.kind == "text" and len(piece.bare) <= 2 * _EAR and bool(_TEASER.search(piece.bare))


def _zone(pieces: Sequence[PageBlock], at: int | None) -> tuple[int, int]:
    """Return the pieces from the first ear to the last fact before the first story."""
    if at is None:
        end = next((index for index, piece in enumerate(pieces) if piece.kind == "heading"), len(pieces))
        facts = [index for index in range(min(end, _ZONE)) if _is_fact(pieces[index])]
        return (0, facts[-1] + 1) if facts else (0, 0)
    before, after = _around(pieces, at)
    last = at + 1
    for index, piece in enumerate(after, at + 2):
        rubric = index + 1 < len(pieces) and pieces[index + 1].kind == "heading" and index > at + 1
        if _is_fact(piece) or (_LATIN.match(half(piece.bare)) and not rubric) or piece.kind == "rule":
            last = index
    return at - len(before), last


def _is_ear(piece: PageBlock) -> bool:
    return piece.kind in ("text", "image", "rule") and len(piece.bare) <= _EAR and not re.search("[。！？]", piece.bare)


def _is_fact(piece: PageBlock) -> bool:
    """Return whether every line of the piece gives a fact. A heading must give nothing else."""
    if piece.kind not in ("text", "heading") or len(piece.text) > 400:  # noqa: PLR2004 - longer is a paragraph
        return False
    found = [_scan(line) for line in piece.text.split("\n")]
    if any(not scan.facts and not scan.contacts for scan, _ in found):
        return False
    rest = "".join(re.sub(r"[\s　,，;；|｜:：•·]", "", scan.left) for scan, _ in found)
    if re.search("[。！？]", rest):
        return False
    return not rest if piece.kind == "heading" else len(rest) <= _EAR


def _count_facts(pieces: Sequence[PageBlock]) -> int:
    """Return the number of different facts that only a masthead prints."""
    return len(_facts_of(pieces) & (_STRONG - {"price", "volume"}))


def _scan(line: str) -> tuple[Scan, tuple[int, int] | None]:
    """Return the facts of one line. Its identifiers are read in ASCII."""
    scan = Scan(half(words(line)), printed=line)
    scan.take_contacts()
    scan.take_identity()
    scan.take_common()
    month = scan.take_month()
    if month:
        scan.facts["month"] = f"{month[0]}-{month[1]}"
    _functions(scan)
    if _DOMAIN.match(scan.left.strip()):
        scan.contacts.append(Contact(kind="website", value=scan.left.strip()))
        scan.left = ""
    if match := _DAY.match(scan.left):
        scan.facts["day"] = match[1]
        scan.left = ""
    return scan, month


def _functions(scan: Scan) -> None:
    """Take 主管, 主办, 出版. The word 主管主办 names one body for both."""
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
    """Put the facts of a line into the masthead. The rest of the line is an ear."""
    if "date" in scan.facts:
        found = date.fromisoformat(scan.facts.pop("date"))
        mast.day = mast.day or found
        if found != mast.day:
            mast.ears.append(found.isoformat())
    for name, value in scan.facts.items():
        if mast.facts.setdefault(name, value) != value:
            mast.ears.append(value)
    mast.contacts.extend(scan.contacts)
    rest = [part.strip(" 　,，;；|｜:：•·—–-") for part in scan.left.split("\n")]
    whole = scan.left == half(words(scan.printed))
    if whole and scan.printed.strip():
        mast.ears.append(words(scan.printed).strip(" 　"))
        return
    mast.ears.extend(part for part in rest if part)


def derive_publication(
    mast: Masthead | None, text: str, running: str = "", said: PrintedPage | None = None
) -> tuple[Publication, tuple[Fact, ...]]:
    """Return the publication that the masthead prints, with an id from its Latin title or from a hash of its title.

    ``running``: the paper in running heads, for pages without a masthead. ``said``: a page whose source states title
    and language outside the print; they take precedence over the print.
    """
    stated = said.language if said else ""
    language, by = stated or language_of(text), "fact.source" if stated else "fact.script"
    printed = (said.title if said else "") or (mast.title if mast and mast.title else running)
    title = printed or UNNAMED_PAPERS.get(language, UNNAMED_PAPERS["en"])
    latin = mast.title_latin if mast else ""
    name = folded_slug(latin or (printed if not re.search(f"[{HAN}{KANA}{HANGUL}]", printed) else ""))
    made = name or f"paper-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    origin = "fact.latin-title" if name else "fact.title-hash" if printed else "fact.no-title"
    facts: tuple[Fact, ...] = (
        Fact(name="publication.id", value=made, origin=origin),
        Fact(name="publication.language", value=language, origin=by),
    )
    if running and title == running:
        facts = (*facts, Fact(name="publication.title", value=title, origin="fact.head"))
    base = Publication(id=made, title=title, language=language, title_latin=latin)
    return (_filled(base, mast) if mast else base), facts


def with_given_name(
    publication: Publication, facts: tuple[Fact, ...], title: str, paper_id: str
) -> tuple[Publication, tuple[Fact, ...]]:
    """Return a derived publication with the title and id of the command. An id is made if only a title is given."""
    if not title and not paper_id:
        return publication, facts
    title = title or publication.title
    made = folded_slug(paper_id) or folded_slug(title) or f"paper-{hashlib.sha256(title.encode()).hexdigest()[:8]}"
    given = Fact(name="publication.id", value=made, origin="fact.option")
    others = tuple(fact for fact in facts if fact.name not in ("publication.id", "publication.title"))
    return replace(publication, title=title, id=made), (given, *others)


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
