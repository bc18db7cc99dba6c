"""What one line of a newspaper's web page is by its look: a date, a byline, a caption with its credit, navigation …

Each function takes a line's text and gives what it found in it, or None. Which of them to ask, and whom to believe
when several say yes, depends on where the line stands, and is the business of head, body and rail.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from epaper.sources.dates import find_date

_DATE_WORDS = re.compile(
    r"\b(?:first|last|originally|published|updated|posted|modified|created|uploaded|release date|date|on|at|am|pm|a\.m|p\.m"
    r"|gmt|utc|bst|cest|cet|e[sd]?t|p[sdk]?t|ist|z|hrs|the|le|am|um|uhr|publié|mis à jour|à|veröffentlicht|aktualisiert"
    r"|publicado|actualizado|güncelleme|yayın|(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\b(?:updated|modified|mis à jour|aktualisiert|actualizado|güncelleme)\b", re.IGNORECASE)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d(?:[:.]\d\d)?\s*(?:am|pm)?|\b\d{1,2}\s*(?:am|pm)\b", re.IGNORECASE)
_RELATIVE = re.compile(
    r"(?:(?:published|updated|posted)\s+)?(?:about\s+)?(?:(?:\d+|an?)\s+(?:second|minute|min|hour|day|week|month|year)s?\s+ago"
    r"|yesterday|today|just now)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class DateLine:
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
    "AFP|AP|Reuters|APP|EPA|Getty(?: Images)?|Bloomberg|PTI|ANI|IANS|UNI|DPA|Xinhua|TASS|Anadolu(?: Agency)?|PA|ANP|EFE|ANSA"
    "|Kyodo|Yonhap|UPI|INP|PPI|PID|NNI|ISPR|Shutterstock|White Star|Agencies"
)
_DESK = (
    r"(?:(?:from |by )?(?:our|the newspaper[’']s|a) (?:own |special |staff |political |sports? |diplomatic |city )*"
    r"(?:correspondents?|reporters?|staff|bureau)|(?:staff|web|news|monitoring|sports|city|foreign) (?:desk|reporters?|report|correspondents?|writers?)"
    rf"|agencies|(?:{_AGENCIES}))"
)
_DESK_LINE = re.compile(_DESK + r"(?:\s*(?:[|/,&]|and)\s*" + _DESK + ")*", re.IGNORECASE)
_BY = re.compile(
    r"(?:by|words|text|report|story|reporting by|written by|von|por|par)\s*:?\s+(?P<who>\S.*)", re.IGNORECASE
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
    if match := _NAME_AND_ROLE.fullmatch(text):
        return f"{match['name']}, {match['role'].strip()}"
    match = _BY.fullmatch(text)
    if match and len(match["who"].split()) <= 12 and re.match(r"[^\W\d_a-z]|our |the |a ", match["who"]):
        return match["who"]
    return None


def bare_name(text: str) -> bool:
    """Two to four capitalised words, as a name alone on its line: a byline if it stands beside one or a date."""
    return len(text) <= 60 and bool(_NAMES.fullmatch(text)) and not text.isupper()


_CREDIT_NAME = r"[^\W\d_a-z0-9][^.!?“”\"]{0,58}[^.!?,;:“”\"\s]"
_IN_BRACKETS = re.compile(
    rf"(?P<caption>.*?)\s*[(\[](?P<credit>(?:(?:{_AGENCIES})\b|(?:File\s+)?(?:Photo|Image|Picture)\b)[^()\[\]]*)[)\]]\.?"
)
_LABELLED = re.compile(
    r"(?P<caption>|.*?[\s.”’\"])[—–|-]?\s*(?:Photograph|(?:File )?Photos?|Pictures?|Images?|Credit|Photo credit|Image credit|Illustration|Graphic|Foto|Crédit photo)"
    r"(?:\s*:| by\b| courtesy of\b| courtesy\b)\s*(?P<credit>[^\s].{0,80}?)\.?"
)
_AFTER_LONG_DASH = re.compile(rf"(?P<caption>.*?)\s*(?:—|―|--)\s*(?P<credit>{_CREDIT_NAME})")
_AFTER_DASH = re.compile(rf"(?P<caption>.*?)(?:\s[–-]\s*|\s*–\s*|\s*\|\s*)(?P<credit>{_CREDIT_NAME})")
_SURE = re.compile(rf"\b(?:{_AGENCIES})\b|\w/\w|\b[Pp]hoto(?:graph)?\b|\b[Ff]ile\b|\b[Cc]ourtesy\b")


@dataclass(frozen=True, slots=True)
class Captioned:
    """A caption and its credit. `sure` tells an agency's or a labelled credit from words that merely follow a dash."""

    caption: str
    credit: str
    sure: bool


