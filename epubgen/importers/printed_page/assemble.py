# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes one issue of printed pages: order, sections, numbers, jumps between pages, questions sorted by damage."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from epubgen.errors import Finding, Location, finding
from epubgen.importers.printed_page.agreement import disagreements, named_papers
from epubgen.importers.printed_page.block_places import page_blocks
from epubgen.importers.printed_page.doubtful_words import doubtful_names, doubtful_words
from epubgen.importers.printed_page.draft import Draft, article
from epubgen.importers.printed_page.facts import date_in, folio
from epubgen.importers.printed_page.heads import HouseStyle
from epubgen.importers.printed_page.markdown_pages import markdown_pages
from epubgen.importers.printed_page.masthead import derive_publication, with_given_name
from epubgen.importers.printed_page.page import PageReading, read_page, start_page
from epubgen.importers.printed_page.page_block import PrintedPage
from epubgen.importers.printed_page.told_stories import gathered
from epubgen.importers.printed_page.words import PAGE_LABELS, number
from epubgen.importers.reading import Fact, OpenQuestion, Reading, page_order
from epubgen.languages.characters import broken, foreign_text
from epubgen.model import Article, Issue, Numbering, Page, Publication, Section
from epubgen.options import Options
from epubgen.typesetting import normalise_issue

__all__ = ["link_jumps", "read_pages", "read_printed_pages"]


def link_jumps(drafts: Sequence[Draft], pages: frozenset[str]) -> tuple[Fact, ...]:
    """Link the parts of each story. A part without a partner on a page that was read gets a question.

    A jump to a page that was not read is recorded as a fact, so that the words of the print are not lost.
    """
    facts: list[Fact] = []
    for draft in drafts:
        if draft.onward:
            partner = _partner(draft, drafts)
            if partner:
                draft.continues_on, partner.continued_from = partner.id, draft.id
    for draft in drafts:
        for jump, done in ((draft.onward, draft.continues_on), (draft.back, draft.continued_from)):
            if not jump or done:
                continue
            there = tuple(f"story: {one.id}" for one in drafts if one.page == jump.page and one.page != draft.page)
            if jump.page in pages and there:
                chosen = "not-linked" if jump.onward else "not-linked-back"
                draft.ask("note.jump", jump.printed, chosen=chosen, alternatives=there, confidence=0.5)
            name = "continues_on" if jump.onward else "continued_from"
            facts.append(Fact(name=f"{draft.id}.{name}", value=jump.page, origin="fact.jump"))
    pointers = [
        Fact(name=f"{one.id}.related", value=text, origin="fact.jump") for one in drafts for text in one.pointers
    ]
    return (*facts, *pointers)


def _partner(draft: Draft, drafts: Sequence[Draft]) -> Draft | None:
    """Return the story that a jump line continues, on the page that 下转 names: by its headline, or the only one."""
    if not draft.onward:
        return None
    there = [other for other in drafts if other.page == draft.onward.page and other is not draft]
    back = [other for other in there if other.back and other.back.page == draft.page and not other.continued_from]
    named = [other for other in back if _same(draft, other)]
    rivals = [
        other
        for other in drafts
        if other.page == draft.page and other.onward and other.onward.page == draft.onward.page
    ]
    if named:
        return named[0]
    return back[0] if len(back) == 1 and len(rivals) == 1 else None


def _same(first: Draft, second: Draft) -> bool:
    """Return whether two headlines belong to one story: one begins like the other, or the jump line quotes it."""
    left, right = _plain("".join(first.header.title)), _plain("".join(second.header.title))
    cited = _plain(second.back.title) if second.back else ""
    return left.startswith(right) or right.startswith(left) or bool(cited and cited in left)


def _plain(text: str) -> str:
    return re.sub(r"[\s　,，、·:：“”「」]", "", text)


NO_DATE = date(1970, 1, 1)
"""Stands where a page prints no date; an error finding goes with it."""


