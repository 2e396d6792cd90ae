"""From a checked document to a `Spec`: every name resolved, every expression understood."""

from __future__ import annotations

from collections.abc import Mapping

from demarche.game.spec.document import Node
from demarche.game.spec.expressions import read_expression
from demarche.game.spec.quantities import read_calendar, read_consequences, read_parameters
from demarche.game.spec.schema import listed, shown, suggestion
from demarche.game.spec.scope import EVERYTHING, Expression, Scope, Source
from demarche.game.spec.specification import Branch, EndSpec, MoveSpec, PlayerSpec, Spec, StageSpec, Variable
from demarche.game.spec.terms import FUNCTIONS, Domain

ONLY_TYPE = "only"
"""Name of the type of a player who has no others."""

_RESERVED = {"t", "date", "type", "end", "where", "level", "next", "previous", "and", "or", "not", "in", "if", "else"}
_RESERVED |= {"is", "True", "False", "None", "lambda", *FUNCTIONS}
_ONCE = frozenset[str]()
_PUBLIC = frozenset({"t", "state"})


def read_spec(root: Node, names: Mapping[str, str] | None = None) -> Spec:
    """
    Understand a document in the form of a game.

    Parameters
    ----------
    root : Node
        Checked against the schema.
    names : mapping of str to str, optional
        What the players are called in the game, by role.

    Raises
    ------
    InputError
        At the first name that is unknown or given twice, or expression that cannot be understood.
    """
    return _Sections(root, names or {}).spec()