def captioned(text: str) -> Captioned | None:
    """A caption that ends in its credit: "….—AFP", "… (AP Photo/X)", "… Photograph: X/Getty"."""
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


def _tidy_credit(credit: str) -> str:
    return re.sub(r"^(?:Photo|Image|Picture)\s*(?::|by\b|courtesy\b)\s*", "", credit).strip()


_NAVIGATION = re.compile(
    r"home|menu|search|share|share this.*|tweet|facebook|twitter|x|whatsapp|linkedin|instagram|youtube|reddit|pinterest|telegram"
    r"|e-?mail|print|copy (?:the )?link|save|bookmark|subscribe(?: now| today)?|sign (?:in|up)|log ?in|register|my account"
    r"|newsletters?|sponsored(?: content)?|skip to .*|\d+ (?:comments?|shares?|views?)"
    r"|\d+ min(?:ute)?s? read|reading time:? .*|listen(?: to .*)?|follow us.*|close|next|previous|prev|loading\W*|advertise(?: with us)?"
    r"|(?:advertisement|ad|story continues below.*|article continues .*|continue reading.*|remove ads?)"
    r"|(?:top|latest|breaking) (?:news|stories|headlines)|e-?paper|today[’']s (?:e-?)?paper|live(?: tv)?"
    r"|(?:cookie|privacy)(?: policy| settings)?|terms (?:of|and|&) .*|contact(?: us)?|about us|back to top|archives?"
    r"|(?:©|\(c\)|copyright).*|all rights reserved.*|tags?|(?:tags?|topics?|filed under):.*|(?:click|tap) here.*"
    r"|(?:view|play|watch) (?:image|video|gallery|full ?screen).*|(?:image|photo) \d+ of \d+|font size.*|translate",
    re.IGNORECASE,
)
_CROSS_REFERENCE = re.compile(
    r"(?:(?:also |must )?read(?: more| also| next| this)?|related(?: article| story)?|see also|watch|explore|more on this story)\s*[:|»>–—].*"
    r"|read more|read the full story.*|(?:explore )?more (?:from|on|in|about) .{1,40}|see more.*|view all.*|show (?:more|less)",
    re.IGNORECASE,
)
_AFTERWARDS = re.compile(
    r"comments?(?: \(\d+\))?(?: closed)?|leave a (?:comment|reply)|post a comment|join the conversation"
    r"|related(?: (?:stories|articles|topics|news|content|posts))?|most (?:popular|read|viewed|shared|commented)|trending(?: now)?"
    r"|recommended(?: for you)?|(?:more|latest|top|other) (?:stories|news|articles)|you may also like|editors?[’']s? picks?|up next|read next",
    re.IGNORECASE,
)
_BREADCRUMB = re.compile(
    r"\w[\w &’'-]{0,24}(?:\s*[>»›→]\s*\w[^>»›→]{0,80})+|\w[\w &-]{0,20}(?:\s+/\s+\w[\w &-]{0,20}){1,4}"
)


