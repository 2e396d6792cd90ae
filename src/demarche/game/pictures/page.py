"""The page of a solved game: one HTML file, no network, no script, readable on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import jinja2
from markupsafe import Markup

from demarche.game.pictures.words import Description, MoveWords


@dataclass(frozen=True)
class Table:
    """A table: its heads, its rows of texts, and from which column on they are numbers."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers_from: int = 99


@dataclass(frozen=True)
class Picture:
    """A figure with its title, caption and numbers; any of them may be missing."""

    title: str = ""
    caption: str = ""
    svg: Markup | None = None
    table: Table | None = None


@dataclass(frozen=True)
class Section:
    """A part of the page."""

    id: str
    title: str
    words: Sequence[str] = ()
    pictures: Sequence[Picture] = ()
    body: Markup | None = None


@dataclass(frozen=True)
class Page:
    """All that is printed."""

    title: str
    calendar: str
    summary: Sequence[str]
    lead: Sequence[str]
    warnings: Sequence[str]
    sections: Sequence[Section]
    method: str


def render_page(page: Page) -> str:
    """Return a page as HTML; the same page gives the same bytes."""
    css = Markup(_data("page.css") + _data("figure.css"))
    rendered = _environment().get_template("page.html.j2").render(page=page, css=css)
    return "\n".join(line for line in rendered.splitlines() if line.strip()) + "\n"


def stand_alone(svg: Markup) -> str:
    """Return a figure as an SVG file of its own, with its styles in it."""
    head, rest = str(svg).split(">", 1)
    ground = '<rect width="100%" height="100%" fill="#fcfbf8"/>'
    return f'{head} font-family="system-ui,sans-serif"><style>{_data("figure.css")}</style>{ground}{rest}\n'


def game_section(told: Description) -> Section:
    """Return the game in words."""
    players = Table(("player", "what is private, and how likely", "behaviour"), told.players)
    ends = Table(("end", *(name for name, _, _ in told.players)), [(end.name, *end.pays) for end in told.ends])
    flows = f"Each period in which the game goes on pays: {'; '.join(told.flows)}." if told.flows else ""
    return Section(
        "game",
        "The game in words",
        words=[f"It starts in the state {told.start}; there are {told.states} public states."],
        pictures=[
            Picture("Who plays", table=players),
            Picture("What the ends pay", caption=f"The last move included. {flows}", table=ends),
        ],
        body=_order(told),
    )


def _order(told: Description) -> Markup:
    parts = [Markup('<h3>In each period, in this order</h3><ol class="order">')]
    for stage in told.stages:
        aside = f" ({stage.name})" if stage.name != stage.mover else ""
        parts.append(Markup('<li><span class="who">{}</span>{}<ul>').format(stage.mover, aside))
        parts += [_move(move, stage.mover == "chance") for move in stage.moves]
        parts.append(Markup("</ul></li>"))
    return Markup("").join([*parts, Markup("</ol>")])


def _move(move: MoveWords, chance: bool) -> Markup:
    said = [f"when {move.when}"] if move.when else []
    said += [f"leads to {', '.join(move.leads)}"] if move.leads else []
    said += [f"pays {move.pays}"] if move.pays else []
    words = "; ".join(said)
    if chance:
        return Markup("<li>{}</li>").format(words or "nothing happens")
    return Markup("<li><b>{}</b>{}</li>").format(move.name, f": {words}" if words else "")


def _data(name: str) -> str:
    return resources.files("demarche.game.pictures").joinpath(name).read_text(encoding="utf-8")


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_data), autoescape=True, trim_blocks=True, lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
