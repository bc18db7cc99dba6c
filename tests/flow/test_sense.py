"""Where a headline should not break: inside short quotations."""

from __future__ import annotations

import pytest

from epaper.flow.sense import quotation_costs


@pytest.mark.parametrize(
    ("headline", "kept"),
    [
        ("Troops share ‘rare moment’ of congeniality", {3}),
        ("Er nennt es „eine gute Lösung“ für alle", {4, 5}),
        ("«\u00a0Oui\u00a0», dit-il", set()),
        ("“Water”, he said, “is the main killer, and not the wind”", set()),
        ("The dogs’ dinner, the cats’ tea", set()),
    ],
)
def test_a_short_quotation_stays_on_one_line(headline: str, kept: set[int]) -> None:
    assert set(quotation_costs(headline.split(" "))) == kept
