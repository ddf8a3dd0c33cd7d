# SPDX-License-Identifier: AGPL-3.0-or-later
"""Plans a run from ``publication.yaml``: editions with their files, deliveries with complete settings."""

from __future__ import annotations

import os
import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, datetime
from pathlib import Path

from epubgen import conversion
from epubgen.epub.edition import file_name
from epubgen.errors import Finding, Location, OptionsError, finding
from epubgen.importers.open_source import IssueSource
from epubgen.messages import near_word
from epubgen.model import Issue, Publication, WantedDelivery, WantedEdition
from epubgen.model.publication import WritingMode
from epubgen.options import Options, TargetName
from epubgen.pipeline.build import twin_modes
from epubgen.publishing import delivery
from epubgen.publishing.delivery import Delivery, Exporter, addresses
from epubgen.startup import dataclass

__all__ = [
    "DeliverySelection",
    "PlannedDelivery",
    "PlannedEdition",
    "PublishOptions",
    "command_again",
    "plan_publishing",
]

EPUB = ".epub"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedEdition:
    """An edition to build: one file."""

    name: str
    wanted: str
    """The edition of ``publication.yaml`` that asks for it; its twin has another name."""
    target: TargetName
    mode: WritingMode
    format: str
    file: str
    """Its name in the folder."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDelivery:
    """A delivery to make."""

    exporter: Exporter
    delivery: Delivery
    editions: tuple[str, ...]
    """Names of editions."""
    asked: bool
    """Whether this run makes it."""
    again: bool
    """Whether it goes out even where it has arrived already."""

    @property
    def goal(self) -> str:
        """Return the target, as far as it is known before the delivery."""
        due = [setting.name for setting in self.exporter.settings if setting.required]
        return " ".join(addresses.without_login(self.delivery.settings[name]) for name in due)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySelection:
    """Which deliveries this run makes."""

    only: tuple[str, ...] = ()
    """Names; none: all."""
    again: tuple[str, ...] = ()
    """Names of those that go out even where they have arrived already."""
    deliver: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishOptions:
    """How one run goes, in addition to the options of the build."""

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


def plan_publishing(
    issue: Issue, asked: DeliverySelection
) -> tuple[tuple[PlannedEdition, ...], tuple[PlannedDelivery, ...]]:
    """Return the editions and deliveries of an issue, in the order of ``publication.yaml``.

    Raises:
        OptionsError: EG052 repeated or unknown names, EG060, EG061; all at once.
    """
    wanted = issue.publication.publish
    planned_editions = tuple(_planned_editions(issue, _editions(issue.publication)))
    names = [_name(entry) for entry in wanted.deliver]
    faults = [*_edition_faults(wanted.editions, planned_editions), *_delivery_faults(wanted.deliver, planned_editions)]
    faults += [_unknown("EG052.ask", None, name, names) for name in (*asked.only, *asked.again) if name not in names]
    planned_deliveries = []
    for entry in wanted.deliver:
        try:
            planned_deliveries.append(_way(entry, planned_editions, asked))
        except OptionsError as error:
            faults.extend(error.findings)
    if faults:
        raise OptionsError(*faults)
    return planned_editions, tuple(planned_deliveries)


def _editions(paper: Publication) -> tuple[WantedEdition, ...]:
    """Return the editions that are listed, else one for each target, else one."""
    usual: TargetName = next(iter(paper.targets), "generic")
    listed = paper.publish.editions
    named = listed or tuple(WantedEdition(name=name, target=name) for name in dict.fromkeys(paper.targets or (usual,)))
    return tuple(replace(entry, target=entry.target or usual) for entry in named)


def _planned_editions(issue: Issue, editions: Iterable[WantedEdition]) -> Iterator[PlannedEdition]:
    """Plan one edition for each file; where two files would get the same name, the edition's name is added."""
    planned = [edition for entry in editions for edition in _modes(issue, entry)]
    files = Counter(edition.file for edition in planned)
    for edition in planned:
        stem, dot, ending = edition.file.partition(".")
        name_with_edition = f"{stem}-{edition.name}{dot}{ending}"
        yield replace(edition, file=name_with_edition) if files[edition.file] > 1 else edition


