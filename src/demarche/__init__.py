"""
Démarche: a crisis desk that reads reports into a cited record and a brief.

`read` reads one report, `read_many` a stream of them; `weigh` makes one record of them; `forecast` says what may come
next, and `what_if` what a change would do; `brief` makes a brief and `render` prints it. `demarche.game` is the room of
crisis games. All are made on first use, so that
`import demarche` is quick.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from demarche import game
    from demarche.python import brief, forecast, read, read_many, render, weigh, what_if

__all__ = ["brief", "forecast", "game", "read", "read_many", "render", "weigh", "what_if"]


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'demarche' has no attribute {name!r}")
    if name == "game":
        return import_module("demarche.game")
    return getattr(import_module("demarche.python"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
