"""CSL-JSON as geobrief writes it, held against the schema that the makers of the language publish.

    python benchmarks/articles_citations.py csl-data.json [FILE_OR_FOLDER ...]

The schema is ``schemas/input/csl-data.json`` of https://github.com/citation-style-language/schema; no package
that is known to us carries it, so it is to be fetched by hand. Without files the seeds are read, and the cases
of the tests are always written too.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path

import jsonschema

_ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(_ROOT), str(_ROOT / "tests" / "citations")]

from test_citations import _source as source_of_case  # noqa: E402  # from the tests, after the path was set
from test_round_trips import _source_of as source_of_article  # noqa: E402

from geobrief.articles import read_articles  # noqa: E402
from geobrief.citations import csl_json  # noqa: E402


def main() -> None:
    """Print how many items were held against the schema, and each fault."""
    schema = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    cases = tomllib.loads((_ROOT / "tests" / "citations" / "cases.toml").read_text(encoding="utf-8"))["case"]
    articles, _ = read_articles(sys.argv[2:] or [str(_ROOT / "seeds" / "niger-2024")])
    sources = [*map(source_of_case, cases), *map(source_of_article, articles)]
    faults = list(jsonschema.Draft7Validator(schema).iter_errors(json.loads(csl_json(sources))))
    for fault in faults:
        print(f"{'/'.join(map(str, fault.path))}: {fault.message}")
    print(f"{len(sources)} items, {len(faults)} faults, schema {schema['$id']}")


if __name__ == "__main__":
    main()
