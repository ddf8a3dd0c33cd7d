# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishes one issue: reads and lints it, plans its editions and deliveries, and starts the run."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal, Unpack

from epubgen.api import settled
from epubgen.epub.edition import file_name
from epubgen.errors import Finding, Severity
from epubgen.importers.open_source import IssueSource
from epubgen.options import OptionKeywords, Options, choice, make_options, with_option_words
from epubgen.pipeline.prepare import prepare_issue, stop_on_errors
from epubgen.publishing.delivery.exporter import SecretStore
from epubgen.publishing.plan import EPUB, DeliverySelection, PublishOptions, command_again, plan_publishing
from epubgen.publishing.publish_run import PublishRun
from epubgen.publishing.receipt import PublishError, Receipt
from epubgen.publishing.receipt_store import ReceiptStore

__all__ = ["publish", "run_publish"]


@with_option_words
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
    """Build, check and deliver an issue as ``publish:`` in its ``publication.yaml`` says.

    A second run does what is left.

    Args:
        source: as for ``build``, except an ``Issue``.
        folder: where the EPUBs and the receipt go; it is created. ``None`` is the current folder.
        only: names of the deliveries to make; empty: all.
        again: names of deliveries to make even if the same files were delivered already.
        deliver: ``False`` only builds and checks.
        dry_run: write and send nothing, and return what would happen. With ``check`` the issue is built and checked in
            a temporary folder.
        java: run EPUBCheck where it is installed.
        lang: language of the receipt, ``en`` or ``zh``.
        options: all options as one value; ``revision`` and ``release_check`` also need ``clock``.
        settings: single options; they go before ``options``.

    Returns:
        The receipt, as it lies beside the EPUBs.

    Raises:
        OptionsError: EG052, EG060, EG061 before anything is built. SourceError, MediaError, EditionError, PackageError,
            CheckFailed, ToolError: by stage; nothing is delivered, and older files and receipts stay. PublishError (a
            ``DeliveryError``): at the end, with the faults of every delivery that failed, and the receipt.
    """
    asked = DeliverySelection(only=tuple(only), again=tuple(again), deliver=deliver)
    orders = PublishOptions(asked=asked, dry_run=dry_run, java=java, lang=choice("lang", lang, ("en", "zh")))
    receipt = run_publish(source, folder, orders, make_options(settings, options))
    if receipt.failures:
        raise PublishError(receipt)
    return receipt


def run_publish(
    source: IssueSource, folder: str | os.PathLike[str] | None, orders: PublishOptions, options: Options
) -> Receipt:
    """Publish as ``publish`` does, but report failed deliveries only in the receipt.

    Raises:
        OptionsError, SourceError, MediaError, EditionError, PackageError, CheckFailed, ToolError: as ``publish``.
    """
    options = settled({}, options)
    prepared = prepare_issue(source, _unrevised(options))
    editions, deliveries = plan_publishing(prepared.issue, orders.asked)
    stop_on_errors(_to_publish(prepared.findings), options)
    home = Path(folder or ".")
    run = PublishRun(
        source=source,
        command=command_again(source, home, options, orders),
        options=options,
        orders=orders,
        prepared=prepared,
        editions=editions,
        deliveries=deliveries,
        store=ReceiptStore(home, file_name(prepared.issue, marked=False).removesuffix(EPUB), orders.lang),
        secrets=SecretStore(orders.environ),
    )
    if orders.dry_run:
        with tempfile.TemporaryDirectory(prefix="epubgen-") as work:
            return run.run(Path(work))
    with run.store.working(run.now()) as work_folder:
        return run.run(work_folder)


def _to_publish(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings, with those as errors that a build only warns of but that must not reach readers.

    An unnamed paper.
    """
    return tuple(replace(one, severity=Severity.ERROR) if one.code == "H12" else one for one in findings)


def _unrevised(options: Options) -> Options:
    """Return the options without the instant of a revision, so that the issue has the same hash as before."""
    if not options.revision:
        return options
    return replace(options, revision="", clock=options.clock if options.release_check else None)
