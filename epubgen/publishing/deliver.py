# SPDX-License-Identifier: AGPL-3.0-or-later
"""Deliveries one after the other: each is written down before it begins and after it ended; none stops another."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from epubgen import conversion
from epubgen.errors import EpubgenError, Finding, Severity, finding
from epubgen.publishing.delivery import Artifact, PartwiseExporter, Secrets, Sent, SentPart
from epubgen.publishing.plan import PlannedDelivery
from epubgen.publishing.receipt import PROGRAM, Arrival, BuiltEdition, DeliveryRecord, MessageRef, Receipt, SentFile

__all__ = ["DeliveryRound", "early_faults", "first_states"]

EPUB_TYPE = "application/epub+zip"


def early_faults(planned_deliveries: Sequence[PlannedDelivery], secrets: Secrets) -> list[Finding]:
    """What can be said of the deliveries of this run before anything is built: addresses, passwords."""
    asked = [planned_delivery for planned_delivery in planned_deliveries if planned_delivery.asked]
    return [
        entry
        for planned_delivery in asked
        for entry in _look(planned_delivery, (), secrets)
        if entry.severity is Severity.ERROR
    ]


def _look(planned_delivery: PlannedDelivery, parcels: Sequence[Artifact], secrets: Secrets) -> tuple[Finding, ...]:
    """What the exporter has to say without sending; a plug-in may fail in any way."""
    try:
        return _told(planned_delivery, planned_delivery.exporter.check(parcels, planned_delivery.delivery, secrets))
    except EpubgenError as error:
        return _told(planned_delivery, error.findings)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - not our code
        return (_broken(planned_delivery, error),)


def _told(planned_delivery: PlannedDelivery, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings of an exporter; for one that cannot be worded, EG055: the receipt must be readable."""
    spoken = []
    for entry in findings:
        try:
            entry.as_json()
            spoken.append(entry)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            spoken.append(_broken(planned_delivery, error))
    return tuple(spoken)


def _broken(planned_delivery: PlannedDelivery, error: BaseException) -> Finding:
    """EG055; the words of the error may hold a password, its type cannot."""
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
    """The deliveries as they stand before this run sends anything; those asked for no more stay if they went out.

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
    """How one delivery stands before this run: delivered if the same files went the same way, else waiting."""
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
    """Whether the files of this run are those that arrived: the same bytes, or a rebuild of them by another version.

    The run after an upgrade goes by the words, for every new version changes the bytes. It writes its own files into
    ``copies``; later runs of the same version go by the bytes of these.
    """
    if older.state != "delivered":
        return _bytes(last.copies) == _bytes(files)
    return _bytes(older.copies) == _bytes(files) or _same_copies(last.copies, files, upgraded=upgraded)


def _parts(older: DeliveryRecord, files: Sequence[SentFile], *, upgraded: bool) -> tuple[SentPart, ...]:
    """What single readers have of the files of this run; of other bytes they have nothing.

    A receipt of 0.1 names the readers in its words about a mail that was accepted for some.
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
    """The same bytes, or a rebuild of the same words by another version."""
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
    """What a reader keeps a book by: which one it is, its instant, its words."""
    return {(file.edition, file.identifier, file.modified, file.words) for file in files}


def _order(planned_delivery: PlannedDelivery) -> str:
    settings_as_json = json.dumps([planned_delivery.exporter.name, sorted(planned_delivery.delivery.settings.items())])
    return hashlib.sha256(settings_as_json.encode()).hexdigest()


def _steps(
    planned: PlannedDelivery, parcels: Sequence[Artifact], secrets: Secrets, had: Sequence[SentPart]
) -> Iterator[SentPart | Sent]:
    """The parts of a delivery as they are sent, and what is said at its end; most ways know the end alone."""
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
        """Make each delivery that waits; yields every change of a record before anything else happens."""
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
        """The delivery after each of its parts, and at its end.

        Whatever an exporter raises is a failure of this delivery alone.
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
