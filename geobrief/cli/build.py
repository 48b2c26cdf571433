"""``geobrief build``: articles in, a cited map out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from geobrief.atomic import shown_target
from geobrief.cli.archives import add_archive_arguments, brief_of_archives, choice_of, fill_archive, is_archive_folder
from geobrief.cli.listing import open_brief
from geobrief.cli.loudness import is_quiet, is_verbose
from geobrief.cli.outputs import add_layers, add_output_arguments, add_workers, day, day_or_brief, export_options, share
from geobrief.cli.terminal import Progress, complain, printable, put, say, stages, tell
from geobrief.errors import NothingToReadError, OutputError, UsageError

if TYPE_CHECKING:
    from geobrief.archive import Choice
    from geobrief.brief import Brief, Overrides
    from geobrief.export import ExportOptions
    from geobrief.model import Skipped
    from geobrief.pipeline import BuildWishes, Stages
    from geobrief.recipes import Recipe

_SHOWN = 5
"""Disagreements that are named where not everything is to be said."""

_SHOWN_NAMES = 3
"""Places without a position that are named."""

_STEPS = {"reading": "reading", "understanding": "understood", "writing": "writing"}
"""How a step of a stage is told."""

HELP = (
    "Read articles, find the places and events in them, and make one map that cites every sentence it shows. "
    "Give files, folders, globs, '-' for standard input, or a recipe such as maps/NAME.toml."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``build`` understands."""
    parser.usage = "geobrief build INPUT... [-o OUT]... [options]"
    parser.add_argument(
        "inputs", nargs="*", metavar="INPUT", help="articles: files, folders, globs, '-', or one recipe"
    )
    parser.add_argument(
        "-o",
        "--output",
        action="append",
        default=[],
        metavar="OUT",
        help="where to write; the suffix chooses the format, and there may be several (default: maps/NAME.html)",
    )
    parser.add_argument("--title", help="title of the brief (default: from what the articles are about)")
    parser.add_argument(
        "--date",
        type=day,
        metavar="YYYY-MM-DD",
        help="publication date of the articles that give none (default: as their text lets on, or unknown)",
    )
    parser.add_argument(
        "--config", type=Path, metavar="TOML", help="file with defaults (default: ./geobrief.toml, if any)"
    )
    parser.add_argument(
        "--embed", action="store_true", help="print the HTML that shows each .html in somebody's page, too"
    )
    add_workers(parser)
    parser.add_argument(
        "--since",
        type=day_or_brief,
        metavar="DAY|OLD.json",
        help="a day (2024-08-06): leave out articles published before it; "
        "an older brief.json: mark what is new since it",
    )
    parser.add_argument(
        "--min-confidence", type=share, metavar="SHARE", help="leave out events that are less sure, from 0 to 1 (0.6)"
    )
    parser.add_argument("--engine", metavar="NAME", help="what understands the articles (geobrief plugins lists them)")
    add_layers(parser)
    parser.add_argument(
        "--texts",
        choices=["none", "cited", "full"],
        help="how much of the articles the brief carries, to be read beside the map (default: cited paragraphs)",
    )
    parser.add_argument(
        "--no-cache", action="store_true", help="work everything out anew, and keep nothing for the next build"
    )
    parser.add_argument(
        "--overrides",
        action="append",
        default=[],
        type=Path,
        metavar="TOML",
        help="a file of corrections, such as the page's review gives out; after those of the recipe",
    )
    add_archive_arguments(parser)
    add_output_arguments(parser)


