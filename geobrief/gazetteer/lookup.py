"""Names and positions → places. Look-up only: what a name means in a text is decided in ``geobrief.places``."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from geobrief import plugins
from geobrief.errors import GazetteerError
from geobrief.gazetteer.earth import distance_km, rings
from geobrief.gazetteer.folding import fold, skeleton
from geobrief.gazetteer.index import FLAG_NOT_PLACE, build_bundled
from geobrief.gazetteer.layer import Hit, Layer, NameStats, PlaceRow, make_hit
from geobrief.gazetteer.search import find
from geobrief.gazetteer.table import PRECISION
from geobrief.model import Candidate, GazetteerVersion, Kind, Place

if TYPE_CHECKING:
    from geopandas import GeoDataFrame

MEMO = 50_000
"""Names and places that are remembered; when a memo is full it is emptied (about 100 MB at the very most)."""

FUZZY_POOL = 400
"""Names with the same skeleton that are compared letter by letter. No skeleton of a town's name has as many."""

FUZZY_CUTOFF = 0.72
"""Normalised Damerau-Levenshtein similarity below which a name is another name, not a misspelling: "timbuctu" and
"timbuktu" have 0.88, "tilabery" and "tillaberi" 0.78, "wagadugu" and "ouagadougou" 0.55 (and are accepted by their
equal skeletons of four consonants or more)."""

FUZZY_SKELETON = 4
"""Consonants from which an equal skeleton is enough by itself."""

