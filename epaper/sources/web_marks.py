"""What one line of a newspaper's web page is by its look: a date, a byline, a caption with its credit, a dateline.

Each function takes a line's text and gives what it found in it, or None. Which of them to ask, and whom to believe
when several say yes, depends on where the line stands, and is the business of head, body and rail.
"""

from __future__ import annotations

import datetime as dt
import re

from epaper.sources.dates import find_date
from epaper.value import Value

_DATE_WORDS = re.compile(
    r"\b(?:first|last|originally|published|updated|posted|modified|created|uploaded|release date|date|on|at|the"
    r"|am|pm|a\.m|p\.m|gmt|utc|bst|cest|cet|e[sd]?t|p[sdk]?t|ist|z|hrs"
    r"|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?"
    r"|publié|mis à jour|le|à|stand|veröffentlicht|aktualisiert|am|um|uhr|publicado|actualizado|güncelleme|yayın)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|mis à jour|aktualisiert|actualizado|güncelleme)\b", re.IGNORECASE)
_CLOCK = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d){1,2}\s*(?:am|pm)?|\b\d{1,2}\s*(?:am|pm)\b|\b\d{1,2}h(?:\d\d)?\b", re.IGNORECASE
)
_RELATIVE = re.compile(
    r"(?:(?:published|updated|posted)\s+)?(?:about\s+)?(?:(?:\d+|an?)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago"
    r"|yesterday|today|just now)",
    re.IGNORECASE,
)


class DateLine(Value):
    """A line that says when and nothing else. A date is None where it is relative ("3 hours ago")."""

    published: dt.date | None = None
    updated: dt.date | None = None


def date_line(text: str, language: str) -> DateLine | None:
    """Published and updated dates, if the line holds only these, clock times and the words that go with them."""
    if len(text) > 120:
        return None
    if _RELATIVE.fullmatch(text):
        return DateLine()
    published = updated = None
    rest, residue = text, ""
    while found := find_date(rest, language):
        label = rest[: found.start]
        if _UPDATED.search(label):
            updated = updated or found.date
        else:
            published = published or found.date
        residue += label + " "
        rest = rest[found.end :]
    if published is None and updated is None:
        return None
    residue = _DATE_WORDS.sub("", _CLOCK.sub("", residue + rest))
    return None if re.search(r"\w", residue) else DateLine(published, updated)


_AGENCIES = (
    "AFP|AP|Reuters|APP|EPA|Bloomberg|PTI|ANI|IANS|UNI|DPA|Xinhua|TASS|Anadolu(?: Agency)?|PA|ANP|EFE|ANSA|Kyodo|Yonhap"
    "|UPI|INP|PPI|PID|NNI|ISPR|Agencies"
)
_PHOTOGRAPHS = _AGENCIES + "|Getty(?: Images)?|Shutterstock|White Star|Alamy|PA Media"
_PERSON = r"(?:correspondents?|reporters?|staff|bureau)"
_DESK = (
    rf"(?:(?:our|the newspaper[’']s|a) (?:own |special |staff |political |sports? |diplomatic |city )*{_PERSON}"
    r"|(?:staff|web|news|monitoring|sports|city|foreign|health|business)"
    r" (?:desk|reporters?|report|correspondents?|writers?)"
    r"|(?:\w+ ){0,2}(?:correspondent|reporter|columnist|editor)(?:,? in [A-Z]\w+)?"
    rf"|agencies|(?:{_AGENCIES}))"
)
_DESK_LINE = re.compile(_DESK + r"(?:\s*(?:[|/,&]|and)\s*" + _DESK + ")*", re.IGNORECASE)
_BY = re.compile(
    r"(?:by|from|words|text|report|story|posted by|reporting by|written by|von|por|(?:propos recueillis )?par)"
    r"\s*:?\s+(?P<who>\S.*)",
    re.IGNORECASE,
)
_NAME_WORD = r"(?:[^\W\d_a-z][\w’'.-]*|de|da|di|van|von|der|den|bin|ibn|al|el|la|du|ul)"
_NAME = rf"[^\W\d_a-z][\w’'.-]*(?:\s+{_NAME_WORD}){{1,3}}"
_NAMES = re.compile(rf"{_NAME}(?:(?:,|\s+and|\s+&)\s+{_NAME})*(?:\s+in\s+{_NAME_WORD}(?:\s+{_NAME_WORD}){{0,2}})?")
_NAME_AND_ROLE = re.compile(rf"(?P<name>{_NAME}(?:(?:,|\s+and)\s+{_NAME})*)\s*\|\s*(?P<role>[^|]{{2,60}})")


def byline(text: str) -> str | None:
    """Who wrote it, without the "By": "By X", "X | Y", "Our Correspondent", an agency alone."""
    if len(text) > 120 or (text.endswith((".", "!", "?")) and not re.search(r"\b[A-Z]\.$", text)):
        return None
    if _DESK_LINE.fullmatch(text):
        return text
    match = _BY.fullmatch(text)
    if match and len(match["who"].split()) <= 12 and re.match(r"[^\W\d_a-z]|our |the |a ", match["who"]):
        return match["who"][0].upper() + match["who"][1:]
    if match := _NAME_AND_ROLE.fullmatch(text):
        return f"{match['name']}, {match['role'].strip()}"
    return None


def bare_name(text: str) -> bool:
    """Two to four capitalised words, as a name alone on its line: a byline if it stands beside one or a date."""
    return len(text) <= 60 and bool(_NAMES.fullmatch(text)) and not text.isupper()


