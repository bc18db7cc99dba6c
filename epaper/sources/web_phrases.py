"""Set phrases of newspapers' web sites: a line's text in → whether it is navigation, a section's name, a list's title …

Each table is of regular expressions, one a row, that match a whole line in any case. A new site's wording is a new row.
"""

from __future__ import annotations

import re


def _any_of(rows: str) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{row.strip()})" for row in rows.strip().splitlines()), re.IGNORECASE)


_NAVIGATION = _any_of(
    r"""
    home|menu|search|close|next|prev(?:ious)?|loading\W*|translate|e-?mail|print|save|bookmark|archives?|font size.*
    share|share this.*|tweet|facebook|twitter|x|whatsapp|linkedin|instagram|youtube|reddit|pinterest|telegram
    follow us.*
    copy (?:the )?link|skip to .*|back to top|(?:click|tap) here.*|(?:image|photo) \d+ of \d+
    subscribe(?: now| today)?|sign (?:in|up)(?: (?:to|for) .*)?|log ?in|register|my account|newsletters?
    (?:get )?(?:our )?free .{0,30}newsletter.*|sponsored(?: content)?
    advertise(?: with us)?|advertisement|ad|remove ads?
    (?:story|article) continues .*|continue reading.*|this article is more than .* old
    \d+ (?:comments?|shares?|views?)|\d+ min(?:ute)?s? read|reading time:? .*|listen(?: to .*)?
    (?:view|play|watch) (?:image|video|gallery|full ?screen).*|(?:top|latest|breaking) (?:news|stories|headlines)
    e-?paper|today[’']s (?:e-?)?paper|live(?: tv)?|about us|contact(?: us)?|(?:cookie|privacy)s?(?: policy| settings)?
    terms (?:of|and|&) .*|(?:tags?|topics?|filed under):.*
    (?:(?:also |must )?read(?: more| also| next| this)?|related(?: article| story)?|see also|watch|explore)\s*[:|»>–—].*
    more on this story\s*[:|»>–—].*|read more|read the full story.*|(?:explore )?more (?:from|on|in|about) .{1,40}
    see more.*|view all.*|show (?:more|less)
    """
)
_AFTERWARDS = _any_of(
    r"""
    comments?(?: \(\d+\))?(?: closed)?|leave a (?:comment|reply)|post a comment|join the conversation
    related(?: (?:stories|articles|topics|news|content|posts))?|trending(?: now)?|recommended(?: for you)?|tags?|topics?
    most (?:popular|read|viewed|shared|commented)|(?:more|latest|top|other) (?:stories|news|articles)
    you may also like|editors?[’']s? picks?|up next|read next|more on this(?: story| topic)?
    """
)
_SECTION = _any_of(
    r"""
    (?:world|national|international|nation|local|regional|metro(?:politan)?|city|us|uk|europe|asia|africa)(?: news)?
    (?:south asia|middle east|(?:the )?americas|pakistan|india|australia|latest|breaking)(?: news)?|news
    (?:politics|business|finance|economy|markets?|sports?|science|technology|tech|health|environment|climate)(?: news)?
    education|culture|arts|books|travel|magazine|media|life(?:style)?|entertainment|weather|food|front page|back page
    opinion|editorials?|analysis|comment(?:ary)?|columns?|letters(?: to the editor)?|interview|profile|obituar(?:y|ies)
    review|features?|exclusive|explainer|in depth|special report|investigation
    """
)
_LIST_TITLE = _any_of(
    r"""
    (?:(?:more|latest|today[’']s|other|recent|from the|our|all) )?(?:opinions?|editorials?|leaders?|leading articles?):?
    (?:(?:more|latest|today[’']s|other|recent|our|all) )?(?:comment(?:ary)?|columns?|columnists|views?):?
    (?:(?:more|latest|today[’']s|other|recent|our|all) )?(?:op-?eds?|letters):?
    (?:from the )?(?:opinion|editorial|comment) pages?:?|perspectives?:?|(?:opinion|comment) (?:&|and) analysis:?
    """
)
_PUBLISHED_IN = _any_of(
    r"""
    (?:first |originally |also )?(?:published|appeared|printed) (?:in|on|by) .{2,150}
    (?:this|the) (?:article|story|piece|report|editorial|letter|column) (?:first |also )?appear(?:s|ed) in .+
    (?:this|the) (?:article|story|piece|report|editorial|letter|column) (?:was|is) .{0,12}(?:published|printed) .+
    a version of this (?:article|story) (?:appeared|appears|was published) .+
    """
)
_RIGHTS = re.compile(r"(?:©|\(c\)|copyright\s*(?:©|\(c\)|\d)).*|.{0,60}\ball rights reserved\W*", re.IGNORECASE)
_SALUTATION = re.compile(
    r"(?:sir|madam|sirs|dear (?:sir|madam|editor)|to the editor|editor)\b\s*[,:—–-]", re.IGNORECASE
)
# A part takes all it can, once and for all: were the space before ">" anybody's, each ">" would double the attempts.
_BREADCRUMB = re.compile(
    r"\w[\w &’'-]{0,24}+ ?(?:[>»›→] ?\w[^>»›→]{0,80}+ ?)+|\w[\w &-]{0,20}(?:\s+/\s+\w[\w &-]{0,20}){1,4}"
)


def navigation(text: str) -> bool:
    """Words of the web site rather than of the paper: buttons, menus, breadcrumbs, references to other pages."""
    if text.endswith(".") and not _RIGHTS.fullmatch(text):
        return False
    if any(pattern.fullmatch(text) for pattern in (_NAVIGATION, _RIGHTS, _BREADCRUMB)) or not re.search(
        r"[^\W_]", text
    ):
        return True
    parts = re.split(r"\s*[|•·]\s*", text)
    menu = len(parts) >= 3 and all(0 < len(part.split()) <= 2 and part[:1].isupper() for part in parts)
    return menu or (len(parts) >= 2 and all(section_name(part) for part in parts))


def afterwards(text: str) -> bool:
    """The title of what follows an article on its web page: comments, related stories."""
    return bool(_AFTERWARDS.fullmatch(text))


def section_name(text: str) -> bool:
    """A newspaper section's own name, alone on its line."""
    return bool(_SECTION.fullmatch(text))


def list_title(text: str) -> bool:
    """The title over a list of editorials or columns."""
    return bool(_LIST_TITLE.fullmatch(text))


def published_in(text: str) -> bool:
    """ "Published in TITLE, DATE": where and when the article stood in print."""
    return len(text.split()) <= 30 and bool(_PUBLISHED_IN.fullmatch(text))


def salutation(text: str) -> bool:
    """A letter to the editor begins here."""
    return bool(_SALUTATION.match(text))
