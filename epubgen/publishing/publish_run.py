# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishes one issue: lint, build what changed, check it, put it in place, deliver what has not arrived."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, Unpack

from epubgen.api import with_clock
from epubgen.epub.edition import file_name, identifier
from epubgen.epub.edition.identity import number_part, stamp
from epubgen.errors import DeliveryError, EditionError, Finding, OptionsError
from epubgen.files.atomic import put_in_place
from epubgen.files.disk_errors import writing
from epubgen.importers.open_source import IssueSource
from epubgen.options import OptionKeywords, Options, choice, make_options
from epubgen.pipeline.prepare import PreparedIssue, prepare_issue, stop_on_errors
from epubgen.publishing.build_editions import (
    BuildContext,
    NewEdition,
    is_kept,
    issue_digest,
    make,
    must_not_change,
    pressing_key,
)
from epubgen.publishing.deliver import DeliveryRound, early_faults, first_states
from epubgen.publishing.delivery.exporter import SecretStore
from epubgen.publishing.lock import hold
from epubgen.publishing.plan import EPUB, DeliverySelection, PlannedDelivery, PlannedEdition, plan_publishing
from epubgen.publishing.receipt import BuiltEdition, DeliveryRecord, Receipt
from epubgen.publishing.receipt_store import PreviousReceipt, ReceiptStore
from epubgen.validation import silent_change
from epubgen.version import __version__