def read_pages(
    pages: Sequence[tuple[str, str]],
    publication: Publication | None = None,
    options: Options | None = None,
    *,
    place: Callable[[str], str] = str,
    has: Callable[[str], bool] = lambda _: False,
    origin: str = "fact.given",
) -> Reading:
    """Return the issue on Markdown files of printed pages.

    Args:
        pages: name and text of each page. The name is the file in the tree of input.
        publication: the publication, if a file describes it; otherwise it is derived from the masthead.
        options: ``page`` is the number of a page that prints none; ``punctuation="keep"`` leaves the text unchanged.
        place: returns the user's name of a file, for locations.
        has: returns whether the tree holds a photo.
        origin: the message key that says where the publication came from.
    """
    printed = [page for name, text in pages for page in markdown_pages(name, broken(foreign_text(text)), place(name))]
    return read_printed_pages(printed, publication, options, place=place, has=has, origin=origin)


def read_printed_pages(
    pages: Sequence[PrintedPage],
    publication: Publication | None = None,
    options: Options | None = None,
    *,
    place: Callable[[str], str] = str,
    has: Callable[[str], bool] = lambda _: False,
    origin: str = "fact.given",
) -> Reading:
    """Return the issue on pages from any reader; arguments as for ``read_pages``.

    Masthead and running heads are taken out, the blocks divided into stories, torn paragraphs joined, jumps linked, and
    questions collected. If a block has ``role`` and ``story``, they are used as they are. Blocks must be in reading
    order, and their text free of lone surrogates and control characters (``epubgen.languages.characters.broken``).
    """
    options = options or Options()
    title = publication.title if publication else ""
    pages = gathered(pages)
    started = [start_page(page, place(page.name), title) for page in pages]
    if named := named_papers(started, pages):
        started = [
            one if one.mast else start_page(page, place(page.name), title, named)
            for one, page in zip(started, pages, strict=True)
        ]
    facts, number_notes = _number(started, options)
    started.sort(key=lambda page: page_order(page.number))
    mast = next((page.mast for page in started if page.mast), None)
    if publication is None:
        text = "\n".join(block.text for page in pages for block in page.blocks)
        running = next((page.head.paper for page in started if page.head.paper), "")
        said = next((page for page in pages if page.title), pages[0] if pages else None)
        publication, derived = derive_publication(mast, text, running, said)
        publication, derived = with_given_name(publication, derived, options.title, options.id)
    else:
        derived = (Fact(name="publication.id", value=publication.id, origin=origin),)
    house = HouseStyle.of(publication)
    for page in started:
        read_page(page, house, publication.roles, publication.language)
    drafts = [draft for page in started for draft in page.drafts]
    jumps = link_jumps(drafts, frozenset(page.number for page in started))
    day, findings = _date(started, options.date)
    notes = _other_days(started, options.date)
    issue = _issue(started, publication, day, lambda draft: article(draft, has))
    counts: tuple[tuple[str, int], ...] = ()
    if options.punctuation != "keep":
        issue, changed = normalise_issue(issue)
        counts = tuple((f"punctuation.{name}", count) for name, count in changed)
    notes += [*number_notes, *(note for page in started for note in page.notes)]
    settled = ("note.role",) if publication.import_.get("signed_without_role", "") else ()
    notes += [note for draft in drafts for note in draft.notes if note.key not in settled]
    for printed in pages:
        notes += doubtful_words(printed.blocks, place(printed.name), publication.language)
    notes += doubtful_names(drafts)
    return Reading(
        issue=issue,
        findings=(*findings, *disagreements(started)),
        notes=tuple(sorted(notes, key=lambda note: (note.damage, note.confidence >= _SURE))),
        joins=tuple(join for draft in drafts for join in draft.joins),
        facts=(*derived, *facts, *_page_facts(issue, started, publication.title), *jumps, *_taken_out(pages, drafts)),
        counts=(*counts, *_changes(pages), ("joins", sum(len(draft.joins) for draft in drafts))),
        page_blocks=page_blocks(started),
    )


def _changes(pages: Sequence[PrintedPage]) -> tuple[tuple[str, int], ...]:
    """Return how often each habit of a tool was removed from the pages."""
    return tuple(
        (f"dialect.{name}", count)
        for name, count in sorted(Counter(one.name for page in pages for one in page.changes).items())
    )


