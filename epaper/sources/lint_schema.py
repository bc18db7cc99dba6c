"""The `lint` keys of the layout language, as pydantic models: which warnings are silenced, and why.

The rules themselves are in `plan.lint`; that each has its key here is held by a test.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from epaper.sources.checked import Strict, kebab, shown


def _reason(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"a reason is wanted for silencing this rule, not {shown(value)}")
    return value


Reason = Annotated[
    str | None, BeforeValidator(_reason), WithJsonSchema({"type": "string", "minLength": 1, "description": "Why."})
]


class LintModel(Strict):
    """Warnings that are silenced, each with the reason."""

    measure: Reason = Field(
        None,
        description="Legs that hold fewer than 28 or more than 60 characters a line.",
        examples=["eight narrow columns are what our readers know"],
    )
    tombstone: Reason = Field(
        None,
        description="Heads of one size side by side at one height.",
        examples=["two views of one debate, meant to weigh the same"],
    )
    leg_length: Reason = Field(
        None, description="Legs under 51 mm or over 254 mm.", examples=["subheads break up the long legs"]
    )
    wrap: Reason = Field(
        None,
        description="A picture inside a leg, or astride two, that is too shallow for six lines of text beside it.",
        examples=["our writers' portraits are small"],
    )
    rail_width: Reason = Field(
        None, description="A rail that a usual word of its titles is too wide for.", examples=["our titles are short"]
    )
    gutters: Reason = Field(
        None,
        description="White beside the box that is not one gutter wide.",
        examples=["a moat sets the comment apart"],
    )
    off_grid: Reason = Field(
        None, description="Legs that stand on no columns of the page.", examples=["a bastard measure marks the feature"]
    )
    small_type: Reason = Field(
        None, description="Type under 7 pt, light type under 9 pt.", examples=["printed on coated paper"]
    )


def _of_a_box(model: LintModel) -> LintModel:
    if model.small_type:
        raise ValueError("small-type is a rule for the whole page; silence it at the top of the layout")
    return model


BoxLint = Annotated[LintModel, AfterValidator(_of_a_box)]


def silenced(model: LintModel) -> Mapping[str, str]:
    """Each rule that is silenced, as it is written in YAML, and why."""
    return {kebab(name): reason for name, reason in model if reason}
