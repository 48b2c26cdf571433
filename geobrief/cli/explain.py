"""``geobrief explain``: why did a mention become this place?"""

from __future__ import annotations

import argparse

from geobrief.cli.outputs import add_layers
from geobrief.cli.terminal import complain, put
from geobrief.errors import NothingToReadError

HELP = "Print the whole argument for each place name of an article: what it might have meant, and why it does not."


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``explain`` understands."""
    parser.add_argument("inputs", nargs="+", metavar="INPUT", help="articles: files, folders, globs, or '-'")
    parser.add_argument("--mention", metavar="TEXT", help="only mentions that hold these words")
    add_layers(parser)


def run(args: argparse.Namespace) -> int:
    """Explain. Exit 1 if no mention fits, or an input could not be read."""
    from geobrief.articles import read_articles
    from geobrief.explain import explain
    from geobrief.gazetteer import Gazetteer, laid

    articles, skipped = read_articles(args.inputs)
    for one in skipped:
        complain(f"{one.path}: {one.reason}")
    if not articles:
        raise NothingToReadError("none of the inputs could be read as an article", skipped)
    said = 0
    with laid(args.layer):
        for article in articles:
            for number, block in enumerate(explain(article, Gazetteer.default(), text=args.mention)):
                for line in (*([] if number else [f"== {article.path}"]), *block.split("\n")):
                    put(line)
                said += 1
    if not said:
        where = ", ".join(args.inputs)
        complain(f"{where}: {_nothing_found(args.mention)}")
    return 1 if skipped or not said else 0


def _nothing_found(mention: str | None) -> str:
    if mention is None:
        return "no place name was found"
    return f"no place name found here holds {mention!r}; without --mention all of them are explained"
