# SPDX-License-Identifier: AGPL-3.0-or-later
"""One run: lint, build what changed, check it, put it in place, deliver what has not arrived; a receipt of it all."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal, Unpack

from epubgen.api import with_clock
from epubgen.epub.edition import file_name
from epubgen.errors import DeliveryError
from epubgen.importers.open_source import IssueSource
from epubgen.options import OptionKeywords, Options, choice, make_options
from epubgen.pipeline.prepare import make_stage, stop
from epubgen.publishing.lock import hold
from epubgen.publishing.plan import EPUB, Asked, plan_night
from epubgen.publishing.publish_run import PublishOptions, PublishRun
from epubgen.publishing.receipt import Receipt
from epubgen.publishing.receipt_store import Ledger, told
from epubgen.publishing.secrets import SecretStore

__all__ = ["carry_out", "publish"]


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
    asked = Asked(only=tuple(only), again=tuple(again), deliver=deliver)
    orders = PublishOptions(asked=asked, dry_run=dry_run, java=java, lang=choice("lang", lang, ("en", "zh")))
    receipt = carry_out(source, folder, orders, make_options(settings, options))
    if receipt.failures:
        raise DeliveryError(*receipt.failures)
    return receipt


def carry_out(
    source: IssueSource, folder: str | os.PathLike[str] | None, orders: PublishOptions, options: Options
) -> Receipt:
    """As ``publish``, but deliveries that failed are in the receipt alone.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError, CheckFailed, ToolError: as ``publish``.
    """
    options = with_clock(options)
    stage = make_stage(source, _unrevised(options))
    pressings, ways = plan_night(stage.issue, orders.asked)
    stop(stage.findings, options)
    home = Path(folder or ".")
    ledger = Ledger(home, file_name(stage.issue).removesuffix(EPUB), orders.lang)
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
