"""A coverage of polygons as a topology: every border once, simplified once, so that neighbours never gap.

Positions are integers, :data:`GRID` degrees apart. A *ring* is a closed list of positions without its last
one; an *arc* is a run of positions between two junctions; a ring is stored as the arcs it runs through, where
``~i`` means arc ``i`` backwards (the convention of TopoJSON).
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

Position = tuple[int, int]
Ring = list[Position]
Polygons = list[list[list[int]]]
"""Polygons of rings of arcs; the first ring of a polygon is its shell."""

GRID = 0.001
"""Degrees; 110 m or less. Fine enough for provinces, and small differences pack well."""


@dataclass
class Topology:
    """Arcs, and for every unit its polygons."""

    arcs: list[Ring] = field(default_factory=list)
    units: list[Polygons] = field(default_factory=list)

    def sides(self) -> list[list[int]]:
        """For every arc the units that use it: one at a coast, two at a border."""
        found: list[list[int]] = [[] for _ in self.arcs]
        for unit, polygons in enumerate(self.units):
            for polygon in polygons:
                for ring in polygon:
                    for arc in ring:
                        found[_number(arc)].append(unit)
        return found


def junctions(rings: Iterable[Ring]) -> set[Position]:
    """Positions where the company changes: where not every ring that comes by has the same two neighbours."""
    neighbours: dict[Position, tuple[Position, Position]] = {}
    found: set[Position] = set()
    for ring in rings:
        before = ring[-2], ring[-1]
        for after in ring:
            a, here = before
            pair = (a, after) if a < after else (after, a)
            if neighbours.setdefault(here, pair) != pair:
                found.add(here)
            before = here, after
    return found


def _cut(ring: Ring, ends: set[Position]) -> list[Ring]:
    """A ring as open runs from junction to junction; without any, as one closed run from its smallest position."""
    at = [i for i, position in enumerate(ring) if position in ends]
    if not at:
        start = ring.index(min(ring))
        return [[*ring[start:], *ring[: start + 1]]]
    turned = [*ring[at[0] :], *ring[: at[0] + 1]]
    marks = [i - at[0] for i in at] + [len(ring)]
    return [turned[a : b + 1] for a, b in pairwise(marks)]


def build(units: Sequence[Sequence[Sequence[Ring]]]) -> Topology:
    """The topology of units, each a list of polygons, each a list of rings."""
    ends = junctions(ring for unit in units for polygon in unit for ring in polygon)
    topology = Topology()
    known: dict[tuple[Position, ...], int] = {}

    def number(run: Ring) -> int:
        forward, backward = tuple(run), tuple(reversed(run))
        if forward in known:
            return known[forward]
        if backward in known:
            return ~known[backward]
        known[forward] = len(topology.arcs)
        topology.arcs.append(run)
        return known[forward]

    for unit in units:
        topology.units.append([[[number(run) for run in _cut(ring, ends)] for ring in polygon] for polygon in unit])
    return topology


def _number(arc: int) -> int:
    return arc if arc >= 0 else ~arc


def _size(topology: Topology, ring: Sequence[int]) -> float:
    return area(ring_positions(topology, ring))


def ring_positions(topology: Topology, ring: Sequence[int], arcs: Sequence[Ring] | None = None) -> Ring:
    """The positions of a ring, the first one again at the end."""
    use = topology.arcs if arcs is None else arcs
    found: Ring = []
    for arc in ring:
        run = use[arc] if arc >= 0 else use[~arc][::-1]
        found.extend(run[1:] if found else run)
    return found


def area(ring: Sequence[Position]) -> float:
    """Square degrees of the closed ring, the length of a degree of longitude taken into account."""
    if len(ring) < 3:
        return 0.0
    twice = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(ring, [*ring[1:], ring[0]], strict=True))
    lat = (min(p[1] for p in ring) + max(p[1] for p in ring)) / 2 * GRID
    return abs(twice) / 2 * GRID * GRID * max(math.cos(math.radians(lat)), 0.05)


def _triangle(a: Position, b: Position, c: Position) -> float:
    twice = (b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])
    return abs(twice) / 2 * GRID * GRID * max(math.cos(math.radians(b[1] * GRID)), 0.05)


def simplify(run: Ring, threshold: float) -> Ring:
    """Visvalingam and Whyatt's method: drop the position of the smallest triangle until all exceed ``threshold``.

    Args:
        run: Positions; the first and the last one stay.
        threshold: Square degrees.
    """
    keep = 4 if run[0] == run[-1] else 2
    count = len(run)
    if count <= keep:
        return run
    before, after = list(range(-1, count - 1)), list(range(1, count + 1))
    sizes = [math.inf] * count
    heap: list[tuple[float, int]] = []
    for i in range(1, count - 1):
        sizes[i] = _triangle(run[i - 1], run[i], run[i + 1])
        heap.append((sizes[i], i))
    heapq.heapify(heap)
    gone = bytearray(count)
    left = count
    while heap and left > keep:
        size, i = heapq.heappop(heap)
        if gone[i] or size != sizes[i]:
            continue
        if size > threshold:
            break
        gone[i] = 1
        left -= 1
        p, n = before[i], after[i]
        after[p], before[n] = n, p
        for j in (p, n):
            if 0 < j < count - 1:
                sizes[j] = max(size, _triangle(run[before[j]], run[j], run[after[j]]))
                heapq.heappush(heap, (sizes[j], j))
    return [position for i, position in enumerate(run) if not gone[i]]


def simplified(
    topology: Topology, threshold: Callable[[int], float], least: float, *, compact: bool = True
) -> Topology:
    """The topology with every arc simplified and specks dropped.

    Args:
        topology: What to simplify.
        threshold: Arc number → square degrees for :func:`simplify`.
        least: Rings smaller than this, in square degrees, go, unless one is all that its unit has.
        compact: Whether to renumber the arcs that are left; else arcs keep their numbers.
    """
    arcs = [simplify(run, threshold(i)) for i, run in enumerate(topology.arcs)]
    users: dict[int, int] = defaultdict(int)
    for unit in topology.units:
        for arc in {_number(a) for polygon in unit for ring in polygon for a in ring}:
            users[arc] += 1
    kept: list[Polygons] = []
    for unit in topology.units:
        sizes = [area(ring_positions(topology, polygon[0], arcs)) for polygon in unit]
        largest = max(sizes, default=0.0)
        polygons = []
        for polygon, size in zip(unit, sizes, strict=True):
            alone = all(users[_number(a)] == 1 for a in polygon[0])
            if size >= least or size == largest or not alone:
                holes = [ring for ring in polygon[1:] if users[_number(ring[0])] > 1 or _size(topology, ring) >= least]
                polygons.append([polygon[0], *holes])
        kept.append(polygons)
    return compacted(Topology(arcs, kept)) if compact else Topology(arcs, kept)


def compacted(topology: Topology) -> Topology:
    """The same without arcs that nothing uses, numbered in order of use."""
    order: dict[int, int] = {}
    units = [
        [[[_renumber(arc, order) for arc in ring] for ring in polygon] for polygon in unit] for unit in topology.units
    ]
    arcs: list[Ring] = [[]] * len(order)
    for old, new in order.items():
        arcs[new] = topology.arcs[old]
    return Topology(arcs, units)


def _renumber(arc: int, order: dict[int, int]) -> int:
    if arc >= 0:
        return order.setdefault(arc, len(order))
    return ~order.setdefault(~arc, len(order))
