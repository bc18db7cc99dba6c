"""The dump of a page: one line a thing, exact, and free of anything that differs between machines."""

from epaper.display.dump import dump
from epaper.display.items import Fill, GlyphRun, Glyphs, PlacedImage, Rule
from epaper.display.page import Page, Zone
from epaper.geometry import Rect, Size
from epaper.model.style import BLACK, Colour, FaceRef
from epaper.value import replace

FACE = FaceRef("/anywhere/Serif.ttf", "Serif", 700, True)


def word(text: str) -> Glyphs:
    ids = tuple(range(1, len(text) + 1))
    return Glyphs(text, ids, tuple(range(len(text))), (500,) * len(text), 500 * len(text))


RUN = GlyphRun(10_000, 20_500, FACE, 9000, (word("two"), word("words")), (2250, 0), 38_250)


def page(*zones: Zone) -> Page:
    return Page(3, "B3", Size(100_000, 200_000), zones, section="City")


def zone(*items: GlyphRun | Rule | Fill | PlacedImage) -> Zone:
    return Zone("body", Rect(10_000, 12_000, 80_000, 10_000), items, slug="tale", box="L", paragraph=2)


def test_a_page_its_zones_and_their_items_each_take_a_line() -> None:
    assert dump(page(zone(RUN))) == (
        "page 3 (B3) 100.000 x 200.000 section City\n"
        "body tale [L] 10.000 12.000 80.000 x 10.000 paragraph 2\n"
        '  text 10.000 20.500 9.000 w 38.250 Serif 700 italic "two words"\n'
    )


def test_what_is_unusual_about_a_run_is_said() -> None:
    unusual = replace(RUN, scale=985, tracking=-45, colour=Colour(0, 1000, 250, 5), href="page:4", joined=True)
    assert dump(page(zone(unusual))).splitlines()[-1] == (
        "  text 10.000 20.500 9.000 w 38.250 Serif 700 italic"
        ' cmyk 0 100 25 0.5 scale 985 tracking -0.045 -> page:4 "two words" joined'
    )


def test_an_added_hyphen_is_shown_and_named() -> None:
    broken = replace(RUN, words=(word("spee-"),), gaps=(0,), hyphen=True, joined=True)
    assert dump(page(zone(broken))).splitlines()[-1].endswith('"spee-" hyphen joined')


def test_rules_fills_and_pictures() -> None:
    items = (
        Rule(0, 500, 90_000, 500, 250),
        Fill(Rect(0, 0, 10_000, 20_000), Colour(0, 0, 0, 100)),
        PlacedImage(Rect(0, 0, 30_000, 20_000), "/some/where/map.jpg", (0, 10, 300, 200), "A map"),
    )
    assert dump(page(zone(*items))).splitlines()[2:] == [
        "  rule 0.000 0.500 to 90.000 0.500 0.250",
        "  fill 0.000 0.000 10.000 x 20.000 cmyk 0 0 0 10",
        '  image 0.000 0.000 30.000 x 20.000 crop 0 10 300 200 map.jpg "A map"',
    ]


def test_the_dump_does_not_name_the_folder_that_a_file_lies_in() -> None:
    assert "/" not in dump(page(zone(PlacedImage(Rect(0, 0, 1, 1), "C:\\pictures\\map.jpg", (0, 0, 1, 1)), RUN)))


def test_a_black_fill_says_so() -> None:
    assert dump(page(zone(Fill(Rect(0, 0, 1000, 1000), BLACK)))).splitlines()[-1].endswith(" black")
