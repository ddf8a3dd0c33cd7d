# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of every file of every sample's EPUB, and a hash of each binary, as they were when someone last looked.

``scripts/test --save-golden tests/golden`` writes them anew: read the difference before you commit it.
"""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
from pathlib import Path

import PIL
import pytest

import epubgen

GOLDEN = Path(__file__).parent
TEXT = (".xhtml", ".opf", ".ncx", ".xml")
PILLOW = GOLDEN / "pillow.txt"
"""The Pillow that encoded the pictures: with another one only texts are compared, without the names of pictures."""


def exploded(sample: Path) -> dict[str, str]:
    """Names → text; binaries and style sheets as hashes in one listing, in the order of the archive."""
    stream = io.BytesIO()
    epubgen.build(sample, stream)
    files, listing = {}, []
    with zipfile.ZipFile(stream) as archive:
        for name in archive.namelist():
            data = archive.read(name)
            listing.append(f"{name} {hashlib.sha256(data).hexdigest()[:16]}" if not name.endswith(TEXT) else name)
            if name.endswith(TEXT):
                files[name.rpartition("/")[2]] = data.decode()
    return files | {"listing.txt": "\n".join(listing) + "\n"}


def without_pictures(files: dict[str, str]) -> dict[str, str]:
    """The same with numbers for the names and hashes of pictures, which change with the library that encodes them."""
    named = [line.split()[0].rpartition("/")[2] for line in files["listing.txt"].splitlines()]
    pictures = [name for name in named if name.endswith((".jpg", ".png", ".gif"))]
    plain = {}
    for name, text in files.items():
        kept = (
            re.sub(r"(\.(?:jpg|png|gif)) [0-9a-f]{16}$", r"\1", text, flags=re.MULTILINE)
            if name == "listing.txt"
            else text
        )
        for number, picture in enumerate(pictures):
            stem, dot, ending = picture.rpartition(".")
            kept = kept.replace(picture, f"picture-{number}{dot}{ending}").replace(f'"{stem}"', f'"picture-{number}"')
        plain[name] = kept
    return plain


def test_the_epub_is_as_it_was(sample: Path, pytestconfig: pytest.Config) -> None:
    folder, found = GOLDEN / sample.parent.name, exploded(sample)
    if pytestconfig.getoption("--save-golden"):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
        PILLOW.write_text(f"{PIL.__version__}\n", "utf-8")
    kept = {path.name: path.read_text("utf-8") for path in folder.iterdir()} if folder.is_dir() else {}
    if PILLOW.read_text("utf-8").strip() != PIL.__version__:
        found, kept = without_pictures(found), without_pictures(kept)
    assert sorted(found) == sorted(kept)
    for name, text in found.items():
        assert text == kept[name], f"{name} differs; scripts/test --save-golden tests/golden writes it anew"


def test_names_of_pictures_do_not_hide_a_difference_of_text() -> None:
    listing = "EPUB/images/{0}.jpg {1}\nEPUB/text/a.xhtml\n"
    first = {"listing.txt": listing.format("aa11", "0" * 16), "a.xhtml": '<p><img src="../images/aa11.jpg"/>Boats</p>'}
    again = {"listing.txt": listing.format("bb22", "1" * 16), "a.xhtml": '<p><img src="../images/bb22.jpg"/>Boats</p>'}
    assert without_pictures(first) == without_pictures(again)
    assert without_pictures(first) != without_pictures(again | {"a.xhtml": again["a.xhtml"].replace("Boats", "Boots")})
