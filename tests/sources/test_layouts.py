"""What a layout file says is what the layout value has; what it leaves out comes from what it extends."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from epaper.model.advert import Advert, Artwork
from epaper.model.layout import (
    AdvertBox,
    BlankBox,
    BriefsBox,
    DropCapSpec,
    FolioBox,
    HeadlineSpec,
    IndexBox,
    LayoutSpec,
    Lever,
    NameplateBox,
    PictureBox,
    PictureSpec,
    PlaceSpec,
    RailBox,
    ReferBox,
    StoryBox,
    TextBox,
)
from epaper.model.style import BLACK, WHITE, Colour
from epaper.plan.grid import resolve_grid
from epaper.resources import fonts_dir
from epaper.sources.layouts import available_layouts, load_layout
from epaper.units import Length, mm, pt

Load = Callable[..., LayoutSpec]
SHIPPED = available_layouts()


@pytest.fixture
def layout(tmp_path: Path) -> Load:
    """Write layouts by name into one folder and load the last."""

    def load(**texts: str) -> LayoutSpec:
        for name, text in texts.items():
            (tmp_path / f"{name}.yaml").write_text(textwrap.dedent(text), encoding="utf-8")
        return load_layout(str(tmp_path / f"{list(texts)[-1]}.yaml"))

    return load


def boxes(spec: LayoutSpec) -> dict[str, object]:
    return {box.name: box.options for box in spec.boxes}


# the shipped layouts


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_layout_loads_and_its_rows_fit(name: str) -> None:
    spec = load_layout(name)
    assert spec.name == name
    assert spec.description
    assert resolve_grid(spec, 6_000).short == 0


@pytest.mark.parametrize("size", ["broadsheet", "berliner", "tabloid", "a4"])
def test_every_size_has_a_base_a_front_and_an_inside_page(size: str) -> None:
    assert {size, f"{size}-front", f"{size}-inside"} <= set(SHIPPED)
    assert not load_layout(size).boxes
    assert any(isinstance(box, NameplateBox) for box in boxes(load_layout(f"{size}-front")).values())
    assert any(isinstance(box, FolioBox) for box in boxes(load_layout(f"{size}-inside")).values())


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_headlines_step_down_and_body_keeps_to_the_grid(name: str) -> None:
    spec = load_layout(name)
    sizes = [spec.style(f"head-{step}").size for step in range(1, 7)]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 6
    assert spec.style("body").leading == spec.grid.baseline


@pytest.mark.parametrize("name", SHIPPED)
def test_shipped_styles_use_shipped_families(name: str) -> None:
    shipped = {folder.name.replace("-", " ") for folder in fonts_dir().iterdir() if folder.is_dir()}
    assert {style.family.lower() for style in load_layout(name).styles.values()} <= shipped


def test_the_broadsheet_is_the_south_asian_one() -> None:
    spec = load_layout("broadsheet")
    assert (spec.page.size.width, spec.page.size.height) == (mm(350), mm(545))
    assert spec.page.size.width - spec.page.inner - spec.page.outer == pytest.approx(mm(329), abs=2)
    assert spec.page.size.height - spec.page.top - spec.page.bottom == pytest.approx(mm(520), abs=2)
    assert (spec.grid.columns, spec.grid.gutter) == (8, mm(4.2))


# page and grid


def test_page_and_grid(layout: Load) -> None:
    spec = layout(
        page="""\
        page: {size: [100mm, 200mm], margins: {top: 10mm, bottom: 12p6, inner: 10%, outer: 0}, bleed: 3mm}
        grid: {columns: 3, gutter: 1pc, baseline: 12pt, rows: [48mm, 3fr, 6 lines, 10%], row-gap: 1}
        styles: {body: {size: 10pt}}
        """
    )
    assert (spec.page.size.width, spec.page.size.height) == (mm(100), mm(200))
    assert (spec.page.top, spec.page.bottom, spec.page.inner, spec.page.outer) == (mm(10), pt(150), mm(10), 0)
    assert spec.page.bleed == mm(3)
    assert (spec.grid.columns, spec.grid.gutter, spec.grid.baseline, spec.grid.row_gap) == (3, pt(12), pt(12), 1)
    assert spec.grid.rows == (Length(mm(48)), Length(3, "fr"), Length(6, "lines"), Length(10, "%"))


def test_landscape_swaps_width_and_height(layout: Load) -> None:
    spec = layout(page="page: {size: a4, orientation: landscape}")
    assert (spec.page.size.width, spec.page.size.height) == (mm(297), mm(210))


def test_a_layout_from_nothing_stands_on_base(layout: Load) -> None:
    spec = layout(page="areas: A A A A A\nboxes: {A: story}")
    assert spec.name == "page"
    assert spec.styles == load_layout("base").styles
    assert boxes(spec) == {"A": StoryBox()}


# areas and boxes


def test_areas_become_cells(layout: Load) -> None:
    spec = layout(
        page="""\
        grid: {columns: 3, rows: [1fr, 1fr, 1fr]}
        areas: |
          N    N N

          lead . R
          lead B R
        boxes: {N: nameplate, lead: story, B: blank, R: rail}
        """
    )
    assert {box.name: (box.column, box.row, box.columns, box.rows) for box in spec.boxes} == {
        "N": (0, 0, 3, 1),
        "lead": (0, 1, 1, 2),
        "B": (1, 2, 1, 1),
        "R": (2, 1, 1, 2),
    }


def test_a_box_knows_its_line(layout: Load) -> None:
    spec = layout(page="areas: A B\ngrid: {columns: 2}\nboxes:\n  A: story\n  B: rail\n")
    assert [(box.where.line, box.where.column) for box in spec.boxes if box.where] == [(4, 3), (5, 3)]


def test_all_options_of_a_story(layout: Load) -> None:
    spec = layout(
        page="""\
        areas: A A A A A
        colours: {pink: [0, 20, 0, 0]}
        boxes:
          A:
            story:
              legs: 4
              headline: {style: head-1, lines: 1-2, steps: 2}
              kicker: false
              deck: false
              byline: false
              dateline: false
              picture: {legs: 3, at: top-right, aspect: 4:3, depth: 60%-140%}
              dropcap: 3
              body: quote
              pull-quote: true
              jump: 4
              tint: pink
              section: Sport
              leg-rules: true
        """
    )
    assert boxes(spec)["A"] == StoryBox(
        legs=4,
        headline=HeadlineSpec("head-1", (1, 2), 2),
        kicker=False,
        deck=False,
        byline="none",
        dateline=False,
        pictures=(PictureSpec(legs=3, at="top-right", aspect=4 / 3, depth=(60, 140)),),
        dropcap=DropCapSpec(3),
        body="quote",
        pull_quote=PlaceSpec(legs=1, at="centre"),
        jump=4,
        tint=Colour(0, 200, 0, 0),
        section="Sport",
        leg_rules=True,
    )


@pytest.mark.parametrize(
    ("written", "box"),
    [
        ("story", StoryBox()),
        ("{story: }", StoryBox()),
        ("{story: {}}", StoryBox()),
        ("{story: {headline: head-2}}", StoryBox(headline=HeadlineSpec("head-2"))),
        ("{story: {picture: none}}", StoryBox(pictures=())),
        ("{story: {picture: false}}", StoryBox(pictures=())),
        ("{story: {picture: true}}", StoryBox()),
        ("{story: {picture: {aspect: own}}}", StoryBox(pictures=(PictureSpec(aspect=0.0),))),
        ("{story: {tint: none}}", StoryBox()),
        ("{story: {section: 7}}", StoryBox(section="7")),
        ("{rail: {title: Opinion, items: 3, dates: false, tint: k 7%}}",
         RailBox(title="Opinion", items=3, dates=False, tint=Colour(0, 0, 0, 70))),
        ("{nameplate: {ears: [weather, price], dateline: false, rule: false, title: The Gazette}}",
         NameplateBox(ears=("weather", "price"), dateline=False, rule=False, title="The Gazette")),
        ("{nameplate: {ears: [~, Founded in 1947]}}", NameplateBox(ears=("", "Founded in 1947"))),
        ("{nameplate: {ears: Founded in 1947}}", NameplateBox(ears=("Founded in 1947", ""))),
        ("{folio: {rule: above, section: false}}", FolioBox(rule="above", section=False)),
        ("{picture: {aspect: 3:2}}", PictureBox(picture=PictureSpec(aspect=1.5))),
        ("briefs", BriefsBox()),
        ("{briefs: {headline: {lines: 1}}}", BriefsBox(headline=HeadlineSpec("brief-head", (1, 1), 0))),
        ("{text: Sport}", TextBox(text="Sport")),
        ("{text: {text: 2026, style: staff, rule: below}}", TextBox(text="2026", style="staff", rule="below")),
        ("{index: {title: Contents, items: 9}}", IndexBox(title="Contents", items=9)),
        ("{refer: {items: 4, pictures: false, section: Sport}}",
         ReferBox(items=4, pictures=False, section="Sport")),
        ("{advert: {border: false}}", AdvertBox(border=False)),
        ("blank", BlankBox()),
    ],
)  # fmt: skip
def test_a_box_as_written(written: str, box: object, layout: Load) -> None:
    assert boxes(layout(page=f"areas: A A A A A\nboxes:\n  A: {written}\n"))["A"] == box


def test_an_adverts_file_is_found_from_the_layout_that_names_it(layout: Load, tmp_path: Path) -> None:
    (tmp_path / "house").mkdir()
    Image.new("RGB", (60, 40)).save(tmp_path / "house" / "bank.jpg")
    (tmp_path / "house" / "one.yaml").write_text("areas: A A A A A\nboxes: {A: {advert: bank.jpg}}\n")
    spec = layout(page="extends: house/one.yaml")
    assert boxes(spec)["A"] == AdvertBox(
        advert=Advert(art=Artwork(path=str(tmp_path / "house" / "bank.jpg"), width=60, height=40))
    )


# extending


def test_keys_are_laid_over_keys_and_lists_are_replaced(layout: Load) -> None:
    spec = layout(
        house="""\
        page: {size: a4, margins: {top: 10mm, inner: 20mm}}
        grid: {columns: 2, rows: [1fr, 2fr]}
        fit: [deck, jump]
        """,
        page="""\
        extends: house
        page: {margins: {top: 30mm}}
        grid: {rows: [1fr]}
        fit: [trim]
        styles:
        """,
    )
    assert (spec.page.top, spec.page.inner) == (mm(30), mm(20))
    assert (spec.grid.columns, spec.grid.rows) == (2, (Length(1, "fr"),))
    assert spec.fit == (Lever("trim"),)


def test_a_box_of_another_kind_replaces_the_box_and_one_of_its_kind_changes_it(layout: Load) -> None:
    house = "grid: {columns: 2}\nareas: A B\nboxes: {A: {story: {legs: 1, dropcap: 3}}, B: {story: {legs: 1}}}\n"
    spec = layout(house=house, page="extends: house\nboxes: {A: {story: {dropcap: 2}}, B: {rail: {items: 2}}}\n")
    assert boxes(spec) == {"A": StoryBox(legs=1, dropcap=DropCapSpec(2)), "B": RailBox(items=2)}


def test_who_draws_areas_anew_keeps_the_boxes_that_are_drawn(layout: Load) -> None:
    house = "grid: {columns: 2}\nareas: A B\nboxes: {A: {story: {legs: 1}}, B: rail}\n"
    spec = layout(house=house, page="extends: house\nareas: A C\nboxes: {C: briefs}\n")
    assert boxes(spec) == {"A": StoryBox(legs=1), "C": BriefsBox()}


def test_a_layout_may_extend_a_shipped_one_of_its_own_name(layout: Load) -> None:
    spec = layout(tabloid="extends: tabloid\ngrid: {columns: 6}")
    assert spec.grid.columns == 6
    assert spec.page.size == load_layout("tabloid").page.size


def test_names_are_looked_for_in_the_users_folders_first(tmp_path: Path) -> None:
    (tmp_path / "a4.yaml").write_text("grid: {columns: 2}\n")
    assert load_layout("a4", dirs=[tmp_path]).grid.columns == 2
    assert load_layout("a4").grid.columns == 4
    assert available_layouts([tmp_path]).count("a4") == 1


def test_name_and_description_are_not_inherited(layout: Load) -> None:
    spec = layout(house="layout: house\ndescription: Ours", page="extends: house")
    assert (spec.name, spec.description) == ("page", "")


def test_fonts_are_found_from_the_layout_that_names_them(layout: Load, tmp_path: Path) -> None:
    (tmp_path / "type").mkdir()
    assert layout(house="fonts: type", page="extends: house").font_dirs == (str((tmp_path / "type").resolve()),)


# styles and colours


def test_a_style_has_what_its_parent_has_but_for_what_it_says(layout: Load) -> None:
    styles = layout(page="styles: {note: {extends: body, italic: true, indent: 2em}}").styles
    assert styles["note"].italic
    assert styles["note"].indent == 2 * styles["body"].size
    assert (styles["note"].family, styles["note"].align) == (styles["body"].family, "justify")


def test_a_child_layout_that_changes_body_changes_what_is_like_body(layout: Load) -> None:
    styles = layout(page="styles: {body: {family: Newsreader, size: 10pt}}").styles
    assert {styles[name].family for name in ("body", "quote", "rail-teaser", "dateline")} == {"Newsreader"}
    assert styles["quote"].size == pt(10)
    assert styles["caption"].family == "Libre Franklin"


@pytest.mark.parametrize(
    ("written", "size", "leading"),
    [
        ("{extends: body}", pt(9.5), pt(10)),
        ("{extends: body, size: 19pt}", pt(19), pt(20)),
        ("{extends: body, size: 18pt, leading: 2 lines}", pt(18), pt(20)),
        ("{extends: body, size: 200%, leading: 105%}", pt(19), pt(19.95)),
        ("{extends: body, size: 2em, leading: 1.1em}", pt(19), pt(20.9)),
    ],
)
def test_sizes_and_leadings(written: str, size: int, leading: int, layout: Load) -> None:
    style = layout(page=f"styles: {{new: {written}}}").styles["new"]
    assert (style.size, style.leading) == (size, leading)


def test_one_line_is_the_pages_own_baseline(layout: Load) -> None:
    spec = layout(page="extends: a4\ngrid: {baseline: 12pt}")
    assert spec.style("body").leading == pt(12)


def test_hyphenation_and_justification_are_inherited_key_by_key(layout: Load) -> None:
    styles = layout(
        page="""\
        styles:
          body: {hj: {word-spacing: [70, 100, 150], glyph-scaling: 97 103, runt: 2em}}
          note: {extends: body, hj: {hyphenate: false}}
        """
    ).styles
    assert styles["note"].hj.word_spacing == (70, 100, 150)
    assert styles["note"].hj.glyph_scaling == (97, 103)
    assert styles["note"].hj.runt == pt(19)
    assert (styles["note"].hj.hyphenate, styles["body"].hj.hyphenate) == (False, True)


@pytest.mark.parametrize(("written", "align"), [("centre", "center"), ("center", "center"), ("justify", "justify")])
def test_centre_is_written_either_way(written: str, align: str, layout: Load) -> None:
    assert layout(page=f"styles: {{new: {{align: {written}}}}}").styles["new"].align == align


@pytest.mark.parametrize(
    ("written", "colour"),
    [
        ("[0, 95, 90, 15]", Colour(0, 950, 900, 150)),
        ("k 60%", Colour(0, 0, 0, 600)),
        ('"#000000"', BLACK),
        ('"#ffffff"', WHITE),
        ('"#ff0000"', Colour(0, 1000, 1000, 0)),
        ('"#808080"', Colour(0, 0, 0, 498)),
        ("black", BLACK),
        ("later", Colour(1000, 0, 0, 0)),
    ],
)
def test_colours(written: str, colour: Colour, layout: Load) -> None:
    spec = layout(page=f"colours: {{new: {written}, later: [100, 0, 0, 0]}}\nstyles: {{deck: {{colour: new}}}}")
    assert spec.colours["new"] == spec.style("deck").colour == colour


def test_copyfit_remedies_keep_their_order_and_bounds(layout: Load) -> None:
    spec = layout(page="fit: [picture 70%-130%, headline 2 steps, deck, looseness 1, tracking 0.5%]")
    assert spec.fit == (
        Lever("picture", 70, 130),
        Lever("headline", 0, 2),
        Lever("deck"),
        Lever("looseness", 0, 1),
        Lever("tracking", 0, 0.5),
    )


def test_a_remedy_of_none_is_no_remedy(layout: Load) -> None:
    spec = layout(page="fit: [looseness 0, subhead 2, headline 0 steps, picture]")
    assert spec.fit == (Lever("subhead", 0, 2), Lever("picture"))


def test_rules_and_the_ladder(layout: Load) -> None:
    spec = layout(page="rules: {columns: 0pt, rows: 1pt, colour: grey}\nheadline-sizes: [30pt, 14pt, 18pt]")
    assert (spec.rules.columns, spec.rules.rows, spec.rules.legs) == (0, pt(1), pt(0.35))
    assert spec.rules.colour == spec.colours["grey"]
    assert spec.headline_sizes == (pt(14), pt(18), pt(30))


def test_the_same_file_gives_the_same_value() -> None:
    assert load_layout("tabloid-front") == load_layout("tabloid-front")


def test_the_layout_value_does_not_need_the_loader() -> None:
    code = "import sys, epaper.plan.grid; sys.exit('pydantic' in sys.modules or 'yaml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
