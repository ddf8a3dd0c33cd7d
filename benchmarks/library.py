# SPDX-License-Identifier: AGPL-3.0-or-later
"""What a library costs: adding, searching, bytes, for a back file of invented stories.

``python benchmarks/library.py --stories 300000 [DIR]`` prints one line for each measure. Stories are made of 40,000
invented words whose frequencies fall as those of a language do; none comes twice. The last 200 issues are added one by
one and measured, those before them together, so that a large back file is made in minutes.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import accumulate, islice
from pathlib import Path

from epubgen.back_file.database import LibraryDatabase, SearchQuery, search
from epubgen.back_file.database.entries import add_issue
from epubgen.back_file.facts import IssueFacts, SeriesFacts, StoryFacts

TITLES = ("jiangan-ribao", "nanbu-wanbao", "huabian-zhoukan")
SECTIONS = ("要闻", "本地", "评论", "文化", "经济", "体育")
COLUMNS = ("", "", "", "潮信", "街谈", "书里书外")
STORIES = 30
"""Of an issue."""
MEASURED, TOGETHER, HELD = 200, 100, 2**26
"""Issues that are measured; issues that are added at once before them; bytes of tokens that these may hold back."""
VOCABULARY, COMMAS, CLAUSE = 40_000, 0.7, 7
"""Words there are; how many marks are commas; words between two marks."""


class Words:
    """Invented words of one to four characters, the n-th as often as 1/n."""

    def __init__(self, seed: int, most: int = 500) -> None:
        self._most = most
        self._random = random.Random(seed)
        codes = [chr(0x4E00 + place) for place in self._random.sample(range(20_000), 4_000)]
        often = list(accumulate(1 / (place + 2) ** 0.9 for place in range(len(codes))))
        found: dict[str, None] = {}
        while len(found) < VOCABULARY:
            length = self._random.choice((1, 2, 2, 2, 2, 2, 2, 3, 4))
            found["".join(self._random.choices(codes, cum_weights=often, k=length))] = None
        self.words = list(found)
        letters = ["".join(self._random.choices("aeionrstlmdkp", k=self._random.randint(4, 9))) for _ in range(2_000)]
        self.latin = list(dict.fromkeys(letters))
        for place, word in enumerate(self.latin):  # from the 40th word on, each 20th
            self.words[40 + 20 * place] = f" {word} "
        self.characters = codes
        self._often = list(accumulate(1 / (place + 2) for place in range(len(self.words))))
        self.people = ["".join(self._random.choices(codes, k=3)) for _ in range(400)]

    def text(self, words: int) -> str:
        """A text of so many words, with commas and full stops."""
        chosen = self._random.choices(self.words, cum_weights=self._often, k=words)
        marks = ("，" if self._random.random() < COMMAS else "。\n" for _ in range(words // CLAUSE + 1))
        return "".join(
            word + (next(marks) if place % CLAUSE == CLAUSE - 1 else "") for place, word in enumerate(chosen)
        )

    def story(self, position: int) -> StoryFacts:
        """A story of 120 to 500 words, or to another ``most`` and from a quarter of it."""
        pick = self._random.choice
        return StoryFacts(
            position=position, title=self.text(6), path=f"EPUB/text/a-{position}.xhtml", authors=(pick(self.people),),
            section=SECTIONS[position * len(SECTIONS) // (STORIES + 1)], column=pick(COLUMNS),
            page=f"{position // 4 + 1:02}", text=self.text(self._random.randint(self._most * 6 // 25, self._most)),
        )  # fmt: skip


def issues(words: Words, count: int) -> Iterator[IssueFacts]:
    """Issues of three titles, day after day."""
    for number in range(count):
        title = TITLES[number % len(TITLES)]
        day = dt.date(2000, 1, 1) + dt.timedelta(days=number // len(TITLES))
        yield IssueFacts(
            identifier=f"urn:x:{title}:{day}", title=f"{title} {day}", date=day, modified=f"{day}T00:00:00Z",
            series=SeriesFacts(id=title, name=title), number=str(number), file=f"{title}/{day}.epub", size=1,
            sha256=f"{number:064}",
            stories=tuple(words.story(place) for place in range(1, STORIES + 1)),
        )  # fmt: skip


def filled(folder: Path, made: Iterator[IssueFacts], before: int) -> tuple[int, list[float], list[float]]:
    """Add issues, those ``before`` together: bytes of text; processor time and clock of each other one, in ms."""
    size, spent, waited = 0, [], []
    with LibraryDatabase(folder, write=True) as database:
        bits = database.setting("day_bits")
        hold_back(database, HELD)
        while several := list(islice(made, max(1, min(TOGETHER, before)))):
            if before <= 0 and not spent:
                hold_back(database, 2**20)
            size += sum(len(story.text.encode()) for facts in several for story in facts.stories)
            began, worked = time.perf_counter(), time.process_time()
            with database.writing() as connection:
                for facts in several:
                    add_issue(connection, facts, bits)
            if before <= 0:
                spent.append((time.process_time() - worked) * 1000)
                waited.append((time.perf_counter() - began) * 1000)
            before -= len(several)
        database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return size, spent, waited


def hold_back(database: LibraryDatabase, size: int) -> None:
    """Let the indexes hold so many bytes in memory before they write them."""
    for index in ("words", "characters"):
        database.connection.execute(f"INSERT INTO {index} ({index}, rank) VALUES ('hashsize', {size:d})")


def main() -> None:
    """Make the library and measure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--stories", type=int, default=300_000)
    parser.add_argument("--words", type=int, default=500, help="of the longest story")
    parser.add_argument("folder", nargs="?", type=Path)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    words = Words(7, asked.words)
    size, spent, waited = filled(folder, issues(words, asked.stories // STORIES), asked.stories // STORIES - MEASURED)
    with LibraryDatabase(folder) as database:
        parts = [
            database.connection.execute(f"SELECT sum(length(block)) FROM {name}_data").fetchone()[0]
            for name in ("words", "characters")
        ]
    print(f"index {sum(parts) / size:.2f} x text")
    share = database.path.stat().st_size / size
    print(f"stories: {asked.stories:,}, text {size / 1e6:.1f} MB, database {share:.2f} x text")
    for name, times in (("processor", spent), ("clock", waited)):
        worst = sorted(times)[int(len(times) * 0.99)]
        print(f"adding an issue, {name}: median {statistics.median(times):.1f} ms, 99 % below {worst:.1f} ms")
    with LibraryDatabase(folder) as database:
        for name, query in queries(words):
            search(database, query)
            times = []
            for _ in range(5):
                began, worked = time.perf_counter(), time.process_time()
                page = search(database, query)
                times.append(((time.process_time() - worked) * 1000, (time.perf_counter() - began) * 1000))
            processor, clock = map(min, zip(*times, strict=True))
            found = f"{page.total:,}{'' if page.is_counted else ' or more'} stories"
            print(f"{name}: processor {processor:.1f} ms, clock {clock:.1f} ms, {found}")


def queries(words: Words) -> Iterator[tuple[str, SearchQuery]]:
    """Words of every length and frequency, filters, phrases."""
    pairs = [word for word in words.words if len(word) == len("潮汐")]
    for place in (0, 10, 100, 1_000, 10_000):
        yield f"word of two characters, no. {place}", SearchQuery(text=pairs[place])
    longer = [word for word in words.words if len(word) == len("潮汐预报")]
    yield "word of four characters", SearchQuery(text=longer[20])
    for place in (0, 50, 1_500):
        yield f"Latin word no. {place}", SearchQuery(text=words.latin[place])
    yield "begin of a Latin word", SearchQuery(text=f"{words.latin[20][:3]}*")
    yield "two words", SearchQuery(text=f"{pairs[3]} {pairs[40]}")
    yield "one word or another", SearchQuery(text=f"{pairs[3]} OR {pairs[40]}")
    yield "a frequent word without another", SearchQuery(text=f"{pairs[3]} -{pairs[1]}")
    yield "a frequent word in a section", SearchQuery(text=pairs[0], section=SECTIONS[2])
    yield (
        "a word of a year in a title",
        SearchQuery(text=pairs[0], titles=TITLES[:1], first=dt.date(2001, 1, 1), last=dt.date(2001, 12, 31)),
    )
    yield "all of a person", SearchQuery(author=words.people[0])
    yield "the most frequent character", SearchQuery(text=words.characters[0])
    yield "two frequent characters", SearchQuery(text=f"{words.characters[0]} {words.characters[1]}")
    yield "a rare character", SearchQuery(text=words.characters[-1])


if __name__ == "__main__":
    main()
