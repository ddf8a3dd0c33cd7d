# SPDX-License-Identifier: AGPL-3.0-or-later
"""Build many issues in several processes. Issues and results are plain values, so any executor will do."""

import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import epubgen


def one(folder: Path, target: Path) -> str:
    """Build one issue; an issue that cannot be built is a line of the report, not the end of the run."""
    try:
        return str(epubgen.build(folder, target).path)
    except epubgen.EpubgenError as error:
        return f"{folder}: not built\n{error.text()}"


def main(publications: str = "issues", target: str = ".") -> None:
    folders = sorted(path.parent for path in Path(publications).glob("*/*/issue.yaml"))
    with ProcessPoolExecutor() as pool:
        for line in pool.map(one, folders, [Path(target)] * len(folders)):
            print(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
