# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run of ``publish``: build what changed, check it, put it in place, deliver what has not been delivered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from epubgen.epub.edition import file_name, identifier
from epubgen.epub.edition.identity import number_part, stamp
from epubgen.errors import EditionError, Finding, OptionsError
from epubgen.files.atomic import put_in_place
from epubgen.files.disk_errors import writing
from epubgen.files.targets import AZW3, keep_damaged
from epubgen.files.targets import EPUB as EPUB_FILE
from epubgen.importers.open_source import IssueSource
from epubgen.model import Revision
from epubgen.options import Options
from epubgen.pipeline.build import read_copies
from epubgen.pipeline.prepare import EarlierCopy, PreparedIssue, prepare_issue, stop_on_errors, with_revision
from epubgen.publishing.build_editions import (
    BuildContext,
    NewEdition,
    edition_key,
    is_kept,
    issue_digest,
    make,
    must_not_change,
)
from epubgen.publishing.deliver import DeliveryRound, early_faults, first_states
from epubgen.publishing.delivery.exporter import SecretStore
from epubgen.publishing.dry_run import changed_since_sent, edition_to_build
from epubgen.publishing.plan import (
    PlannedDelivery,
    PlannedEdition,
    PublishOptions,
    plan_publishing,
)
from epubgen.publishing.receipt import (
    PROGRAM,
    BuiltEdition,
    DeliveryRecord,
    Receipt,
    ReceiptState,
)
from epubgen.publishing.receipt_store import PreviousReceipt, ReceiptStore
from epubgen.publishing.revisions import copies_out, kept_lines, out_again
from epubgen.startup import dataclass
from epubgen.validation import silent_change

