"""The preview in a real browser: what a designer does, and what a screen reader needs."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from epaper.preview.desk import Desk
from epaper.preview.server import serving
from tests.preview.papers import PAPER, paper_in

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

expect.set_options(timeout=30_000)

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The preview of a paper of three pages, open in the browser. Errors of its script fail the test."""
    errors: list[str] = []
    with serving(Desk(paper_in(tmp_path, pages=3))) as server:
        opened = browser.new_page(viewport={"width": 1300, "height": 900}, bypass_csp=True)
        opened.on("pageerror", lambda error: errors.append(str(error)))
        opened.goto(server.address)
        opened.wait_for_selector("#stage[data-version] canvas", state="attached")
        yield opened
        opened.close()
    assert not errors


def test_a_saved_gutter_is_seen_at_once(page: Page, tmp_path: Path) -> None:
    page.keyboard.press("c")
    column = page.locator("#sheet-1 [data-overlay=columns] rect").nth(1)
    before, place = column.get_attribute("x"), page.locator("#sheet-1").bounding_box()
    (tmp_path / "page.yaml").write_text(PAPER.replace("gutter: 4mm", "gutter: 8mm"))
    expect(column).not_to_have_attribute("x", before or "")
    assert page.locator("#sheet-1").bounding_box() == place


def test_a_fault_is_listed_with_its_line_and_goes_when_mended(page: Page, tmp_path: Path) -> None:
    (tmp_path / "page.yaml").write_text(PAPER.replace("gutter", "guter"))
    faults = page.locator("#faults")
    expect(faults).to_contain_text("page.yaml:3:20")
    expect(faults).to_contain_text('did you mean "gutter"?')
    expect(faults).to_contain_text("grid: {columns: 4, guter: 4mm")
    expect(page.locator("#stage.stale canvas").first).to_be_attached()
    (tmp_path / "page.yaml").write_text(PAPER)
    expect(faults).to_be_hidden()
    expect(page.locator("#stage.stale")).to_have_count(0)


@pytest.mark.parametrize("overlay", ["columns", "baselines", "boxes", "fit", "tightness", "order"])
def test_each_overlay_comes_and_goes_by_button_and_by_key(page: Page, overlay: str) -> None:
    button, layer = page.locator(f"#overlay-{overlay}"), page.locator(f"#sheet-1 [data-overlay={overlay}]")
    button.click()
    expect(layer).to_have_count(1)
    assert layer.locator("*").count() > 0 or overlay == "tightness"
    page.keyboard.press(button.get_attribute("aria-keyshortcuts") or "")
    expect(layer).to_have_count(0)
    expect(button).to_have_attribute("aria-pressed", "false")


def test_pages_are_turned_by_keyboard(page: Page) -> None:
    page.keyboard.press("ArrowRight")
    expect(page.locator("#sheet-2 canvas").first).to_be_attached()
    expect(page.locator("#sheet-1")).to_have_count(0)
    page.keyboard.press("End")
    expect(page.locator("#sheet-3")).to_be_visible()
    page.keyboard.press("PageUp")
    expect(page.locator("#sheet-2")).to_be_visible()
    page.keyboard.press("s")
    expect(page.locator("#stage .sheet")).to_have_count(2)


def test_a_box_says_where_it_is_written_and_how_it_was_filled(page: Page) -> None:
    page.locator("#boxes button", has_text="A").click()
    box = page.locator("#box")
    expect(box).to_contain_text("page.yaml:8:3")
    expect(box).to_contain_text("style head-3")
    page.locator("#sheet-1 rect.hit").first.click(position={"x": 20, "y": 20})
    expect(page.locator("#boxes [aria-pressed=true]")).to_have_count(0)
    page.mouse.move(5, 5)
    expect(box).to_be_empty()


def test_a_box_that_is_pointed_at_is_told_until_the_pointer_leaves(page: Page) -> None:
    page.locator("#sheet-1 rect.hit").last.hover()
    expect(page.locator("#box")).to_contain_text("page.yaml:")
    page.mouse.move(5, 5)
    expect(page.locator("#box")).to_be_empty()


def test_zoom_is_kept_over_a_change(page: Page, tmp_path: Path) -> None:
    page.keyboard.press("+")
    page.keyboard.press("+")
    sheet = page.locator("#sheet-1")
    width = sheet.get_attribute("style")
    page.locator("#stage").evaluate("stage => stage.scrollTop = 120")
    (tmp_path / "page.yaml").write_text(PAPER.replace("gutter: 4mm", "gutter: 8mm"))
    expect(page.locator("#stage")).to_have_attribute("data-version", "2")
    assert sheet.get_attribute("style") == width
    assert page.locator("#stage").evaluate("stage => stage.scrollTop") == 120


def test_a_page_on_its_way_can_be_enlarged(page: Page) -> None:
    width = page.locator("#sheet-1").bounding_box()
    # In one turn of the script, so before the page's drawing can have come.
    page.evaluate("""
        for (const key of ["ArrowRight", "+"])
          document.body.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
    """)
    sheet = page.locator("#sheet-2")
    expect(sheet).to_be_attached()
    wider = sheet.bounding_box()
    assert width and wider and wider["width"] > width["width"] * 1.2


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(page: Page, tmp_path: Path, theme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415

    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.keyboard.press("r")
    page.locator("#boxes button", has_text="A").click()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    (tmp_path / "page.yaml").write_text(PAPER.replace("gutter", "guter"))
    expect(page.locator("#faults")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
