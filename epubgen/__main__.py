# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs ``python -m epubgen`` and the console script; ``--version`` is answered without further imports."""

from __future__ import annotations

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
        return _tell_version()
    import signal  # noqa: PLC0415 - the version needs no imports

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


def _tell_version() -> int:
    """Print the version; return 0, or 6 where it could not be printed."""
    try:
        if sys.stdout:
            sys.stdout.write(f"epubgen {__version__}\n")
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
