# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the metadata of the package document (EPUB 3.3 §5.5, EPUB Accessibility 1.1).

The accessibility metadata is computed from the content. A claim that the content does not meet is never written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from epubgen.epub.edition.identity import (
    dc_language,
    issue_title,
    readable_identifier,
    series_identifier,
    series_name,
    sorting_name,
)
from epubgen.epub.edition.types import Edition, Meta, PageTarget
from epubgen.languages.characters import comparable
from epubgen.languages.credits import picture_makers
from epubgen.languages.directions import Direction, direction, page_progression, text_direction
from epubgen.languages.picture_words import describes_nothing
from epubgen.languages.words import bare_number
from epubgen.model import Issue, LangStr
from epubgen.model.lead import lead_story, shown_stories
from epubgen.model.series import series_position
from epubgen.model.walk import has_ruby, issue_photos

__all__ = ["metadata", "primary_writing_mode", "with_cover"]

RELATORS = {
    "reporter": "ctb", "intern": "ctb", "special": "ctb", "correspondent": "ctb", "commentator": "ctb", "": "ctb",
    "photographer": "pht", "illustrator": "ill", "translator": "trl", "compiled": "com", "editor": "edt",
    "layout": "bkd", "proofreader": "pfr",
}  # fmt: skip
"""MARC relator of each role.

Writers are contributors (``ctb``), because the author (``aut``) of an issue is the newspaper. An agency is not a person
and has no relator.
"""


_SUBJECTS = 8
"""The largest number of subjects of an issue, because library servers show each subject as a genre."""
_SAME_DAY = "T10:00:00Z"
"""The time of the issue date. 10:00 UTC is the same day from Honolulu to Auckland.

Midnight UTC is the day before in the Americas.
"""


def metadata(
    issue: Issue, mode: str, identifier: str, modified: str, pages: tuple[PageTarget, ...]
) -> tuple[Meta, ...]:
    """Return every element of the package metadata in the order of the file.

    The packer writes ``dcterms:modified``.
    """
    found = (
        *_core(issue, mode, identifier),
        *_series(issue, mode),
        *_numbers(issue),
        *_contributors(issue),
        *_accessibility(issue, mode, pages),
        *_older_readers(issue, mode, modified),
    )
    return tuple(_directed(each, direction(issue.publication.language)) for each in found)


_SPOKEN = frozenset({"title", "creator", "contributor", "publisher", "description", "rights", "subject", "meta"})
"""Elements with text for people, which therefore has a direction (EPUB 3.3 §5.3.3)."""


def _directed(entry: Meta, around: Direction) -> Meta:
    """Return the element, with ``xml:lang`` and ``dir`` if its text and the package differ in them."""
    if entry.name not in _SPOKEN or not _is_words(entry):
        return entry
    way, lang = text_direction(entry.text), getattr(entry.text, "lang", "")
    said = (("xml:lang", lang),) if lang else ()
    return replace(entry, attrs=(*entry.attrs, *said, *((("dir", way),) if way and way != around else ())))


def _is_words(entry: Meta) -> bool:
    """Return whether the element holds text for people, not a URN, a date or a term of a vocabulary."""
    prop = dict(entry.attrs).get("property", "")
    return entry.name != "meta" or prop in ("belongs-to-collection", "file-as", "schema:accessibilitySummary")


def with_cover(edition: Edition, part_id: str) -> Edition:
    """Return the edition with the EPUB 2 mark of the cover picture. Kobo reads no other mark (Kobo EPUB guidelines)."""
    return replace(edition, metadata=(*edition.metadata, _meta("meta", "", name="cover", content=part_id)))


def _meta(element: str, text: str, /, **attrs: str) -> Meta:
    return Meta(
        name=element, text=text, attrs=tuple((key.rstrip("_").replace("__", ":"), v) for key, v in attrs.items())
    )


def _property(name: str, text: str, /, **attrs: str) -> Meta:
    return _meta("meta", text, property=name, **attrs)


