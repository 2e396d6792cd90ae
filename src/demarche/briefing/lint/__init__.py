"""The linter of briefs: rules by ICD 203 and the design, for our own briefs and for those that others wrote."""

from demarche.briefing.lint.model import Breach, Rule
from demarche.briefing.lint.rules import RULES, breaches_json, form_of, lint_brief

__all__ = ["RULES", "Breach", "Rule", "breaches_json", "form_of", "lint_brief"]
