# SPDX-License-Identifier: AGPL-3.0-or-later
"""Small values that the rest of the model is made of."""

from __future__ import annotations

from dataclasses import field
from enum import Enum
from typing import Annotated, Literal, Self

from epubgen.errors import Location
from epubgen.startup import dataclass

__all__ = [
    "Credit",
    "Dateline",
    "DaysOff",
    "Form",
    "LangStr",
    "Marked",
    "Month",
    "Number",
    "PageNumber",
    "Photo",
    "Position",
    "SerialNumber",
    "Slug",
    "Source",
    "SourceSpan",
    "Subject",
    "Tag",
    "ZoneName",
]


class Form(Enum):
    """A written form that a text field must have; checked where input is decoded."""

    SLUG = "slug"
    """Lower-case ASCII letters, digits and single hyphens."""
    TAG = "tag"
    """A BCP 47 language tag."""
    NUMBER = "number"
    """A number of a series without the words printed around it."""
    POSITION = "position"
    """A place in a series: a number below 2²⁴ in ASCII digits, with decimals or without."""
    MARKED = "marked"
    """One line of text; in a file it may hold marks of Markdown, and is then a ``MarkedStr``."""
    PAGE = "page"
    """The number of a printed page without the words printed around it."""
    ZONE = "zone"
    """The name of a time zone in the IANA registry."""
    DAYS = "days"
    """Days that come again or not: a weekday, a date, a span of dates, a day of every year."""
    MONTH = "month"
    """A month by its number, ``1`` to ``12``."""
    SERIAL = "serial"
    """A number of the publication without the name of its kind."""


Slug = Annotated[str, Form.SLUG]
Tag = Annotated[str, Form.TAG]
Number = Annotated[str, Form.NUMBER]
Position = Annotated[str, Form.POSITION]
Marked = Annotated[str, Form.MARKED]
PageNumber = Annotated[str, Form.PAGE]
SerialNumber = Annotated[str, Form.SERIAL]
DaysOff = Annotated[str, Form.DAYS]
Month = Annotated[str, Form.MONTH]
ZoneName = Annotated[str, Form.ZONE]


class LangStr(str):
    """Text that may be in another language than its surroundings. A plain ``str`` serves where it is not."""

    __slots__ = ("lang",)
    lang: str

    def __new__(cls, text: str, lang: str = "") -> Self:
        """Make the text; ``lang`` is a BCP 47 tag or empty."""
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]  # the value has one part more
        """Arguments that make an equal value: pickling keeps the language."""
        return (str(self), self.lang)


@dataclass(frozen=True, slots=True)
class SourceSpan:
    """Where a value stands in its file, and its fields by their path (``title[1]`` → line, column)."""

    file: str
    line: int | None = None
    fields: tuple[tuple[str, int, int], ...] = ()

    def of(self, path: str = "") -> Location:
        """The place of a field: the longest known prefix of ``path``, else that of the whole value."""
        while path:
            for name, line, column in reversed(self.fields):
                if name == path:
                    return Location(self.file, line, column)
            cut = max(path.rfind("."), path.rfind("["))
            path = path[:cut] if cut > 0 else ""
        return Location(self.file, self.line)


@dataclass(frozen=True, slots=True, kw_only=True)
class Credit:
    """A person or body and what it did. A bare string is a name without a role."""

    name: str
    """The name."""
    role: str = ""
    """``reporter, intern, special, correspondent, commentator, photographer, illustrator, translator, compiled, editor,
    layout, proofreader, agency``, empty, or a word of ``publication.roles``."""
    printed_role: str = ""
    """The role as printed: ``本报记者``."""
    org: str = ""
    """The house of the person."""
    bio: Marked = ""
    """A sentence about an author, at the end of the story."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """The run-in opening of a story: ``本报讯``, ``新华社北京1月25日电``. A bare string is the label."""

    label: str = ""
    """The words as printed: ``本报讯``."""
    place: str = ""
    """Where it was filed."""
    date: str = ""
    """When it was filed, as printed: ``4月3日``."""
    agency: str = ""
    """The news agency."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where an item came from: a system or paper by name, a URL."""

    system: str = ""
    """Name of the paper or system."""
    url: str = ""
    """Its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A controlled subject term. A bare string is its name."""

    name: str
    """The subject in words: metadata."""
    scheme: str = ""
    """The list that it is taken from."""
    code: str = ""
    """Its code in that list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Photo:
    """A picture and its use. A bare string is the file.

    ``file`` is the path below the publication folder; ``data`` holds the bytes of a photo that is no file.
    """

    file: str
    """The picture file, as a path from the file that names it."""
    caption: Marked = ""
    """The words below the picture."""
    alt: str = ""
    """What the picture shows, for those who cannot see it. Empty only when ``decorative``."""
    decorative: bool = False
    """The picture says nothing; those who cannot see it miss nothing."""
    credit: tuple[Credit, ...] = ()
    """Who took or drew it, after the caption."""
    focal: tuple[float, float] | None = None
    """The point that a crop must keep: x and y from 0 (left, top) to 1."""
    date: str = ""
    """When it was taken, as text. (Kept, not shown.)"""
    place: str = ""
    """Where it was taken. (Kept, not shown.)"""
    rights: str = ""
    """Who holds the rights: imprint."""
    url: str = ""
    """The address that the picture came from. (Kept, not shown.)"""
    color: Literal["keep", "gray"] = "keep"
    """``gray`` makes the picture gray."""
    width: Literal["auto", "half", "full"] = "auto"
    """How wide it stands in the column."""
    data: bytes | None = field(default=None, repr=False)
    at: SourceSpan | None = field(default=None, compare=False, repr=False)
