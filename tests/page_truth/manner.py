"""What every manner of page shares: a page while it is rendered, its headers, its adverts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeAlias

from tests.page_truth.parts import Signed, body, sign
from tests.page_truth.pool import SPACED, Pool, pool
from tests.page_truth.truth import TruePage, TrueStory


@dataclass(slots=True)
class Leaf:
    """A page while it is rendered."""

    rng: Random
    page: TruePage
    pool: Pool
    stories: list[TrueStory]
    held_out: bool

    @property
    def day(self) -> date:
        """The date of the page."""
        return self.page.day

    @property
    def language(self) -> str:
        """The language of the page."""
        return self.page.language

    @property
    def front(self) -> bool:
        """Whether the page is a front page."""
        return self.page.number.endswith("01")

    def name(self) -> str:
        """Any name."""
        return self.rng.choice(self.pool.names)

    def chance(self, share: float) -> bool:
        """True so often."""
        return self.rng.random() < share

    def chinese_day(self) -> str:
        """The date as running heads print it."""
        return f"{self.day.year}年{self.day.month}月{self.day.day}日 星期{'一二三四五六日'[self.day.weekday()]}"

    def sign(self, story: TrueStory, forms: Sequence[str]) -> Signed:
        """Sign a story in one of the forms; a poem is signed above or not at all."""
        if story.kind == "poem":
            forms = [form for form in forms if form.startswith("above:")] or ["above:{a}"]
        if story.kind == "opinion" and self.chance(0.3):
            return Signed()
        return sign(self.rng, story, self.rng.choice(forms), self.pool, self.day)

    def set(self, story: TrueStory, forms: Sequence[str], *, torn: float, subhead: str = "#### {}") -> list[str]:
        """The byline and the text of a story."""
        made = self.sign(story, forms)
        return [*made.above, *body(self.rng, story, made, self.language, torn=torn, subhead=subhead), *made.below]


@dataclass(frozen=True, slots=True)
class Manner:
    """One way in which pages are set and read by a tool."""

    name: str
    pool: str
    render: Callable[[Leaf], list[str]]
    year: int = 2026

    @property
    def language(self) -> str:
        """The language that a reading should tell."""
        return "zh-Hant" if self.pool == "1946" else self.pool

    def page(self, number: int, *, held_out: bool = False) -> TruePage:
        """The page of this number: always the same one."""
        rng = Random(f"{self.name} {number} {held_out}")
        stock = pool(self.pool, held_out)
        day = date(self.year, 5, 1) + timedelta(days=rng.randrange(60))
        page = TruePage(file="", language=self.language, day=day, number=f"{1 + number % 8:02d}")
        stories = stock.stories(rng, rng.randint(4, 6))
        leaf = Leaf(rng, page, stock, stories, held_out)
        blocks = self.render(leaf)
        page.stories = leaf.stories
        page.text = "\n\n".join(blocks) + "\n"
        page.file = f"{day.isoformat()}-{page.number}.md"
        return page


Lines: TypeAlias = str


def headed(story: TrueStory, *, kicker: str, title: str, deck: str = "", lines: Lines = "|") -> list[str]:
    """The header of a story; ``lines`` joins the print lines of the headline, ``|`` gives each a block of its own."""
    blocks = [kicker.format(story.kicker)] if story.kicker else []
    if lines == "|":
        blocks += [title.format(line) for line in story.title]
    else:
        blocks.append(title.format(lines.join(story.title)))
    return blocks + [deck.format(line) for line in story.deck]


def adverts(leaf: Leaf, blocks: list[str], head: str) -> list[str]:
    """The page with an advert at its end, or none."""
    if leaf.chance(0.5):
        return blocks
    title, _, text = leaf.pool.filled(leaf.rng, leaf.rng.choice(leaf.pool.adverts)).partition("|")
    leaf.page.others += (title, text)
    return [*blocks, head.format(title), text]


__all__ = ["SPACED", "Leaf", "Manner", "adverts", "headed"]
