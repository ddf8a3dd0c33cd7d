"""A reading of one page held against its truth."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, fields

from epubgen.errors import EpubgenError
from epubgen.importers.printed_page import read_pages
from epubgen.importers.reading import OpenQuestion, Reading
from epubgen.model import Article, Paragraph, Poem, Subhead
from epubgen.model.inlines import plain as words_of
from epubgen.model.walk import article_photos, strings
from epubgen.options import Options
from tests.page_truth.truth import TruePage, TrueStory, letters, plain

ASIDE = ("note.photo", "note.formula", "note.markup")
"""Questions that are no reading of the page: a photo that is not there."""


@dataclass(slots=True)
class Figures:
    """Counts over pages; rates are made of them when they are printed."""

    pages: int = 0
    stories: int = 0
    read: int = 0
    headlines: int = 0
    decks: list[int] = field(default_factory=lambda: [0, 0])
    kickers: list[int] = field(default_factory=lambda: [0, 0])
    bylines: list[int] = field(default_factory=lambda: [0, 0])
    joins: int = 0
    wrong_joins: int = 0
    right: int = 0
    asked: int = 0
    """Stories that are wrong and about whose every fault a question is open that offers the right reading."""
    vain: int = 0
    """Questions about stories that are wholly right."""
    lost: int = 0
    """Letters and digits of the stories that came out nowhere."""
    facts: list[int] = field(default_factory=lambda: [0, 0])
    """Date, number and paper of pages."""

    def add(self, other: Figures) -> None:
        """Add the counts of another page."""
        for one in fields(self):
            mine, theirs = getattr(self, one.name), getattr(other, one.name)
            setattr(
                self,
                one.name,
                [a + b for a, b in zip(mine, theirs, strict=True)] if isinstance(mine, list) else mine + theirs,
            )


@dataclass(slots=True)
class Fault:
    """One part of a story that was read wrongly."""

    story: str
    part: str
    right: str
    read: str
    asked: bool = False


@dataclass(slots=True)
class Score:
    """What one page comes to."""

    figures: Figures
    faults: list[Fault] = field(default_factory=list)
    vain: tuple[OpenQuestion, ...] = ()


def score(page: TruePage, read: Callable[[], Reading] | None = None) -> Score:
    """Read a page by itself and hold it against its truth; ``read``: how, where it is no Markdown."""
    figures = Figures(pages=1, stories=len(page.stories))
    done = Score(figures)
    try:
        reading = read() if read else read_pages([(page.file, page.text)], None, Options(punctuation="keep"))
    except EpubgenError as error:
        done.faults = [Fault(story.headline, "page", "", str(error)) for story in page.stories]
        figures.facts = [0, 3]
        return done
    _facts(page, reading, done)
    _matched(page, reading, done)
    _joins(page, reading, done)
    figures.lost = _lost(page, reading)
    return done


def _facts(page: TruePage, reading: Reading, done: Score) -> None:
    issue = reading.issue
    named = any(fact.name == "publication.id" and fact.origin == "fact.no-title" for fact in reading.facts)
    paper = "" if named else issue.publication.title
    pairs = [
        ("date", page.day.isoformat(), issue.date.isoformat()),
        ("number", page.number, issue.pages[0].number if issue.pages else ""),
    ]
    pairs.append(("paper", plain(page.paper).lower(), plain(paper).lower() if page.paper or paper else ""))
    for part, right, read in pairs:
        done.figures.facts[1] += 1
        if right == read:
            done.figures.facts[0] += 1
        else:
            done.faults.append(Fault("(page)", part, right, read))


def _matched(page: TruePage, reading: Reading, done: Score) -> None:
    others = {plain(text) for text in page.others}
    shown = [one for one in reading.issue.articles if one.kind != "ad" and plain("".join(one.title)) not in others]
    done.figures.read = len(shown)
    left = list(shown)
    vain = {note for note in reading.notes if note.key not in ASIDE}
    for story in page.stories:
        article = next((one for one in left if plain("".join(one.title)) == story.headline), None)
        faults = list(_faults(story, article, done.figures))
        if article:
            left.remove(article)
            done.figures.headlines += 1
        near = _near(page, story, article, reading.notes)
        for fault in faults:
            fault.asked = any(_offers(note, fault, story) or _parts_rightly(note, fault, page) for note in near)
        if faults:
            vain -= set(near)
        done.faults += faults
        done.figures.right += not faults
        done.figures.asked += bool(faults) and all(fault.asked for fault in faults)
    done.figures.vain = len(vain)
    done.vain = tuple(note for note in reading.notes if note in vain)


def _near(
    page: TruePage, story: TrueStory, article: Article | None, notes: Iterable[OpenQuestion]
) -> list[OpenQuestion]:
    """The questions about a story: those of its article, and those at its lines."""
    lines = page.text.split("\n")
    words = {plain(line) for line in (*story.title, story.kicker, *story.deck) if line}
    places = [
        at
        for at, line in enumerate(lines, 1)
        if plain(re.sub(r"[#*]|<br>", "", line)) in words or any(text[:12] in line for text in story.paragraphs)
    ]
    span = range(min(places) - 1, max(places) + 5) if places else range(0)
    return [note for note in notes if (article and note.story == article.id) or (note.at.line or 0) in span]


def _faults(story: TrueStory, article: Article | None, figures: Figures) -> Iterator[Fault]:
    figures.decks[1] += bool(story.deck)
    figures.kickers[1] += bool(story.kicker)
    figures.bylines[1] += bool(story.names or story.dateline)
    name = story.headline
    if article is None:
        yield Fault(name, "headline", name, "")
        return
    deck, kicker = plain("".join(article.deck)), plain(article.column + "".join(article.kicker))
    signed = [one.name for one in article.authors if one.role != "agency"]
    names_right = [plain(one).lower() for one in signed] == [plain(one).lower() for one in story.names]
    dated = not story.dateline or article.dateline is not None
    for part, right, read, counted, fits in (
        ("deck", plain("".join(story.deck)), deck, figures.decks, bool(story.deck)),
        ("kicker", plain(story.kicker), kicker, figures.kickers, bool(story.kicker)),
    ):
        counted[0] += fits and right == read
        if right != read:
            yield Fault(name, part, right, read)
    figures.bylines[0] += bool(story.names or story.dateline) and names_right and dated
    if not names_right or not dated:
        yield Fault(name, "byline", " ".join(story.names), " ".join(signed) + ("" if dated else " (no dateline)"))
    texts, subheads, captions = _texts(article)
    if subheads != [plain(text) for _, text in story.subheads]:
        yield Fault(name, "subhead", " ".join(text for _, text in story.subheads), " ".join(subheads))
    wanted = [plain(text) for text in story.paragraphs]
    if texts != wanted:
        yield Fault(name, "text", *_difference(wanted, texts))
    if captions != [plain(text) for text in story.captions]:
        yield Fault(name, "caption", " ".join(story.captions), " ".join(captions))


def _difference(wanted: list[str], texts: list[str]) -> tuple[str, str]:
    for at, right in enumerate(wanted):
        read = texts[at] if at < len(texts) else ""
        if right != read:
            return f"{at}: {right}", read
    return "(end)", texts[len(wanted)]


def _texts(article: Article) -> tuple[list[str], list[str], list[str]]:
    texts: list[str] = []
    subheads = []
    for block in article.body:
        if isinstance(block, Paragraph):
            texts.append(plain(words_of(block.text)))
        elif isinstance(block, Poem):
            texts += [plain(words_of(line)) for stanza in block.stanzas for line in stanza]
        elif isinstance(block, Subhead):
            subheads.append(plain(words_of(block.text)))
    return texts, subheads, [plain(photo.caption) for photo in article_photos(article)]


OFFERS = {
    "headline": ("headline", "lines", "title", "story", "news"),
    "deck": ("deck",),
    "kicker": ("kicker", "column", "rest-of-another"),
    "subhead": ("subhead",),
    "text": ("goes-on-elsewhere", "two-paragraphs", "rest-of-another", "joined", "paragraph", "subhead", "text"),
    "caption": ("caption",),
    "byline": ("byline", "author", "reporter"),
}
"""Words of a question that offer the right reading of a part, where it does not cite it."""


def _offers(note: OpenQuestion, fault: Fault, story: TrueStory) -> bool:
    """Whether a question, answered otherwise than it was, gives the right reading of the part."""
    others = " ".join(note.alternatives)
    if any(word in others for word in OFFERS.get(fault.part, ())):
        return True
    if fault.part == "byline":
        return bool(story.names) and any(plain(name) in plain(others) for name in story.names)
    return bool(fault.right) and fault.right in plain(others)


def _parts_rightly(note: OpenQuestion, fault: Fault, page: TruePage) -> bool:
    """Whether a question about a heading, answered otherwise, begins a story where the truth has one, or ends none there.

    Text, byline and subheads of the stories on both sides are right with the answer.
    """
    if note.key != "note.level" or fault.part in ("kicker", "deck"):
        return False
    true = {story.headline for story in page.stories}
    if note.chosen == "subhead":
        return any(plain(text) in true for text in note.text.split(" / "))
    return plain(note.text) not in true


def _joins(page: TruePage, reading: Reading, done: Score) -> None:
    """A join is right when both its ends meet inside one paragraph of the truth."""
    texts = [plain(text) for story in page.stories for text in story.paragraphs]
    for join in reading.joins:
        done.figures.joins += 1
        ends, starts = plain(join.ends), plain(join.starts)
        if not any(met in text for text in texts for met in (ends + starts, ends.rstrip("-") + starts)):
            done.figures.wrong_joins += 1
            done.faults.append(Fault(join.story, "join", "", f"{join.ends} + {join.starts}"))


def _lost(page: TruePage, reading: Reading) -> int:
    """How many letters and digits of the truth are in no text of the reading."""
    texts = [text for value in (reading.issue, reading.facts) for text, _, _ in strings(value)]
    shown = Counter(letters("".join(texts).lower()))
    wanted: Counter[str] = Counter()
    for story in page.stories:
        parts = (
            *story.title,
            story.kicker,
            *story.deck,
            *story.paragraphs,
            *(text for _, text in story.subheads),
            *story.names,
        )
        wanted += Counter(letters("".join((*parts, *story.captions)).lower()))
    return sum((wanted - shown).values())