def navigation(text: str) -> bool:
    """Words of the web site rather than of the paper: buttons, menus, breadcrumbs, references to other pages."""
    if _NAVIGATION.fullmatch(text) or _CROSS_REFERENCE.fullmatch(text) or _BREADCRUMB.fullmatch(text):
        return True
    parts = re.split(r"\s*[|•·]\s*|\s{3,}", text)
    return len(parts) >= 3 and all(0 < len(part.split()) <= 2 and part[:1].isupper() for part in parts)


def afterwards(text: str) -> bool:
    """The title of what follows an article on its web page: comments, related stories."""
    return bool(_AFTERWARDS.fullmatch(text))


_SECTION = re.compile(
    r"(?:world|national|international|nation|politics|business|finance|economy|markets?|sports?|opinion|editorials?|analysis"
    r"|comment(?:ary)?|culture|arts|books|science|technology|tech|health|environment|climate|education|letters(?: to the editor)?"
    r"|interview|profile|obituar(?:y|ies)|review|features?|breaking(?: news)?|exclusive|explainer|in depth|travel|magazine"
    r"|front page|back page|metro(?:politan)?|city|local|regional|media|lifestyle|life|entertainment|(?:the )?americas|us|uk|europe|asia"
    r"|south asia|africa|middle east|pakistan|india|news|latest|special report|investigation|columns?|weather|food)(?: news)?",
    re.IGNORECASE,
)


def section_name(text: str) -> bool:
    """A newspaper section's own name, alone on its line."""
    return bool(_SECTION.fullmatch(text))


_LIST_TITLE = re.compile(
    r"(?:(?:more|latest|today[’']s|other|recent|from the|our|all) )?(?:opinions?|editorials?|leaders?|leading articles?"
    r"|comment(?:ary)?|columns?|columnists|views?|op-?eds?|perspectives?|letters)(?: pages?| & analysis| and analysis)?:?",
    re.IGNORECASE,
)


def list_title(text: str) -> bool:
    """The title over a list of editorials or columns."""
    return bool(_LIST_TITLE.fullmatch(text))


_PUBLISHED_IN = re.compile(
    r"(?:(?:this|the|a version of this) (?:article|story|piece|report|editorial|letter|column) )?"
    r"(?:was |is |has been )?(?:(?:first|originally|also) )?(?:published|appeared|appears|printed) (?:in|on|by|as) .{2,150}",
    re.IGNORECASE,
)


def published_in(text: str) -> bool:
    """ "Published in TITLE, DATE": where and when the article stood in print."""
    return len(text.split()) <= 30 and bool(_PUBLISHED_IN.fullmatch(text))


_PLACE_WORD = r"[^\W\d_a-z][^\W\d_a-z’'.-]*"
_CAPITALS = rf"{_PLACE_WORD}(?:[ /-]{_PLACE_WORD}){{0,5}}"
_CAPITALISED = r"[^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){0,2}"
_MONTH_DAY = r"[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?"
_TAIL = rf"(?:, (?!(?:{_MONTH_DAY}))[^\W\d_a-z][\w.’' -]{{1,28}})?(?P<facts>(?:\s*\([^()]{{2,40}}\))?(?:,? (?:{_MONTH_DAY}))?(?:\s*\([^()]{{2,40}}\))?)"
_MARK = r"\s*(?P<mark>:|—|―|–|--|\s-)\s*(?=\S)"
_DATELINE = re.compile(rf"(?P<place>(?P<capitals>{_CAPITALS})(?![\w’'])|{_CAPITALISED}){_TAIL}{_MARK}")
_NO_PLACE = re.compile(
    r"(?:q|a|question|answer|note|editors?[’']s? note|correction|clarification|warning|update|updated|watch|opinion|analysis|photos?"
    r"|exclusive|breaking|live|video|sir|madam|source|tip|fact|summary|background|verdict|result|score|however|but|and|dear .*)",
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


_SALUTATION = re.compile(
    r"(?:sir|madam|sirs|dear (?:sir|madam|editor)|to the editor|editor)\b\s*[,:—–-]", re.IGNORECASE
)


def salutation(text: str) -> bool:
    """A letter to the editor begins here."""
    return bool(_SALUTATION.match(text))