def _modes(issue: Issue, entry: WantedEdition) -> Iterator[PlannedEdition]:
    own = issue.publication.lines()
    modes: tuple[WritingMode, ...] = twin_modes(issue, own)
    if entry.writing_mode != "both":
        modes = (issue.publication.lines(entry.writing_mode),)
    for number, mode in enumerate(modes):
        ending = EPUB if entry.format == "epub" else conversion.suffix(entry.format)
        yield PlannedEdition(
            name=f"{entry.name}-{mode.partition('-')[0]}" if number else entry.name,
            wanted=entry.name,
            target=entry.target or "generic",
            mode=mode,
            format=entry.format,
            file=file_name(issue, mode).removesuffix(EPUB) + ending,
        )


def _way(
    entry: WantedDelivery, planned_editions: Sequence[PlannedEdition], asked: DeliverySelection
) -> PlannedDelivery:
    name = _name(entry)
    exporter = delivery.find_exporter(entry.to, _place(entry, "to"))
    at = {word: place for word in ("", *entry.settings) if (place := _place(entry, f"settings.{word}" if word else ""))}
    return PlannedDelivery(
        exporter=exporter,
        delivery=delivery.complete(exporter, name, entry.settings, at),
        editions=tuple(p.name for p in planned_editions if not entry.editions or p.wanted in entry.editions),
        asked=asked.deliver and name in (asked.only or (name,)),
        again=name in asked.again,
    )


def _name(entry: WantedDelivery) -> str:
    return entry.name or entry.to


def _place(entry: WantedDelivery | WantedEdition, path: str = "") -> Location | None:
    return entry.at.of(path) if entry.at else None


def _edition_faults(editions: Sequence[WantedEdition], planned_editions: Sequence[PlannedEdition]) -> Iterator[Finding]:
    """Return the findings for repeated names, and for editions that would be the same file for the same reader."""
    names, kinds = Counter(p.name for p in planned_editions), Counter(_kind(p) for p in planned_editions)
    for number, entry in enumerate(editions):
        own = [edition for edition in planned_editions if edition.wanted == entry.name]
        path = f"publish.editions[{number}]"
        if twice := next((p.name for p in own if names[p.name] > 1), ""):
            yield finding("EG052.edition", _place(entry, "name"), f"{path}.name", name=twice)
        elif same := next((p for p in own if kinds[_kind(p)] > 1), None):
            others = [p.name for p in planned_editions if _kind(p) == _kind(same)]
            facts = {"names": ", ".join(others), "target": same.target, "mode": same.mode, "format": same.format}
            yield finding("EG052.same", _place(entry), path, **facts)


def _kind(edition: PlannedEdition) -> tuple[str, str, str]:
    return edition.target, edition.mode, edition.format


def _delivery_faults(
    deliveries: Sequence[WantedDelivery], planned_editions: Sequence[PlannedEdition]
) -> Iterator[Finding]:
    names, known = Counter(map(_name, deliveries)), list(dict.fromkeys(p.wanted for p in planned_editions))
    for number, entry in enumerate(deliveries):
        path = f"publish.deliver[{number}]"
        if names[_name(entry)] > 1:
            yield finding("EG052.delivery", _place(entry, "name"), f"{path}.name", name=_name(entry))
        for index, name in enumerate(entry.editions):
            if name not in known:
                at = _place(entry, f"editions[{index}]")
                yield _unknown("EG052.unknown", at, name, known, f"{path}.editions[{index}]")


def _unknown(key: str, at: Location | None, name: str, known: Sequence[str], path: str = "") -> Finding:
    near = near_word(name, known)
    return finding(key, at, path, name=name, near=near, known=", ".join(known))


def command_again(source: IssueSource, folder: Path, options: Options, orders: PublishOptions) -> str:
    """Return the command that continues where this run ends; it leaves out what this run left out."""
    paths = [source] if isinstance(source, (str, os.PathLike)) else source
    named = [] if isinstance(paths, Mapping) else [Path(path).as_posix() for path in paths]
    words = ["epubgen", "publish", *named]
    words += ["-o", folder.as_posix()] if folder != Path() else []
    words += ["--publication", options.publication.as_posix()] if options.publication else []
    for name in ("format", "page", "encoding"):
        words += [f"--{name}", value] if (value := getattr(options, name)) else []
    return shlex.join([*words, *_orders(options, orders)])


def _orders(options: Options, orders: PublishOptions) -> Iterator[str]:
    """Return the options of the run as typed, without those that are done. After a dry run all are repeated."""
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
