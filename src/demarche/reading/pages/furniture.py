"""Lines of a page that are no prose, by the rules of `data/furniture.tsv`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from demarche.errors import LexiconError
from demarche.reading.pages.datewords import DATE
from demarche.reading.pages.lines import Line
from demarche.record import LeftOut

SCOPES = ("line", "end", "tail", "cut", "inline")
_COLUMNS = 5
# The longest line that is tried whole (a cookie notice), and by its end (a caption). Prose beyond is never furniture.
_LONGEST = 700
_LONGEST_CAPTION = 450
_END_CHARACTERS = 160
_PARTICLES = "de|del|di|da|van|von|der|den|al|el|bin|ibn|la|le|du|dos|ter|ten|y"
NAME = rf"(?:[A-Z][\w.'’-]*(?:[ -](?:(?:{_PARTICLES}) ){{0,2}}[A-Z][\w.'’-]*){{0,4}})"
NAMES = rf"(?:{NAME}(?:(?:,| and| &|, and) {NAME}){{0,5}})"
MACROS = {
    "open": r"(?!.*[.!?…][\"”’')\]]?$)",
    "name": f"(?-i:{NAMES})",
    "date": DATE,
    "count": r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|no|\d[\d,]*",
    "builder": r"word ?press|wix|weebly|square ?space|blogger|blogspot|ghost|medium|tumblr|substack|drupal|joomla"
    r"|webnode|jimdo|shopify|site123|godaddy|webflow|hugo|jekyll|typepad|google sites|strikingly|webs\.com|livejournal",
    "credit": r"(?-i:[A-Z©@][\w.’'-]*(?:[ ,/|]+(?:[A-Z©@][\w.’'-]*|of|for|the|via|and|by|de|von|al|van))*)\.?",
}


@dataclass(frozen=True)
class FurnitureRule:
    """One row of the table."""

    why: str
    scope: str
    any_case: bool
    pattern: re.Pattern[str]
    example: str
    row: int


@dataclass(frozen=True)
class _Scope:
    """
    The rules of one scope, and two alternations of them that only tell whether any matches.

    Most lines match no rule. Lower-cased words against patterns in small letters let `re` drop an alternative by its
    first letter, which makes that answer five times as quick as ignoring case does (measured, November 2026).
    """

    rules: tuple[FurnitureRule, ...]
    small: re.Pattern[str]
    cased: re.Pattern[str]

    def first(self, words: str) -> FurnitureRule | None:
        """Return the first rule that matches the whole line."""
        if not self.small.fullmatch(words.lower()) and not self.cased.fullmatch(words):
            return None
        return next((rule for rule in self.rules if rule.pattern.fullmatch(words)), None)

    def ending(self, words: str) -> FurnitureRule | None:
        """Return the first rule that matches the end of the line."""
        start = max(0, len(words) - _END_CHARACTERS)
        return next((rule for rule in self.rules if rule.pattern.search(words, start)), None)


@dataclass(frozen=True)
class FurnitureRules:
    """The table, by scope."""

    rules: tuple[FurnitureRule, ...]
    by_scope: dict[str, _Scope]

    def why(self, scope: str, words: str) -> str | None:
        """Return the reason of the first rule of a scope that matches the line, or None; ends are tried with `line`."""
        if len(words) > _LONGEST:
            return None
        found = self.by_scope[scope].first(words)
        if found is None and scope == "line" and len(words) <= _LONGEST_CAPTION:
            found = self.by_scope["end"].ending(words)
        return found.why if found else None

    def inline(self, text: str, line: Line) -> list[LeftOut]:
        """Return the ranges within a line that are no prose."""
        if text.find("(", line.start, line.end) < 0:  # every rule of this scope begins with one, as parse_rules checks
            return []
        return [
            LeftOut(found.start(), found.end(), rule.why)
            for rule in self.by_scope["inline"].rules
            for found in rule.pattern.finditer(text, line.start, line.end)
        ]


@cache
def furniture_rules() -> FurnitureRules:
    """Return the package's rules."""
    table = files(__package__) / "data" / "furniture.tsv"
    return parse_rules(table.read_text(encoding="utf-8"), "furniture.tsv")


def parse_rules(table: str, where: str) -> FurnitureRules:
    """
    Read a table of rules; its format is described at its head.

    Raises
    ------
    LexiconError
        If a row has not five columns, an unknown scope, case or macro, or a pattern that is no regular expression.
    """
    rows = [(n, row) for n, row in enumerate(table.splitlines(), 1) if row.strip() and not row.startswith("#")]
    rules = tuple(_rule(row.split("\t"), n, where) for n, row in rows)
    return FurnitureRules(rules, {name: _scope([rule for rule in rules if rule.scope == name]) for name in SCOPES})


def _scope(rules: list[FurnitureRule]) -> _Scope:
    small = [rule.pattern.pattern for rule in rules if _is_small(rule)]
    cased = [f"(?i:{r.pattern.pattern})" if r.any_case else r.pattern.pattern for r in rules if not _is_small(r)]
    return _Scope(tuple(rules), re.compile("|".join(small) or "(?!)"), re.compile("|".join(cased) or "(?!)"))


def _is_small(rule: FurnitureRule) -> bool:
    """Tell whether a rule may be tried on lower-cased words: in any case, and written in small letters."""
    return rule.any_case and not re.search("[A-Z]", re.sub(r"\\.", "", rule.pattern.pattern))


def _rule(columns: list[str], row: int, where: str) -> FurnitureRule:
    if len(columns) != _COLUMNS:
        raise LexiconError(
            "a rule is not whole", where=f"{where}:{row}", wanted="5 columns parted by tabs", got=str(len(columns))
        )
    why, scope, case, pattern, example = columns
    if scope not in SCOPES:
        raise LexiconError("unknown scope", where=f"{where}:{row}", wanted=", ".join(SCOPES), got=scope)
    if case not in ("any", "exact"):
        raise LexiconError("unknown case", where=f"{where}:{row}", wanted="any or exact", got=case)
    for macro, meaning in MACROS.items():
        pattern = pattern.replace("{" + macro + "}", meaning)
    if scope == "inline" and not pattern.startswith(r"\("):
        raise LexiconError("a rule within lines must begin with a bracket", where=f"{where}:{row}", wanted=r"\(…")
    try:
        compiled = re.compile(f"(?:{pattern})$" if scope == "end" else pattern, re.I if case == "any" else 0)
    except re.error as exc:
        raise LexiconError("not a regular expression", where=f"{where}:{row}", got=str(exc)) from exc
    return FurnitureRule(why, scope, case == "any", compiled, example, row)
