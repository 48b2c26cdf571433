"""``geobrief assist``: proposals of a model for a brief, kept where the brief's own quotes bear them."""

from __future__ import annotations

import argparse
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.atomic import shown_target
from geobrief.cli.listing import open_brief
from geobrief.cli.outputs import add_output_arguments, export_options, positive
from geobrief.cli.terminal import complain, progress_bar, say, tell

if TYPE_CHECKING:
    from geobrief.brief import Brief
    from geobrief.model import Article

HELP = (
    "Ask a language model for proposals for a brief: other words for labels, another order of the findings, events that "
    "were missed. Each is kept only where quotes, places, days and actors that geobrief itself found bear it, and is "
    "marked (proposed). Nothing is asked unless you name the address; quotes, and sentences of the articles that you "
    "give, are sent there. Needs pip install 'geobrief[assist]'."
)

KEY = "GEOBRIEF_ASSIST_KEY"
"""Environment variable with what the server wants to see."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what the command takes."""
    parser.usage = "geobrief assist BRIEF.json [ARTICLE...] --server URL --model NAME -o OUT... [options]"
    parser.add_argument("brief", type=Path, metavar="BRIEF.json", help="a brief that geobrief made")
    parser.add_argument("inputs", nargs="*", metavar="ARTICLE", help="its articles, for events that were missed")
    parser.add_argument(
        "--server", required=True, metavar="URL", help=f"OpenAI-compatible, up to /v1 (a key for it stands in ${KEY})"
    )
    parser.add_argument("--model", required=True, metavar="NAME", help="as the server calls it")
    parser.add_argument(
        "--only", choices=["labels", "order", "events"], action="append", help="what to ask for; may be repeated"
    )
    parser.add_argument(
        "--timeout", type=positive, default=120.0, metavar="SECONDS", help="for an answer (default 120)"
    )
    parser.add_argument(
        "-o", "--output", action="append", required=True, metavar="OUT", help="where to write, as geobrief build does"
    )
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Ask, check, write. 1 where a question got no answer."""
    from geobrief.web import require_libraries

    require_libraries("assist")
    from geobrief.assist import EVERYTHING, Model, assist
    from geobrief.export import check_outputs, outputs_for, save_together
    from geobrief.web import web_address

    options = export_options(args)
    args.output = outputs_for(args.audience, args.output, str(args.brief))
    check_outputs(args.output, options, inputs=[args.brief])
    brief = open_brief(args.brief)
    model = Model(web_address(args.server), args.model, os.environ.get(KEY, ""), args.timeout)
    articles = _articles(args.inputs, brief)
    with progress_bar("asking", None, "question") as step:
        outcome = assist(brief, model, articles=articles, asked=args.only or EVERYTHING, step=step)
    for line in outcome.refused:
        tell(f"not kept: {line}")
    for line, times in Counter(outcome.unasked).items():
        complain(f"no answer for {line}" + (f" ({times} questions)" if times > 1 else ""))
    save_together(outcome.brief, args.output, options)
    args.made = True
    made = ", ".join(map(shown_target, args.output))
    say(f"made {made}: {outcome.kept} proposals kept and marked, {len(outcome.refused)} not borne by the articles")
    return 1 if outcome.unasked else 0


def _articles(inputs: Sequence[str], brief: Brief) -> list[Article]:
    """The articles of the brief among some files, with the dates that the brief has."""
    from dataclasses import replace

    from geobrief.articles import read_articles

    published = {source.id: source.published for source in brief.articles}
    articles, skipped = read_articles(list(inputs))
    for item in skipped:
        complain(f"skipped {item.path}: {item.reason}")
    for article in articles:
        if article.id not in published:
            complain(f"{article.path}: this is no article of the brief, or it was changed since")
    return [replace(one, published=published[one.id]) for one in articles if one.id in published]
