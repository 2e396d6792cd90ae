"""
Expressions of a spec: a small arithmetic, read by Python's parser and translated by a white list.

Nothing of the text is ever run as Python: names can only mean what the scope says, and every other construct is
refused with its column.
"""

from __future__ import annotations

import ast
import datetime as dt
import operator
import re
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from demarche.errors import InputError
from demarche.game.spec.schema import listed, suggestion
from demarche.game.spec.scope import EVERYTHING, Expression, Scope, Source
from demarche.game.spec.terms import FUNCTIONS, Domain, Frame, Term, Value, select

LONGEST_EXPRESSION = 2_000
DEEPEST_EXPRESSION = 60

_DATE = re.compile(r"(?<![\w.])(\d{4})-(\d{2})-(\d{2})(?![\w.])")
_DATE_NAME = re.compile(r"_d(\d{4})(\d{2})(\d{2})\Z")
_ARITHMETIC: dict[type, Callable[..., Value]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: np.divide,
    ast.Pow: np.float_power,
    ast.Mod: np.mod,
}
_COMPARISONS: dict[type, Callable[..., Value]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
_NEVER = "arithmetic, comparisons, and, or, not, 'a if condition else b' and the functions of the language"


def read_expression(source: Source, scope: Scope, *, kind: str = "number", domain: Domain | None = None) -> Expression:
    """
    Understand an expression.

    Parameters
    ----------
    source : Source
    scope : Scope
    kind : str
        What it must give: `number`, `condition`, or `value` (of `domain`).
    domain : Domain, optional

    Raises
    ------
    InputError
        With the column where it goes wrong.
    """
    reader = _Reader(source, scope)
    term = reader.read(domain)
    fits = {"number": term.kind != "value", "condition": term.kind == "condition"}.get(kind, True)
    if not fits:
        wanted = {"number": "a number", "condition": "a condition, for example posture == massed"}[kind]
        raise source.place.error("the expression gives the wrong kind of thing", wanted=wanted, got=f"'{source.value}'")
    if kind == "value" and term.domain != domain:
        raise source.place.error("this is no value of the variable", wanted=listed(domain.values) if domain else "")
    return Expression(source, term)


def constant(value: Value, column: int = 1, kind: str = "number", domain: Domain | None = None) -> Term:
    """Return the term of a fixed value."""
    return Term(kind, column, frozenset(), (), lambda frame: value, domain)


class _Reader:
    """Translates the syntax tree of one expression into terms."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self.source, self.scope, self.depth = source, scope, 0
        self.text = str(source.value).replace("\n", " ").strip()

    def read(self, domain: Domain | None) -> Term:
        if isinstance(self.source.value, bool):
            return constant(np.bool_(self.source.value), kind="condition")
        if domain is not None and (code := domain.code(self.text)) is not None:
            return constant(np.int64(code), kind="value", domain=domain)
        if not isinstance(self.source.value, str):
            return constant(np.float64(self.source.value))
        if len(self.text) > LONGEST_EXPRESSION:
            raise self.source.place.error(
                "the expression is too long",
                wanted=f"at most {LONGEST_EXPRESSION:,} characters",
                got=f"{len(self.text):,}",
            )
        return self.term(self.parsed(), domain)

    def parsed(self) -> ast.expr:
        text = _DATE.sub(r"_d\1\2\3", self.text)  # the same length, so that columns stay
        try:
            return ast.parse(text, mode="eval").body
        except SyntaxError as exc:
            column = min(exc.offset or 1, len(self.text) or 1)
            raise self.error("this is no expression", column, wanted=_NEVER) from exc
        except (RecursionError, MemoryError, ValueError) as exc:
            raise self.error("this is no expression", 1, wanted=_NEVER) from exc

    def error(self, message: str, column: int, *, wanted: str = "", mend: str = "") -> InputError:
        text = self.text if len(self.text) <= 120 else self.text[:119] + "…"
        return self.source.place.error(
            f"{message}, at column {column} of the expression", wanted=wanted, got=f"'{text}'", mend=mend
        )

    def column(self, node: ast.expr) -> int:
        return len(self.text.encode()[: node.col_offset].decode(errors="ignore")) + 1

    def term(self, node: ast.expr, domain: Domain | None = None) -> Term:
        self.depth += 1
        if self.depth > DEEPEST_EXPRESSION:
            raise self.error("the expression is nested too deeply", self.column(node))
        try:
            return self.translated(node, domain)
        finally:
            self.depth -= 1

    def translated(self, node: ast.expr, domain: Domain | None) -> Term:  # noqa: PLR0911 - one a construct
        match node:
            case ast.Constant():
                return self.literal(node, domain)
            case ast.Name():
                return self.name(node, domain)
            case ast.BinOp() if type(node.op) in _ARITHMETIC:
                parts = (self.number(node.left), self.number(node.right))
                return self.joined(node, "number", parts, _ARITHMETIC[type(node.op)])
            case ast.UnaryOp(op=ast.USub()):
                return self.joined(node, "number", (self.number(node.operand),), operator.neg)
            case ast.UnaryOp(op=ast.UAdd()):
                return self.number(node.operand)
            case ast.UnaryOp(op=ast.Not()):
                return self.joined(node, "condition", (self.condition(node.operand),), np.logical_not)
            case ast.BoolOp():
                apply = np.logical_and if isinstance(node.op, ast.And) else np.logical_or
                return self.folded(node, [self.condition(one) for one in node.values], apply)
            case ast.Compare():
                return self.comparison(node)
            case ast.IfExp():
                return self.choice(node, [node.test, node.body, node.orelse], domain)
            case ast.Call(func=ast.Name(id=name), keywords=[]):
                return self.call(node, name, domain)
        raise self.error("this is not allowed", self.column(node), wanted=_NEVER)

    def joined(
        self,
        node: ast.expr,
        kind: str,
        parts: tuple[Term, ...],
        apply: Callable[..., Value],
        domain: Domain | None = None,
    ) -> Term:
        uses = frozenset().union(*(part.uses for part in parts))
        return Term(kind, self.column(node), uses, parts, apply, domain)

    def folded(self, node: ast.expr, parts: list[Term], apply: Callable[..., Value]) -> Term:
        result = parts[0]
        for part in parts[1:]:
            result = self.joined(node, "condition", (result, part), apply)
        return result

    def number(self, node: ast.expr) -> Term:
        found = self.term(node)
        if found.kind == "value":
            raise self.error(
                "this is a name, not a number",
                self.column(node),
                mend=f"compare it, or write level({self.spelled(node)})",
            )
        if found.kind == "condition":  # a condition counts 1 or 0
            return self.joined(node, "number", (found,), lambda value: np.asarray(value, dtype=np.float64))
        return found

    def condition(self, node: ast.expr) -> Term:
        found = self.term(node)
        if found.kind != "condition":
            raise self.error(
                "this is no condition", self.column(node), wanted="a comparison, for example posture == massed"
            )
        return found

    def spelled(self, node: ast.expr) -> str:
        return ast.get_source_segment(self.text, node) or "…"

    def literal(self, node: ast.Constant, domain: Domain | None) -> Term:
        column = self.column(node)
        if isinstance(node.value, bool):
            return constant(np.bool_(node.value), column, "condition")
        if isinstance(node.value, int | float):
            try:
                return constant(np.float64(node.value), column)
            except OverflowError as exc:
                raise self.error("the number is too large", column) from exc
        if isinstance(node.value, str):
            return self.word(node.value, column, domain)
        raise self.error("this is not allowed", column, wanted=_NEVER)

    def word(self, word: str, column: int, domain: Domain | None) -> Term:
        if domain is None:
            raise self.error(
                f"the text '{word}' stands where no name is compared",
                column,
                wanted="a comparison like posture == massed",
            )
        code = domain.code(word)
        if code is None:
            raise self.error(
                f"'{word}' is no value of {domain.name}",
                column,
                wanted=listed(domain.values),
                mend=suggestion(word, domain.values),
            )
        return constant(np.int64(code), column, "value", domain)

    def name(self, node: ast.Name, domain: Domain | None) -> Term:
        name, column, scope = node.id, self.column(node), self.scope
        if dated := _DATE_NAME.match(name):
            return self.date(dated, column)
        if domain is not None and (code := domain.code(name)) is not None:
            return constant(np.int64(code), column, "value", domain)
        if name in scope.parameters:
            return Term("number", column, frozenset(), (), lambda frame: frame.parameters[name])
        if name in scope.formulas:
            return self.formula(name, column)
        needs = "state" if name in scope.variables else "t" if name == "date" else name
        if needs in EVERYTHING and (needs != "type" or scope.types is not None):
            if needs not in scope.allowed:
                raise self.error(f"'{name}' cannot be used here: this value is fixed for the whole game", column)
            return self.own_name(name, column)
        if domain is not None:
            return self.word(name, column, domain)
        raise self.error(
            f"unknown name '{name}'", column, wanted=listed(scope.names()), mend=suggestion(name, scope.names())
        )

    def own_name(self, name: str, column: int) -> Term:
        scope = self.scope
        if name == "t":
            return Term("number", column, frozenset({"t"}), (), lambda frame: frame.periods)
        if name == "date":
            return Term("number", column, frozenset({"t"}), (), lambda frame: frame.days)
        if name == "type":
            player = scope.player or ""
            return Term("value", column, frozenset({"type"}), (), lambda frame: frame.types[player], scope.types)
        domain = scope.variables[name]
        kind = "number" if domain is None else "value"
        return Term(kind, column, frozenset({"state"}), (), lambda frame: frame.states[name], domain)

    def date(self, match: re.Match[str], column: int) -> Term:
        try:
            day = dt.date(*map(int, match.groups())).toordinal()
        except ValueError as exc:
            raise self.error("there is no such date", column) from exc
        place = self.source.place

        def days(frame: Frame) -> Value:
            if frame.start is None:
                raise place.error("a date is used, but the calendar has no start", mend="give calendar.start")
            return np.float64(day - frame.start)

        return Term("number", column, frozenset(), (), days)

    def formula(self, name: str, column: int) -> Term:
        scope = self.scope
        if name in scope.opened:
            raise self.error(
                f"the formula '{name}' goes round in a circle", column, wanted="formulas that end in parameters"
            )
        key = (name, scope.player)
        if key not in scope.bound:
            inner = replace(scope, opened=(*scope.opened, name), allowed=EVERYTHING)
            scope.bound[key] = _Reader(scope.formulas[name], inner).read(None)
        term = scope.bound[key]
        if beyond := term.uses - scope.allowed:
            raise self.error(
                f"the formula '{name}' depends on {listed(sorted(beyond))}, which this value cannot", column
            )
        cached = (name, scope.player if "type" in term.uses else None)

        def remembered(frame: Frame) -> Value:
            if cached not in frame.formulas:
                frame.formulas[cached] = term.evaluate(frame)
            return frame.formulas[cached]

        return Term(term.kind, column, term.uses, (), remembered, term.domain, (term, scope.formulas[name]))

    def comparison(self, node: ast.Compare) -> Term:
        sides, result = [node.left, *node.comparators], []
        for left, sign, right in zip(sides, node.ops, sides[1:], strict=False):
            domain = self.domain_of(left) or self.domain_of(right)
            if isinstance(sign, ast.In | ast.NotIn):
                result.append(self.membership(node, left, sign, right, domain))
                continue
            if type(sign) not in _COMPARISONS:
                raise self.error("this is not allowed", self.column(node), wanted=_NEVER)
            parts = (self.side(left, domain), self.side(right, domain))
            result.append(self.joined(node, "condition", parts, _COMPARISONS[type(sign)]))
        return self.folded(node, result, np.logical_and)

    def side(self, node: ast.expr, domain: Domain | None) -> Term:
        if domain is None:
            return self.number(node)
        found = self.term(node, domain)
        if found.domain != domain:
            raise self.error(f"this is no value of {domain.name}", self.column(node), wanted=listed(domain.values))
        return found

    def membership(
        self, node: ast.expr, left: ast.expr, sign: ast.cmpop, right: ast.expr, domain: Domain | None
    ) -> Term:
        if not isinstance(right, ast.Tuple | ast.List) or not right.elts:
            raise self.error("'in' wants a list", self.column(right), wanted="for example posture in (massed, poised)")
        first = self.side(left, domain)
        equal = [self.joined(node, "condition", (first, self.side(one, domain)), operator.eq) for one in right.elts]
        found = self.folded(node, equal, np.logical_or)
        return self.joined(node, "condition", (found,), np.logical_not) if isinstance(sign, ast.NotIn) else found

    def domain_of(self, node: ast.expr) -> Domain | None:
        """The named values that a side of a comparison stands for, if it does."""
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"next", "previous"}:
            return self.domain_of(node.args[0]) if node.args else None
        if not isinstance(node, ast.Name):
            return None
        return self.scope.types if node.id == "type" else self.scope.variables.get(node.id)

    def choice(self, node: ast.expr, parts: list[ast.expr], domain: Domain | None) -> Term:
        terms = []
        for number, part in enumerate(parts):
            is_condition = number % 2 == 0 and number < len(parts) - 1
            terms.append(self.condition(part) if is_condition else self.side(part, domain))
        return self.joined(node, "number" if domain is None else "value", tuple(terms), select, domain)

    def call(self, node: ast.Call, name: str, domain: Domain | None) -> Term:
        column, count = self.column(node), len(node.args)
        if name == "where":
            if count < 3 or count % 2 == 0:
                raise self.error("'where' wants conditions and values in turn, then one value more", column)
            return self.choice(node, node.args, domain)
        if name in {"level", "next", "previous"}:
            return self.of_a_variable(node, name)
        if name not in FUNCTIONS:
            known = [*FUNCTIONS, "where", "level", "next", "previous"]
            raise self.error(f"unknown function '{name}'", column, wanted=listed(known), mend=suggestion(name, known))
        function = FUNCTIONS[name]
        if not function.least <= count <= function.most:
            wanted = str(function.least) if function.least == function.most else f"{function.least} or more"
            raise self.error(f"'{name}' has {count} arguments", column, wanted=wanted)
        return self.joined(node, function.gives, tuple(self.number(one) for one in node.args), function.apply)

    def of_a_variable(self, node: ast.Call, name: str) -> Term:
        found = self.term(node.args[0]) if len(node.args) == 1 else None
        if found is None or found.domain is None:
            raise self.error(f"'{name}' wants a variable with named values", self.column(node))
        if name == "level":
            return self.joined(node, "number", (found,), lambda value: np.asarray(value, dtype=np.float64))
        step = 1 if name == "next" else -1
        return self.joined(node, "value", (found,), lambda value: value + step, found.domain)
