"""The brief: readings in, a cited page out (HTML, Markdown, JSON)."""

from demarche.brief.build import build_brief
from demarche.brief.html import render_html
from demarche.brief.markdown import render_markdown
from demarche.brief.model import Brief
from demarche.brief.schema import brief_schema, render_json
from demarche.brief.settings import BriefSettings, PrintLimits

__all__ = [
    "Brief",
    "BriefSettings",
    "PrintLimits",
    "brief_schema",
    "build_brief",
    "render_html",
    "render_json",
    "render_markdown",
]
