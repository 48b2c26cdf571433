"""``geobrief review``: put a brief right in its own page, and learn from it."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geobrief.cli.loudness import is_quiet
from geobrief.cli.terminal import complain, put, say
from geobrief.errors import UsageError

if TYPE_CHECKING:
    from geobrief.brief import Brief, Correction
    from geobrief.export import ExportOptions
    from geobrief.recipes import Recipe

HELP = (
    "Serve the page of a brief on this machine, to be corrected there: each answer is written to overrides.toml at once, "
    "and the brief is built anew when you ask for it. Give a recipe, or a brief.json, which cannot be built anew here."
)

GAZETTEER = "gazetteer.csv"
_FOUND = 9
"""Places that a search gives."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what ``review`` understands."""
    parser.add_argument("brief", metavar="RECIPE|BRIEF.JSON", help="the recipe of the brief, or the brief itself")
    parser.add_argument("--overrides", type=Path, metavar="TOML", help="the file of answers (default: the one that the recipe names, or overrides.toml beside it)")  # fmt: skip
    parser.add_argument("--port", type=int, default=0, metavar="N", help="port to serve at (default: any that is free)")
    parser.add_argument("--no-browser", action="store_true", help="only print the address")
    parser.add_argument("--report", action="store_true", help="say how much was reviewed, and what was wrong")
    parser.add_argument("--promote", action="store_true", help=f"put the names that were set into {GAZETTEER} beside the recipe")  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="promote without asking")


def run(args: argparse.Namespace) -> int:
    """Serve, report or promote."""
    desk = desk_of(Path(args.brief), args.overrides)
    if args.promote:
        return _promote(desk, sure=args.yes)
    if args.report:
        desk.build()
        from geobrief.review import report_of

        for line in report_of(desk.brief):
            put(line)
        return 0
    return _serve(desk, args.port, browser=not args.no_browser)


@dataclass
class ReviewDesk:
    """A brief under review, and where its answers are kept."""

    path: Path
    """The recipe, or brief.json."""
    answers: Path
    recipe: Recipe | None
    _brief: Brief | None = None
    _seen: bytes | None = None
    """The file of answers as the page knows it."""

    @property
    def brief(self) -> Brief:
        """The brief as it was built last, with the answers that are kept now."""
        from geobrief.brief import correction_tables
        from geobrief.review import read_answers

        if self._brief is None:
            self.build()
        assert self._brief is not None  # noqa: S101 - for the reader and the type checker
        if not self.answers.exists():
            return self._brief
        # Answers that came after the brief was built: a page that is opened again must not lose them.
        return replace(self._brief, corrections=correction_tables([*self.otherwise, *read_answers(self.answers)]))

    def take(self, brief: Brief) -> None:
        """Take the brief as it was built before."""
        self._brief = brief

    def build(self) -> None:
        """Read the brief, or build it with the answers."""
        if self.recipe is None:
            from geobrief.bounds import read_file
            from geobrief.brief import from_json

            self._brief = from_json(read_file(self.path, 1 << 30).decode("utf-8"))
            return
        from geobrief.pipeline import build

        recipe = _read(self.path)
        self.recipe = recipe
        overrides = recipe.overrides
        if self.answers.exists() and (overrides is None or Path(overrides.path) != self.answers):
            from geobrief.recipes import read_overrides_file

            own = read_overrides_file(self.answers)
            overrides = own if overrides is None else overrides | own
        self._brief = build(
            recipe.inputs,
            title=recipe.title,
            workers=recipe.workers or 1,
            worldview=self.options.worldview,
            overrides=overrides,
            published=recipe.date,
            engine=recipe.engine,
            layers=recipe.layers,
            texts=recipe.texts or "cited",
            notes=complain,
        )

    @property
    def options(self) -> ExportOptions:
        """The wishes of the recipe."""
        from geobrief.export import ExportOptions

        return ExportOptions(**self.recipe.wishes) if self.recipe else ExportOptions()

    @property
    def otherwise(self) -> tuple[Correction, ...]:
        """What the recipe itself says, and the file of answers need not."""
        overrides = self.recipe.overrides if self.recipe else None
        return overrides.corrections if overrides and Path(overrides.path) != self.answers else ()

    def page(self) -> str:
        """Return the page as it is now."""
        from geobrief.map import render_map

        self._seen = self._kept
        return render_map(self.brief, options=replace(self.options.map_options(), live=True))

    def keep(self, data: dict[str, Any]) -> dict[str, Any]:
        """Write the answers."""
        from geobrief.review import keep_answers

        if self._kept != self._seen:
            raise UsageError(f"{self.answers} was changed by somebody else meanwhile: reload the page")
        number = keep_answers(self.answers, data, self.otherwise)
        self._seen = self._kept
        return {"kept": number}

    @property
    def _kept(self) -> bytes | None:
        return self.answers.read_bytes() if self.answers.exists() else None

    def rebuild(self, data: dict[str, Any]) -> dict[str, Any]:
        """Build the brief with the answers, and write the outputs of its recipe."""
        del data
        if self.recipe is None:
            raise UsageError(
                f"{self.path}: a brief.json has no articles to build from: geobrief build … --overrides {self.answers}"
            )
        from geobrief.export import save_together

        self.build()
        outputs = self.recipe.outputs
        if outputs:
            save_together(self.brief, outputs, self.options)
        return {"built": list(outputs)}

    def search(self, data: dict[str, Any]) -> dict[str, Any]:
        """Return places of a name, the likeliest first."""
        from geobrief.gazetteer import Gazetteer, find_places, laid
        from geobrief.map import review_row

        query = data.get("query")
        if not isinstance(query, str) or not query.strip() or len(query) > 200:
            return {"places": []}
        with laid(self.recipe.layers if self.recipe else None):
            gazetteer = Gazetteer.default()
            found = find_places(gazetteer, query)[:_FOUND]
            return {"places": [review_row(gazetteer.full(item.hit.place)) for item in found]}