def run(args: argparse.Namespace) -> int:
    """Build, write every output, and say what was made."""
    from geobrief.export import check_outputs, font_notices, save_together
    from geobrief.recipes import Recipe

    defaults = _defaults(args.config)
    recipe = _recipe(args.inputs) or Recipe()
    inputs = list(recipe.inputs or args.inputs)
    if not inputs:
        raise UsageError("say what to read: geobrief build FILES-OR-FOLDERS (geobrief build --help says more)")
    chosen = choice_of(args, inputs, recipe)
    if args.archive:
        return fill_archive(args, inputs, recipe, defaults)
    outputs = _outputs(args, recipe, defaults)
    options = export_options(args, recipe.wishes, defaults.wishes)
    check_outputs(outputs, options, inputs=_read_files(inputs, [recipe, defaults], args.overrides))
    wishes = _wishes(args, recipe, defaults, options)
    notes: list[str] = []
    try:
        with stages() as shown:
            begin, step = _told(shown) if is_verbose() else shown
            brief = _build(inputs, chosen, wishes, (begin, step), notes)
            begin("writing", len(outputs))
            save_together(brief, outputs, options, begun=step)
    except NothingToReadError as error:
        if len(error.skipped) > 1:  # the error itself names the only one
            _name(error.skipped)
        raise
    args.made = True
    noted = () if is_quiet() else notes
    for notice in (*noted, *font_notices(brief, outputs, options)):  # after the bar: it would be drawn over them
        complain(notice)
    _name(brief.skipped)
    _name_heavy_pages(brief, outputs, options)
    undated = _undated(brief)
    if undated and not is_quiet():
        complain(undated)
    _name_conflicts(brief)
    if args.embed:
        _print_snippets(brief, outputs, options.address)
    say(_made(brief, outputs))
    if lacking := _lacking(brief, wishes["layers"]):
        say(lacking)
    return 1 if brief.skipped else 0


def watched(args: argparse.Namespace) -> tuple[list[Path], list[Path]]:
    """Return what a build reads, as far as it is there, and what it writes."""
    from geobrief.recipes import Recipe

    recipe, defaults = _recipe(args.inputs) or Recipe(), _defaults(args.config)
    inputs = list(recipe.inputs or args.inputs)
    outputs = _outputs(args, recipe, defaults)
    # Of a glob, the folder before its first sign.
    folders = [Path(name) if Path(name).exists() else _before_glob(name) for name in inputs]
    recipes = [Path(item.path) for item in (recipe, defaults) if item.path]
    answers = [Path(item.overrides.path) for item in (recipe, defaults) if item.overrides]
    return [path for path in (*folders, *recipes, *answers, *args.overrides) if path.exists()], [
        Path(name) for name in outputs
    ]


def _before_glob(pattern: str) -> Path:
    parts = Path(pattern).parts
    number = next((at for at, part in enumerate(parts) if any(sign in part for sign in "*?[")), len(parts))
    return Path(*parts[:number]) if number else Path()


def _overrides(first: Overrides | None, files: Sequence[Path]) -> Overrides | None:
    """What the recipe says, and after it what each of some files says."""
    from geobrief.recipes import read_overrides_file

    for path in files:
        read = read_overrides_file(path)
        first = read if first is None else first | read
    return first


def _read_files(inputs: Sequence[str], recipes: Sequence[Recipe], overrides: Sequence[Path]) -> Iterator[Path]:
    """The files that no output may be written over; a brief that geobrief made is no article, and is made again."""
    from geobrief.articles import STANDARD_INPUT, Input, find_inputs, is_made_here

    yield from (Path(recipe.path) for recipe in recipes if recipe.path)
    yield from (Path(recipe.overrides.path) for recipe in recipes if recipe.overrides)
    yield from overrides
    for found in find_inputs([given for given in inputs if not is_archive_folder(given)]):
        if isinstance(found, Input) and found.shown != STANDARD_INPUT and not is_made_here(found.path):
            yield found.path


def _print_snippets(brief: Brief, outputs: Sequence[str], address: str | None) -> None:
    """Print the frame of each map, at the address given or else beside the page that shows it."""
    from urllib.parse import quote

    from geobrief.map import embed_snippet

    for output in outputs:
        name = Path(output).name
        if name.lower().endswith(".html") and not name.lower().endswith((".embed.html", ".email.html")):
            put(embed_snippet(address or quote(name), printable(brief.title)))


