# SPDX-License-Identifier: AGPL-3.0-or-later
"""The text of every file of every sample's EPUB, and a hash of each binary, as they were when someone last looked.

``scripts/test --save-golden tests/golden`` writes them anew: read the difference before you commit it.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path

import PIL
import pytest

import epubgen

GOLDEN = Path(__file__).parent
TEXT = (".xhtml", ".opf", ".ncx", ".xml")
PILLOW = GOLDEN / "pillow.txt"
"""The Pillow that encoded the pictures: equal bytes, and so equal names, need equal versions."""


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


def test_the_epub_is_as_it_was(sample: Path, pytestconfig: pytest.Config) -> None:
    saved = PILLOW.read_text("utf-8").strip()
    if saved != PIL.__version__ and not pytestconfig.getoption("--save-golden"):
        pytest.skip(f"pictures are named by their bytes, and those of the golden text come from Pillow {saved}")
    folder, found = GOLDEN / sample.parent.name, exploded(sample)
    if pytestconfig.getoption("--save-golden"):
        folder.mkdir(exist_ok=True)
        for path in folder.iterdir():
            path.unlink()
        for name, text in found.items():
            (folder / name).write_text(text, "utf-8", newline="\n")
    kept = {path.name: path.read_text("utf-8") for path in folder.iterdir()} if folder.is_dir() else {}
    if pytestconfig.getoption("--save-golden"):
        PILLOW.write_text(f"{PIL.__version__}\n", "utf-8")
    assert sorted(found) == sorted(kept)
    for name, text in found.items():
        assert text == kept[name], f"{name} differs; scripts/test --save-golden tests/golden writes it anew"
