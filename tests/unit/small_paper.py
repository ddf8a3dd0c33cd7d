# SPDX-License-Identifier: AGPL-3.0-or-later
"""A small paper on disk, and couriers of a foreign package: they note what they carry, fail, crash, hang, or stop."""

from __future__ import annotations

from pathlib import Path

COURIERS = """
import pathlib, time
from epubgen.errors import DeliveryError, Finding, Severity, finding
from epubgen.publishing.delivery import Sent, DeliverySetting, missing_secret

class Courier:
    settings = (DeliverySetting(name="log", required=True), DeliverySetting(name="fail"))
    def __init__(self, name, *secrets):
        self.name, self.secrets = name, secrets
    def check(self, parcels, delivery, secrets):
        if self.name == "blind":
            raise ValueError("hunter2")
        return tuple(missing_secret(delivery, s) for s in self.secrets if not secrets.get(delivery.name, s))
    def deliver(self, parcels, delivery, secrets):
        log = pathlib.Path(delivery.settings["log"])
        with log.open("a") as file:
            file.write(" ".join([delivery.name, *(p.path.name for p in parcels)]) + "\\n")
        if delivery.settings["fail"] and pathlib.Path(delivery.settings["fail"]).exists():
            raise DeliveryError(finding("EG061.value", delivery.place(), "", name="door", value="shut", example="open"))
        if self.name == "mute":
            return None
        if self.name == "babble":
            raise DeliveryError(Finding(key="X99", severity=Severity.ERROR))
        if self.name == "crash":
            raise RuntimeError("hunter2")
        if self.name == "leave":
            raise SystemExit(0)
        if self.name == "stop":
            raise KeyboardInterrupt
        if self.name == "slow":
            time.sleep(600)
        assert all(p.path.stat().st_size == p.size for p in parcels)
        return Sent(where="by hand to " + delivery.name, key="no.such.row" if self.name == "odd" else "ui.sent")

for name in ("walk", "crash", "leave", "stop", "slow", "odd", "blind", "mute", "babble"):
    globals()[name] = Courier(name)
keyed = Courier("keyed", "password")
"""
NAMES = ("walk", "crash", "leave", "stop", "slow", "odd", "blind", "mute", "babble", "keyed")


def hire(folder: Path) -> Path:
    """A folder to put on the path of Python: a package with couriers, as pip would have installed it."""
    folder.mkdir()
    (folder / "couriers.py").write_text(COURIERS, "utf-8")
    info = folder / "couriers-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: couriers\nVersion: 1.0\n", "utf-8")
    entries = "\n".join(f"{name} = couriers:{name}" for name in NAMES)
    (info / "entry_points.txt").write_text(f"[epubgen.exporters]\n{entries}\n", "utf-8")
    return folder


PAPER = "id: ferry\ntitle: The Ferry\nlanguage: en\ncover: none\n"


def print_paper(folder: Path, publish: str = "", more: str = "") -> Path:
    """The issue folder of a paper of one story; ``publish`` is what stands below ``publish:``."""
    issue = folder / "2026-06-05"
    (issue / "articles").mkdir(parents=True, exist_ok=True)
    below = "publish:\n" + "".join(f"  {line}\n" for line in publish.splitlines()) if publish else ""
    (folder / "publication.yaml").write_text(PAPER + more + below, "utf-8")
    (issue / "issue.yaml").write_text("date: 2026-06-05\nnumbering: {issue: 7}\n", "utf-8")
    tell(issue, "The ferry was late.")
    return issue


def tell(issue: Path, words: str) -> None:
    """Another text of the story."""
    story = f"---\ntitle: The Ferry Is Late\nauthors: Mary Quay\n---\n{words}\n"
    (issue / "articles" / "late.md").write_text(story, "utf-8")


def way(to: str, log: Path, name: str = "", **more: object) -> str:
    """An entry of ``deliver:``."""
    settings = ", ".join([f'log: "{log.as_posix()}"', *(f'{key}: "{value}"' for key, value in more.items())])
    named = f", name: {name}" if name else ""
    return f"  - {{to: {to}{named}, settings: {{{settings}}}}}\n"