class _Sections:
    """Reads section by section; what it has read is what later sections may refer to."""

    def __init__(self, root: Node, names: Mapping[str, str]) -> None:
        self.root, self.names = root, names
        self.start, self.step_days = read_calendar(root.entries["calendar"])
        self.parameters = read_parameters(root.get("parameters"), self.start)
        formulas = self.entries("formulas")
        self.scope = Scope(
            parameters=self.parameters,
            formulas={name: Source(one.value, one.place) for name, one in formulas.items()},
        )
        self.roles = list(root.entries["players"].entries)
        self.ends = list(self.entries("ends"))
        self.scopes: dict[str | None, Scope] = {}

    def entries(self, key: str) -> dict[str, Node]:
        found = self.root.get(key)
        return {} if found is None else found.entries

    def spec(self) -> Spec:
        self.check_names()
        variables = tuple(self.variable(name, one) for name, one in self.entries("variables").items())
        self.scope.variables.update(
            {one.name: Domain(one.name, one.values) if one.values else None for one in variables}
        )
        players = tuple(self.player(role, one) for role, one in self.root.entries["players"].entries.items())
        self.check_formulas()
        stages = tuple(self.stage(one) for one in self.root.entries["order"].items)
        self.check_stages(stages)
        ends = tuple(EndSpec(name, self.payoffs(one), one.place) for name, one in self.entries("ends").items())
        horizon = self.horizon()
        flows = self.root.get("flows")
        return Spec(
            title=self.text("title", "A game"),
            description=self.text("description", ""),
            start=self.start,
            step_days=self.step_days,
            periods=self.fixed(self.root.entries["calendar"].entries["periods"]),
            players=players,
            parameters=self.parameters,
            variables=variables,
            initial=self.initial(variables),
            stages=stages,
            flows={} if flows is None else self.payoffs(flows),
            ends=ends,
            horizon=horizon,
            consequences=read_consequences(self.root.get("consequences"), ends, horizon),
        )

    def text(self, key: str, otherwise: str) -> str:
        found = self.root.get(key)
        return otherwise if found is None else " ".join(str(found.value).split())

    def check_names(self) -> None:
        """Parameters, formulas and variables share one space of names."""
        seen: dict[str, str] = {}
        for section in ("parameters", "formulas", "variables"):
            for name, node in self.entries(section).items():
                if name in _RESERVED:
                    raise node.place.error("this name has a meaning of its own in expressions", got=f"'{name}'")
                if name in seen:
                    raise node.place.error(f"the name '{name}' is given twice", got=f"also in {seen[name]}")
                seen[name] = section

    def check_formulas(self) -> None:
        """Every formula is understood once, so that an error in one that is not used is found, too."""
        for name in self.scope.formulas:
            node = self.entries("formulas")[name]
            users = [None, *self.roles] if "type" in str(node.value) else [None]
            if users == [None]:
                read_expression(Source(name, node.place), self.within(None), kind="any")

    def within(self, role: str | None, allowed: frozenset[str] = EVERYTHING) -> Scope:
        """The scope of a player's payoffs, or of what is the same for all."""
        key = role
        if key not in self.scopes:
            types = None if role is None else Domain("type", tuple(self.types_of(role)))
            self.scopes[key] = Scope(
                self.scope.parameters, self.scope.formulas, self.scope.variables, role, types, EVERYTHING
            )
        found = self.scopes[key]
        if allowed == EVERYTHING:
            return found
        return Scope(found.parameters, found.formulas, found.variables, role, found.types, allowed, found.bound)

    def types_of(self, role: str) -> list[str]:
        types = self.root.entries["players"].entries[role].get("types")
        return [ONLY_TYPE] if types is None else list(types.entries)

    def fixed(self, node: Node) -> Expression:
        return read_expression(Source(node.value, node.place), self.within(None, _ONCE))

    def variable(self, name: str, node: Node) -> Variable:
        if node.kind == "map":
            bounds = (self.fixed(node.entries["from"]), self.fixed(node.entries["to"]))
            return Variable(name, (), (), bounds, node.place)
        if len({one.raw for one in node.items}) < len(node.items):
            raise node.place.error("a value is given twice", got=listed(one.raw for one in node.items))
        if all(one.kind == "number" for one in node.items):
            return Variable(name, (), tuple(float(one.value) for one in node.items), None, node.place)
        return Variable(name, tuple(one.raw for one in node.items), (), None, node.place)

    def player(self, role: str, node: Node) -> PlayerSpec:
        one = Source(1.0, node.place)
        types = node.get("types")
        priors = [one] if types is None else [Source(each.value, each.place) for each in types.entries.values()]
        own = {key: Source(found.value, found.place) for key in ("rationality", "discount") if (found := node.get(key))}
        scope = self.within(None, _ONCE)
        return PlayerSpec(
            role,
            self.names.get(role, role),
            (ONLY_TYPE,) if types is None else tuple(types.entries),
            tuple(read_expression(each, scope) for each in priors),
            read_expression(own.get("rationality", one), scope),
            read_expression(own.get("discount", one), scope),
            node.place,
        )

    def initial(self, variables: tuple[Variable, ...]) -> dict[str, Expression]:
        """Where nothing is said, a variable begins with its first value."""
        given = self.entries("initial")
        return {
            name: self.assigned(node, name, _ONCE) for name, node in given.items() if self.known(name, node, "initial")
        }

    def known(self, name: str, node: Node, where: str) -> bool:
        known = list(self.scope.variables)
        if name not in known:
            wanted = [*known, "end"] if where == "then" else known
            mend = suggestion(name, wanted)
            raise node.place.error("there is no such variable", wanted=listed(wanted), got=f"'{name}'", mend=mend)
        return True

    def assigned(self, node: Node, name: str, allowed: frozenset[str] = _PUBLIC) -> Expression:
        domain = self.scope.variables[name]
        source = Source(node.raw if domain is not None else node.value, node.place)
        kind = "number" if domain is None else "value"
        return read_expression(source, self.within(None, allowed), kind=kind, domain=domain)

    def payoffs(self, node: Node) -> dict[int, Expression]:
        result = {}
        for role, one in node.entries.items():
            if role not in self.roles:
                mend = suggestion(role, self.roles)
                raise one.place.error("there is no such player", wanted=listed(self.roles), got=f"'{role}'", mend=mend)
            result[self.roles.index(role)] = read_expression(Source(one.value, one.place), self.within(role))
        return result

    def horizon(self) -> EndSpec:
        node = self.root.get("horizon")
        if node is None:
            return EndSpec("horizon", {}, self.root.place)
        name, payoffs = node.get("name"), node.get("payoffs")
        title = "horizon" if name is None else str(name.value)
        if title in self.ends:
            raise node.place.error("the horizon has the name of an end", got=f"'{title}'")
        return EndSpec(title, {} if payoffs is None else self.payoffs(payoffs), node.place)

    def stage(self, node: Node) -> StageSpec:
        name, chance, payoffs = node.get("stage"), node.get("chance"), node.get("payoffs")
        if chance is not None:
            pays = {} if payoffs is None else self.payoffs(payoffs)
            move = MoveSpec("chance", None, self.branches(chance), pays, node.place)
            return StageSpec(str(name.value) if name else "chance", None, (move,), node.place)
        player = node.entries["player"]
        if player.value not in self.roles:
            mend = suggestion(str(player.value), self.roles)
            raise player.place.error("there is no such player", wanted=listed(self.roles), got=shown(player), mend=mend)
        moves = tuple(self.move(each, one) for each, one in node.entries["moves"].entries.items())
        return StageSpec(str(name.value) if name else player.value, self.roles.index(player.value), moves, node.place)

    def check_stages(self, stages: tuple[StageSpec, ...]) -> None:
        seen: dict[str, StageSpec] = {}
        for stage in stages:
            if stage.name in seen:
                first = seen[stage.name].place.line
                raise stage.place.error(
                    f"two stages are called '{stage.name}'",
                    got=f"first in line {first}",
                    mend="give each a name with stage:",
                )
            seen[stage.name] = stage

    def move(self, name: str, node: Node) -> MoveSpec:
        when, chance, then, payoffs = (node.get(key) for key in ("when", "chance", "then", "payoffs"))
        if chance is not None and then is not None:
            raise then.place.error(
                "a move has 'then' or 'chance', not both", mend="move it into the branches of chance"
            )
        legal = None
        if when is not None:
            legal = read_expression(Source(when.value, when.place), self.within(None, _PUBLIC), kind="condition")
        branches = (self.branch(None, then, node),) if chance is None else self.branches(chance)
        return MoveSpec(name, legal, branches, {} if payoffs is None else self.payoffs(payoffs), node.place)

    def branches(self, node: Node) -> tuple[Branch, ...]:
        branches = tuple(self.branch(one.get("probability"), one.get("then"), one) for one in node.items)
        rests = [one for one in branches if one.probability is None]
        if len(rests) > 1:
            raise rests[1].place.error(
                "two branches have no probability", wanted="one at most: it gets what the others leave"
            )
        return branches

    def branch(self, probability: Node | None, then: Node | None, node: Node) -> Branch:
        share = None
        if probability is not None:
            source = Source(probability.value, probability.place)
            share = read_expression(source, self.within(None, _PUBLIC))
        end, changes = None, {}
        for name, one in then.entries.items() if then is not None else ():
            if name == "end":
                end = self.end(one)
            elif self.known(name, one, "then"):
                changes[name] = self.assigned(one, name)
        if end is not None and changes and then is not None:
            raise then.place.error("an end has no state", wanted="end alone", got=listed(then.entries))
        return Branch(share, end, changes, (then or node).place)

    def end(self, node: Node) -> int:
        if node.raw not in self.ends:
            mend = suggestion(node.raw, self.ends)
            raise node.place.error("there is no such end", wanted=listed(self.ends), got=shown(node), mend=mend)
        return self.ends.index(node.raw)
