# SPDX-License-Identifier: AGPL-3.0-or-later
"""A desk with a fresh home, at which commands are typed as people type them: in this process, or each as a program."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from epubgen import cli


@dataclass
class Desk:
    """Types commands in ``root``; nothing of the user's own environment is there."""

    root: Path
    capsys: pytest.CaptureFixture[str]
    programs: bool = False
    """Start each command as a program, with a Python of its own."""
    environ: dict[str, str] = field(default_factory=dict)

    def type(self, line: str, *, code: int = 0, epoch: int | None = None) -> str:
        """Type a command line that begins with ``epubgen``; gives all that it says.

        Args:
            line: as a document prints it.
            code: the exit code that is due.
            epoch: what the clock shows, in seconds since 1970; ``None``: the real one.
        """
        _, *words = shlex.split(line, comments=True)
        clock = {} if epoch is None else {"SOURCE_DATE_EPOCH": str(epoch)}
        ended, said = (self._program if self.programs else self._here)(words, {**self.environ, **clock})
        assert ended == code, f"{line}\n{said}"
        return said

    def _here(self, words: list[str], environ: dict[str, str]) -> tuple[int, str]:
        self.capsys.readouterr()
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.root)
            for name, value in environ.items():
                patch.setenv(name, value)
            ended = cli.run(words)
        out, err = self.capsys.readouterr()
        return ended, out + err

    def _program(self, words: list[str], environ: dict[str, str]) -> tuple[int, str]:
        kept = {name: value for name, value in os.environ.items() if name in ("PATH", "PYTHONPATH", "SYSTEMROOT")}
        command = [sys.executable, "-m", "epubgen", *words]
        done = subprocess.run(
            command, cwd=self.root, env=kept | environ, capture_output=True, text=True, encoding="utf-8", check=False
        )
        return done.returncode, done.stdout + done.stderr

    def write(self, name: str, text: str) -> None:
        """Save a file below the desk."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def read(self, name: str) -> str:
        """A file below the desk."""
        return (self.root / name).read_text("utf-8")

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit a file: the first passage that reads so reads otherwise."""
        text = self.read(name)
        assert old in text, f"{name} holds no {old!r}"
        self.write(name, text.replace(old, new, 1))

    def files(self, folder: str) -> list[str]:
        """What lies in a folder, by name."""
        return sorted(path.name for path in (self.root / folder).iterdir())


def fresh_desk(root: Path, capsys: pytest.CaptureFixture[str], *, programs: bool = False) -> Desk:
    """A desk whose home, cache and settings are empty folders."""
    home = root / "home"
    home.mkdir()
    names = {"HOME": "", "XDG_CACHE_HOME": "cache", "XDG_CONFIG_HOME": "config", "EPUBGEN_CACHE": "photos"}
    environ = {name: str(home / below) for name, below in names.items()} | {"EPUBGEN_LANG": "en", "NO_COLOR": "1"}
    return Desk(root, capsys, programs, environ)