BUILT = Path(__file__).resolve().parents[1] / "_built" / "gazetteer.sqlite"


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publication and where it is at home."""

    domain: str
    name: str
    home: Place
    scope: str
    """``local``, ``national`` or ``international``: for whom it writes."""


def bundled_index() -> Path:
    """The bundled index: what the wheel carries, or what a checkout builds once from its own tables.

    Raises:
        GazetteerError: Neither is there.
    """
    if BUILT.is_file():
        return BUILT
    checkout = BUILT.parents[2] / "gazetteer"
    if (checkout / "datapackage.json").is_file():
        build_bundled(checkout, BUILT)
        return BUILT
    raise GazetteerError(str(BUILT), "the bundled gazetteer is missing; install the geobrief wheel again")


class Gazetteer:
    """Places by name, by position and by key, in layers: a later layer's place replaces an earlier one's."""

    def __init__(self, paths: Sequence[Path]) -> None:
        """Open index files, the bundled one first, the user's own last.

        Raises:
            GazetteerError: A file is missing, damaged or of another format.
        """
        if not paths:
            raise GazetteerError("gazetteer", "no index file was given")
        self._layers = tuple(Layer(path) for path in paths)
        self._hits: dict[str, tuple[Hit, ...]] = {}
        self._stats: dict[str, NameStats | None] = {}
        self._rows: dict[tuple[int, int], PlaceRow] = {}

    @classmethod
    def default(cls) -> Gazetteer:
        """The bundled gazetteer, layers of other packages over it, and over all the layers that were asked for.

        Opened once a process. ``GEOBRIEF_LAYERS`` asks for layers, as ``--layer`` and a recipe do.
        """
        return _default(os.environ.get("GEOBRIEF_LAYERS", ""))

    def __getstate__(self) -> tuple[Path, ...]:
        return tuple(layer.path for layer in self._layers)

    def __setstate__(self, paths: tuple[Path, ...]) -> None:
        self.__init__(paths)  # type: ignore[misc]  # a copy in another process opens the files itself

    # By name ------------------------------------------------------------------------------------------------

    def known(self, folded: Iterable[str]) -> dict[str, NameStats]:
        """Folded names → figures of those that name any place. The cheapest question to ask of many names."""
        wanted = list(folded)
        missing = _unread(wanted, self._stats)
        if missing:
            self._stats.update(dict.fromkeys(missing))
            for layer in self._layers:
                for norm, stats in layer.known(missing):
                    before = self._stats.get(norm)
                    self._stats[norm] = _added(before, stats) if before else stats
        found = {}
        for norm in wanted:
            stats_or_none = self._stats.get(norm)
            if stats_or_none is not None:
                found[norm] = stats_or_none
        return found

    def hits(self, folded: Iterable[str]) -> dict[str, tuple[Hit, ...]]:
        """Folded names → their places in the light form, those with most inhabitants first; unknown names are left out."""
        wanted = list(folded)
        missing = _unread(wanted, self._hits)
        if missing:
            self._hits.update(dict.fromkeys(missing, ()))
            self._read_hits(missing)
        return {norm: found for norm in wanted if (found := self._hits.get(norm, ()))}

    def _read_hits(self, norms: list[str]) -> None:
        for number, layer in enumerate(self._layers):
            postings = dict(layer.postings(norms))
            rows = self._read_rows(number, {entry[0] for entries in postings.values() for entry in entries})
            for norm, entries in postings.items():
                hits = tuple(make_hit(norm, entry, rows[entry[0]]) for entry in entries)
                self._hits[norm] = _over(self._hits[norm], hits)
        self._apply_pins(norms)

    def _read_rows(self, number: int, wanted: set[int]) -> dict[int, PlaceRow]:
        if len(self._rows) > MEMO:
            self._rows.clear()
        rows = {n: row for n in wanted if (row := self._rows.get((number, n)))}
        for row in self._layers[number].places(sorted(wanted - rows.keys())):
            rows[row.number] = self._rows[number, row.number] = row
        return rows

    def _apply_pins(self, norms: list[str]) -> None:
        """What the user has said a name means in his briefs, is all that it may mean."""
        for layer in self._layers[1:]:
            batch = json.dumps(norms, ensure_ascii=False)
            for norm, key in layer.query(
                "SELECT norm, key FROM pin WHERE norm IN (SELECT value FROM json_each(?))", batch
            ):
                row = self.row(key)
                if row is not None:
                    self._hits[norm] = (Hit(row, row.name, "alias", "strong", None),)

    def candidates(self, names: Iterable[str]) -> dict[str, tuple[Candidate, ...]]:
        """Names as written → the places they may mean, unranked. Names that nothing has are left out."""
        folded = {name: fold(name) for name in names}
        hits = self.hits(folded.values())
        return {name: tuple(map(self.candidate, hits[norm])) for name, norm in folded.items() if norm in hits}

    def candidate(self, hit: Hit) -> Candidate:
        """The full form of a hit."""
        return Candidate(self.full(hit.place), hit.name, hit.name_kind, hit.strength, hit.language)

    def search(
        self,
        name: str,
        *,
        limit: int = 10,
        country: str | None = None,
        kinds: Iterable[Kind] | None = None,
        fuzzy: bool = True,
    ) -> list[Candidate]:
        """Places for a name, the likeliest without any context first.

        >>> gazetteer = Gazetteer.default()
        >>> [(found.place.name, found.place.kind) for found in gazetteer.search("Agadez, Niger", limit=2)]
        [('Agadez', 'city'), ('Agadez', 'admin1')]

        Args:
            name: As written.
            limit: How many at most.
            country: ISO 3166-1 alpha-2 code of the country they must lie in.
            kinds: Kinds of places that are wanted.
            fuzzy: Whether misspellings are tried when the name itself gives nothing.
        """
        found = find(self, name, country=country, kinds=kinds, fuzzy=fuzzy)
        return [self.candidate(one.hit) for one in found[:limit]]

    def similar(self, name: str, *, limit: int = 8) -> list[tuple[str, float]]:
        """Folded names that a misspelt name may stand for, with their similarity (0 to 1), best first."""
        from rapidfuzz.distance import DamerauLevenshtein  # noqa: PLC0415 - a compiled module that few commands need

        norm = fold(name)
        key = skeleton(norm)
        pool = {
            other
            for layer in self._layers
            for (other,) in layer.query("SELECT norm FROM skeleton WHERE key = ? LIMIT ?", key, FUZZY_POOL)
        }
        pool.discard(norm)
        scored = [(other, DamerauLevenshtein.normalized_similarity(norm, other)) for other in pool]
        floor = 0.5 if len(key) >= FUZZY_SKELETON else FUZZY_CUTOFF
        return sorted([pair for pair in scored if pair[1] >= floor], key=lambda pair: (-pair[1], pair[0]))[:limit]

    def prefix(self, start: str, *, limit: int = 10) -> list[str]:
        """Folded names that begin so, those of the most populous places first."""
        norm = fold(start)
        if not norm:
            return []
        rows: dict[str, int] = {}
        for layer in self._layers:
            sql = (
                "SELECT norm, population FROM name WHERE norm >= ? AND norm < ? AND flags & 4 = 0"
                " ORDER BY population DESC, norm LIMIT ?"
            )
            for other, population in layer.query(sql, norm, norm + "\U0010ffff", limit):
                rows[other] = max(population, rows.get(other, 0))
        return sorted(rows, key=lambda other: (-rows[other], other))[:limit]

    # By position --------------------------------------------------------------------------------------------

    def nearest(
        self, lat: float, lon: float, *, limit: int = 1, within_km: float = 300.0, kinds: Iterable[Kind] = ("city",)
    ) -> list[tuple[Place, float]]:
        """Places near a position with their distances in kilometres, the nearest first.

        Args:
            lat: Degrees north.
            lon: Degrees east.
            limit: How many at most.
            within_km: How far away at most.
            kinds: Kinds of places that are wanted.
        """
        wanted = set(kinds)
        found: dict[str, tuple[float, PlaceRow]] = {}
        for cells, safe_km in rings(lat, lon, within_km):
            for row in self._in_cells(cells):
                distance = distance_km(lat, lon, row.lat, row.lon)
                if row.kind in wanted and distance <= within_km:
                    found[row.key] = (distance, row)
            if sum(distance <= safe_km for distance, _ in found.values()) >= limit:
                break
        ordered = sorted(found.values(), key=lambda pair: (pair[0], pair[1].key))
        return [(self.full(row), distance) for distance, row in ordered[:limit]]

    def _in_cells(self, cells: list[int]) -> Iterable[PlaceRow]:
        seen: dict[str, PlaceRow] = {}
        for layer in self._layers:
            condition = "cell IN (SELECT value FROM json_each(?))"
            seen.update({row.key: row for row in layer.places_where(condition, json.dumps(cells))})
        return seen.values()

    def province_at(self, lat: float, lon: float) -> Place | None:
        """The first-order province whose area holds a position, or None at sea and where areas are missing."""
        from geobrief.gazetteer.areas import province_at  # noqa: PLC0415 - shapely is heavy, and few ask

        return province_at(self, lat, lon)

    # By key -------------------------------------------------------------------------------------------------

    def row(self, key: str) -> PlaceRow | None:
        """The place of a key in the light form."""
        source, _, number = key.partition(":")
        for layer in reversed(self._layers):
            rows = layer.places_where("key = ?", key)
            found = next(iter(rows), None)
            if found is None and source == "geonames" and number.isdigit():
                found = next(iter(layer.places_where("geonameid = ? LIMIT 1", int(number))), None)
            if found is not None:
                return found
        return None

    def place(self, key: str) -> Place | None:
        """The place of a key (``geonames:2440485``, ``geobrief:air-base-201``), or None."""
        row = self.row(key)
        return self.full(row) if row else None

    def full(self, row: PlaceRow) -> Place:
        """The full form of a row."""
        return _full(row, self._admin1.get(f"{row.country}.{row.admin1}") if row.admin1 else None)

    def country(self, code: str) -> Place | None:
        """A country or territory by its ISO 3166-1 alpha-2 code."""
        row = self._countries.get(code.upper())
        return self.full(row) if row else None

    def country_name(self, code: str) -> str:
        """The English name of a country by its ISO code; the code itself where there is none."""
        row = self._countries.get(code.upper())
        return row.name if row else code

    def country_codes(self) -> frozenset[str]:
        """The ISO codes of all countries."""
        return frozenset(self._countries)

    @cached_property
    def _countries(self) -> dict[str, PlaceRow]:
        found: dict[str, PlaceRow] = {}
        for layer in self._layers:
            codes = json.loads(layer.meta("countries") or "{}")
            rows = {row.number: row for row in layer.places(codes.values())}
            found.update({code: rows[number] for code, number in codes.items()})
        return found

    @cached_property
    def _admin1(self) -> dict[str, str]:
        names: dict[str, str] = {}
        for layer in self._layers:
            names.update(json.loads(layer.meta("admin1") or "{}"))
        return names

    # What is no place, and who is where ---------------------------------------------------------------------

    def not_a_place(self, name: str) -> str | None:
        """Why a name that collides with a place is mostly something else ("a month"), or None."""
        norm = fold(name)
        stats = self.known([norm]).get(norm)
        if stats is not None and not stats.flags & FLAG_NOT_PLACE:
            return None
        for layer in reversed(self._layers):
            row = layer.query("SELECT reason FROM not_place WHERE norm = ?", norm).fetchone()
            if row:
                return str(row[0])
        return None

    def outlet(self, domain: str) -> Outlet | None:
        """What is known of the publication of a web domain or a parent of that, or None."""
        labels = domain.casefold().strip(". ").split(".")
        for start in range(len(labels) - 1):
            name = ".".join(labels[start:])
            for layer in reversed(self._layers):
                sql = "SELECT domain, outlet, place, scope FROM outlet WHERE domain = ?"
                found = layer.query(sql, name).fetchone()
                if found:
                    return Outlet(found[0], found[1], self.full(next(iter(layer.places([found[2]])))), found[3])
        return None

    def outlet_home(self, domain: str) -> Place | None:
        """The place whose neighbourhood a publication's readers take for granted, by its web domain.

        Of a local publication that is its town, of a national one its country; of an international one there is none.
        """
        outlet = self.outlet(domain)
        if outlet is None or outlet.scope == "international":
            return None
        return outlet.home if outlet.scope == "local" else self.country(outlet.home.country or "")

    def to_geodataframe(self, *, kinds: Iterable[Kind] | None = None, country: str | None = None) -> GeoDataFrame:
        """Places as points in EPSG:4326, all of them or those of some kinds or a country."""
        from geobrief.gazetteer.writing import to_geodataframe  # noqa: PLC0415 - geopandas is heavy

        return to_geodataframe(self, kinds=kinds, country=country)

    def to_parquet(self, path: Path) -> int:
        """Write the places to a GeoParquet file (needs pyarrow). Gives their number."""
        from geobrief.gazetteer.writing import write  # noqa: PLC0415 - geopandas is heavy

        return write(self, path.with_suffix(".parquet"))

    def __repr__(self) -> str:
        """Say in a line which gazetteer this is."""
        version = self.version
        return f"<Gazetteer {version.name} {version.version}: {version.places:,} places>"

    # About itself -------------------------------------------------------------------------------------------

    @property
    def layers(self) -> tuple[Layer, ...]:
        """The open files, the bundled one first."""
        return self._layers

    def shape(self, key: str) -> str | None:
        """The area that a user's own layer gives a place, as GeoJSON, or None."""
        for layer in reversed(self._layers):
            if layer.meta("areas"):
                row = layer.query("SELECT geometry FROM area WHERE key = ?", key).fetchone()
                if row is not None:
                    return str(row[0])
        return None

    @property
    def version(self) -> GazetteerVersion:
        """Which gazetteer this is; with imports, the hash is that of all layers."""
        names = [layer.meta("name") for layer in self._layers]
        hashes = [layer.meta("sha256") for layer in self._layers]
        digest = hashes[0] if len(hashes) == 1 else hashlib.sha256(" ".join(hashes).encode()).hexdigest()
        places = sum(int(layer.meta("places") or 0) for layer in self._layers)
        return GazetteerVersion("+".join(names), self._layers[0].meta("version"), places, digest)


