"""What was dealt → why each story stands in its box, in words, and where those that are left over would fit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from epaper.model.layout import StoryBox
from epaper.model.placing import LeftOver, NearBox, Placing
from epaper.model.story import Story
from epaper.plan.castoff import Room, placed_picture, shape_of, with_its_picture
from epaper.plan.company import stand_together
from epaper.plan.costs import Prices, Slot
from epaper.plan.deal import Dealt
from epaper.plan.jumps import PageFrames, Place
from epaper.plan.slots import free_slots
from epaper.value import replace

_NEAR = 3
"""How many boxes are named for a story that is left over."""
_SQUARE = 1.1
"""A picture is square if neither side is longer than the other by more than this factor."""
_CROPPED = 0.05
"""The share of a picture whose loss is worth a word."""
_LEVEL = 0.4
"""How far a story's importance and its box's may lie apart before it is said."""


def placings(dealt: Dealt, nailed: Sequence[PageFrames], prices: Prices) -> tuple[Placing, ...]:
    """One for each story and box, in the order of the pages; `nailed` are the pages as the edition gave them."""
    free = {slot.place: slot for slot, _ in dealt.pairs}
    slots = {**{slot.place: slot for slot in free_slots([replace(page, stories={}) for page in nailed])}, **free}
    rivals = [story for _, story in dealt.pairs] + list(dealt.left)
    made = []
    for at, page in enumerate(dealt.pages):
        for frame in sorted(page.frames, key=lambda each: (each.box.row, each.box.column)):
            place = (at, frame.box.name)
            stories = page.stories.get(frame.box.name, ())
            for story in stories:
                placing = _placing(page, frame.box.name, story, slots.get(place), prices)
                if place in free and stand_together(stories):
                    placing = replace(placing, reasons=("briefs together",))
                elif place in free and story != stories[0]:
                    placing = replace(placing, reasons=(f"under {stories[0].slug}, which is short",))
                elif place in free:
                    jump = dealt.jumps[at].get(frame.box.name)
                    goes_on = (f"goes on on page {jump.page}",) if jump else ()
                    reasons = (*_reasons(prices, free[place], story), *goes_on)
                    next_best = _runner_up(dealt, prices, free[place], story, rivals)
                    placing = replace(placing, reasons=reasons, runner_up=next_best)
                nail = frame.box.name in nailed[at].stories
                made.append(replace(placing, nailed=nail, where=page.page.places.get(frame.box.name, frame.box.where)))
    return tuple(made)


def left_over(dealt: Dealt, prices: Prices, stories: Sequence[Story]) -> tuple[LeftOver, ...]:
    """Each of the stories, which found no box, with the boxes whose room comes nearest to it."""
    slots = free_slots([replace(page, stories={}) for page in dealt.pages]) if stories else []
    boxes = [slot for slot in slots if isinstance(slot.box, StoryBox)]
    holders = {slot.place: story.slug for slot, story in dealt.pairs}
    return tuple(
        LeftOver(
            slug=story.slug,
            words=story.words,
            priority=story.priority,
            section=story.section,
            near=_near(dealt, prices, boxes, holders, story),
            where=story.where,
        )
        for story in stories
    )


def picture_words(story: Story) -> str:
    """The shape of the picture that a story brings: "landscape", "portrait", "square", or nothing."""
    picture = placed_picture(story)
    if picture is None:
        return ""
    shape = shape_of(picture)
    return "landscape" if shape > _SQUARE else "portrait" if shape < 1 / _SQUARE else "square"


def _placing(page: PageFrames, box: str, story: Story, slot: Slot | None, prices: Prices) -> Placing:
    lines, room = 0, (0, 0, 0)
    if slot is not None and isinstance(slot.box, StoryBox):
        measures = prices.measures(slot, story)
        lines, room = measures.lines, (measures.least, measures.usual, measures.most)
    return Placing(
        page=page.page.number,
        section=page.page.section,
        layout=page.layout.name,
        box=box,
        slug=story.slug,
        lines=lines,
        room=room,
        picture=picture_words(story),
    )


def _reasons(prices: Prices, slot: Slot, story: Story) -> Iterator[str]:
    """What speaks for a story in a box, and what against it."""
    if isinstance(slot.box, StoryBox):
        measures = prices.measures(slot, story)
        yield _length_words(measures.room, measures.lines)
        if slot.section and story.section:
            yield "of the section" if slot.section == story.section else f"of another section, {story.section}"
        place = with_its_picture(slot.box, story).picture
        if placed_picture(story) is not None and place is None:
            yield "no place for its picture"
        elif placed_picture(story) is None and place is not None:
            yield "no picture for the box"
        elif measures.cropped > _CROPPED:
            yield f"picture cropped by {100 * measures.cropped:.0f} %"
    important = prices.importance(story) - slot.weight
    level = "" if abs(important) < _LEVEL else f", {'more' if important > 0 else 'less'} important than its box"
    yield f"priority {story.priority}{level}"


def _length_words(room: Room, lines: int) -> str:
    off = room.misfit(lines)
    if not off:
        return "fits"
    count = max(1, round(abs(off)))
    return f"{count} line{'' if count == 1 else 's'} too {'long' if off > 0 else 'short'}"


def _runner_up(dealt: Dealt, prices: Prices, slot: Slot, story: Story, rivals: Sequence[Story]) -> str:
    """The story that would come next in a box, and why it does not stand there."""
    others = [each for each in rivals if each.slug != story.slug]
    if not others:
        return ""
    row = prices.row(slot)
    second = min(others, key=lambda each: row[each.slug] - prices.unprinted(each))
    if row[second.slug] - prices.unprinted(second) >= row[story.slug] - prices.unprinted(story):
        mine = {part.reason: part.price for part in prices.parts(slot, story)}
        theirs = {part.reason: part.price for part in prices.parts(slot, second)}
        worst = max(theirs, key=lambda reason: theirs[reason] - mine.get(reason, 0.0))
        return f"{second.slug} ({'as good' if theirs[worst] <= mine.get(worst, 0.0) else f'worse by {worst}'})"
    stands = next((other for other, each in dealt.pairs if each.slug == second.slug), None)
    where = f"does more good on page {stands.page.number}, box {stands.frame.box.name}" if stands else "is left over"
    return f"{second.slug} ({where})"


def _near(
    dealt: Dealt, prices: Prices, boxes: Sequence[Slot], holders: dict[Place, str], story: Story
) -> tuple[NearBox, ...]:
    found = []
    for slot in boxes:
        measures = prices.measures(slot, story)
        lines, usual = measures.lines, measures.usual
        off = abs(measures.room.misfit(lines)) / max(1, usual)
        other = bool(slot.section and story.section and slot.section != story.section)
        found.append((other, off, abs(lines - usual), slot, lines, (measures.least, usual, measures.most)))
    nearest = sorted(found, key=lambda each: (*each[:3], each[3].page.number, each[3].frame.box.name))[:_NEAR]
    return tuple(
        NearBox(
            page=slot.page.number,
            box=slot.frame.box.name,
            holds=holders.get(slot.place, "")
            or next((each.slug for each in dealt.pages[slot.at].stories.get(slot.frame.box.name, ())), ""),
            lines=lines,
            room=room,
        )
        for _, _, _, slot, lines, room in nearest
    )
