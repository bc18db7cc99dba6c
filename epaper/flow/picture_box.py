"""A picture story and its frame → the picture as large as the box allows, under its headline, over its few words."""

from __future__ import annotations

from epaper.flow.box import Made
from epaper.flow.stone import Stone
from epaper.flow.story import make_story
from epaper.model.layout import HeadlineSpec, PictureBox, PictureSpec, StoryBox
from epaper.model.story import Story
from epaper.plan.grid import Frame

_DEPTH = (40, 250)
"""The picture takes what the words leave, whatever its shape asks for."""


def make_picture(stone: Stone, frame: Frame, box: PictureBox, story: Story) -> Made:
    """Make up a picture on its own."""
    as_story = StoryBox(
        headline=box.headline or HeadlineSpec("head-5", (1, 2), 2),
        pictures=(PictureSpec(legs=0, at="top", aspect=box.picture.aspect, depth=_DEPTH),),
        byline="none",
    )
    return make_story(stone, frame, as_story, story)
