# SPDX-License-Identifier: AGPL-3.0-or-later
"""Build the EPUB of an issue folder, horizontal and vertical, and show what was found on the way."""

import sys
from pathlib import Path

import epubgen


def main(source: str = "issues/shiomi-shimpo/2026-10-25", target: str = ".") -> None:
    issue = epubgen.load(source)
    for mode in ("horizontal-tb", "vertical-rl"):
        epub = epubgen.build(issue, Path(target), writing_mode=mode)
        print(f"{epub.path}: {epub.stories} stories, {epub.photos} photos, {epub.size} bytes")
        for finding in epub.report.warnings:
            print(finding.text())


if __name__ == "__main__":
    main(*sys.argv[1:])
