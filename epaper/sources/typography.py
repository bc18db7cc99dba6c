"""Typography mended on the way in: typewriter's text in → quotes, apostrophes, dashes, ellipses, no-break spaces out.

A text is mended by a list of rules. A rule looks at a whole paragraph and gives edits; an edit that touches an address
(web or mail) is dropped. A paragraph's runs are mended as one text, so that a quotation may open in roman and close in
italic. Mended text stays as it is when it is mended again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache, partial
from typing import TypeAlias

from epaper.model.story import Picture, RailItem, Runs, Story, plain
from epaper.sources.house_style import FIXED, NARROW, HouseStyle, house_style
from epaper.sources.quotes import mend_quotes
from epaper.value import Value, replace


class Edit(Value):
    """Put `text` in the place of what stands from `start` to `end`."""

    start: int
    end: int
    text: str


Rule: TypeAlias = Callable[[str], Iterable[Edit]]


def mend(text: str, language: str) -> str:
    """A paragraph's text with its typography mended by the custom of a language (a tag such as "en-GB")."""
    for rule in _rules(language):
        text = _edited(text, _outside_addresses(text, rule(text)))
    return text


def mend_runs(runs: Runs, language: str) -> Runs:
    """A paragraph's runs, mended as one text. Each new character belongs to the run whose character it replaces."""
    if len(runs) == 1:
        return (replace(runs[0], text=mend(runs[0].text, language)),)
    text = plain(runs)
    owners = [index for index, run in enumerate(runs) for _ in run.text]
    for rule in _rules(language):
        edits = _outside_addresses(text, rule(text))
        text = _edited(text, edits)
        for edit in reversed(edits):
            owner = owners[min(edit.start, len(owners) - 1)]
            owners[edit.start : edit.end] = [owner] * len(edit.text)
    texts = [""] * len(runs)
    for character, owner in zip(text, owners, strict=True):
        texts[owner] += character
    return tuple(replace(run, text=own) for run, own in zip(runs, texts, strict=True) if own)


def mend_story(story: Story, language: str) -> Story:
    """A story with all its printed words mended; its slug, section and rights are left alone."""
    return replace(
        story,
        headline=mend_runs(story.headline, language),
        kicker=mend(story.kicker, language),
        deck=mend_runs(story.deck, language),
        byline=mend(story.byline, language),
        dateline=mend(story.dateline, language),
        published=mend(story.published, language),
        paragraphs=tuple(each.mapped(partial(mend_runs, language=language)) for each in story.paragraphs),
        pictures=tuple(mend_picture(each, language) for each in story.pictures),
        pull_quotes=tuple(mend_runs(each, language) for each in story.pull_quotes),
        asides=tuple(each.mapped(partial(mend_runs, language=language)) for each in story.asides),
    )


def mend_picture(picture: Picture, language: str) -> Picture:
    """A picture with its caption, credit and description mended."""
    return replace(
        picture,
        caption=mend_runs(picture.caption, language),
        credit=mend(picture.credit, language),
        alt=mend(picture.alt, language),
    )


def mend_rail_item(item: RailItem, language: str) -> RailItem:
    """A rail item with its title, teaser and writer mended."""
    return replace(
        item,
        title=mend(item.title, language),
        teaser=mend_runs(item.teaser, language),
        byline=mend(item.byline, language),
    )


def _edited(text: str, edits: Sequence[Edit]) -> str:
    """The text with edits made that stand in its order."""
    parts: list[str] = []
    at = 0
    for edit in edits:
        parts += text[at : edit.start], edit.text
        at = edit.end
    return "".join(parts) + text[at:]


# A mailbox begins where its row of characters does, and a host is no longer than the DNS lets it be (RFC 1035: 63
# characters a label): looked for at every character of a long row, either would take the square of its length.
_ADDRESS = re.compile(
    r"(?:https?://|ftp://|mailto:|www\.)[^\s<>\"“”«»]+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++(?:\.[\w-]++)+"
    r"|\b[\w-]{1,63}+(?:\.[\w-]{1,63}+){0,8}\.[a-z]{2,63}/[^\s<>\"“”«»]*"
)
_AFTER_ADDRESS = ".,;:!?'’)]…"


def _outside_addresses(text: str, edits: Iterable[Edit]) -> Sequence[Edit]:
    found = list(edits)
    if not found or not ("/" in text or "@" in text or "www." in text):
        return found
    matches = list(_ADDRESS.finditer(text))
    starts = [match.start() for match in matches]
    ends = [match.start() + len(match[0].rstrip(_AFTER_ADDRESS)) for match in matches]

    def touches(edit: Edit) -> bool:
        last = bisect_left(starts, edit.end) - 1
        return last >= 0 and edit.start < ends[last]

    return [edit for edit in found if not touches(edit)]


@lru_cache(maxsize=64)
def _rules(language: str) -> tuple[Rule, ...]:
    style = house_style(language)
    rules: list[Rule] = [_ellipses, _dashes(style), _ranges, lambda text: _quotes(text, style), _units]
    rules += [_initials, _surnames, _titles(style), _numbers]
    if style.spaced_guillemets:
        rules.append(_guillemets)
    if style.spaced_punctuation:
        rules.append(_french_punctuation)
    if style.spaced_thousands:
        rules.append(_thousands)
    return tuple(rules)