def _wishes(args: argparse.Namespace, recipe: Recipe, defaults: Recipe, options: ExportOptions) -> BuildWishes:
    """What the command line asks for, or else the recipe, or else the defaults."""
    return {
        "title": args.title or recipe.title or defaults.title,
        "workers": args.workers or recipe.workers or defaults.workers or 1,
        "worldview": options.worldview,
        "published": args.date or recipe.date or defaults.date,
        "since": open_brief(args.since) if isinstance(args.since, Path) else args.since,
        "min_confidence": args.min_confidence or 0.0,
        "engine": args.engine or recipe.engine or defaults.engine,
        "layers": next((item for item in (args.layer, recipe.layers, defaults.layers) if item is not None), None),
        "texts": args.texts or recipe.texts or defaults.texts or "cited",
        "cache": not args.no_cache,
        "overrides": _overrides(recipe.overrides or defaults.overrides, args.overrides),
    }


def _build(
    inputs: Sequence[str],
    chosen: Choice | None,
    wishes: BuildWishes,
    shown: tuple[Stages, Progress],
    notes: list[str],
) -> Brief:
    from geobrief.pipeline import build

    begin, step = shown
    if chosen is None:
        return build(inputs, **wishes, progress=step, stages=begin, notes=notes.append)
    return brief_of_archives(inputs, chosen, wishes, shown, notes=notes)


def _told(shown: tuple[Stages, Progress]) -> tuple[Stages, Progress]:
    """Return what shows the stages and also says each step in a line."""
    running = ""

    def begin(stage: str, total: int | None) -> None:
        nonlocal running
        running = stage
        shown[0](stage, total)

    def step(name: str) -> None:
        shown[1](name)
        if running != "comparing":  # it goes through what was read a moment ago
            tell(f"{_STEPS.get(running, running)} {name}")

    return begin, step


def _defaults(config: Path | None) -> Recipe:
    from geobrief.recipes import Recipe, read_recipe

    if config is None and not Path("geobrief.toml").is_file():
        return Recipe()
    return read_recipe(config or Path("geobrief.toml"))


def _recipe(inputs: Sequence[str]) -> Recipe | None:
    recipes = [path for path in inputs if path.lower().endswith(".toml")]
    if not recipes:
        return None
    if len(inputs) > 1:
        raise UsageError(f"{recipes[0]}: a recipe names its own inputs; give it alone")
    from geobrief.recipes import read_recipe

    recipe = read_recipe(Path(recipes[0]))
    if not recipe.inputs:
        raise UsageError(f'{recipes[0]}: the recipe names no inputs; add inputs = ["…"]')
    return recipe


def _outputs(args: argparse.Namespace, recipe: Recipe, defaults: Recipe) -> list[str]:
    """Return the files to make: those that are named, and those for the audience, called like the first of them."""
    from geobrief.export import outputs_for

    named = args.output or list(recipe.outputs or defaults.outputs)
    audience = args.audience or recipe.audience or defaults.audience
    otherwise = named[0] if named else _default_output(args.inputs)
    return outputs_for(audience, named, otherwise) or [otherwise]


def _default_output(inputs: Sequence[str]) -> str:
    """Return ``maps/NAME.html``, named after the first input, and make the folder."""
    name = "brief" if inputs[0] == "-" else Path(inputs[0]).resolve().stem
    try:
        Path("maps").mkdir(exist_ok=True)
    except OSError as error:
        reason = f"this folder for the map cannot be made ({error.strerror or error}); say -o where to write"
        raise OutputError("maps", reason) from error
    return str(Path("maps") / f"{name.strip('*?[]') or 'brief'}.html")


def _name(skipped: Sequence[Skipped]) -> None:
    """Say what was skipped: the rows of one file that fail for one reason in one line, all else in a line each."""
    alike: dict[tuple[str, str], list[Skipped]] = {}
    for item in skipped:
        file, mark, number = item.path.rpartition("#")
        whole = not mark or not number.isdecimal()
        alike.setdefault((item.path if whole else file, item.reason), []).append(item)
    for (file, reason), items in alike.items():
        if len(items) == 1 or items[0].path == file:
            complain(f"skipped {items[0].path}: {reason}")
        else:
            numbers = sorted(int(item.path.rpartition("#")[2]) for item in items)
            span = f"from #{numbers[0]} to #{numbers[-1]}"
            complain(f"skipped {len(items)} entries of {file}, {span}: each {reason}")


