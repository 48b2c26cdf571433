"""``geobrief export``: another output from a ``brief.json``."""

from __future__ import annotations

import argparse
from pathlib import Path

from geobrief.atomic import shown_target
from geobrief.cli.listing import open_brief
from geobrief.cli.outputs import add_output_arguments, export_options
from geobrief.cli.terminal import complain, progress_bar, say
from geobrief.errors import UsageError

HELP = "Make other outputs from a brief.json. It holds everything that every output needs."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``export`` understands."""
    parser.usage = "geobrief export BRIEF.json (-o OUT... | --audience WHO) [options]"
    parser.add_argument("brief", type=Path, metavar="BRIEF.json", help="a brief that geobrief made")
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="OUT",
        help="where to write; the suffix chooses the format, and there may be several",
    )
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Read the brief and write every output."""
    from geobrief.export import check_outputs, font_notices, outputs_for, save_together

    options = export_options(args)
    outputs = outputs_for(args.audience, args.output, str(args.brief))
    if not outputs:
        raise UsageError("say what to write: -o OUT, or --audience minister, desk or gis")
    check_outputs(outputs, options, inputs=[args.brief])
    brief = open_brief(args.brief)
    with progress_bar("writing", len(outputs), "file") as step:
        save_together(brief, outputs, options, begun=step)
    args.made = True
    for notice in font_notices(brief, outputs, options):
        complain(notice)
    say(f"made {', '.join(map(shown_target, outputs))} from {args.brief}")
    return 0
