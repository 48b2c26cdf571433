"""``Brief``: all that geobrief knows of some articles, frozen, and the ways out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from os import PathLike
from typing import TYPE_CHECKING, Any, Literal

from geobrief.model import (
    Changes,
    CitedMention,
    Conflict,
    Decision,
    Event,
    Finding,
    GazetteerVersion,
    KeyFigure,
    PlaceRecord,
    Skipped,
    Source,
    Texts,
)

if TYPE_CHECKING:
    import folium
    import geopandas

Table = Literal[
    "places",
    "mentions",
    "events",
    "event_places",
    "articles",
    "movements",
    "event_citations",
    "findings",
    "key_figures",
    "conflicts",
]


@dataclass(frozen=True, slots=True, repr=False)
class Brief:
    """Articles in, a cited account of places and events out: what ``brief.json`` holds."""

    title: str
    generator: str
    """Version of geobrief that made it."""
    gazetteer: GazetteerVersion
    articles: tuple[Source, ...]
    """By publication date, undated last, then by path: their order is their number in the list of sources."""
    places: tuple[PlaceRecord, ...]
    """The places that mentions and events mean, by name."""
    mentions: tuple[CitedMention, ...]
    """In the order of the articles and of the text."""
    events: tuple[Event, ...]
    """By time, undated last."""
    conflicts: tuple[Conflict, ...]
    skipped: tuple[Skipped, ...]
    reviewed: tuple[str, ...] = ()
    """Ids of events and places that a person has looked at and let stand, sorted; who says so is whoever made the brief."""
    decisions: tuple[Decision, ...] = ()
    """What an analyst set by hand (``overrides`` of a recipe), in the order of the overrides."""
    findings: tuple[Finding, ...] = ()
    """What matters most, heaviest first."""
    key_figures: tuple[KeyFigure, ...] = ()
    """How many were killed, moved, paid; those of the findings first."""
    corrections: tuple[Mapping[str, Any], ...] = ()
    """What an analyst answered, as it stands in a recipe: the page goes on from it."""
    changes: Changes | None = None
    """What is new since an older brief, where the brief was built against one."""
    texts: Texts | None = None
    """What it carries of the articles' texts beyond the quoted sentences, or None."""

    def __repr__(self) -> str:
        """Say in a line what this is: the whole content of a brief fills screens."""
        counts = ", ".join(
            f"{len(items)} {what}{'' if len(items) == 1 else 's'}"
            for what, items in (("article", self.articles), ("place", self.places), ("event", self.events))
        )
        return f"<Brief {self.title!r}: {counts}>"

    # The ways in and out stand in the stages after this one and are imported when they are used: a brief can be
    # read and written without a map, and the stages keep their one direction.

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Brief:
        """Read a ``brief.json``.

        Raises:
            UsageError: The file cannot be read, or is no brief of this version.
        """
        from geobrief.brief.document import load  # noqa: PLC0415

        return load(path)

    def save(self, path: str | PathLike[str], *, marking: str | None = None, **wishes: Any) -> None:  # noqa: ANN401
        """Write the brief to ``path``; the suffix chooses the format.

        Args:
            path: Where to.
            marking: Handling marking on every page, such as ``"TLP:AMBER"``.
            wishes: What else :class:`geobrief.export.ExportOptions` takes, as ``language="fr"`` or ``paper="Letter"``.

        Raises:
            UsageError: A wish is unknown, or cannot be met.
            OutputError: The suffix is unknown, or the file cannot be written. A file that stood there is left whole.
        """
        from geobrief.export import options_of, save_brief  # noqa: PLC0415

        save_brief(self, path, options_of(marking=marking, **wishes))

    def filter(
        self,
        *,
        kinds: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        countries: Collection[str] | None = None,
        places: Collection[str] | None = None,
        outlets: Collection[str] | None = None,
        since: date | None = None,
        until: date | None = None,
        min_confidence: float = 0.0,
        independent: int = 1,
        where: Callable[[Event], bool] | None = None,
    ) -> Brief:
        """Return the part of the brief that is about some events: with the articles that tell them, and their places.

        Args:
            kinds: Only of these kinds, by their keys (``"protest"``).
            statuses: Only of these statuses (``"done"``).
            countries: Only in these, by their two-letter codes.
            places: Only at these, by name or id.
            outlets: Only told by one of these.
            since: Only what was, or may have been, on this day or later; then undated events go.
            until: Only what was, or may have been, on this day or earlier.
            min_confidence: Only as sure as this, from 0 to 1.
            independent: Only what so many independent sources tell.
            where: Only what this says yes to.

        Raises:
            UsageError: A kind is unknown.
        """
        from geobrief.brief.selecting import Wanted, select  # noqa: PLC0415

        wanted = Wanted(kinds, statuses, countries, places, outlets, since, until, min_confidence, independent, where)
        return select(self, wanted)

    def merge(self, other: Brief) -> Brief:
        """Return one brief of two: what both have stands in it once, with the citations of both.

        Raises:
            UsageError: Two gazetteers resolved their names.
        """
        from geobrief.brief.merging import merge  # noqa: PLC0415

        return merge(self, other)

    def to_geodataframe(self, table: Table = "places") -> geopandas.GeoDataFrame:
        """Return one table of the brief with its geometry, EPSG:4326; its columns have the same types in every brief.

        >>> import geobrief
        >>> brief = geobrief.build("seeds/niger-2024/2024-08-06-base-201.md")
        >>> frame = brief.to_geodataframe("places")
        >>> str(frame.crs), str(frame.dtypes["geonameid"])
        ('EPSG:4326', 'Int64')

        Args:
            table: ``places`` (areas where a place has one, else points), ``mentions`` and ``events`` (a row for each
                mention and each event, at its best place), ``event_places`` (a row for each place of each event),
                ``articles`` (geometry: its places together), ``movements`` (a row for each event that has an origin or
                a destination, a line where both have a position); or, without geometry, ``event_citations`` (a row for
                each sentence that tells an event), ``findings``, ``key_figures`` and ``conflicts``.
        """
        from geobrief.export import typed_geodataframe  # noqa: PLC0415

        return typed_geodataframe(self, table)

    def to_folium(self) -> folium.Map:
        """Return a ``folium.Map`` of the brief to add one's own layers to."""
        from geobrief.map import to_folium  # noqa: PLC0415

        return to_folium(self)

    def _repr_html_(self) -> str:
        """Show the brief in a notebook: the map in a frame."""
        from geobrief.map import notebook_html  # noqa: PLC0415

        return notebook_html(self)

    def to_dict(self) -> Mapping[str, Any]:
        """Return what ``brief.json`` holds (docs/brief.md, and the schema beside this module)."""
        from geobrief.brief.document import to_dict  # noqa: PLC0415

        return to_dict(self)