_CREDIT_NAME = r"[^\W\d_a-z0-9][^.!?“”\"]{0,58}[^.!?,;:“”\"\s]"
_IN_BRACKETS = re.compile(
    r"(?P<caption>.*?)\s*[(\[]"
    rf"(?P<credit>(?:(?:{_PHOTOGRAPHS})\b|(?:File\s+)?(?:Photo|Image|Picture)\b)[^()\[\]]*)[)\]]\.?"
)
_LABELLED = re.compile(
    r"(?P<caption>|.*?[\s.”’\"])[—–|-]?\s*(?:Photograph|(?:File )?Photos?|Pictures?|Images?|(?:Photo |Image )?Credit"
    r"|Illustration|Graphic|Foto|Crédit photo)(?: courtesy(?: of)?\b\s*:?| by\b\s*:?|\s*:)"
    r"\s*(?P<credit>[^\s].{0,80}?)\.?"
)
_AFTER_LONG_DASH = re.compile(rf"(?P<caption>.*?)\s*(?:—|―|--)\s*(?P<credit>{_CREDIT_NAME})")
_AFTER_DASH = re.compile(rf"(?P<caption>.*?)(?:\s[–-]\s*|\s*–\s*|\s*\|\s*)(?P<credit>{_CREDIT_NAME})")
_LONGEST_CAPTION = 800
_COUNTER = re.compile(r"^\d+ of \d+\s*\|\s*")
_SURE = re.compile(rf"\b(?:{_PHOTOGRAPHS})\b|\w/\w|\b[Pp]hoto(?:graph)?\b|\b[Ff]ile\b|\b[Cc]ourtesy\b")


class Captioned(Value):
    """A caption and its credit. `sure` tells an agency's or a labelled credit from words that merely follow a dash."""

    caption: str
    credit: str
    sure: bool


def captioned(text: str) -> Captioned | None:
    """A caption that ends in its credit: "….—AFP", "… (AP Photo/X)", "… Photograph: X/Getty"."""
    if len(text) > _LONGEST_CAPTION:
        return None
    text = _COUNTER.sub("", text)
    for pattern in (_IN_BRACKETS, _LABELLED):
        if (match := pattern.fullmatch(text)) and len(match["credit"].split()) <= 8:
            return Captioned(match["caption"].rstrip(" —–|-"), _tidy_credit(match["credit"]), True)
    for pattern in (_AFTER_LONG_DASH, _AFTER_DASH):
        match = pattern.fullmatch(text)
        if match and len(match["credit"].split()) <= 5:
            sure = bool(_SURE.search(match["credit"]))
            if sure or pattern is _AFTER_LONG_DASH:
                return Captioned(match["caption"], match["credit"], sure)
    return None


def credit_alone(text: str) -> bool:
    """A picture agency's name and nothing else."""
    return bool(re.fullmatch(_PHOTOGRAPHS, text))


def _tidy_credit(credit: str) -> str:
    return re.sub(r"^(?:Photo|Image|Picture)\s*(?::|by\b|courtesy\b)\s*", "", credit).strip()


_PLACE_WORD = r"[^\W\d_a-z][^\W\d_a-z’'.-]*"
_CAPITALS = rf"{_PLACE_WORD}(?:[ /-]{_PLACE_WORD}){{0,5}}"
_CAPITALISED = r"[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,2}"
_MONTH_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?"
_BRACKETED = r"(?:\s*\([^()]{2,40}\))?"
_REGION = rf"(?:, (?!(?:{_MONTH_DAY}))[^\W\d_a-z][\w.’' -]{{1,28}})?"
_TAIL = rf"{_REGION}(?P<facts>{_BRACKETED}(?:,? (?:{_MONTH_DAY}))?{_BRACKETED})"
_MARK = r"\s*(?P<mark>:|—|―|–|--|\s-)\s*(?=\S)"
_DATELINE = re.compile(rf"(?P<place>(?P<capitals>{_CAPITALS})(?![\w’'])|{_CAPITALISED}){_TAIL}{_MARK}")
_NO_PLACE = re.compile(
    r"(?:q|a|question|answer|note|editors?[’']?s? note|correction|clarification|warning|update|updated|watch|opinion"
    r"|analysis|photos?|exclusive|breaking|live|video|sir|madam|source|tip|fact|summary|background|verdict|result|score"
    r"|however|but|and|dear .*)",
    re.IGNORECASE,
)


def dateline(text: str) -> tuple[str, str] | None:
    """The place that opens a story, and the text after it; the colon or dash between them is dropped.

    "PARIS:", "NEW DELHI/ISLAMABAD:", "WASHINGTON, Oct 10 —", "PARIS (Reuters) -", "LAUREL, Md. —", "New Delhi: The …".
    """
    match = _DATELINE.match(text)
    if match is None or _NO_PLACE.fullmatch(match["place"]):
        return None
    rest = text[match.end() :]
    shouted = match["capitals"] and len(match["capitals"]) > 1 and match["capitals"].isupper()
    if not shouted:
        colon_only = match["mark"] == ":" and not match["facts"]
        if not (match["facts"] or colon_only) or not (rest[:1].isupper() or rest[:1] in "“‘\"'"):
            return None
    return text[: match.start("mark")].rstrip(), rest


def shouted_dateline(text: str) -> bool:
    """A dateline in capitals: a sure sign of a story's first paragraph."""
    found = dateline(text)
    return (
        found is not None
        and re.match(_CAPITALS, found[0]) is not None
        and found[0].split(",")[0].split("(")[0].isupper()
    )
