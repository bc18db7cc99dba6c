"""Boxes that their stories do not fill, and stories that found no box → which of these stand under which of those.

A short story gets company: a brief or two at the foot of its last leg, or another story under it over the whole width,
parted by a rule. What is left over is held against every hole, by castoff; the flow engine then makes both up together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import combinations
from math import inf

from epaper.geometry import Rect
from epaper.model.layout import ContinuedBox, HeadlineSpec, LayoutSpec, PictureSpec, StoryBox
from epaper.model.story import Story
from epaper.plan.castoff import castoff, crushed, measure_of, room_of
from epaper.plan.costs import Slot
from epaper.plan.grid import Frame
from epaper.plan.heads import heads_of
from epaper.plan.jumps import JumpTo, PageFrames, own_story_box
from epaper.plan.measures import BRIEF_WORDS, Ruler, is_brief, place_of
from epaper.typeset.typesetter import Typesetter
from epaper.units import Mpt
from epaper.value import Value, replace

GAP = 2
"""Grid lines between a story and its company; the rule lies in the middle."""
LEAST_UNDER = 6
"""Grid lines that a story under another takes at least: a head and some lines."""
_MOST_OF_A_LEG = 0.75
"""So much of a leg briefs may take from its foot."""
_MOST_BRIEFS = 3
_CONSIDERED = 24
"""How many briefs are tried together."""
_SMALLER = 0.72
"""The head under a story is no larger than so much of its own."""
_WORTH = 0.5
"""Company that fills no more than so much of a hole is not worth its rule."""


class _Hole(Value):
    """A box with its story, the fewest and most lines of text that are missing, and whether that story is a brief."""

    at: int
    page: PageFrames
    frame: Frame
    box: StoryBox
    low: float
    high: float
    brief: bool

    @property
    def legs(self) -> int:
        return self.box.legs or len(self.frame.columns)

    @property
    def size(self) -> Mpt:
        """For the order in which holes are filled: their area."""
        return round(self.low) * measure_of(self.page.layout, self.frame, self.box)


def company_of(
    pages: Sequence[PageFrames], jumps: Sequence[Mapping[str, JumpTo]], left: Sequence[Story], ruler: Ruler
) -> list[tuple[int, str, tuple[Story, ...]]]:
    """(page by index, box, the stories that stand under its own), the largest holes first."""
    found: list[tuple[int, str, tuple[Story, ...]]] = []
    waiting, paged = list(left), {page.page.section for page in pages}
    holes = [
        hole
        for at, page in enumerate(pages)
        if any(lever.name == "company" for lever in page.layout.fit)
        for hole in _holes(at, page, jumps[at], ruler)
    ]
    for hole in sorted(holes, key=lambda each: -each.size):
        suiting = [story for story in waiting if _suits(story, hole.page, paged)]
        chosen = _best_company(hole, suiting, ruler)
        if chosen:
            found.append((hole.at, hole.frame.box.name, chosen))
            waiting = [story for story in waiting if story not in chosen]
    return found


def stand_together(stories: Sequence[Story]) -> bool:
    """Whether the stories of a box are made up as a column of briefs rather than as one with others under it."""
    return len(stories) > 1 and all(map(is_brief, stories))


def briefs_together(
    slots: Sequence[Slot], stories: Sequence[Story], pages: Sequence[PageFrames], ruler: Ruler, least: float
) -> list[tuple[Slot, tuple[Story, ...]]]:
    """Empty boxes, the largest first, and the briefs that fill together so much of them: several, or one where there
    is no other story at all."""
    found = []
    waiting, paged = [story for story in stories if is_brief(story)], {page.page.section for page in pages}
    alone = not any(each for page in pages for each in page.stories.values())
    for slot in sorted(slots, key=lambda each: (-each.weight, each.at)):
        if not isinstance(slot.box, StoryBox):
            continue
        suiting = [story for story in waiting if _suits(story, pages[slot.at], paged)]
        chosen, full = _filling(slot, slot.box, suiting, ruler)
        if full >= least and (len(chosen) > 1 or (chosen and alone and len(waiting) == 1)):
            found.append((slot, chosen))
            waiting = [story for story in waiting if story not in chosen]
    return found


def _filling(slot: Slot, box: StoryBox, stories: Sequence[Story], ruler: Ruler) -> tuple[tuple[Story, ...], float]:
    """As many briefs as a box holds, the most important first, and how much of it they fill."""
    legs = box.legs or len(slot.frame.columns)
    room = full = legs * slot.frame.lines
    chosen: list[Story] = []
    for story in sorted(stories, key=lambda each: each.priority):
        lines = _brief_lines(ruler, slot.layout, slot.frame, measure_of(slot.layout, slot.frame, box), story)
        if lines <= room:
            chosen.append(story)
            room -= lines
    return tuple(chosen), 1 - room / max(1, full)


def _brief_lines(ruler: Ruler, layout: LayoutSpec, frame: Frame, width: Mpt, story: Story) -> int:
    """The lines that a brief takes in a leg, with its head and the white over it."""

    def lines() -> float:
        leg = lower_frame(layout, frame, frame.lines, (frame.rect.right - width, width))
        head = heads_of(ruler.typesetter, layout, leg, brief_box(story), story).usual
        return castoff(ruler.typesetter, layout, story, width) + 1 + head

    return round(ruler.once(("brief", layout.name, width, story.slug), lines))


def brief_box(story: Story) -> StoryBox:
    """How a story is made up at a leg's foot: a small head and its text, its picture in any depth that fits."""
    pictures = (PictureSpec(aspect=0, depth=(50, 150)),) if story.pictures else ()
    head = HeadlineSpec("brief-head", (1, 3), 0)
    return StoryBox(legs=1, headline=head, kicker=False, deck=False, byline="none", pictures=pictures)


