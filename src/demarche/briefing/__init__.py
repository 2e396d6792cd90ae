"""The brief: the record in, a cited page out (HTML, Markdown, JSON)."""

from demarche.briefing.build import build_brief
from demarche.briefing.html import render_html
from demarche.briefing.lint import RULES, Breach, breaches_json, form_of, lint_brief
from demarche.briefing.markdown import render_markdown
from demarche.briefing.model import Brief
from demarche.briefing.schema import brief_schema, render_json
from demarche.briefing.settings import BriefSettings, PrintLimits

__all__ = [
    "RULES",
    "Breach",
    "Brief",
    "BriefSettings",
    "PrintLimits",
    "breaches_json",
    "brief_schema",
    "build_brief",
    "form_of",
    "lint_brief",
    "render_html",
    "render_json",
    "render_markdown",
]
