# SPDX-License-Identifier: AGPL-3.0-or-later
"""What stays the same from issue to issue, and what ``epubgen publish`` makes of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Literal

from epubgen.languages.directions import vertical_lines
from epubgen.languages.words import EditionWords
from epubgen.model.blocks import Block
from epubgen.model.values import DaysOff, LangStr, Marked, Month, Photo, SerialNumber, Slug, SourceSpan, Tag, ZoneName
from epubgen.options import TargetName
from epubgen.startup import dataclass, regex

__all__ = ["Publishing", "WantedDelivery", "WantedEdition"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedEdition:
    """An edition that ``epubgen publish`` builds."""

    name: Slug
    """Its name, by which deliveries ask for it; part of the file name where two editions would be named alike."""
    target: TargetName | None = None
    """Where it is read; left out: the first of ``targets``, else ``generic``."""
    writing_mode: Literal["", "horizontal-tb", "vertical-rl", "vertical-lr", "both"] = ""
    """Empty: that of the publication. ``both`` makes two; the twin is called ``<name>-vertical`` (``-horizontal``)."""
    format: Literal["epub", "kepub", "azw3"] = "epub"
    """``epub``; ``kepub``: for Kobo, with its spans; ``azw3``: for Kindle by cable, made by calibre."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedDelivery:
    """A way that finished editions go. Passwords never stand here: the environment or the keyring holds them."""

    to: str
    """The exporter: ``folder``, ``mail``, ``webdav``, ``s3``, or that of a plug-in."""
    name: Slug = ""
    """Its name in the receipt and in the names of its secrets; empty: the exporter's."""
    editions: tuple[Slug, ...] = ()
    """Names of the editions that it takes; empty: all."""
    settings: Mapping[str, str] = field(default_factory=dict)
    """Settings of the exporter."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """What ``epubgen publish`` does with each issue."""

    editions: tuple[WantedEdition, ...] = ()
    """The editions; none: one for each of ``targets``."""
    deliver: tuple[WantedDelivery, ...] = ()
    """Where they go, in this order."""


Kind = Literal["newspaper", "magazine", "journal", "newsletter"]
Frequency = Literal[
    "daily", "weekdays", "semiweekly", "weekly", "biweekly", "semimonthly", "monthly", "bimonthly", "quarterly",
    "semiannual", "yearly", "irregular",
]  # fmt: skip
WritingMode = Literal["horizontal-tb", "vertical-rl", "vertical-lr"]

CONFORMANCE = regex(r"EPUB Accessibility 1\.1 - WCAG 2\.[0-2] Level (A|AA|AAA)\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ids:
    """Numbers of the series: ``cn`` 国内统一刊号, ISSN of the print, ``eissn`` of the electronic edition."""

    cn: SerialNumber = ""
    """国内统一刊号, as printed: ``65-0010``."""
    issn: SerialNumber = ""
    """ISSN of the printed paper."""
    eissn: SerialNumber = ""
    """ISSN of the electronic edition; it wins as the identifier of the series."""
    oclc: str = ""
    """Number in the WorldCat catalogue."""
    custom: Mapping[str, str] = field(default_factory=dict)
    """Any other numbers, by what they are called."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """A way to reach the paper."""

    value: str
    """The address, number or name itself."""
    kind: Literal["website", "email", "hotline", "address", "app", "wechat"]
    """What it is."""
    label: str = ""
    """The word before it; empty: the usual one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionName:
    """A canonical section name and its other spellings."""

    id: Slug
    """Short name, the same in every issue."""
    name: Marked
    """The name that readers see."""
    aliases: tuple[Marked, ...] = ()
    """Other spellings that mean the same section."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A standing column (栏目); ``rubric`` is the line printed above its stories. A bare string is the name."""

    name: Marked
    """The name, as stories give it in ``column``."""
    rubric: Marked = ""
    """The line printed beside the name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cover:
    """How the cover picture is made."""

    mode: Literal["auto", "image", "lead-photo", "facsimile", "none"] = "auto"
    """``auto`` composes a front page; ``image`` takes ``file``, ``lead-photo`` the photo of the lead story,
    ``facsimile`` the picture of the first printed page; ``none`` makes no cover."""
    file: str = ""
    """The picture, where ``mode`` is ``image``."""
    colors: tuple[str, ...] = ()
    """Colours of a composed cover: first of nameplate and rules, then of the paper. Each as ``"#8c1c1c"``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rights:
    """Who holds the rights, on which terms; ``tdm`` is the reservation of text and data mining."""

    holder: str = ""
    """Who holds the rights: imprint."""
    notice: str = ""
    """The terms in a sentence: imprint, metadata."""
    license: str = ""
    """Name or address of a licence: imprint."""
    tdm: Literal["", "reserved", "allowed"] = ""
    """Whether text and data mining is reserved: imprint, metadata."""


