"""Typography mended on the way in."""

from __future__ import annotations

from epaper.model.story import RailItem, Story


def mend_story(story: Story, language: str) -> Story:
    return story


def mend_rail_item(item: RailItem, language: str) -> RailItem:
    return item
