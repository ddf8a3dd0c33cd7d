# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run for one issue, from the staged issue to the last delivery; holds the receipt as it grows."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from epubgen.epub.edition import identifier
from epubgen.epub.edition.identity import number_part, stamp
from epubgen.errors import EditionError, Finding, OptionsError
from epubgen.files.atomic import put_in_place
from epubgen.importers.open_source import IssueSource
from epubgen.options import Options
from epubgen.pipeline.prepare import Stage, make_stage, stop
from epubgen.publishing.deliver import Round, early_faults, first_states
from epubgen.publishing.digest import issue_digest, pressing_key
from epubgen.publishing.make import Bench, Fresh, is_kept, make, must_not_change
from epubgen.publishing.plan import Asked, Pressing, Way
from epubgen.publishing.receipt import Handed, Made, Receipt
from epubgen.publishing.receipt_store import Ledger, Older, told
from epubgen.publishing.secrets import SecretStore
from epubgen.validation import silent_change
from epubgen.version import __version__

__all__ = ["PublishOptions", "PublishRun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """How one run goes, beside the options of the build."""

    asked: Asked = field(default_factory=Asked)
    dry_run: bool = False
    java: bool = True
    """Run EPUBCheck where it is there."""
    lang: str = "en"
    """Language of the receipt."""
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    """Where passwords are looked for."""
    clock: Callable[[], datetime] = lambda: datetime.now(UTC)
    """The instants of the receipt; ``SOURCE_DATE_EPOCH`` stands for them where it is set."""


@dataclass(slots=True, kw_only=True)
class PublishRun:
    """One run for one issue; holds the receipt as it grows."""

    source: IssueSource
    command: str
    """What to type to go on where it ends."""
    options: Options
    orders: PublishOptions
    stage: Stage
    pressings: Sequence[Pressing]
    ways: Sequence[Way]
    ledger: Ledger
    secrets: SecretStore
    paths: dict[str, Path] = field(default_factory=dict)
    """The file of each edition."""
    receipt: Receipt = field(init=False)

    def now(self) -> str:
        """The instant for the receipt."""
        return stamp(self.options.now or self.orders.clock())

    def run(self, work: Path) -> Receipt:
        """Everything after lint.

        Raises:
            OptionsError: before anything is built. MediaError, EditionError, PackageError, CheckFailed, ToolError:
                before anything is in place.
        """
        older = self.ledger.read()
        self.paths = {pressing.name: self.ledger.folder / pressing.file for pressing in self.pressings}
        digest = issue_digest(self.stage, self.options)
        self.options = _revised(self.options, older.receipt, digest)
        kept = self._kept(older, digest)
        begun = self.now()
        self._look_ahead(older, kept)
        fresh = self._fresh(work, digest, [p for p in self.pressings if p.name not in kept])
        self._must_not_change(older, fresh)
        made = kept | {each.made.name: each.made for each in fresh}
        self.receipt = self._receipt(older, digest, begun, [made[p.name] for p in self.pressings])
        if self.orders.dry_run:
            self.paths |= {each.made.name: each.path for each in fresh}
        else:
            self.ledger.keep(older)
            self._place(fresh)
        return self._deliver()

    def _kept(self, older: Older, digest: str) -> dict[str, Made]:
        """The editions that need not be built. Other words of a revision are news."""
        old = older.receipt
        if old is None or self.options.revision not in ("", old.revision):
            return {}
        known = {made.name: made for made in old.editions}
        keys = {pressing.name: pressing_key(digest, pressing) for pressing in self.pressings}
        java, strict = self.orders.java, self.options.strict
        kept = [n for n, key in keys.items() if is_kept(known.get(n), key, self.paths[n], java=java, strict=strict)]
        return {name: known[name] for name in kept}

    def _look_ahead(self, older: Older, kept: Mapping[str, Made]) -> None:
        """Refuse what would fail for its settings; where all has arrived, a drive may be unplugged by now."""
        before = older.receipt.deliveries if older.receipt else ()
        states = {entry.name: entry for entry in first_states(self.ways, list(kept.values()), before)}
        due = [w for w in self.ways if states[w.delivery.name].state == "waiting" or not kept.keys() >= set(w.editions)]
        if faults := early_faults(due, self.secrets):
            raise OptionsError(*faults)

    def _fresh(self, work: Path, digest: str, due: Sequence[Pressing]) -> list[Fresh]:
        if not due:
            return []
        if self.options.revision:
            self.stage = make_stage(self.source, self.options)
            stop(self.stage.findings, self.options)
        bench = Bench(
            stage=self.stage,
            options=self.options,
            digest=digest,
            work=work,
            folder=self.ledger.folder,
            java=self.orders.java,
            now=self.now(),
        )
        return make(bench, due)

    def _must_not_change(self, older: Older, fresh: Sequence[Fresh]) -> None:
        """Without a readable receipt the files in place speak for what was sent."""
        if self.options.replace:
            return
        must_not_change(older.receipt, [each.made for each in fresh], self.ledger.folder)
        doubted = fresh if older.finding else ()
        faults = [f for each in doubted if (f := silent_change(self.ledger.folder / each.made.file, each.path))]
        if faults:
            raise EditionError(*faults)

    def _receipt(self, older: Older, digest: str, begun: str, made: Sequence[Made]) -> Receipt:
        issue, old = self.stage.issue, older.receipt
        noted: tuple[Finding, ...] = (older.finding,) if older.finding else ()
        return Receipt(
            program=f"epubgen {__version__}",
            state="dry-run" if self.orders.dry_run else "placing",
            started=begun,
            publication=issue.publication.id,
            title=issue.publication.title,
            date=issue.date.isoformat(),
            number=number_part(issue),
            identifier=identifier(issue),
            revision=self.options.revision,
            command=self.command,
            folder=self.ledger.folder.as_posix(),
            digest=digest,
            findings=(*noted, *self.stage.findings),
            editions=tuple(made),
            deliveries=first_states(self.ways, made, old.deliveries if old else ()),
        )

    def _place(self, fresh: Sequence[Fresh]) -> None:
        """New files take the place of older ones; the receipt speaks of them before, so that no file is unknown."""
        self._write()
        for each in fresh:
            target = self.paths[each.made.name]
            with told(target):
                put_in_place(each.path, target)

    def _deliver(self) -> Receipt:
        """Make the deliveries; whatever ends the run, the receipt says how far it came."""
        issue = self.stage.issue
        around = Round(
            made=self.receipt.editions,
            paths=self.paths,
            publication=issue.publication.id,
            language=issue.publication.language,
            day=issue.date,
            secrets=self.secrets,
            clock=self.now,
            note=self._note,
            send=not self.orders.dry_run,
        )
        try:
            self._write(state="delivering")
            around.go(self.ways, {entry.name: entry for entry in self.receipt.deliveries})
        except BaseException:
            self._write(state="stopped", ended=self.now())
            raise
        failed = any(entry.state == "failed" for entry in self.receipt.deliveries)
        self._write(state="incomplete" if failed else "finished", ended=self.now())
        return self.receipt

    def _note(self, entry: Handed) -> None:
        """A delivery has changed: into the receipt before anything else happens."""
        entries = tuple(entry if each.name == entry.name else each for each in self.receipt.deliveries)
        self._write(deliveries=entries)
        done = sum(each.state in ("delivered", "failed") for each in entries)
        self.options.progress("deliver", done, len(entries))

    def _write(self, **changes: object) -> None:
        if self.orders.dry_run:
            changes.pop("state", None)
        self.receipt = replace(self.receipt, **changes)  # type: ignore[arg-type]  # fields of the receipt
        if not self.orders.dry_run:
            self.ledger.write(self.receipt)


def _revised(options: Options, old: Receipt | None, digest: str) -> Options:
    """The options, with the revision that is out already: a file that is made again gets the same words and instant."""
    if old is None or old.digest != digest or options.revision not in ("", old.revision):
        return options
    at = next((made.modified for made in old.editions if made.modified), "")
    if not (old.revision and at):
        return options
    return replace(options, revision=old.revision, clock=datetime.fromisoformat(at))
