# SPDX-License-Identifier: AGPL-3.0-or-later
"""Makes the deliveries one after the other, and records each before it begins and after it ends.

A delivery that fails does not stop the others.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from epubgen import conversion
from epubgen.errors import EpubgenError, Finding, Severity, finding
from epubgen.publishing.delivery import Artifact, PartwiseExporter, Secrets, Sent, SentPart
from epubgen.publishing.plan import PlannedDelivery
from epubgen.publishing.receipt import PROGRAM, Arrival, BuiltEdition, DeliveryRecord, MessageRef, Receipt, SentFile
from epubgen.startup import dataclass

__all__ = ["DeliveryRound", "early_faults", "first_states"]

EPUB_TYPE = "application/epub+zip"


def early_faults(planned_deliveries: Sequence[PlannedDelivery], secrets: Secrets) -> list[Finding]:
    """Return the errors that can be found before anything is built: wrong addresses, missing passwords."""
    asked = [planned_delivery for planned_delivery in planned_deliveries if planned_delivery.asked]
    return [
        entry
        for planned_delivery in asked
        for entry in _look(planned_delivery, (), secrets)
        if entry.severity is Severity.ERROR
    ]


def _look(planned_delivery: PlannedDelivery, parcels: Sequence[Artifact], secrets: Secrets) -> tuple[Finding, ...]:
    """Ask an exporter for findings without sending anything; an exception of a plug-in becomes a finding."""
    try:
        return _told(planned_delivery, planned_delivery.exporter.check(parcels, planned_delivery.delivery, secrets))
    except EpubgenError as error:
        return _told(planned_delivery, error.findings)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - not our code
        return (_broken(planned_delivery, error),)


def _told(planned_delivery: PlannedDelivery, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings of an exporter; one without a sentence becomes EG055: the receipt must be readable."""
    spoken = []
    for entry in findings:
        try:
            entry.as_json()
            spoken.append(entry)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            spoken.append(_broken(planned_delivery, error))
    return tuple(spoken)


def _broken(planned_delivery: PlannedDelivery, error: BaseException) -> Finding:
    """Make EG055 from an exception. Its type is named but not its text, which may hold a password."""
    place = planned_delivery.delivery.place()
    return finding(
        "EG055",
        place,
        "",
        exporter=planned_delivery.exporter.name,
        name=planned_delivery.delivery.name,
        what=type(error).__name__,
    )


def first_states(
    planned_deliveries: Sequence[PlannedDelivery], made: Sequence[BuiltEdition], older: Receipt | None
) -> tuple[DeliveryRecord, ...]:
    """Return the state of each delivery before this run sends anything.

    Deliveries that are no longer asked for stay in the receipt if they were made.

    Args:
        planned_deliveries: what ``publish:`` asks for.
        made: the editions of this run.
        older: the receipt of the last run.
    """
    before = older.deliveries if older else ()
    known = {entry.name: entry for entry in before}
    names = {planned_delivery.delivery.name for planned_delivery in planned_deliveries}
    upgraded = older is not None and older.program != PROGRAM
    gone = [
        replace(e, state="not-asked", tried=False, copies=(), arrived=())
        for e in before
        if e.name not in names and e.last
    ]
    return (
        *(
            _first(planned_delivery, made, known.get(planned_delivery.delivery.name), upgraded=upgraded)
            for planned_delivery in planned_deliveries
        ),
        *gone,
    )


def _first(
    planned: PlannedDelivery, made: Sequence[BuiltEdition], older: DeliveryRecord | None, *, upgraded: bool
) -> DeliveryRecord:
    """Return the state of one delivery before this run.

    Delivered if the same files were sent in the same way, else waiting.
    """
    files = tuple(_copy(each) for each in made if each.name in planned.editions)
    record = DeliveryRecord(
        name=planned.delivery.name,
        exporter=planned.exporter.name,
        state="waiting" if planned.asked else "not-asked",
        where=planned.goal,
        copies=files,
        last=older.last if older else None,
        attempts=older.attempts if older else 0,
        arrived=_parts(older, files, upgraded=upgraded) if older and not (planned.asked and planned.again) else (),
    )
    if older is None or older.last is None:
        return record
    arrived = older.last.order == _order(planned) and _same_files(older, older.last, files, upgraded=upgraded)
    unfinished = older.state in ("waiting", "sending", "failed")  # it was asked for again and did not end
    again = planned.asked and planned.again
    if not arrived or unfinished or again:
        return record
    return replace(record, state="delivered", where=older.last.where, attempts=0)


def _same_files(older: DeliveryRecord, last: Arrival, files: Sequence[SentFile], *, upgraded: bool) -> bool:
    """Return whether the files of this run were delivered already.

    The same bytes, or the same text built by another version.

    Every new version of epubgen changes the bytes, so the run after an upgrade compares the text. It writes its own
    files into ``copies``, and later runs of the same version compare the bytes of these.
    """
    if older.state != "delivered":
        return _bytes(last.copies) == _bytes(files)
    return _bytes(older.copies) == _bytes(files) or _same_copies(last.copies, files, upgraded=upgraded)


def _parts(older: DeliveryRecord, files: Sequence[SentFile], *, upgraded: bool) -> tuple[SentPart, ...]:
    """Return which readers already have the files of this run.

    A receipt of 0.1 names these readers only in the finding about a mail that was accepted for some of them.
    """
    if older.arrived:
        before = {copy.edition: copy for copy in older.copies}
        pairs = [([before[file.edition]], [file]) for file in files if file.edition in before]
        same = {now[0].edition for copy, now in pairs if _same_copies(copy, now, upgraded=upgraded)}
        return tuple(part for part in older.arrived if part.edition in same)
    if older.state != "failed" or not _same_copies(older.copies, files, upgraded=upgraded):
        return ()
    told = [dict(found.args) for found in older.findings if found.key == "EG064.accepted"]
    return tuple(SentPart(file=str(a["file"]), to=to) for a in told for to in str(a["recipients"]).split(", "))


