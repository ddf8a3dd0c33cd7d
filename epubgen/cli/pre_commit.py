# SPDX-License-Identifier: AGPL-3.0-or-later
"""The hook of pre-commit, ``python -m epubgen.cli.pre_commit``: lints the issue folders of the files of a commit.

Options go to ``epubgen lint``: ``--strict`` makes warnings stop a commit, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["issue_folders", "main"]


def main(arguments: Sequence[str]) -> int:
    """Lint each folder once; the worst exit code. Files that belong to no issue are left alone."""
    from epubgen.cli import run  # noqa: PLC0415 - a commit without stories must not wait for it

    options = [word for word in arguments if word.startswith("-")]
    files = [Path(word) for word in arguments if not word.startswith("-")]
    return max((run(["lint", *options, str(folder)]) for folder in issue_folders(files)), default=0)


def issue_folders(files: Iterable[Path]) -> list[Path]:
    """The issue folders that hold these files, sorted; for a file of the publication itself its newest issue."""
    return sorted({folder for file in files if (folder := _issue_of(file))})


def _issue_of(file: Path) -> Path | None:
    from epubgen.importers.open_source import issues_in  # noqa: PLC0415 - only where a file is given

    for folder in file.parents:
        if (folder / "issue.yaml").is_file():
            return folder
        if issues := issues_in(folder):
            return issues[-1]
    return None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
