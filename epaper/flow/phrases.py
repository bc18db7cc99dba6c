"""A language → the few words that the engine itself puts on a page."""

from __future__ import annotations

_CONTINUED_ON = {
    "de": "Fortsetzung auf Seite {}",
    "en": "Continued on Page {}",
    "es": "Continúa en la página {}",
    "fr": "Suite page {}",
    "it": "Continua a pagina {}",
    "nl": "Vervolg op pagina {}",
    "pt": "Continua na página {}",
    "tr": "Devamı {}. sayfada",
}
_ON_PAGE = {
    "de": "Seite {}",
    "en": "Page {}",
    "es": "Página {}",
    "fr": "Page {}",
    "it": "Pagina {}",
    "nl": "Pagina {}",
    "pt": "Página {}",
    "tr": "Sayfa {}",
}
_FROM = {
    "de": "Von Seite {}",
    "en": "From Page {}",
    "es": "Viene de la página {}",
    "fr": "Suite de la page {}",
    "it": "Da pagina {}",
    "nl": "Vervolg van pagina {}",
    "pt": "Da página {}",
    "tr": "{}. sayfadan devam",
}


def continued_on(page: int, language: str) -> str:
    """The jump line under a story's first part."""
    return _in(_CONTINUED_ON, language).format(page)


def on_page(page: int, language: str) -> str:
    """Where a story is found, in a refer."""
    return _in(_ON_PAGE, language).format(page)


def continued_from(page: int, language: str) -> str:
    """The jump line over its second part."""
    return _in(_FROM, language).format(page)


def _in(phrases: dict[str, str], language: str) -> str:
    return phrases.get(language.replace("_", "-").split("-")[0].lower(), phrases["en"])
