# SPDX-License-Identifier: AGPL-3.0-or-later
"""Make a release of a checkout: date the changelog, build sdist and wheel, check them, try the wheel.

Run it as ``scripts/release``. Nothing is uploaded or committed: what to type for that is printed at the end.
When a step fails, the changelog is as it was.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tarfile
import tempfile
import venv
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


class ReleaseError(Exception):
    """A release that cannot be made, with the reason."""


def dated(changelog: str, version: str, day: date) -> str:
    """The changelog with the day of this version in its heading.

    Raises:
        ReleaseError: there is no heading of this version, or it has another day already.
    """
    heading = re.compile(rf"^## {re.escape(version)} \((unreleased|{day})\)$", re.MULTILINE)
    if not heading.search(changelog):
        raise ReleaseError(f"CHANGELOG.md has no heading '## {version} (unreleased)'")
    return heading.sub(f"## {version} ({day})", changelog, count=1)


def version_of(root: Path) -> str:
    """The version that the checkout has."""
    found = re.search(r'^__version__ = "([^"]+)"$', (root / "epubgen" / "version.py").read_text("utf-8"), re.MULTILINE)
    if not found:
        raise ReleaseError("epubgen/version.py names no version")
    return found[1]


def run(command: Sequence[str | Path], folder: Path) -> str:
    """What a command says.

    Raises:
        ReleaseError: it failed; with its last words.
    """
    done = subprocess.run(list(map(str, command)), cwd=folder, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise ReleaseError(f"{' '.join(map(str, command))}\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout.strip()


def built(root: Path, dist: Path) -> tuple[Path, Path]:
    """The sdist, and the wheel made from it: so the sdist has all that the wheel needs."""
    run([sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", dist], root)
    (sdist,) = dist.glob("*.tar.gz")
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(sdist) as pack:
            pack.extractall(folder, filter="data")
        (source,) = Path(folder).iterdir()
        run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", dist], source)
    (wheel,) = dist.glob("*.whl")
    return sdist, wheel


def tried(wheel: Path, version: str, install: Sequence[str] = ()) -> None:
    """Install the wheel in a clean environment; ask its version, make a paper, build and check it.

    Args:
        wheel: to try.
        version: that it must have.
        install: further arguments of ``pip install``.
    """
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home)
        venv.create(folder / "env", with_pip=True)
        binaries = folder / "env" / ("Scripts" if sys.platform == "win32" else "bin")
        run([binaries / "python", "-m", "pip", "install", "--quiet", "--ignore-installed", *install, wheel], folder)
        said = run([binaries / "epubgen", "--version"], folder)
        if version not in said.split():
            raise ReleaseError(f"epubgen --version says {said!r}, not {version}")
        issue = run([binaries / "epubgen", "new", "paper", "--lang", "en"], folder).splitlines()[0]
        run([binaries / "epubgen", "build", issue, "-o", "today.epub"], folder)
        run([binaries / "epubgen", "check", "--no-java", "today.epub"], folder)


def make_release(root: Path, day: date, say: Callable[[str], None], install: Sequence[str] = ()) -> tuple[Path, Path]:
    """The sdist and the wheel in ``dist/``, checked and tried.

    Raises:
        ReleaseError: a step failed; the changelog is as it was.
    """
    version, changelog, dist = version_of(root), root / "CHANGELOG.md", root / "dist"
    before = changelog.read_text("utf-8")
    after = dated(before, version, day)
    dist.mkdir(exist_ok=True)
    for old in [*dist.glob("*.whl"), *dist.glob("*.tar.gz")]:
        old.unlink()
    try:
        changelog.write_text(after, "utf-8")
        say("building sdist and wheel ...")
        sdist, wheel = built(root, dist)
        say("twine check ...")
        run([sys.executable, "-m", "twine", "check", "--strict", sdist, wheel], root)
        say("installing the wheel in a clean environment, building an issue ...")
        tried(wheel, version, install)
    except BaseException:
        changelog.write_text(before, "utf-8")
        raise
    return sdist, wheel


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the release of this checkout."""
    parser = argparse.ArgumentParser(
        prog="scripts/release", description="Make a release: build, check, try; upload nothing."
    )
    parser.add_argument("--date", type=date.fromisoformat, default=datetime.now(UTC).date(), help="day of the release")
    day = parser.parse_args(arguments).date
    try:
        files = make_release(ROOT, day, print)
    except ReleaseError as error:
        print(f"no release: {error}", file=sys.stderr)
        return 1
    version = version_of(ROOT)
    for file in files:
        print(f"dist/{file.name}: {file.stat().st_size / 1e6:.1f} MB")
    print(f"next: git commit -am 'Release {version}' && git tag v{version} && python -m twine upload dist/*")
    return 0


if __name__ == "__main__":
    sys.exit(main())
