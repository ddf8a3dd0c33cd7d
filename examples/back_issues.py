# SPDX-License-Identifier: AGPL-3.0-or-later
"""Build many issues in several processes, each title in a folder of its own, and prove the count."""

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import epubgen


def one(folder: Path, target: Path) -> tuple[str, str]:
    """Build one issue; one that cannot be built is a line of the report, not the end of the run.

    Returns:
        The path of the EPUB, or nothing; and the line.
    """
    try:
        path = str(epubgen.build(folder, target).path)
    except epubgen.EpubgenError as error:
        return "", f"{folder}: not built\n{error.text()}"
    return path, path


def main(publications: str = "issues", target: str = ".") -> int:
    """Build ``publications/TITLE/ISSUE`` to ``target/TITLE/``; 0 where each has an EPUB of its own, else 1."""
    folders = sorted(path.parent for path in Path(publications).glob("*/*/issue.yaml"))
    made: Counter[str] = Counter()
    with ProcessPoolExecutor() as pool:
        for path, line in pool.map(one, folders, [Path(target, folder.parent.name) for folder in folders]):
            print(line)
            made.update([path] if path else [])
    for path, times in made.items():
        if times > 1:
            print(f"{path}: {times} issues have this one name; give each its own 'date' or 'edition'", file=sys.stderr)
    there = sum(Path(path).is_file() for path in made)
    print(f"{there} EPUBs of {len(folders)} issues in {target}", file=sys.stderr)
    return 0 if there == len(folders) else 1


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
