"""``geobrief export``: another output from a ``brief.json``."""

from __future__ import annotations

import argparse
from pathlib import Path

from geobrief.atomic import shown_target
from geobrief.cli.listing import open_brief
from geobrief.cli.outputs import add_output_arguments, export_options
from geobrief.cli.terminal import complain, progress_bar, say

HELP = "Make other outputs from a brief.json. It holds everything that every output needs."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``export`` understands."""
    parser.usage = "geobrief export BRIEF.json -o OUT... [options]"
    parser.add_argument("brief", type=Path, metavar="BRIEF.json", help="a brief that geobrief made")
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        required=True,
        metavar="OUT",
        help="where to write; the suffix chooses the format, and there may be several",
    )
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read the brief and write every output."""
    from geobrief.export import check_outputs, save_together
    from geobrief.export.notices import font_notices

    options = export_options(args)
    check_outputs(args.output, options, inputs=[args.brief])
    brief = open_brief(args.brief)
    with progress_bar("writing", len(args.output), "file") as step:
        save_together(brief, args.output, options, begun=step)
    args.made = True
    for notice in font_notices(brief, args.output, options):
        complain(notice)
    say(f"made {', '.join(map(shown_target, args.output))} from {args.brief}")
    return 0
