# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the pages after the stories: imprint, corrections, notices, free pages, the indexes of columns and authors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from epubgen.epub import edition
from epubgen.epub.edition.tree import IndexEntry
from epubgen.epub.pages.context import PageContext, Part, framed, spaced
from epubgen.epub.pages.masthead import issue_line
from epubgen.epub.pages.people import credit_line
from epubgen.epub.pages.story import bar
from epubgen.languages.credits import without_role
from epubgen.languages.dates import long_date
from epubgen.languages.words import bare_number
from epubgen.markup import render_blocks
from epubgen.markup.tree import El, Node, el
from epubgen.model import Article, Contact, Correction, Photo, Rights
from epubgen.model.walk import issue_photos

__all__ = ["authors_page", "columns_page", "corrections_page", "free_page", "imprint_page", "notices_page"]


def imprint_page(ctx: PageContext) -> Part:
    """Return the document of the imprint."""
    title = el("h1", ctx.words(ctx.document.title), class_="matter-title")
    groups = (
        _group(ctx, "about", [*_bodies(ctx), *_numbers(ctx)]),
        _group(ctx, "contacts", [_contact(ctx, contact) for contact in ctx.issue.publication.contacts]),
        _group(ctx, "staff", list(_staff(ctx))),
        _group(ctx, "rights", list(_rights(ctx))),
        _group(ctx, "photo_rights", list(_photo_rights(ctx))),
        _group(ctx, "revisions", list(_revisions(ctx))),
    )
    return framed(ctx, el("section", title, issue_line(ctx), *groups, epub__type="colophon", role="doc-colophon"))


def _group(ctx: PageContext, key: str, lines: list[El]) -> El | None:
    return (
        el("section", el("h2", ctx.words(ctx.term(key)), class_="group"), *lines, class_="imprint-group")
        if lines
        else None
    )


def _line(ctx: PageContext, *words: Node, label: str = "") -> El:
    named = (
        (el("span", ctx.words(ctx.term("fact", label=label, value="").rstrip()), class_="fact-name"), " ")
        if label
        else ()
    )
    return el("p", *named, *words, class_="imprint-line")


def _bodies(ctx: PageContext) -> Iterator[El]:
    paper = ctx.issue.publication
    named = {"authority": paper.authority, "sponsor": paper.sponsor, "publisher": paper.publisher}
    named |= {"founded": paper.founded, "price": paper.price}
    for key, value in named.items():
        if value:
            yield _line(ctx, *ctx.words(bare_number(value, ctx.term(key))), label=ctx.term(key))


def _numbers(ctx: PageContext) -> Iterator[El]:
    paper = ctx.issue.publication
    ids = {"cn": paper.ids.cn, "issn": paper.ids.issn, "eissn": paper.ids.eissn, "oclc": paper.ids.oclc}
    ids["postal_code"] = paper.postal_code
    yield from (_line(ctx, *ctx.words(ctx.term(key, number=bare_number(value)))) for key, value in ids.items() if value)
    yield from (
        _line(ctx, *ctx.words(bare_number(value, name)), label=name)
        for name, value in paper.ids.custom.items()
        if value
    )


def _contact(ctx: PageContext, contact: Contact) -> El:
    """Return a line with a contact of the publication. A web address, mail address or telephone number is a link."""
    schemes = {"website": "", "email": "mailto:", "hotline": "tel:"}
    label = contact.label or ctx.term(f"contact.{contact.kind}")
    target = _target(schemes.get(contact.kind), contact.value)
    words = ctx.address(contact.value, target) if target else ctx.words(contact.value)
    return _line(ctx, *words, label=label)


def _target(scheme: str | None, value: str) -> str:
    """Return the link target of a contact, or an empty text.

    Numbers with remarks and hosts without a scheme are no targets; they stay text.
    """
    if scheme == "":
        return value if value.startswith(("https://", "http://")) and " " not in value else ""
    plain = value.replace(" ", "") if scheme == "tel:" else value
    if scheme == "tel:" and plain.strip("+0123456789-"):
        return ""
    return f"{scheme}{plain}" if scheme and plain and " " not in plain else ""


def _staff(ctx: PageContext) -> Iterator[El]:
    """Yield the credits of the issue, then the editors of each page."""
    if words := credit_line(ctx, ctx.issue.credits):
        yield _line(ctx, *ctx.words(words))
    for page in ctx.issue.pages:
        if words := credit_line(ctx, page.editors):
            named = ctx.term("page.named", page=ctx.page_words(page.number), name=page.name) if page.name else ""
            yield _line(ctx, *ctx.words(words), label=named or ctx.page_words(page.number))


def _rights(ctx: PageContext) -> Iterator[El]:
    rights: Rights = ctx.issue.rights or ctx.issue.publication.rights
    if rights.holder:
        yield _line(ctx, *ctx.words(ctx.term("rights.holder", year=ctx.issue.date.year, holder=rights.holder)))
    if rights.notice:
        yield _line(ctx, *ctx.words(rights.notice))
    if rights.license:
        yield _line(ctx, *ctx.words(rights.license), label=ctx.term("rights.license"))
    if rights.tdm == "reserved":
        yield _line(ctx, *ctx.words(ctx.term("rights.tdm")))


