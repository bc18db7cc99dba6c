"""An edition with other copy: no letter is lost, and boxes are filled or it is said why not."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from epaper.model.edition import Edition, EditionPage
from epaper.pipeline import Composed, compose
from epaper.sources.editions import load_edition
from epaper.standing import Standing
from epaper.value import replace

ROOT = Path(__file__).parents[1]
SLUGS = (
    "cyclone-phailin",
    "greek-gods",
    "hong-kong-vote",
    "picture-coffee",
    "new-horizons",
    "asylum-seekers",
    "brief-ten-suspects-arrested-in-iraq",
    "brief-moon-rocket-engines-to-be-fired",
)


@pytest.fixture(scope="module")
def proofreading() -> Any:
    sys.path.insert(0, str(ROOT / "benchmarks"))
    try:
        import proofreading  # noqa: PLC0415 (it stands beside the benchmarks)
    finally:
        sys.path.pop(0)
    return proofreading


@pytest.fixture(scope="module")
def paper() -> Edition:
    """Two tabloid pages with a little of the daily's copy."""
    edition, _ = load_edition(ROOT / "samples" / "daily" / "edition.yaml")
    stories = tuple(replace(story, section="") for story in edition.stories if story.slug in SLUGS)
    pages = (EditionPage(1, "tabloid-front"), EditionPage(2, "tabloid-inside"))
    return replace(edition, stories=stories, pages=pages, rail=edition.rail[:3])


@pytest.fixture(scope="module")
def standing() -> Standing:
    return Standing()


def as_it_is(edition: Edition) -> Edition:
    return edition


def shuffled(edition: Edition) -> Edition:
    chance, stories = random.Random(1), list(edition.stories)
    chance.shuffle(stories)
    return replace(edition, stories=tuple(replace(story, priority=at) for at, story in enumerate(stories, 1)))


def thinned(edition: Edition) -> Edition:
    return replace(edition, stories=edition.stories[::2])


def unpictured(edition: Edition) -> Edition:
    return replace(edition, stories=tuple(replace(story, pictures=()) for story in edition.stories))


def elsewhere(front: str, pages: int) -> Callable[[Edition], Edition]:
    """The same on pages of another size, of which the inside ones are of one layout."""

    def moved(edition: Edition) -> Edition:
        names = (front, *[front.replace("-front", "-inside")] * (pages - 1))
        return replace(edition, pages=tuple(EditionPage(at, name) for at, name in enumerate(names, 1)))

    moved.__name__ = front
    return moved


def short(edition: Edition) -> Edition:
    return replace(edition, stories=tuple(replace(story, paragraphs=story.paragraphs[:1]) for story in edition.stories))


VARIATIONS = (as_it_is, shuffled, thinned, unpictured, short, elsewhere("berliner-front", 2), elsewhere("a4-front", 4))


@pytest.mark.parametrize("vary", VARIATIONS, ids=lambda vary: vary.__name__)
def test_no_letter_is_lost_and_boxes_are_full_or_it_is_said(
    vary: Callable[[Edition], Edition], paper: Edition, proofreading: Any, standing: Standing
) -> None:
    composed: Composed = compose(vary(paper), standing=standing)
    assert proofreading.unaccounted(composed) == []
    assert list(proofreading.misplaced(composed)) == []
    proofs = proofreading.box_proofs(composed)
    said = {note.where for note in composed.diagnostics if note.code == "box-empty"}
    for proof in proofs:
        if proof.empty:
            assert proof.frame.box.where in said
        elif not proof.filled:
            assert any(fit.over_lines or fit.under_lines for fit in proof.fits), proof
    taken = [proof for proof in proofs if not proof.empty]
    assert len(taken) >= len(proofs) / 2
    assert sum(proof.filled for proof in taken) >= 0.95 * len(taken)
