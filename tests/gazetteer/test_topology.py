"""The topology keeps what is shared shared, whatever is simplified away."""

from gazetteer import topology

SQUARE = [(0, 0), (500, 3), (1000, 0), (1000, 1000), (0, 1000)]
NEIGHBOUR = [(1000, 0), (2000, 0), (2000, 1000), (1000, 1000)]


def test_a_shared_border_is_one_arc():
    found = topology.build([[[SQUARE]], [[NEIGHBOUR]]])
    assert sorted(len(set(beside)) for beside in found.sides()) == [1, 1, 2]


def test_rings_come_back_as_they_went_in():
    found = topology.build([[[SQUARE]], [[NEIGHBOUR]]])
    for unit, ring in zip(found.units, (SQUARE, NEIGHBOUR), strict=True):
        line = topology.ring_positions(found, unit[0][0])
        assert line[0] == line[-1]
        assert sorted(line[:-1]) == sorted(ring)
        assert topology.area(line) == topology.area(ring)


def test_an_island_without_neighbours_is_one_closed_arc():
    found = topology.build([[[SQUARE]]])
    assert len(found.arcs) == 1
    assert found.arcs[0][0] == found.arcs[0][-1]


def test_simplifying_drops_the_small_bend_and_keeps_the_corners():
    line = [(0, 0), (500, 1), (1000, 0), (1000, 1000)]
    assert topology.simplify(line, 0.01) == [(0, 0), (1000, 0), (1000, 1000)]
    assert topology.simplify(line, 0.0) == line


def test_a_ring_keeps_four_positions():
    ring = [*SQUARE, SQUARE[0]]
    assert len(topology.simplify(ring, 1e9)) == 4


def test_specks_go_but_the_last_polygon_of_a_unit_stays():
    speck = [(5000, 5000), (5002, 5000), (5002, 5002)]
    found = topology.build([[[SQUARE], [speck]], [[[(x + 9, y) for x, y in speck]]]])
    thin = topology.simplified(found, lambda _: 0.0, 0.1)
    assert [len(unit) for unit in thin.units] == [1, 1]
    assert len(thin.arcs) == 2
