"""Pictures of a solved game: what they say is what was solved, and the page stands by itself."""

from __future__ import annotations

import itertools
import re
import shutil
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from demarche.errors import InputError
from demarche.game import (
    Focus,
    Game,
    Solution,
    Spec,
    compile_spec,
    describe_game,
    draw_figure,
    load_classic,
    load_spec,
    render_game,
    solve_beliefs,
    stand_alone,
    tell_description,
)
from demarche.game import describe_tree as tell_tree
from demarche.game.pictures.conditions import change_words, state_words
from demarche.game.pictures.learning import find_lesson
from demarche.game.pictures.strategies import find_about, find_plan
from demarche.game.pictures.svg import spread
from demarche.game.pictures.words import share

TEXT = """template: crisis-rounds
title: <b>Rounds</b> & "more" <script>alert(1)</script>
calendar: {start: 2030-06-03, step: week}
players: {C: A<b>, T: BOR}
set: {rounds: 3, challenger_rationality: 8, target_rationality: 8}
"""


@cache
def solved() -> tuple[Spec, Game, Solution]:
    spec = load_spec(TEXT)
    game = compile_spec(spec)
    return spec, game, solve_beliefs(game, grid=4)


def test_the_page_stands_by_itself() -> None:
    """No script, no address; figures well-formed, with title and text alternative; ids once, links lead somewhere."""
    spec, game, solution = solved()
    page = render_game(game, solution, spec)
    assert page == render_game(game, solution, spec)
    assert "<script" not in page
    assert "&lt;script" in page
    assert not re.search(r'(src|href)="(?!#)', page)
    assert set(re.findall(r"https?://[^\"' <]+", page)) == {"http://www.w3.org/2000/svg"}
    figures = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert len(figures) >= 4
    for figure in figures:
        root = ElementTree.fromstring(figure)
        told = [child for child in root if child.tag.endswith(("}title", "}desc"))]
        assert len(told) == 2
        assert all(one.text for one in told)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("name", ["outcomes", "learning", "strategies"])
def test_a_figure_is_a_file_of_its_own(name: str) -> None:
    """Each figure alone is well-formed SVG with its styles in it."""
    _, game, solution = solved()
    root = ElementTree.fromstring(stand_alone(draw_figure(name, game, solution)))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}style") is not None


def test_the_outcomes_drawn_are_the_solutions() -> None:
    """The figure's text alternative names every outcome with its probability."""
    _, game, solution = solved()
    words = str(draw_figure("outcomes", game, solution))
    for name, probability in solution.outcomes:
        shown = (
            f"still open ({name}) {share(probability)}" if name == game.horizon_end else f"{name} {share(probability)}"
        )
        assert shown in words


def test_beliefs_are_a_martingale() -> None:
    """Weighed by how likely the moves are, what they leave is the prior again; no move tells less than nothing."""
    _, _, solution = solved()
    lesson = find_lesson(solution.detail, 0, 0, 0)
    assert lesson is not None
    assert lesson.chances.sum() == pytest.approx(1.0)
    assert lesson.chances @ lesson.posteriors == pytest.approx(lesson.prior, abs=1e-6)
    assert (lesson.bits >= -1e-12).all()


def test_a_plan_is_the_policys() -> None:
    """A map's probabilities are the policy's at those beliefs; rows sum to 1; a state that cannot be yet has none."""
    _, game, solution = solved()
    plan = find_plan(solution.detail, 0, 1, (0, 1))
    assert np.isnan(plan.probabilities[:, :, 0]).all()
    assert plan.probabilities[:, :, 1:].sum(axis=1) == pytest.approx(1.0)
    there = [[1 - plan.beliefs[3], plan.beliefs[3]], list(game.players[1].prior)]
    assert plan.probabilities[:, :, 2, 3] == pytest.approx(solution.detail.strategy_at(2, 0, 1, there)[:, :3], abs=1e-6)


def test_the_words_say_what_the_game_says() -> None:
    """Players with priors, moves with their conditions, ends with payoffs stand in the description."""
    _, game, _ = solved()
    told = tell_description(describe_game(game))
    assert "weak 50 %, strong 50 % (λ 8)" in told
    assert "3 weeks, from 2030-06-03 to 2030-06-23" in told
    assert "leads to conceded (surely)" in told
    assert "conceded: A<b> 1; BOR −0.8 to −0.5" in told
    tree = tell_tree(load_classic("poker").tree())
    assert "2 players" in tree
    assert "Chance" in tree


def test_states_are_said_by_their_variables() -> None:
    """A set of states is said as values of variables, or as what it leaves out, or counted."""
    states = [f"{a} · {b}" for a in ("calm", "tense", "hot") for b in ("closed", "open")]
    assert state_words(range(6), states) == ""
    assert state_words([2, 4], states) == "tense or hot and closed"
    assert state_words([1, 3, 5], states) == "open"
    assert state_words([0, 1, 2, 3, 4], states) == "not (hot and open)"
    assert state_words([0, 3, 4, 5], states) == "4 of the 6 states"
    assert change_words("calm · closed", "hot · open") == "calm → hot, closed → open"


def test_labels_are_pushed_apart() -> None:
    """Labels keep their order, a gap between them, and the frame."""
    found = spread([5, 5, 5, 95, 99], 10, 0, 100)
    assert found == sorted(found)
    assert min(b - a for a, b in itertools.pairwise(found)) >= 10
    assert found[-1] <= 100


def test_a_wrong_focus_is_said() -> None:
    """A state, player or type that is not in the game is named with what there is."""
    _, game, solution = solved()
    for focus, words in (
        (Focus(state="calm"), "escalations 0"),
        (Focus(about="ALTO=weak"), "BOR"),
        (Focus(about="BOR=weary"), "weak"),
    ):
        with pytest.raises(InputError, match=words):
            render_game(game, solution, focus=focus)
    with pytest.raises(InputError, match="outcomes"):
        draw_figure("weather", game, solution)
    assert find_about(game) == (0, 1)


@pytest.mark.browser
def test_the_page_in_a_browser(tmp_path: Path) -> None:
    """In Chromium without scripts nothing is fetched, and on a phone only figures and tables scroll sideways."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if chromium is None:
        pytest.skip("no Chromium on this machine")
    spec, game, solution = solved()
    file = tmp_path / "game.html"
    file.write_text(render_game(game, solution, spec), "utf-8")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(java_script_enabled=True, viewport={"width": 390, "height": 800}).new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(file.as_uri())
        assert asked == [file.as_uri()]
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert page.locator("svg[role=img]").count() >= 4
        browser.close()
