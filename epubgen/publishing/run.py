# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run: lint, build what changed, check it, put it in place, deliver what has not arrived; a receipt of it all."""

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

from epubgen.api import with_clock
from epubgen.checks import silent_change
from epubgen.drafts import put_in_place
from epubgen.edition import file_name, identifier
from epubgen.edition.identity import number_part, stamp
from epubgen.errors import DeliveryError, EditionError, Finding, OptionsError
from epubgen.intake import Named
from epubgen.options import Options, make_options
from epubgen.publishing.deliver import Round, early_faults, first_states
from epubgen.publishing.digest import issue_digest
from epubgen.publishing.lock import hold
from epubgen.publishing.make import Bench, Fresh, is_kept, make, must_not_change
from epubgen.publishing.receipt import Handed, Made, Receipt
from epubgen.publishing.secrets import Vault
from epubgen.publishing.store import Ledger, Older, told
from epubgen.publishing.wanted import EPUB, Asked, Pressing, Way, plan_night
from epubgen.stage import Stage, make_stage, stop
from epubgen.version import __version__

__all__ = ["Orders", "carry_out", "publish"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
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


def publish(
    source: Named,
    folder: str | os.PathLike[str] | None = None,
    *,
    only: Sequence[str] = (),
    again: Sequence[str] = (),
    deliver: bool = True,
    dry_run: bool = False,
    lang: str = "en",
    **settings: object,
) -> Receipt:
    """Build, check and deliver an issue as ``publish:`` of its ``publication.yaml`` says; run again, do what is left.

    Args:
        source: as for ``build``, but no ``Issue``.
        folder: where the EPUBs and the receipt go, made if it is not there; ``None`` for the current folder.
        only: names of the deliveries to make; none: all.
        again: names of deliveries to make even if the same files have arrived already.
        deliver: ``False`` builds and checks only.
        dry_run: write and send nothing.
        lang: language of the receipt, ``en`` or ``zh``.
        settings: fields of ``Options``; with ``revision`` or ``release_check`` give ``clock``, too.

    Returns:
        The receipt, as it lies beside the EPUBs.

    Raises:
        OptionsError: EG052, EG060, EG061 before anything is built. SourceError, MediaError, EditionError, PackageError,
            CheckFailed, ToolError: by stage; nothing is delivered, older files and receipts stay. DeliveryError: at the
            end, with the faults of every delivery that failed.
    """
    asked = Asked(only=tuple(only), again=tuple(again), deliver=deliver)
    receipt = carry_out(source, folder, Orders(asked=asked, dry_run=dry_run, lang=lang), **settings)
    if receipt.failures:
        raise DeliveryError(*receipt.failures)
    return receipt


def carry_out(source: Named, folder: str | os.PathLike[str] | None, orders: Orders, /, **settings: object) -> Receipt:
    """As ``publish``, but deliveries that failed are in the receipt alone.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError, CheckFailed, ToolError: as ``publish``.
    """
    options = with_clock(make_options(settings))
    stage = make_stage(source, replace(options, revision=""))
    pressings, ways = plan_night(stage.issue, orders.asked)
    secrets = Vault(orders.environ)
    if faults := early_faults(ways, secrets):
        raise OptionsError(*faults)
    stop(stage.findings, options)
    home = Path(folder or ".")
    ledger = Ledger(home, file_name(stage.issue).removesuffix(EPUB), orders.lang)
    night = _Night(
        source=source,
        options=options,
        orders=orders,
        stage=stage,
        pressings=pressings,
        ways=ways,
        ledger=ledger,
        secrets=secrets,
    )
    with _aside(ledger, night.now(), dry_run=orders.dry_run) as work:
        return night.run(work)


@contextmanager
def _aside(ledger: Ledger, since: str, *, dry_run: bool) -> Iterator[Path]:
    """A folder aside for what is being made, with the lock of the issue; a dry run takes one of the system.

    Raises:
        PackageError: EG020 the folder cannot be used, EG053 another run is at it.
    """
    with ExitStack() as ends:
        if dry_run:
            yield Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="epubgen-")))
            return
        with told(ledger.folder):
            ledger.folder.mkdir(parents=True, exist_ok=True)
            ends.enter_context(hold(ledger.lock, since))
            shutil.rmtree(ledger.work, ignore_errors=True)  # what a killed run has left
            ledger.work.mkdir()
        ends.callback(shutil.rmtree, ledger.work, ignore_errors=True)
        yield ledger.work


@dataclass(slots=True, kw_only=True)
class _Night:
    """One run for one issue; holds the receipt as it grows."""

    source: Named
    options: Options
    orders: Orders
    stage: Stage
    pressings: Sequence[Pressing]
    ways: Sequence[Way]
    ledger: Ledger
    secrets: Vault
    paths: dict[str, Path] = field(default_factory=dict)
    """The file of each edition."""
    receipt: Receipt = field(init=False)

    def now(self) -> str:
        """The instant for the receipt."""
        return stamp(self.options.now or self.orders.clock())

    def run(self, work: Path) -> Receipt:
        """Everything after lint.

        Raises:
            MediaError, EditionError, PackageError, CheckFailed, ToolError: before anything is in place.
        """
        older = self.ledger.read()
        digest = issue_digest(self.stage, self.options)
        kept = self._kept(older, digest)
        begun = self.now()
        fresh = self._fresh(work, digest, [p for p in self.pressings if p.name not in kept])
        self._must_not_change(older, fresh)
        made = kept | {each.made.name: each.made for each in fresh}
        self.receipt = self._receipt(older, digest, begun, [made[p.name] for p in self.pressings])
        self.paths = {pressing.name: self.ledger.folder / pressing.file for pressing in self.pressings}
        if self.orders.dry_run:
            self.paths |= {each.made.name: each.path for each in fresh}
        else:
            self.ledger.keep(older)
            self._place(fresh)
        return self._deliver()

    def _kept(self, older: Older, digest: str) -> dict[str, Made]:
        """The editions that need not be built: their sources are as they were. Other words of a revision are news."""
        old = older.receipt
        if old and self.options.revision not in ("", old.revision):
            return {}
        folder = self.ledger.folder
        found = [is_kept(old, digest, pressing, folder) for pressing in self.pressings]
        return {made.name: made for made in found if made}

    def _fresh(self, work: Path, digest: str, due: Sequence[Pressing]) -> list[Fresh]:
        if not due:
            return []
        stage = make_stage(self.source, self.options) if self.options.revision else self.stage
        bench = Bench(
            stage=stage,
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
            revision=self.options.revision or (old.revision if old and old.digest == digest else ""),
            command=_command(self.source, self.ledger.folder, self.options),
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


def _command(source: Named, folder: Path, options: Options) -> str:
    """What to type to go on where this run ends."""
    paths = (
        [source] if isinstance(source, (str, os.PathLike)) else list(source) if not isinstance(source, Mapping) else []
    )
    words = ["epubgen", "publish", *(Path(path).as_posix() for path in paths)]
    words += ["-o", folder.as_posix()] if folder != Path() else []
    words += ["--publication", options.publication.as_posix()] if options.publication else []
    for name in ("format", "page", "encoding"):
        words += [f"--{name}", value] if (value := getattr(options, name)) else []
    return shlex.join(words)
