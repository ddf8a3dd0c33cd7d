# SPDX-License-Identifier: AGPL-3.0-or-later
"""EPUBCheck once for each EPUB: the same bytes have the same verdict, whichever test or command asks for it.

A start of Java costs seconds. For the tests a ``java`` stands first on the path; it keeps the report on each EPUB, beside
pytest's cache for later runs, too, and starts the real one for bytes that it has not seen. It serves commands in processes
of their own as well. ``java_anew`` is for tests of EPUBCheck itself.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from epubgen.validation.epubcheck import find_jar, find_java

OWN_PATH = os.environ.get("PATH", "")
JAVA = """#!/bin/sh
# java [options] -jar JAR BOOK --json REPORT [more]
real={java} kept={kept} before= book= report=
for word; do
    case $before in
        -jar) word=jar ;;
        jar) book=$word ;;
        --json) report=$word ;;
    esac
    before=$word
done
[ -f "$book" ] && [ -n "$report" ] || exec "$real" "$@"
sum=$(sha256sum "$book") || exec "$real" "$@"
verdict=$kept/${{sum%% *}}.json
if [ ! -s "$verdict" ]; then
    "$real" "$@"
    code=$?
    [ -s "$report" ] && cp "$report" "$verdict.$$" && mv "$verdict.$$" "$verdict"
    exit $code
fi
cp "$verdict" "$report"
"""

CLEAN = """#!/bin/sh
# java [options] -jar JAR BOOK --json REPORT [more]
while [ $# -gt 1 ] && [ "$1" != --json ]; do shift; done
echo '{"checker": {"checkerVersion": "5.3.0"}, "messages": []}' > "$2"
"""


@pytest.fixture(autouse=True, scope="session")
def one_verdict_for_an_epub(
    pytestconfig: pytest.Config, run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Put the ``java`` that remembers before the real one; without EPUBCheck, or without a shell, nothing is done."""
    jar, java = find_jar(), next(find_java(), "")
    if not (jar and java) or sys.platform == "win32":
        yield
        return
    cache = getattr(pytestconfig, "cache", None)
    kept = Path(cache.mkdir("epubcheck")) if cache else run_folder / "epubcheck"
    kept /= hashlib.sha256(jar.read_bytes()).hexdigest()[:16]
    kept.mkdir(parents=True, exist_ok=True)
    folder = tmp_path_factory.mktemp("java")
    program = folder / "java"
    program.write_text(JAVA.format(java=shlex.quote(java), kept=shlex.quote(str(kept))), "utf-8")
    program.chmod(0o755)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", f"{folder}{os.pathsep}{OWN_PATH}")
        yield


@pytest.fixture
def java_finds_nothing(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of what stands around EPUBCheck: it is clean, whatever the EPUB; ``scripts/test --all`` starts the real one."""
    if os.environ.get("EPUBGEN_TEST_ALL") or sys.platform == "win32":
        return
    folder = tmp_path_factory.mktemp("clean")
    program = folder / "java"
    program.write_text(CLEAN, "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{OWN_PATH}")


@pytest.fixture
def java_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests of EPUBCheck itself: the real Java, whatever it said before."""
    monkeypatch.setenv("PATH", OWN_PATH)
