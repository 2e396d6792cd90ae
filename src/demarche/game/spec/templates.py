"""Specs that come with Démarche, and files that use one of them with other names, dates and parameters."""

from __future__ import annotations

import dataclasses
from importlib import resources

from demarche.errors import InputError
from demarche.game.spec.document import Node, read_document
from demarche.game.spec.quantities import read_quantity
from demarche.game.spec.schema import check_shape, listed, shown, suggestion

_FOLDER = "templates"


def template_names() -> tuple[str, ...]:
    """Return the names of the templates."""
    files = resources.files("demarche.game").joinpath(_FOLDER).iterdir()
    return tuple(sorted(one.name.removesuffix(".yaml") for one in files if one.name.endswith(".yaml")))


def template_text(name: str) -> str:
    """
    Return a template's text, with its comments.

    Raises
    ------
    InputError
        If there is none of this name.
    """
    known = template_names()
    if name not in known:
        raise InputError(
            "there is no such template", wanted=listed(known), got=f"'{name}'", mend=suggestion(name, known)
        )
    return resources.files("demarche.game").joinpath(_FOLDER, f"{name}.yaml").read_text(encoding="utf-8")


def from_template(root: Node) -> tuple[Node, dict[str, str]]:
    """
    Lay a file's changes over the template that it names.

    Parameters
    ----------
    root : Node
        A document with the key `template`, checked against the schema.

    Returns
    -------
    Node, dict of str to str
        A document in the form of a game, and the players' names by role.

    Raises
    ------
    InputError
        If the template, or a role, parameter or variable to change, does not exist.
    """
    named = root.entries["template"]
    if named.value not in template_names():
        known = template_names()
        mend = suggestion(str(named.value), known)
        raise named.place.error("there is no such template", wanted=listed(known), got=shown(named), mend=mend)
    base = read_document(template_text(named.value), f"{named.value}.yaml")
    check_shape(base)
    for key in ("title", "description"):
        if (text := root.get(key)) is not None:
            base.entries[key] = text
    if (calendar := root.get("calendar")) is not None:
        base.entries["calendar"].entries.update(calendar.entries)
    _lay_initial(base, root.get("initial"))
    _lay_parameters(base, root.get("set"))
    return base, _names(base, root.get("players"))


def _lay_initial(base: Node, given: Node | None) -> None:
    if given is None:
        return
    known = base.entries["variables"].entries if "variables" in base.entries else {}
    for name, node in given.entries.items():
        if name not in known:
            raise _unknown(node, "variable", name, list(known))
    initial = base.entries.setdefault("initial", Node("map", given.place))
    initial.entries.update(given.entries)


def _lay_parameters(base: Node, given: Node | None) -> None:
    known = base.entries["parameters"].entries if "parameters" in base.entries else {}
    for name, node in given.entries.items() if given is not None else ():
        if name not in known:
            raise _unknown(node, "parameter", name, list(known))
        old = known[name]
        if old.kind == "map":  # a parameter that was set is known: it is drawn no more
            kept = {key: one for key, one in old.entries.items() if key in {"unit", "source", "why"}}
            known[name] = dataclasses.replace(old, entries={**kept, "default": node})
        else:
            read_quantity(node, None, "")
            known[name] = node


def _names(base: Node, given: Node | None) -> dict[str, str]:
    roles = list(base.entries["players"].entries)
    names = {role: role for role in roles}
    for role, node in given.entries.items() if given is not None else ():
        if role not in roles:
            raise _unknown(node, "player", role, roles)
        names[role] = str(node.value)
        if not names[role].strip() or not names[role].isprintable():
            raise node.place.error("this is no name", wanted="a name of printable characters", got=shown(node))
    for role, name in names.items():
        others = [other for other, its in names.items() if its == name and other != role]
        if others and given is not None:
            raise given.place.error(f"two players are called '{name}'", got=f"{role} and {others[0]}")
    return names


def _unknown(node: Node, what: str, name: str, known: list[str]) -> InputError:
    return node.place.error(
        f"the template has no such {what}", wanted=listed(known), got=f"'{name}'", mend=suggestion(name, known)
    )
