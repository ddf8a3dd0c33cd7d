# SPDX-License-Identifier: AGPL-3.0-or-later
"""Read the text of a printed page, show what the importer decided and what a person should look at, build the EPUB."""

import sys
from pathlib import Path

import epubgen

PAGE = "tests/fixtures/pages/chengxi-daily/01.md"


def main(page: str = PAGE, target: str = ".") -> None:
    reading = epubgen.read(page)
    for fact in reading.facts:
        print(f"{fact.name} = {fact.value}")
    for story in reading.issue.articles:
        people = ", ".join(f"{credit.role} {credit.name}".strip() for credit in story.authors)
        print(f"{story.kind:10} {story.headline}  [{people}]")
    for note in reading.notes:
        print(f"{note.at}: {note.text} → {note.chosen} ({note.confidence:.0%})")
    print(epubgen.build(page, Path(target)).path)


if __name__ == "__main__":
    main(*sys.argv[1:])
