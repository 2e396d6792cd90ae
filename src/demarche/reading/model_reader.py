"""The model reader: reports are put to a language model behind an endpoint, several at once, and told in order."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from demarche.errors import InputError
from demarche.reading.endpoint import Answer, Client, EndpointSettings, Inquiry, Spending, read_settings
from demarche.reading.pages import Page
from demarche.reading.reader import report_broken, report_of
from demarche.record import Reading, Refused


class ModelReader:
    """
    Reads by asking a model.

    Parameters
    ----------
    settings : EndpointSettings, optional
        The endpoint; otherwise the one that the environment names.
    tell : callable, optional
        Called with the spending of each request.
    debug : bool
        Let an error inside a report through.
    clock, sleep : callable
        A stopwatch and what waits; tests pass their own.

    Raises
    ------
    InputError
        If the environment names no endpoint, or httpx is not installed.
    """

    name = "model"

    def __init__(
        self,
        settings: EndpointSettings | None = None,
        tell: Callable[[Spending], None] | None = None,
        *,
        debug: bool = False,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.settings = settings or read_settings(os.environ)
        self.debug = debug
        self._client = Client(self.settings, tell, clock=clock, sleep=sleep)

    def read(self, pages: Sequence[Page]) -> Iterator[Reading | Refused]:
        """
        Yield one reading or refusal a page, in order.

        Raises
        ------
        InputError
            If the endpoint refuses the key before it has answered anything.
        """
        pool = ThreadPoolExecutor(self.settings.at_once, thread_name_prefix="demarche-model")
        waiting: deque[tuple[Page, Inquiry, list[Future[Answer]]]] = deque()
        try:
            for page in pages:
                inquiry = Inquiry(report_of(page), self._client)
                waiting.append((page, inquiry, [pool.submit(inquiry.ask, piece) for piece in inquiry.pieces]))
                # As many reports ahead as are asked about at once: what is stopped has cost little.
                if len(waiting) > self.settings.at_once:
                    yield self._concluded(*waiting.popleft())
            while waiting:
                yield self._concluded(*waiting.popleft())
        finally:
            for _, inquiry, _ in waiting:
                inquiry.stop()
            pool.shutdown(cancel_futures=True)

    def _concluded(self, page: Page, inquiry: Inquiry, answers: list[Future[Answer]]) -> Reading | Refused:
        try:
            return inquiry.conclude(answer.result() for answer in answers)
        except InputError:
            raise
        except Exception as exc:
            if self.debug:
                raise
            return report_broken(page, exc)