def _taken_out(pages: Sequence[PrintedPage], drafts: Iterable[Draft]) -> Iterator[Fact]:
    """Yield the words of a tool that were removed from a page, so that nothing disappears without being listed."""
    for page in pages:
        for one in page.changes:
            if re.search(r"\w", one.text) and one.name not in ("break-tag", "heading"):
                yield Fact(name=f"{page.name}:{one.line}", value=one.text, origin=f"fact.dialect.{one.name}")
    for draft in drafts:
        for line, text in draft.placeholders:
            yield Fact(name=f"{draft.folder}:{line}", value=text, origin="fact.dialect.placeholder")


_SURE = 1.0


def _number(pages: list[PageReading], options: Options) -> tuple[tuple[Fact, ...], list[OpenQuestion]]:
    """Number the pages that print no number: by the option, or else the next free number with a question."""
    notes: list[OpenQuestion] = []
    _letter(pages)
    taken = {page.number for page in pages if page.number}
    given = folio(options.page) if options.page else ""
    for at, page in enumerate(pages, 1):
        if page.number:
            continue
        if given and given not in taken:
            page.number, page.number_from = given, "fact.option"
        else:
            page.number = next(f"{one:02d}" for one in range(at, at + len(pages) + 1) if f"{one:02d}" not in taken)
            page.number_from = "fact.position"
            notes.append(
                OpenQuestion(
                    key="note.page-number", at=page.where(1), text=page.name, chosen=page.number, confidence=0.4
                )
            )
        taken.add(page.number)
    known = [page for page in pages if page.number_from != "fact.head"]
    return tuple(Fact(name=f"page.{one.name}", value=one.number, origin=one.number_from) for one in known), notes


def _letter(pages: list[PageReading]) -> None:
    """Number the page with the masthead A01 if all other pages have letters."""
    others = [page.number for page in pages if page.number_from != "fact.masthead"]
    lettered = [re.fullmatch(r"([A-Z])(\d+)", number) for number in others]
    if not others or not all(lettered):
        return
    first, width = min((match[1], len(match[2])) for match in lettered if match)
    for page in pages:
        if page.number_from == "fact.masthead":
            page.number = f"{first}{1:0{width}d}"


def _other_days(pages: Sequence[PageReading], given: str) -> list[OpenQuestion]:
    """Yield a question for each page that prints another day than the given one."""
    printed = [(page.mast.day if page.mast and page.mast.day else page.head.day, page) for page in pages]
    return [
        OpenQuestion(
            key="note.date", at=page.where(1), text=day.isoformat(), chosen=given, alternatives=(day.isoformat(),),
            confidence=0.8,
        )
        for day, page in printed
        if given and day and day.isoformat() != given
    ]  # fmt: skip


def _date(pages: Sequence[PageReading], given: str) -> tuple[date, tuple[Finding, ...]]:
    """Return the date of the issue: the option, masthead, running heads, file names.

    And every page with another date.
    """
    if given:
        return date.fromisoformat(given), ()
    if stated := next((page.said.day for page in pages if page.said and page.said.day), None):
        return stated, ()
    printed = [(page.mast.day, page) for page in pages if page.mast and page.mast.day]
    printed += [(page.head.day, page) for page in pages if page.head.day]
    named = [(day, page) for page in pages if (day := date_in(page.name) or date_in(page.file))]
    if not printed and not named:
        at = pages[0].where() if pages else Location()
        return NO_DATE, (finding("S03.page-date", at),)
    first, source = (printed or named)[0]
    wrong = tuple(
        finding("D07.page-date", page.where(), "date", value=day, other=first, file=source.file)
        for day, page in printed
        if day != first
    )
    return first, wrong


