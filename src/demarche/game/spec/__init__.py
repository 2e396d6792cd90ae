"""
The spec language: a game as a text that a person can read and change, and its compilation to a `Game`.

`document` reads YAML into nodes that know their line, `schema` checks their form, `sections` resolves names and
`expressions` the arithmetic; the `compiler` evaluates everything for given parameters.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from demarche.game.model import Game
from demarche.game.spec.compiler import check_spec, compile_spec
from demarche.game.spec.document import read_document, read_text
from demarche.game.spec.schema import check_shape, spec_schema
from demarche.game.spec.sections import read_spec
from demarche.game.spec.specification import Consequence, Spec
from demarche.game.spec.templates import from_template, template_names, template_text

__all__ = [
    "Consequence",
    "Spec",
    "check_spec",
    "compile_spec",
    "load_game",
    "load_spec",
    "spec_schema",
    "template_names",
    "template_text",
]


def load_spec(source: str | Path) -> Spec:
    """
    Read a spec.

    Parameters
    ----------
    source : str or Path
        A file, the text itself, or the name of a template.

    Raises
    ------
    MissingInputError
        If there is no such file.
    InputError
        With the file, line and field of the first thing that is wrong; nothing has been solved by then.
    """
    if isinstance(source, str) and source in template_names() and not Path(source).exists():
        return _understood(template_text(source), f"{source}.yaml")
    return _understood(*read_text(source))


def load_game(source: str | Path, *, set: Mapping[str, float] | None = None) -> Game:  # noqa: A002 - the word users know
    """
    Read a spec and compile it, at its defaults or with some parameters set.

    Raises
    ------
    InputError
        As `load_spec`; also if a parameter is unknown or its value leads out of bounds.
    """
    return compile_spec(load_spec(source), set)


def _understood(text: str, file: str) -> Spec:
    root = read_document(text, file)
    check_shape(root)
    if "template" in root.entries:
        base, names = from_template(root)
        spec = read_spec(base, names)
        compile_spec(spec)
    else:
        spec = read_spec(root)
        check_spec(spec)
    object.__setattr__(spec, "remake", (_understood, (text, file)))
    return spec
