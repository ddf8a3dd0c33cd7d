# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs ``python -m epubgen`` and the console script; ``--version`` and ``--help`` are answered without more imports."""

from __future__ import annotations

import codecs
import contextlib
import os
import sys

from epubgen.version import __version__


def main() -> int:
    """Run the command line and return its exit code.

    Ctrl-C while modules are loaded, and after the work, ends the process as the system does: no work is half done then,
    and a traceback would help nobody.
    """
    _hold_streams()
    if sys.argv[1:] == ["--version"]:
        return _tell(f"epubgen {__version__}\n")
    if sys.argv[1:] in (["--help"], ["-h"]) and (page := _help_page()):
        return _tell(page)
    import signal  # noqa: PLC0415 - the answers above need no imports

    stop = signal.getsignal(signal.SIGINT)
    ours = stop is signal.default_int_handler  # ``nohup`` and shells that ignore it have another
    if ours:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from epubgen.cli import run  # noqa: PLC0415 - as above

    if ours:
        signal.signal(signal.SIGINT, stop)
    try:
        return run(sys.argv[1:])
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.SIG_DFL)


def _help_page() -> str:
    """Return the help page from its file, where ``scripts/write_help_pages.py`` has put it.

    It is empty for a terminal of an unusual width, without a variable for the language, and where the output is said to
    take ASCII alone: click makes the page then, in UTF-8.
    """
    if codecs.lookup(getattr(sys.stdout, "encoding", None) or "ascii").name == "ascii":
        return ""
    names = ("EPUBGEN_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    said = next((value for name in names if (value := os.environ.get(name))), "")
    columns = min(_columns(), 100)
    name = f"{'zh' if said.lower().startswith('zh') else 'en'}-{columns}.txt"
    place = f"{__file__.removesuffix('__main__.py')}cli/help_pages/{name}"
    try:
        with open(place, encoding="utf-8") as file:  # noqa: PTH123 - pathlib takes as long as all the rest
            return file.read() if said else ""
    except OSError:
        return ""


def _columns() -> int:
    """Return the columns of the terminal; 80 where the answer goes to a file; 0 where a variable says how many."""
    if os.environ.get("COLUMNS"):
        return 0
    try:
        return os.get_terminal_size(sys.__stdout__.fileno() if sys.__stdout__ else 1).columns or 80
    except (OSError, ValueError):
        return 80


def _tell(answer: str) -> int:
    """Print an answer; return 0, or 6 where it could not be printed."""
    try:
        if sys.stdout:
            if hasattr(sys.stdout, "reconfigure"):
                sys.stdout.reconfigure(errors="backslashreplace")
            sys.stdout.write(answer)
            sys.stdout.flush()
    except BrokenPipeError:
        _lead_nowhere()
    except OSError as error:
        _lead_nowhere()
        with contextlib.suppress(OSError):
            sys.stderr.write(f"EG020 {error.strerror}\n")
        return 6
    return 0


def _lead_nowhere() -> None:
    """Redirect standard output to nowhere, so that Python does not report a write error again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _hold_streams() -> None:
    """Occupy the file numbers of standard streams that the caller closed.

    The next opened file would get such a number, and everything that a library writes to standard error would go into
    it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


if __name__ == "__main__":
    sys.exit(main())