def _issue(
    pages: Sequence[PageReading], publication: Publication, day: date, make: Callable[[Draft], Article]
) -> Issue:
    mast = next((page.mast for page in pages if page.mast), None)
    facts: dict[str, str] = {}
    for said in (*(page.head.facts for page in pages), mast.facts if mast else {}):
        facts |= said
    heads = [page.head.weekday for page in pages if page.head.weekday]
    articles = tuple(make(draft) for page in pages for draft in page.drafts)
    if role := publication.import_.get("signed_without_role", ""):
        articles = tuple(
            replace(one, authors=tuple(replace(who, role=who.role or role) for who in one.authors)) for one in articles
        )
    sections = _sections(pages, publication)
    inside = {page: section.id for section in sections for page in section.pages}
    return Issue(
        publication=publication,
        date=day,
        numbering=_numbering(facts),
        weekday=facts.get("weekday") or (heads[0] if heads else "auto"),
        lunar=facts.get("lunar", ""),
        page_count=number(facts["page_count"]) if "page_count" in facts else None,
        sections=sections,
        pages=tuple(
            Page(
                number=page.number,
                name=page.head.name,
                section=inside[page.number],
                facsimile=page.said.facsimile if page.said else "",
                editors=tuple(page.head.editors),
                articles=tuple(draft.id for draft in page.drafts),
            )
            for page in pages
        ),
        articles=tuple(replace(one, section=inside[one.page[0]]) for one in articles),
        notices=tuple(block for page in pages for block in page.notices),
    )


def _numbering(facts: Mapping[str, str]) -> Numbering:
    """Return the numbers of the issue. Beside a volume, the number is that of an issue in the volume."""
    if "volume" in facts:
        return Numbering(volume=facts["volume"], issue=facts.get("total", ""))
    return Numbering(total=facts.get("total", ""))


def _sections(pages: Sequence[PageReading], publication: Publication) -> tuple[Section, ...]:
    """Return a section for each page name. A page without a name is a section of its own, labelled by its number."""
    known = {name: entry for entry in publication.sections for name in (entry.name, *entry.aliases)}
    made: dict[str, Section] = {}
    for page in pages:
        name = page.head.name or _label(page.number, publication.language)
        entry = known.get(name)
        shown = entry.name if entry else name
        old = made.get(shown) or Section(id=entry.id if entry else f"p{page.number.lower()}", name=shown)
        ids = tuple(draft.id for draft in page.drafts)
        made[shown] = replace(old, articles=(*old.articles, *ids), pages=(*old.pages, page.number))
    return tuple(made.values())


def _label(page: str, language: str) -> str:
    known = next((tag for tag in PAGE_LABELS if language.lower().startswith(tag.lower())), "")
    if not known and language.lower().startswith("zh"):
        known = "zh-Hans"
    return PAGE_LABELS[known or "en"].format(page)


def _page_facts(issue: Issue, pages: Sequence[PageReading], title: str) -> tuple[Fact, ...]:
    """Return what had to be decided about the pages, and what they print that the model does not keep.

    These are sections labelled by a page number, identifiers in another spelling than the model's, pictures of the
    masthead, another paper and contacts in running heads.
    """
    unnamed = {page.number for page in pages if not page.head.name}
    labelled = [section for section in issue.sections if set(section.pages) & unnamed]
    facts = [Fact(name=f"section.{one.id}", value=one.name, origin="fact.label") for one in labelled]
    for page in pages:
        facts.extend(Fact(name=f"page.{page.number}.head", value=text, origin="fact.source") for text in page.furniture)
        for name in ("cn", "postal_code", "issn"):
            printed = page.mast.facts.get(f"{name}_printed", "") if page.mast else ""
            if page.mast and printed and printed != page.mast.facts[name]:
                facts.append(Fact(name=f"printed.{name}", value=printed, origin="fact.masthead"))
        shown = page.mast.images if page.mast else []
        facts.extend(Fact(name="masthead.image", value=image, origin="fact.masthead") for image in shown)
        if page.head.paper and page.head.paper != title:
            facts.append(Fact(name=f"page.{page.number}.paper", value=page.head.paper, origin="fact.head"))
        facts += [Fact(name=f"page.{page.number}.head", value=other, origin="fact.head") for other in page.head.others]
        for contact in page.head.contacts:
            value = f"{contact.label} {contact.value}".strip()
            facts.append(Fact(name=f"page.{page.number}.{contact.kind}", value=value, origin="fact.head"))
    return tuple(facts)
