# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make an issue from Python objects alone: no files, photos from bytes, the EPUB into memory."""

import io
import sys
from datetime import date
from pathlib import Path

from PIL import Image

import epubgen
from epubgen.model import Article, Credit, Issue, Photo, Publication, Section
from epubgen.model import Image as ImageBlock


def picture() -> bytes:
    """Stands for a picture that your system holds."""
    stream = io.BytesIO()
    Image.linear_gradient("L").resize((1200, 800)).convert("RGB").save(stream, "JPEG")
    return stream.getvalue()


def main(target: str = "quay-weekly.epub") -> None:
    photo = Photo(
        file="quay.jpg",
        data=picture(),
        alt="The quay in morning fog",
        caption="The quay on Monday.",
        credit=(Credit(name="Ann Harker", role="photographer"),),
    )
    text = "The last of the old cranes came down on **Monday**.\n\nIts hook goes to the museum."
    story = Article(
        id="crane",
        title=("Old crane leaves the quay",),
        authors=(Credit(name="Tom Weir", role="reporter"),),
        body=(ImageBlock(photo=photo), *epubgen.blocks_from_markdown(text).blocks),
    )
    issue = Issue(
        publication=Publication(id="quay-weekly", title="Quay Weekly", language="en", frequency="weekly"),
        date=date(2026, 6, 5),
        sections=(Section(id="harbour", name="Harbour", articles=("crane",)),),
        articles=(story,),
    )
    stream = io.BytesIO()
    epub = epubgen.build(issue, stream)
    Path(target).write_bytes(stream.getvalue())
    print(f"{epub.title}: {epub.size} bytes, {len(epub.report.findings)} findings")


if __name__ == "__main__":
    main(*sys.argv[1:])
