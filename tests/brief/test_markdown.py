"""The brief as Markdown."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from demarche.briefing import BriefSettings, render_markdown
from demarche.briefing.markdown import escape_markdown
from demarche.record import Refused

from .readings import make_brief, moscow, moscow_blog, with_title

GOLDEN = Path(__file__).parents[1] / "golden" / "brief" / "moscow.md"


def golden() -> str:
    settings = BriefSettings(generated_from=("reports/",), version="1.0", pipeline="by hand", lexicon="by hand")
    return render_markdown(
        make_brief(moscow(), [Refused("reports/secret.pdf", "page", "encrypted PDF")], settings=settings)
    )


def test_golden() -> None:
    """The brief of two short reports is the text in tests/golden (remade with DEMARCHE_REMAKE_GOLDEN=1)."""
    if os.environ.get("DEMARCHE_REMAKE_GOLDEN"):
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(golden(), encoding="utf-8")
    assert golden().splitlines() == GOLDEN.read_text(encoding="utf-8").splitlines()


def test_every_footnote_has_its_quotation() -> None:
    """Each footnote mark has one footnote, and each footnote is marked somewhere."""
    text = golden()
    assert set(re.findall(r"\[\^([\d-]+)\](?!:)", text)) == set(re.findall(r"^\[\^([\d-]+)\]:", text, re.MULTILINE))


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "# Not a heading",
        "1. not a list",
        "- not a list",
        "*no* _emphasis_ `code` ~~struck~~",
        "[link](javascript:alert(1)) ![image](http://example.org/x.png)",
        "a | b \\| c",
        "AT&amp;T &lt;",
        "=== --- +++",
        "two\n\nparagraphs",
    ],
)
def test_hostile_text_is_only_text(text: str) -> None:
    """Markdown of unknown text renders as that text on one line, with no tag, link or picture of its own."""
    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(escape_markdown(text))
    assert re.fullmatch(r"<p>[^<]*</p>\n", rendered)
    plain = rendered[3:-5].replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"').replace("&amp;", "&")
    assert plain == " ".join(text.split())


def test_title_cannot_break_out() -> None:
    """A title with line breaks and pipes stays in its cell."""
    text = render_markdown(make_brief([with_title(moscow_blog(), "one |\n# two")]))
    assert "one \\| # two" in text
    assert "\n# two" not in text
