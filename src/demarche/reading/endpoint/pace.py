"""How fast requests may leave: so many a minute, and none before the time that the endpoint asked us to wait for."""

from __future__ import annotations

import threading
from collections.abc import Callable


class Pace:
    """
    A gate that all threads of a run pass before each request.

    Parameters
    ----------
    per_minute : float
        Requests a minute; 0 lets all through.
    clock : callable
        A stopwatch in seconds; only differences count.
    sleep : callable
        Waits for some seconds.
    """

    def __init__(self, per_minute: float, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._apart_seconds = 60.0 / per_minute if per_minute else 0.0
        self._clock, self._sleep = clock, sleep
        self._next = clock()
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Return when the next request may leave."""
        with self._lock:
            now = self._clock()
            at = max(self._next, now)
            self._next = at + self._apart_seconds
        if at > now:
            self._sleep(at - now)

    def hold(self, seconds: float) -> None:
        """Let nothing through for some seconds from now: the endpoint asked for it."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)
