"""What each type of event does by default: `types.toml`, the package's and a researcher's laid over it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from demarche.ontology import BEHAVIOUR, Ontology, TypesFile, check_context
from demarche.reading.events.pattern import Outcome, TypeDefaults

OUTCOMES = ("halted", "refused", "requested", "promised", "threatened")


def read_types(path: Path, below: Mapping[str, TypeDefaults], ontology: Ontology) -> dict[str, TypeDefaults]:
    """
    Return the types of one file.

    Parameters
    ----------
    path : Path
        A `types.toml`; one that is not there gives nothing.
    below : mapping of str to TypeDefaults
        The types of the layer below: what a table does not say is taken from there; a new type takes it from the one
        that it is like.
    ontology : Ontology
        Which types, modes and codes there are.

    Raises
    ------
    LexiconError
        If a field breaks its format; the error names file, line and field.
    """
    file = TypesFile(path)
    return {name: _type(file, name, cells, below, ontology) for name, cells in file.tables.items()}


def _type(
    file: TypesFile, name: str, cells: Mapping[str, Any], below: Mapping[str, TypeDefaults], ontology: Ontology
) -> TypeDefaults:
    own = ontology.own_types.get(name)
    if own is None:
        file.check_keys(name, cells, (*BEHAVIOUR, "modes"))
    base = below.get(own.like if own is not None else name)
    context = cells.get("context", base.context if base is not None else None)
    targets = tuple(str(cells["targets"]).split()) if "targets" in cells or base is None else base.targets
    mutual = bool(cells.get("mutual", base is not None and base.mutual))
    outcomes = {}
    for kind in OUTCOMES:
        if kind in cells or base is None:
            outcomes[kind] = _outcome(file, name, kind, str(cells.get(kind, "")), ontology)
        else:
            outcomes[kind] = _own(base.outcomes[kind], name, own.like, own.cameo) if own else base.outcomes[kind]
    return TypeDefaults(check_context(file, name, context), mutual, targets, outcomes)


def _own(outcome: Outcome, name: str, like: str, cameo: str) -> Outcome:
    """Return what a new type becomes where the one that it is like becomes itself: a promised COERCE is COERCE."""
    return Outcome(name, None, cameo) if outcome.type == like else outcome


def _outcome(file: TypesFile, name: str, kind: str, text: str, ontology: Ontology) -> Outcome:
    parts = text.split("/")
    if len(parts) == 3:
        event_type, mode, code = parts
        fits = ontology.is_type(event_type) and ontology.is_code(event_type, code)
        if fits and (not mode or mode in ontology.modes_of(event_type)):
            return Outcome(event_type, mode or None, code)
    raise file.fault(name, kind, "an outcome is no event", wanted="TYPE/mode/cameo", got=text)
