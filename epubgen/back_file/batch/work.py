# SPDX-License-Identifier: AGPL-3.0-or-later
"""Builds one issue of a batch in any process. Task and outcome are pickled; nothing else is shared."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from epubgen.back_file.batch.addresses import address_hash, address_size, fetch, file_system, is_address, reaching
from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.fingerprint import file_hash, fingerprint, inputs_outside, own_hash
from epubgen.back_file.batch.names import issue_name
from epubgen.back_file.batch.page_quality import page_quality, readable_pages
from epubgen.back_file.batch.sources import BatchSource
from epubgen.errors import EpubgenError, Finding, Severity, finding
from epubgen.options import Options
from epubgen.pipeline.build import build_editions
from epubgen.pipeline.prepare import prepare_issue, stop_on_errors
from epubgen.startup import dataclass

__all__ = ["BatchOutcome", "BatchTask", "build_one"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchTask:
    """One issue to build, with everything that a process needs."""

    source: BatchSource
    options: Options
    pattern: str
    """Of the name; see ``names``."""
    settings: str
    """``settings_hash``: once for the batch, not for each issue."""
    draft: str
    """The file that the EPUB is written to. It gets its name when all that is known of names is in one place."""
    folder: str
    """The folder of the batch."""
    known: str = ""
    """The journal's line of the issue, where it has one."""


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """The result of a task. The EPUB is in the draft of the task if ``built.result`` is ``built``."""

    built: Built
    stops: tuple[Finding, ...] = ()
    """What ends the whole batch: the disk is full."""


def build_one(task: BatchTask) -> BatchOutcome:
    """Build an issue unless it is unchanged. Every failure is an outcome, not an exception."""
    began = time.perf_counter()
    own = _own(task)
    if earlier := _as_it_was(task, own):
        return BatchOutcome(earlier)
    try:
        with tempfile.TemporaryDirectory(prefix="epubgen-") if _is_away(task) else nullcontext("") as folder:
            built = _built_away(task, own, Path(folder)) if folder else _built(task, own)
    except EpubgenError as error:
        built = _failed(task, error.findings)
    except MemoryError:
        built = _failed(task, (finding("EG020.memory"),))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one issue stops no other
        built = _failed(task, (finding("EG999", None, "", what=f"{type(error).__name__}: {error}"),))
    stops = tuple(found for found in built.findings if found.key.startswith("EG020") and _in_draft(found, task))
    return BatchOutcome(replace(built, seconds=time.perf_counter() - began), stops)


def _own(task: BatchTask) -> str:
    try:
        if isinstance(task.source.source, str) and is_address(task.source.source):
            return address_hash(task.source.source)
        return own_hash(task.source.source, task.options.encoding)
    except Exception:  # noqa: BLE001 - the build says what is wrong
        return ""


def _as_it_was(task: BatchTask, own: str) -> Built | None:
    """Return the line of the journal if neither the issue nor its EPUB has changed since."""
    known = Built.read(task.known) if task.known else None
    if known is None or not known.ok or not known.fingerprint or not own:
        return None
    source, encoding = task.source.source, task.options.encoding
    if known.fingerprint != fingerprint(source, own, known.inputs, task.settings, encoding):
        return None
    return replace(known, result="unchanged") if _is_in_place(task.folder, known) else None


def _is_in_place(folder: str, known: Built) -> bool:
    """Return whether the EPUB is still the one that was built. In a store only its size is compared."""
    if is_address(folder):
        return address_size(f"{folder}/{known.path}") == known.size
    return file_hash(Path(folder) / known.path) == known.sha256


def _is_away(task: BatchTask) -> bool:
    return is_address(task.source.source) or is_address(task.draft)


def _built_away(task: BatchTask, own: str, folder: Path) -> Built:
    """Build an issue, downloading it if needed, and put its draft where drafts go.

    Raises:
        EpubgenError: as ``api.build``; EG107.unreached.
    """
    local, source = task, task.source
    if isinstance(source.source, str) and is_address(source.source):
        fetched = fetch(source.source, folder / "source")
        local = replace(local, source=replace(source, source=fetched.as_posix()))
    if is_address(task.draft):
        local = replace(local, draft=(folder / "draft.epub").as_posix())
    built = _built(local, own)
    if is_address(task.draft):
        system, path = file_system(task.draft)
        with reaching(task.draft):
            system.makedirs(path.rpartition("/")[0], exist_ok=True)
            system.put_file(local.draft, path)
    if local.source is source:
        return built
    where, away = str(local.source.source), str(source.source)
    told = (replace(f, at=f.at and replace(f.at, file=f.at.file.replace(where, away))) for f in built.findings)
    mark = fingerprint(away, own, (), task.settings, task.options.encoding)
    return replace(built, findings=tuple(told), fingerprint=mark, inputs=())


def _built(task: BatchTask, own: str) -> Built:
    """Build the issue as a draft.

    Raises:
        EpubgenError: as ``api.build``.
    """
    options, source = replace(task.options, **dict(task.source.settings)), task.source.source  # type: ignore[arg-type]
    source, prepared, left = (
        readable_pages(task.source, options) if task.source.is_pages else (source, prepare_issue(source, options), ())
    )
    stop_on_errors(prepared.findings, options)
    epub = build_editions(prepared, task.draft, (options,))[0]
    outside = inputs_outside(source, prepared.inputs)
    found = (*task.source.told, *left, *epub.report.findings)
    told = [one for one in found if one.severity is not Severity.INFO]
    name = issue_name(prepared.issue, task.pattern, options.writing_mode)
    return Built(
        source=task.source.key,
        result="built",
        identifier=epub.identifier,
        title=epub.title,
        size=epub.size,
        sha256=epub.sha256,
        findings=tuple(_without_draft(told, task, name)),
        infos=len(found) - len(told),
        name=name,
        fingerprint="" if left else fingerprint(task.source.source, own, outside, task.settings, options.encoding),
        inputs=outside,
        quality=page_quality(prepared.issue, found, task.source.missing, left) if task.source.is_pages else None,
    )


def _without_draft(findings: Iterable[Finding], task: BatchTask, name: str) -> Iterator[Finding]:
    """Return the findings with the name of the final file in place of the draft."""
    for found in findings:
        moved = found.at and replace(found.at, file=found.at.file.replace(task.draft, name))
        yield replace(found, at=moved)


def _failed(task: BatchTask, findings: tuple[Finding, ...]) -> Built:
    """Return the issue as failed. An older EPUB of it keeps its entry."""
    known = Built.read(task.known) if task.known else None
    older = known or Built(source=task.source.key, result="failed")
    told = tuple(found for found in findings if found.severity is not Severity.INFO)
    infos = len(findings) - len(told)
    return replace(older, result="failed", findings=told, infos=infos, fingerprint="", seconds=0.0)


def _in_draft(found: Finding, task: BatchTask) -> bool:
    """Return whether the fault is that the folder of the batch cannot be written."""
    return bool(found.at and Path(found.at.file).parent == Path(task.draft).parent)
