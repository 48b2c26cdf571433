"""Pinned packages + ``sources/*.tsv`` → ``places.tsv.xz`` and ``datapackage.json``.

``python gazetteer/build.py`` writes them; ``--check`` builds again and compares byte for byte.
It is a developer's tool: users get the finished table in the wheel.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # the script is run as a file, and shares code with the package

from gazetteer.airports import airfield_towns, airports  # noqa: E402
from gazetteer.cities import cities  # noqa: E402
from gazetteer.countries import capitals, continents, countries  # noqa: E402
from gazetteer.fetch import lock  # noqa: E402
from gazetteer.handmade import abbreviations, apply_names, demonyms, handmade, province_facts  # noqa: E402
from gazetteer.provinces import admin1, admin2, towns_by_code  # noqa: E402
from geobrief.gazetteer.names import fold  # noqa: E402
from geobrief.gazetteer.table import COLUMNS, Name, Row, write_row  # noqa: E402

TABLE = HERE / "places.tsv.xz"
PACKAGE = HERE / "datapackage.json"
VERSION = "2026.11"

ORDER = {kind: n for n, kind in enumerate(("continent", "country", "territory", "region", "admin1", "admin2"))}
"""Large things come first in the table; the rest follow by country, province and name."""


def merged(rows: Iterable[Row]) -> Iterator[Row]:
    """Rows of one GeoNames id or key become one: the later, hand-edited one stands, names are put together."""
    kept: dict[str, Row] = {}
    for row in rows:
        identity = f"geonames:{row.geonameid}" if row.geonameid else row.key
        before = kept.get(identity)
        if before is None:
            kept[identity] = row
            continue
        names = {fold(n.text): n for n in (*before.names, Name(before.name, "short", "strong"), *row.names)}
        names.pop(fold(row.name), None)
        kept[identity] = replace(
            row,
            country=row.country or before.country,
            admin1=row.admin1 or before.admin1,
            admin2=row.admin2 or before.admin2,
            population=row.population or before.population,
            wikidata=row.wikidata or before.wikidata,
            names=tuple(names[folded] for folded in sorted(names)),
        )
    yield from kept.values()


def all_rows() -> list[Row]:
    """Every place of the bundled gazetteer, sorted."""
    first, second = towns_by_code()
    facts = province_facts()
    rows = [
        *continents(),
        *countries(),
        *admin1(first, facts),
        *admin2(second),
        *cities(capitals()),
        *airports(),
        *handmade(),
    ]
    rows = list(merged(rows))
    rows += airfield_towns(rows)
    rows = apply_names(rows, [*demonyms(), *abbreviations()])
    return sorted(rows, key=lambda r: (ORDER.get(r.kind, 9), r.country, r.admin1, r.name, r.key))


def render(rows: list[Row]) -> bytes:
    """The compressed table. The same rows give the same bytes with the same version of liblzma."""
    text = "\n".join(["\t".join(COLUMNS), *map(write_row, rows)]) + "\n"
    return lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME)


def describe(rows: list[Row], table: bytes) -> str:
    """The data package's description: what the table holds, where it comes from, under which licence."""
    template = json.loads((HERE / "sources" / "datapackage.template.json").read_text(encoding="utf-8"))
    kinds = Counter(row.kind for row in rows)
    resource = template["resources"][0]
    resource["hash"] = f"sha256:{hashlib.sha256(table).hexdigest()}"
    resource["bytes"] = len(table)
    resource["rows"] = len(rows)
    resource["names"] = sum(1 + len(row.names) for row in rows)
    resource["rowsByKind"] = {kind: kinds[kind] for kind in sorted(kinds)}
    template["version"] = VERSION
    template["packages"] = [
        {"name": name, "version": entry["version"], "registry": entry["registry"], "sha256": entry["sha256"]}
        for name, entry in sorted(lock().items())
    ]
    return json.dumps(template, ensure_ascii=False, indent=2) + "\n"


def doubles(rows: list[Row]) -> list[str]:
    """Towns of one province that share name and position: what two sources both have. For a person to look at."""
    seen = defaultdict(list)
    for row in rows:
        seen[(row.country, row.kind, fold(row.name), round(row.lat, 2), round(row.lon, 2))].append(row.key)
    return [f"{place}: {keys}" for place, keys in seen.items() if len(keys) > 1]


def main() -> int:
    """Build, or with ``--check`` compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="build again and compare with what is committed")
    parser.add_argument("--doubles", action="store_true", help="list places that look like one place")
    options = parser.parse_args()
    rows = all_rows()
    if options.doubles:
        print("\n".join(doubles(rows)))
        return 0
    table = render(rows)
    description = describe(rows, table)
    if options.check:
        same = TABLE.read_bytes() == table and PACKAGE.read_text(encoding="utf-8") == description
        print("places.tsv.xz is what the sources give" if same else "places.tsv.xz is NOT what the sources give")
        return 0 if same else 1
    TABLE.write_bytes(table)
    PACKAGE.write_text(description, encoding="utf-8")
    print(f"{len(rows)} places, {len(table)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
