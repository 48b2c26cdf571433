"""``geobrief diff``: what is new in a brief since an older one."""

from __future__ import annotations

import argparse
from pathlib import Path

from geobrief.atomic import shown_target
from geobrief.cli.listing import open_brief
from geobrief.cli.terminal import put_raw, say

HELP = (
    "Compare two briefs and say what is new: events that came, changed (status, date, toll, place, contradicted, "
    "confirmed) and went, with the sentences that say so."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``diff`` understands."""
    parser.usage = "geobrief diff OLD.json NEW.json [-o CHANGES.html|.md|.json]... [options]"
    parser.add_argument("old", type=Path, metavar="OLD.json", help="the older brief")
    parser.add_argument("new", type=Path, metavar="NEW.json", help="the newer brief")
    parser.add_argument(
        "-o", "--output", action="append", default=[], metavar="OUT",
        help="where to write, as .html, .md or .json; there may be several (default: print it)",
    )  # fmt: skip
    parser.add_argument("--language", choices=["en", "fr"], help="of the words around the texts (default: en)")
    parser.add_argument("--marking", metavar="TEXT", help='handling marking, such as "TLP:AMBER"')


def run(args: argparse.Namespace) -> int:
    """Compare, and write or print what is new. What is the same is no error: 0."""
    from geobrief.atomic import check_distinct, check_no_input, check_writable
    from geobrief.brief import compare
    from geobrief.export import ExportOptions, news_lines, news_of, renderer, save_changes, summary_of_changes, words_in

    targets = [Path(name) for name in args.output]
    for target in targets:
        renderer(str(target))
        check_writable(target)
    check_distinct(targets)
    check_no_input(targets, [args.old, args.new])
    options = ExportOptions(language=args.language or "en", marking=args.marking)
    new = open_brief(args.new)
    changes = compare(open_brief(args.old), new)
    if not targets:
        put_raw("\n".join(news_lines(news_of(new, changes, words_in(options.language)))).rstrip() + "\n")
        return 0
    for target in targets:
        save_changes(new, changes, target, options)
        args.made = True
    say(f"made {', '.join(map(shown_target, args.output))}: {summary_of_changes(changes, words_in(options.language))}")
    return 0
