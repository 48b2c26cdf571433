"""Pinned packages + ``sources/*.tsv`` → ``places/*.tsv``, one table a country, and ``datapackage.json``.

``python gazetteer/build.py`` writes them; ``--check`` builds again and compares byte for byte.
They are text, sorted, and apart by country, so that git keeps of a change no more than the lines that it changes.
It is a developer's tool: users get the finished index in the wheel.
"""

from __future__ import annotations

import argparse
import hashlib
import json
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
from geobrief.gazetteer.folding import fold  # noqa: E402
from geobrief.gazetteer.table import COLUMNS, NO_COUNTRY, Name, Row, in_order, tables_in, write_row  # noqa: E402

TABLES = HERE / "places"
PACKAGE = HERE / "datapackage.json"
VERSION = "2026.11"


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
    return sorted(rows, key=in_order)


def render(rows: Iterable[Row]) -> dict[str, bytes]:
    """Names of files → tables, in the order in which the index reads them."""
    by_country: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        by_country[row.country].append(write_row(row))
    header = "\t".join(COLUMNS)
    return {
        f"{country or NO_COUNTRY}.tsv": ("\n".join([header, *by_country[country]]) + "\n").encode()
        for country in sorted(by_country)
    }


def describe(rows: list[Row], tables: dict[str, bytes]) -> str:
    """The data package's description: what the tables hold, where it comes from, under which licence."""
    whole = b"".join(tables.values())
    template = json.loads((HERE / "sources" / "datapackage.template.json").read_text(encoding="utf-8"))
    kinds = Counter(row.kind for row in rows)
    resource = template["resources"][0]
    resource["path"] = [f"{TABLES.name}/{name}" for name in tables]
    resource["hash"] = f"sha256:{hashlib.sha256(whole).hexdigest()}"
    resource["bytes"] = len(whole)
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
    tables = render(rows)
    description = describe(rows, tables)
    return check(tables, description) if options.check else write(tables, description)


def check(tables: dict[str, bytes], description: str) -> int:
    """Say which files are not what the sources give; the exit status."""
    kept = {path.name: path.read_bytes() for path in tables_in(TABLES)}
    wrong = [f"{TABLES.name}/{name}" for name in sorted(kept | tables) if kept.get(name) != tables.get(name)]
    if not PACKAGE.is_file() or PACKAGE.read_text(encoding="utf-8") != description:
        wrong.append(PACKAGE.name)
    print(f"NOT what the sources give: {', '.join(wrong)}" if wrong else "the tables are what the sources give")
    return 1 if wrong else 0


def write(tables: dict[str, bytes], description: str) -> int:
    """Write the tables, and take away the table of a country that has no place any more."""
    TABLES.mkdir(exist_ok=True)
    for path in tables_in(TABLES):
        if path.name not in tables:
            path.unlink()
    for name, table in tables.items():
        (TABLES / name).write_bytes(table)
    PACKAGE.write_text(description, encoding="utf-8")
    print(f"{json.loads(description)['resources'][0]['rows']} places, {sum(map(len, tables.values()))} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
