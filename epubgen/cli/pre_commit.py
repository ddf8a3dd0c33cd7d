# SPDX-License-Identifier: AGPL-3.0-or-later
"""A pre-commit hook, ``python -m epubgen.cli.pre_commit``.

Lints the issue folders to which the files of a commit belong.

Options are passed to ``epubgen lint``: with ``--strict`` warnings stop a commit, too.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

__all__ = ["issue_folders", "main"]


def main(arguments: Sequence[str]) -> int:
    """Lint each folder once and return the worst exit code. Files outside issues are ignored."""
    from epubgen.cli import run  # noqa: PLC0415 - a commit without stories needs no imports

    options = [word for word in arguments if word.startswith("-")]
    files = [Path(word) for word in arguments if not word.startswith("-")]
    return max((run(["lint", *options, str(folder)]) for folder in issue_folders(files)), default=0)


def issue_folders(files: Iterable[Path]) -> list[Path]:
    """Return the issue folders that hold these files, sorted; for ``publication.yaml`` its newest issue."""
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