def _by_pattern(pattern: str, new: Callable[[re.Match[str]], str], sign: str = "") -> Rule:
    """A rule that replaces each match; `sign` is a character without which a text needs no looking through."""
    compiled = re.compile(pattern)

    def rule(text: str) -> Iterator[Edit]:
        if not sign or sign in text:
            for match in compiled.finditer(text):
                text_now = new(match)
                if text_now != match[0]:
                    yield Edit(match.start(), match.end(), text_now)

    return rule


# Three dots are an ellipsis; a fourth is the full stop of the sentence before it. Longer rows are leaders.
_ellipses = _by_pattern(
    r"(?<!\.)(?:\.{3,4}|\. \. \.(?: \.)?)(?! ?\.)",
    lambda match: "…" if match[0].count(".") == 3 else ".…",
    ".",
)


def _dashes(style: HouseStyle) -> Rule:
    """ " - " and " -- " are the language's dash, "a--b" and "---" the long one; rows of four and more are rules."""

    def new(match: re.Match[str]) -> str:
        spaced = match[1] and match[3]
        return "—" if not spaced or match[2] == "---" else style.dash

    spaced_hyphen = r"(?<=[^\s–—-])( )(-)( )(?=[^\s–—-])"
    hyphens = r"(?<![-–—])( ?)(?<![-–—] )(-{2,3})( ?)(?![-–—])"
    one = _by_pattern(spaced_hyphen, lambda match: style.dash, "-")
    more = _by_pattern(hyphens, new, "-")
    return lambda text: sorted([*one(text), *more(text)], key=lambda edit: edit.start)


_NUMBER = r"\d{1,3}(?:,\d{3})+|\d{1,4}(?:[.:]\d{1,2})?"
_RANGE = rf"(?<![\w./:,–—-])([£$€]?)({_NUMBER})-([£$€]?)({_NUMBER})(?![\w/–—-]|[.,:]\d)"


def _new_range(match: re.Match[str]) -> str:
    left, right = match[2], match[4]
    telephone = left.startswith("0") or (len(left), len(right)) == (3, 4)
    aircraft = re.fullmatch(r"7\d7", left)
    if telephone or aircraft:
        return match[0]
    rises = float(left.replace(",", "").replace(":", ".")) < float(right.replace(",", "").replace(":", "."))
    short = len(right) < len(left) or (len(left) <= 2 and len(right) <= 2)
    return match[0].replace("-", "–") if rises or short else match[0]


_ranges = _by_pattern(_RANGE, _new_range, "-")


def _quotes(text: str, style: HouseStyle) -> Iterator[Edit]:
    for start, end, mark in mend_quotes(text, style.double, style.single):
        yield Edit(start, end, mark)


_UNIT = (
    r"km/h|km²|m²|m³|km|cm|mm|m|kg|mg|g|lb|oz|ft|mph|kph|knots|kWh|kW|MW|GW|Hz|kHz|MHz|GHz|KB|MB|GB|TB|ha|°C|°F|°|%|‰|€|£|\$"
    r"|bn|mn|tn|am|pm|a\.m\.|p\.m\."
)
_units = _by_pattern(rf"\d (?=(?:{_UNIT})(?!\w))", lambda match: match[0][0] + FIXED)

# "J. K. Rowling", but not "plan B. The": a lone initial holds on only to another initial.
_initials = _by_pattern(r"[A-Z](?<!\w[A-Z])\. (?=[A-Z]\.)", lambda match: match[0][:2] + FIXED, ". ")
_surnames = _by_pattern(r"[A-Z](?<=\b[A-Z]\.[ \u00a0][A-Z])\. (?=[A-Z][a-z])", lambda match: match[0][:2] + FIXED, ". ")
_numbers = _by_pattern(
    r"(?:No|Nr|pp?)(?<!\w(?:No|Nr|pp))(?<!\wp)\. (?=\d)|§ (?=\d)", lambda match: match[0][:-1] + FIXED
)


def _titles(style: HouseStyle) -> Rule:
    """A title stays with its name: "Mr X", "Mme Y", "Dr. Z"."""
    if not style.titles:
        return lambda text: ()
    words = "|".join(style.titles)
    return _by_pattern(rf"\b((?:{words})\.?) (?=[^\W\d_a-z])", lambda match: match[1] + FIXED)


_guillemets = _by_pattern(
    r"«[ \u00a0\u202f]*(?=\S)|(?<=[^\s«])[ \u00a0\u202f]*»",
    lambda match: f"«{NARROW}" if match[0][0] == "«" else f"{NARROW}»",
)
_french_punctuation = _by_pattern(
    r"(?<=[\w»”’)\]%…°])[ \u00a0\u202f]*(?:([;!?])|(:)(?=[\s\u202f]|$))",
    lambda match: f"{NARROW}{match[1]}" if match[1] else f"{FIXED}:",
)
_thousands = _by_pattern(
    r"(?<![\d.,\u202f])(?<!\d )\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)", lambda match: re.sub(r"\s", NARROW, match[0])
)