__all__ = ["PublishOptions", "PublishRun", "publish", "run_publish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """How one run goes, beside the options of the build."""

    asked: DeliverySelection = field(default_factory=DeliverySelection)
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
    stage: PreparedIssue
    pressings: Sequence[PlannedEdition]
    ways: Sequence[PlannedDelivery]
    ledger: ReceiptStore
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

    def _kept(self, older: PreviousReceipt, digest: str) -> dict[str, BuiltEdition]:
        """The editions that need not be built. Other words of a revision are news."""
        old = older.receipt
        if old is None or self.options.revision not in ("", old.revision):
            return {}
        known = {made.name: made for made in old.editions}
        keys = {pressing.name: pressing_key(digest, pressing) for pressing in self.pressings}
        java, strict = self.orders.java, self.options.strict
        kept = [n for n, key in keys.items() if is_kept(known.get(n), key, self.paths[n], java=java, strict=strict)]
        return {name: known[name] for name in kept}

    def _look_ahead(self, older: PreviousReceipt, kept: Mapping[str, BuiltEdition]) -> None:
        """Refuse what would fail for its settings; where all has arrived, a drive may be unplugged by now."""
        before = older.receipt.deliveries if older.receipt else ()
        states = {entry.name: entry for entry in first_states(self.ways, list(kept.values()), before)}
        due = [w for w in self.ways if states[w.delivery.name].state == "waiting" or not kept.keys() >= set(w.editions)]
        if faults := early_faults(due, self.secrets):
            raise OptionsError(*faults)

    def _fresh(self, work: Path, digest: str, due: Sequence[PlannedEdition]) -> list[NewEdition]:
        if not due:
            return []
        if self.options.revision:
            self.stage = prepare_issue(self.source, self.options)
            stop_on_errors(self.stage.findings, self.options)
        bench = BuildContext(
            stage=self.stage,
            options=self.options,
            digest=digest,
            work=work,
            folder=self.ledger.folder,
            java=self.orders.java,
            now=self.now(),
        )
        return make(bench, due)

    def _must_not_change(self, older: PreviousReceipt, fresh: Sequence[NewEdition]) -> None:
        """Without a readable receipt the files in place speak for what was sent."""
        if self.options.replace:
            return
        must_not_change(older.receipt, [each.made for each in fresh], self.ledger.folder)
        doubted = fresh if older.finding else ()
        faults = [f for each in doubted if (f := silent_change(self.ledger.folder / each.made.file, each.path))]
        if faults:
            raise EditionError(*faults)

    def _receipt(self, older: PreviousReceipt, digest: str, begun: str, made: Sequence[BuiltEdition]) -> Receipt:
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

    def _place(self, fresh: Sequence[NewEdition]) -> None:
        """New files take the place of older ones; the receipt speaks of them before, so that no file is unknown."""
        self._write()
        for each in fresh:
            target = self.paths[each.made.name]
            with writing(target):
                put_in_place(each.path, target)

    def _deliver(self) -> Receipt:
        """Make the deliveries; whatever ends the run, the receipt says how far it came."""
        issue = self.stage.issue
        around = DeliveryRound(
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

    def _note(self, entry: DeliveryRecord) -> None:
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


def publish(
    source: IssueSource,
    folder: str | os.PathLike[str] | None = None,
    *,
    only: Sequence[str] = (),
    again: Sequence[str] = (),
    deliver: bool = True,
    dry_run: bool = False,
    java: bool = True,
    lang: Literal["en", "zh"] = "en",
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> Receipt:
    """Build, check and deliver an issue as ``publish:`` of its ``publication.yaml`` says; run again, do what is left.

    Args:
        source: as for ``build``, but no ``Issue``.
        folder: where the EPUBs and the receipt go, made if it is not there; ``None`` for the current folder.
        only: names of the deliveries to make; none: all.
        again: names of deliveries to make even if the same files have arrived already.
        deliver: ``False`` builds and checks only.
        dry_run: write and send nothing.
        java: run EPUBCheck where it is there.
        lang: language of the receipt, ``en`` or ``zh``.
        options: all options as one value; with ``revision`` or ``release_check`` give ``clock``, too.
        settings: single options; they go before ``options``.

    Returns:
        The receipt, as it lies beside the EPUBs.

    Raises:
        OptionsError: EG052, EG060, EG061 before anything is built. SourceError, MediaError, EditionError, PackageError,
            CheckFailed, ToolError: by stage; nothing is delivered, older files and receipts stay. DeliveryError: at the
            end, with the faults of every delivery that failed.
    """
    asked = DeliverySelection(only=tuple(only), again=tuple(again), deliver=deliver)
    orders = PublishOptions(asked=asked, dry_run=dry_run, java=java, lang=choice("lang", lang, ("en", "zh")))
    receipt = run_publish(source, folder, orders, make_options(settings, options))
    if receipt.failures:
        raise DeliveryError(*receipt.failures)
    return receipt


def run_publish(
    source: IssueSource, folder: str | os.PathLike[str] | None, orders: PublishOptions, options: Options
) -> Receipt:
    """As ``publish``, but deliveries that failed are in the receipt alone.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError, CheckFailed, ToolError: as ``publish``.
    """
    options = with_clock(options)
    stage = prepare_issue(source, _unrevised(options))
    pressings, ways = plan_publishing(stage.issue, orders.asked)
    stop_on_errors(stage.findings, options)
    home = Path(folder or ".")
    ledger = ReceiptStore(home, file_name(stage.issue).removesuffix(EPUB), orders.lang)
    night = PublishRun(
        source=source,
        command=_command(source, home, options, orders),
        options=options,
        orders=orders,
        stage=stage,
        pressings=pressings,
        ways=ways,
        ledger=ledger,
        secrets=SecretStore(orders.environ),
    )
    with _aside(ledger, night.now(), dry_run=orders.dry_run) as work:
        return night.run(work)


@contextmanager
def _aside(ledger: ReceiptStore, since: str, *, dry_run: bool) -> Iterator[Path]:
    """A folder aside for what is being made, with the lock of the issue; a dry run takes one of the system.

    Raises:
        PackageError: EG020 the folder cannot be used, EG053 another run is at it.
    """
    with ExitStack() as ends:
        if dry_run:
            yield Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="epubgen-")))
            return
        with writing(ledger.folder):
            ledger.folder.mkdir(parents=True, exist_ok=True)
            ends.enter_context(hold(ledger.lock, since))
            shutil.rmtree(ledger.work, ignore_errors=True)  # what a killed run has left
            ledger.work.mkdir()
        ends.callback(shutil.rmtree, ledger.work, ignore_errors=True)
        yield ledger.work


def _unrevised(options: Options) -> Options:
    """The options by which an issue is known again: the instant of a revision takes no story out of it."""
    if not options.revision:
        return options
    return replace(options, revision="", clock=options.clock if options.release_check else None)


def _command(source: IssueSource, folder: Path, options: Options, orders: PublishOptions) -> str:
    """What to type to go on where this run ends; what it left out stays out."""
    paths = [source] if isinstance(source, (str, os.PathLike)) else source
    named = [] if isinstance(paths, Mapping) else [Path(path).as_posix() for path in paths]
    words = ["epubgen", "publish", *named]
    words += ["-o", folder.as_posix()] if folder != Path() else []
    words += ["--publication", options.publication.as_posix()] if options.publication else []
    for name in ("format", "page", "encoding"):
        words += [f"--{name}", value] if (value := getattr(options, name)) else []
    return shlex.join([*words, *_orders(options, orders)])


def _orders(options: Options, orders: PublishOptions) -> Iterator[str]:
    """The orders of a run as they are typed. What a run has carried out is not said again, except after a rehearsal."""
    asked = orders.asked
    for flag, names in (("--only", asked.only), ("--again", asked.again if orders.dry_run else ())):
        yield from (word for name in names for word in (flag, name))
    if options.revision and orders.dry_run:
        yield from ("--revision", options.revision)
    switches = {
        "--no-deliver": not asked.deliver,
        "--strict": options.strict,
        "--release-check": options.release_check,
        "--replace": options.replace and orders.dry_run,
    }
    yield from (flag for flag, on in switches.items() if on)