def _core(issue: Issue, mode: str, identifier: str) -> Iterator[Meta]:
    paper, day = issue.publication, issue.date.isoformat()
    yield _meta("identifier", identifier, id="issue-id")
    yield _meta("identifier", readable_identifier(issue, mode))
    yield _meta("title", issue_title(issue, mode), id="title")
    yield _property("title-type", "main", refines="#title")
    if file_as := sorting_name(paper):
        yield _property("file-as", f"{file_as} {day}", refines="#title")
    yield _meta("language", dc_language(issue))
    if publisher := paper.publisher or paper.title:
        yield _meta("creator", publisher)
        yield _meta("publisher", publisher)
    yield _meta("date", f"{day}{_SAME_DAY}")
    yield _meta("type", paper.kind)
    yield _property("dcterms:issued", day)
    for word in _subjects(issue):
        yield _meta("subject", word)
    if lead := lead_story(issue):
        yield _meta("description", paper.term("lead_story", title=lead.headline))
    rights = issue.rights or paper.rights
    if notice := rights.notice or rights.holder:
        yield _meta("rights", notice)
    if rights.tdm:
        yield _property("tdm:reservation", "1" if rights.tdm == "reserved" else "0")
    if issue.source and (origin := issue.source.url or issue.source.system):
        yield _meta("source", origin)


def _subjects(issue: Issue) -> Iterator[str]:
    """Yield the subjects of the issue and, if the publication asks for them, of its stories, the most frequent first.

    There are at most eight: a library server makes a genre of each subject, which would be thousands in a year.
    """
    stories = shown_stories(issue) if issue.publication.story_subjects else ()
    words = Counter(word for story in stories for word in (*story.keywords, *(entry.name for entry in story.subjects)))
    yield from list(dict.fromkeys((*issue.subjects, *(word for word, _ in words.most_common()))))[:_SUBJECTS]


def _series(issue: Issue, mode: str) -> Iterator[Meta]:
    paper = issue.publication
    yield _property("belongs-to-collection", series_name(issue, mode), id="serial")
    yield _property("collection-type", "series", refines="#serial")
    yield _property("group-position", series_position(issue), refines="#serial")
    if file_as := sorting_name(paper):
        yield _property("file-as", file_as, refines="#serial")
    yield _property("dcterms:identifier", series_identifier(issue, mode), refines="#serial")
    if paper.ids.cn:
        yield _property("dcterms:identifier", f"CN{bare_number(paper.ids.cn)}", refines="#serial")
    if (issn := series_identifier(issue)).startswith("urn:issn:"):
        yield _property("dcterms:isPartOf", issn)


def _numbers(issue: Issue) -> Iterator[Meta]:
    paper, numbering = issue.publication, issue.numbering
    number = numbering.total or numbering.issue or numbering.year_issue
    issn = bare_number(paper.ids.eissn or paper.ids.issn)
    facts = (
        ("schema:issueNumber", number),
        ("schema:volumeNumber", numbering.volume),
        ("prism:publicationName", paper.title),
        ("prism:issn", issn),
        ("prism:number", number),
        ("prism:coverDate", issue.date.isoformat()),
    )
    return (_property(name, text) for name, text in facts if text)


def _contributors(issue: Issue) -> Iterator[Meta]:
    """Yield the people who made the issue, each name and role once. Picture and news agencies are left out."""
    credits_ = [credit for story in shown_stories(issue) for credit in (*story.authors, *story.credits)]
    credits_ += [credit for page in issue.pages for credit in page.editors] + list(issue.credits)
    house = issue.publication.roles
    people = [
        (credit.name, RELATORS.get(role, "ctb"))
        for credit in credits_
        if (role := house.get(credit.role, credit.role)) != "agency"
    ]
    for credit in (credit for photo in issue_photos(issue) for credit in photo.credit):
        said = RELATORS.get(house.get(credit.role, credit.role), "") if credit.role else ""
        people += picture_makers(credit.name if said else f"{credit.name}{credit.printed_role}", said)
    spelled: dict[tuple[str, str], str] = {}
    for name, relator in people:
        spelled.setdefault((comparable(name), relator), name)
    for number, ((_, relator), name) in enumerate(spelled.items(), start=1):
        yield _meta("contributor", name, id=f"contributor-{number}")
        yield _property("role", relator, refines=f"#contributor-{number}", scheme="marc:relators")


