# SPDX-License-Identifier: AGPL-3.0-or-later
"""Fuzzes one reader: ``python -m tests.hostile.fuzz READER [--runs N] [--corpus FOLDER]``, led by coverage where atheris is.

It can be stopped and goes on where it was: the corpus keeps the files that met new code (atheris), or the number of the
next seed (without it). A file that breaks the reader is kept in ``tests/hostile/seeds/READER/``, where the tests of a
day's work read it ever after.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
from pathlib import Path

SEEDS = Path(__file__).parent / "seeds"


def main() -> int:
    """Fuzz; 0: no fault was found."""
    asked = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz", description=__doc__)
    asked.add_argument("reader")
    asked.add_argument("--runs", type=int, default=10_000)
    asked.add_argument("--seconds", type=int, default=0, help="with atheris: stop after so many")
    asked.add_argument("--corpus", type=Path, default=Path(".fuzz"))
    asked.add_argument("--plain", action="store_true", help="without atheris, even where it is installed")
    given = asked.parse_args()
    corpus = given.corpus / given.reader
    corpus.mkdir(parents=True, exist_ok=True)
    try:
        return _plain(given.reader, given.runs, corpus) if given.plain else _led(given, corpus)
    except ImportError:
        return _plain(given.reader, given.runs, corpus)


def _led(given: argparse.Namespace, corpus: Path) -> int:
    """With atheris, which ends the process itself."""
    import atheris  # noqa: PLC0415 - need not be there

    with atheris.instrument_imports(include=["epubgen"]):
        from tests.hostile.readers import READERS  # noqa: PLC0415 - instrumented as it is loaded
    reader = READERS[given.reader]
    for number, seed in enumerate(reader.seeds()):
        (corpus / f"seed-{number}").write_bytes(seed)
    with tempfile.TemporaryDirectory() as folder:

        def one(data: bytes) -> None:
            try:
                reader(data, Path(folder))
            except Exception:
                _keep(given.reader, data)
                raise

        limit = f"-max_total_time={given.seconds}" if given.seconds else f"-runs={given.runs}"
        atheris.Setup([sys.argv[0], limit, "-max_len=65536", "-rss_limit_mb=3000", "-timeout=60", str(corpus)], one)
        atheris.Fuzz()
    return 0


def _plain(name: str, runs: int, corpus: Path) -> int:
    """Mutations by numbered seeds; the next run takes the next numbers."""
    from tests.hostile.readers import READERS, mutated  # noqa: PLC0415 - as above

    reader, state = READERS[name], corpus / "next"
    first = int(state.read_text("utf-8")) if state.is_file() else 0
    seeds, taken, faults = reader.seeds(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(first, first + runs):
            data = mutated(seeds[number % len(seeds)], random.Random(number))
            try:
                taken += reader(data, Path(folder))
            except Exception as error:  # noqa: BLE001 - this is what is looked for
                faults += 1
                print(f"seed {number}: {type(error).__name__}: {error} -> {_keep(name, data)}")  # noqa: T201
            state.write_text(str(number + 1), "utf-8")
    print(f"{name}: {runs} files from seed {first}: {taken} read, {runs - taken - faults} refused, {faults} faults")  # noqa: T201
    return 1 if faults else 0


def _keep(name: str, data: bytes) -> Path:
    place = SEEDS / name / hashlib.sha256(data).hexdigest()[:16]
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(data)
    return place


if __name__ == "__main__":
    sys.exit(main())
