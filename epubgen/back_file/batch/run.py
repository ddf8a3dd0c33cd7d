# SPDX-License-Identifier: AGPL-3.0-or-later
"""Runs a batch: hands issues to processes a few at a time, names each EPUB, and writes the journal."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, CancelledError, Executor, Future, wait
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Literal, Self, TypeVar, Unpack

from epubgen.api import settled
from epubgen.back_file.batch.addresses import is_address
from epubgen.back_file.batch.built import Built
from epubgen.back_file.batch.dask_cluster import dask_executor
from epubgen.back_file.batch.fingerprint import settings_hash
from epubgen.back_file.batch.journal import Journal
from epubgen.back_file.batch.names import check_name_pattern
from epubgen.back_file.batch.output_address import OutputAddress
from epubgen.back_file.batch.output_folder import OutputFolder
from epubgen.back_file.batch.page_sorting import page_facts, page_files, sorted_pages
from epubgen.back_file.batch.processes import cores, process_pool
from epubgen.back_file.batch.sources import BatchInput, BatchSource, found_sources
from epubgen.back_file.batch.summary import BatchSummary
from epubgen.back_file.batch.work import BatchOutcome, BatchTask, build_one
from epubgen.errors import EpubgenError, Finding, Location, OptionsError, PackageError, finding
from epubgen.options import OptionKeywords, Options, choice, with_option_words

__all__ = ["Batch", "build_many"]

A = TypeVar("A")
T = TypeVar("T")
_AHEAD = 3
"""So many issues a process wait for it: enough that none is idle, few enough that memory stays flat."""
_FOREIGN = 64
"""Issues at once for an executor that does not say how many it runs."""


@with_option_words
def build_many(
    sources: BatchInput | Iterable[BatchInput],
    folder: str | os.PathLike[str] = ".",
    *,
    name: str = "",
    jobs: int = 0,
    executor: Executor | None = None,
    dask: str = "",
    pages: bool = False,
    lang: Literal["en", "zh"] = "en",
    options: Options | None = None,
    **settings: Unpack[OptionKeywords],
) -> Batch:
    """Build many issues in parallel. Unchanged issues are skipped. A fault in one issue does not stop the others.

    Nothing is built before the first result is asked for. ``batch.jsonl`` in the folder has a line for each issue. A
    batch that was stopped at any moment continues there when it is run again.

    Args:
        sources: folders, archives, globs, publications (all their issues), lists of them (``.txt``), addresses, issues
            made in Python. A tuple of paths is the pages of one issue.
        folder: the folder for the EPUBs and the journal, which is created; or an address of fsspec.
        name: the pattern of the names below the folder: ``{id}/{date:%Y}/{id}-{date}.epub``. Fields: ``id``, ``title``,
            ``date``, ``number``, ``edition``, ``special``, ``weekday``, ``language``, ``file``. Empty: the name that
            ``build`` gives.
        jobs: the number of issues built at once. 0: one for each core.
        executor: an executor of ``concurrent.futures`` that runs the builds instead of processes of epubgen. It stays
            open.
        dask: the address of the scheduler of a Dask cluster that runs the builds: ``tcp://192.0.2.1:8786``.
        pages: the sources are printed pages, or folders of them. They are sorted into issues by paper and day, the best
            readings are taken, and questions are counted. ``Built.quality`` scores how well each issue was read.
        lang: the language of messages in the journal.
        options: all options as one value.
        settings: single options. They override ``options``.

    Returns:
        An iterator of ``Built`` in the order in which issues are done. Its ``summary`` counts them.

    Raises:
        OptionsError: EG003, EG105 a source does not exist; EG095 the pattern; EG098 no issue at all; all at the first
            issue. PackageError: EG020 the folder cannot be written or its disk is full; the batch ends.
    """
    chosen = settled(settings, options)
    return Batch(
        sources,
        OutputAddress(str(folder)) if is_address(folder) else OutputFolder(Path(folder), force=chosen.force),
        pattern=check_name_pattern(name),
        jobs=_jobs(jobs),
        executor=executor,
        dask=dask,
        pages=pages,
        lang=choice("lang", lang, ("en", "zh")),
        options=chosen,
    )


def _jobs(jobs: int) -> int:
    if not isinstance(jobs, int) or jobs < 0:
        raise OptionsError(finding("EG017.number", None, "jobs", value=jobs))
    return jobs or cores()


class Batch(Iterator[Built]):
    """A batch that runs while you iterate over it. ``close`` stops it."""

    def __init__(
        self,
        sources: BatchInput | Iterable[BatchInput],
        output: OutputFolder | OutputAddress,
        *,
        pattern: str,
        jobs: int,
        executor: Executor | None,
        dask: str,
        pages: bool,
        lang: str,
        options: Options,
    ) -> None:
        """Prepare the batch; see ``build_many``."""
        self.summary = BatchSummary()
        """What is done so far, counted."""
        self.output = output
        self._sources, self._pages, self._lang = sources, pages, lang
        self._jobs, self._executor, self._dask = jobs, executor, dask
        threads = options.threads or max(1, cores() // jobs)
        self._pattern = pattern
        self._options = replace(options, threads=threads)
        self._built = self._run()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Built:
        return next(self._built)

    def close(self) -> None:
        """Stop the batch. Finished issues stay, and the next run continues from there."""
        self._built.close()  # type: ignore[attr-defined]

    def _run(self) -> Iterator[Built]:
        with ExitStack() as stack:
            work = stack.enter_context(self.output.work_folder())
            journal = Journal(self.output.journal, self._lang)
            stack.callback(journal.close)
            executor, running = stack.enter_context(dask_executor(self._dask)) if self._dask else (self._executor, 0)
            runner = _Runner(executor, running or self._jobs)
            stack.callback(runner.close)
            self.summary.total = journal.take(self._found(runner))
            if not self.summary.total:
                raise OptionsError(finding("EG098"))
            for outcome, draft in runner.outcomes(self._tasks(journal, work)):
                built = self._placed(outcome, draft, journal)
                self.summary.add(built)
                yield built
                if outcome.stops:
                    raise PackageError(*(self._in_folder(found.key, found.args) for found in outcome.stops))
            self.summary.shared = self.output.finish(journal)

    def _found(self, runner: _Runner) -> Iterator[BatchSource]:
        """Yield the issues to build.

        Raises:
            OptionsError: EG003, EG105.
        """
        if not self._pages:
            return found_sources(self._sources, self._options.encoding)
        named = [self._sources] if isinstance(self._sources, (str, os.PathLike)) else list(self._sources)  # type: ignore[arg-type]
        paths = [os.fspath(name) for name in named if isinstance(name, (str, os.PathLike))]
        files = [path.as_posix() for path in page_files(paths)]
        return sorted_pages(list(runner.answers(page_facts, files, self._options)))

    def _in_folder(self, key: str, args: tuple[tuple[str, str], ...]) -> Finding:
        facts = {**dict(args), "folder": self.output.place}
        return finding(key, Location(self.output.place), "", **facts)

    def _tasks(self, journal: Journal, work: str) -> Iterator[BatchTask]:
        settings = settings_hash(self._options, self._pattern)
        for number, source in enumerate(journal.tasks()):
            yield BatchTask(
                source=source,
                options=self._options,
                pattern=self._pattern,
                settings=f"{settings}{source.settings}{source.missing}" if source.is_pages else settings,
                draft=f"{work}/{number}.epub",
                folder=self.output.place,
                known=journal.line(source.key),
            )

    def _placed(self, outcome: BatchOutcome, draft: str, journal: Journal) -> Built:
        """Return the issue with its EPUB in place. An issue whose EPUB may not go there has failed."""
        built = outcome.built
        if built.result == "built":
            try:
                return self.output.put(draft, built, journal)
            except PackageError as error:
                if any(found.key.startswith("EG020") for found in error.findings):
                    raise
                self.output.discard(draft)
                built = _not_placed(built, error, Built.read(journal.line(built.source)))
        if built.result == "failed" and not outcome.stops:
            with self.output.lock():
                journal.refresh()
                journal.add(built)
        return built


def _not_placed(built: Built, error: EpubgenError, earlier: Built | None) -> Built:
    older = earlier or Built(source=built.source, result="failed")
    return replace(older, result="failed", findings=error.findings, fingerprint="", seconds=built.seconds)


class _Runner:
    """Keeps an executor busy. When a process of epubgen dies, it finds the issue that caused it."""

    def __init__(self, executor: Executor | None, jobs: int) -> None:
        self._own = executor is None
        self._jobs = jobs
        self._executor: Executor | None = executor
        self._ahead = max(jobs, 0 if self._own else getattr(executor, "_max_workers", _FOREIGN)) * _AHEAD

    def close(self) -> None:
        """End the processes of epubgen. An executor of the caller stays open."""
        if self._own and self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def outcomes(self, tasks: Iterator[BatchTask]) -> Iterator[tuple[BatchOutcome, str]]:
        """Yield each outcome as soon as it is available, with its draft."""
        pending: dict[Future[BatchOutcome], BatchTask] = {}
        alone: deque[BatchTask] = deque()
        try:
            while True:
                while not alone and len(pending) < self._ahead and (task := next(tasks, None)):
                    self._submit(task, pending, alone)
                if alone and not pending:
                    task = alone.popleft()
                    yield self._outcome_alone(task), task.draft
                    continue
                if not pending:
                    return
                done = wait(pending, return_when=FIRST_COMPLETED).done
                for future in [one for one in pending if one in done]:  # those done at one moment as they were named
                    task = pending.pop(future)
                    try:
                        outcome = future.result()
                    except BrokenExecutor as error:
                        self._broken(error)
                        alone.append(task)
                    except (Exception, CancelledError) as error:  # noqa: BLE001 - a cluster gives up in its own words
                        yield _lost(task, "EG097.lost", type(error).__name__), task.draft
                    else:
                        yield outcome, task.draft
        finally:
            for future in pending:
                future.cancel()

    def answers(self, function: Callable[[A, Options], T], items: Iterable[A], options: Options) -> Iterator[T]:
        """Yield the results of a function for each item, in order, with no more calls under way than issues."""
        pending: deque[Future[T]] = deque()
        for item in items:
            pending.append(self._running().submit(function, item, options))
            if len(pending) >= self._ahead:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()

    def _submit(self, task: BatchTask, pending: dict[Future[BatchOutcome], BatchTask], alone: deque[BatchTask]) -> None:
        try:
            pending[self._running().submit(build_one, task)] = task
        except BrokenExecutor as error:
            self._broken(error)
            alone.append(task)

    def _running(self) -> Executor:
        if self._executor is None:
            self._executor = process_pool(self._jobs)
        return self._executor

    def _broken(self, error: BrokenExecutor) -> None:
        """Make new processes. An executor of the caller cannot be made again.

        Raises:
            BrokenExecutor: the executor is that of the caller.
        """
        if not self._own:
            raise error
        if self._executor:
            self._executor.shutdown(wait=False)
            self._executor = None

    def _outcome_alone(self, task: BatchTask) -> BatchOutcome:
        """Build an issue with nothing beside it. If the process dies now, this issue is the cause."""
        try:
            with process_pool(1) as pool:
                return pool.submit(build_one, task).result()
        except BrokenExecutor:
            return _lost(task, "EG097")


def _lost(task: BatchTask, key: str, why: str = "") -> BatchOutcome:
    known = Built.read(task.known) or Built(source=task.source.key, result="failed")
    told = (finding(key, Location(task.source.key), "", source=task.source.key, why=why),)
    return BatchOutcome(replace(known, result="failed", findings=told, fingerprint="", seconds=0.0))