def _photo_rights(ctx: PageContext) -> Iterator[El]:
    """Yield the makers of the pictures shown, each name once, without its role; then the rights of single pictures."""
    shown = [photo for photo in issue_photos(ctx.issue) if ctx.media.find(photo)]
    if names := dict.fromkeys(filter(None, (_maker(ctx, photo) for photo in shown))):
        yield _line(ctx, *spaced([ctx.words(name) for name in names]))
    for rights in dict.fromkeys(photo.rights for photo in shown if photo.rights):
        yield _line(ctx, *ctx.words(rights))


def _maker(ctx: PageContext, photo: Photo) -> str:
    """Return the credit of a photo. With one maker the role is left out; with several, each keeps the role."""
    words = credit_line(ctx, photo.credit)
    return without_role(words)[0] if len(photo.credit) == 1 else words


def _revisions(ctx: PageContext) -> Iterator[El]:
    """Yield the changes since the issue was published, each with its date and links to the changed stories."""
    for revision in ctx.issue.revisions:
        day = revision.date or ctx.issue.date
        label = ctx.term("fact", label=long_date(day, ctx.language), value="").rstrip()
        dated = el("time", ctx.words(label), class_="fact-name", datetime=day.isoformat())
        yield el("p", dated, " ", *ctx.words(revision.text), *ctx.stories_of(revision), class_="imprint-line")


def corrections_page(ctx: PageContext) -> Part:
    """Return the page of corrections (更正). Each original story is cited by date and headline."""
    items = [_correction(ctx, correction) for correction in ctx.issue.corrections]
    return framed(ctx, el("section", _page_title(ctx), *items, bar(ctx, "end"), epub__type="errata", role="doc-errata"))


def notices_page(ctx: PageContext) -> Part:
    """Return the page of notices (启事)."""
    return framed(ctx, el("section", _page_title(ctx), *render_blocks(ctx.issue.notices, ctx.setting())))


def _page_title(ctx: PageContext) -> El:
    return el("h1", ctx.words(ctx.document.title), class_="matter-title")


def _correction(ctx: PageContext, correction: Correction) -> El:
    """Return one correction. A story of this issue is linked; a story of another issue is only cited.

    No link can lead into another EPUB.
    """
    story = _corrected(ctx, correction)
    day = long_date(correction.issue_date, ctx.language) if correction.issue_date else ""
    title = story.label if story else correction.article
    cited = (ctx.term("correction.cited", date=day, story=title) if title else day).lstrip(" \u00a0:،,")
    body = render_blocks(correction.body, ctx.setting())
    head = el("p", ctx.story_link(story, ctx.words(cited)), class_="cited") if story else None
    return el("div", head or ctx.line("p", "cited", cited), *body, class_="correction")


def _corrected(ctx: PageContext, correction: Correction) -> Article | None:
    """Return the story of this issue that a correction names by id or headline, or ``None``.

    A correction with another date means a story of another issue.
    """
    if not correction.article or correction.issue_date not in (None, ctx.issue.date):
        return None
    wanted = "".join(correction.article.split())
    stories = ctx.issue.articles
    by_id = (story for story in stories if story.id == correction.article)
    by_title = (story for story in stories if wanted in ("".join(story.headline.split()), "".join(story.label.split())))
    return next(by_id, None) or next(by_title, None)


def free_page(ctx: PageContext) -> Part:
    """Return a page that the publication adds without a story: how to subscribe, a QR code, words of the editors."""
    page = ctx.issue.publication.free_pages[int(ctx.document.subject)]
    return framed(ctx, el("section", _page_title(ctx), *render_blocks(page.body, ctx.setting(), ctx.names)))


def columns_page(ctx: PageContext) -> Part:
    """Return the index of columns (栏目索引)."""
    return _index_page(ctx, edition.columns(ctx.issue))


def authors_page(ctx: PageContext) -> Part:
    """Return the index of authors (作者索引)."""
    return _index_page(ctx, edition.authors(ctx.issue))


def _index_page(ctx: PageContext, entries: Iterable[IndexEntry]) -> Part:
    title = el("h1", ctx.words(ctx.document.title), class_="matter-title")
    groups = [_index_group(ctx, name, stories) for name, stories in entries]
    return framed(ctx, el("section", title, *groups))


def _index_group(ctx: PageContext, name: str, stories: Iterable[Article]) -> El:
    items = [el("li", el("p", _index_line(ctx, story), class_="index-story")) for story in stories]
    return el("section", el("h2", ctx.words(name), class_="index-name"), el("ul", *items, class_="stories"))


def _index_line(ctx: PageContext, story: Article) -> list[Node]:
    """Return the headline of a story as a link, and its printed pages."""
    line: list[Node] = [*ctx.story_link(story)]
    if story.page:
        line += [" ", el("span", ctx.words(ctx.pages_words(story.page)), class_="place")]
    return line
