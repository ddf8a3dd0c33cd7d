# SPDX-License-Identifier: AGPL-3.0-or-later
"""What the installed epubgen tells of the frozen inputs, as JSON; run in their folder."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
import tempfile
import zipfile
from pathlib import Path

from epubgen.cli import run

SOURCES = ("paper/2026-03-02", "one-file.yaml", "one-file.json", "collector.json", "pages")
FOLDERS = ("imported-open/issues/2026-05-14", "imported-edited/issues/2026-05-14")


def command(*words: str) -> tuple[int, str]:
    """The exit code of a command and what it printed."""
    with contextlib.redirect_stdout(io.StringIO()) as told:
        code = run(list(words))
    return code, told.getvalue()


def findings(source: str) -> list[str]:
    """The codes that lint finds, sorted."""
    _, told = command("lint", source, "--json")
    return sorted(entry["code"] for entry in json.loads(told)["findings"])


def built(source: str, folder: Path) -> dict[str, object]:
    """File name, identifier, title, languages and documents of the EPUB of a source."""
    folder.mkdir(exist_ok=True)
    code, _ = command("build", source, "-o", f"{folder}/", "--quiet")
    (file,) = folder.glob("*.epub")
    return {"code": code, "file": file.name} | facts_of_epub(file)


def facts_of_epub(file: Path) -> dict[str, object]:
    """What tells one EPUB from another, and its stories."""
    with zipfile.ZipFile(file) as book:
        (name,) = (name for name in book.namelist() if name.endswith(".opf"))
        package = book.read(name).decode()
    return {
        "identifier": [re.findall(r"<dc:identifier[^>]*>([^<]*)", package)[0]],  # the unique one; others may be added
        "title": re.findall(r"<dc:title[^>]*>([^<]*)", package),
        "language": re.findall(r"<dc:language[^>]*>([^<]*)", package),
        "modified": re.findall(r'property="dcterms:modified"[^>]*>([^<]*)', package),
        "documents": re.findall(r'href="([^"]*\.xhtml)"', package),
    }


def facts() -> dict[str, dict[str, object]]:
    """All that is compared, by source."""
    told = {}
    for source in (*SOURCES, *FOLDERS):
        with tempfile.TemporaryDirectory() as folder:
            told[source] = {"findings": findings(source)} | built(source, Path(folder))
    return told


if __name__ == "__main__":
    json.dump(facts(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