__all__ = ["PublishRun"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishRun:
    """One run for one issue: a sequence of steps, each of which takes values and returns values."""

    source: IssueSource
    command: str
    """What to type to go on where it ends."""
    options: Options
    orders: PublishOptions
    prepared: PreparedIssue
    editions: Sequence[PlannedEdition]
    deliveries: Sequence[PlannedDelivery]
    store: ReceiptStore
    secrets: SecretStore

    def now(self) -> str:
        """Return the instant for the receipt."""
        return stamp(self.options.now or self.orders.clock())

    def run(self, work: Path) -> Receipt:
        """Do everything after lint.

        Args:
            work: the folder to build in.

        Raises:
            OptionsError: before anything is built. MediaError, EditionError, PackageError, CheckFailed, ToolError:
                before anything is in place.
        """
        previous = self.store.read()
        digest = issue_digest(self.prepared, self.options)
        options = out_again(self.options, previous.receipt, digest, self.prepared.issue.updated)
        return self._named(options).go_on(work, previous, digest, options)

    def _named(self, options: Options) -> PublishRun:
        """Return the run with the file names of a corrected issue, if the publication wants them to differ."""
        issue = self.prepared.issue
        if not (options.revision and issue.publication.revision_in_title):
            return self
        editions, deliveries = plan_publishing(with_revision(issue, options.revision), self.orders.asked)
        return replace(self, editions=editions, deliveries=deliveries)

    def go_on(self, work: Path, previous: PreviousReceipt, digest: str, options: Options) -> Receipt:
        """Do everything after the file names are known; ``options`` may hold the revision that was sent."""
        kept = self._kept(previous, digest, options)
        started = self.now()
        self._check_deliveries(previous, kept)

        due = [edition for edition in self.editions if edition.name not in kept]
        prepared = self._with_revision(options, previous.receipt) if due and options.revision else self.prepared
        if self.orders.dry_run and not options.check:
            return self._told(previous, prepared, options, digest, started, kept)
        new = self._build(prepared, options, digest, work, due) if due else []
        if not options.replace:
            self._refuse_silent_changes(previous, new)

        built = kept | {each.made.name: each.made for each in new}
        editions = [built[edition.name] for edition in self.editions]
        printed = new[0].revisions if new else None
        receipt = self._receipt(previous, prepared, options, digest, started, editions, printed)
        paths = {edition.name: self.store.folder / edition.file for edition in self.editions}
        if self.orders.dry_run:
            paths |= {each.made.name: each.path for each in new}
        else:
            self.store.keep(previous)
            receipt = self._place(receipt, new, paths)
        return self._deliver(receipt, prepared, paths, self.deliveries)

    def _told(
        self,
        previous: PreviousReceipt,
        prepared: PreparedIssue,
        options: Options,
        digest: str,
        started: str,
        kept: Mapping[str, BuiltEdition],
    ) -> Receipt:
        """Return the receipt of a dry run; deliveries are checked if their files are in place already."""
        editions = [kept.get(each.name) or edition_to_build(each, prepared, options) for each in self.editions]
        receipt = self._receipt(previous, prepared, options, digest, started, editions, None)
        zone = prepared.issue.publication.time_zone
        doubts = changed_since_sent(previous.receipt, digest, options, zone)
        receipt = replace(receipt, findings=(*receipt.findings, *doubts))
        paths = {name: self.store.folder / made.file for name, made in kept.items()}
        ready = [each for each in self.deliveries if kept.keys() >= set(each.editions)]
        return self._deliver(receipt, prepared, paths, ready)

    def _kept(self, previous: PreviousReceipt, digest: str, options: Options) -> dict[str, BuiltEdition]:
        """Return the editions that need not be built again. A revision with another text needs a build."""
        old = previous.receipt
        if old is None or options.revision not in ("", old.revision):
            return {}
        known = {made.name: made for made in old.editions}
        java, strict = self.orders.java, options.strict
        return {
            edition.name: known[edition.name]
            for edition in self.editions
            if is_kept(
                known.get(edition.name),
                edition_key(digest, edition),
                self.store.folder / edition.file,
                java=java,
                strict=strict,
            )
        }

    def _check_deliveries(self, previous: PreviousReceipt, kept: Mapping[str, BuiltEdition]) -> None:
        """Refuse deliveries whose settings are wrong.

        One that was made already is not checked: its drive may be unplugged.
        """
        records = first_states(self.deliveries, list(kept.values()), previous.receipt)
        states = {record.name: record.state for record in records}
        due = [
            delivery
            for delivery in self.deliveries
            if states[delivery.delivery.name] == "waiting" or not kept.keys() >= set(delivery.editions)
        ]
        if faults := early_faults(due, self.secrets):
            raise OptionsError(*faults)

    def _with_revision(self, options: Options, old: Receipt | None) -> PreparedIssue:
        """Return the issue with its revision lines in the imprint."""
        again = options is not self.options  # `out_again` gave it the instant of the revision that is out
        prepared = prepare_issue(self.source, options, lambda _: self._earlier(old, again=again))
        stop_on_errors(prepared.findings, options)
        return prepared

    def _earlier(self, old: Receipt | None, *, again: bool) -> EarlierCopy:
        """Return what this run corrects; without a receipt, the files in place show what was sent."""
        issue, folder = self.prepared.issue, self.store.folder
        if not old:
            named = ((name, each.mode) for each in self.editions for name in (each.file, file_name(issue, each.mode)))
            return read_copies(dict.fromkeys((folder / name, identifier(issue, mode)) for name, mode in named))
        copies = read_copies((folder / made.file, made.identifier) for made in old.editions)
        return replace(copies_out(old, again=again), stories=copies.stories)

    def _build(
        self, prepared: PreparedIssue, options: Options, digest: str, work: Path, due: Sequence[PlannedEdition]
    ) -> list[NewEdition]:
        context = BuildContext(
            prepared=prepared,
            options=options,
            digest=digest,
            work=work,
            folder=self.store.folder,
            java=self.orders.java,
            now=self.now(),
        )
        return make(context, due)

    def _refuse_silent_changes(self, previous: PreviousReceipt, new: Sequence[NewEdition]) -> None:
        """Refuse text that differs from what was sent; without a readable receipt, compare with the files in place."""
        folder = self.store.folder
        zone = self.prepared.issue.publication.time_zone
        must_not_change(previous.receipt, [each.made for each in new], folder, zone)
        doubted = new if previous.finding else ()
        faults = [fault for each in doubted if (fault := silent_change(folder / each.made.file, each.path, zone))]
        if faults:
            raise EditionError(*faults)

    def _receipt(
        self,
        previous: PreviousReceipt,
        prepared: PreparedIssue,
        options: Options,
        digest: str,
        started: str,
        editions: Sequence[BuiltEdition],
        printed: Sequence[Revision] | None,
    ) -> Receipt:
        issue = prepared.issue
        noted: tuple[Finding, ...] = (previous.finding,) if previous.finding else ()
        return Receipt(
            program=PROGRAM,
            state="dry-run" if self.orders.dry_run else "placing",
            started=started,
            publication=issue.publication.id,
            title=issue.publication.title,
            date=issue.date.isoformat(),
            number=number_part(issue),
            identifier=identifier(issue),
            time_zone=issue.publication.time_zone,
            revision=options.revision,
            revisions=kept_lines(previous.receipt, self.prepared, printed, options),
            command=self.command,
            folder=self.store.folder.as_posix(),
            digest=digest,
            findings=(*noted, *prepared.findings),
            editions=tuple(editions),
            deliveries=first_states(self.deliveries, editions, previous.receipt),
        )

    def _place(self, receipt: Receipt, new: Sequence[NewEdition], paths: Mapping[str, Path]) -> Receipt:
        """Replace older files by the new ones. The receipt names them before that, so that no file is unknown.

        A damaged older file is kept under another name and reported.
        """
        self._save(receipt)
        for each in new:
            target = paths[each.made.name]
            kind = next(kind for kind in (AZW3, EPUB_FILE) if target.name.lower().endswith(kind.ending))
            with writing(target):
                if kept := keep_damaged(target, kind):
                    receipt = replace(receipt, findings=(*receipt.findings, kept))
                put_in_place(each.path, target)
        return receipt

    def _deliver(
        self,
        receipt: Receipt,
        prepared: PreparedIssue,
        paths: Mapping[str, Path],
        deliveries: Sequence[PlannedDelivery],
    ) -> Receipt:
        """Make the deliveries. Each change is written to the receipt before the next step, so that a run can resume."""
        publication = prepared.issue.publication
        delivering = DeliveryRound(
            made=receipt.editions,
            paths=paths,
            publication=publication.id,
            language=publication.language,
            day=prepared.issue.date,
            secrets=self.secrets,
            clock=self.now,
            send=not self.orders.dry_run,
        )
        try:
            receipt = self._in_state(receipt, "delivering")
            self._save(receipt)
            for record in delivering.deliver(deliveries, receipt.deliveries):
                receipt = _with_record(receipt, record)
                self._save(receipt)
                done = sum(each.state in ("delivered", "failed") for each in receipt.deliveries)
                self.options.progress("deliver", done, len(receipt.deliveries))
        except BaseException:
            self._save(replace(self._in_state(receipt, "stopped"), ended=self.now()))
            raise
        failed = any(entry.state == "failed" for entry in receipt.deliveries)
        receipt = replace(self._in_state(receipt, "incomplete" if failed else "finished"), ended=self.now())
        self._save(receipt)
        return receipt

    def _in_state(self, receipt: Receipt, state: ReceiptState) -> Receipt:
        """Return the receipt with a state; a dry run keeps its own."""
        return receipt if self.orders.dry_run else replace(receipt, state=state)

    def _save(self, receipt: Receipt) -> None:
        if not self.orders.dry_run:
            self.store.write(receipt)


def _with_record(receipt: Receipt, record: DeliveryRecord) -> Receipt:
    entries = tuple(record if each.name == record.name else each for each in receipt.deliveries)
    return replace(receipt, deliveries=entries)
