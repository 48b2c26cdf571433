"""``geobrief plugins``: what other packages add, and whether it can be loaded."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from geobrief.cli.loudness import coloured
from geobrief.cli.terminal import printable, put_json, put_raw, say

if TYPE_CHECKING:
    from geobrief.plugins import Plugin

HELP = (
    "List what other packages add to geobrief: readers, exporters, engines, gazetteers and kinds of event, each with "
    "its package. GEOBRIEF_PLUGINS=none leaves all of them out."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.add_argument("--json", action="store_true", help="print a JSON list")


def run(args: argparse.Namespace) -> int:
    """Print each plug-in. 1 where one of them cannot be loaded."""
    from geobrief.plugins import GROUPS, found

    rows = [_row(plugin) for group in GROUPS for plugin in found(group).values()]
    if args.json:
        put_json(rows)
    elif not rows:
        say("no package that is installed adds anything to geobrief")
    else:
        for row in rows:
            mark = coloured(row["problem"], "wrong") if row["problem"] else coloured("loads", "good")
            what = printable(f"{row['group'].removesuffix('s'):10} {row['name']:16} {row['package']} {row['version']}")
            put_raw(f"{what}  {mark}\n")
    return 1 if any(row["problem"] for row in rows) else 0


def _row(plugin: Plugin) -> dict[str, str]:
    from geobrief.errors import PluginError

    problem = ""
    try:
        plugin.load()
    except PluginError as error:
        problem = printable(error.reason)
    return {
        "group": plugin.group,
        "name": plugin.name,
        "package": plugin.package,
        "version": plugin.version,
        "points_to": plugin.entry.value,
        "problem": problem,
    }