def under_box(layout: LayoutSpec, box: StoryBox, frame: Frame) -> StoryBox:
    """How a story is made up under another: a head that is clearly smaller, in the same legs."""
    most = layout.style(box.headline.style).size * _SMALLER
    names = [f"head-{number}" for number in range(1, 7)]
    fitting = [name for name in names if name in layout.styles and layout.style(name).size <= most]
    style = fitting[0] if fitting else "brief-head"
    count = box.legs or len(frame.columns)
    picture = PictureSpec(legs=max(1, count // 3), at="top-right", aspect=0, depth=(60, 160))
    head = HeadlineSpec(style, (1, 3), 4)
    return replace(box, headline=head, pictures=(picture,), dropcap=None, jump=0, tint=None, pull_quote=None)


def lower_frame(layout: LayoutSpec, frame: Frame, lines: int, column: tuple[Mpt, Mpt] | None = None) -> Frame:
    """The last grid lines of a frame, or of one column of it, as a frame."""
    above = frame.lines - lines
    x, width = column or (frame.rect.x, frame.rect.width)
    top = frame.rect.y + above * layout.grid.baseline
    rect = Rect(x, top, width, frame.rect.bottom - top)
    columns = (column,) if column else frame.columns
    return replace(frame, rect=rect, first=frame.first + above, lines=lines, columns=columns)


def _suits(story: Story, page: PageFrames, paged: set[str]) -> bool:
    """Whether a story may stand on a page: one of its section, or a brief of a section that has no page."""
    here = page.page.section
    return not here or story.section in ("", here) or (story.section not in paged and story.words <= BRIEF_WORDS)


def _holes(at: int, page: PageFrames, jumps: Mapping[str, JumpTo], ruler: Ruler) -> Iterator[_Hole]:
    for frame in page.frames:
        options, stories = frame.box.options, page.stories.get(frame.box.name, ())
        if not isinstance(options, StoryBox | ContinuedBox) or len(stories) != 1 or frame.box.name in jumps:
            continue
        hole = _hole(at, page, frame, own_story_box(frame), stories[0], ruler)
        if hole.low > 0:
            yield hole


def _hole(at: int, page: PageFrames, frame: Frame, box: StoryBox, story: Story, ruler: Ruler) -> _Hole:
    measures = ruler.alone(page.layout, frame, story)
    return _Hole(at, page, frame, box, *measures.room.hole(measures.lines), is_brief(story))


def _best_company(hole: _Hole, stories: Sequence[Story], ruler: Ruler) -> tuple[Story, ...]:
    """Briefs where the hole is smaller than a leg, else another story or briefs in all legs; none where nothing comes
    near. A story that is a brief itself stands among as many as there are."""
    ways = [
        *_briefs(hole, stories, ruler),
        *_under(hole, stories, ruler),
        *_strip(hole, stories, ruler),
    ]
    worth = [way for way in ways if way[0] < hole.low * (1.0 if hole.brief and all(map(is_brief, way[2])) else _WORTH)]
    return min(worth, key=lambda way: way[:2])[2] if worth else ()


_Way = tuple[float, int, tuple[Story, ...]]
"""The lines that stay empty or are over, then the stories' priority: the first of them counts."""


def _briefs(hole: _Hole, stories: Sequence[Story], ruler: Ruler) -> Iterator[_Way]:
    """One to three briefs at the foot of the last leg."""
    layout, depth = hole.page.layout, hole.frame.lines * _MOST_OF_A_LEG
    if hole.low > depth:
        return
    width = measure_of(layout, hole.frame, hole.box)
    needs: list[tuple[int, int, Story]] = []
    for story in stories:
        if story.pictures or story.asides or castoff(ruler.typesetter, layout, story, width) > hole.high:
            continue
        lines = _brief_lines(ruler, layout, hole.frame, width, story)
        if lines <= hole.high:
            needs.append((lines, story.priority, story))
    needs.sort(key=lambda need: (-need[0], need[2].slug))
    for count in range(1, _MOST_BRIEFS + 1):
        for chosen in combinations(needs[:_CONSIDERED], count):
            lines = sum(need[0] for need in chosen) + GAP - 1
            if lines <= depth:
                off = max(0.0, hole.low - lines, lines - hole.high)
                yield off, min(need[1] for need in chosen), tuple(need[2] for need in chosen)


def _strip(hole: _Hole, stories: Sequence[Story], ruler: Ruler) -> Iterator[_Way]:
    """Several briefs in all legs, the most important first."""
    width, room = measure_of(hole.page.layout, hole.frame, hole.box), hole.high - (0 if hole.brief else GAP * hole.legs)
    chosen: list[Story] = []
    for story in sorted((each for each in stories if is_brief(each)), key=lambda each: each.priority):
        lines = _brief_lines(ruler, hole.page.layout, hole.frame, width, story)
        if lines <= room:
            chosen.append(story)
            room -= lines
    if len(chosen) > 1 or (chosen and hole.brief):
        yield max(0.0, room - (hole.high - hole.low)), chosen[0].priority, tuple(chosen)


def _under(hole: _Hole, stories: Sequence[Story], ruler: Ruler) -> Iterator[_Way]:
    """One story over the whole width, in the depth that suits both best; a brief would be set far too wide."""
    place = (*place_of(hole.page.layout, hole.frame), hole.low, hole.high)
    for story in (each for each in stories if not is_brief(each)):
        off = ruler.once(("under", *place, story.slug), partial(_off_under, hole, story, ruler.typesetter))
        if off < inf:
            yield off, story.priority, (story,)


def _off_under(hole: _Hole, story: Story, typesetter: Typesetter) -> float:
    """How many lines stay empty or are over, at best, where a story stands under that of a box; infinite for none."""
    layout, frame = hole.page.layout, hole.frame
    box = under_box(layout, hole.box, frame)
    first = max(LEAST_UNDER, int(hole.low / hole.legs) - GAP)
    last = min(int(hole.high / hole.legs) - GAP + 1, frame.lines - LEAST_UNDER)
    least = inf
    for lines in range(first, last + 1):
        lower = lower_frame(layout, frame, lines)
        if crushed(typesetter, layout, lower, box, story):
            continue
        taken = hole.legs * (lines + GAP)
        room = room_of(typesetter, layout, lower, box, story)
        off = abs(room.misfit(castoff(typesetter, layout, story, measure_of(layout, lower, box))))
        least = min(least, off + max(0.0, hole.low - taken, taken - hole.high))
    return least
