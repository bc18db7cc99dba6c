"""Text styles in the layout language, as pydantic models. What a style leaves out comes from the one it extends."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, StrictBool, StrictInt

from epaper.sources.checked import Strict
from epaper.sources.layout_values import (
    ColourValue,
    Features,
    GlyphScaling,
    Indent,
    Leading,
    LetterSpacing,
    StyleName,
    Text,
    TypeSize,
    WordSpacing,
)


class HJModel(Strict):
    """Hyphenation and justification, by InDesign's names."""

    word_spacing: WordSpacing | None = Field(
        None, description="Least, wanted and most word space, in % of the font's.", examples=[[80, 100, 133]]
    )
    glyph_scaling: GlyphScaling | None = Field(
        None, description="Narrowest and widest glyphs, in %.", examples=[[98, 102]]
    )
    letter_spacing: LetterSpacing | None = Field(
        None, description="Tightest and most open letter spacing, in % of the size.", examples=[[-1, 2]]
    )
    emergency: StrictInt | None = Field(
        None,
        ge=100,
        le=300,
        description="How far the worst paragraphs may take scaling and spacing, in % of their limits.",
        examples=[150],
    )
    hyphenate: StrictBool | None = Field(None, description="Divide words at all.", examples=[False])
    hyphenate_words_longer_than: StrictInt | None = Field(
        None, ge=3, le=40, description="Words of so many letters or fewer stay whole.", examples=[5]
    )
    after_first: StrictInt | None = Field(
        None, ge=1, le=20, description="Fewest letters before a hyphen.", examples=[2]
    )
    before_last: StrictInt | None = Field(None, ge=1, le=20, description="Fewest letters after a hyphen.", examples=[3])
    hyphen_limit: StrictInt | None = Field(
        None, ge=0, le=20, description="Most hyphens on lines that follow each other.", examples=[2]
    )
    hyphenate_capitalised: StrictBool | None = Field(
        None, description="Divide words that begin with a capital.", examples=[False]
    )
    hyphenate_last_word: StrictBool | None = Field(
        None, description="Divide a paragraph's last word, where nothing else will do.", examples=[False]
    )
    hyphenate_across_legs: StrictBool | None = Field(
        None, description="Let a word be divided over two legs.", examples=[True]
    )
    hyphen_cost: StrictInt | None = Field(
        None, ge=0, le=1000, description="How dear a hyphen is against uneven spaces, in % of usual.", examples=[50]
    )
    stub_cost: StrictInt | None = Field(
        None,
        ge=0,
        le=1000,
        description="How dear it is to part fewer than three letters from a word's beginning or four from its end, "
        "in % of usual.",
        examples=[200],
    )
    capitalised_cost: StrictInt | None = Field(
        None,
        ge=0,
        le=1000,
        description="How dear it is to divide a word that begins with a capital (in German all nouns do, and cost "
        "nothing more), in % of usual.",
        examples=[200],
    )
    last_hyphen_cost: StrictInt | None = Field(
        None,
        ge=0,
        le=1000,
        description="How dear a hyphen is at the end of a paragraph's last line but one, in % of usual.",
        examples=[50],
    )
    evenness: StrictInt | None = Field(
        None,
        ge=0,
        le=1000,
        description="How dear it is that a line is much looser or tighter than its neighbour, in % of usual.",
        examples=[200],
    )
    rivers: StrictInt | None = Field(
        None,
        ge=0,
        le=1000,
        description="How dear it is that a very loose line stands under another, so that their spaces run together, "
        "in % of usual.",
        examples=[200],
    )
    hyphenation_zone: Indent | None = Field(
        None, description="In ragged text: how short a line may be before a word is divided.", examples=["8mm"]
    )
    optical_margin: StrictBool | None = Field(
        None, description="Let hyphens and punctuation hang into the margins.", examples=[True]
    )
    runt: Indent | None = Field(None, description="A last line shorter than this is avoided.", examples=["2em"])
    runt_cost: StrictInt | None = Field(
        None, ge=0, le=1000, description="How dear such a last line is, in % of usual.", examples=[50]
    )


class StyleModel(Strict):
    """A text style."""

    extends: StyleName | None = Field(None, description="The style that this one is like.", examples=["body"])
    family: Text | None = Field(
        None, description="Font family: shipped, or from your fonts folder.", examples=["Libre Franklin"]
    )
    weight: StrictInt | None = Field(
        None, ge=100, le=900, description="100 to 900; 400 is regular, 700 bold.", examples=[700]
    )
    italic: StrictBool | None = Field(None, description="Italic.", examples=[True])
    size: TypeSize | None = Field(None, description="Type size; `%` and `em` are of the parent's.", examples=["9pt"])
    leading: Leading | None = Field(
        None,
        description="Distance of baselines; `1 line` is the grid's, `105%` is of the size. "
        "Where only `size` is given, the parent's leading grows with it.",
        examples=["1 line", "50pt"],
    )
    align: Literal["justify", "left", "center", "centre", "right"] | None = Field(
        None, description="Justified, or ragged to one side.", examples=["justify"]
    )
    case: Literal["as-is", "upper", "small-caps"] | None = Field(
        None, description="Capitals or small capitals.", examples=["upper"]
    )
    colour: ColourValue = Field(
        None, description='A colour\'s name, [c, m, y, k] in %, `k 60%` or "#rrggbb".', examples=["accent"]
    )
    tracking: StrictInt | None = Field(
        None, ge=-100, le=400, description="Letter spacing always wanted, in thousandths of an em.", examples=[40]
    )
    indent: Indent | None = Field(
        None, description="First line's indent; none after a headline or subhead.", examples=["1em"]
    )
    left: Indent | None = Field(None, description="White on the left of every line.", examples=["1em"])
    right: Indent | None = Field(None, description="White on the right of every line.", examples=["4mm"])
    space_before: StrictInt | None = Field(
        None, ge=0, le=10, description="Grid lines free before a paragraph.", examples=[1]
    )
    space_after: StrictInt | None = Field(
        None, ge=0, le=10, description="Grid lines free after a paragraph.", examples=[1]
    )
    least_measure: Indent | None = Field(
        None, description="The narrowest line that a runaround may leave.", examples=["9em"]
    )
    features: Features | None = Field(
        None, description="OpenType features to switch, a minus for off.", examples=[["onum", "-liga"]]
    )
    hj: HJModel | None = Field(None, description="Hyphenation and justification.", examples=[{"hyphenate": False}])
