"""
Many reports: pages in, readings out, in input order, on one core or on several.

Pages travel in chunks of bounded size, so that memory stays flat however long the stream is, and so that the parser
has sentences enough to batch. What a report gives does not depend on its neighbours, hence not on the workers either.
"""

from __future__ import annotations

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from demarche.errors import SolveError
from demarche.reading.pages import Page
from demarche.reading.reader import Reader, ReaderChoice, load_reader
from demarche.record import Reading, Refused

Item = Page | Refused
Result = Reading | Refused

_CHUNK_CHARACTERS = 120_000  # about 40 news reports: enough to batch sentences, little to hold
_CHUNK_PAGES = 64


def read_pages(pages: Iterable[Item], choice: ReaderChoice | None = None, *, workers: int = 1) -> Iterator[Result]:
    """
    Read a stream of pages; refusals pass through in their place.

    Parameters
    ----------
    pages : iterable of Page or Refused
        What `open_pages` yields.
    choice : ReaderChoice, optional
        Which reader, pipeline and lexicon; the defaults otherwise.
    workers : int
        Processes that read. 1 reads in this one. The model reader always does: its limits and its bill are of a run.

    Raises
    ------
    SolveError
        If a worker process dies (out of memory, killed).
    """
    chosen = choice or ReaderChoice()
    chunks = _chunks(pages)
    if workers <= 1 or chosen.reader == "model":
        reader = load_reader(chosen)
        for chunk in chunks:
            yield from _results(reader, chunk)
    else:
        yield from _read_in_workers(chunks, chosen, workers)


def _chunks(pages: Iterable[Item]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    characters = 0
    for page in pages:
        chunk.append(page)
        characters += len(page.text) if isinstance(page, Page) else 0
        if characters >= _CHUNK_CHARACTERS or len(chunk) >= _CHUNK_PAGES:
            yield chunk
            chunk, characters = [], 0
    if chunk:
        yield chunk


def _results(reader: Reader, chunk: list[Item]) -> Iterator[Result]:
    """Yield what each item of a chunk gives, as soon as the reader has it."""
    readings = iter(reader.read([item for item in chunk if isinstance(item, Page)]))
    for item in chunk:
        yield item if isinstance(item, Refused) else next(readings)


_worker_reader: Reader | None = None  # one a process: loading the network costs more than a chunk does


def _start_worker(choice: ReaderChoice) -> None:
    global _worker_reader  # noqa: PLW0603 - the initializer's only way to hand something to the tasks
    _worker_reader = load_reader(choice)


def _read_in_worker(chunk: list[Item]) -> list[Result]:
    assert _worker_reader is not None, "the pool's initializer has run"
    return list(_results(_worker_reader, chunk))


def _read_in_workers(chunks: Iterator[list[Item]], choice: ReaderChoice, workers: int) -> Iterator[Result]:
    spawn = multiprocessing.get_context("spawn")  # a forked onnxruntime can hang
    waiting: deque[Future[list[Result]]] = deque()
    with ProcessPoolExecutor(workers, mp_context=spawn, initializer=_start_worker, initargs=(choice,)) as pool:
        try:
            for chunk in chunks:
                waiting.append(pool.submit(_read_in_worker, chunk))
                if len(waiting) > 2 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool as exc:
            raise SolveError("a reading process died; try fewer --workers, or a lower limit of characters") from exc
        finally:
            for one in waiting:
                one.cancel()