def _read(path: Path) -> Recipe:
    from geobrief.recipes import read_recipe

    recipe = read_recipe(path, begun=False)
    if not recipe.inputs:
        raise UsageError(f'{path}: the recipe names no inputs; add inputs = ["…"]')
    return recipe


def desk_of(path: Path, answers: Path | None, usual: str | None = None) -> ReviewDesk:
    """Return the desk of a recipe or brief.json.

    Args:
        path: The recipe, or the brief.
        answers: The file of answers, where it is given.
        usual: Its name beside the brief, where neither this nor the recipe gives one.
    """
    from geobrief.review import ANSWERS_NAME

    recipe = _read(path) if path.suffix.lower() == ".toml" else None
    named = recipe.overrides.path if recipe and recipe.overrides and recipe.overrides.path != str(path) else None
    return ReviewDesk(path, answers or Path(named or path.with_name(usual or ANSWERS_NAME)), recipe)


def _serve(desk: ReviewDesk, port: int, *, browser: bool) -> int:
    from geobrief.review import ReviewServer

    desk.build()
    try:
        server = ReviewServer(desk, port)
    except OSError as error:
        raise UsageError(f"--port {port} cannot be served at: {error.strerror or error}") from error
    with server:
        put(server.url)
        from geobrief.cli.terminal import flush

        flush()
        if not is_quiet():
            complain(f"answers go to {desk.answers}; Ctrl-C ends the review")
        if browser:
            import webbrowser

            webbrowser.open(server.url)
        server.serve_forever()
    return 0


def _promote(desk: ReviewDesk, *, sure: bool) -> int:
    from geobrief.atomic import write_whole
    from geobrief.review import read_answers, rows_of, with_rows

    target = desk.path.with_name(GAZETTEER)
    text, new = with_rows(
        target.read_text("utf-8") if target.exists() else "", rows_of([*desk.otherwise, *read_answers(desk.answers)])
    )
    if not new:
        say("no name was set that the gazetteer of this recipe lacks")
        return 1
    for name, lat, lon, _, _, means in new:
        put(f"{name}: {means or f'{lat}, {lon}'}")
    if not sure and not _agreed(f"Put {len(new)} of these into {target}? [y/N] "):
        raise UsageError("nothing was promoted; say y, or give --yes")
    write_whole(target, lambda draft: _write(draft, text))
    say(f'made {target}: a recipe beside it takes it with [gazetteer] and layers = ["{target.name}"]')
    return 0


def _agreed(question: str) -> bool:
    if not sys.stdin or not sys.stdin.isatty():
        raise UsageError("nobody is there to ask: give --yes")
    return input(question).strip().lower() in ("y", "yes")


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
