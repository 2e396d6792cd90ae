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

SCOPES = ("line", "tail", "cut", "inline")
_COLUMNS = 5
# The longest line that is tried: a caption, a cookie notice. Prose beyond it is never furniture.
_LONGEST = 700
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
    pattern: re.Pattern[str]
    example: str
    row: int


@dataclass(frozen=True)
class FurnitureRules:
    """The table, with one alternation a scope, so that a line is tried against all rules in one match."""

    rules: tuple[FurnitureRule, ...]
    by_scope: dict[str, re.Pattern[str]]

    def why(self, scope: str, words: str) -> str | None:
        """Return the reason of the first rule of a scope that matches the whole line, or None."""
        if len(words) > _LONGEST:
            return None
        found = self.by_scope[scope].fullmatch(words)
        return self.rules[int((found.lastgroup or "r0")[1:])].why if found else None

    def inline(self, text: str, line: Line) -> list[LeftOut]:
        """Return the ranges within a line that are no prose."""
        found = self.by_scope["inline"].finditer(text, line.start, line.end)
        return [LeftOut(m.start(), m.end(), self.rules[int((m.lastgroup or "r0")[1:])].why) for m in found]


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
    rules = tuple(_rule(row.split("\t"), n, where, index) for index, (n, row) in enumerate(rows))
    by_scope = {
        scope: re.compile("|".join(rule.pattern.pattern for rule in rules if rule.scope == scope) or r"(?!)")
        for scope in SCOPES
    }
    return FurnitureRules(rules, by_scope)


def _rule(columns: list[str], row: int, where: str, index: int) -> FurnitureRule:
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
    grouped = f"(?P<r{index}>{pattern})"
    try:
        compiled = re.compile(f"(?i:{grouped})" if case == "any" else grouped)
    except re.error as exc:
        raise LexiconError("not a regular expression", where=f"{where}:{row}", got=str(exc)) from exc
    return FurnitureRule(why, scope, compiled, example, row)
