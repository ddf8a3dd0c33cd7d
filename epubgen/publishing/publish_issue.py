# SPDX-License-Identifier: AGPL-3.0-or-later
"""Publishes one issue: reads and lints it, plans its editions and deliveries, and makes the run."""

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
    """Build, check and deliver an issue as ``publish:`` of its ``publication.yaml`` says; run again, do what is left.

    Args:
        source: as for ``build``, but no ``Issue``.
        folder: where the EPUBs and the receipt go, made if it is not there; ``None`` for the current folder.
        only: names of the deliveries to make; none: all.
        again: names of deliveries to make even if the same files have arrived already.
        deliver: ``False`` builds and checks only.
        dry_run: write and send nothing, and say at once what would be. With ``check`` it is built and checked, in a
            folder that is thrown away.
        java: run EPUBCheck where it is there.
        lang: language of the receipt, ``en`` or ``zh``.
        options: all options as one value; with ``revision`` or ``release_check`` give ``clock``, too.
        settings: single options; they go before ``options``.

    Returns:
        The receipt, as it lies beside the EPUBs.

    Raises:
        OptionsError: EG052, EG060, EG061 before anything is built. SourceError, MediaError, EditionError, PackageError,
            CheckFailed, ToolError: by stage; nothing is delivered, older files and receipts stay. PublishError (a
            ``DeliveryError``): at the end, with the faults of every delivery that failed and the receipt.
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
    """As ``publish``, but deliveries that failed are in the receipt alone.

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
    """The findings, those that a build warns of and that must not reach readers as errors: a paper without a name."""
    return tuple(replace(one, severity=Severity.ERROR) if one.code == "H12" else one for one in findings)


def _unrevised(options: Options) -> Options:
    """The options by which an issue is known again: the instant of a revision takes no story out of it."""
    if not options.revision:
        return options
    return replace(options, revision="", clock=options.clock if options.release_check else None)