def _same_copies(before: Sequence[SentFile], now: Sequence[SentFile], *, upgraded: bool) -> bool:
    """Return whether two lists name the same bytes, or the same text built by another version."""
    return _bytes(before) == _bytes(now) or (
        upgraded and all(file.words for file in now) and _contents(before) == _contents(now)
    )


def _copy(made: BuiltEdition) -> SentFile:
    return SentFile(
        edition=made.name,
        file=made.file,
        identifier=made.identifier,
        size=made.size,
        sha256=made.sha256,
        modified=made.modified,
        words=made.words,
    )


def _bytes(files: Iterable[SentFile]) -> set[tuple[str, str]]:
    return {(file.edition, file.sha256) for file in files}


def _contents(files: Iterable[SentFile]) -> set[tuple[str, str, str, str]]:
    """Return what identifies a book to a reader: identifier, instant and text."""
    return {(file.edition, file.identifier, file.modified, file.words) for file in files}


def _order(planned_delivery: PlannedDelivery) -> str:
    settings_as_json = json.dumps([planned_delivery.exporter.name, sorted(planned_delivery.delivery.settings.items())])
    return hashlib.sha256(settings_as_json.encode()).hexdigest()


def _steps(
    planned: PlannedDelivery, parcels: Sequence[Artifact], secrets: Secrets, had: Sequence[SentPart]
) -> Iterator[SentPart | Sent]:
    """Yield each part of a delivery as it is sent, then its result. Most exporters have no parts."""
    if isinstance(planned.exporter, PartwiseExporter):
        yield from planned.exporter.deliver_parts(parcels, planned.delivery, secrets, had)
    else:
        yield planned.exporter.deliver(parcels, planned.delivery, secrets)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliveryRound:
    """Makes the deliveries of one run."""

    made: Sequence[BuiltEdition]
    paths: Mapping[str, Path]
    """The file of each edition."""
    publication: str
    language: str
    day: date
    secrets: Secrets
    clock: Callable[[], str]
    send: bool = True
    """Whether anything is sent; else only looked at."""

    def deliver(self, planned: Sequence[PlannedDelivery], states: Iterable[DeliveryRecord]) -> Iterator[DeliveryRecord]:
        """Make each delivery that is waiting, and yield every change of its record before the next step."""
        known = {record.name: record for record in states}
        for planned_delivery in planned:
            record = known[planned_delivery.delivery.name]
            if record.state == "waiting":
                yield from self._deliver(planned_delivery, record)

    def _deliver(self, planned_delivery: PlannedDelivery, entry: DeliveryRecord) -> Iterator[DeliveryRecord]:
        parcels = tuple(self._parcels(planned_delivery))
        found = _look(planned_delivery, parcels, self.secrets)
        entry = replace(entry, tried=True, findings=found, started=self.clock(), attempts=entry.attempts + 1)
        if any(each.severity is Severity.ERROR for each in found):
            yield replace(entry, state="failed", ended=self.clock())
        elif self.send:
            yield replace(entry, state="sending")
            yield from self._sent(planned_delivery, entry, parcels)
        else:
            yield replace(entry, tried=False, attempts=entry.attempts - 1, started="")

    def _sent(
        self, planned_delivery: PlannedDelivery, entry: DeliveryRecord, parcels: Sequence[Artifact]
    ) -> Iterator[DeliveryRecord]:
        """Yield the record after each part of the delivery, and at its end.

        Any exception of an exporter is a failure of this delivery alone.
        """
        sent: Sent | None = None
        try:
            for step in _steps(planned_delivery, parcels, self.secrets, entry.arrived):
                if isinstance(step, SentPart):
                    entry = replace(entry, arrived=(*entry.arrived, step))
                    yield replace(entry, state="sending")
                else:
                    sent = step
            yield self._arrived(planned_delivery, entry, sent)
        except EpubgenError as error:
            yield self._failed(entry, _told(planned_delivery, error.findings))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - not our code
            yield self._failed(entry, (_broken(planned_delivery, error),))

    def _failed(self, entry: DeliveryRecord, faults: tuple[Finding, ...]) -> DeliveryRecord:
        return replace(entry, state="failed", ended=self.clock(), findings=(*entry.findings, *faults))

    def _arrived(self, planned_delivery: PlannedDelivery, entry: DeliveryRecord, sent: Sent | None) -> DeliveryRecord:
        if sent is None:
            raise TypeError("an exporter that says nothing")
        at, where = self.clock(), str(sent.where)
        said = MessageRef(key=str(sent.key), args=tuple((str(name), str(value)) for name, value in sent.args))
        last = Arrival(at=at, where=where, said=said, copies=entry.copies, order=_order(planned_delivery))
        return replace(entry, state="delivered", where=where, ended=at, attempts=0, last=last)

    def _parcels(self, planned_delivery: PlannedDelivery) -> Iterator[Artifact]:
        for made in self.made:
            if made.name in planned_delivery.editions:
                yield Artifact(
                    path=self.paths[made.name],
                    edition=made.name,
                    media_type=EPUB_TYPE if made.format == "epub" else conversion.media_type(made.format),
                    size=made.size,
                    sha256=made.sha256,
                    publication=self.publication,
                    title=made.title,
                    language=self.language,
                    day=self.day,
                    mark=made.mark,
                )