@dataclass(frozen=True, slots=True, kw_only=True)
class A11y:
    """Accessibility claims of the publisher; they are written only where the content bears them out."""

    summary: str = ""
    """What readers with a print disability should know; empty: a summary is made."""
    conforms_to: str = ""
    """The standard that was met; written only with a certifier and when every photo has its ``alt``."""
    certifier: str = ""
    """Who checked it."""

    @property
    def is_worded(self) -> bool:
        """Whether the claim has the one form that shops recognise (EPUB Accessibility 1.1 §4.2)."""
        return bool(CONFORMANCE.match(self.conforms_to))


@dataclass(frozen=True, slots=True, kw_only=True)
class Typography:
    """House style of setting Chinese, Japanese and Korean text; all but ``middle_dot`` and ``dash`` for vertical lines.

    Only pages are set by it: navigation, metadata and descriptions of pictures keep the words as typed.
    """

    numerals: Literal["tcy", "rotate", "hanzi"] = "tcy"
    """``tcy``: short numbers stand upright in one cell; ``rotate``: all numbers lie on their side; ``hanzi``: numbers
    are written in Han characters (2026年 → 二〇二六年), and the report lists each. Korean has no ``hanzi``."""
    tcy_digits: Literal["2", "3"] = "2"
    """How many digits stand side by side in one cell."""
    tcy_marks: Literal["2", "3"] = "2"
    """How many half-width ``!`` and ``?`` stand side by side in one cell."""
    tcy_percent: bool = False
    """Set ``5%`` upright in one cell; otherwise it lies on its side like ``5.3%``."""
    acronym_max: Literal["0", "1", "2", "3", "4", "5"] = "5"
    """The longest group of Latin capitals that stands upright (``GDP``); ``1``: single letters only; ``0``: none."""
    quotes: Literal["convert", "keep"] = "convert"
    """Turn curved and straight quotation marks into corner brackets in vertical lines, as the language has them."""
    ko_quotes: Literal["『", "「"] = "『"
    """The outer quotation mark of vertical Korean; the inner one is the other."""
    middle_dot: Literal["keep", "·", "‧", "・"] = "keep"
    """The dot in foreign names, between Han characters or kana."""
    dash: Literal["keep", "——", "⸺", "──"] = "keep"
    """What a dash of two cells is set with. ``──`` always joins but harms search and speech."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Nav:
    """The shape of the contents, and the ways between stories."""

    group_by: Literal["section", "page", "page+section"] = "section"
    """The first level of the contents: ``section``: names (要闻); ``page``: printed pages (第01版 要闻) with the
    stories that begin there; ``page+section``: sections with their page (01 要闻)."""
    authors: bool = False
    """An index of authors at the end, from eight names on."""
    columns: bool = True
    """An index of columns at the end, from four columns on."""
    bars: Literal["auto", "top", "bottom", "both", "none"] = "auto"
    """Where a story has links to the previous story, its section, the contents and the next story. ``auto``: at the
    end, and at the top too where a story takes five minutes or more to read."""
    masthead: Literal["auto", "front", "back"] = "auto"
    """Where the masthead page stands. ``auto``: before the imprint in a daily with a cover, which says the same; else
    as ``front_matter`` has it."""
    fronts: Literal["auto", "all"] = "auto"
    """Which sections have a front that lists their stories. ``auto``: those of more than one story."""
    minutes: bool = False
    """Say how long each story takes to read, in the contents and on the fronts of sections."""
    photo_marks: bool = False
    """Mark stories with photos, in the contents and on the fronts of sections."""
    jumps: Literal["merge", "apart"] = "merge"
    """A story that runs on to another page: one story, or two with links to each other."""
    facsimiles: bool = False
    """Show the pictures of printed pages (``facsimile``), each before the stories of its page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyFont:
    """A font of running text: a part of it with all characters of the issue is embedded. A bare string is the file.

    A mapping of languages to files is one of each: ``{mn-Mong: assets/fonts/text.ttf}``.
    """

    file: str
    """The font (OpenType); the path starts at the folder of ``publication.yaml``."""
    lang: Tag = ""
    """The language that is set in it; empty: that of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A page that is no story: how to subscribe, a QR code, a word of the house.

    Besides those listed here, each Markdown file in ``pages/`` beside ``publication.yaml`` is one, in the order of
    their names; its front matter holds ``title`` and ``place``.
    """

    title: Marked
    """Its headline, and its name in the contents."""
    place: Literal["front", "back"] = "back"
    """Before the stories, or after them."""
    file: str = ""
    """A Markdown file that holds the text, in place of ``body``."""
    body: tuple[Block, ...] = ()
    """The text."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """A newspaper, magazine, journal or newsletter."""

    id: Slug
    """Short name for file names and identifiers. Never change it once an issue is out."""
    title: str
    """The name: masthead, title of the EPUB, name of the series."""
    language: Tag
    """Language of the text: ``zh-Hans-CN``, ``zh-Hant-TW``, ``ja``, ``ko``, ``en-GB``."""
    title_latin: str = ""
    """The name in Latin letters: masthead, below the title; sorting."""
    dc_language: Tag = ""
    """Language for shops and catalogues, where the usual form of ``language`` does not serve."""
    kind: Kind = "newspaper"
    """What it is: metadata, words of the masthead."""
    frequency: Frequency = "irregular"
    """How often it appears; how far back the stories of an issue may date (D05)."""
    days_off: tuple[DaysOff, ...] = ()
    """Days on which it does not appear: ``sunday`` or 星期日, ``2026-02-17``, ``2026-02-16/2026-02-22``, ``12-25`` of
    every year. ``epubgen next`` passes them over; an issue of such a day is reported (D14)."""
    volume_months: tuple[Month, ...] = ()
    """Months in which a new volume begins: ``[1]``, ``[1, 7]``. There ``epubgen next`` counts ``volume`` on, and
    ``issue`` begins at 1 again."""
    time_zone: ZoneName = ""
    """The time zone of the newsroom, as ``Asia/Shanghai`` or ``Europe/London``: messages and receipts give instants by
    its clock, a correction is dated by it. Empty: the zone of the system."""
    series_position: Literal["number", "date", "days"] = "number"
    """What the place in the series counts. ``number``: the total number, else volume and issue, else the date;
    ``date``: always the date (``260422``); ``days``: days since 1700-01-01, for a title of two centuries."""
    revision_in_title: bool = False
    """Whether a corrected issue says so (更正版) in its title, its file names and on its first page, which links to
    what was changed. Catalogues keep one title for an issue: leave it out where a library collects the paper."""
    story_subjects: bool = False
    """Whether key words and subjects of stories fill up the eight subjects of an issue in the metadata."""
    authority: str = ""
    """主管: masthead, imprint."""
    sponsor: str = ""
    """主办: masthead, imprint."""
    publisher: str = ""
    """出版: masthead, imprint, metadata."""
    ids: Ids = Ids()
    """Numbers of the series: masthead, imprint, metadata."""
    postal_code: SerialNumber = ""
    """邮发代号: masthead, imprint."""
    price: str = ""
    """The price as printed: masthead, imprint."""
    motto: Marked = ""
    """A line below the name: masthead."""
    founded: str = ""
    """When it was founded, as printed: imprint."""
    contacts: tuple[Contact, ...] = ()
    """Ways to reach the paper: imprint; website and hotline in the masthead too."""
    ears: tuple[Marked, ...] = ()
    """Texts beside the nameplate."""
    nameplate: Photo | None = None
    """The picture of the name; without one the name stands in type."""
    cover: Cover = Cover()
    """The cover picture."""
    sections: tuple[SectionName, ...] = ()
    """Section names of the house; another spelling in an issue is reported (N05)."""
    columns: tuple[Column, ...] = ()
    """Standing columns; an unknown column is reported (A03)."""
    roles: Mapping[str, str] = field(default_factory=dict)
    """Printed role words of the house → a role of ``Credit.role``."""
    headline_space: Literal["", "lines", "text"] = ""
    """How to read a space in a printed headline; empty: an importer decides and asks."""
    words: Mapping[str, str] = field(default_factory=dict)
    """Words that the edition prints, by their keys (docs/languages.md): ``{next: "Siguiente"}``. They take the place of
    ours, and complete a language that has none; the rest is English."""
    import_: Mapping[str, str] = field(default_factory=dict)
    """Settings of importers, each described in the importer's own page."""
    punctuation: Literal["keep", "normalise", "smart"] = "keep"
    """``normalise``: half-width marks after Han characters become full-width; ``smart``: typewriter marks of English
    and other Latin text become those of print (straight quotation marks, apostrophes, ``--``, ``...``)."""
    writing_mode: WritingMode = "horizontal-tb"
    """``horizontal-tb``: horizontal lines; ``vertical-rl``: vertical lines that follow each other from right to left;
    ``vertical-lr``: from left to right, for the Mongolian script alone."""
    typography: Typography = Typography()
    """House style of setting: numerals, quotation marks, dashes and dots of pages with vertical lines."""
    theme: str = ""
    """Name of the look: ``broadsheet``, ``magazine``, ``plain``, or a file ``themes/<name>.css`` beside
    ``publication.yaml``; empty: ``broadsheet``."""
    css: tuple[str, ...] = ()
    """Style sheets of the house, after the theme and before those of ``--css FILE``."""
    fonts: tuple[str, ...] = ()
    """Font files of the house (OpenType), for the cover and for characters that readers lack. A mapping besides names
    fonts of running text: ``fonts: {body: assets/fonts/text.ttf}``, with these as ``files``."""
    body_fonts: tuple[BodyFont, ...] = ()
    """Fonts of running text, for scripts that few readers have. The same as ``body`` in ``fonts``."""
    targets: tuple[TargetName, ...] = ()
    """Where the paper is read: ``generic``, ``kindle``, ``kobo``, ``boox``, ``tablet``, ``small`` or ``archive``. A
    build takes the first one unless it is told another: it decides size and quality of the photos."""
    nav: Nav = Nav()
    """The shape of the contents and the ways between stories, unless an issue says otherwise."""
    free_pages: tuple[FreePage, ...] = ()
    """Pages that are no stories, in every issue: subscription, QR code, a word of the house."""
    rights: Rights = Rights()
    """The rights, unless an issue says otherwise."""
    a11y: A11y = A11y()
    """Accessibility claims of the publisher."""
    publish: Publishing = Publishing()
    """What ``epubgen publish`` builds, and where it takes it."""
    at: SourceSpan | None = field(default=None, compare=False, repr=False)

    @property
    def printed(self) -> EditionWords:
        """The words that its editions print."""
        return EditionWords(self.language, self.words)

    def term(self, key: str, /, **args: object) -> str:
        """A word that its editions print; one that is in another language than the publication says so."""
        said, spoken = self.printed.told(key, **args)
        return LangStr(said, spoken) if spoken not in ("", self.language) else said

    def lines(self, asked: WritingMode | Literal[""] = "") -> WritingMode:
        """The writing mode of an edition: what is asked for, else its own; vertical lines as its script has them."""
        mode = asked or self.writing_mode
        return mode if mode == "horizontal-tb" else vertical_lines(self.language) or mode
