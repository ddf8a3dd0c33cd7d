# SPDX-License-Identifier: AGPL-3.0-or-later
"""``python -m epubgen`` and the console script: answers ``--version`` at once, hands everything else to the CLI."""

from __future__ import annotations

import sys

from epubgen.version import __version__


def main() -> int:
    """Run the command line and give its exit code."""
    if sys.argv[1:] == ["--version"]:
        sys.stdout.write(f"epubgen {__version__}\n")
        return 0
    from epubgen.cli import run  # noqa: PLC0415 - the version needs no imports

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
