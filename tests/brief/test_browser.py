"""The page in headless Chromium: quotations open, nothing is fetched; without scripts, on a phone, on paper."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from demarche.briefing import build_brief, render_html

from . import forecasts
from .readings import crowd, make_brief, moscow

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]


@pytest.fixture(scope="module")
def browser() -> Iterator[object]:
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("brief") / "brief.html"
    path.write_text(render_html(make_brief(moscow())), encoding="utf-8")
    return path


def open_page(browser, path: Path, **settings):  # type: ignore[no-untyped-def]
    """A page with the addresses that it asked for."""
    page = browser.new_context(**settings).new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path.as_uri())
    return page, asked


@pytest.mark.parametrize("scripts", [True, False])
def test_a_citation_opens_its_quotation(  # type: ignore[no-untyped-def]
    browser, page_file: Path, scripts: bool
) -> None:
    """A click on a citation shows its quotation and lights it, scripts blocked or not; nothing is fetched."""
    page, asked = open_page(browser, page_file, java_script_enabled=scripts)
    chip = page.locator(".keys .chip").first
    fragment = chip.get_attribute("href")
    chip.click()
    mark = page.locator(fragment or "none")
    sync_api.expect(mark).to_be_in_viewport()
    sync_api.expect(mark).to_have_css("outline-style", "solid")
    other = page.locator("mark:not(:target)").first
    sync_api.expect(other).to_have_css("outline-style", "none")
    assert [one for one in asked if not one.startswith("file:")] == []
    assert len({one.partition("#")[0] for one in asked}) == 1


def test_back_from_the_quotation(browser, page_file: Path) -> None:  # type: ignore[no-untyped-def]
    """A link behind a quotation leads back to the row of the item that was read in it."""
    page, _ = open_page(browser, page_file)
    link = page.locator("mark + sup.back a").first
    fragment = link.get_attribute("href")
    link.click()
    sync_api.expect(page.locator(fragment or "none")).to_be_in_viewport()


def test_keyboard(browser, page_file: Path) -> None:  # type: ignore[no-untyped-def]
    """The first Tab reaches the skip link, and Enter on a citation opens its quotation."""
    page, _ = open_page(browser, page_file)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.locator(".bluf .chip").first.focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.querySelector('mark:target') !== null")


@pytest.mark.parametrize("name", ["brief", "crowd", "forecast"])
def test_no_sideways_scroll(browser, page_file: Path, name: str) -> None:  # type: ignore[no-untyped-def]
    """The page is never wider than the window, on a phone, a tablet or a desk, with few items or with many."""
    path = page_file.with_stem(name)
    if not path.exists():
        made = build_brief(forecasts.record(), forecast=forecasts.forecast())
        path.write_text(render_html(make_brief(crowd(6, 20)) if name == "crowd" else made), encoding="utf-8")
    page, _ = open_page(browser, path, viewport={"width": 390, "height": 800})
    for width in (390, 768, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_prints(browser, page_file: Path) -> None:  # type: ignore[no-untyped-def]
    """The brief of two short reports prints on A4, in no more than nine pages."""
    page, _ = open_page(browser, page_file)
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
    assert 2 <= printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") + printed.count(b"/Type/Page/") <= 9


def test_a_forecast_reads_without_scripts(browser, page_file: Path) -> None:  # type: ignore[no-untyped-def]
    """With scripts blocked the chart and its numbers show, a fold opens, and nothing is fetched; it prints on A4."""
    path = page_file.with_stem("foreseen")
    path.write_text(render_html(build_brief(forecasts.record(), forecast=forecasts.forecast())), encoding="utf-8")
    page, asked = open_page(browser, path, java_script_enabled=False)
    sync_api.expect(page.locator("#outcomes figure svg")).to_be_visible()
    fold = page.locator("#making details").last
    fold.locator("summary").click()
    sync_api.expect(fold.locator("pre")).to_be_visible()
    assert [one for one in asked if not one.startswith("file:")] == []
    printed = page.pdf(prefer_css_page_size=True)
    assert printed.startswith(b"%PDF")