def _accessibility(issue: Issue, mode: str, pages: tuple[PageTarget, ...]) -> Iterator[Meta]:
    photos = [photo for photo in issue_photos(issue) if not photo.decorative]
    described = all(photo.alt and not describes_nothing(photo.alt, photo.file, photo.caption) for photo in photos)
    yield _property("schema:accessMode", "textual")
    if photos:
        yield _property("schema:accessMode", "visual")
    if described:
        yield _property("schema:accessModeSufficient", "textual")
    for feature in _features(issue, mode, pages, described=bool(photos) and described):
        yield _property("schema:accessibilityFeature", feature)
    yield _property("schema:accessibilityHazard", "none")
    yield _property("schema:accessibilitySummary", _summary(issue, pages, photos=bool(photos), described=described))
    if pages:
        yield _property("pageBreakSource", series_identifier(issue))
    yield from _conformance(issue, described=described)


def _features(issue: Issue, mode: str, pages: tuple[PageTarget, ...], *, described: bool) -> Iterator[str]:
    yield from ("tableOfContents", "readingOrder", "structuralNavigation", "displayTransformability")
    if described:
        yield "alternativeText"
    if pages:
        yield from ("pageNavigation", "pageBreakMarkers")
    yield "verticalWriting" if mode != "horizontal-tb" else "horizontalWriting"
    if has_ruby(issue):
        yield "rubyAnnotations"


def _summary(issue: Issue, pages: tuple[PageTarget, ...], *, photos: bool, described: bool) -> str:
    if issue.publication.a11y.summary:
        return issue.publication.a11y.summary
    language = issue.publication.language
    keys = ["flow", "navigation", *(["pages"] if pages else []), "hazards"]
    if photos:
        keys.insert(-1, "alt" if described else "alt_missing")
    gap = "" if language.startswith(("zh", "ja")) else " "
    said = [issue.publication.term(f"a11y.{key}") for key in keys]
    spoken = {getattr(sentence, "lang", "") for sentence in said}
    return LangStr(gap.join(said), "en") if spoken == {"en"} else gap.join(said)


def _conformance(issue: Issue, *, described: bool) -> Iterator[Meta]:
    """Yield the publisher's claim of conformance and its certifier, but only if every photo has a description."""
    claim = issue.publication.a11y
    if described and claim.is_worded and claim.certifier:
        yield _property("dcterms:conformsTo", claim.conforms_to, id="claim")
        yield _property("a11y:certifiedBy", claim.certifier, refines="#claim")


def _older_readers(issue: Issue, mode: str, modified: str) -> Iterator[Meta]:
    """Yield the metadata that calibre, Kindle and foliate read in addition to the standard elements."""
    yield _meta("meta", "", name="calibre:series", content=series_name(issue, mode))
    yield _meta("meta", "", name="calibre:series_index", content=series_position(issue))
    yield _meta("meta", "", name="calibre:timestamp", content=modified)
    yield from primary_writing_mode(mode, page_progression(issue.publication.language, mode))


def primary_writing_mode(mode: str, progression: Direction) -> Iterator[Meta]:
    """Yield ``primary-writing-mode`` for Kindle, unless lines and pages follow each other as in English.

    Args:
        mode: ``writing-mode`` of the text.
        progression: the direction in which pages follow each other.
    """
    if mode != "horizontal-tb" or progression == "rtl":
        content = "horizontal-rl" if mode == "horizontal-tb" else mode
        yield _meta("meta", "", name="primary-writing-mode", content=content)
