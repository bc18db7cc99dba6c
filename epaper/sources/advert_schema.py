"""What layouts and editions say of an advertisement beside its file, as a pydantic model."""

from __future__ import annotations

from pydantic import Field, StrictBool

from epaper.sources.checked import Strict
from epaper.sources.layout_values import AdvertSize, Text


class AdvertFields(Strict):
    """The keys that every advertisement may have."""

    size: AdvertSize | None = Field(
        None, description="The size that was sold: page columns x depth.", examples=["3x12cm"]
    )
    border: StrictBool = Field(True, description="A hairline around it.", examples=[False])
    href: Text = Field("", description="Where a click on it leads.", examples=["https://bank.example"])
    alt: Text = Field(
        "", description="Its words, for those who do not see it.", examples=["Harbour Bank: open on Sundays"]
    )
