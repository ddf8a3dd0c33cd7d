"""A library in memory: facts of as many issues as a test wants, and a count of those that were read."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable
from functools import cache
from uuid import NAMESPACE_URL, uuid5

from PIL import Image

from epubgen.back_file.catalog.epub_files import FoundFile
from epubgen.back_file.facts import AccessibilityMetadata, IssueFacts, SeriesFacts, StoryFacts
from epubgen.model.held_titles import LibraryTitles

DAILY = SeriesFacts(
    id="haibin-daily", name="海滨日报", kind="newspaper", issn="1234-5679", cn="99-0001", sort_name="Haibin Ribao"
)
MONTHLY = SeriesFacts(id="tide-review", name="The Tide Review", kind="magazine", eissn="2049-3630")
ACCESS = AccessibilityMetadata(
    access_modes=("textual", "visual"),
    sufficient=("textual", "textual,visual"),
    features=("tableOfContents", "alternativeText", "verticalWriting", "aWordOfTheirOwn"),
    hazards=("none",),
    summary="正文可重排；照片均有替代文本。",
    conforms_to="EPUB Accessibility 1.1 - WCAG 2.1 Level AA",
    certified_by="海滨日报社",
)


def issue(
    series: SeriesFacts,
    day: dt.date | None,
    *,
    number: str = "",
    stories: int = 20,
    title: str = "",
    modified: str = "",
) -> IssueFacts:
    """The facts of an issue."""
    name = f"{series.id}-{day.isoformat() if day else 'undated'}"
    return IssueFacts(
        identifier=f"urn:uuid:{uuid5(NAMESPACE_URL, name + number)}",
        title=title or f"{series.name} {day or ''} 总第{number}期",
        series=series,
        date=day,
        modified=modified or (f"{day}T00:00:00Z" if day else ""),
        number=number,
        languages=("zh-Hans",) if series is DAILY else ("en",),
        direction="rtl" if series is DAILY else "ltr",
        publisher=f"{series.name}社",
        creators=(f"{series.name}社",),
        description="头版：港区轨道线通车",
        rights="© 海滨日报社",
        accessibility=ACCESS,
        stories=tuple(
            StoryFacts(
                position=place,
                title=f"第{number}期第{place}条：潮水退去之后，码头醒来",
                path=f"text/s{place}.xhtml",
                authors=("江予",),
                section="要闻",
                page=str(1 + place // 5),
                text="正文。" * 100,
            )
            for place in range(1, stories + 1)
        ),
        file=f"{series.id}/{name}{'-' + number if series is MONTHLY else ''}.epub",
        size=480_000,
        sha256=f"{abs(hash(name)):064x}"[:64],
        ours=True,
    )


def daily(first: dt.date, days: int, stories: int = 20) -> list[IssueFacts]:
    """So many issues of the daily, from a day on."""
    return [issue(DAILY, first + dt.timedelta(days=n), number=str(8000 + n), stories=stories) for n in range(days)]


@cache
def drawing() -> bytes:
    """A small cover."""
    made = io.BytesIO()
    Image.linear_gradient("L").resize((90, 120)).save(made, "PNG")
    return made.getvalue()


class MemoryLibrary:
    """A source of facts that counts what is read of it."""

    def __init__(self, facts: Iterable[IssueFacts], cover: bytes = b"", titles: LibraryTitles | None = None) -> None:
        self.titles = titles or LibraryTitles()
        self.facts = {one.file: one for one in facts}
        self.reads: list[str] = []
        self.cover = cover

    def add(self, *facts: IssueFacts) -> None:
        """Put issues in, or others in their places."""
        self.facts |= {one.file: one for one in facts}
        self.reads = []

    def found(self) -> list[FoundFile]:
        """The files, with a time that stands for their content."""
        return [FoundFile(name, one.size, hash(one)) for name, one in sorted(self.facts.items())]

    def read(self, file: str) -> IssueFacts:
        """The facts."""
        self.reads.append(file)
        return self.facts[file]

    def picture(self, facts: IssueFacts) -> bytes:
        """The cover of all."""
        return self.cover