def _name_conflicts(brief: Brief) -> None:
    """Say what the articles differ about: a line each, and only the first few where not everything is to be said."""
    if is_quiet():
        return
    shown = brief.conflicts if is_verbose() else brief.conflicts[:_SHOWN]
    for conflict in shown:
        values = ", ".join(f"“{value.value}”" for value in conflict.values)
        complain(f"the articles differ about {conflict.about}: {values}")
    if len(shown) < len(brief.conflicts):
        complain(f"they differ about {len(brief.conflicts) - len(shown)} things more, which --verbose names")


def _name_heavy_pages(brief: Brief, outputs: Sequence[str], options: ExportOptions) -> None:
    """Say where a page holds more than a browser is known to carry, and what to do about it."""
    from geobrief.export import COMFORTABLE_EVENTS

    if is_quiet() or options.max_events is not None or len(brief.events) <= COMFORTABLE_EVENTS:
        return
    for output in outputs:
        if output.lower().endswith(".html") and not output.lower().endswith((".embed.html", ".email.html")):
            complain(
                f"{output} holds {len(brief.events):,} events, more than most browsers carry with ease: "
                f"--max-events {COMFORTABLE_EVENTS // 2} makes several pages of it, --split region by country"
            )


def _made(brief: Brief, outputs: Sequence[str]) -> str:
    counts = [
        _count(len(brief.articles), "article"),
        _count(len(brief.places), "place"),
        _count(len(brief.events), "event"),
    ]
    if brief.skipped:
        counts.append(f"{_count(len(brief.skipped), 'input')} not read")
    if brief.conflicts:
        counts.append(f"{_count(len(brief.conflicts), 'disagreement')} between sources")
    return f"made {', '.join(map(shown_target, outputs))}: {', '.join(counts)}"


def _lacking(brief: Brief, layers: Sequence[str] | None) -> str | None:
    """What would bring the places that the articles name and no gazetteer here has; None where nothing would."""
    from geobrief.gazetteer import asked_indexes, imported_indexes, laid

    countries = {place.id: place.country for place in brief.places if place.country}
    names: dict[str, set[str]] = {}
    for event in brief.events:
        for where in event.where:
            if where.named is not None and where.place in countries:
                names.setdefault(countries[where.place], set()).add(where.named)
    have = {path.stem for path in imported_indexes()}
    with laid(layers):
        asked = {path.stem for path in asked_indexes()}
    layer_of = {code: f"geonames-{code.lower()}" for code in sorted(names)}
    codes = [code for code, layer in layer_of.items() if layer not in have]
    lacking = "here"
    how = f"geobrief gazetteer fetch geonames --countries {','.join(codes)}"
    if not codes:  # what was fetched counts only where it is asked for
        codes = [code for code, layer in layer_of.items() if layer not in asked]
        lacking = "that was asked"
        how = "build with " + " ".join(f"--layer {layer_of[code]}" for code in codes)
    if not codes:
        return None
    unknown = sorted({name for code in codes for name in names[code]})
    named = ", ".join([*unknown[:_SHOWN_NAMES], *(["…"] if len(unknown) > _SHOWN_NAMES else [])])
    few = (
        "1 place that events are told at is"
        if len(unknown) == 1
        else f"{len(unknown)} places that events are told at are"
    )
    return f"{few} in no gazetteer {lacking} ({named}): {how}"


def _undated(brief: Brief) -> str | None:
    """How many articles have no date at all, and what to do about it; None where all have one."""
    number, every = sum(article.published.basis == "unknown" for article in brief.articles), len(brief.articles)
    if not number:
        return None
    named = brief.articles[0].path if every == 1 else f"{number} of {_count(every, 'article')}"
    return f'{named}: no publication date, so that days such as "on Monday" stay unknown: give --date or a sources.csv'


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
