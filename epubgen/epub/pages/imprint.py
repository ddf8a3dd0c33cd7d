# SPDX-License-Identifier: AGPL-3.0-or-later
"""The imprint (版权信息): who publishes, the numbers, how to reach them, who made the issue, the rights."""

from __future__ import annotations

from collections.abc import Iterator

from epubgen.epub.pages.context import Desk
from epubgen.epub.pages.ending import spaced
from epubgen.epub.pages.frame import framed
from epubgen.epub.pages.masthead import issue_line
from epubgen.epub.pages.part import Part
from epubgen.epub.pages.people import credit_line
from epubgen.languages.words import date_phrase
from epubgen.markup.tree import El, Node, el
from epubgen.model import Contact, Photo, Rights
from epubgen.model.walk import article_photos, issue_photos

__all__ = ["imprint_page"]


def imprint_page(desk: Desk) -> Part:
    """The document of the imprint."""
    title = el("h1", desk.words(desk.document.title), class_="matter-title")
    groups = (
        _group(desk, "about", [*_bodies(desk), *_numbers(desk)]),
        _group(desk, "contacts", [_contact(desk, contact) for contact in desk.issue.publication.contacts]),
        _group(desk, "staff", list(_staff(desk))),
        _group(desk, "rights", list(_rights(desk))),
        _group(desk, "photo_rights", list(_photo_rights(desk))),
        _group(desk, "revisions", list(_revisions(desk))),
    )
    return framed(desk, el("section", title, issue_line(desk), *groups, epub__type="colophon", role="doc-colophon"))


def _group(desk: Desk, key: str, lines: list[El]) -> El | None:
    return (
        el("section", el("h2", desk.words(desk.term(key)), class_="group"), *lines, class_="imprint-group")
        if lines
        else None
    )


def _line(desk: Desk, *words: Node, label: str = "") -> El:
    named = (
        (el("span", desk.words(desk.term("fact", label=label, value="").rstrip()), class_="label"), " ")
        if label
        else ()
    )
    return el("p", *named, *words, class_="imprint-line")


def _bodies(desk: Desk) -> Iterator[El]:
    paper = desk.issue.publication
    named = {"authority": paper.authority, "sponsor": paper.sponsor, "publisher": paper.publisher}
    named |= {"founded": paper.founded, "price": paper.price}
    yield from (_line(desk, *desk.words(value), label=desk.term(key)) for key, value in named.items() if value)


def _numbers(desk: Desk) -> Iterator[El]:
    paper = desk.issue.publication
    ids = {"cn": paper.ids.cn, "issn": paper.ids.issn, "eissn": paper.ids.eissn, "oclc": paper.ids.oclc}
    ids["postal_code"] = paper.postal_code
    yield from (_line(desk, *desk.words(desk.term(key, number=value))) for key, value in ids.items() if value)
    yield from (_line(desk, *desk.words(value), label=name) for name, value in paper.ids.custom.items() if value)


def _contact(desk: Desk, contact: Contact) -> El:
    """A way to reach the paper; what can be followed is a link."""
    schemes = {"website": "", "email": "mailto:", "hotline": "tel:"}
    label = contact.label or desk.term(f"contact.{contact.kind}")
    target = _target(schemes.get(contact.kind), contact.value)
    words = desk.address(contact.value, target) if target else desk.words(contact.value)
    return _line(desk, *words, label=label)


def _target(scheme: str | None, value: str) -> str:
    """A link target only where the value is one already: numbers with remarks and bare hosts stay text."""
    if scheme == "":
        return value if value.startswith(("https://", "http://")) and " " not in value else ""
    plain = value.replace(" ", "") if scheme == "tel:" else value
    if scheme == "tel:" and plain.strip("+0123456789-"):
        return ""
    return f"{scheme}{plain}" if scheme and plain and " " not in plain else ""


def _staff(desk: Desk) -> Iterator[El]:
    """The makers of the issue, then the editors of each page."""
    if words := credit_line(desk, desk.issue.credits):
        yield _line(desk, *desk.words(words))
    for page in desk.issue.pages:
        if words := credit_line(desk, page.editors):
            named = desk.term("page.named", page=desk.page_words(page.number), name=page.name) if page.name else ""
            yield _line(desk, *desk.words(words), label=named or desk.page_words(page.number))


def _rights(desk: Desk) -> Iterator[El]:
    rights: Rights = desk.issue.rights or desk.issue.publication.rights
    if rights.holder:
        yield _line(desk, *desk.words(desk.term("rights.holder", year=desk.issue.date.year, holder=rights.holder)))
    if rights.notice:
        yield _line(desk, *desk.words(rights.notice))
    if rights.license:
        yield _line(desk, *desk.words(rights.license), label=desk.term("rights.license"))
    if rights.tdm == "reserved":
        yield _line(desk, *desk.words(desk.term("rights.tdm")))


def _photo_rights(desk: Desk) -> Iterator[El]:
    """Whose pictures are shown, each credit once; then what is reserved for single ones."""
    shown = [photo for photo in _shown(desk) if desk.media.find(photo)]
    names = dict.fromkeys(credit_line(desk, photo.credit) for photo in shown if photo.credit)
    if names:
        yield _line(desk, *spaced([desk.words(name) for name in names]))
    for rights in dict.fromkeys(photo.rights for photo in shown if photo.rights):
        yield _line(desk, *desk.words(rights))


def _shown(desk: Desk) -> Iterator[Photo]:
    """The photos that pages show: a withdrawn story shows none."""
    gone = {photo for story in desk.issue.articles if story.withdrawn for photo in article_photos(story)}
    return (photo for photo in issue_photos(desk.issue) if photo not in gone)


def _revisions(desk: Desk) -> Iterator[El]:
    """What was changed since the issue came out."""
    for revision in desk.issue.revisions:
        day = date_phrase(revision.date or desk.issue.date, desk.language)
        yield _line(desk, *desk.words(revision.text), label=day)
