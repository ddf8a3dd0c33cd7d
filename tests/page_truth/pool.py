"""Stories drawn from the texts of ``stories/``; one half is drawn while rules are written, the other held out."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from tests.page_truth.truth import TrueStory

STORIES = Path(__file__).parent / "stories"
SPACED = ("en", "de", "fr")
"""Languages whose words stand apart."""


@dataclass(slots=True)
class Topic:
    """One story with open places: ``{name} {place} {org} {n} {p} {m}``."""

    kind: str = "news"
    kicker: str = ""
    title: str = ""
    deck: str = ""
    subheads: list[str] = field(default_factory=list)
    paragraphs: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Pool:
    """All that one language has to tell, one half of it."""

    topics: list[Topic]
    names: list[str]
    places: list[str]
    bodies: list[str]
    fillers: list[str]
    captions: list[str]
    adverts: list[str]
    briefs: list[str]

    def filled(self, rng: Random, text: str) -> str:
        """The text with its places filled."""
        draw = {
            "name": lambda: rng.choice(self.names),
            "place": lambda: rng.choice(self.places),
            "org": lambda: rng.choice(self.bodies),
            "n": lambda: str(rng.randint(2, 9)),
            "p": lambda: str(rng.randint(11, 28)),
            "m": lambda: str(rng.randint(301, 9800)),
        }
        return re.sub(r"\{(\w+)\}", lambda match: draw[match[1]](), text)

    def story(self, rng: Random, topic: Topic, fillers: list[str]) -> TrueStory:
        """A story of a topic, filled, with up to three paragraphs that any story may have, taken from ``fillers``."""
        paragraphs = list(topic.paragraphs)
        subheads: list[tuple[int, str]] = []
        if topic.subheads:
            subheads = [(at + 1, title) for at, title in enumerate(topic.subheads)]
        if topic.kind not in ("poem", "essay"):
            paragraphs += [fillers.pop() for _ in range(min(len(fillers), rng.randint(1, 3)))]
        deck = topic.deck.lstrip("—")
        return TrueStory(
            title=tuple(self.filled(rng, topic.title).split("/")),
            kicker=self.filled(rng, topic.kicker),
            deck=tuple(self.filled(rng, deck).split("/")) if deck else (),
            paragraphs=[self.filled(rng, text) for text in paragraphs],
            subheads=[(at, title) for at, title in subheads if at < len(paragraphs)],
            kind=topic.kind,
        )

    def stories(self, rng: Random, count: int) -> list[TrueStory]:
        """So many stories of different topics; no filler stands twice on a page."""
        fillers = rng.sample(self.fillers, k=len(self.fillers))
        topics = rng.sample(self.topics, k=min(count, len(self.topics)))
        return [self.story(rng, topic, fillers) for topic in topics]


@cache
def pool(language: str, held_out: bool) -> Pool:
    """The pool of a language (a file of ``stories/``), one half of it."""
    blocks = (STORIES / f"{language}.txt").read_text(encoding="utf-8").split("\n\n")
    lists: dict[str, list[str]] = {mark: [] for mark in "NLOGCAB"}
    topics = []
    for block in blocks:
        topic = Topic()
        for line in block.strip().split("\n"):
            mark, _, rest = line.partition(" ")
            if mark in ("N", "L", "O"):
                lists[mark] = re.split(r"\|" if "|" in rest else " ", rest)
            elif mark in lists:
                lists[mark].append(rest)
            elif mark in "KTD=":
                setattr(topic, {"K": "kicker", "T": "title", "D": "deck", "=": "kind"}[mark], rest)
            elif mark == "S":
                topic.subheads = rest.split(";")
            elif mark == "P":
                topic.paragraphs.append(rest)
        if topic.title:
            topics.append(topic)
    one = slice(int(held_out), None, 2)
    return Pool(
        topics=topics[one],
        names=lists["N"][one],
        places=lists["L"][one],
        bodies=lists["O"],
        fillers=lists["G"],
        captions=lists["C"][one],
        adverts=lists["A"],
        briefs=lists["B"],
    )