@lru_cache(maxsize=2)
def _default(asked: str = "") -> Gazetteer:
    del asked  # what lies over the bundled gazetteer hangs on it
    from geobrief.gazetteer.layers import asked_indexes  # noqa: PLC0415 - the importers read this module

    offered = [path for _, path in plugins.paths("gazetteers")]
    return Gazetteer([bundled_index(), *offered, *asked_indexes()])


@lru_cache(maxsize=20_000)
def _full(row: PlaceRow, admin1: str | None) -> Place:
    west, south, east, north = map(float, row.bbox.split()) if row.bbox else (0.0, 0.0, 0.0, 0.0)
    return Place(
        id=f"p-{hashlib.sha256(row.key.encode()).hexdigest()[:16]}",
        key=row.key,
        name=row.name,
        kind=row.kind,
        precision=PRECISION[row.kind],
        country=row.country or None,
        admin1=admin1,
        lat=row.lat,
        lon=row.lon,
        geonameid=row.geonameid,
        wikidata=row.wikidata or None,
        feature_class=row.feature_class,
        feature_code=row.feature_code,
        population=row.population,
        admin1_code=row.admin1 or None,
        source=row.source,
        bbox=(west, south, east, north) if row.bbox else None,
    )


def _unread(wanted: Sequence[str], memo: dict[str, Any]) -> list[str]:
    """The names that a memo lacks, once each; a memo that would overflow is emptied, and then lacks all of them."""
    missing = [norm for norm in dict.fromkeys(wanted) if norm not in memo]
    if missing and len(memo) + len(missing) > MEMO:
        memo.clear()
        return list(dict.fromkeys(wanted))
    return missing


def _added(one: NameStats, other: NameStats) -> NameStats:
    return NameStats(
        one.places + other.places,
        max(one.population, other.population),
        one.kinds | other.kinds,
        one.flags | other.flags,
    )


def _over(lower: tuple[Hit, ...], upper: tuple[Hit, ...]) -> tuple[Hit, ...]:
    """A later layer's rows hide the rows of the same key or GeoNames id below."""
    if not lower or not upper:
        return upper or lower
    keys = {hit.place.key for hit in upper} | {
        f"geonames:{hit.place.geonameid}" for hit in upper if hit.place.geonameid
    }
    return (*upper, *[hit for hit in lower if hit.place.key not in keys])
