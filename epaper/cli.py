"""The command line: arguments in → exit codes and words out. The only place that prints.

Exit codes: 0 done; 1 faults in the input, or with --strict copy that does not fit; 2 wrong usage; 70 a fault of ours.
"""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from epaper import __version__

if TYPE_CHECKING:
    from rich.table import Table

    from epaper.errors import Diagnostic
    from epaper.model.fit import StoryFit
    from epaper.write.images import ImageSpec

FAULTS, BROKEN = 1, 70


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="epaper")
def cli() -> None:
    """Make newspapers: copy, pictures and YAML layouts in; a paged PDF edition and page images out."""
